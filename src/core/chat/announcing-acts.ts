import { hostedAhead } from "../access/host-access.ts";
import type { Core } from "../core.ts";
import { announcementCard } from "../deliveries/announcements.ts";
import { type Announcing, announcingRefusal } from "../hosting/announcing/announce.ts";
import { memberListsOf } from "../hosting/inviting/member-lists.ts";
import { defined } from "../model/defined.ts";
import { chatParts, type WebinarCode } from "../model/ids.ts";
import { wayOf } from "../model/registration.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import type { MemberList } from "../ports/people.ts";
import type { Named, Speaker } from "./speaker.ts";

/** How hosts announce a webinar to the readers of a channel (P28), the same in every chat product. */
export const makeAnnouncingActs = (core: Core) => {
  /** Where its card stands, or the channel where it is about to. */
  const linkTo = async ({ webinar, channel }: Announcing): Promise<string | undefined> => {
    const card = announcementCard(webinar, channel, webinar.host);
    const [message] = await core.outgoing.messagesOf(card);
    return memberListsOf(core.directories, channel)?.linkTo(channel, message);
  };

  const announceIn = async (
    { organisation, person: by, requestId, chat }: Speaker,
    code: WebinarCode,
    channel: MemberList,
    isAgreed = false,
  ): Promise<Notice> => {
    const result = await core.announce({ organisation, code, requestId, by, chat, channel, isAgreed });
    if (!result.ok) return refused(result.refusal);
    const link = result.value.became === "asked" ? undefined : await linkTo(result.value);
    return { kind: "announced", ...result.value, ...defined({ link }) };
  };

  /** The form that offers channels. */
  const choose = async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
    const allowed = await hostedAhead(core, organisation, code, person);
    if (!allowed.ok) return refused(allowed.refusal);
    const refusal = announcingRefusal(allowed.value);
    return refusal ? refused(refusal) : { kind: "open_form", form: "announce", webinar: allowed.value };
  };

  const withdraw = async (
    { organisation, person: by, requestId, chat }: Speaker,
    { code, face, channel: channelId }: CardAct & { act: "announce_withdraw" },
  ): Promise<Notice> =>
    either(
      await core.withdrawAnnouncement({
        ...{ organisation, code, requestId, by, way: wayOf(chat) },
        channel: { face, group: chatParts(chat).group, channelId },
      }),
      (withdrawn) => ({ kind: "announced", ...withdrawn }),
    );

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
