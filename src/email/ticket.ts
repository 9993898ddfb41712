import { html } from "hono/html";
import { RADIUS } from "../brand/theme.ts";
import type { Locale, Reader } from "../core/model/person.ts";
import type { Status } from "../core/model/status.ts";
import { isOver } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { TextKey } from "../texts/en.ts";
import type { Fact } from "../texts/fact.ts";
import type { Translate } from "../texts/translate.ts";
import { hoursOf, tileOf } from "../texts/when.ts";
import { zoneFor } from "../texts/words/facts.ts";
import { type Html, type Look, type Part, PILL } from "./look.ts";

/** The webinar as a leaf of a calendar, and its hours. */
interface Event {
  readonly tile: ReturnType<typeof tileOf>;
  /** Nobody comes to it any more, or its reader does not: it must not look as if they could. */
  readonly isPast: boolean;
  /** It does not take place. */
  readonly isOff: boolean;
  /** What a line breaks between. */
  readonly hours: readonly string[];
  readonly zone: string;
  /** Where who comes goes. */
  readonly where: string | undefined;
}

/** What is at hand when somebody comes, in the same places in every mail. */
export interface Ticket {
  readonly status: Fact | undefined;
  readonly tone: Part;
  /** The headline says where its reader stands, and no pill says so again. */
  readonly isSaid: boolean;
  readonly facts: readonly Fact[];
  readonly id: Fact | undefined;
  /** Whether something comes before the ID is of use: it stands below everything else then. */
  readonly isIdLater: boolean;
  /** Whether *Join* asks for something else: only one of two codes is large. */
  readonly isIdSmall: boolean;
  /** What *Join* asks for besides. */
  readonly password: Fact | undefined;
  readonly event: Event | undefined;
  /** Which of a series it is, above its name. */
  readonly which: string | undefined;
  /** The facts that its event does not say already. */
  readonly others: readonly Fact[];
  /** When it was to be before it was moved: one of them. */
  readonly former: Fact | undefined;
}

const TONES: Readonly<Record<Status, Part>> = {
  approved: "good",
  pending: "wait",
  waitlisted: "wait",
  offered: "wait",
  rejected: "bad",
  cancelled: "bad",
};

const statusIn = (notice: MailNotice): Status | undefined => {
  // Only a request that waits holds time.
  if (notice.kind === "withdrawn") return notice.isHold && "pending";
  return "registration" in notice ? notice.registration?.status : undefined;
};

/** Whether it says once more where a request stands. */
const isAgain = (notice: MailNotice): boolean => notice.kind === "registration" && notice.again && !notice.isEdited;

/** Whether its reader comes no more, whatever becomes of the webinar. */
const isAway = (notice: MailNotice): boolean => {
  const status = statusIn(notice);
  if (notice.kind === "withdrawn") return !notice.isHold;
  const isRefused = status === "rejected" || status === "cancelled";
  return isRefused || notice.kind === "declined" || notice.kind === "full" || notice.kind === "line_over";
};

/** Whether its reader may still come. */
const mayCome = (notice: MailNotice, now: number): boolean =>
  !isOver(notice.webinar, now) && !isAway(notice) && !(notice.kind === "hosting" && notice.role === "none");

const eventOf = (notice: MailNotice, { reader, t, now }: TicketContext): Event => {
  const { startsAt, endsAt, state } = notice.webinar;
  const [zone, { locale }] = [zoneFor(reader, notice.webinar), reader];
  const { parts, zone: name } = hoursOf(startsAt, endsAt, zone, locale);
  return {
    tile: tileOf(startsAt, zone, locale),
    isPast: isOver(notice.webinar, now) !== undefined || (isAway(notice) && notice.kind !== "full"),
    isOff: state === "cancelled",
    hours: parts,
    zone: name,
    where: mayCome(notice, now) ? t("mail_where") : undefined,
  };
};

/** The news whose headline is what became of the webinar, or of the invitation. */
const NEWS_OF_END: readonly MailNotice["kind"][] = [
  ...(["called_off", "let_go", "line_over", "hosting", "registration", "declined", "full", "follow_up"] as const),
];

