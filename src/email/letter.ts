import { html } from "hono/html";
import type { Links } from "../core/model/links.ts";
import type { Locale, Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Words } from "../texts/fact.ts";
import { type Translate, translatorFor } from "../texts/translate.ts";
import { wordsOf } from "../texts/words.ts";

/** A mail's content, in both forms. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface MailLink {
  readonly label: string;
  readonly url: string;
}

const linkOf = (notice: MailNotice, links: Links, t: Translate): MailLink | undefined => {
  const { code } = notice.webinar;
  switch (notice.kind) {
    case "invitation":
      return notice.webinar.registrationRequired
        ? { label: t("register"), url: links.personal(code, notice.key) }
        : { label: t("join"), url: links.gate(code) };
    case "registration":
      return { label: t("my_registration"), url: links.personal(code, notice.registration.key) };
    case "draft":
      return { label: t("confirm"), url: links.confirm(code, notice.draft) };
    case "moved":
      return notice.registration
        ? { label: t("my_registration"), url: links.personal(code, notice.key) }
        : { label: t("join"), url: links.gate(code) };
    case "let_go":
      return { label: t("join"), url: links.gate(code) };
    case "full":
      return { label: t("show"), url: links.about(code) };
    case "asked":
      return { label: t("answer"), url: links.personal(code, notice.registration.key) };
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

/** Whether the mail carries its reader's personal link. */
const hasPersonalLink = (notice: MailNotice): boolean =>
  notice.kind === "invitation" ||
  notice.kind === "registration" ||
  notice.kind === "asked" ||
  (notice.kind === "moved" && notice.registration !== undefined);

interface Content {
  readonly words: Words;
  readonly link: MailLink | undefined;
  readonly isPersonal: boolean;
  readonly t: Translate;
}

const textOf = ({ words: { title, lines, facts }, link, isPersonal, t }: Content): string => {
  const parts = [
    title,
    lines.join("\n"),
    facts.map(({ label, value }) => t("fact_line", { label, value })).join("\n"),
    link ? `${isPersonal ? t("mail_way_in") : link.label}\n${link.url}` : "",
    isPersonal ? `-- \n${t("mail_footer")}` : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
};

const htmlOf = (
  { words: { title, lines, facts }, link, isPersonal, t }: Content,
  locale: Locale,
) => html`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body style="${STYLE.page}">
<h1 style="font-size: 1.3em">${title}</h1>
${lines.map((line) => html`<p style="white-space: pre-line">${line}</p>`)}
<table role="presentation">${facts.map(({ label, value }) => html`<tr><th style="${STYLE.label}">${label}</th><td><strong>${value}</strong></td></tr>`)}</table>
${link ? html`<p><a href="${link.url}" style="${STYLE.button}">${link.label}</a></p>` : ""}
${isPersonal ? html`<p style="${STYLE.small}">${t("mail_way_in")}<br>${link?.url ?? ""}</p><p style="${STYLE.small}">${t("mail_footer")}</p>` : ""}
</body>
</html>`;

/** Renders a notice as a mail, in text and HTML; the HTML template escapes every text. */
export const letterOf = (notice: MailNotice, reader: Reader, links: Links): Letter => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader);
  const content = { words, link: linkOf(notice, links, t), isPersonal: hasPersonalLink(notice), t };
  return { subject: words.title, text: textOf(content), html: String(htmlOf(content, reader.locale)) };
};
