import { BULK_RESULTS, type BulkResult } from "../model/bulk.ts";
import { defined } from "../model/defined.ts";
import { cleanText } from "../model/form.ts";
import type { ChatId, OrganisationId, RequestId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Reason } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import { isOver } from "../model/webinar.ts";
import { ROSTER_TABS, type RosterPlace, type RosterTab } from "../ports/roster.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Bulk, BulkTold } from "./bulk.ts";
import { changesFrom } from "./decide.ts";
import {
  ANSWER_MAX,
  chosenElsewhere,
  chosenIn,
  firstOf,
  type makeReadRoster,
  parseDomain,
  queryOf,
  type RosterPage,
  type RosterState,
  SEARCH_MAX,
  statusOfTab,
} from "./roster-list.ts";

/** What a host presses in the roster. */
export const ROSTER_ACTS = [
  "approve_chosen",
  "reject_chosen",
  "approve_all",
  "reject_all",
  "choose_all",
  "next",
  "previous",
  "undo",
] as const;
export type RosterAct = (typeof ROSTER_ACTS)[number];

/** What was filled in on the page when a button was pressed. */
export interface RosterInput {
  /** As `chosenValue` made them. */
  readonly chosen: readonly string[];
  readonly reason: Reason;
}

/** The filter as it was typed. */
export interface TypedFilter {
  readonly tab: string | undefined;
  /** The beginning of a name or an address, or a domain after an @. */
  readonly search: string;
  readonly answer: string;
}

/** One page of the list, under the bulk decision that still runs or can be undone. */
export interface RosterShown {
  readonly roster: RosterPage;
  readonly told?: BulkTold;
}

/** Why a press changed nothing. */
export type RosterProblem = Refusal | { readonly reason: "no_request_chosen" };

/** What the list shows after a press. Without `told` nothing was decided, and a reason that was typed stays. */
export interface RosterStep {
  readonly state: RosterState;
  readonly told?: BulkTold;
  readonly problem?: RosterProblem;
  readonly isAllChosen?: boolean;
}

interface Viewer {
  readonly organisation: OrganisationId;
  readonly person: Person;
}

interface Presser extends Viewer {
  readonly chat: ChatId;
  readonly requestId: RequestId;
}

const isStanding = ({ isUndoable, goesOn }: BulkTold): boolean => isUndoable || goesOn;

/** What the list carries along from one press to the next. */
export const stateOf = (
  { webinar, from, next, previous, ...shown }: RosterPage,
  told: BulkTold | undefined,
  chosen: readonly string[] = [],
): RosterState => {
  const onPage = shown.some.map(({ key }) => key);
  const elsewhere = chosen.filter((value) => !onPage.some((key) => value.startsWith(`${key}:`)));
  const { tab, search, domain, answer, digest } = shown;
  return {
    code: webinar.code,
    tab,
    ...defined({
      ...{ search, domain, answer, digest, from, next, previous },
      chosen: elsewhere.length > 0 ? elsewhere : undefined,
      bulk: told && isStanding(told) ? told.id : undefined,
    }),
  };
};

/** The decisions that hosts can make now about those that the tab shows, many at once. */
export const decisionsOn = ({ webinar, tab }: Pick<RosterPage, "webinar" | "tab">, now: number): BulkResult[] => {
  const status = statusOfTab(tab);
  return isOver(webinar, now) || !status ? [] : BULK_RESULTS.filter((to) => changesFrom(status).includes(to));
};

/** Whether all that wait and match can be decided as one: a search by name looks at some alone. */
export const mayDecideAll = (page: RosterPage, now: number): boolean =>
  page.tab === "pending" && !page.search && !isEmpty(page) && decisionsOn(page, now).length > 0;

/** Whether nobody matches, on any page. */
export const isEmpty = ({ some, from, next }: RosterPage): boolean => some.length === 0 && !from && !next;

/** What stands in the field of the search. */
export const searchTextOf = ({ search, domain }: Pick<RosterPage, "search" | "domain">): string =>
  search ?? (domain ? `@${domain}` : "");

/** The first page of the list as a filter narrows it. Refuses a domain that is none. */
export const filtered = (state: RosterState, typed: TypedFilter): Result<RosterState, Refusal> => {
  const { search: _, domain: __, answer: ___, ...rest } = firstOf(state);
  const tab = ROSTER_TABS.find((one) => one === typed.tab) ?? state.tab;
  const search = cleanText(typed.search).slice(0, SEARCH_MAX);
  const domain = search.startsWith("@") ? parseDomain(search) : undefined;
  if (search.startsWith("@") && domain === undefined) return refuse({ reason: "domain_invalid", typed: search });
  const answer = cleanText(typed.answer).slice(0, ANSWER_MAX);
  const isElsewhere = tab !== state.tab;
  return done({
    ...(isElsewhere ? withoutChosen(rest) : rest),
    tab,
    ...defined({ search: domain || search === "" ? undefined : search, domain, answer: answer || undefined }),
  });
};

const withoutChosen = <State extends RosterState>({ chosen: _, ...rest }: State): Omit<State, "chosen"> => rest;

