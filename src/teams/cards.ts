import type { ActionArray, CardElementArray, IAdaptiveCard } from "@microsoft/teams.cards";
import type { CardAct } from "../core/acts.ts";
import { type Mine, type Notice, ownActs } from "../core/notice.ts";
import { fullName } from "../core/person.ts";
import { unreachable } from "../core/result.ts";
import type { Webinar } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { type Say, sayIn } from "../texts/say.ts";
import { type Fact, type Words, wordsOf } from "../texts/words.ts";
import type { Message } from "./connector.ts";
import { escapeMarkdown } from "./escape.ts";

export const ADAPTIVE_CARD = "application/vnd.microsoft.card.adaptive";
/** A list stays well below the 28 KB at which Teams refuses a message. */
const ITEMS_MAX = 10;
const LINE_MAX = 4_000;

type Button = ActionArray[number];
/** On a list, whose answer must not take the list's place. */
type Where = "alone" | "list";

export const textBlock = (text: string) => ({
  type: "TextBlock" as const,
  text: escapeMarkdown(text.slice(0, LINE_MAX)) || "–",
  wrap: true,
});

export const heading = (text: string): CardElementArray[number] => ({
  type: "TextBlock",
  text: escapeMarkdown(text) || "–",
  wrap: true,
  weight: "Bolder",
  size: "Medium",
  style: "heading",
});

export const factSet = (facts: readonly Fact[]): CardElementArray =>
  facts.length === 0
    ? []
    : [{ type: "FactSet", facts: facts.map(({ label, value }) => ({ title: label, value: escapeMarkdown(value) })) }];

/** A notice's words on a few plain lines, for notifications and for clients that cannot show cards. */
export const plainOf = ({ title, lines, items }: Words): string =>
  [title, ...lines, ...items.map((item) => item.title)].join("\n").slice(0, 500);

/** Opens a form: a dialog opens from Action.Submit only, never from Action.Execute (Microsoft Learn, Dialogs). */
const opening = (title: string, act: CardAct, id: string = act.act): Button => ({
  type: "Action.Submit",
  id,
  title,
  data: { ...act, msteams: { type: "task/fetch" } },
});

const executing = (title: string, act: CardAct, where: Where, id: string = act.act): Button => ({
  type: "Action.Execute",
  id,
  title,
  verb: act.act,
  data: { ...act, ...(where === "list" ? { where } : {}) },
  associatedInputs: "none",
});

/** What somebody can do about a webinar; on a list the button says which one, as the typed command would. */
const button = (say: Say, act: "register" | "show" | "join" | "leave" | "resend", { code }: Webinar, where: Where) => {
  const title = where === "list" ? `${say(act)} ${code}` : say(act);
  const id = where === "list" ? `${act}-${code}` : act;
  return act === "register" ? opening(title, { act, code }, id) : executing(title, { act, code }, where, id);
};

const ownButtons = (say: Say, mine: Mine, where: Where): Button[] =>
  ownActs(mine).map((act) => button(say, act, mine.webinar, where));

const buttonsOf = (notice: Notice, say: Say): Button[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [opening(say("schedule"), { act: "schedule" })] : [];
    case "open_form":
      return [
        notice.form === "schedule"
          ? opening(say("schedule"), { act: "schedule" })
          : button(say, "register", notice.webinar, "alone"),
      ];
    case "announcement":
      return notice.webinar.registrationRequired ? [button(say, "register", notice.webinar, "alone")] : [];
    case "webinar":
    case "invitation":
      return ownButtons(say, notice, "alone");
    case "registration":
      return [
        ...ownButtons(say, notice, "alone"),
        ...(notice.again && notice.registration.status !== "rejected"
          ? [button(say, "resend", notice.webinar, "alone")]
          : []),
      ];
    case "request": {
      const { webinar, registration } = notice;
      const { key, version, status } = registration;
      if (status !== "pending") return [];
      const name = fullName(registration);
      const decide = (act: "approve" | "reject") =>
        executing(say(`${act}_name`, { name }), { act, code: webinar.code, registration: key, version }, "alone");
      return [
        { ...decide("approve"), style: "positive" },
        { ...decide("reject"), style: "destructive" },
      ];
    }
    case "admitted":
      return [{ type: "Action.OpenUrl", title: say("open_meeting"), url: notice.link }];
    case "undelivered": {
      const { webinar, failed } = notice;
      return [executing(say("try_again"), { act: "retry", code: webinar.code, failed }, "alone")];
    }
    case "unknown_command":
    case "refused":
    case "failed":
    case "working":
    case "not_saved":
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

/** The buttons of one webinar in a list. */
const itemButtons = (notice: Notice, webinar: Webinar, index: number, say: Say): Button[] => {
  if (notice.kind === "webinars") return [button(say, "show", webinar, "list")];
  if (notice.kind === "mine") return ownButtons(say, notice.entries[index] ?? { webinar }, "list");
  if (notice.kind !== "choose") return [];
  const { command } = notice;
  const isAct = command === "register" || command === "join" || command === "leave" || command === "resend";
  return [button(say, isAct ? command : "show", webinar, "list")];
};

/**
 * A notice as an Adaptive Card 1.5, all that people typed escaped. Without `buttons` it is for a dialog, where
 * Action.Execute does not work.
 */
export const cardOf = (notice: Notice, reader: Reader, { buttons = true } = {}) => {
  const say = sayIn(reader.locale);
  const words = wordsOf(notice, reader);
  const items = words.items.slice(0, ITEMS_MAX).map(({ webinar, title, facts }, index): CardElementArray[number] => {
    const actions = buttons ? itemButtons(notice, webinar, index, say) : [];
    return {
      type: "Container",
      separator: true,
      spacing: "Medium",
      items: [
        { type: "TextBlock", text: escapeMarkdown(title) || "–", wrap: true, weight: "Bolder" },
        ...factSet(facts),
        ...(actions.length > 0 ? [{ type: "ActionSet" as const, actions }] : []),
      ],
    };
  });
  const actions = buttons ? buttonsOf(notice, say) : [];
  return {
    type: "AdaptiveCard",
    version: "1.5",
    fallbackText: plainOf(words),
    body: [heading(words.title), ...words.lines.map(textBlock), ...factSet(words.facts), ...items],
    ...(actions.length > 0 ? { actions } : {}),
  } satisfies IAdaptiveCard;
};

/** A card as a message: the card alone, with the words that its notification says. */
export const messageWith = (card: IAdaptiveCard, summary: string): Message => ({
  type: "message",
  summary: summary.slice(0, 200),
  attachments: [{ contentType: ADAPTIVE_CARD, content: card }],
});

export const messageOf = (notice: Notice, reader: Reader): Message =>
  messageWith(cardOf(notice, reader), wordsOf(notice, reader).title);
