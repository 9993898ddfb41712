import { hostedAhead } from "../access/host-access.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { type ChatId, newKey, requestId as requestIdOf } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Among, BulkCounts, BulkIntent, BulkResult } from "../model/records.ts";
import type { Refusal } from "../model/refusal.ts";
import { type Reason, wayOf } from "../model/registration.ts";
import { Contended, done, type Result, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Cursor } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Decisions } from "./decide.ts";
import { UNDO_MS } from "./decide.ts";
import { isAmong, PAGE } from "./review-list.ts";

/** So many are decided, or taken back, in one piece. */
const AT_ONCE = 50;
/** Of these so many go to Redis together: others find a place between them. */
const TOGETHER = 10;
/** How long one decision of many may take, for the time in which all can be undone. */
const EACH_MS = 10;
/** Between the end of the time to undo and the first word to anybody. */
const GRACE_MS = 5_000;

interface Deps {
  readonly webinars: Webinars;
  readonly requests: Requests;
  readonly people: People;
  readonly decisions: Pick<Decisions, "decide" | "byDefault" | "undo" | "settle">;
  readonly clock: Clock;
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
  /** These, as a page showed them; absent: all that wait and are meant. */
  readonly chosen?: readonly { readonly key: RegistrationKey; readonly version: number }[];
  /** Those chosen are decided anew where they are decided already. */
  readonly isChange?: boolean;
  readonly among: Among;
  readonly reason?: Reason;
}

/** What was decided of many, as it is told; while it goes on the counts say how far it is. */
export interface BulkTold {
  readonly webinar: Webinar;
  readonly id: RequestId;
  readonly to: BulkResult;
  readonly counts: BulkCounts;
  readonly goesOn: boolean;
  readonly isUndoable: boolean;
  readonly isUndone: boolean;
  /** It is being taken back still. */
  readonly isUndoing: boolean;
}

/** One piece of what workers do of it, and where the next begins. */
interface BulkPiece {
  readonly deliveries: readonly Delivery[];
  readonly next?: Cursor;
}

