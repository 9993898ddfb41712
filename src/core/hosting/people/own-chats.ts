import { chatId, type OrganisationId } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { HostChannel } from "../../model/webinar.ts";
import type { People } from "../../ports/people.ts";

/** Whose own chat a host channel is; undefined for a channel of others, and for somebody who is not known. */
export const ownerOfChat = async (
  people: Pick<People, "byChat">,
  organisation: OrganisationId,
  { face, group, channelId }: HostChannel,
): Promise<Person | undefined> =>
  // Channels of Teams have names that no account has.
  /[:\s]/.test(channelId) ? undefined : people.byChat(organisation, chatId(face, group, channelId));
