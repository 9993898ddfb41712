import type { WebClient } from "@slack/web-api";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { chatParts, type OrganisationId } from "../../core/model/ids.ts";
import type { Links } from "../../core/model/links.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Attempt, Messenger, Outcome } from "../../delivery/outcome.ts";
import { translatorFor } from "../../texts/translate.ts";
import { outcomeOf } from "../platform/client.ts";
import { decodeMessage, encodeMessage, metadataOf, type Posted, postedFor } from "../platform/posted.ts";
import type { StillThere } from "../platform/still-there.ts";
import type { Homes } from "./homes.ts";
import type { Picture } from "./layouts/shown.ts";
import { messageOf } from "./message.ts";
import type { Pictures } from "./pictures.ts";

/** A person's id, or that of their direct messages. */
const isDirect = (place: string): boolean => /^[UWD]/.test(place);

/** Slack as the delivery worker uses it. A post to a user id goes to that person's direct messages. */
export const makeMessenger = (
  client: WebClient,
  links: Links,
  clock: Clock,
  homes: Pick<Homes, "changed">,
  pictureOf: Pictures,
  stillThere: StillThere,
): Messenger => {
  const message = (notice: Notice, reader: Reader, picture?: Picture) =>
    messageOf(notice, reader, links, clock.now(), picture);

  /** A card as a host channel has it: with the picture of whom it is about. */
  const card = async (organisation: OrganisationId, notice: Notice, reader: Reader) =>
    message(notice, reader, await pictureOf(organisation, notice, translatorFor(reader.locale)));

  const attempt = async (call: () => Promise<Outcome>): Promise<Outcome> => {
    try {
      return await call();
    } catch (error) {
      return outcomeOf(error);
    }
  };

  /** Slack takes posts to people who left (python-slack-sdk#1156), so it is asked first, where the answer counts. */
  const reachable = async (user: string): Promise<Outcome | undefined> => {
    const { user: profile } = await client.users.info({ user });
    return profile?.deleted ? { kind: "never", code: "user_deactivated" } : undefined;
  };

  /**
   * Pins the overview. A failure changes nothing: the card is posted also where the app is no member of the channel or
   * lacks the scope (pins.add).
   */
  const pin = async (channel: string, timestamp: string): Promise<void> => {
    await client.pins.add({ channel, timestamp }).catch(() => undefined);
  };

  /** What an earlier attempt posted to somebody's direct messages. In channels the app may not look. */
  const before = async (place: string, { delivery, isRepeat }: Attempt): Promise<Posted | undefined> =>
    isRepeat && isDirect(place) ? postedFor(client, place, delivery) : undefined;

  return {
    gapMs: 1_000,

    tell: (organisation, chat, notice, reader, at) =>
      attempt(async () => {
        if (organisation !== SITE_ORGANISATION) return { kind: "never", code: "another_organisation" };
        const { user } = chatParts(chat);
        // Who was just looked up to be invited is not asked about again: Slack counts the questions.
        const isAsked = notice.kind === "invitation" && !stillThere.has(user);
        const unreachable = isAsked ? await reachable(user) : undefined;
        if (unreachable) return unreachable;
        const earlier = await before(user, at);
        if (earlier) return { kind: "sent", messageId: encodeMessage(earlier) };
        const { channel, ts } = await client.chat.postMessage({
          channel: user,
          ...message(notice, reader),
          metadata: metadataOf(at.delivery),
          unfurl_links: false,
          unfurl_media: false,
        });
        // Whatever is told to somebody changed something of theirs.
        await homes.changed(chat);
        return { kind: "sent", ...defined({ messageId: channel && ts ? encodeMessage({ channel, ts }) : undefined }) };
      }),

    post: (organisation, { channelId }, notice, reader, at, thread) =>
      attempt(async () => {
        const under = thread === undefined ? undefined : decodeMessage(thread);
        const content = { ...(await card(organisation, notice, reader)), metadata: metadataOf(at.delivery) };
        // A host's own chat: cards that nobody reads any more go elsewhere (P44), but for how far the host's own act is.
        const isAsked = isDirect(channelId) && !under && notice.kind !== "invited";
        const unreachable = isAsked ? await reachable(channelId) : undefined;
        if (unreachable) return unreachable;
        const earlier = await before(channelId, at);
        if (earlier) {
          // It shows what was true at that attempt.
          await client.chat.update({ ...earlier, ...content });
          return { kind: "sent", messageId: encodeMessage(earlier) };
        }
        const posted = await client.chat.postMessage({
          // A host's own chat is a channel by then.
          channel: under?.channel ?? channelId,
          ...content,
          ...defined({ thread_ts: under ? under.ts : undefined }),
          unfurl_links: false,
          unfurl_media: false,
        });
        const { channel, ts } = posted;
        if (channel === undefined || ts === undefined) return { kind: "again", code: "no_ts" };
        if (notice.kind === "overview") await pin(channel, ts);
        return { kind: "sent", messageId: encodeMessage({ channel, ts }) };
      }),

    update: (organisation, _channel, messageId, notice, reader, at) =>
      attempt(async () => {
        const content = { ...(await card(organisation, notice, reader)), metadata: metadataOf(at.delivery) };
        await client.chat.update({ ...decodeMessage(messageId), ...content });
        return { kind: "sent" };
      }),
  };
};
