import { hostedAhead } from "../access/host-access.ts";
import type { Among, BulkCounts, BulkIntent, BulkResult } from "../model/bulk.ts";
import { defined } from "../model/defined.ts";
import type { ChatId, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { requestId as requestIdOf } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Reason } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { UNDO_MS } from "../model/told/known.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Webinars } from "../ports/webinars.ts";
import { type BulkWorkDeps, bulkFanOut, type Chosen, makeBulkWork } from "./bulk-work.ts";
import { PAGE } from "./roster-list.ts";

/** The time that one decision of many is given, within which all of them can be undone. */
const EACH_MS = 10;
/** Between the end of the time to undo and the first message to a registrant. */
const GRACE_MS = 5_000;

interface Deps extends BulkWorkDeps {
  readonly webinars: Webinars;
}

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

export interface BulkInput extends Asked {
  readonly requestId: RequestId;
  readonly chat: ChatId;
  readonly to: BulkResult;
  /** These, as a page showed them; absent: all pending requests that `among` means. */
  readonly chosen?: readonly Chosen[];
  /** Chosen requests that are decided already are decided anew. */
  readonly isChange?: boolean;
  readonly among: Among;
  readonly reason?: Reason;
}

/** A bulk decision as its host is told of it; while it goes on, the counts say how far it is. */
export interface BulkTold {
  readonly webinar: Webinar;
  readonly id: RequestId;
  readonly to: BulkResult;
  /** What narrowed the requests it was about. */
  readonly among: Among;
  readonly counts: BulkCounts;
  readonly goesOn: boolean;
  readonly isUndoable: boolean;
  /** Until when, where it ever could be. */
  readonly undoUntil: number;
  readonly isUndone: boolean;
  /** The undo is still at work. */
  readonly isUndoing: boolean;
}

/** Decisions of many requests as one act (P3): counted together, told at the end, undone as one. */
export const makeBulk = (deps: Deps) => {
  const { requests, clock } = deps;
  const { decideSome, work } = makeBulkWork(deps);

  const told = async (webinar: Webinar, id: RequestId): Promise<BulkTold | undefined> => {
    const kept = await requests.bulk(webinar, id);
    if (!kept) return undefined;
    const { intent, isUndone, isUndoing, goesOn, counts } = kept;
    const isUndoable = !isUndone && intent.by !== undefined && clock.now() < intent.undoUntil;
    const { to, undoUntil, domain, answer } = intent;
    const among = defined({ domain, answer });
    return { webinar, id, to, among, counts, goesOn, isUndone, isUndoing, isUndoable, undoUntil };
  };

  const toldAfter = async (webinar: Webinar, id: RequestId): Promise<Result<BulkTold, Refusal>> => {
    const now = await told(webinar, id);
    return now ? done(now) : refuse({ reason: "bulk_undo_too_late", code: webinar.code });
  };

  const pendingAmong = async (webinar: Webinar, { digest }: Among): Promise<number> =>
    (digest === undefined ? webinar : await requests.digest(webinar, digest)).counts.pending;

  const intentOf = async (webinar: Webinar, input: BulkInput, startedAt: number): Promise<BulkIntent> => {
    const { requestId: id, to, by, chat, among, chosen, reason } = input;
    const workMs = (chosen?.length ?? (await pendingAmong(webinar, among))) * EACH_MS;
    const undoUntil = startedAt < webinar.startsAt ? startedAt + UNDO_MS + workMs : 0;
    return {
      id,
      to,
      by: { person: by.id, chat },
      startedAt,
      undoUntil,
      tellAt: undoUntil + workMs + GRACE_MS,
      era: webinar.era,
      after: 0,
      upTo: startedAt,
      ...among,
      ...defined({ reason }),
    };
  };

  return {
    told,
    work,

    /** Decides many: requests chosen on a page at once, all that are meant by workers, who tell the host at the end. */
    decide: async (input: BulkInput): Promise<Result<BulkTold, Refusal>> => {
      const { organisation, code, by, requestId: id, chosen, isChange } = input;
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      const intent = await intentOf(webinar, input, clock.now());
      const isUndoable = intent.startedAt < webinar.startsAt;
      const settles = isUndoable ? [bulkFanOut(webinar, "bulk_settle", id, by.id, intent.tellAt)] : [];
      if (!chosen) {
        await requests.startBulk(webinar, intent, [bulkFanOut(webinar, "bulk", id, by.id), ...settles]);
        return toldAfter(webinar, id);
      }
      await requests.startBulk(webinar, intent, settles);
      await decideSome(webinar, intent, by, chosen.slice(0, PAGE), isChange);
      await requests.endBulk(webinar, id, "done", clock.now());
      return toldAfter(webinar, id);
    },

    /** Undoes a bulk decision as one (N10). Refuses what cannot be undone any more. */
    undo: async ({ organisation, code, by, id }: Asked & { id: RequestId }): Promise<Result<BulkTold, Refusal>> => {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      const kept = await requests.bulk(webinar, id);
      if (!kept || (!kept.isUndone && clock.now() >= kept.intent.undoUntil))
        return refuse({ reason: "bulk_undo_too_late", code });
      await requests.undoBulk(webinar, id, clock.now(), [bulkFanOut(webinar, "bulk_undo", id, by.id)]);
      return toldAfter(webinar, id);
    },

    /** Decides the requests registered within this span, which no host decided in time (N6); workers carry it out. */
    byDefault: (webinar: Webinar, to: BulkResult, span: { after: number; upTo: number }, name: string) => {
      const id = requestIdOf("in time", webinar.code, String(webinar.era), name);
      const now = clock.now();
      const intent: BulkIntent = { id, to, startedAt: now, undoUntil: 0, tellAt: 0, era: webinar.era, ...span };
      return requests.startBulk(webinar, intent, [bulkFanOut(webinar, "bulk", id, webinar.host)]);
    },
  };
};

export type Bulk = ReturnType<typeof makeBulk>;
