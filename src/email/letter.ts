import { html } from "hono/html";
import type { Links } from "../core/model/links.ts";
import { unreachable } from "../core/model/result.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Reader } from "../delivery/outcome.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { wordsOf } from "../texts/words.ts";

/** A mail's content, in both forms. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface WayIn {
  readonly label: string;
  readonly url: string;
}

const wayInOf = (notice: MailNotice, links: Links, say: Say): WayIn | undefined => {
  const { code } = notice.webinar;
  switch (notice.kind) {
    case "invitation":
      return notice.webinar.registrationRequired
        ? { label: say("register"), url: links.personal(code, notice.key) }
        : { label: say("join"), url: links.gate(code) };
    case "registration":
      return { label: say("my_registration"), url: links.personal(code, notice.registration.key) };
    case "draft":
      return { label: say("confirm"), url: links.confirm(code, notice.draft) };
    case "moved":
      return notice.registration
        ? { label: say("my_registration"), url: links.personal(code, notice.key) }
        : { label: say("join"), url: links.gate(code) };
    case "let_go":
      return { label: say("join"), url: links.gate(code) };
    case "full":
      return { label: say("show"), url: links.about(code) };
    case "asked":
      return { label: say("answer"), url: links.personal(code, notice.registration.key) };
    case "waiting":
    case "called_off":
    case "line_over":
    case "undelivered":
      return undefined;
    default:
      return unreachable(notice);
  }
};

const STYLE = {
  page: "font: 16px/1.5 system-ui, sans-serif; color: #1b2733; max-width: 34em; margin: 0 auto; padding: 1.5em",
  button:
    "display: inline-block; background: #3d5a80; color: #ffffff; padding: .6em 1.2em; border-radius: 6px; text-decoration: none",
  label: "color: #51606f; padding-right: 1em; text-align: left; font-weight: normal; vertical-align: top",
  small: "color: #51606f; font-size: 13px",
};

/** Whether the mail carries its reader's own link, which is nobody else's to have. */
const isPersonalTo = (notice: MailNotice): boolean =>
  notice.kind === "invitation" ||
  notice.kind === "registration" ||
  notice.kind === "asked" ||
  (notice.kind === "moved" && notice.registration !== undefined);

/** A notice as a mail, text and HTML; every text of a person is escaped in the latter by the template. */
export const letterOf = (notice: MailNotice, reader: Reader, links: Links): Letter => {
  const say = sayIn(reader.locale);
  const { title, lines, facts } = wordsOf(notice, reader);
  const wayIn = wayInOf(notice, links, say);
  const isPersonal = isPersonalTo(notice);
  const text = [
    title,
    lines.join("\n"),
    facts.map((fact) => say("fact_line", { ...fact })).join("\n"),
    wayIn ? `${isPersonal ? say("mail_way_in") : wayIn.label}\n${wayIn.url}` : "",
    isPersonal ? `-- \n${say("mail_footer")}` : "",
  ];
  const page = html`<!doctype html>
<html lang="${reader.locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="${STYLE.page}">
<h1 style="font-size: 1.3em">${title}</h1>
${lines.map((line) => html`<p style="white-space: pre-line">${line}</p>`)}
<table role="presentation">${facts.map(({ label, value }) => html`<tr><th style="${STYLE.label}">${label}</th><td><strong>${value}</strong></td></tr>`)}</table>
${wayIn ? html`<p><a href="${wayIn.url}" style="${STYLE.button}">${wayIn.label}</a></p>` : ""}
${isPersonal ? html`<p style="${STYLE.small}">${say("mail_way_in")}<br>${wayIn?.url ?? ""}</p><p style="${STYLE.small}">${say("mail_footer")}</p>` : ""}
</body>
</html>`;
  return { subject: title, text: text.filter((part) => part !== "").join("\n\n"), html: String(page) };
};
