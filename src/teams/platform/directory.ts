import { defined } from "../../core/model/defined.ts";
import type { ChatId } from "../../core/model/ids.ts";
import { chatId, chatParts, parseAddress } from "../../core/model/ids.ts";
import { splitName } from "../../core/model/person.ts";
import type { Directory, Profile } from "../../core/ports/people.ts";
import type { Connector, Member } from "./connector.ts";
import type { Contacts } from "./contacts.ts";

/** A guest's principal name looks like an address and is none: `x_y#EXT#@…` (Microsoft Learn, Get Teams context). */
const isExternal = (member: Member): boolean => /#EXT#/i.test(member.userPrincipalName ?? "");

const addressOf = (member: Member) =>
  parseAddress(member.email ?? "") ?? (isExternal(member) ? undefined : parseAddress(member.userPrincipalName ?? ""));

/** What the roster tells about somebody. Language and zone are not in it: they come with each activity. */
export const profileOf = (chat: ChatId, member: Member): Profile => {
  const { givenName, surname, name = "" } = member;
  const names = givenName && surname ? { firstName: givenName, lastName: surname } : splitName(name);
  // Who comes through a shared channel belongs to another tenant, which may put any address into their profiles.
  const isOutside = member.tenantId !== undefined && member.tenantId.toLowerCase() !== chatParts(chat).group;
  const address = isOutside ? undefined : addressOf(member);
  const fullMember = !isOutside && !isExternal(member) && !["guest", "anonymous"].includes(member.userRole ?? "user");
  return { chatId: chat, ...names, ...defined({ address }), fullMember, isOutside };
};

/** The chat identity of a roster's member; undefined for bots and others that no directory has. */
export const chatOfMember = (tenant: string, { aadObjectId }: Member): ChatId | undefined =>
  aadObjectId && /^[^:\s]{1,80}$/.test(aadObjectId) ? chatId("teams", tenant, aadObjectId.toLowerCase()) : undefined;

/**
 * Teams' rosters as a directory of people. By address it knows nobody: a roster is read member by member, people seen
 * before are found in the store, and asking for all of a tenant's would need Graph rights that the app does not want.
 */
export const makeDirectory = ({ connector, contacts }: { connector: Connector; contacts: Contacts }): Directory => ({
  byAddress: async () => undefined,

  byChat: async (organisation, chat) => {
    if (!chat.startsWith("teams:")) return undefined;
    const person = await contacts.person(organisation, chat);
    if (!person) return undefined;
    const { serviceUrl, conversationId, seenIn, userId } = person;
    const member = await connector.member(serviceUrl, conversationId ?? seenIn, userId);
    return member && profileOf(chat, member);
  },
});
