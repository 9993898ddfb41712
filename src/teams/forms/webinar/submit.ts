import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { readAddressList } from "../../../address-list.ts";
import { hosted } from "../../../core/access/host-access.ts";
import { seen } from "../../../core/access/visible.ts";
import type { Core } from "../../../core/core.ts";
import { wholeRefusal } from "../../../core/hosting/form-problems.ts";
import type { NamedPeopleFields } from "../../../core/hosting/named-people.ts";
import { againFields } from "../../../core/hosting/repeating/again.ts";
import type { RepeatPlan } from "../../../core/hosting/repeating/plan.ts";
import { fieldsOf, type WebinarFields, type WebinarProblem } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, parseCode, requestId, type WebinarCode } from "../../../core/model/ids.ts";
import { HOST_LINK_MS, type Links } from "../../../core/model/links.ts";
import { knownZone } from "../../../core/model/person.ts";
import type { HostChannel, Webinar } from "../../../core/model/webinar.ts";
import { wordedWith } from "../../../core/notices/mail/own-words.ts";
import { refused } from "../../../core/notices/notice.ts";
import { readInvitees } from "../../../invitee-list.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { chosenOf, contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { newWebinarTyped, readWebinar, typedOfWebinar } from "./fields.ts";
import { type HostChannels, type HostChoice, OWN_CHAT, valuesOf } from "./host-channels.ts";
import { NO_REPEAT_TYPED, readRepeat } from "./repeat.ts";
import { webinarView } from "./view.ts";
import { wordsPreview } from "./words-preview.ts";

interface Deps {
  readonly core: Core;
  readonly hostChannels: HostChannels;
  readonly links: Pick<Links, "preview" | "share">;
  readonly timeZone: string;
}

interface Shown {
  readonly zone: string;
  readonly nonce: string;
  readonly channels: readonly HostChoice[];
  readonly typed: Typed;
  readonly problems: readonly WebinarProblem[];
  readonly inline: boolean;
  readonly plan?: RepeatPlan | undefined;
  readonly likeInSeries?: boolean;
}

/** The form of a webinar: opened, submitted, and shown again with what is wrong. */
export const makeWebinarForms = ({ core, hostChannels, links, timeZone }: Deps) => {
  const zoneOf = ({ reader }: Turn) => reader.zone ?? timeZone;

  const choicesFor = (turn: Turn, standing: readonly HostChannel[]) =>
    hostChannels.choicesFor(turn, translatorFor(turn.reader.locale)("own_chat"), standing);

  const show = (turn: Turn, { plan, ...shown }: Shown, edited?: Webinar): IAdaptiveCard =>
    webinarView({
      ...shown,
      ...defined({ plan }),
      site: core.site,
      reader: { ...turn.reader, zone: shown.zone },
      ...defined({ edited }),
    });

  /** A webinar as its form has it; cohosts are named by their addresses. */
  const typedIn = async (webinar: Webinar, fields: WebinarFields, channels: readonly HostChoice[]): Promise<Typed> => {
    const cohosts = await core.people.getMany(webinar.organisation, webinar.cohosts);
    return typedOfWebinar(fields, {
      cohosts: cohosts.flatMap((person) => person?.address ?? []),
      channels: valuesOf(channels, webinar.hostChannels),
    });
  };

  const typedOf = (webinar: Webinar, zone: string, channels: readonly HostChoice[]): Promise<Typed> =>
    typedIn(webinar, fieldsOf(webinar, zone, core.zones, core.site.plan), channels);

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

  const seeWords = async ({ speaker, reader }: Turn, code: WebinarCode, typed: Typed): Promise<Submitted> => {
    const { organisation, person } = speaker;
    const found = await hosted(core, organisation, code, person);
    if (!found.ok) return { notice: refused(found.refusal) };
    const webinar = found.value;
    const now = core.clock.now();
    const messages = wordedWith(readWebinar(typed, webinar.zone).texts, webinar, person, now);
    const link = links.preview(webinar.code, person.id, now + HOST_LINK_MS);
    return { notice: { kind: "saved" }, form: wordsPreview({ messages, link, typed, reader }) };
  };

  /** The form again with what is wrong; what no form can mend is said instead of it. */
  const shownAgain = (turn: Turn, shown: Shown): Submitted => {
    const { problems } = shown;
    const notice = refused(problems[0]?.refusal ?? { reason: "start_unreadable" });
    return wholeRefusal(problems) ? { notice } : { notice, form: show(turn, shown) };
  };

  return {
    /** The empty form; in a channel, that channel is the host channel unless another is chosen. */
    openSchedule: async (turn: Turn, inline: boolean): Promise<IAdaptiveCard> => {
      const zone = zoneOf(turn);
      const typed = {
        ...newWebinarTyped(core.site, zone),
        ...NO_REPEAT_TYPED,
        channels: turn.place.channelId ?? OWN_CHAT,
      };
      const channels = await choicesFor(turn, []);
      return show(turn, { zone, nonce: newToken(), channels, typed, problems: [], inline });
    },

    /** The form of a webinar that is scheduled again: all settings but the times, and its people (P33). */
    openAgain: async (turn: Turn, like: Webinar, inline: boolean): Promise<IAdaptiveCard> => {
      const zone = zoneOf(turn);
      const channels = await choicesFor(turn, like.hostChannels);
      const fields = againFields(like, zone, core.zones, core.site);
      const typed = { ...(await typedIn(like, fields, channels)), ...NO_REPEAT_TYPED, like: like.code };
      const likeInSeries = like.series !== undefined;
      return show(turn, { zone, nonce: newToken(), channels, typed, problems: [], inline, likeInSeries });
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
      const like = parseCode(typed.like ?? "");
      const again = like && (await core.scheduleAgain(place.organisation, like, speaker.person));
      const before = again?.ok ? again.value : undefined;
      const standing = before?.hostChannels ?? [];
      const channels = await choicesFor(turn, standing);
      const input = {
        organisation: place.organisation,
        requestId: requestId("teams", speaker.chat, "schedule", nonce),
        by: speaker.person,
        fields: readWebinar(typed, zone),
        named: namedPeople(turn, typed, channels, standing),
        invitees: await readInvitees(typed.invitees ?? ""),
        like,
      };
      const repeat = readRepeat(typed);
      const shown = { zone, nonce, channels, typed, inline, likeInSeries: before?.series !== undefined };
      if (repeat.unit) {
        const repeated = await core.repeat({ ...input, repeat, shown: typed.shown });
        if (repeated.ok) return { notice: { kind: "repeated", ...repeated.value } };
        return shownAgain(turn, { ...shown, ...repeated.refusal });
      }
      const result = await core.schedule(input);
      if (!result.ok) return shownAgain(turn, { ...shown, problems: result.refusal });
      const { code } = result.value;
      const scheduled = { kind: "scheduled", webinar: result.value, plan: core.site.plan } as const;
      // In a channel others may see the answer.
      if (inline && !place.isPersonal) return { notice: scheduled };
      const own = [code, speaker.person.id, core.clock.now() + HOST_LINK_MS] as const;
      return { notice: { ...scheduled, preview: links.preview(...own), page: links.share(...own) } };
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
      const { words, ...filled } = typed;
      if (words === "see") return seeWords(turn, code, filled);
      const channels = await choicesFor(turn, webinar.hostChannels);
      if (words === "back") {
        const shown = { zone, nonce, channels, problems: [], inline: false, typed: filled };
        return { notice: { kind: "saved" }, form: show(turn, shown, { ...webinar, version }) };
      }
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