/** What became of the webinar, or of the invitation, where nothing else says so: it comes before where somebody stands. */
const endOf = (notice: MailNotice, { t, now }: TicketContext): { status: Fact; tone: Part } | undefined => {
  const over = isOver(notice.webinar, now);
  const fact = (value: TextKey): Fact => ({ label: t("fact_status"), value: t(value), is: "status" });
  if (over)
    return over.reason === "webinar_cancelled"
      ? { status: fact("status_called_off"), tone: "bad" }
      : { status: fact("status_over"), tone: "plain" };
  if (notice.kind === "full") return { status: fact("page_full_title"), tone: "wait" };
  if (notice.kind !== "declined") return undefined;
  return { status: { ...fact("invitation_declined"), label: t("fact_invitation") }, tone: "plain" };
};

interface TicketContext {
  readonly reader: Reader;
  readonly t: Translate;
  readonly now: number;
}

/** Whether a host registered its reader, who asked for nothing that could be approved. */
const isAdded = (notice: MailNotice): boolean =>
  notice.kind === "registration" && notice.addedByName !== undefined && !notice.isEdited;

/** Whether it brings an ID to who has not registered, as its first sentences say. */
const isIdToSpare = (notice: MailNotice): boolean => notice.kind === "id_given" && !notice.registration;

/** Puts the facts of a notice in their places on its ticket; undefined where there is nothing but the code. */
export const ticketOf = (notice: MailNotice, given: readonly Fact[], context: TicketContext): Ticket | undefined => {
  const { t, now } = context;
  const one = (is: Fact["is"]) => given.find((fact) => fact.is === is);
  const [standing, id, code] = [one("status"), one("id"), one("code")];
  const password = given.find(({ label }) => label === t("fact_password"));
  const facts = given.filter((fact) => ![standing, id, code, password].includes(fact));
  const times = facts.filter((fact) => fact.is === "when" || fact.label === t("fact_now"));
  // The name of the webinar stands at its head.
  const names = [t("fact_webinar"), t("fact_webinar_next")];
  const others = facts.filter((fact) => !times.includes(fact) && !names.includes(fact.label));
  const which = facts.find(({ label }) => label === t("fact_webinar_next"))?.label;
  const former = others.find(({ is }) => is === "former");
  // After the times, which come first.
  if (times.length > 0 && mayCome(notice, now))
    facts.splice(facts.indexOf(times[0] as Fact) + 1, 0, { label: t("fact_where"), value: t("mail_where") });
  if (facts.length === 0 && !standing && !id && !password) return undefined;
  const registered = statusIn(notice);
  const event = times.length > 0 ? eventOf(notice, context) : undefined;
  const end = endOf(notice, context);
  const { status, tone } = end ?? { status: standing, tone: registered ? TONES[registered] : "plain" };
  // *Approved* is what a ticket is for.
  const isSaid = end
    ? NEWS_OF_END.includes(notice.kind)
    : isAdded(notice) || (tone !== "good" && (standing?.isInTitle === true || isAgain(notice) || isIdToSpare(notice)));
  const isIdLater = notice.kind === "invitation";
  const isIdSmall = password !== undefined;
  return { status, tone, isSaid, facts, id, isIdLater, isIdSmall, password, event, which, others, former };
};

const capital = (text: string, locale: Locale): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** The zone behind a time, of no more signs than the narrowest screen has room for, stays together. */
const zoneKept = (value: string): Html | string => {
  const [, before, zone] = /^(.*\d )(\([^()]{1,28}\))$/u.exec(value) ?? [];
  return zone ? html`${before}<span style="white-space: nowrap">${zone}</span>` : value;
};

/** What somebody wrote is set off from Usher's facts by its weight. */
const factRow = (
  { label, value, isCopied, isWritten, heading }: Fact,
  isFormer: boolean,
  look: Look,
  locale: Locale,
): Html =>
  html`${
    heading
      ? html`<div ${look("name")}>${heading}</div>
`
      : ""
  }<div dir="auto" ${look("label")}>${label}</div>
<div dir="auto" ${look(isFormer ? "former" : isCopied ? "copied" : "value", isWritten ? "font-weight: 400" : "")}>${isWritten || isCopied ? value : zoneKept(capital(value, locale))}</div>
`;

