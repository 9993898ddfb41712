import { defined } from "../../core/model/defined.ts";
import { type Face, showRegistrationId } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Mine, Registration } from "../../core/model/registration.ts";
import { isOver, type Webinar } from "../../core/model/webinar.ts";
import type { Page } from "../../core/notices/paging.ts";
import { seatsLeft } from "../../core/notices/readers/shown.ts";
import { isFull, registrationClosed } from "../../core/registering/register-refusals.ts";
import type { TextKey } from "../en.ts";
import type { Fact, Item } from "../fact.ts";
import { strong } from "../strong.ts";
import { type Translate, translatorFor } from "../translate.ts";
import { instantWithoutZone, markInstant, markSpan, showInstant, showSpan } from "../when.ts";

/** How words are shown. */
export interface Showing {
  /** Without it nothing is over. */
  readonly now?: number;
  /** Whether the product that shows them writes times itself (N20). */
  readonly marksTimes?: boolean;
  /** Whether it shows names within a title bold. */
  readonly marksNames?: boolean;
  /** Whether it is a card of a chat product, whose buttons do what a code would else be typed for. */
  readonly isCard?: boolean;
  /** Whether one line near by says the zone of all times. */
  readonly isZoneBelow?: boolean;
  /** The product, where it is typed to in a way of its own. */
  readonly face?: "slack" | "teams";
}

/** A reader, and the catalogue in their language. */
export interface TextContext extends Reader, Showing {
  readonly t: Translate;
}

export const contextFor = (reader: Reader, showing: Showing = {}): TextContext => ({
  ...reader,
  ...showing,
  t: translatorFor(reader.locale),
});

/** The reader's own zone; the webinar's when theirs is not known. */
export const zoneFor = ({ zone }: Reader, webinar: Pick<Webinar, "zone">): string => zone ?? webinar.zone;

/** Says an instant to this reader, in `zone` where the product does not write it itself. */
export const instantIn =
  (zone: string, { locale, marksTimes, isZoneBelow, t }: TextContext, yours = t("your_time")) =>
  (at: number): string => {
    if (marksTimes) return markInstant(at, zone, locale, yours);
    return (isZoneBelow ? instantWithoutZone : showInstant)(at, zone, locale);
  };

export const showInstantOf = (webinar: Webinar, at: number, context: TextContext): string =>
  instantIn(zoneFor(context, webinar), context)(at);

export const showSpanOf = (webinar: Pick<Webinar, "zone">, from: number, to: number, context: TextContext): string => {
  const { locale, marksTimes, t } = context;
  const zone = zoneFor(context, webinar);
  return marksTimes ? markSpan(from, to, zone, locale, t("your_time")) : showSpan(from, to, zone, locale);
};

/** A channel as its product writes it. */
export const channelName = ({ face, name }: { readonly face: Face | undefined; readonly name: string }): string =>
  face === "slack" && !name.startsWith("#") ? `#${name}` : name;

/** Where a webinar or a series was announced, for who hosts it. */
export const announcedFacts = ({ announcedIn }: Pick<Webinar, "announcedIn">, { t }: TextContext): readonly Fact[] =>
  announcedIn.length === 0
    ? []
    : [{ label: t("fact_announced"), value: announcedIn.map(channelName).join(", "), isAside: true }];

/** A name within a title. */
export const nameIn = (name: string, { marksNames }: TextContext): string => (marksNames ? strong(name) : name);

export const codeFact = ({ code }: { code: string }, { t }: TextContext): Fact => ({
  label: t("fact_code"),
  value: code,
  is: "code",
  isCopied: true,
});

/** How a webinar ended; undefined while it is ahead or goes on. */
const endedWord = (webinar: Webinar, { t, now = 0 }: TextContext): string | undefined => {
  const over = isOver(webinar, now);
  return over && t(over.reason === "webinar_cancelled" ? "page_cancelled" : "page_over");
};

export const whenFact = (webinar: Webinar, context: TextContext): Fact => ({
  label: context.t("fact_when"),
  value: showSpanOf(webinar, webinar.startsAt, webinar.endsAt, context),
  is: "when",
});

/** One of a list, where one sentence says of all times whose they are. */
export const listedWhenFact = (webinar: Webinar, context: TextContext): Fact => {
  const { startsAt, endsAt } = webinar;
  const { locale, marksTimes } = context;
  const zone = zoneFor(context, webinar);
  const made = whenFact(webinar, context);
  return marksTimes ? { ...made, value: markSpan(startsAt, endsAt, zone, locale, "") } : made;
};

