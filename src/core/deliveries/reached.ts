import type { Concerned } from "../model/registration.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery } from "./delivery.ts";

/** By what a delivery tells one person something about a webinar; undefined for cards, and for what only edits. */
export const wayToPerson = ({
  to,
  matter,
  editOnly,
}: Pick<Delivery, "to" | "matter" | "editOnly">): "dm" | "mail" | undefined => {
  const isToPerson = to.kind === "dm" || to.kind === "mail";
  return isToPerson && !editOnly && "key" in matter && matter.kind !== "undelivered" ? to.kind : undefined;
};

/** Whether a card stands in the chat of the one host for whom it is: how far something is that they began. */
export const isOneHosts = ({ kind }: Delivery["matter"]): boolean => kind === "inviting" || kind === "message_sent";

/** The ids of the deliveries that told somebody the last news of their registration, or that invited them. */
export const lastNews = (
  { code, era }: Pick<Webinar, "code" | "era">,
  { key, registration }: Concerned,
): { readonly dm: string[]; readonly mail: string[] } => {
  const ids = registration
    ? [registration.status, "restored", "edited"].map((name) => `${code}:${key}:${era}:${name}:${registration.version}`)
    : [`${code}:${key}:invitation`];
  return {
    dm: ids.map((id) => `${id}:dm`),
    // A direct message that could not be delivered is sent by mail in its place.
    mail: ids.flatMap((id) => [`${id}:mail`, `${id}:dm:mail`]),
  };
};
