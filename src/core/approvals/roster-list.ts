import { z } from "zod";
import { hosted } from "../access/host-access.ts";
import type { Among } from "../model/bulk.ts";
import { defined } from "../model/defined.ts";
import { folded } from "../model/folding.ts";
import {
  CodeSchema,
  KeySchema,
  type OrganisationId,
  type RegistrationKey,
  RequestIdSchema,
  type WebinarCode,
} from "../model/ids.ts";
import { domainOf } from "../model/mail-domains.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Concerned, Registration } from "../model/registration.ts";
import { done, type Result } from "../model/result.ts";
import { STATUSES, type Status } from "../model/status.ts";
import { parseListed } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import {
  type Reached,
  ROSTER_TABS,
  type Roster,
  type RosterPlace,
  type RosterQuery,
  type RosterTab,
} from "../ports/roster.ts";
import type { Webinars } from "../ports/webinars.ts";

/** So many people stand on one page of the roster. */
export const PAGE = 10;
/** So many stay chosen on other pages, beside those of the page that is shown. */
const CHOSEN_ELSEWHERE_MAX = 50;
export const SEARCH_MAX = 254;
export const ANSWER_MAX = 100;

/** Somebody on the roster: registered, invited, or both (S2). */
export interface RosterRow extends Concerned {
  readonly firstName: string;
  readonly lastName: string;
  readonly reached: Reached;
  /** Was admitted at the gate. */
  readonly isIn: boolean;
  /** Is known by e-mail alone. */
  readonly isGuest: boolean;
  /** Their accounts were deactivated (N15). */
  readonly isGone: boolean;
}

/** One page of a webinar's roster. */
export interface RosterPage extends RosterQuery {
  readonly webinar: Webinar;
  /** How many each tab has. */
  readonly counts: Readonly<Record<RosterTab, number>>;
  readonly some: readonly RosterRow[];
  /** Where this page begins; absent for the first. */
  readonly from?: RosterPlace;
  /** Where the next page begins, and the one before. */
  readonly next?: RosterPlace;
  readonly previous?: RosterPlace;
  /** How many stand before this page, where that is known. */
  readonly before?: number;
  /** The look ended before the page was full: `next` goes on with it. */
  readonly isPartial: boolean;
}

/** Whether more than the tab decides who is shown. */
export const isNarrow = ({ search, domain, answer, digest }: Omit<RosterQuery, "tab">): boolean =>
  Boolean(search) || Boolean(domain) || Boolean(answer) || digest !== undefined;

const contains = (text: string, part: string): boolean => folded(text).includes(folded(part));

/** Whether this one is meant. */
export const isAmong = ({ domain, answer, digest }: Among, registration: Registration): boolean =>
  (!domain || domainOf(registration.address) === domain) &&
  (digest === undefined || registration.digest === digest) &&
  (!answer || Object.values(registration.answers).some((given) => given.some((one) => contains(one, answer))));

/** The status that all on this tab have; undefined for one of several, and for none. */
export const statusOfTab = (tab: RosterTab): Status | undefined => STATUSES.find((status) => status === tab);

/** A place that comes back from a client. */
export const PlaceSchema = z
  .string()
  .regex(/^[\w:.-]{0,60}$/)
  .transform((place) => place as RosterPlace);

/** What the roster shows and carries along, as it comes back from a client: it authorises nothing. */
export const RosterStateSchema = z.object({
  code: CodeSchema,
  tab: z.enum(ROSTER_TABS),
  search: z.string().max(SEARCH_MAX).exactOptional(),
  domain: z.string().max(SEARCH_MAX).exactOptional(),
  answer: z.string().max(ANSWER_MAX).exactOptional(),
  digest: z.number().int().positive().exactOptional(),
  /** Where this page begins, the next, and the one before. */
  from: PlaceSchema.exactOptional(),
  next: PlaceSchema.exactOptional(),
  previous: PlaceSchema.exactOptional(),
  /** Who was chosen on other pages, as `chosenValue` made it. */
  chosen: z.array(z.string().max(40)).max(CHOSEN_ELSEWHERE_MAX).exactOptional(),
  /** What was decided last, as long as it can be undone. */
  bulk: RequestIdSchema.exactOptional(),
});
export type RosterState = z.infer<typeof RosterStateSchema>;

/** What narrows the tab. */
export const queryOf = ({ tab, search, domain, answer, digest }: RosterState): RosterQuery => ({
  tab,
  ...defined({ search, domain, answer, digest }),
});

/** Without the place of the page: the first one. */
export const firstOf = <State extends RosterState>({ from: _, ...rest }: State): Omit<State, "from"> => rest;

const Chosen = z.object({ key: KeySchema, version: z.coerce.number().int().positive() });
export const chosenValue = ({ key, version }: Pick<Registration, "key" | "version">): string => `${key}:${version}`;

/** The requests that were chosen, with the versions that their pages showed; what is none is left out. */
export const chosenIn = (values: readonly string[]): { key: RegistrationKey; version: number }[] =>
  values
    .flatMap((value) => {
      const [key, version] = value.split(":");
      return Chosen.safeParse({ key, version }).data ?? [];
    })
    .slice(0, PAGE + CHOSEN_ELSEWHERE_MAX);

/** Who stays chosen when another page is shown: at most so many as the list carries. */
export const chosenElsewhere = (values: readonly string[]): string[] =>
  [...new Set(chosenIn(values).map(chosenValue))].slice(0, CHOSEN_ELSEWHERE_MAX);

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly roster: Roster;
  readonly gate: Pick<Gate, "admittedAmong">;
}

/** Those who were read, as hosts see them. */
export const rowsOf = async (
  { people, roster, gate }: Omit<Deps, "webinars">,
  webinar: Webinar,
  some: readonly Concerned[],
): Promise<RosterRow[]> => {
  if (some.length === 0) return [];
  const [persons, reached, admitted] = await Promise.all([
    people.getMany(
      webinar.organisation,
      some.map(({ person }) => person),
    ),
    roster.reached(webinar, some),
    gate.admittedAmong(
      webinar,
      some.map(({ key }) => key),
    ),
  ]);
  return some.map((one, i): RosterRow => {
    const person = persons[i];
    const { firstName = "", lastName = "" } = one.registration ?? person ?? {};
    return {
      ...one,
      firstName,
      lastName,
      reached: reached[i] ?? {},
      isIn: admitted[i] ?? false,
      isGuest: (person?.chats.length ?? 0) === 0 && !person?.isGone,
      isGone: person?.isGone === true,
    };
  });
};

/**
 * One page of everybody who was invited to a webinar or registered for it, for its hosts (S2). Refuses an unknown
 * webinar, and who does not host it.
 */
export const makeReadRoster =
  (deps: Deps) =>
  async (
    { organisation, code, by }: Asked,
    query: RosterQuery,
    from?: RosterPlace,
  ): Promise<Result<RosterPage, Refusal>> => {
    const allowed = await hosted(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const [slice, counts] = await Promise.all([
      deps.roster.page(webinar, query, from, PAGE),
      deps.roster.counts(webinar),
    ]);
    const some = await rowsOf(deps, webinar, slice.some);
    return done({ webinar, counts, ...query, ...slice, some, ...defined({ from }) });
  };

/** A domain as it is typed, with or without its @; undefined for what is none. */
export const parseDomain = (typed: string): string | undefined => {
  const listed = parseListed(typed);
  return listed?.startsWith("@") ? listed.slice(1) : undefined;
};