/** In a row a status needs no label. */
const inRow = (fact: Fact, { t, isCard }: TextContext): Fact =>
  isCard && fact.is === "status" && fact.label === t("fact_status") ? { ...fact, label: "" } : fact;

export const webinarItem = (webinar: Webinar, context: TextContext, more: readonly Fact[] = []): Item => ({
  title: webinar.title,
  facts: [
    codeFact(webinar, context),
    listedWhenFact(webinar, context),
    ...more.filter(({ isInTitle }) => isInTitle !== true).map((fact) => inRow(fact, context)),
  ],
  ...defined({ ended: endedWord(webinar, context) }),
});

/** What stands in the way of registering, or soon will; nothing while there are seats enough. */
const seatsNote = (webinar: Webinar, context: TextContext): string | undefined => {
  const { t, now = 0 } = context;
  const { registrationRequired, opensAt, waitlist } = webinar;
  if (!registrationRequired || isOver(webinar, now)) return undefined;
  if (opensAt !== undefined && now < opensAt) return t("row_opens", { when: showInstantOf(webinar, opensAt, context) });
  if (registrationClosed(webinar, now)) return t("row_closed");
  if (isFull(webinar)) return t(waitlist ? "row_line" : "row_full");
  const { left, isMore } = seatsLeft(webinar);
  return isMore ? undefined : t("row_left", { left });
};

/** One of a list of what is coming up, or has begun and can still be come to. */
export const comingItem = (webinar: Webinar, context: TextContext): Item => {
  const { t, now = 0 } = context;
  const begun = now >= webinar.startsAt && !isOver(webinar, now) ? t("row_begun") : undefined;
  const said = [begun, seatsNote(webinar, context)];
  return webinarItem(
    webinar,
    context,
    said.flatMap((value) => (value === undefined ? [] : [{ label: "", value }])),
  );
};

/** What became of somebody's registration or invitation where it leads nowhere. */
const settledKey = ({ registration, declinedAt }: Mine): TextKey | undefined => {
  if (!registration) return declinedAt === undefined ? undefined : "row_declined";
  if (registration.status === "rejected") return "row_rejected";
  return registration.status === "cancelled" ? "row_cancelled" : undefined;
};

/** One of a list of what somebody has or had. In a card's row, what became of it may come before its title. */
export const mineItem = (entry: Mine, context: TextContext, facts: readonly Fact[]): Item => {
  const item = webinarItem(entry.webinar, context, facts);
  const settled = context.isCard ? settledKey(entry) : undefined;
  if (settled === undefined || item.ended !== undefined) return item;
  return { ...item, facts: item.facts.filter(({ is }) => is !== "status"), settled: context.t(settled) };
};

/** Which part of a list is shown; nothing where it is all of it. */
export const pageText = (page: Page | undefined, t: Translate): string | undefined => {
  if (!page || (page.from === 0 && page.total <= page.size)) return undefined;
  const { from, size, total } = page;
  return t("page_line", { from: from + 1, to: Math.min(from + size, total), total });
};

export const pageLines = (page: Page | undefined, { t }: TextContext): readonly string[] => {
  const text = pageText(page, t);
  return text === undefined ? [] : [text];
};

/** How many seats are taken; and how many may join, where the plan covers fewer than may register. */
export const seatsFact = ({ seatsHeld, cap }: Webinar, { t }: TextContext, plan = cap): Fact => {
  const seats = t("seats_of", { held: seatsHeld, cap });
  return { label: t("fact_seats"), value: cap > plan ? t("seats_plan", { seats, plan }) : seats, is: "seats" };
};

/** Who sees it, where that is not everybody (P43). */
export const visibilityFacts = ({ visibility }: Webinar, { t }: TextContext): readonly Fact[] =>
  visibility === "listed" ? [] : [{ label: t("field_visibility"), value: t(`visibility_${visibility}`) }];

export const passwordFact = ({ password }: Webinar, { t }: TextContext): Fact => ({
  label: t("fact_password"),
  value: password,
  isCopied: true,
});

/** The same for hosts, who did not ask for one and need not hand it on. */
export const hostsPasswordFact = (webinar: Webinar, context: TextContext): Fact => ({
  ...passwordFact(webinar, context),
  label: context.t("fact_password_late"),
});

export const countFact = (label: string, count: number, { t }: TextContext): Fact => ({
  label,
  value: t("count", { count }),
  is: "count",
});

