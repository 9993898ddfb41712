import type { RegistrationKey } from "../core/model/ids.ts";
import { HOST_LINK_MS, joiningBy, type Links } from "../core/model/links.ts";
import { unreachable } from "../core/model/result.ts";
import { isRequest } from "../core/model/status.ts";
import { tagged } from "../core/model/tag.ts";
import { gateOpensAt, isOver, type Role, type Webinar } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { NoticeOffer } from "../core/notices/offer.ts";
import { offersOf } from "../core/notices/offers.ts";
import { leaveSays, ownOffers } from "../core/notices/own-offers.ts";
import { RETRIES } from "../core/notices/refusal-offers.ts";
import type { Translate } from "../texts/translate.ts";

export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** Where a mail leads. */
export interface Ways {
  /** The next thing to do; `isQuiet`: nothing has to be done, and this is what may be. */
  readonly button?: (MailLink & { readonly isQuiet?: boolean }) | undefined;
  /** The next thing can be done now, and nothing comes before it: *Join*, once the doors are open, or a recording. */
  readonly isNow: boolean;
  readonly others: readonly MailLink[];
}

interface WaysContext {
  readonly links: Links;
  readonly t: Translate;
  readonly now: number;
  /** Whether its reader is in a chat product here. */
  readonly isMember?: true | undefined;
}

/** Whether its reader has a request that nobody has said yes to. */
export const isOfRequest = (notice: MailNotice): boolean => {
  if (notice.kind === "withdrawn") return notice.isHold === true;
  const status = "registration" in notice ? notice.registration?.status : undefined;
  return status !== undefined && isRequest(status);
};

/** The pair of webinar and address that a mail is about; undefined where it is about none, or none is left. */
const keyOf = (notice: MailNotice): RegistrationKey | undefined => {
  switch (notice.kind) {
    case "registration":
    case "revised":
    case "reminder":
    case "follow_up":
    case "asked":
      return notice.registration.key;
    case "invitation":
    case "host_message":
    case "declined":
    case "moved":
    case "id_given":
    case "password_changed":
    case "called_off":
    case "line_over":
      return notice.key;
    case "let_go":
      return notice.entry?.key;
    case "withdrawn":
      // The links of an address that was a mistake lead nowhere any more.
      return notice.isHold && notice.entry.key;
    case "draft":
    case "hosting":
    case "full":
    case "waiting":
    case "cancellations":
    case "coming":
    case "undelivered":
      return undefined;
    default:
      return unreachable(notice);
  }
};

/** The page that is its reader's own; undefined for who has none, or for whom it leads nowhere any more. */
export const ownLink = (notice: MailNotice, links: Links): string | undefined => {
  const { code } = notice.webinar;
  if (notice.kind === "hosting") return notice.hasLink ? links.speaking(code, notice.person) : undefined;
  const key = keyOf(notice);
  return key && links.personal(code, key);
};

/** Where somebody joins: by their own link, which carries the ID where the gate asks for one; else by the gate. */
const joinUrl = (notice: MailNotice, links: Links): string | undefined => {
  const { code, visibility, registrationRequired, registrationIds } = notice.webinar;
  const personal = ownLink(notice, links);
  const isOwn =
    registrationRequired || notice.kind === "invitation" || notice.kind === "declined" || visibility === "invited_only";
  if (!isOwn) return links.gate(code);
  if (!personal) return undefined;
  if (!registrationRequired || !registrationIds) return joiningBy(personal);
  const id = "registrationId" in notice ? notice.registrationId : undefined;
  return id ? joiningBy(personal, id) : personal;
};

/** The webinar's own page opens to nobody where only those invited see it: whom a mail is for has a link, or chat (P43). */
const aboutUrl = ({ webinar: { code, visibility } }: MailNotice, links: Links): string | undefined =>
  visibility === "invited_only" ? undefined : links.about(code);

