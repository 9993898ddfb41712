import type { Webinar } from "../../core/model/webinar.ts";
import { isFull } from "../../core/registering/register-refusals.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";

interface Registering {
  readonly now: number;
  /** Whether it is by the link of an invitation, which may be an approval already (P36). */
  readonly isInvited?: boolean;
  /** Whether a mail has to confirm the address first. */
  readonly isByMail?: boolean;
}

const decisionOf = (webinar: Webinar, { now, isInvited = false }: Registering): TextKey => {
  if (isFull(webinar)) return webinar.waitlist ? "next_line" : "next_full";
  if (webinar.policy === "automatic" || (webinar.approveInvited && isInvited)) return "next_automatic";
  // S16: the approval of who comes late has the password.
  if (now >= webinar.startsAt) return "next_late";
  return webinar.policy === "rules" ? "next_rules" : "next_manual";
};

/** What a form that registers is headed, and what its button says: where a host decides on everybody, it is a request. */
export const formSays = (webinar: Webinar, registering: Registering, t: Translate): { title: string; send: string } => {
  const decision = decisionOf(webinar, registering);
  const isRequest = decision === "next_manual" || decision === "next_late";
  return isRequest
    ? { title: t("page_request_seat"), send: t("page_request_send") }
    : { title: t("register"), send: t("register") };
};

/** Says what follows when a registration form is sent. */
export const nextStep = (webinar: Webinar, registering: Registering, t: Translate): string =>
  [registering.isByMail ? t("next_confirm") : "", t(decisionOf(webinar, registering))]
    .filter((text) => text !== "")
    .join(" ");