/** The review list and decisions of many at once (P3): one act, told once each, undone as one. */
export const makeBulk = (deps: Deps) => {
  const { requests, people, decisions, clock } = deps;

  /** Decides one of many; why not, or undefined when it was done. */
  const decideOne = async (
    webinar: Webinar,
    intent: BulkIntent,
    by: Person | undefined,
    { key, version }: { key: RegistrationKey; version: number },
    isChange = false,
  ): Promise<string | undefined> => {
    const { id, to, reason, tellAt } = intent;
    const { organisation, code } = webinar;
    const requestId = requestIdOf("bulk", id, key);
    try {
      if (!intent.by) return await decisions.byDefault({ webinar, key, version, to, requestId, bulk: { id, tellAt } });
      if (!by) return "not_the_host";
      const result = await decisions.decide({
        organisation,
        code,
        key,
        version,
        to,
        by,
        way: wayOf(intent.by.chat),
        isChange,
        requestId,
        bulk: { id, tellAt },
        ...defined({ reason }),
      });
      return result.ok ? undefined : result.refusal.refusal.reason;
    } catch (error) {
      // A store that is away is no answer: the piece, or the press, is tried again, and what was done is known by its id.
      if (!(error instanceof Contended)) throw error;
      return "failed";
    }
  };

  const decideSome = async (
    webinar: Webinar,
    intent: BulkIntent,
    by: Person | undefined,
    some: readonly { key: RegistrationKey; version: number }[],
    isChange = false,
  ): Promise<void> => {
    const answers = await inTurn(some, (one) => decideOne(webinar, intent, by, one, isChange));
    const skipped = some.flatMap(({ key }, i) => (answers[i] === undefined ? [] : [{ key, why: answers[i] }]));
    if (skipped.length > 0) await requests.keepSkipped(webinar, intent.id, skipped);
  };

  const personOf = async (webinar: Webinar, intent: BulkIntent): Promise<Person | undefined> =>
    intent.by && (await people.getMany(webinar.organisation, [intent.by.person]))[0];

  const ending = (webinar: Webinar, { id, by }: BulkIntent, name: "done" | "undone"): Delivery[] =>
    by
      ? [
          {
            id: `${webinar.code}:bulk:${id}:${name}`,
            organisation: webinar.organisation,
            to: { kind: "dm", chat: by.chat },
            matter: { kind: "bulk_done", code: webinar.code, id },
          },
        ]
      : [];

  /** Decides some of those that wait, from the cursor on; the end is told to who decided. */
  const piece = async (webinar: Webinar, intent: BulkIntent, cursor: Cursor): Promise<BulkPiece> => {
    const { some, next } = await requests.waitingFrom(
      webinar,
      cursor.after ?? (intent.after > 0 ? { at: intent.after, key: NOBODY } : undefined),
      AT_ONCE,
    );
    const inTime = some.filter(({ registeredAt }) => registeredAt <= intent.upTo);
    const wanted = inTime.filter((one) => one.registeredAt > intent.after && isAmong(intent, one));
    await decideSome(webinar, intent, await personOf(webinar, intent), wanted);
    if (next && inTime.length === some.length) return { deliveries: [], next: { over: "registrations", after: next } };
    await requests.endBulk(webinar, intent.id, "done", clock.now());
    return { deliveries: ending(webinar, intent, "done") };
  };

  /** Takes back some of what was decided of many. */
  const undoPiece = async (webinar: Webinar, intent: BulkIntent, skip: number): Promise<BulkPiece> => {
    const by = await personOf(webinar, intent);
    const some = await requests.doneOfBulk(webinar, intent.id, skip, AT_ONCE);
    const { organisation, code } = webinar;
    const undo = async ({ key, version }: (typeof some)[number]) => {
      if (!by || !intent.by) return;
      const requestId = requestIdOf("bulk undo", intent.id, key);
      const input = { organisation, code, key, version, by, way: wayOf(intent.by.chat), requestId };
      await decisions.undo({ ...input, bulk: { id: intent.id, tellAt: intent.tellAt } });
    };
    await inTurn(some, undo);
    if (some.length < AT_ONCE) await requests.endBulk(webinar, intent.id, "undone", clock.now());
    return some.length < AT_ONCE
      ? { deliveries: ending(webinar, intent, "undone") }
      : { deliveries: [], next: { over: "registrations", after: { at: skip + AT_ONCE, key: NOBODY } } };
  };

  /** What was kept back while it could be undone: the seats of rejections go on, the cards lose a button. */
  const settlePiece = async (webinar: Webinar, intent: BulkIntent, skip: number): Promise<BulkPiece> => {
    const some = await requests.doneOfBulk(webinar, intent.id, skip, AT_ONCE);
    const { organisation, code } = webinar;
    for (const { key, version } of some) await decisions.settle(organisation, code, key, version, intent.era);
    return some.length < AT_ONCE
      ? { deliveries: [] }
      : { deliveries: [], next: { over: "registrations", after: { at: skip + AT_ONCE, key: NOBODY } } };
  };

  const told = async (webinar: Webinar, id: RequestId): Promise<BulkTold | undefined> => {
    const kept = await requests.bulk(webinar, id);
    if (!kept) return undefined;
    const { intent, isUndone, isUndoing, goesOn, counts } = kept;
    const isUndoable = !isUndone && intent.by !== undefined && clock.now() < intent.undoUntil;
    return { webinar, id, to: intent.to, counts, goesOn, isUndone, isUndoing, isUndoable };
  };

  const toldAfter = async (webinar: Webinar, id: RequestId): Promise<Result<BulkTold, Refusal>> => {
    const now = await told(webinar, id);
    return now ? done(now) : refuse({ reason: "bulk_undo_too_late", code: webinar.code });
  };

  return {
    told,

    /** What workers do of a bulk decision from `cursor` on; nothing when it is not known any more. */
    work: async (
      webinar: Webinar,
      kind: "bulk" | "bulk_undo" | "bulk_settle",
      id: RequestId,
      cursor: Cursor,
    ): Promise<BulkPiece> => {
      const kept = await requests.bulk(webinar, id);
      // Deleted with all others since: nothing is left of it.
      if (!kept || kept.intent.era !== webinar.era) return { deliveries: [] };
      const skip = cursor.after?.at ?? 0;
      if (kind === "bulk_settle") return settlePiece(webinar, kept.intent, skip);
      if (kind === "bulk_undo") return undoPiece(webinar, kept.intent, skip);
      // Undone before it came to its end: the rest is left as it is.
      return kept.isUndone ? { deliveries: [] } : piece(webinar, kept.intent, cursor);
    },

    /** Decides many: those chosen on a page at once, all that are meant by workers, and the end is told. */
    decide: async (input: BulkInput): Promise<Result<BulkTold, Refusal>> => {
      const { organisation, code, by, requestId: id, to, chosen, among, chat, reason, isChange } = input;
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      const startedAt = clock.now();
      const { digest } = among;
      const gathered = digest === undefined ? undefined : await requests.digest(webinar, digest);
      const workMs = (chosen?.length ?? (gathered?.counts ?? webinar.counts).pending) * EACH_MS;
      const isBefore = startedAt < webinar.startsAt;
      const undoUntil = isBefore ? startedAt + UNDO_MS + workMs : 0;
      const intent: BulkIntent = {
        id,
        to,
        by: { person: by.id, chat },
        startedAt,
        undoUntil,
        era: webinar.era,
        after: 0,
        upTo: startedAt,
        ...among,
        ...defined({ reason }),
        tellAt: undoUntil + workMs + GRACE_MS,
      };
      const settles = isBefore ? [fanOut(webinar, { kind: "bulk_settle", id }, id, by.id, intent.tellAt)] : [];
      if (!chosen) {
        await requests.startBulk(webinar, intent, [fanOut(webinar, { kind: "bulk", id }, id, by.id), ...settles]);
        return toldAfter(webinar, id);
      }
      await requests.startBulk(webinar, intent, settles);
      await decideSome(webinar, intent, by, chosen.slice(0, PAGE), isChange);
      await requests.endBulk(webinar, id, "done", clock.now());
      return toldAfter(webinar, id);
    },

    /** Takes a bulk decision back as one (N10), while that can be done. */
    undo: async ({ organisation, code, by, id }: Asked & { id: RequestId }): Promise<Result<BulkTold, Refusal>> => {
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      const kept = await requests.bulk(webinar, id);
      if (!kept || (!kept.isUndone && clock.now() >= kept.intent.undoUntil))
        return refuse({ reason: "bulk_undo_too_late", code });
      await requests.undoBulk(webinar, id, clock.now(), [fanOut(webinar, { kind: "bulk_undo", id }, id, by.id)]);
      return toldAfter(webinar, id);
    },

    /** What was set for requests that nobody decided in time (N6): those registered within this span. */
    byDefault: (webinar: Webinar, to: BulkResult, span: { after: number; upTo: number }, name: string) => {
      const id = requestIdOf("in time", webinar.code, String(webinar.era), name);
      const now = clock.now();
      const intent: BulkIntent = { id, to, startedAt: now, undoUntil: 0, tellAt: 0, era: webinar.era, ...span };
      return requests.startBulk(webinar, intent, [fanOut(webinar, { kind: "bulk", id }, id, webinar.host)]);
    },
  };
};

const inTurn = async <One, Answer>(some: readonly One[], act: (one: One) => Promise<Answer>): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let from = 0; from < some.length; from += TOGETHER)
    answers.push(...(await Promise.all(some.slice(from, from + TOGETHER).map(act))));
  return answers;
};

/** A cursor that stands on nobody. */
const NOBODY = newKey();

export type Bulk = ReturnType<typeof makeBulk>;
