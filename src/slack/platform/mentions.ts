import type { Named } from "../../core/chat/speaker.ts";
import { type Address, type ChatId, chatId, parseAddress } from "../../core/model/ids.ts";

/** How Slack escapes names, with `should_escape` on: `<@U…|name>`, `<mailto:a@b|a@b>`, `<#C…|name>`. */
const MENTION = /^<@([UW][A-Z0-9]+)(\|[^>]*)?>$/;
const MAIL = /^<mailto:([^|>]+)(\|[^>]*)?>$/;

/** Finds the people and addresses in a command's text; the rest, such as channels, is unreadable. */
export const namedIn = (text: string, team: string): Named => {
  const chats = new Set<ChatId>();
  const addresses = new Set<Address>();
  const unreadable: string[] = [];
  for (const word of text.match(/<[^>]*>|[^\s,;<]+/g) ?? []) {
    const [, user] = MENTION.exec(word) ?? [];
    const [, mail] = MAIL.exec(word) ?? [];
    const address = parseAddress(mail ?? word);
    if (user) chats.add(chatId("slack", team, user));
    else if (address) addresses.add(address);
    else if (/[\p{L}\p{N}]/u.test(word)) unreadable.push(word.replace(/^<[#!@]?([^|>]*\|)?([^>]*)>$/, "$2"));
  }
  return { chats: [...chats], addresses: [...addresses], unreadable };
};
