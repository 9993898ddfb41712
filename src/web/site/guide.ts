import type { Hono } from "hono";
import { html, raw } from "hono/html";
import type { Face } from "../../core/model/ids.ts";
import { COMMANDS, type CommandName, HOST_COMMANDS, HOSTS_WORK } from "../../core/notices/commands.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";
import { helpLineOf } from "../../texts/words/help.ts";
import { type Html, heading } from "../elements.ts";
import type { Env } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { SAMPLE_CODE } from "./code-form.ts";
import { type Drawing, GUIDE_STYLE, guidePicture } from "./guide-pictures.ts";

/** A step of a host's way, in the order in which they come, with what it shows. */
interface Step {
  readonly id: string;
  readonly title: TextKey;
  readonly text: TextKey;
  readonly drawing: Drawing;
  /** What the drawing shows, for who hears the page. */
  readonly shows: TextKey;
}

const STEPS: readonly Step[] = [
  {
    ...{ id: "schedule", title: "guide_schedule_title", text: "guide_schedule" },
    ...{ drawing: "overview", shows: "guide_schedule_picture" },
  },
  {
    ...{ id: "form", title: "guide_form_title", text: "guide_form" },
    ...{ drawing: "form", shows: "guide_form_picture" },
  },
  {
    ...{ id: "invite", title: "guide_invite_title", text: "guide_invite" },
    ...{ drawing: "invitation", shows: "guide_invite_picture" },
  },
  {
    ...{ id: "decide", title: "guide_decide_title", text: "guide_decide" },
    ...{ drawing: "request", shows: "guide_decide_picture" },
  },
  {
    ...{ id: "day", title: "guide_day_title", text: "guide_day" },
    ...{ drawing: "ticket", shows: "guide_day_picture" },
  },
  {
    ...{ id: "after", title: "guide_after_title", text: "guide_after" },
    ...{ drawing: "table", shows: "guide_after_picture" },
  },
];

/** The commands by what somebody is about to do, each under what the help in chat calls it. */
const GROUPS: readonly (readonly [TextKey, readonly CommandName[]])[] = [
  ["help_hosts_plan", HOSTS_WORK.plan],
  ["help_hosts_invite", HOSTS_WORK.invite],
  ["help_hosts_decide", HOSTS_WORK.decide],
  ["help_hosts_share", HOSTS_WORK.share],
  ["help_hosts_after", HOSTS_WORK.after],
  ["guide_for_all", COMMANDS.filter((name) => !HOST_COMMANDS.includes(name))],
];

/** What is typed for each form of a command that is more than its word and a code, in the order in which help has them. */
const EXAMPLES: Readonly<Partial<Record<CommandName, readonly string[]>>> = {
  schedule: ["schedule", `schedule again ${SAMPLE_CODE}`],
  series: ["series", `series ${SAMPLE_CODE}`],
  cohost: [`cohost ${SAMPLE_CODE} @Bob`, `cohost ${SAMPLE_CODE} remove @Bob`],
  speaker: [`speaker ${SAMPLE_CODE} @Mia`, `speaker ${SAMPLE_CODE} remove @Mia`],
  handover: [`handover ${SAMPLE_CODE} @Bob`, `handover ${SAMPLE_CODE}`],
  invite: [`invite ${SAMPLE_CODE} @Ann ben@example.com`],
  announce: [`announce ${SAMPLE_CODE} #garden`],
  add: [`add ${SAMPLE_CODE} ann@example.com`],
  roster: [`roster ${SAMPLE_CODE} Ann`],
  rules: [`rules ${SAMPLE_CODE}`, `rules ${SAMPLE_CODE} test ann@example.com`],
  list: ["list"],
  my: ["my"],
  help: ["help"],
};

const TYPING = { slack: "guide_in_slack", teams: "guide_in_teams" } as const satisfies Record<Face, TextKey>;

/** What is typed as it stands is marked in the sentences of the guide, as ‹schedule› is. */
const coded = (text: string): (Html | string)[] =>
  text.split(/‹([^›]+)›/).map((part, i) => (i % 2 === 1 ? html`<code class="typed">${part}</code>` : part));

const paragraphs = (text: string): Html[] => text.split("\n\n").map((part) => html`<p>${coded(part)}</p>`);

/** An example of each form of a command, and what it does, from what *help* says of it in chat. */
const commandItems = (name: CommandName, t: Translate): (Html | string)[] => {
  const examples = EXAMPLES[name] ?? [`${name} ${SAMPLE_CODE}`];
  return t(`help_${name}`)
    .split("\n")
    .map((said, at) => {
      const line = helpLineOf(said, t);
      return line.kind === "command"
        ? html`<div><dt><code>${examples[at] ?? name}</code></dt><dd>${line.does}</dd></div>`
        : "";
    });
};

const commandGroup = ([title, names]: (typeof GROUPS)[number], t: Translate): Html =>
  html`<details><summary>${t(title)}</summary><dl class="commands">${names.flatMap((name) => commandItems(name, t))}</dl></details>`;

/** Adds the guide for hosts: one page from scheduling to what comes after, and every command by what it is for. */
export const addGuide = (pages: Hono<Env>, respond: Responses, { core, theme, faces }: PageDeps): void => {
  pages.get("/help", (c) => {
    const t = respond.translator(c);
    const buttons = { preview: t("preview_link"), share: t("share_page") };
    const values = { site: theme.name, days: core.site.retentionDays, ...buttons };
    const hand = { t, locale: respond.localeOf(c) };
    const contents = [...STEPS, { id: "commands", title: "guide_commands_title" } as const].map(
      ({ id, title }) => html`<li><a href="#${id}">${t(title)}</a></li>`,
    );
    const steps = STEPS.map(
      ({ id, title, text, drawing, shows }) =>
        html`<section id="${id}" class="step"><div><h2>${t(title)}</h2>${paragraphs(t(text, values))}</div>${guidePicture(drawing, t(shows), hand)}</section>`,
    );
    const typing = [...faces.map((face) => t(TYPING[face])), t("guide_code", { code: SAMPLE_CODE })];
    const style = html`<style nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(GUIDE_STYLE)}</style>`;
    const body = html`${style}${heading(t("page_help_link"))}<p class="lead">${t("guide_intro")}</p>
<nav aria-label="${t("guide_contents")}"><ul class="contents">${contents}</ul></nav>
${steps}<section id="commands" class="step all"><h2>${t("guide_commands_title")}</h2><p>${t("guide_commands")}</p><ul>${typing.map((line) => html`<li>${coded(line)}</li>`)}</ul>${GROUPS.map((group) => commandGroup(group, t))}</section>`;
    return respond.page(c, t("page_help_link"), body);
  });
};
