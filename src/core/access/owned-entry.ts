import { defined } from "../model/defined.ts";
import type { OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import type { WebinarEntry } from "../model/registration.ts";
import type { Actor } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { takeOrReadSeen } from "./visible.ts";

/** Whose registration is meant: a person's own, or the owner's of a personal link, by its key. */
export type Owner = Actor | { readonly key: RegistrationKey };

const isOf = ({ entry }: WebinarEntry, person: Actor): boolean =>
  (entry?.registration?.person ?? entry?.invitee?.person) === person.id;

/**
 * Reads a webinar with what it holds for this owner: found by a person's address or, where that has changed since, by
 * the person. It never gives away somebody else's. With a request id it says whether that act was carried out before.
 * Undefined for an unknown webinar, and for one that they may not know of (P43).
 */
export const entryOf = async (
  { webinars, registrations }: { webinars: Webinars; registrations: Registrations },
  organisation: OrganisationId,
  code: WebinarCode,
  owner: Owner,
  requestId?: RequestId,
): Promise<WebinarEntry | undefined> => {
  if ("key" in owner) return registrations.entry(organisation, code, { key: owner.key }, requestId);
  const { address, ahead } = owner;
  const read = async (): Promise<WebinarEntry | undefined> => {
    if (address) return registrations.entry(organisation, code, { address }, requestId);
    const webinar = await webinars.get(organisation, code);
    return webinar && { webinar };
  };
  const found = await takeOrReadSeen(owner, ahead?.takeEntry(code, { address }, requestId), read);
  if (!found || isOf(found, owner)) return found;
  const { webinar, isRepeated } = found;
  const besides = ahead?.takeBesides(code);
  if (besides) return besides === "none" ? { webinar } : { webinar, entry: besides, ...defined({ isRepeated }) };
  const key = await registrations.keyOf(organisation, code, owner.id);
  return key ? registrations.entry(organisation, code, { key }, requestId) : { webinar };
};
