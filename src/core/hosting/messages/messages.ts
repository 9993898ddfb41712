import { hosted } from "../../access/host-access.ts";
import { MESSAGES_A_DAY } from "../../access/limits.ts";
import { messageCard, messageDeliveries } from "../../deliveries/host-messages.ts";
import { cleanText, lengthOf } from "../../model/form.ts";
import type { Face, OrganisationId, RequestId, WebinarCode } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import {
  AUDIENCES,
  type Audience,
  audiencesAt,
  type HostMessage,
  type HostMessageState,
  undoableUntil,
} from "../../model/told/host-message.ts";
import { isAhead, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Gate } from "../../ports/gate.ts";
import type { People } from "../../ports/people.ts";
import type { Roster } from "../../ports/roster.ts";
import type { HostMessages } from "../../ports/told/host-messages.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { NOTE_MAX } from "../settings.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly roster: Pick<Roster, "counts">;
  readonly gate: Pick<Gate, "attended">;
  readonly hostMessages: HostMessages;
  readonly clock: Clock;
}

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

/** What a host wants to write, and to whom. */
export interface MessageFields {
  readonly to: Audience;
  /** Empty for those who did not answer: the invitation is told again. */
  readonly text: string;
}

/** The invitation once more, for those who did not answer. */
export const NUDGED: MessageFields = { to: "silent", text: "" };

/** How many can be written to, by audience, at this time. */
export interface Writable {
  readonly webinar: Webinar;
  readonly audiences: readonly { readonly to: Audience; readonly count: number }[];
  /** Those who did not answer can still do so: they can be reminded with the invitation alone (P29). */
  readonly isNudgeable: boolean;
}

/** A message as it would be sent, and to how many. */
export interface Previewed extends MessageFields {
  readonly webinar: Webinar;
  readonly count: number;
}

/** A message that is sent, or will be, and how far it is. */
export interface MessageTold extends HostMessageState {
  readonly webinar: Webinar;
  readonly isUndoable: boolean;
}

export type HostMessageNow = (webinar: Webinar, id: RequestId) => Promise<MessageTold | undefined>;

/** What a message is, and how far. */
export const makeHostMessageNow =
  ({ hostMessages, clock }: Pick<Deps, "hostMessages" | "clock">): HostMessageNow =>
  async (webinar, id) => {
    const kept = await hostMessages.get(webinar.organisation, webinar.code, id);
    return kept && { ...kept, webinar, isUndoable: !kept.isUndone && clock.now() < undoableUntil(kept.message) };
  };

/**
 * What hosts write to many people of a webinar (P31), before it and after: shown first with the exact number, sent a
 * minute after the host said so, and taken back until then. At most three a day.
 */
export const makeMessages = (deps: Deps) => {
  const { roster, gate, hostMessages, clock } = deps;
  const now = makeHostMessageNow(deps);

  const open = async ({ organisation, code, by }: Asked): Promise<Result<Writable, Refusal>> => {
    const found = await hosted(deps, organisation, code, by);
    if (!found.ok) return found;
    const webinar = found.value;
    if (webinar.state === "cancelled") return refuse({ reason: "webinar_cancelled", title: webinar.title });
    const [counts, attended] = await Promise.all([roster.counts(webinar), gate.attended(webinar)]);
    const came = Math.min(attended, counts.approved);
    const all = { ...counts, attended: came, missed: counts.approved - came };
    const audiences = audiencesAt(webinar, clock.now()).map((to) => ({ to, count: all[to] }));
    const isNudgeable = webinar.registrationRequired && all.silent > 0 && isAhead(webinar, clock.now());
    return done({ webinar, audiences, isNudgeable });
  };

  const preview = async (asked: Asked, fields: MessageFields): Promise<Result<Previewed, Refusal>> => {
    const opened = await open(asked);
    if (!opened.ok) return opened;
    const { webinar, audiences, isNudgeable } = opened.value;
    const text = cleanText(fields.text);
    const { to } = fields;
    if (text === "" && !(to === "silent" && isNudgeable)) return refuse({ reason: "message_empty" });
    if (lengthOf(text) > NOTE_MAX)
      return refuse({ reason: "too_long", field: "note", max: NOTE_MAX, length: lengthOf(text) });
    const count = audiences.find((one) => one.to === to)?.count ?? 0;
    return count === 0 ? refuse({ reason: "nobody_to_write_to" }) : done({ webinar, to, text, count });
  };

  return {
    now,
    open,
    preview,

    /** Stores a message that goes out in a minute. */
    send: async (
      asked: Asked & { readonly requestId: RequestId; readonly face: Face },
      fields: MessageFields,
    ): Promise<Result<MessageTold, Refusal>> => {
      const { organisation, code, requestId, face, by } = asked;
      const previewed = await preview(asked, fields);
      if (!previewed.ok) return previewed;
      const { webinar, to, text, count } = previewed.value;
      const sentAt = clock.now();
      const message: HostMessage = { id: requestId, by: by.id, face, to, text, count, sentAt };
      const act = { organisation, code, requestId, now: sentAt, way: face };
      const deliveries = messageDeliveries(webinar, by, message);
      const answer = await hostMessages.start(act, message, MESSAGES_A_DAY, deliveries);
      if (answer === "too_many") return refuse({ reason: "too_many_messages", max: MESSAGES_A_DAY });
      const told = await now(webinar, requestId);
      return told ? done(told) : refuse({ reason: "form_lost" });
    },

    /** Takes a message back that is not sent yet. */
    undo: async ({ organisation, code, by, id, face }: Asked & { readonly id: RequestId; readonly face: Face }) => {
      const found = await hosted(deps, organisation, code, by);
      if (!found.ok) return found;
      const webinar = found.value;
      const kept = await hostMessages.get(organisation, code, id);
      if (!kept) return refuse<Refusal>({ reason: "message_undo_too_late" });
      const writer = await deps.people.get(organisation, kept.message.by);
      const of = { id, by: by.id, until: undoableUntil(kept.message) };
      const act = { organisation, code, now: clock.now(), way: face };
      const answer = await hostMessages.undo(act, of, messageCard(webinar, writer, kept.message));
      const told = await now(webinar, id);
      return answer === "done" && told ? done(told) : refuse<Refusal>({ reason: "message_undo_too_late" });
    },
  };
};

/** Reads to whom a form says that a host writes; undefined for nobody known. */
export const readAudience = (typed: string | undefined): Audience | undefined =>
  AUDIENCES.find((audience) => audience === typed);
