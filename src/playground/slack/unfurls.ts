import { newId, withIds } from "./ids.ts";
import { isObject, type Loose, type Refusal, refusalOfMessage } from "./limits.ts";
import type { SlackMessage, SlackUnfurl, Workspace } from "./workspace.ts";

/** What an app may show previews for: a message, or what somebody has in their composer (chat.unfurl). */
type Ticket = { readonly urls: readonly string[]; readonly message?: SlackMessage; shown: readonly SlackUnfurl[] };

const tickets = new WeakMap<Workspace, Map<string, Ticket>>();
const ticketsOf = (workspace: Workspace): Map<string, Ticket> => {
  const known = tickets.get(workspace) ?? new Map<string, Ticket>();
  tickets.set(workspace, known);
  return known;
};

/** Clients leave out the sign that ends the sentence around a link. */
const LINK = /https?:\/\/[^\s<>|]*[^\s<>|.,;:!?)]/g;

/** The links to this domain in a text, each once. */
const linksTo = (domain: string | undefined, text: string): string[] =>
  [...new Set(text.match(LINK) ?? [])].filter((url) => URL.canParse(url) && new URL(url).hostname === domain);

/**
 * The event that tells the app of links to its domain, in a message or in a composer; undefined where there are none
 * (link_shared event).
 */
export function linkShared(
  workspace: Workspace,
  { domain, user, text, message }: { domain: string | undefined; user: string; text: string; message?: SlackMessage },
): Loose | undefined {
  const urls = linksTo(domain, text);
  if (urls.length === 0) return undefined;
  const id = newId("U");
  ticketsOf(workspace).set(id, { urls, shown: [], ...(message && { message }) });
  return {
    type: "link_shared",
    user,
    channel: message?.channelId ?? "COMPOSER",
    message_ts: message?.ts ?? id,
    links: urls.map((url) => ({ url, domain })),
    unfurl_id: id,
    source: message ? "conversations_history" : "composer",
    is_bot_user_member: true,
  };
}

const no = (error: string): Refusal => ({ error });

const ticketFor = (workspace: Workspace, args: Loose): Ticket | Refusal => {
  const { channel, ts, unfurl_id, source } = args;
  if (unfurl_id !== undefined) {
    if (source !== "composer" && source !== "conversations_history") return no("missing_source");
    return ticketsOf(workspace).get(String(unfurl_id)) ?? no("cannot_unfurl_message");
  }
  if (channel === undefined) return no("missing_channel");
  if (ts === undefined) return no("missing_ts");
  const all = [...ticketsOf(workspace).values()];
  const found = all.find(({ message }) => message?.channelId === channel && message?.ts === String(ts));
  return found ?? no("cannot_find_message");
};

/** Shows previews under the message or in the composer, or says why not (chat.unfurl). */
export function unfurl(workspace: Workspace, args: Loose): Refusal | undefined {
  const { unfurls } = args;
  if (!isObject(unfurls)) return no("missing_unfurls");
  const ticket = ticketFor(workspace, args);
  if ("error" in ticket) return ticket;
  const shown: SlackUnfurl[] = [];
  for (const [url, content] of Object.entries(unfurls)) {
    if (!ticket.urls.includes(url)) return no("cannot_unfurl_url");
    if (!isObject(content) || !Array.isArray(content.blocks)) return no("invalid_unfurls_format");
    const refusal = refusalOfMessage({ text: url, blocks: content.blocks });
    if (refusal) return refusal;
    shown.push({ url, blocks: withIds(content.blocks) });
  }
  ticket.shown = shown;
  const { message } = ticket;
  const present = message && workspace.message(message.channelId, message.ts);
  if (present) workspace.change(present, { unfurls: shown });
  return undefined;
}

/** The address of a message that the bot can see (chat.getPermalink); undefined for none. */
export const permalinkTo = (workspace: Workspace, { channel, message_ts }: Loose) => {
  const [id, ts] = [String(channel), String(message_ts)];
  const place = workspace.channel(id);
  if (!place || (place.private && !place.botIsMember) || !workspace.message(id, ts)) return undefined;
  const permalink = `https://${workspace.teamDomain}.slack.com/archives/${id}/p${ts.replace(".", "")}`;
  return { ok: true, channel: id, permalink };
};

/** What stands in somebody's composer for the links of this event. */
export const inComposer = (workspace: Workspace, { unfurl_id }: Loose): readonly SlackUnfurl[] =>
  ticketsOf(workspace).get(String(unfurl_id))?.shown ?? [];
