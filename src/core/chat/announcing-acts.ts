import { hostedAhead } from "../access/host-access.ts";
import type { Core } from "../core.ts";
import { announcementCard } from "../deliveries/announcements.ts";
import { announcingRefusal } from "../hosting/announcing/announce.ts";
import type { Announcing } from "../hosting/announcing/channel.ts";
import { announcedSeries } from "../hosting/announcing/series-shown.ts";
import { memberListsOf } from "../hosting/inviting/member-lists.ts";
import { defined } from "../model/defined.ts";
import { chatParts, seriesCode, type WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { wayOf } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import type { MemberList } from "../ports/people.ts";
import type { Named, Speaker } from "./speaker.ts";

/** How hosts announce a webinar, or a series, to the readers of a channel (P28), the same in every chat product. */
export const makeAnnouncingActs = (core: Core) => {
  /** Where its card stands, or the channel where it is about to. */
  const linkTo = async ({ webinar, series, channel }: Announcing): Promise<string | undefined> => {
    const [message] = await core.outgoing.messagesOf(announcementCard(series ?? webinar, channel));
    return memberListsOf(core.directories, channel)?.linkTo(channel, message);
  };

  /** Where there is no such webinar, the same is asked of the series with this code. */
  const orOfSeries = async <Value>(
    ofWebinar: Result<Value, Refusal>,
    ofSeries: () => Promise<Result<Value, Refusal>>,
  ): Promise<Result<Value, Refusal>> => {
    if (ofWebinar.ok || ofWebinar.refusal.reason !== "unknown_webinar") return ofWebinar;
    const found = await ofSeries();
    return !found.ok && found.refusal.reason === "unknown_series" ? ofWebinar : found;
  };

  const announceIn = async (
    { organisation, person: by, requestId, chat }: Speaker,
    code: WebinarCode,
    channel: MemberList,
    isAgreed = false,
  ): Promise<Notice> => {
    const asked = { organisation, requestId, by, chat, channel, isAgreed };
    const result = await orOfSeries(await core.announce({ ...asked, code }), () =>
      core.seriesAnnouncing.announce({ ...asked, code: seriesCode(code) }),
    );
    if (!result.ok) return refused(result.refusal);
    const link = result.value.became === "asked" ? undefined : await linkTo(result.value);
    return { kind: "announced", ...result.value, ...defined({ link }) };
  };

  const mayAnnounce = async (
    { organisation, person }: Speaker,
    code: WebinarCode,
  ): Promise<Result<Pick<Announcing, "webinar" | "series">, Refusal>> => {
    const allowed = await hostedAhead(core, organisation, code, person);
    if (!allowed.ok) return allowed;
    const refusal = announcingRefusal(allowed.value);
    return refusal ? refuse(refusal) : done({ webinar: allowed.value });
  };

  /** The form that offers channels. */
  const choose = async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
    const { organisation, person } = speaker;
    const found = await orOfSeries(await mayAnnounce(speaker, code), async () => {
      const of = await core.seriesAnnouncing.find(organisation, seriesCode(code), person);
      return of.ok ? done({ webinar: of.value.first, series: announcedSeries(of.value.series) }) : of;
    });
    return either(found, (of) => ({ kind: "open_form", form: "announce", ...of }));
  };

  const withdraw = async (
    { organisation, person: by, requestId, chat }: Speaker,
    { code, face, channel: channelId }: CardAct & { act: "announce_withdraw" },
  ): Promise<Notice> => {
    const channel = { face, group: chatParts(chat).group, channelId };
    const asked = { organisation, requestId, by, way: wayOf(chat), channel };
    const result = await orOfSeries(await core.withdrawAnnouncement({ ...asked, code }), () =>
      core.seriesAnnouncing.withdraw({ ...asked, code: seriesCode(code) }),
    );
    return either(result, (withdrawn) => ({ kind: "announced", ...withdrawn }));
  };

  return {
    announceIn,

    /** Announces it in the channel that is named, or else in the one in which that is typed; else offers channels. */
    announce: (speaker: Speaker, code: WebinarCode, { memberLists = [], here }: Named): Promise<Notice> => {
      const channels = memberLists.filter(({ kind }) => kind === "channel");
      if (channels.length > 1) return Promise.resolve(refused({ reason: "announce_one_channel" }));
      const channel = channels[0] ?? here;
      return channel ? announceIn(speaker, code, channel) : choose(speaker, code);
    },

    /** A host's second word, where other organisations are in the channel; or takes an announcement back. */
    press: (speaker: Speaker, act: CardAct & { act: "announce_shared" | "announce_withdraw" }): Promise<Notice> => {
      if (act.act === "announce_withdraw") return withdraw(speaker, act);
      const { face, group } = chatParts(speaker.chat);
      const { code, channel: id } = act;
      return announceIn(speaker, code, { face, kind: "channel", group, id, name: id }, true);
    },
  };
};
