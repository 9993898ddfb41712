import type { Core } from "../../core/core.ts";
import { chatParts, type Face } from "../../core/model/ids.ts";
import { fullName, type Person } from "../../core/model/person.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { shownName } from "../../texts/written.ts";

/** Who hosts a webinar and who speaks at it, by name. */
export interface Names {
  readonly hostName: string;
  /** The products in which the host can be written to. */
  readonly hostFaces: readonly Face[];
  readonly speakerNames: readonly string[];
}

/** The chat products in which somebody is. */
export const facesOf = (person: Person | undefined): Face[] =>
  (person?.chats ?? []).map((chat) => chatParts(chat).face);

/** Reads who stands at the head of a webinar's pages. */
export const namesOf = async (core: Core, { organisation, host, speakers }: Webinar): Promise<Names> => {
  const read = (id: Webinar["host"]) => core.people.get(organisation, id);
  const [found, ...others] = await Promise.all([host, ...speakers].map(read));
  const nameOf = (person: Person | undefined): string => (person ? shownName(fullName(person)) : "");
  // Who is known by an address alone has no name to show.
  return { hostName: nameOf(found), hostFaces: facesOf(found), speakerNames: others.map(nameOf).filter(Boolean) };
};
