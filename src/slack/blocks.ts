import type { ActionsBlock, Button, ContextBlock, KnownBlock, SectionBlock } from "@slack/types";
import type { CardAct } from "../core/acts.ts";
import type { WebinarCode } from "../core/ids.ts";
import type { Links } from "../core/links.ts";
import { type Mine, type Notice, ownActs } from "../core/notice.ts";
import { fullName } from "../core/person.ts";
import { unreachable } from "../core/result.ts";
import type { Reader } from "../delivery/outcome.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { type Fact, type Words, wordsOf } from "../texts/words.ts";
import { cutTo, escapeMrkdwn } from "./escape.ts";

/** A message as Slack takes it: the text is what notifications and screen readers say. */
export interface SlackMessage {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** The action id of every button that carries an act; the rest of the id only keeps ids apart in one message. */
export const ACT = "act";
const LINK = "link";

const SECTION_MAX = 3_000;
const BUTTON_MAX = 75;
/** Ten items with their buttons, and room to spare below the 50 blocks of a message. */
const ITEMS_MAX = 10;

const section = (text: string): SectionBlock => ({
  type: "section",
  text: { type: "mrkdwn", text: cutTo(text, SECTION_MAX) },
});

const factLines = (facts: readonly Fact[], say: Say): string =>
  facts
    .map(({ label, value }) => say("fact_line", { label: escapeMrkdwn(label), value: `*${escapeMrkdwn(value)}*` }))
    .join("\n");

const button = (label: string, act: CardAct, style?: "primary" | "danger"): Button => ({
  type: "button",
  action_id: `${ACT}:${act.act}${"code" in act ? `:${act.code}` : ""}`,
  text: { type: "plain_text", text: cutTo(label, BUTTON_MAX) },
  value: JSON.stringify(act),
  ...(style ? { style } : {}),
});

const link = (label: string, url: string): Button => ({
  type: "button",
  action_id: LINK,
  text: { type: "plain_text", text: cutTo(label, BUTTON_MAX) },
  url,
  style: "primary",
});

const actions = (elements: readonly Button[]): ActionsBlock[] =>
  elements.length === 0 ? [] : [{ type: "actions", elements: [...elements] }];

const ownButtons = (mine: Mine, say: Say): Button[] =>
  ownActs(mine).map((act) =>
    button(say(act), { act, code: mine.webinar.code }, act === "leave" ? undefined : "primary"),
  );

const showButton = (code: WebinarCode, say: Say): Button[] => [button(say("show"), { act: "show", code })];

const CHOICES = { register: "register", join: "join", leave: "leave", resend: "resend", show: "show" } as const;

const buttonsOf = (notice: Notice, say: Say): Button[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [button(say("schedule"), { act: "schedule" })] : [];
    case "open_form":
      return notice.form === "schedule"
        ? [button(say("schedule"), { act: "schedule" }, "primary")]
        : [button(say("register"), { act: "register", code: notice.webinar.code }, "primary")];
    case "announcement":
    case "webinar":
    case "invitation":
      return ownButtons(notice, say);
    case "registration":
      return [
        ...ownButtons(notice, say),
        ...(notice.again && notice.registration.status !== "rejected"
          ? [button(say("resend"), { act: "resend", code: notice.webinar.code })]
          : []),
      ];
    case "request": {
      const { webinar, registration } = notice;
      if (registration.status !== "pending") return [];
      const name = fullName(registration);
      const { key, version } = registration;
      const { code } = webinar;
      return [
        {
          ...button(say("approve"), { act: "approve", code, registration: key, version }, "primary"),
          accessibility_label: cutTo(say("approve_name", { name }), BUTTON_MAX),
        },
        {
          ...button(say("reject"), { act: "reject", code, registration: key, version }, "danger"),
          accessibility_label: cutTo(say("reject_name", { name }), BUTTON_MAX),
        },
      ];
    }
    case "admitted":
      return [link(say("open_meeting"), notice.link)];
    case "undelivered":
      return [button(say("try_again"), { act: "retry", code: notice.webinar.code, failed: notice.failed }, "primary")];
    case "unknown_command":
    case "refused":
    case "failed":
    case "not_saved":
    case "working":
    case "choose":
    case "scheduled":
    case "invited":
    case "webinars":
    case "mine":
    case "resent":
    case "retried":
    case "draft":
      return [];
    default:
      return unreachable(notice);
  }
};

const itemButtons = (notice: Notice, index: number, say: Say): Button[] => {
  if (notice.kind === "mine") {
    const entry = notice.entries[index];
    return entry ? ownButtons(entry, say) : [];
  }
  if (notice.kind !== "choose" && notice.kind !== "webinars") return [];
  const webinar = notice.webinars[index];
  if (!webinar) return [];
  if (notice.kind === "webinars" || !(notice.command in CHOICES)) return showButton(webinar.code, say);
  const act = CHOICES[notice.command as keyof typeof CHOICES];
  return [button(say(act), { act, code: webinar.code }, "primary")];
};

const itemBlocks = (notice: Notice, words: Words, say: Say): KnownBlock[] =>
  words.items
    .slice(0, ITEMS_MAX)
    .flatMap((item, index): KnownBlock[] => [
      { type: "divider" },
      section(`*${escapeMrkdwn(item.title)}*\n${factLines(item.facts, say)}`),
      ...actions(itemButtons(notice, index, say)),
    ]);

const pageLink = (notice: Notice, links: Links): ContextBlock[] => {
  const page = notice.kind === "scheduled" ? links.about(notice.webinar.code) : undefined;
  return page ? [{ type: "context", elements: [{ type: "mrkdwn", text: `<${page}>` }] }] : [];
};

/** A notice as Block Kit. Every text of a person is escaped; what is too long for Slack is cut, not refused. */
export const messageOf = (notice: Notice, reader: Reader, links: Links): SlackMessage => {
  const words = wordsOf(notice, reader);
  const say = sayIn(reader.locale);
  const body = [
    ...words.lines.map(escapeMrkdwn),
    ...(words.facts.length > 0 ? [factLines(words.facts, say)] : []),
  ].join("\n");
  const heading =
    notice.kind === "refused" || notice.kind === "working"
      ? escapeMrkdwn(words.title)
      : `*${escapeMrkdwn(words.title)}*`;
  return {
    text: cutTo(escapeMrkdwn(words.title), 300),
    blocks: [
      section(body === "" ? heading : `${heading}\n${body}`),
      ...itemBlocks(notice, words, say),
      ...actions(buttonsOf(notice, say)),
      ...pageLink(notice, links),
    ],
  };
};
