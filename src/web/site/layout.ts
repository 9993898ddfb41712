import { html, raw } from "hono/html";
import type { Theme } from "../../brand/theme.ts";
import { LOCALES, type Locale } from "../../core/model/person.ts";
import { translatorFor } from "../../texts/translate.ts";
import type { Html } from "../elements.ts";
import { COPY_SCRIPT } from "./copy-script.ts";
import type { Pictures } from "./pictures.ts";
import { styleOf } from "./style.ts";
import { TIME_SCRIPT } from "./time-script.ts";

/** What another site may show of a page whose link is pasted there (Open Graph). */
export interface Preview {
  readonly title: string;
  readonly description: string;
  readonly url: string;
}

interface Shell {
  readonly locale: Locale;
  readonly nonce: string;
  readonly theme: Theme;
  readonly pictures: Pictures;
  /** Where the same page is in another language. */
  readonly inLanguage: (locale: Locale) => string;
  readonly preview?: Preview | undefined;
}

/** Languages in their own words, so that whoever looks for one can read it. */
export const LANGUAGES: Readonly<Record<Locale, string>> = { en: "English", fr: "Français" };

const previewTags = ({ title, description, url }: Preview, siteName: string): Html =>
  html`<meta property="og:type" content="website"><meta property="og:site_name" content="${siteName}">
<meta property="og:title" content="${title}"><meta property="og:description" content="${description}">
<meta property="og:url" content="${url}"><meta name="description" content="${description}">`;

const footer = ({ locale, inLanguage }: Shell): Html => {
  const t = translatorFor(locale);
  const languages = LOCALES.map((one) =>
    one === locale
      ? html`<span aria-current="true" lang="${one}">${LANGUAGES[one]}</span>`
      : html`<a href="${inLanguage(one)}" lang="${one}" hreflang="${one}" rel="nofollow">${LANGUAGES[one]}</a>`,
  );
  return html`<footer><nav aria-label="${t("page_about_site")}"><a href="/help">${t("page_help_link")}</a><a href="/privacy">${t("page_privacy_title")}</a><a href="/terms">${t("page_terms_title")}</a></nav>
<nav aria-label="${t("page_language")}">${languages}</nav></footer>`;
};

/** A script of our own, for who has scripts; every page does its work without. */
const scriptTag = (script: string, nonce: string): Html => html`<script nonce="${nonce}">${raw(script)}</script>`;

/** What is on a page, and the script that it needs. */
const SCRIPTS = [
  ["<time ", TIME_SCRIPT],
  [" data-copies=", COPY_SCRIPT],
] as const;

/** A whole page. The content security policy lets only styles and scripts with this `nonce` through. */
export const htmlPage = (title: string, body: Html, shell: Shell): Html => {
  const { locale, nonce, theme, pictures, preview } = shell;
  const content = `${body}`;
  const scripts = SCRIPTS.filter(([mark]) => content.includes(mark)).map(([, script]) => script);
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title === theme.name ? title : `${title} · ${theme.name}`}</title>
${preview ? previewTags(preview, theme.name) : ""}
<link rel="icon" href="${pictures.icon}">
<style nonce="${nonce}">${raw(styleOf(theme, content))}</style>
</head>
<body><header><a class="brand" href="/"><img src="${pictures.logo}" alt=""><span dir="auto">${theme.name}</span></a></header>
<main>${body}</main>
${footer(shell)}${scripts.map((script) => scriptTag(script, nonce))}</body>
</html>`;
};
