import { BULK_RESULTS, type BulkResult } from "../model/bulk.ts";
import { defined } from "../model/defined.ts";
import type { ChatId, OrganisationId, RequestId } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Reason } from "../model/registration.ts";
import { done, type Result, refuse, unreachable } from "../model/result.ts";
import { STATUSES } from "../model/status.ts";
import { isOver } from "../model/webinar.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Bulk, BulkTold } from "./bulk.ts";
import { changesFrom } from "./decide.ts";
import {
  ANSWER_MAX,
  amongOf,
  chosenIn,
  firstOf,
  type makeReadRoster,
  parseDomain,
  type RosterPage,
  type RosterState,
} from "./roster-list.ts";

/** What a host presses in the roster. */
export const ROSTER_ACTS = [
  "approve_chosen",
  "reject_chosen",
  "approve_all",
  "reject_all",
  "choose_all",
  "next",
  "first",
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
  readonly status: string | undefined;
  readonly domain: string;
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
export const stateOf = ({ webinar, some: _, ...shown }: RosterPage, told: BulkTold | undefined): RosterState => ({
  code: webinar.code,
  ...shown,
  ...defined({ bulk: told && isStanding(told) ? told.id : undefined }),
});

/** The decisions that hosts can make now about the requests that the list shows. */
export const decisionsOn = ({ webinar, status }: RosterPage, now: number): BulkResult[] =>
  isOver(webinar, now) ? [] : BULK_RESULTS.filter((to) => changesFrom(status).includes(to));

/** Whether no request matches, on any page. */
export const isEmpty = ({ some, from, next }: RosterPage): boolean => some.length === 0 && !from && !next;

/** The first page of the list as a filter narrows it. Refuses a domain that is none. */
export const filtered = (state: RosterState, typed: TypedFilter): Result<RosterState, Refusal> => {
  const { domain: _, answer: __, ...rest } = firstOf(state);
  const typedDomain = typed.domain.trim();
  const domain = parseDomain(typedDomain);
  if (typedDomain !== "" && domain === undefined) return refuse({ reason: "domain_invalid", typed: typedDomain });
  const answer = typed.answer.trim().slice(0, ANSWER_MAX);
  return done({
    ...rest,
    status: STATUSES.find((one) => one === typed.status) ?? "pending",
    ...defined({ domain, answer: answer || undefined }),
  });
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
    const { code, status, from } = state;
    const asked = { organisation: viewer.organisation, code, by: viewer.person };
    const found = await readRoster(asked, { status, ...amongOf(state) }, from);
    if (!found.ok) return found;
    const { some, next } = found.value;
    if (from && some.length === 0 && !next) return page(viewer, firstOf(state), told);
    return done({ roster: found.value, ...defined({ told: told ?? (await standing(viewer, state)) }) });
  };

  const after = (state: RosterState, result: Result<BulkTold, Refusal>): RosterStep =>
    result.ok ? { state, told: result.value } : { state, problem: result.refusal };

  const decide = async (presser: Presser, state: RosterState, to: BulkResult, input: RosterInput, isAll: boolean) => {
    const { organisation, person: by, chat, requestId } = presser;
    const chosen = chosenIn(input.chosen);
    const isWaiting = state.status === "pending";
    // All together are decided only while they wait.
    if (isAll && !isWaiting) return { state };
    if (!isAll && chosen.length === 0) return { state, problem: { reason: "no_request_chosen" } as const };
    const { reason } = input;
    const result = await bulk.decide({
      organisation,
      code: state.code,
      by,
      chat,
      requestId,
      to,
      among: amongOf(state),
      ...(isAll ? {} : { chosen, isChange: !isWaiting }),
      ...defined({ reason: to === "rejected" && reason.text.trim() !== "" ? reason : undefined }),
    });
    return after(state, result);
  };

  const undo = async ({ organisation, person: by }: Viewer, state: RosterState): Promise<RosterStep> => {
    const { code, bulk: id } = state;
    return id ? after(state, await bulk.undo({ organisation, code, by, id })) : { state };
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
          return { state: state.next ? { ...state, from: state.next } : state };
        case "first":
          return { state: firstOf(state) };
        default:
          return unreachable(act);
      }
    },
  };
};