/** What stands alone begins as a sentence does. */
export const capital = (text: string, { locale }: Reader): string =>
  text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** A value that stands alone on a card. */
export const alone = (value: string, context: TextContext): string =>
  context.isCard ? capital(value, context) : value;

export const statusFact = (registration: Registration | undefined, context: TextContext): Fact =>
  standing(`status_${registration?.status ?? "none"}`, context);

/** The registration ID: for invitees, as the invitation had it, and for the approved. It admits nobody else. */
export const registrationIdFacts = (
  { webinar, registrationId, registration }: Mine,
  { t }: TextContext,
): readonly Fact[] =>
  registrationId && webinar.state === "scheduled" && (!registration || registration.status === "approved")
    ? [{ label: t("fact_id"), value: showRegistrationId(registrationId), is: "id", isCopied: true }]
    : [];

type Placed = Pick<Mine, "webinar" | "registration" | "position">;

/** The place on the waiting list, as a sentence has it. */
export const placeText = ({ position }: Pick<Mine, "position">, { t }: TextContext): string | undefined =>
  position ? t("nth", { place: position }) : undefined;

/** Until when a seat is offered. */
export const offerFacts = (
  { webinar, registration }: Pick<Placed, "webinar" | "registration">,
  context: TextContext,
): readonly Fact[] =>
  registration?.status === "offered" && registration.offerEndsAt !== undefined
    ? [
        {
          label: context.t("fact_offer_ends"),
          value: showInstantOf(webinar, registration.offerEndsAt, context),
          is: "deadline",
        },
      ]
    : [];

/** The place on the waiting list, and until when a seat is offered, as facts of a list. */
const waitlistFacts = (mine: Placed, context: TextContext): readonly Fact[] => {
  const place = placeText(mine, context);
  return [
    ...(place === undefined ? [] : [{ label: context.t("fact_position"), value: place }]),
    ...offerFacts(mine, context),
  ];
};

/** Where somebody stands, or a webinar, in the words of `key`. */
export const standing = (key: TextKey, context: TextContext): Fact => ({
  label: context.t("fact_status"),
  value: alone(context.t(key), context),
  is: "status",
});

/** What became of an invitation. That is no status: statuses belong to registrations. */
const invitationFact = ({ declinedAt }: Mine, context: TextContext, isPast = false): Fact => {
  const silent = isPast ? "invitation_unanswered" : "invitation_silent";
  return {
    ...standing(declinedAt === undefined ? silent : "invitation_declined", context),
    label: context.t("fact_invitation"),
  };
};

/** Where somebody stands with a webinar: what became of the webinar comes before what became of a registration. */
export const standingFacts = (mine: Mine, context: TextContext): readonly Fact[] => {
  const { webinar, registration, isInvited, declinedAt } = mine;
  if (webinar.state === "cancelled") return [{ ...standing("status_called_off", context), isInTitle: true }];
  if (isOver(webinar, context.now ?? 0)) return [{ ...standing("status_over", context), isInTitle: true }];
  if (!registration && declinedAt !== undefined) return [invitationFact(mine, context)];
  if (!webinar.registrationRequired) return [standing("status_open", context)];
  const status = registration || !isInvited ? statusFact(registration, context) : invitationFact(mine, context);
  return [status, ...waitlistFacts(mine, context), ...registrationIdFacts(mine, context)];
};

/** What became of a registration, or an invitation, whose webinar is over; of who was approved, whether they came. */
export const pastFacts = (mine: Mine, context: TextContext): readonly Fact[] => {
  const { webinar, registration, hasAttended, declinedAt, isInvited } = mine;
  if (webinar.state === "cancelled") return [{ ...standing("status_called_off", context), isInTitle: true }];
  if (hasAttended) return [{ ...standing("status_was_there", context), label: "" }];
  if (registration?.status === "approved") return [{ ...standing("status_missed", context), label: "" }];
  if (registration) return [statusFact(registration, context)];
  if (declinedAt === undefined && !webinar.registrationRequired) return [standing("status_open", context)];
  return [isInvited ? invitationFact(mine, context, true) : statusFact(registration, context)];
};

/** What a host wrote to everybody, said to be theirs; none where they wrote nothing. */
export const hostLines = (text: string, t: Translate): readonly string[] =>
  text === "" ? [] : [t("host_writes", { text })];

export const descriptionLines = ({ description }: Webinar): readonly string[] =>
  description === "" ? [] : [description];