/** Other words that people use for a tab. */
const TAB_WORDS: Readonly<Record<string, RosterTab>> = {
  all: "everybody",
  waiting: "pending",
  invited: "silent",
  line: "waitlisted",
  refused: "rejected",
  tous: "everybody",
  attente: "pending",
  invités: "silent",
  refusés: "rejected",
};

/** What a command narrows the roster by: a tab, a domain or an address, and else the beginning of a name. */
export const filterOf = (rest: string, tab: RosterTab): Omit<RosterState, "code"> => {
  const words = rest.split(/\s+/).filter((word) => word !== "");
  const tabIn = (word: string) =>
    ROSTER_TABS.find((one) => one === word.toLowerCase()) ?? TAB_WORDS[word.toLowerCase()];
  const [named] = words.flatMap((word) => tabIn(word) ?? []);
  const others = words.filter((word) => !tabIn(word));
  const [only = ""] = others;
  const domain = others.length === 1 && (only.startsWith("@") || /^[^@]+\.[^@]+$/.test(only)) && parseDomain(only);
  const search = domain ? "" : others.join(" ").slice(0, SEARCH_MAX);
  return { tab: named ?? tab, ...defined({ domain: domain || undefined, search: search || undefined }) };
};

interface Deps {
  readonly webinars: Webinars;
  readonly readRoster: ReturnType<typeof makeReadRoster>;
  readonly bulk: Pick<Bulk, "told" | "decide" | "undo">;
}

/** The roster in use: its pages, and what is pressed in it. */
export const makeRosterActs = ({ webinars, readRoster, bulk }: Deps) => {
  const standing = async ({ organisation }: Viewer, { code, bulk: id }: RosterState): Promise<BulkTold | undefined> => {
    const webinar = id && (await webinars.get(organisation, code));
    const told = webinar && (await bulk.told(webinar, id));
    return told && isStanding(told) ? told : undefined;
  };

  /** The page as it is now; one that became empty gives way to the first. Refuses who may not see it. */
  const page = async (viewer: Viewer, state: RosterState, told?: BulkTold): Promise<Result<RosterShown, Refusal>> => {
    const { code, from } = state;
    const asked = { organisation: viewer.organisation, code, by: viewer.person };
    const found = await readRoster(asked, queryOf(state), from);
    if (!found.ok) return found;
    const { some, next } = found.value;
    if (from && some.length === 0 && !next) return page(viewer, firstOf(state), told);
    return done({ roster: found.value, ...defined({ told: told ?? (await standing(viewer, state)) }) });
  };

  const after = (state: RosterState, result: Result<BulkTold, Refusal>): RosterStep =>
    result.ok ? { state, told: result.value } : { state, problem: result.refusal };

  const decide = async (presser: Presser, state: RosterState, to: BulkResult, input: RosterInput, isAll: boolean) => {
    const { organisation, person: by, chat, requestId } = presser;
    const chosen = chosenIn([...new Set([...(state.chosen ?? []), ...input.chosen])]);
    const isWaiting = state.tab === "pending";
    // All together are decided only while they wait.
    if (isAll && (!isWaiting || state.search)) return { state };
    if (!isAll && chosen.length === 0) return { state, problem: { reason: "no_request_chosen" } as const };
    const { reason } = input;
    const { domain, answer, digest } = state;
    const result = await bulk.decide({
      organisation,
      code: state.code,
      by,
      chat,
      requestId,
      to,
      among: defined({ domain, answer, digest }),
      ...(isAll ? {} : { chosen, isChange: !isWaiting }),
      ...defined({ reason: to === "rejected" && reason.text.trim() !== "" ? reason : undefined }),
    });
    return after(withoutChosen(state), result);
  };

  const undo = async ({ organisation, person: by }: Viewer, state: RosterState): Promise<RosterStep> => {
    const { code, bulk: id } = state;
    return id ? after(state, await bulk.undo({ organisation, code, by, id })) : { state };
  };

  /** Another page; who was chosen on this one stays so. */
  const turned = (state: RosterState, to: RosterPlace | undefined, { chosen }: RosterInput): RosterState => {
    if (to === undefined) return state;
    const kept = chosenElsewhere([...chosen, ...(state.chosen ?? [])]);
    const rest = withoutChosen(firstOf(state));
    return { ...rest, ...defined({ from: to || undefined, chosen: kept.length > 0 ? kept : undefined }) };
  };

  return {
    page,

    /** Does what was pressed. `requestId` names the act: the same press in the same state of the list is done once. */
    press: async (presser: Presser, state: RosterState, act: RosterAct, input: RosterInput): Promise<RosterStep> => {
      switch (act) {
        case "approve_chosen":
        case "approve_all":
          return decide(presser, state, "approved", input, act === "approve_all");
        case "reject_chosen":
        case "reject_all":
          return decide(presser, state, "rejected", input, act === "reject_all");
        case "undo":
          return undo(presser, state);
        case "choose_all":
          return { state, isAllChosen: true };
        case "next":
          return { state: turned(state, state.next, input) };
        case "previous":
          return { state: turned(state, state.previous, input) };
        default:
          return unreachable(act);
      }
    },
  };
};
