import { chatId, parseAddress } from "../../core/model/ids.ts";
import type { MemberList, NamedPerson } from "../../core/ports/people.ts";

/** What somebody typed, as they typed it, and whom they mentioned. */
export interface TypedText {
  readonly text: string;
  readonly mentions: readonly NamedPerson[];
  /** The channels and user groups that stand in the text, as `#name` and `@name`. */
  readonly memberLists: readonly MemberList[];
}

const ENTITIES: Readonly<Record<string, string>> = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const decoded = (text: string): string => text.replaceAll(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);

/** A link as it was typed: Slack makes one of every address and every host name, with the typed words as its label. */
const typedLink = (target: string, label: string | undefined): string => {
  const address = /^mailto:/i.test(target) ? target.slice("mailto:".length) : undefined;
  if (address === undefined) return label !== undefined && target.includes(label) ? label : target;
  return label === undefined || parseAddress(label)
    ? (label ?? address)
    : `"${label.replaceAll('"', "")}" <${address}>`;
};

/** What stands after a # or an !: a channel, a user group, or `here`. */
const readSign = (sign: string, id: string, label: string | undefined, team: string) => {
  const [, group] = /^subteam\^(.+)$/.exec(id) ?? [];
  const name = (label ?? group ?? id).replace(/^[#@]/, "");
  const kind = sign === "#" ? "channel" : "user_group";
  const memberList: MemberList = { face: "slack", kind, group: team, id: group ?? id, name };
  return {
    shown: `${sign === "#" ? "#" : "@"}${name}`,
    memberList: kind === "channel" || group ? memberList : undefined,
  };
};

/**
 * Undoes what Slack makes of typed text (docs.slack.dev, Formatting message text): `<@U1|ann>`, `<mailto:a@b.c|a@b.c>`,
 * `<http://b.c|b.c>`, `<#C1|general>`, `<!subteam^S1|@team>`, `<!here>`, and the entities of & < >. Mentions of `team`'s people are taken out.
 */
export const readTyped = (raw: string, team: string): TypedText => {
  const mentions = new Map<string, NamedPerson>();
  const memberLists = new Map<string, MemberList>();
  const text = raw.replaceAll(
    /<([^<>|]*)(?:\|([^<>]*))?>|&(?:lt|gt|amp);/g,
    (part, target?: string, named?: string) => {
      if (target === undefined) return decoded(part);
      const label = named === undefined || named === "" ? undefined : decoded(named);
      const [, user] = /^@([UW][A-Z0-9]+)$/.exec(target) ?? [];
      if (user) {
        const before = mentions.get(user);
        if (!before) mentions.set(user, { by: "chat", chat: chatId("slack", team, user), name: label ?? user });
        return " ";
      }
      const [, sign, id = ""] = /^([#!])(.*)$/.exec(target) ?? [];
      if (sign) {
        const { shown, memberList } = readSign(sign, id, label, team);
        if (memberList) memberLists.set(memberList.id, memberList);
        return shown;
      }
      return typedLink(decoded(target), label);
    },
  );
  return { text, mentions: [...mentions.values()], memberLists: [...memberLists.values()] };
};
