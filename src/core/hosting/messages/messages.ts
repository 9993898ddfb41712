import { hosted } from "../../access/host-access.ts";
import { MESSAGES_A_DAY } from "../../access/limits.ts";
import type { HostedInSeries } from "../../access/series-access.ts";
import { messageCard, messageDeliveries } from "../../deliveries/host-messages.ts";
import { defined } from "../../model/defined.ts";
import { cleanText, lengthOf } from "../../model/form.ts";
import { type Face, type OrganisationId, type RequestId, seriesCode, type WebinarCode } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { SeriesWebinars } from "../../model/series.ts";
import {
  AUDIENCES,
  type Audience,
  audiencesAt,
  type HostMessage,
  type HostMessageState,
  isAfterwards,
  undoableUntil,
  webinarsWith,
} from "../../model/told/host-message.ts";
import { isAhead, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Gate } from "../../ports/gate.ts";
import type { People } from "../../ports/people.ts";
import type { Roster } from "../../ports/roster.ts";
import type { HostMessages } from "../../ports/told/host-messages.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { NOTE_MAX } from "../settings.ts";
import { type AddresseesDeps, makeAddressees } from "./addressees.ts";

/** So many registrations and invitations of a series are looked through, so that each person counts once. */
const SERIES_PLACES_MAX = 20_000;

interface Deps extends AddresseesDeps {
  readonly webinars: Webinars;
  readonly hostedInSeries: HostedInSeries;
  readonly people: People;
  readonly roster: Pick<Roster, "counts">;
  readonly gate: Pick<Gate, "attended" | "admittedAmong">;
  readonly hostMessages: HostMessages;
  readonly clock: Clock;
}

interface Asked {
  readonly organisation: OrganisationId;
  /** Of a webinar; or of a series, to write to all of it (P37). */
  readonly code: WebinarCode;
  readonly by: Person;
}

