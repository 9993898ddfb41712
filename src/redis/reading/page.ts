import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { ChatId, OrganisationId, PersonId, WebinarCode } from "../../core/model/ids.ts";
import type { Person } from "../../core/model/person.ts";
import type { WebinarEntry } from "../../core/model/registration.ts";
import type { ReferenceName } from "../../core/ports/references.ts";
import type { Listed, ListName, Slice } from "../../core/ports/slice.ts";
import { keys, referenceName } from "../keys.ts";
import { decodeEntry } from "../records/entry.ts";
import { decodeFoundPerson, identityOf } from "../records/person.ts";
import type { RunScript } from "../scripts.ts";
import type { KnownWebinars } from "./known-webinars.ts";

/** The longest webinar lasts a day: one that still runs started at most so long ago. */
const LONGEST_MS = 24 * 3_600_000;

const PageAnswer = z.tuple(
  [z.array(z.string().nullable()), z.unknown(), z.number()],
  z.union([z.tuple([z.string(), z.unknown()]), z.tuple([z.string(), z.unknown(), z.unknown()])]),
);

/** Who asks: somebody who is known, or an account whose person the script finds. */
type Asking = { readonly chat: ChatId } | { readonly person: PersonId };

/** A list of webinars: all, or those of the person who asks. */
export type List =
  | { readonly list: "upcoming"; readonly by?: Asking }
  | { readonly list: ListName; readonly by: Asking };

/**
 * Makes what reads a part of a list in one trip: the webinars that are not over, the soonest start first, or for `past`
 * the others, the latest first; for `mine` and `past` with their entries; the person who asks, where they are known; and
 * the references that are asked for, in their order.
 */
export const makeReadListPage =
  (run: RunScript, knownWebinars: KnownWebinars) =>
  async (
    organisation: OrganisationId,
    { list, by }: List,
    now: number,
    slice: Slice,
    asked: readonly ReferenceName[] = [],
  ): Promise<
    Listed<WebinarEntry> & { readonly person?: Person; readonly references: readonly (string | undefined)[] }
  > => {
    const chat = by && "chat" in by ? by.chat : undefined;
    const answer = await run(
      "page-8",
      [
        keys.peopleIndex(organisation),
        keys.personPrefix(organisation),
        keys.hostingPrefix(organisation),
        keys.webinars(organisation),
        keys.webinarsPrefix(organisation),
        keys.forms(organisation),
        keys.speakingPrefix(organisation),
        keys.referencePrefix(organisation),
      ],
      [
        list,
        chat ? identityOf({ chat }) : "",
        by && "person" in by ? by.person : "",
        now,
        now - LONGEST_MS,
        slice.from,
        slice.limit,
        ...asked.map(referenceName),
      ],
    );
    const [kept, person, total, ...found] = PageAnswer.parse(answer);
    const some = found.flatMap(([text, told, pair]): WebinarEntry[] => {
      const code = text as WebinarCode;
      // Pages are always told settings and form; that a webinar is known only saves the decoding.
      const webinar = knownWebinars.decode(organisation, code, knownWebinars.of(organisation, code), told);
      return webinar ? [{ webinar, ...defined({ entry: pair === undefined ? undefined : decodeEntry(pair) }) }] : [];
    });
    const references = kept.map((text) => text ?? undefined);
    return { some, total, references, ...defined({ person: decodeFoundPerson(person, chat) }) };
  };

export type ReadListPage = ReturnType<typeof makeReadListPage>;
