import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { Temporal } from "temporal-polyfill";
import { mineOf } from "../core/ask.ts";
import type { Speaker } from "../core/converse.ts";
import type { Core } from "../core/core.ts";
import { chatParts, newToken, parseCode, requestId } from "../core/ids.ts";
import type { Notice } from "../core/notice.ts";
import type { ScheduleProblem } from "../core/schedule.ts";
import type { HostChannel, Webinar } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { knownZone, type Place } from "./activity.ts";
import type { Connector } from "./connector.ts";
import { OWN_CHAT, registerForm, scheduleForm, type Typed } from "./forms.ts";
import type { Known } from "./known.ts";

/** One person's turn, everything about it known. */
export interface Turn {
  readonly place: Place;
  readonly speaker: Speaker;
  readonly reader: Reader;
}

/** What a submitted form led to; `form` is there when it comes back with problems. */
export interface Submitted {
  readonly notice: Notice;
  readonly form?: IAdaptiveCard;
}

interface Deps {
  readonly core: Core;
  readonly connector: Pick<Connector, "member">;
  readonly known: Known;
  readonly timeZone: string;
}

const TYPED_MAX = 10_000;
/** Rosters bear 14 questions a second (Rate limiting). */
const TEAMS_ASKED = 12;

/** What was filled in: texts by input id, whatever else came with them left out. */
export const typedOf = (data: unknown): Typed =>
  Object.fromEntries(
    Object.entries(typeof data === "object" && data !== null ? data : {}).flatMap(([id, value]) =>
      typeof value === "string" || typeof value === "number" ? [[id, String(value).slice(0, TYPED_MAX)]] : [],
    ),
  );

/** The instant of a date and a time on the clocks of `zone`; of a time that comes twice, the earlier. */
export const startOf = (date: string, time: string, zone: string): number | "unreadable" | "skipped" => {
  try {
    const typed = Temporal.PlainDateTime.from(`${date}T${time}`);
    const start = typed.toZonedDateTime(zone, { disambiguation: "earlier" });
    return start.toPlainDateTime().equals(typed) ? start.epochMilliseconds : "skipped";
  } catch {
    return "unreadable";
  }
};

/** A number as typed; NaN, which the core refuses, when it is none. */
const numberOf = (typed: string | undefined): number => Number((typed ?? "").trim() || Number.NaN);

