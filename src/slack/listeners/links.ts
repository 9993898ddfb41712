import type { App } from "@slack/bolt";
import type { KnownBlock, LinkUnfurls } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import type { Conversation } from "../conversation.ts";

/** So many links of one message get a preview. */
const LINKS_MAX = 5;

/**
 * What Slack tells of links to the site (link_shared event): in a message, by its channel and `ts`; in the composer, by
 * an id alone, since the message is not sent yet.
 */
const Shared = z.object({
  links: z.array(z.object({ url: z.string().max(3_000) })),
  user: z.string().optional(),
  channel: z.string().min(1),
  message_ts: z.string().min(1),
  unfurl_id: z.string().min(1).optional(),
  source: z.enum(["composer", "conversations_history"]).optional(),
});
type Where = Omit<z.infer<typeof Shared>, "links" | "user">;

interface Deps {
  readonly client: WebClient;
  /** The id that the app itself has as a user of Slack. */
  readonly ownUser: () => Promise<string>;
}

const placeOf = ({ channel, message_ts: ts, unfurl_id, source }: Where) =>
  unfurl_id !== undefined && source !== undefined ? { unfurl_id, source } : { channel, ts };

/**
 * Listens to links to the site and shows the webinars that they lead to (N19): to everybody who sees the link the same,
 * so only what all may see. Who belongs to another organisation sees the channels that are shared with it, and gets no
 * card there. Nobody waits for a preview: one that fails is only logged.
 */
export const listenToLinks = (app: App, conversation: Conversation, { client, ownUser }: Deps): void => {
  const { core, links, log, answers, message, readerOf } = conversation;

  const preview = async (url: string): Promise<[string, { blocks: KnownBlock[] }][]> => {
    const code = links.readPage(url);
    const notice = code && (await core.queries.linkPreview(SITE_ORGANISATION, code));
    return notice ? [[url, { blocks: message(notice, readerOf(undefined)).blocks }]] : [];
  };

  const show = async ({ links: shared, user, ...where }: z.infer<typeof Shared>): Promise<void> => {
    // Its own cards say all of it already.
    if (user !== undefined && user === (await ownUser())) return;
    const urls = [...new Set(shared.map(({ url }) => url))].slice(0, LINKS_MAX);
    const unfurls: LinkUnfurls = Object.fromEntries((await Promise.all(urls.map(preview))).flat());
    if (Object.keys(unfurls).length === 0) return;
    await client.chat.unfurl({ ...placeOf(where), unfurls });
  };

  app.event("link_shared", async ({ event, body }) => {
    const shared = Shared.safeParse(event).data;
    if (!shared || body.is_ext_shared_channel) return;
    answers.beside(show(shared).catch((error: unknown) => log.warn({ err: error }, "slack_preview_not_shown")));
  });
};
