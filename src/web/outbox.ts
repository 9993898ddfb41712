import type { Hono } from "hono";
import { html } from "hono/html";
import type { KeptLetter } from "../email/outbox.ts";
import { isLoopback } from "../local.ts";
import type { Translate } from "../texts/translate.ts";
import type { Html } from "./elements.ts";
import { type Env, isLocal } from "./incoming/request.ts";
import type { PageDeps, Responses } from "./responses.ts";

const withLinks = (text: string): (Html | string)[] =>
  text
    .split(/(https?:\/\/[^\s)>\]]+)/)
    .map((part) => (/^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : part));

const letter = ({ subject, to, text, calendar }: KeptLetter, t: Translate): Html =>
  html`<h2 dir="auto">${subject}</h2><p>${t("fact_line", { label: t("field_address"), value: to })}</p><pre dir="auto">${withLinks(text)}</pre>${calendar ? html`<details><summary>${t("page_calendar")}</summary><pre>${calendar}</pre></details>` : ""}`;

/** The page with the mail that was kept instead of sent. */
export const addOutboxPage = (pages: Hono<Env>, respond: Responses, { outbox, publicUrl }: PageDeps): void => {
  pages.get("/outbox", async (c) => {
    // Other people's mail: only for whoever sits at this machine.
    if (!outbox || !isLocal(c) || !isLoopback(publicUrl.hostname)) return c.notFound();
    const t = respond.translator(c);
    const letters = await outbox.list();
    const list = letters.length === 0 ? html`<p>${t("page_outbox_empty")}</p>` : letters.map((one) => letter(one, t));
    return respond.page(c, t("page_outbox"), html`<h1>${t("page_outbox")}</h1>${list}`);
  });
};