/** About what a host writes: a webinar; or a series, with its first webinar. */
export interface WrittenAbout {
  readonly webinar: Webinar;
  readonly series?: SeriesWebinars;
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
export interface Writable extends WrittenAbout {
  readonly audiences: readonly { readonly to: Audience; readonly count: number }[];
  /** Those who did not answer can still do so: they can be reminded with the invitation alone (P29). */
  readonly isNudgeable: boolean;
}

/** A message as it would be sent, and to how many. */
export interface Previewed extends MessageFields, WrittenAbout {
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
 * What hosts write to many people of a webinar (P31), before it and after, or of a series, each told once (P37): shown
 * first with the exact number, sent a minute after the host said so, and taken back until then. At most three a day.
 */
export const makeMessages = (deps: Deps) => {
  const { roster, gate, hostMessages, hostedInSeries, clock } = deps;
  const now = makeHostMessageNow(deps);
  const addressees = makeAddressees(deps);

  /** A webinar that this person hosts; or where there is none, the series with this code. */
  const aboutWhat = async ({ organisation, code, by }: Asked): Promise<Result<WrittenAbout, Refusal>> => {
    const found = await hosted(deps, organisation, code, by);
    if (found.ok) {
      const { state, title } = found.value;
      return state === "cancelled" ? refuse({ reason: "webinar_cancelled", title }) : done({ webinar: found.value });
    }
    if (found.refusal.reason !== "unknown_webinar") return found;
    const inSeries = await hostedInSeries(organisation, seriesCode(code), by);
    if (!inSeries.ok) return inSeries.refusal.reason === "unknown_series" ? found : inSeries;
    const { series } = inSeries.value;
    const webinars = inSeries.value.webinars.filter(({ state }) => state !== "cancelled");
    const [webinar] = webinars;
    return webinar ? done({ webinar, series: { series, webinars } }) : refuse({ reason: "nobody_to_write_to" });
  };

  const countsOf = async (webinar: Webinar) => {
    const [counts, attended] = await Promise.all([roster.counts(webinar), gate.attended(webinar)]);
    const came = Math.min(attended, counts.approved);
    return { ...counts, attended: came, missed: counts.approved - came };
  };

  /** How many people an audience has in the webinars of a series, each counted once; undefined for too many places. */
  const countIn = async ({ webinars }: SeriesWebinars, to: Audience): Promise<number | undefined> => {
    const having = webinarsWith(to, webinars, clock.now());
    const counts = await Promise.all(having.map((webinar) => roster.counts(webinar)));
    const places = counts.reduce((sum, of) => sum + of[isAfterwards(to) ? "approved" : to], 0);
    return places > SERIES_PLACES_MAX ? undefined : addressees.countOnce(having, to);
  };

  const open = async (asked: Asked, only?: Audience): Promise<Result<Writable, Refusal>> => {
    const about = await aboutWhat(asked);
    if (!about.ok) return about;
    const { webinar, series } = about.value;
    if (series) {
      const wanted = AUDIENCES.filter((to) => only === undefined || to === only);
      const counts = await Promise.all(wanted.map((to) => countIn(series, to)));
      const audiences = wanted.flatMap((to, i) => {
        const count = counts[i];
        return count === undefined || webinarsWith(to, series.webinars, clock.now()).length === 0
          ? []
          : [{ to, count }];
      });
      return counts.includes(undefined)
        ? refuse({ reason: "series_too_large_to_write", max: SERIES_PLACES_MAX })
        : done({ webinar, series, audiences, isNudgeable: false });
    }
    const all = await countsOf(webinar);
    const audiences = audiencesAt(webinar, clock.now()).map((to) => ({ to, count: all[to] }));
    const isNudgeable = webinar.registrationRequired && all.silent > 0 && isAhead(webinar, clock.now());
    return done({ webinar, audiences, isNudgeable });
  };

  const preview = async (asked: Asked, fields: MessageFields): Promise<Result<Previewed, Refusal>> => {
    const opened = await open(asked, fields.to);
    if (!opened.ok) return opened;
    const { audiences, isNudgeable, ...about } = opened.value;
    const text = cleanText(fields.text);
    const { to } = fields;
    if (text === "" && !(to === "silent" && isNudgeable)) return refuse({ reason: "message_empty" });
    if (lengthOf(text) > NOTE_MAX)
      return refuse({ reason: "too_long", field: "note", max: NOTE_MAX, length: lengthOf(text) });
    const count = audiences.find((one) => one.to === to)?.count ?? 0;
    return count === 0 ? refuse({ reason: "nobody_to_write_to" }) : done({ ...about, to, text, count });
  };

  /** The webinar with which a message is kept, and how it goes through those of a series. */
  const wayThrough = ({ webinar, series, to }: Previewed, at: number) => {
    const webinars = series && webinarsWith(to, series.webinars, at);
    const [first = webinar] = webinars ?? [];
    const through = webinars && series && { title: series.series.title, webinars: webinars.map(({ code }) => code) };
    return { first, ...defined({ series: through }) };
  };

  return {
    now,
    open: (asked: Asked) => open(asked),
    preview,

    /** Stores a message that goes out in a minute. */
    send: async (
      asked: Asked & { readonly requestId: RequestId; readonly face: Face },
      fields: MessageFields,
    ): Promise<Result<MessageTold, Refusal>> => {
      const { organisation, requestId, face, by } = asked;
      const previewed = await preview(asked, fields);
      if (!previewed.ok) return previewed;
      const { to, text, count } = previewed.value;
      const sentAt = clock.now();
      const { first: webinar, ...through } = wayThrough(previewed.value, sentAt);
      const message: HostMessage = { id: requestId, by: by.id, face, to, text, count, sentAt, ...through };
      const act = { organisation, code: webinar.code, requestId, now: sentAt, way: face };
      const deliveries = messageDeliveries(webinar, by, message);
      const answer = await hostMessages.start(act, message, MESSAGES_A_DAY, deliveries);
      if (answer === "too_many")
        return refuse({
          reason: "too_many_messages",
          max: MESSAGES_A_DAY,
          ...defined({ series: through.series?.title }),
        });
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
      const answer = await hostMessages.undo(act, kept.message, of, messageCard(webinar, writer, kept.message));
      const told = await now(webinar, id);
      return answer === "done" && told ? done(told) : refuse<Refusal>({ reason: "message_undo_too_late" });
    },
  };
};

/** Reads to whom a form says that a host writes; undefined for nobody known. */
export const readAudience = (typed: string | undefined): Audience | undefined =>
  AUDIENCES.find((audience) => audience === typed);
