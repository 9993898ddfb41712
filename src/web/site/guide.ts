import type { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Face } from "../../core/model/ids.ts";
import { COMMANDS, type CommandName } from "../../core/notices/commands.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";
import { helpLineOf } from "../../texts/words/help.ts";
import { type Html, heading } from "../elements.ts";
import type { Env } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { type Drawing, GUIDE_STYLE, guidePicture } from "./guide-pictures.ts";

/** A step of a host's way, in the order in which they come, with what it shows and the commands that do it. */
interface Step {
  readonly id: string;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly drawing: Drawing;
  /** What the drawing shows, for who hears the page. */
  readonly shows: TextKey;
  readonly commands: readonly CommandName[];
}

const STEPS: readonly Step[] = [
  {
    ...{ id: "schedule", title: "guide_schedule_title", text: "guide_schedule" },
    ...{ drawing: "overview", shows: "guide_schedule_picture" },
    commands: ["schedule", "edit", "cohost", "speaker", "cancel"],
  },
  {
    ...{ id: "form", title: "guide_form_title", text: "guide_form" },
    ...{ drawing: "form", shows: "guide_form_picture" },
    commands: ["form", "series"],
  },
  {
    ...{ id: "invite", title: "guide_invite_title", text: "guide_invite" },
    ...{ drawing: "invitation", shows: "guide_invite_picture" },
    commands: ["invite", "announce", "add"],
  },
  {
    ...{ id: "decide", title: "guide_decide_title", text: "guide_decide" },
    ...{ drawing: "request", shows: "guide_decide_picture" },
    commands: ["requests", "rules"],
  },
  {
    ...{ id: "day", title: "guide_day_title", text: "guide_day" },
    ...{ drawing: "ticket", shows: "guide_day_picture" },
    commands: ["roster", "message"],
  },
  {
    ...{ id: "after", title: "guide_after_title", text: "guide_after" },
    ...{ drawing: "table", shows: "guide_after_picture" },
    commands: ["report", "export", "log", "handover"],
  },
];

/** Everybody has a use for these; and here is whatever no step names, so that none is missing. */
const OTHERS: readonly CommandName[] = COMMANDS.filter(
  (name) => !STEPS.some(({ commands }) => commands.includes(name)),
);

const TYPING = { slack: "guide_in_slack", teams: "guide_in_teams" } as const satisfies Record<Face, TextKey>;

/** A word as it is typed; in capitals it stands for another. */
const typedWord = (word: string): Html =>
  /^\p{Lu}+$/u.test(word) ? html`<var>${word}</var>` : html`<code class="typed">${word}</code>`;

/** A command of several words. */
const typedIn = (command: string): (Html | string)[] =>
  command.split(" ").flatMap((word, i) => [i > 0 ? " " : "", typedWord(word)]);

/** What is typed as it stands is marked in the sentences of the guide, as ‹schedule› is. */
const coded = (text: string): (Html | string)[] =>
  text.split(/‹([^›]+)›/).flatMap((part, i) => (i % 2 === 1 ? typedIn(part) : [part]));

const paragraphs = (text: string): Html[] => text.split("\n\n").map((part) => html`<p>${coded(part)}</p>`);

/** A form of a command and what it does, from what *help* says of it in chat: `form CODE – what people are asked`. */
const commandItem = (said: string, t: Translate): Html | string => {
  const line = helpLineOf(said, t);
  if (line.kind !== "command") return "";
  const words = line.parts.map(({ text, isTyped }) =>
    isTyped ? html`<code>${text}</code> ` : html`<var>${text}</var> `,
  );
  return html`<div><dt>${words}</dt><dd>${line.does}</dd></div>`;
};

const commandList = (names: readonly CommandName[], t: Translate): Html =>
  html`<dl class="commands">${names.flatMap((name) => t(`help_${name}`).split("\n")).map((said) => commandItem(said, t))}</dl>`;

/** Adds the guide for hosts: one page from scheduling to what comes after, with what each command does. */
export const addGuide = (pages: Hono<Env>, respond: Responses, { core, theme, faces }: PageDeps): void => {
  pages.get("/help", (c) => {
    const t = respond.translator(c);
    const values = { site: theme.name, days: core.site.retentionDays };
    const hand = { t, locale: respond.localeOf(c) };
    const contents = STEPS.map(({ id, title }) => html`<li><a href="#${id}">${t(title)}</a></li>`);
    const steps = STEPS.map(
      ({ id, title, text, drawing, shows, commands }) =>
        html`<section id="${id}" class="step"><div class="told"><div><h2>${t(title)}</h2>${paragraphs(t(text, values))}</div>${guidePicture(drawing, t(shows), hand)}</div>${commandList(commands, t)}</section>`,
    );
    const typing = faces.map((face) => t(TYPING[face])).join(" ");
    const style = html`<style nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(GUIDE_STYLE)}</style>`;
    const body = html`${style}${heading(t("page_help_link"))}<p class="lead">${t("guide_intro")}</p>
<nav aria-label="${t("guide_contents")}"><ol class="steps">${contents}<li><a href="#everybody">${t("guide_everybody_title")}</a></li></ol></nav>
<p class="note">${coded([typing, t("guide_code")].filter((part) => part !== "").join("\n"))}</p>
${steps}<section id="everybody" class="step last"><h2>${t("guide_everybody_title")}</h2>${paragraphs(t("guide_everybody"))}${commandList(OTHERS, t)}</section>`;
    return respond.page(c, t("page_help_link"), body);
  });
};
