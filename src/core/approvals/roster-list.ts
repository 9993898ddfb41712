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
import type { Registration } from "../model/registration.ts";
import { done, type Result } from "../model/result.ts";
import { STATUSES, type Status } from "../model/status.ts";
import { parseListed } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { People } from "../ports/people.ts";
import type { Cursor } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";

/** So many requests stand on one page of the roster: Slack takes ten checkboxes. */
export const PAGE = 10;
/** So many are read at once while a page is looked for, and so many in all before the list says that it goes on. */
const LOOKED_AT = 100;
const LOOKED_AT_MOST = 10_000;
export const DOMAIN_MAX = 254;
export const ANSWER_MAX = 100;

type Place = NonNullable<Cursor["after"]>;

/** What the roster shows. */
export interface RosterFilter extends Among {
  readonly status: Status;
}

export interface RosterPage extends RosterFilter {
  readonly webinar: Webinar;
  readonly some: readonly Registration[];
  /** Where this page begins; absent for the first. */
  readonly from?: Place;
  /** Where the next page begins. */
  readonly next?: Place;
}

/** Whether the filter leaves some of those who wait out. */
export const isNarrow = ({ domain, answer, digest }: Among): boolean =>
  Boolean(domain) || Boolean(answer) || digest !== undefined;

const contains = (text: string, part: string): boolean => folded(text).includes(folded(part));

/** Whether this one is meant. */
export const isAmong = ({ domain, answer, digest }: Among, registration: Registration): boolean =>
  (!domain || domainOf(registration.address) === domain) &&
  (digest === undefined || registration.digest === digest) &&
  (!answer || Object.values(registration.answers).some((given) => given.some((one) => contains(one, answer))));

const PlaceSchema = z.object({ at: z.number().int().nonnegative(), key: KeySchema });

/** What a roster shows and carries along, as it comes back from a client: it authorises nothing. */
export const RosterStateSchema = z.object({
  code: CodeSchema,
  status: z.enum(STATUSES),
  domain: z.string().max(DOMAIN_MAX).exactOptional(),
  answer: z.string().max(ANSWER_MAX).exactOptional(),
  digest: z.number().int().positive().exactOptional(),
  /** Where this page begins, and the next. */
  from: PlaceSchema.exactOptional(),
  next: PlaceSchema.exactOptional(),
  /** What was decided last, as long as it can be undone. */
  bulk: RequestIdSchema.exactOptional(),
});
export type RosterState = z.infer<typeof RosterStateSchema>;

export const amongOf = ({ domain, answer, digest }: RosterState): Among => ({
  ...defined({ domain, answer, digest }),
});

/** Without the place of the page: the first one. */
export const firstOf = <State extends RosterState>({ from: _, ...rest }: State): Omit<State, "from"> => rest;

const Chosen = z.object({ key: KeySchema, version: z.coerce.number().int().positive() });
export const chosenValue = ({ key, version }: Registration): string => `${key}:${version}`;

/** The requests chosen on a page, with the versions that it showed; what is none is left out. */
export const chosenIn = (values: readonly string[]): { key: RegistrationKey; version: number }[] =>
  values
    .flatMap((value) => {
      const [key, version] = value.split(":");
      return Chosen.safeParse({ key, version }).data ?? [];
    })
    .slice(0, PAGE);

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

/** One page of a webinar's requests, for its hosts. */
export const makeReadRoster =
  (deps: { webinars: Webinars; requests: Requests; people: People }) =>
  async ({ organisation, code, by }: Asked, filter: RosterFilter, from?: Place): Promise<Result<RosterPage, Refusal>> => {
    const allowed = await hosted(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const start = { webinar, ...filter, ...defined({ from }) };
    const some: Registration[] = [];
    let at = from;
    for (let seen = 0; seen < LOOKED_AT_MOST; seen += LOOKED_AT) {
      const got = await deps.requests.withStatusFrom(webinar, filter.status, at, LOOKED_AT);
      for (const one of got.some) {
        if (!isAmong(filter, one)) continue;
        const last = some.at(-1);
        if (some.length === PAGE && last)
          return done({ ...start, some, next: { at: last.registeredAt, key: last.key } });
        some.push(one);
      }
      if (!got.next) return done({ ...start, some });
      at = got.next;
    }
    return done({ ...start, some, ...defined({ next: at }) });
  };

/** A domain as it is typed, with or without its @; undefined for what is none. */
export const parseDomain = (typed: string): string | undefined => {
  const listed = parseListed(typed);
  return listed?.startsWith("@") ? listed.slice(1) : undefined;
};
