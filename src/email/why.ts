import { defined } from "../core/model/defined.ts";
import type { Address } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import { unreachable } from "../core/model/result.ts";
import { isOver } from "../core/model/webinar.ts";
import { isUnsubscribable } from "../core/notices/mail/unsubscribable.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { TextKey } from "../texts/en.ts";
import type { Translate } from "../texts/translate.ts";
import { isOfRequest, type MailLink, ownLink, type Ways } from "./ways.ts";

/** Why a mail came, and how no more of them come; or that it is the last one. */
interface Why {
  readonly why: TextKey;
  /** The host who invited its reader, or registered them; empty where nobody knows the name. */
  readonly host?: string;
  readonly stop?: "decline" | "leave";
  readonly isLast?: true;
}

/** What no more of them follow from, where the mail itself says why it came, and has the link that ends it. */
const STOPPED = { decline: "mail_stop_declined", leave: "mail_stop_left" } as const satisfies Record<string, TextKey>;

/** Why somebody has a registration: they asked for it, or a host registered them. */
const registrationWhy = (notice: MailNotice): Pick<Why, "why" | "host"> => {
  const registration = "registration" in notice ? notice.registration : undefined;
  if (registration?.addedBy !== undefined) {
    const host = notice.kind === "registration" ? notice.addedByName : undefined;
    return host ? { why: "mail_why_added_by", host } : { why: "mail_why_added" };
  }
  if (isOfRequest(notice)) return { why: "mail_why_requested" };
  const ofSeries = notice.kind === "host_message" && notice.seriesTitle !== undefined;
  return { why: ofSeries ? "mail_why_registered_series" : "mail_why_registered" };
};

/** Why a mail came that its reader gets because they registered, of which there may be more until the webinar is over. */
const registeredFor = (notice: MailNotice, now: number): Why => ({
  ...registrationWhy(notice),
  ...(isOver(notice.webinar, now) ? {} : { stop: "leave" }),
});

const invitedTo = (notice: MailNotice & { kind: "invitation" }): Why => ({
  ...(notice.hostName === ""
    ? { why: "mail_why_invited" as const }
    : { why: "mail_why_invited_by" as const, host: notice.hostName }),
  stop: "decline",
});

const WHY_LAST_OF = {
  ...({ host: "mail_why_was_host", cohost: "mail_why_was_cohost", speaker: "mail_why_was_speaker" } as const),
};

/** The headline says which part its reader has, or has no more. */
const whyOfRole = ({ role, webinar }: MailNotice & { kind: "hosting" }): TextKey => {
  if (role === "none") return "mail_last";
  return webinar.state === "cancelled" ? WHY_LAST_OF[role] : "mail_until_over";
};

const whyOf = (notice: MailNotice, now: number): Why => {
  switch (notice.kind) {
    case "invitation":
      return invitedTo(notice);
    case "declined":
      return { why: "mail_why_invited" };
    case "registration": {
      const { status } = notice.registration;
      if (status === "rejected") return { why: "mail_why_requested" };
      // Who passes on an offered seat leaves the line, too.
      return status === "cancelled" || status === "offered" ? registrationWhy(notice) : registeredFor(notice, now);
    }
    case "revised":
    case "reminder":
    case "password_changed":
    case "asked":
      return registeredFor(notice, now);
    case "host_message":
    case "moved":
    case "id_given":
      return notice.registration ? registeredFor(notice, now) : { why: "mail_why_invited", stop: "decline" };
    case "follow_up":
      return { ...registrationWhy(notice), isLast: true };
    case "called_off":
      return notice.registration
        ? { ...registrationWhy(notice), isLast: true }
        : { why: "mail_why_invited", isLast: true };
    case "let_go":
      return { why: "mail_why_registered", isLast: true };
    case "line_over":
      return { why: "mail_last" };
    case "withdrawn":
      return notice.isHold ? { why: "mail_why_requested", stop: "leave" } : { why: "mail_last" };
    case "draft":
      return { why: "mail_why_draft" };
    case "full":
      return { why: "mail_why_full" };
    case "hosting":
      return { why: whyOfRole(notice) };
    case "undelivered":
      return { why: notice.seriesTitle === undefined ? "mail_why_host" : "mail_why_host_series" };
    case "waiting":
    case "cancellations":
    case "coming":
      return { why: "mail_why_host" };
    default:
      return unreachable(notice);
  }
};

/** The foot of a mail. */
export interface Foot {
  readonly text: string;
  /** That its links are the reader's own, where they are. */
  readonly isPrivate?: string;
  /** For who hosts: the webinar's code, by which commands are about it. Beside an ID it was taken for a second one. */
  readonly code?: { readonly label: string; readonly value: string };
  /** Where whoever wants no more of them says so: a link within a sentence, which says `…` in its place. */
  readonly stop?: MailLink & { readonly says: string };
  /** Where whoever wants nothing any more that they did not ask for says so. */
  readonly unsubscribe?: MailLink;
  /** For who hosts: what each command does. */
  readonly guide?: MailLink;
}

interface FootContext {
  readonly links: Links;
  readonly address: Address | undefined;
  readonly now: number;
  readonly t: Translate;
}

/** Whether its reader hosts the webinar of the mail. */
const isHosts = (notice: MailNotice): boolean =>
  notice.kind === "waiting" ||
  notice.kind === "cancellations" ||
  notice.kind === "coming" ||
  notice.kind === "undelivered" ||
  (notice.kind === "hosting" && (notice.role === "host" || notice.role === "cohost"));

/** What whoever wants no more of them does, within a sentence. */
const STOPS = {
  decline: "mail_stop_decline",
  leave: "mail_stop_leave",
  withdraw: "mail_stop_withdraw",
} as const satisfies Record<string, TextKey>;

/** Says why a mail came and how to stop more of them; and that its links are the reader's own, where they are. */
export const footOf = (notice: MailNotice, { button, others }: Ways, context: FootContext): Foot => {
  const { links, address, now, t } = context;
  const { why: reason, host = "", stop, isLast } = whyOf(notice, now);
  const own = ownLink(notice, links);
  const url = own && (stop === "decline" ? `${own}?decline` : own);
  const stopping =
    stop && url
      ? {
          says: t("mail_stop", { act: "…" }),
          label: t(STOPS[stop === "leave" && isOfRequest(notice) ? "withdraw" : stop]),
          url,
        }
      : undefined;
  const isOwn = own && [button, ...others, stopping].some((link) => link?.url.startsWith(own));
  const unsubscribe =
    address && isUnsubscribable(notice)
      ? { label: t("mail_unsubscribe"), url: links.unsubscribe(notice.webinar.code, address) }
      : undefined;
  const isHost = isHosts(notice) && !isOver(notice.webinar, now);
  const guide = isHost ? { label: t("page_help_link"), url: links.guide() } : undefined;
  const code = isHost ? { label: t("mail_code_host"), value: notice.webinar.code } : undefined;
  // A link that stands above is not there a second time, nor is the host's name.
  const isAbove = stop !== undefined && own !== undefined && others.some(({ url }) => url === `${own}?decline`);
  const why = isAbove && host !== "" ? [] : [t(reason, { host })];
  const text = [...why, ...(isAbove ? [t(STOPPED[stop])] : []), ...(isLast ? [t("mail_why_last")] : [])].join(" ");
  return {
    text,
    ...defined({
      ...{ isPrivate: isOwn ? t("mail_private") : undefined, code, unsubscribe, guide },
      stop: isAbove ? undefined : stopping,
    }),
  };
};
