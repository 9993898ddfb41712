import { html, raw } from "hono/html";
import type { Links } from "../core/model/links.ts";
import type { Locale, Reader } from "../core/model/person.ts";
import { unreachable } from "../core/model/result.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Fact, Words } from "../texts/fact.ts";
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
  const { code, visibility } = notice.webinar;
  // The webinar's own pages open to nobody: whom a mail is for has a link of their own, or comes by chat (P43).
  const isHidden = visibility === "invited_only";
  switch (notice.kind) {
    case "invitation":
      return {
        label: t(notice.webinar.registrationRequired ? "register" : "join"),
        url: links.personal(code, notice.key),
      };
    case "registration":
    case "revised":
      return { label: t("my_registration"), url: links.personal(code, notice.registration.key) };
    case "draft":
      return { label: t("confirm"), url: links.confirm(code, notice.draft) };
    case "moved":
      if (notice.registration) return { label: t("my_registration"), url: links.personal(code, notice.key) };
      return notice.webinar.registrationRequired
        ? { label: t("register"), url: links.personal(code, notice.key) }
        : { label: t("join"), url: isHidden ? links.personal(code, notice.key) : links.gate(code) };
    case "id_given":
      return notice.registration
        ? { label: t("my_registration"), url: links.personal(code, notice.key) }
        : { label: t("register"), url: links.personal(code, notice.key) };
    case "password_changed":
      return { label: t("my_registration"), url: links.personal(code, notice.key) };
    case "let_go":
      if (isHidden) return notice.entry && { label: t("join"), url: links.personal(code, notice.entry.key) };
      return { label: t("join"), url: links.gate(code) };
    case "full":
      return isHidden ? undefined : { label: t("show"), url: links.about(code) };
    case "hosting": {
      const { webinar, role, isGuest, person } = notice;
      if (webinar.state === "cancelled") return undefined;
      if (role === "speaker" && isGuest) return { label: t("join"), url: links.speaking(code, person) };
      return isHidden ? undefined : { label: t("show"), url: links.about(code) };
    }
    case "asked":
      return { label: t("answer"), url: links.personal(code, notice.registration.key) };
    case "withdrawn":
    case "waiting":
    case "called_off":
    case "line_over":
    case "undelivered":
      return undefined;
    default:
      return unreachable(notice);
  }
};

/** The other answer to an invitation. The page asks once more, as mail programs open links by themselves. */
const otherLinkOf = (notice: MailNotice, links: Links, t: Translate): MailLink | undefined =>
  notice.kind === "invitation" && notice.declinedAt === undefined
    ? { label: t("decline"), url: `${links.personal(notice.webinar.code, notice.key)}?decline` }
    : undefined;

/** Whatever is as long as an address or a word of one letter repeated still breaks, in every mail program. */
const BREAKS = "overflow-wrap: anywhere; word-break: break-word";

const STYLE = {
  page: `font: 16px/1.5 system-ui, sans-serif; color: #1b2733; background: #ffffff; max-width: 34em; margin: 0 auto; padding: 1.5em; ${BREAKS}`,
  // A line of a person's, or of Usher's, in its own direction.
  line: "white-space: pre-line; unicode-bidi: plaintext",
  button:
    "display: inline-block; background: #3d5a80; color: #ffffff; padding: .6em 1.2em; border-radius: 6px; text-decoration: none",
  label: `color: #51606f; padding-right: 1em; text-align: start; font-weight: normal; vertical-align: top; width: 30%; word-break: normal; overflow-wrap: break-word`,
  value: `vertical-align: top; ${BREAKS}`,
  small: `color: #51606f; font-size: 13px; ${BREAKS}`,
  link: "color: #3d5a80; word-break: break-all",
};

/** Mail programs that know dark schemes take these over the styles on the elements; others drop them. */
const DARK = `:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body { background: #12181f !important; color: #e6ebf0 !important; }
  .soft { color: #9fb0c0 !important; }
  .link { color: #8fb3dd !important; }
  .button { background: #8fb3dd !important; color: #12181f !important; }
}`;

/** Whether the mail carries its reader's personal link. */
const hasPersonalLink = (notice: MailNotice): boolean =>
  notice.kind === "invitation" ||
  notice.kind === "registration" ||
  notice.kind === "revised" ||
  notice.kind === "asked" ||
  notice.kind === "id_given" ||
  notice.kind === "password_changed" ||
  (notice.kind === "moved" && (notice.registration !== undefined || notice.webinar.registrationRequired));

interface Content {
  readonly words: Words;
  readonly link: MailLink | undefined;
  readonly other: MailLink | undefined;
  readonly isPersonal: boolean;
  readonly t: Translate;
}

const textOf = ({ words: { title, lines, facts }, link, other, isPersonal, t }: Content): string => {
  const parts = [
    title,
    lines.join("\n"),
    facts.map(({ label, value }) => t("fact_line", { label, value })).join("\n"),
    link ? `${isPersonal ? t("mail_way_in") : link.label}\n${link.url}` : "",
    other ? `${other.label}\n${other.url}` : "",
    isPersonal ? `-- \n${t("mail_footer")}` : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
};

const factTable = (facts: readonly Fact[]) =>
  facts.length === 0
    ? ""
    : html`<table role="presentation" style="width: 100%; border-spacing: 0">${facts.map(
        ({ label, value }) =>
          html`<tr><th class="soft" dir="auto" style="${STYLE.label}">${label}</th><td dir="auto" style="${STYLE.value}"><strong>${value}</strong></td></tr>`,
      )}</table>`;

const htmlOf = (
  { words: { title, lines, facts }, link, other, isPersonal, t }: Content,
  locale: Locale,
) => html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${title}</title>
<style>${raw(DARK)}</style>
</head>
<body style="${STYLE.page}">
<h1 dir="auto" style="font-size: 1.3em; line-height: 1.3; ${BREAKS}">${title}</h1>
${lines.map((line) => html`<p style="${STYLE.line}">${line}</p>`)}
${factTable(facts)}
${link ? html`<p><a class="button" href="${link.url}" style="${STYLE.button}">${link.label}</a></p>` : ""}
${other ? html`<p><a class="link" href="${other.url}" style="${STYLE.link}">${other.label}</a></p>` : ""}
${isPersonal && link ? html`<p class="soft" style="${STYLE.small}">${t("mail_way_in")}<br><a class="link" href="${link.url}" style="${STYLE.link}">${link.url}</a></p><p class="soft" style="${STYLE.small}">${t("mail_footer")}</p>` : ""}
</body>
</html>`;

/** Renders a notice as a mail, in text and HTML; the HTML template escapes every text. */
export const letterOf = (notice: MailNotice, reader: Reader, links: Links): Letter => {
  const t = translatorFor(reader.locale);
  const words = wordsOf(notice, reader);
  const content = {
    words,
    link: linkOf(notice, links, t),
    other: otherLinkOf(notice, links, t),
    isPersonal: hasPersonalLink(notice),
    t,
  };
  return { subject: words.title, text: textOf(content), html: String(htmlOf(content, reader.locale)) };
};
