import type { Delivery, FanOut } from "../deliveries/delivery.ts";
import { fanOut } from "../deliveries/fan-outs.ts";
import type { BulkIntent } from "../model/bulk.ts";
import { defined } from "../model/defined.ts";
import { KeySchema, type RegistrationKey, type RequestId, requestId as requestIdOf } from "../model/ids.ts";
import { Contended } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import { wayOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Cursor } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Decide } from "./decide.ts";
import type { DecideByDefault } from "./decide-by-default.ts";
import { isAmong } from "./roster-list.ts";
import type { Settle } from "./settle.ts";
import type { Undo } from "./undo.ts";

/** How many requests one piece decides or undoes. */
const PIECE = 50;
/** How many of a piece are in flight at once: Redis serves others in between. */
const IN_FLIGHT = 10;

export interface BulkWorkDeps {
  readonly requests: Requests;
  readonly people: People;
  readonly decide: Decide;
  readonly decideByDefault: DecideByDefault;
  readonly undo: Undo;
  readonly settle: Settle;
  readonly clock: Clock;
}

/** One request with the version that is decided. */
export interface Chosen {
  readonly key: RegistrationKey;
  readonly version: number;
}

/** One piece of what a worker does of a bulk decision, and where the next begins. */
interface BulkPiece {
  readonly deliveries: readonly Delivery[];
  readonly next?: Cursor;
}

/** Fills the key of a cursor that only counts. */
const NO_KEY = KeySchema.parse("2".repeat(16));

const inFlight = async <One, Answer>(some: readonly One[], act: (one: One) => Promise<Answer>): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let from = 0; from < some.length; from += IN_FLIGHT)
    answers.push(...(await Promise.all(some.slice(from, from + IN_FLIGHT).map(act))));
  return answers;
};

/** Tells the host who decided that all of it is done, or undone. */
const ending = ({ code, organisation }: Webinar, { id, by }: BulkIntent, name: "done" | "undone"): Delivery[] =>
  by
    ? [
        {
          id: `${code}:bulk:${id}:${name}`,
          organisation,
          to: { kind: "dm", chat: by.chat },
          matter: { kind: "bulk_done", code, id },
        },
      ]
    : [];

/** The fan-out with which workers carry out a part of a bulk decision. */
export const bulkFanOut = (
  webinar: Webinar,
  kind: Extract<FanOut["kind"], "bulk" | "bulk_undo" | "bulk_settle">,
  id: RequestId,
  by: Person["id"],
  notBefore?: number,
): Delivery => fanOut(webinar, { kind, id }, id, by, notBefore);