/** What chat offers as a button, as a link: an act that a page can do. A page asks once more, as programs open links. */
const linkOf = (offer: NoticeOffer, notice: MailNotice, { links, t, now }: WaysContext): MailLink | undefined => {
  const personal = ownLink(notice, links);
  if (!("act" in offer)) {
    // Who waits has nothing to do; and once it has begun, nobody is sent to read something else.
    const isBegun = now >= notice.webinar.startsAt && !isOver(notice.webinar, now);
    return offer.say === "landing" && (isBegun || isOfRequest(notice))
      ? undefined
      : { label: t(offer.say), url: offer.link };
  }
  const to = (url: string | undefined) => (url === undefined ? undefined : { label: t(offer.say), url });
  switch (offer.act.act) {
    case "join":
      // Who said no is not asked to come in; the webinar's page says how, where they think better of it.
      return notice.kind === "declined" ? undefined : to(joinUrl(notice, links));
    case "register":
      // The link of a registration that was deleted leads to nothing any more.
      return to(notice.kind === "let_go" ? aboutUrl(notice, links) : personal && tagged(personal, offer.act.from));
    case "claim":
    case "answer":
      return to(personal);
    case "pass":
      // The page has both buttons.
      return to(personal && `${personal}#pass`);
    case "decline":
      return to(personal && `${personal}?decline`);
    default:
      return undefined;
  }
};

/** The way of who speaks no more, or hosts no more: they may come as everybody does (P34). */
const registerAfter = ({ code, registrationRequired, visibility }: Webinar, { links, t }: WaysContext) =>
  registrationRequired && visibility !== "invited_only"
    ? { label: t("register"), url: links.register(code) }
    : undefined;

const isHosting = (role: Role): boolean => role === "host" || role === "cohost";

type HostNotice = Extract<MailNotice, { kind: "coming" | "cancellations" | "waiting" | "undelivered" }>;

const isHosts = (notice: MailNotice): notice is HostNotice =>
  (["coming", "cancellations", "waiting", "undelivered"] as const satisfies HostNotice["kind"][]).some(
    (kind) => kind === notice.kind,
  );

/** Where what did not arrive is mended: the address, where that is why; else the page that tries it again. */
const mendingWay = (
  { key, what, failed }: MailNotice & { kind: "undelivered" },
  url: string,
  t: Translate,
): MailLink =>
  key
    ? { label: t("correct"), url: `${url}/people/${key}` }
    : { label: t(RETRIES[what]), url: `${url}/retry?${new URLSearchParams({ what, failed })}` };

/** A host's pages: the requests that wait, if any, and everybody. */
const hostWays = (notice: MailNotice, { links, t, now }: WaysContext): MailLink[] | undefined => {
  if (!isHosts(notice)) return undefined;
  const { person, webinar } = notice;
  if (!person) return [];
  const url = links.host(webinar.code, person, now + HOST_LINK_MS);
  if (notice.kind === "undelivered") return [mendingWay(notice, url, t)];
  const requests = { label: t("mail_requests"), url: `${url}?tab=pending` };
  if (notice.kind === "waiting") return [requests];
  const roster = { label: t("mail_roster"), url };
  return notice.kind === "coming" && webinar.counts.pending > 0 ? [requests, roster] : [roster];
};

/** Whether it is the last word on a webinar, which its reader wanted to come to. */
const isLost = (notice: MailNotice, now: number): boolean =>
  notice.kind === "called_off" ||
  notice.kind === "line_over" ||
  (notice.kind === "let_go" && notice.webinar.state === "cancelled") ||
  (notice.kind === "registration" &&
    (notice.registration.status === "rejected" || isOver(notice.webinar, now) !== undefined));

/** Where others of the same series are, which everybody may see. */
const seriesWay = ({ series, visibility }: Webinar, { links, t }: WaysContext): MailLink | undefined =>
  series === undefined || visibility === "invited_only"
    ? undefined
    : { label: t("whole_series"), url: links.series(series) };

/** What else its reader may come to: a page of their own, as what is listed is for members (P43). */
const comingWay = (notice: MailNotice, { links, t, isMember }: WaysContext): MailLink | undefined => {
  // The link of a registration that was deleted leads to nothing any more.
  const own = isMember && notice.kind !== "let_go" && ownLink(notice, links);
  return own ? { label: t("see_coming"), url: `${own}?list=open` } : undefined;
};

/** The link of a mail that nothing can be pressed on in chat. */
const ownWay = (notice: MailNotice, context: WaysContext): MailLink | undefined => {
  const { links, t, now } = context;
  const { code, state } = notice.webinar;
  const page = aboutUrl(notice, links);
  const about = page === undefined ? undefined : { label: t("mail_about"), url: page };
  if (notice.kind === "draft") return { label: t("confirm"), url: links.confirm(code, notice.draft) };
  if (notice.kind === "full" || notice.kind === "declined") return about;
  if (isLost(notice, now)) return seriesWay(notice.webinar, context);
  if (notice.kind !== "hosting" || state === "cancelled") return undefined;
  if (notice.role === "none") return registerAfter(notice.webinar, context) ?? about;
  const own = notice.role === "speaker" ? ownLink(notice, links) : undefined;
  return own === undefined ? about : { label: t("join"), url: joiningBy(own) };
};

