import { html, raw } from "hono/html";
import { SPACE, type Theme } from "../brand/theme.ts";
import type { Locale } from "../core/model/person.ts";
import type { Fact } from "../texts/fact.ts";
import type { QuotedLine } from "../texts/quotes.ts";
import type { Translate } from "../texts/translate.ts";
import { withAddresses } from "../texts/written.ts";
import type { Content } from "./content.ts";
import { darkStyle, type Html, type Look, makeLook, UNSEEN } from "./look.ts";
import { passwordBox, statusPill, ticketTable } from "./ticket.ts";
import type { MailLink } from "./ways.ts";

/** Outlook on Windows knows no `max-width`. */
const FIXED_WIDTH = raw('<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->');
const FIXED_WIDTH_ENDS = raw("<!--[if mso]></td></tr></table><![endif]-->");

const link = ({ label, url }: MailLink, look: Look, part: "link" | "within" = "link"): Html =>
  html`<a ${look(part)} href="${url}">${label}</a>`;

/** A name such as `garden-club`, of no more signs than the narrowest screen has room for. */
const HYPHENATED = /((?<!\S)[\p{L}\p{N}#_]+(?:-[\p{L}\p{N}_]+)+(?!\S))/u;
const WHOLE_MAX = 18;

/** A line, which does not break within the name of a channel. */
const whole = (line: string): (Html | string)[] =>
  line
    .split(HYPHENATED)
    .map((part, i) =>
      i % 2 === 1 && part.length <= WHOLE_MAX ? html`<span style="white-space: nowrap">${part}</span>` : part,
    );

/** What a person wrote, with its web addresses as links, as on pages; its lines also in programs that know no `white-space`. */
const broken = (text: string, look: Look): (Html | string)[] =>
  text
    .split("\n")
    .flatMap((line, i) => [
      ...(i === 0 ? [] : [html`<br>`]),
      ...withAddresses(line).map(({ text, address }) =>
        address === undefined ? text : link({ label: text, url: address }, look, "within"),
      ),
    ]);

/** The same of Usher's own words. */
const usher = (text: string): (Html | string)[] =>
  text.split("\n").flatMap((line, i) => [...(i === 0 ? [] : [html`<br>`]), ...whole(line)]);

/** Usher's own words; what is typed as it stands is set in a fixed font, on a ground of its own. */
const said = (text: string, code: string, look: Look): (Html | string)[] =>
  text
    .split(new RegExp(`(/invite @\\w+|\\b\\w+ ${code}\\b)`, "u"))
    .flatMap((part, i) => (i % 2 === 1 ? [html`<code ${look("typed")}>${part}</code>`] : usher(part)));

const lineOf = ({ text, quote }: QuotedLine, code: string, look: Look): Html =>
  html`${
    text === ""
      ? ""
      : html`<p ${look("line")}>${said(text, code, look)}</p>
`
  }${
    quote === undefined
      ? ""
      : html`<blockquote ${look("quote")}>${broken(quote, look)}</blockquote>
`
  }`;

/** Sentences of no more signs than two or three lines have room for are one paragraph. */
const RUN_ON_MAX = 170;

/** One of the steps that are to be done one after the other. */
const isStep = (text: string): boolean => /^\d\. /u.test(text);

/** Sentences that follow each other run on, where they are short; steps stand below each other. */
const runOn = (lines: readonly QuotedLine[]): readonly QuotedLine[] => {
  const said: QuotedLine[] = [];
  for (const line of lines) {
    const before = said.at(-1);
    const isMore = before && before.text !== "" && line.text !== "" && (before.quote ?? line.quote) === undefined;
    const text = isMore ? `${before.text}${isStep(line.text) ? "\n" : " "}${line.text}` : "";
    if (isMore && isStep(before.text) === isStep(line.text) && text.length <= RUN_ON_MAX) said.splice(-1, 1, { text });
    else said.push(line);
  }
  return said;
};

const lines = ({ lines, about, word, idLine, code }: Content, look: Look): Html[] =>
  runOn(
    lines.filter(
      (line) =>
        line.text !== idLine?.line &&
        (word === undefined || line.text !== word.text) &&
        (line.text !== "" || line.quote !== about),
    ),
  ).map((line) => lineOf(line, code, look));

const button = ({ button, isNow }: Content, look: Look): Html | string => {
  if (!button) return "";
  const [frame, text] = button.isQuiet ? (["quiet", "quieter"] as const) : (["button", "pressed"] as const);
  const space = isNow ? `margin: ${SPACE.m}px 0` : `margin: ${SPACE.l}px 0 0`;
  return html`<table role="presentation" class="pressing" style="border-spacing: 0; max-width: 100%; ${space}"><tr><td ${look(frame)}><a ${look(text)} href="${button.url}">${button.label}</a></td></tr></table>
`;
};

/** Stands for a code until it is put in. */
const CODE = "…";

/** Usher's own mark, or the initial of a site that has a logo. */
const mark = ({ name, hasLogo = false }: Theme, look: Look, locale: Locale): Html => {
  const [initial = ""] = name;
  const drawn = hasLogo
    ? initial.toLocaleUpperCase(locale)
    : html`<table role="presentation" style="border-spacing: 0; margin: 0 auto; transform: rotate(-10deg)"><tr><td ${look("tick")}>✓</td><td ${look("tear")}>&nbsp;</td></tr></table>`;
  return html`<td ${look("mark")} aria-hidden="true">${drawn}</td>`;
};

const links = (
  some: readonly MailLink[],
  look: Look,
  part: "links" | "calendars",
  before: Html | string = "",
): Html | string =>
  some.length === 0
    ? ""
    : html`<p ${look(part)}>${before}${some.map((one) => html`${link(one, look)} <span style="padding: 0 ${SPACE.xs}px"></span>`)}</p>
`;

/** A fact as a line of the foot; what is copied from it stays on one line. */
const factOfFoot = ({ label, value }: Pick<Fact, "label" | "value">, t: Translate): Html => {
  const [before, after] = t("fact_line", { label, value: CODE }).split(CODE);
  return html`${before}<span dir="ltr" style="white-space: nowrap">${value}</span>${after}`;
};

/** What the host wrote comes after what is to be done. */
const written = (heading: string, text: string | undefined, look: Look): Html | string =>
  text === undefined
    ? ""
    : html`<div ${look("about")}><h2 ${look("heading")}>${heading}</h2>
<blockquote ${look("written")}>${broken(text, look)}</blockquote></div>
`;

/** The ID of who has yet to register comes last: on the ticket it looked as if they had a seat. */
const laterId = ({ ticket, idLine }: Content, look: Look): Html | string =>
  ticket?.isIdLater && ticket.id
    ? html`<div ${look("about")}><h2 ${look("heading")}>${ticket.id.label}</h2>
<div dir="ltr" ${look("copied", "margin-bottom: 4px; white-space: nowrap")}>${ticket.id.value}</div>${idLine ? html`<div ${look("label")}>${idLine.beside}</div>` : ""}</div>
`
    : "";

/** What is short shares a line. */
const joined = (parts: readonly (Html | undefined)[]): Html =>
  html`${parts.filter((part) => part !== undefined).map((part, i) => html`${i === 0 ? "" : html` <span style="padding: 0 ${SPACE.xs}px"></span> `}${part}`)}`;

/** Why it came and what ends that; apart from it, what is only good to know. */
const foot = (content: Content, look: Look): Html => {
  const { foot, t } = content;
  const { code, text, isPrivate, stop, unsubscribe, guide } = foot;
  const [before = "", after = ""] = stop?.says.split(CODE) ?? [];
  const stopping = stop ? html` ${before}${link(stop, look, "within")}${after}` : "";
  const known = [
    ...(isPrivate === undefined ? [] : [isPrivate]),
    ...(code || guide ? [joined([code && factOfFoot(code, t), guide && link(guide, look)])] : []),
  ];
  return html`<p style="margin: 0">${text}${stopping}${unsubscribe ? html`<br>${link(unsubscribe, look)}` : ""}</p>
${known.length > 0 ? html`<p style="margin: ${SPACE.s + SPACE.xs}px 0 0">${known.map((one, i) => html`${i === 0 ? "" : raw("<br>")}${one}`)}</p>` : ""}`;
};

/** Lays a mail out: the head, what it says, the ticket, the button, and why it came. */
export const htmlOf = (content: Content, theme: Theme, locale: Locale): Html => {
  const look = makeLook(theme);
  const { title, head, name, series, preview, ticket, others, calendar, isNow, word, about, idLine, t } = content;
  const below = series ?? (ticket?.event ? undefined : name);
  const [first = "", ...more] = lines(content, look);
  // What ends by a time is said after it.
  const isTimed = ticket?.facts.some(({ label }) => label === t("fact_offer_ends")) ?? false;
  const pass = ticket?.password ? passwordBox(ticket.password, look) : "";
  const early = isNow && pass === "" ? button(content, look) : "";
  const late = isNow && pass !== "" ? button(content, look) : "";
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(darkStyle(theme))}</style>
</head>
<body ${look("paper")}>
<div style="${UNSEEN}">${preview}</div>
<table role="presentation" ${look("ground")}><tr><td style="padding: 16px 8px">
${FIXED_WIDTH}
<table role="presentation" ${look("sheet")}>
<tr><td style="padding: ${SPACE.s}px ${SPACE.s}px ${SPACE.m}px"><table role="presentation" style="border-spacing: 0"><tr>${mark(theme, look, locale)}<td dir="auto" ${look("brand")}>${theme.name}</td></tr></table></td></tr>
<tr><td ${look("card")}>
${ticket && !ticket.event ? statusPill(ticket, look, locale) : ""}<h1 dir="auto" ${look("title")}>${whole(head)}</h1>
${below === undefined ? "" : html`<div dir="auto" ${look("name", `margin: ${SPACE.s}px 0 0`)}>${below}</div>`}
${isTimed ? "" : html`${first}${early}${more}`}${pass}${late}${ticket ? ticketTable(ticket, { name, idLine: idLine?.beside }, look, locale) : ""}
${isTimed ? html`<div style="padding: ${SPACE.s}px 0 0">${first}${more}</div>` : ""}${isNow ? "" : button(content, look)}${links(others, look, "links")}${calendar ? links(calendar.links, look, "calendars", html`${calendar.says}${calendar.links.length > 1 ? html`<br>` : " "}`) : ""}${word ? written(word.heading, word.quote, look) : ""}${written(t("page_about"), about, look)}${laterId(content, look)}</td></tr>
<tr><td ${look("foot")}>${foot(content, look)}</td></tr>
</table>
${FIXED_WIDTH_ENDS}
</td></tr></table>
</body>
</html>`;
};
