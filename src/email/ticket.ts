import { html } from "hono/html";
import type { Locale, Reader } from "../core/model/person.ts";
import type { Status } from "../core/model/status.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Fact } from "../texts/fact.ts";
import type { Translate } from "../texts/translate.ts";
import { hoursOf, tileOf } from "../texts/when.ts";
import { zoneFor } from "../texts/words/facts.ts";
import { type Html, type Look, type Part, PILL } from "./look.ts";

/** The webinar as a leaf of a calendar, and its hours. */
interface Event {
  readonly tile: ReturnType<typeof tileOf>;
  /** What a line breaks between. */
  readonly hours: readonly string[];
  /** The zone, and for who comes, that it is online. */
  readonly where: string;
}

/** What is at hand when somebody comes, in the same places in every mail. */
export interface Ticket {
  readonly status: Fact | undefined;
  readonly tone: Part;
  readonly facts: readonly Fact[];
  readonly id: Fact | undefined;
  /** Stands beside the ID, which opens the gate of the webinar with that code. */
  readonly code: Fact | undefined;
  /** What *Join* asks for besides. */
  readonly password: Fact | undefined;
  readonly event: Event | undefined;
  /** The facts that its event does not say already. */
  readonly others: readonly Fact[];
}

const TONES: Readonly<Record<Status, Part>> = {
  approved: "good",
  pending: "wait",
  waitlisted: "wait",
  offered: "wait",
  rejected: "bad",
  cancelled: "bad",
};

const statusIn = (notice: MailNotice): Status | undefined =>
  "registration" in notice ? notice.registration?.status : undefined;

/** What tells somebody that they do not come. */
const AWAY: readonly MailNotice["kind"][] = ["declined", "withdrawn", "full"];

/** Whether its reader may still come. */
const mayCome = (notice: MailNotice): boolean => {
  const status = statusIn(notice);
  if (notice.webinar.state === "cancelled" || status === "rejected" || status === "cancelled") return false;
  return !AWAY.includes(notice.kind) && !(notice.kind === "hosting" && notice.role === "none");
};

const eventOf = (notice: MailNotice, reader: Reader, t: Translate): Event => {
  const { startsAt, endsAt } = notice.webinar;
  const [zone, { locale }] = [zoneFor(reader, notice.webinar), reader];
  const { parts, zone: name } = hoursOf(startsAt, endsAt, zone, locale);
  return {
    tile: tileOf(startsAt, zone, locale),
    hours: parts,
    where: mayCome(notice) ? `${name} · ${t("mail_where")}` : name,
  };
};

/** Puts the facts of a notice in their places on its ticket; undefined where there is nothing but the code. */
export const ticketOf = (
  notice: MailNotice,
  given: readonly Fact[],
  reader: Reader,
  t: Translate,
): Ticket | undefined => {
  const one = (is: Fact["is"]) => given.find((fact) => fact.is === is);
  const [status, id, code] = [one("status"), one("id"), one("code")];
  const password = given.find(({ label }) => label === t("fact_password"));
  const facts = given.filter((fact) => ![status, id, code, password].includes(fact));
  const times = facts.filter((fact) => fact.is === "when" || fact.label === t("fact_now"));
  const others = facts.filter((fact) => !times.includes(fact));
  // After the times, which come first.
  if (times.length > 0 && mayCome(notice))
    facts.splice(facts.indexOf(times[0] as Fact) + 1, 0, { label: t("fact_where"), value: t("mail_where") });
  if (facts.length === 0 && !status && !id && !password) return undefined;
  const registered = statusIn(notice);
  const event = times.length > 0 ? eventOf(notice, reader, t) : undefined;
  const tone = registered ? TONES[registered] : "plain";
  return { status, tone, facts, id, password, code: id && code, event, others };
};

const factRow = ({ label, value, isCopied }: Fact, look: Look): Html =>
  html`<div dir="auto" ${look("label")}>${label}</div>
<div dir="auto" ${look(isCopied ? "copied" : "value")}>${value}</div>
`;

const capital = (text: string, locale: Locale): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

const eventRow = ({ tile, hours, where }: Event, name: string | undefined, look: Look, locale: Locale): Html =>
  html`<tr><td ${look("event")}><table role="presentation" ${look("row")}><tr>
<td ${look("tile")}><div ${look("leaf")}><div ${look("month")}>${tile.month}</div> <div ${look("day")}>${tile.day}</div> <div ${look("year")}>${tile.year}</div></div></td>
<td ${look("beside")}>${name === undefined ? "" : html`<div dir="auto" ${look("name")}>${name}</div>`}
<div dir="auto" ${look("hours")}>${hours.map((one, i) => html`${i === 0 ? "" : " "}<span style="white-space: nowrap">${i === 0 ? capital(one, locale) : one}</span>`)}</div>
<div dir="auto" ${look("label")}>${where}</div></td></tr></table></td></tr>`;

/** Draws a ticket: the event, further facts, and the registration ID on its stub. `name` is the webinar's. */
export const ticketTable = (
  { event, others, id, password, code }: Ticket,
  name: string | undefined,
  look: Look,
  locale: Locale,
): Html => {
  const facts =
    others.length > 0 ? html`<tr><td ${look("facts")}>${others.map((one) => factRow(one, look))}</td></tr>` : "";
  const given = [id, password, code].filter((one) => one !== undefined);
  const parts = given.map(
    (one) => html`<div ${look("part")}><div ${look("label")}>${one.label}</div>
<div dir="${one === password ? "auto" : "ltr"}" ${look("id", one === password ? "white-space: normal; overflow-wrap: anywhere" : "")}>${one.value}</div></div> `,
  );
  const stub = given.length > 0 ? html`<tr><td ${look("stub")}>${parts}</td></tr>` : "";
  if (!event && facts === "" && stub === "") return html``;
  return html`<table role="presentation" ${look("ticket")}>${event ? eventRow(event, name, look, locale) : ""}${facts}${stub}</table>
`;
};

/** Draws where somebody stands, above what a mail is about. */
export const statusPill = ({ status, tone }: Ticket, look: Look, locale: Locale): Html | string =>
  status
    ? html`<div><span ${look(tone, PILL)}>${capital(status.value, locale)}</span></div>
`
    : "";