/** Who hosts it, too, goes to the page where they do so; the webinar's own comes after it. */
const hostPageWay = (notice: MailNotice, { links, t, now }: WaysContext): MailLink | undefined =>
  notice.kind === "hosting" && isHosting(notice.role) && !isOver(notice.webinar, now)
    ? { label: t("mail_host_page"), url: links.host(notice.webinar.code, notice.person, now + HOST_LINK_MS) }
    : undefined;

const offersFor = (notice: MailNotice, now: number): NoticeOffer[] =>
  notice.kind === "revised" ? ownOffers(notice, { now, isLasting: true }) : offersOf(notice, now);

/** Whether it is about a registration on whose page there is more to see or to do. */
const goesOn = (notice: MailNotice, now: number): boolean => {
  if (notice.kind === "withdrawn") return notice.isHold === true;
  if (notice.kind === "called_off") return false;
  const status = "registration" in notice ? notice.registration?.status : undefined;
  return status !== undefined && status !== "rejected" && status !== "cancelled" && !isOver(notice.webinar, now);
};

/** The host's own page comes after the way to the registration; the recording is all that is left to see. */
const isWanted = (offer: NoticeOffer, { kind }: MailNotice): boolean =>
  (offer.tone === "primary" && ("act" in offer || offer.say === "watch_recording")) ||
  // Calm until the doors open, and still what the mail is for; so is the way back of who said no.
  offer.say === "join" ||
  (kind === "declined" && offer.say === "register");

/** Whether its reader is done with it, or need not do anything yet: what they may do all the same is calm. */
const isDone = (notice: MailNotice, now: number): boolean =>
  (notice.kind !== "follow_up" && isOver(notice.webinar, now) !== undefined) ||
  notice.kind === "declined" ||
  notice.kind === "full" ||
  isLost(notice, now) ||
  (notice.kind === "hosting" &&
    (notice.role === "none" || (notice.role === "speaker" && now < gateOpensAt(notice.webinar)))) ||
  notice.kind === "cancellations" ||
  (notice.kind === "coming" && notice.webinar.counts.pending === 0) ||
  (notice.kind === "registration" && notice.registration.status === "cancelled");

/** Whether what is wanted can be done now. */
const isOpen = (offer: NoticeOffer | undefined, { webinar }: MailNotice, now: number): boolean => {
  if (!offer) return false;
  if (!("act" in offer)) return offer.say === "watch_recording";
  return offer.act.act === "join" && now >= gateOpensAt(webinar);
};

/** Who was registered by a host is told to cancel if they don't come, and does it here: the page asks once more. */
const leaveWay = (notice: MailNotice, own: string, { t }: WaysContext): MailLink | undefined =>
  notice.kind === "registration" && notice.addedByName
    ? { label: t(leaveSays(notice.registration.status)), url: `${own}?decline` }
    : undefined;

/** Says where a mail leads, once for both of its forms. */
export const waysOf = (notice: MailNotice, context: WaysContext): Ways => {
  const { links, t, now } = context;
  const offers = offersFor(notice, now);
  const wanted = offers.find((offer) => isWanted(offer, notice));
  const others = offers.filter((offer) => offer !== wanted);
  const next = wanted && linkOf(wanted, notice, context);
  const own = goesOn(notice, now) ? ownLink(notice, links) : undefined;
  const [button, ...left] = [
    ...(next ? [next] : (hostWays(notice, context) ?? [hostPageWay(notice, context), ownWay(notice, context)])),
    isLost(notice, now) ? comingWay(notice, context) : undefined,
    own === undefined ? undefined : { label: t(isOfRequest(notice) ? "my_request" : "my_registration"), url: own },
    own && leaveWay(notice, own, context),
    ...others.map((offer) => linkOf(offer, notice, context)),
  ].filter((link) => link !== undefined && link !== "");
  const isNow = next !== undefined && isOpen(wanted, notice, now);
  const isEarly = !isNow && wanted !== undefined && "act" in wanted && wanted.act.act === "join";
  // Who only waits has nothing to do, and before the doors open *Join* lets nobody in.
  const isQuiet =
    (isDone(notice, now) && !isNow) || isEarly || (next === undefined && button !== undefined && button.url === own);
  return {
    button: button && (isQuiet ? { ...button, isQuiet } : button),
    isNow,
    others: left.filter(({ url }) => url !== button?.url),
  };
};
