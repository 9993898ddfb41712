import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Converse } from "../../../core/chat/converse.ts";
import { CodeSchema, newToken, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { type HostChannels, OWN_CHAT } from "../webinar/host-channels.ts";
import { announceView } from "./view.ts";

/** What the form sends. It authorises nothing: whether somebody is in the channel is asked when it is sent. */
const Sent = z.object({ code: CodeSchema, channel: z.string().min(1).max(120), nonce: z.string().optional() });

interface Deps {
  readonly converse: Converse;
  readonly hostChannels: HostChannels;
}

/** The form in which a host chooses where a webinar is announced: opened, sent, and shown again with what is wrong. */
export const makeAnnounceForm = ({ converse, hostChannels }: Deps) => {
  const channelsOf = async (turn: Turn) =>
    (await hostChannels.choicesFor(turn, OWN_CHAT, [])).filter(({ value }) => value !== OWN_CHAT);

  return {
    open: async (turn: Turn, asked: Notice & { kind: "open_form"; form: "announce" }): Promise<IAdaptiveCard> => {
      const { reader, place } = turn;
      const channels = await channelsOf(turn);
      const isHere = channels.some(({ value }) => value === place.channelId);
      const typed = isHere && place.channelId ? { channel: place.channelId } : {};
      return announceView(asked, { reader, nonce: newToken(), typed, problems: [], channels });
    },

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { speaker, reader, place } = turn;
      const sent = Sent.safeParse(typed).data;
      if (!sent) return { notice: refused({ reason: "unknown_button" }) };
      const { code, channel: id, nonce = newToken() } = sent;
      const channels = await channelsOf(turn);
      const name = channels.find(({ value }) => value === id)?.title ?? id;
      const act = requestId("teams", speaker.chat, "announce", code, nonce, contentOf(typed));
      const notice = await converse.announceIn({ ...speaker, requestId: act }, code, {
        ...({ face: "teams", kind: "channel", group: place.tenant } as const),
        ...{ id, name },
      });
      if (notice.kind !== "refused") return { notice };
      const asked = await converse.press(speaker, { act: "announce", code });
      if (asked.kind !== "open_form" || asked.form !== "announce") return { notice };
      const problems = [{ field: "channel", refusal: notice.refusal }];
      return { notice, form: announceView(asked, { reader, nonce, typed, problems, channels }) };
    },
  };
};
