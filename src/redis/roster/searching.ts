import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Concerned } from "../../core/model/registration.ts";
import { STATUSES } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { LOOKED_AT_MAX, type RosterQuery } from "../../core/ports/roster.ts";
import { keys } from "../keys.ts";
import { decodeRow } from "../records/entry.ts";
import type { RunScript } from "../scripts.ts";
import { type Found, matcherOf } from "./matching.ts";
import { PARTS, type Part, type Place } from "./places.ts";
import { termsFor } from "./terms.ts";

/** So many are read at once: where terms lead to people nearly all are meant, so first some more than are wanted. */
const PIECE = 100;
const MORE = 2;
/** Where terms lead to very many who are in another tab: a piece passes over some hundred of them. */
const PIECES_MAX = 60;

const Answer = z.tuple([z.string()], z.tuple([z.unknown(), z.string(), z.string()]));

export interface Match extends Place {
  readonly concerned: Concerned;
}

/** Who was found; `stoppedAt` is where to go on, where the look ended early. */
interface Matches {
  readonly some: readonly Match[];
  readonly stoppedAt?: Place;
}

/** The tabs of each part that a query means. */
export const tabsOf = ({ tab }: Pick<RosterQuery, "tab">): Readonly<Record<Part, readonly string[]>> => {
  if (tab === "everybody") return { r: STATUSES, i: ["silent", "declined"] };
  return tab === "silent" || tab === "declined" ? { r: [], i: [tab] } : { r: [tab], i: [] };
};

/** Where to go on when a part is through. */
const otherPart = (part: Part, isDown: boolean): Place | undefined => {
  const next = PARTS[PARTS.indexOf(part) + (isDown ? -1 : 1)];
  return next && { part: next, ordinal: isDown ? Number.POSITIVE_INFINITY : 0 };
};

interface Options {
  readonly isDown: boolean;
  readonly limit: number;
  readonly lookedAtMax?: number;
}

/** Makes what reads the next of those who may be meant, for so many who are, and where to go on. */
const makeLook = (run: RunScript, webinar: Webinar, query: RosterQuery, isDown: boolean) => {
  const { organisation, code, era, form } = webinar;
  const terms = termsFor(form, query).map((some) => some.join(","));
  const tabs = tabsOf(query);
  const ofRegistrations = query.answer !== undefined || query.digest !== undefined;
  const scripted = [
    keys.webinarPrefix(organisation, code),
    keys.eraPrefix(organisation, code, era),
    keys.personPrefix(organisation),
  ];
  return async (
    { part, ordinal }: Place,
    wanted: number | undefined,
  ): Promise<{ found: (Match & Found)[]; next?: Place }> => {
    const other = defined({ next: otherPart(part, isDown) });
    if (tabs[part].length === 0 || (part === "i" && ofRegistrations)) return { found: [], ...other };
    // Terms alone decide who of all registrations may be meant; they do not say which invitees have registered.
    const bitmaps = part === "r" && query.tab === "everybody" && terms.length > 0 ? "" : tabs[part].join(",");
    const size = wanted !== undefined && terms.length > 0 ? wanted + MORE : PIECE;
    const at = Number.isFinite(ordinal) ? ordinal : "";
    const answer = await run("search-roster-3", scripted, [bitmaps, part, at, isDown ? "1" : "0", size, ...terms]);
    const [goesOnAt, ...rows] = Answer.parse(answer);
    const found = rows.flatMap(([row, first, last]) => {
      const { ordinal: place, concerned } = decodeRow(row);
      return concerned ? [{ part, ordinal: place, concerned, name: `${first} ${last}` }] : [];
    });
    return { found, ...(goesOnAt === "" ? other : { next: { part, ordinal: Number(goesOnAt) } }) };
  };
};

/**
 * Looks for those whom a query means, from a place on, or down from it. It ends with `limit`, at the end, or when it has
 * looked at so many.
 */
export const searchRoster = async (
  run: RunScript,
  webinar: Webinar,
  query: RosterQuery,
  from: Place,
  { isDown, limit, lookedAtMax = LOOKED_AT_MAX }: Options,
): Promise<Matches> => {
  const isMeant = matcherOf(webinar.form, query);
  const look = makeLook(run, webinar, query, isDown);
  const some: Match[] = [];
  let [at, lookedAt]: [Place | undefined, number] = [from, 0];
  for (let piece = 0; at; piece += 1) {
    if (lookedAt >= lookedAtMax || piece >= PIECES_MAX) return { some, stoppedAt: at };
    const { found, next } = await look(at, piece === 0 ? limit : undefined);
    some.push(...found.filter(isMeant).slice(0, limit - some.length));
    if (some.length === limit) return { some };
    lookedAt += found.length;
    at = next;
  }
  return { some };
};