/** The two forms: opened, submitted, and shown again with what is wrong. */
export const makeDialogs = ({ core, connector, known, timeZone }: Deps) => {
  const zoneOf = ({ reader }: Turn) => reader.zone ?? timeZone;

  /** The channels of the teams that somebody is in: nobody posts into, or learns of, the others. */
  const channelsOf = async ({ place }: Pick<Turn, "place">) => {
    const { organisation, tenant, userId } = place;
    const all = await known.channels(organisation, tenant);
    const teams = new Map(all.map(({ teamId, channelId, serviceUrl }) => [teamId ?? channelId, serviceUrl]));
    const asked = [...teams].slice(0, TEAMS_ASKED).map(async ([team, serviceUrl]) => {
      const member = await connector.member(serviceUrl, team, userId).catch(() => undefined);
      return member ? [team] : [];
    });
    const own = new Set((await Promise.all(asked)).flat());
    return all.filter(({ teamId, channelId }) => channelId === place.channelId || own.has(teamId ?? channelId));
  };

  const schedule = async (
    turn: Turn,
    about: { zone: string; nonce: string; typed: Typed; problems: readonly ScheduleProblem[]; inline: boolean },
  ) =>
    scheduleForm({
      ...about,
      site: core.site,
      reader: { ...turn.reader, zone: about.zone },
      channels: await channelsOf(turn),
    });

  const hostChannels = async ({ place, speaker }: Turn, chosen: string): Promise<HostChannel[]> => {
    const { group, user } = chatParts(speaker.chat);
    if (chosen === OWN_CHAT || chosen === "") return [{ face: "teams", group, channelId: user }];
    const channels = await channelsOf({ place });
    return channels
      .filter(({ channelId }) => channelId === chosen)
      .map(({ channelId }) => ({ face: "teams", group, channelId }));
  };

  const register = (
    { reader, speaker }: Turn,
    webinar: Webinar,
    inline: boolean,
    more?: Partial<Parameters<typeof registerForm>[0]>,
  ) =>
    registerForm({
      webinar,
      reader,
      person: speaker.person,
      nonce: newToken(),
      typed: {},
      problems: [],
      inline,
      ...more,
    });

  return {
    /** The empty form; in a channel, that channel is the host channel unless another is chosen. */
    openSchedule: (turn: Turn, inline: boolean): Promise<IAdaptiveCard> => {
      const { channelId } = turn.place;
      const typed = channelId ? { channel: channelId } : {};
      return schedule(turn, { zone: zoneOf(turn), nonce: newToken(), typed, problems: [], inline });
    },

    submitSchedule: async (turn: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
      const { place, speaker } = turn;
      const zone = knownZone(typed.zone) ?? zoneOf(turn);
      const start = startOf(typed.date ?? "", typed.time ?? "", zone);
      const chosen = typed.channel ?? OWN_CHAT;
      const channels = await hostChannels(turn, chosen);
      const result = await core.schedule({
        organisation: place.organisation,
        requestId: requestId("teams", speaker.chat, "schedule", typed.nonce ?? ""),
        by: speaker.person,
        kind: typed.kind === "meeting" ? "meeting" : "webinar",
        title: typed.title ?? "",
        description: typed.description ?? "",
        startsAt: typeof start === "number" ? start : undefined,
        durationMinutes: numberOf(typed.duration),
        zone,
        link: typed.link ?? "",
        cap: (typed.cap ?? "").trim() === "" ? undefined : numberOf(typed.cap),
        registrationRequired: typed.registration !== "false",
        registrationIds: core.site.registrationIds && typed.ids !== "false",
        hostChannels: channels,
      });
      if (result.ok) return { notice: { kind: "scheduled", webinar: result.value } };
      const problems = result.refusal.map(
        (problem): ScheduleProblem =>
          start === "skipped" && problem.refusal.reason === "start_unreadable"
            ? { field: "start", refusal: { reason: "start_skipped", zone } }
            : problem,
      );
      const [first] = problems;
      return {
        notice: { kind: "refused", refusal: first?.refusal ?? { reason: "start_unreadable" } },
        form: await schedule(turn, { zone, nonce: typed.nonce || newToken(), typed, problems, inline }),
      };
    },

    openRegister: (turn: Turn, webinar: Webinar, inline: boolean): IAdaptiveCard => register(turn, webinar, inline),

    submitRegister: async (turn: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
      const { place, speaker } = turn;
      const { organisation } = place;
      const code = parseCode(typed.code ?? "");
      if (!code)
        return { notice: { kind: "refused", refusal: { reason: "unknown_webinar", typed: typed.code ?? "" } } };
      const { firstName = "", lastName = "", nonce = "", ...rest } = typed;
      const { person, chat } = speaker;
      const act = requestId("teams", chat, "register", code, nonce);
      // A dialog closes; a card that was pressed in the personal chat stays.
      const given = { firstName, lastName, answers: rest, address: person.address, via: chat, answerStays: inline };
      const result = await core.register({ organisation, code, requestId: act, person, ...given });
      if (result.ok) {
        const { registration, again } = result.value;
        return { notice: { kind: "registration", ...mineOf(result.value), registration, again } };
      }
      const [first] = result.refusal;
      const notice: Notice = { kind: "refused", refusal: first?.refusal ?? { reason: "unknown_webinar", typed: code } };
      // What no field can mend is said instead of the form.
      if (first?.field === "none") return { notice };
      const webinar = await core.webinars.get(organisation, code);
      if (!webinar) return { notice };
      return {
        notice,
        form: register(turn, webinar, inline, { typed, problems: result.refusal, ...(nonce ? { nonce } : {}) }),
      };
    },
  };
};

export type Dialogs = ReturnType<typeof makeDialogs>;