/** The title stands above: beside its day a long one would have a third of a small screen. */
const eventRow = (
  { tile, hours, zone, where, isPast, isOff }: Event,
  { above, name }: { readonly above: Html | string; readonly name: string | undefined },
  look: Look,
  locale: Locale,
): Html => {
  const struck = isOff ? "text-decoration: line-through" : "";
  return html`<tr><td ${look("event")}>${above}${name === undefined ? "" : html`<div dir="auto" ${look(isOff ? "offName" : "name", struck)}>${name}</div>`}<table role="presentation" ${look("row")}><tr>
<td ${look("tile")}><div ${look("leaf")}><div ${look(isPast ? "past" : "month")}>${tile.month}</div> <div ${look(isPast ? "pastDay" : "day")}>${tile.day}</div> <div ${look("year")}>${tile.year}</div></div></td>
<td ${look("beside")}><div dir="auto" ${look(isPast ? "gone" : "hours", struck)}>${hours.map((one, i) => html`${i === 0 ? "" : " "}<span style="white-space: nowrap">${i === 0 ? capital(one, locale) : one}</span>`)}</div>
<div dir="auto" ${look("label")}>${capital(zone, locale)}</div>${where === undefined ? "" : html` <div dir="auto" ${look("label")}>${where}</div>`}</td></tr></table></td></tr>`;
};

/** Draws where somebody stands, above the name of the webinar, or above everything where no ticket has it. */
export const statusPill = ({ status, tone, isSaid }: Ticket, look: Look, locale: Locale): Html | string =>
  status && !isSaid
    ? html`<div><span ${look(tone, PILL)}>${capital(status.value, locale)}</span></div>
`
    : "";

interface Words {
  /** The webinar's. */
  readonly name: string | undefined;
  /** What the registration ID is for. */
  readonly idLine: string | undefined;
}

/** What lets somebody in; nothing where nothing does yet. */
const stubRow = ({ id, isIdSmall }: Ticket, idLine: string | undefined, look: Look): Html | string => {
  if (!id) return "";
  const hint =
    idLine === undefined ? "" : html`<div ${look("label", isIdSmall ? "" : "margin-top: 4px")}>${idLine}</div>`;
  if (isIdSmall)
    return html`<tr><td ${look("facts")}><div ${look("label")}>${id.label}</div>
<div dir="ltr" ${look("copied", "margin-bottom: 0; white-space: nowrap")}>${id.value}</div>${hint}</td></tr>`;
  return html`<tr><td ${look("stub")}><div ${look("label")}>${id.label}</div>
<div dir="ltr" ${look("id")}>${id.value}</div>${hint}</td></tr>`;
};

/** Until when somebody has to answer; at the end of a ticket it has that one's corners. */
const dueRow = ({ label, value }: Fact, isLast: boolean, look: Look, locale: Locale): Html =>
  html`<tr><td ${look("due", isLast ? `border-radius: 0 0 ${RADIUS.card - 1}px ${RADIUS.card - 1}px` : "")}><div ${look("dueLabel")}>${label}</div>
<div dir="auto" ${look("dueValue")}>${zoneKept(capital(value, locale))}</div></td></tr>`;

/** Draws what *Join* asks for: on the ticket it was far from the sentence that says so, and from the button. */
export const passwordBox = ({ label, value }: Fact, look: Look): Html =>
  html`<div ${look("pass")}><div ${look("label")}>${label}</div>
<div dir="auto" ${look("id", "white-space: normal; overflow-wrap: anywhere")}>${value}</div></div>
`;

/** Draws a ticket: the event, further facts, and the registration ID on its stub. */
export const ticketTable = (ticket: Ticket, { name, idLine }: Words, look: Look, locale: Locale): Html => {
  const { event, which, others, former, isIdLater } = ticket;
  const [due, more] = [others.filter(({ is }) => is === "deadline"), others.filter(({ is }) => is !== "deadline")];
  const facts =
    more.length > 0
      ? html`<tr><td ${look("facts")}>${more.map((one) => factRow(one, one === former, look, locale))}</td></tr>`
      : "";
  const isLast = facts === "" && (isIdLater || !ticket.id);
  const stub = isIdLater ? "" : stubRow(ticket, idLine, look);
  if (!event && due.length === 0 && facts === "" && stub === "") return html``;
  const above =
    which === undefined
      ? statusPill(ticket, look, locale)
      : html`<div ${look("label")}>${which}</div>
`;
  return html`<table role="presentation" ${look("ticket")}>${event ? eventRow(event, { above, name }, look, locale) : ""}${due.map((one) => dueRow(one, isLast, look, locale))}${facts}${stub}</table>
`;
};
