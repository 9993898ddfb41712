import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { readAddressList } from "../../../address-list.ts";
import { seen } from "../../../core/access/visible.ts";
import type { Core } from "../../../core/core.ts";
import { wholeRefusal } from "../../../core/hosting/form-problems.ts";
import type { NamedPeopleFields } from "../../../core/hosting/named-people.ts";
import { fieldsOf, type WebinarProblem } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, parseCode, requestId } from "../../../core/model/ids.ts";
import { knownZone } from "../../../core/model/person.ts";
import type { HostChannel, Webinar } from "../../../core/model/webinar.ts";
import { refused } from "../../../core/notices/notice.ts";
import { readInvitees } from "../../../invitee-list.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { chosenOf, contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { newWebinarTyped, readWebinar, typedOfWebinar } from "./fields.ts";
import { type HostChannels, type HostChoice, OWN_CHAT, valuesOf } from "./host-channels.ts";
import { webinarView } from "./view.ts";

interface Deps {
  readonly core: Core;
  readonly hostChannels: HostChannels;
  readonly timeZone: string;
}

interface Shown {
  readonly zone: string;
  readonly nonce: string;
  readonly channels: readonly HostChoice[];
  readonly typed: Typed;
  readonly problems: readonly WebinarProblem[];
  readonly inline: boolean;
}

/** The form of a webinar: opened, submitted, and shown again with what is wrong. */
export const makeWebinarForms = ({ core, hostChannels, timeZone }: Deps) => {
  const zoneOf = ({ reader }: Turn) => reader.zone ?? timeZone;

  const choicesFor = (turn: Turn, standing: readonly HostChannel[]) =>
    hostChannels.choicesFor(turn, translatorFor(turn.reader.locale)("own_chat"), standing);

  const show = (turn: Turn, shown: Shown, edited?: Webinar): IAdaptiveCard =>
    webinarView({
      ...shown,
      site: core.site,
      reader: { ...turn.reader, zone: shown.zone },
      ...defined({ edited }),
    });

  /** A webinar as its form has it; cohosts are named by their addresses. */
  const typedOf = async (webinar: Webinar, zone: string, channels: readonly HostChoice[]): Promise<Typed> => {
    const cohosts = await core.people.getMany(webinar.organisation, webinar.cohosts);
    return typedOfWebinar(fieldsOf(webinar, zone, core.zones, core.site.plan), {
      cohosts: cohosts.flatMap((person) => person?.address ?? []),
      channels: valuesOf(channels, webinar.hostChannels),
    });
  };

  const namedPeople = (
    turn: Turn,
    typed: Typed,
    channels: readonly HostChoice[],
    standing: readonly HostChannel[],
  ): NamedPeopleFields => ({
    face: "teams",
    cohosts: { by: "address", ...readAddressList(typed.cohosts ?? "") },
    hostChannels: hostChannels.chosenAmong(channels, chosenOf(typed.channels), standing, turn),
  });

  return {
    /** The empty form; in a channel, that channel is the host channel unless another is chosen. */
    openSchedule: async (turn: Turn, inline: boolean): Promise<IAdaptiveCard> => {
      const zone = zoneOf(turn);
      const typed = { ...newWebinarTyped(core.site, zone), channels: turn.place.channelId ?? OWN_CHAT };
      const channels = await choicesFor(turn, []);
      return show(turn, { zone, nonce: newToken(), channels, typed, problems: [], inline });
    },

    openEdit: async (turn: Turn, webinar: Webinar): Promise<IAdaptiveCard> => {
      const zone = zoneOf(turn);
      const channels = await choicesFor(turn, webinar.hostChannels);
      const typed = await typedOf(webinar, zone, channels);
      return show(turn, { zone, nonce: newToken(), channels, typed, problems: [], inline: false }, webinar);
    },

    submitSchedule: async (turn: Turn, typed: Typed, inline: boolean): Promise<Submitted> => {
      const { place, speaker } = turn;
      const zone = knownZone(typed.zone) ?? zoneOf(turn);
      const nonce = typed.nonce || newToken();
      const channels = await choicesFor(turn, []);
      const result = await core.schedule({
        organisation: place.organisation,
        requestId: requestId("teams", speaker.chat, "schedule", nonce),
        by: speaker.person,
        fields: readWebinar(typed, zone),
        named: namedPeople(turn, typed, channels, []),
        invitees: await readInvitees(typed.invitees ?? ""),
      });
      if (result.ok) return { notice: { kind: "scheduled", webinar: result.value, plan: core.site.plan } };
      const problems = result.refusal;
      const notice = refused(problems[0]?.refusal ?? { reason: "start_unreadable" });
      if (wholeRefusal(problems)) return { notice };
      return { notice, form: show(turn, { zone, nonce, channels, typed, problems, inline }) };
    },

    submitEdit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { place, speaker } = turn;
      const { organisation } = place;
      const code = parseCode(typed.code ?? "");
      const webinar = code && seen(speaker.person, await core.webinars.get(organisation, code));
      if (!webinar) return { notice: refused({ reason: "unknown_webinar", typed: typed.code ?? "" }) };
      const zone = knownZone(typed.zone) ?? zoneOf(turn);
      const nonce = typed.nonce || newToken();
      const version = Number(typed.version) || 0;
      const channels = await choicesFor(turn, webinar.hostChannels);
      const result = await core.edit({
        organisation,
        code,
        version,
        by: speaker.person,
        requestId: requestId("teams", speaker.chat, "edit", code, nonce, contentOf(typed)),
        fields: readWebinar(typed, zone),
        named: namedPeople(turn, typed, channels, webinar.hostChannels),
        confirm: { typed: typed.confirm ?? "", count: Number(typed.count) || 0 },
        timesAsked: typed.timesAsked === "1",
      });
      if (result.ok) return { notice: { kind: "edited", ...result.value, plan: core.site.plan } };
      const { problems, merged, timesAsked = false } = result.refusal;
      const notice = refused(problems[0]?.refusal ?? { reason: "start_unreadable" });
      const shown = { zone, nonce, channels, problems, inline: false };
      if (merged) {
        const again = { ...(await typedOf(merged, zone, channels)), ...(timesAsked ? { timesAsked: "1" } : {}) };
        return { notice, form: show(turn, { ...shown, typed: again }, merged) };
      }
      if (wholeRefusal(problems)) return { notice };
      return { notice, form: show(turn, { ...shown, typed }, { ...webinar, version }) };
    },
  };
};
