import { defined } from "../model/defined.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Person } from "../model/person.ts";
import type { Concerned } from "../model/registration.ts";
import type { HostMessage } from "../model/told/host-message.ts";
import { undoableUntil } from "../model/told/host-message.ts";
import { reachOf } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import { cardInOwnChat } from "./cards.ts";
import type { Delivery } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";
import { inviteeReach } from "./nudges.ts";
import { tellPerson } from "./telling.ts";

/** What says how far a message is, is edited at most once in so long. */
const EDIT_AFTER_MS = 4_000;
/** Between the end of the time to undo and the first message. */
const GRACE_MS = 2_000;

/**
 * Tells one of those whom a host writes to, by message and mail; an invitee as they were invited (S5). `of`: the webinar
 * with which a message for a series is kept.
 */
export const hostMessageTo = (
  webinar: Webinar,
  concerned: Concerned,
  person: Person | undefined,
  { id }: HostMessage,
  of?: WebinarCode,
): Delivery[] => {
  const { organisation, code, host } = webinar;
  const { key, registration } = concerned;
  const matter = { kind: "host_message", code, key, id, ...defined({ of }) } as const;
  const reach = registration ? reachOf(person, webinar, registration) : inviteeReach(webinar, concerned, person);
  return tellPerson({ organisation, host, id: `${code}:${key}:wrote:${id}`, matter }, reach);
};

/** The message that says how far it is, in the chat of the host who wrote it. */
export const messageCard = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  host: Person | undefined,
  { id, face }: Pick<HostMessage, "id" | "face">,
  notBefore?: number,
): Delivery[] =>
  cardInOwnChat(host, face, {
    ...{ id: `${code}:wrote:${id}:card`, organisation, matter: { kind: "message_sent", code, id } },
    ...defined({ notBefore }),
  });

/** The same while it goes on, edited soon and once for all that happens until then. */
export const messageGoesOn = (
  webinar: Pick<Webinar, "organisation" | "code">,
  host: Person | undefined,
  message: HostMessage,
  now: number,
) => messageCard(webinar, host, message, now + EDIT_AFTER_MS);

/** What carries a message out once it can be taken back no more, and what its host reads meanwhile. */
export const messageDeliveries = (webinar: Webinar, host: Person, message: HostMessage): Delivery[] => [
  ...messageCard(webinar, host, message),
  fanOut(webinar, { kind: "message", id: message.id }, message.id, message.by, undoableUntil(message) + GRACE_MS),
];