/** Carries out bulk decisions: decides, undoes and settles their requests one by one, in pieces. */
export const makeBulkWork = ({ requests, people, decide, decideByDefault, undo, settle, clock }: BulkWorkDeps) => {
  /** Decides one request of many; answers why it was not decided, or undefined when it was. */
  const decideOne = async (
    webinar: Webinar,
    intent: BulkIntent,
    by: Person | undefined,
    { key, version }: Chosen,
    isChange: boolean,
  ): Promise<string | undefined> => {
    const { id, to, reason, tellAt } = intent;
    const { organisation, code } = webinar;
    const requestId = requestIdOf("bulk", id, key);
    const bulk = { id, tellAt };
    try {
      if (!intent.by) return await decideByDefault({ webinar, key, version, to, requestId, bulk });
      if (!by) return "not_the_host";
      const way = wayOf(intent.by.chat);
      const input = { organisation, code, key, version, to, by, way, isChange, requestId, bulk };
      const result = await decide({ ...input, ...defined({ reason }) });
      return result.ok ? undefined : result.refusal.refusal.reason;
    } catch (error) {
      // After any other failure the whole piece is tried again; request ids tell what was done already.
      if (!(error instanceof Contended)) throw error;
      return "failed";
    }
  };

  /** Decides these requests, and keeps which were skipped, and why. */
  const decideSome = async (
    webinar: Webinar,
    intent: BulkIntent,
    by: Person | undefined,
    some: readonly Chosen[],
    isChange = false,
  ): Promise<void> => {
    const answers = await inFlight(some, (one) => decideOne(webinar, intent, by, one, isChange));
    const skipped = some.flatMap(({ key }, i) => (answers[i] === undefined ? [] : [{ key, why: answers[i] }]));
    if (skipped.length > 0) await requests.keepSkipped(webinar, intent.id, skipped);
  };

  const hostOf = async (webinar: Webinar, { by }: BulkIntent): Promise<Person | undefined> =>
    by && (await people.getMany(webinar.organisation, [by.person]))[0];

  const decidePiece = async (webinar: Webinar, intent: BulkIntent, { after }: Cursor): Promise<BulkPiece> => {
    const start = intent.after > 0 ? { at: intent.after, key: NO_KEY } : undefined;
    const { some, next } = await requests.withStatusFrom(webinar, "pending", after ?? start, PIECE);
    const inTime = some.filter(({ registeredAt }) => registeredAt <= intent.upTo);
    const wanted = inTime.filter((one) => one.registeredAt > intent.after && isAmong(intent, one));
    await decideSome(webinar, intent, await hostOf(webinar, intent), wanted);
    if (next && inTime.length === some.length) return { deliveries: [], next: { over: "registrations", after: next } };
    await requests.endBulk(webinar, intent.id, "done", clock.now());
    return { deliveries: ending(webinar, intent, "done") };
  };

  /** The cursor after the piece that began at `skip`. */
  const nextAfter = (skip: number): Cursor => ({ over: "registrations", after: { at: skip + PIECE, key: NO_KEY } });

  const undoPiece = async (webinar: Webinar, intent: BulkIntent, skip: number): Promise<BulkPiece> => {
    const { organisation, code } = webinar;
    const by = await hostOf(webinar, intent);
    const some = await requests.doneOfBulk(webinar, intent.id, skip, PIECE);
    await inFlight(some, async ({ key, version }) => {
      if (!by || !intent.by) return;
      const requestId = requestIdOf("bulk undo", intent.id, key);
      const bulk = { id: intent.id, tellAt: intent.tellAt };
      await undo({ organisation, code, key, version, by, way: wayOf(intent.by.chat), requestId, bulk });
    });
    if (some.length === PIECE) return { deliveries: [], next: nextAfter(skip) };
    await requests.endBulk(webinar, intent.id, "undone", clock.now());
    return { deliveries: ending(webinar, intent, "undone") };
  };

  const settlePiece = async (webinar: Webinar, intent: BulkIntent, skip: number): Promise<BulkPiece> => {
    const { organisation, code } = webinar;
    const some = await requests.doneOfBulk(webinar, intent.id, skip, PIECE);
    for (const { key, version } of some) await settle(organisation, code, key, version, intent.era);
    return { deliveries: [], ...defined({ next: some.length === PIECE ? nextAfter(skip) : undefined }) };
  };

  /** Carries out the piece that begins at `cursor`; nothing where the bulk decision is not known any more. */
  const work = async (
    webinar: Webinar,
    kind: "bulk" | "bulk_undo" | "bulk_settle",
    id: RequestId,
    cursor: Cursor,
  ): Promise<BulkPiece> => {
    const kept = await requests.bulk(webinar, id);
    // Its registrations were deleted since.
    if (!kept || kept.intent.era !== webinar.era) return { deliveries: [] };
    const skip = cursor.after?.at ?? 0;
    switch (kind) {
      case "bulk":
        // Undone before it came to its end: the rest stays as it is.
        return kept.isUndone ? { deliveries: [] } : decidePiece(webinar, kept.intent, cursor);
      case "bulk_undo":
        return undoPiece(webinar, kept.intent, skip);
      case "bulk_settle":
        return settlePiece(webinar, kept.intent, skip);
      default:
        return unreachable(kind);
    }
  };

  return { decideSome, work };
};
