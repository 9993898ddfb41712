import type { Core } from "../../core/core.ts";
import { fullName } from "../../core/model/person.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { shownName } from "../../texts/written.ts";

/** Who hosts a webinar and who speaks at it, by name. */
export interface Names {
  readonly hostName: string;
  readonly speakerNames: readonly string[];
}

/** Reads who stands at the head of a webinar's pages. */
export const namesOf = async (core: Core, { organisation, host, speakers }: Webinar): Promise<Names> => {
  const read = async (id: Webinar["host"]) => {
    const person = await core.people.get(organisation, id);
    return person ? shownName(fullName(person)) : "";
  };
  const [hostName = "", ...others] = await Promise.all([host, ...speakers].map(read));
  // Who is known by an address alone has no name to show.
  return { hostName, speakerNames: others.filter(Boolean) };
};
