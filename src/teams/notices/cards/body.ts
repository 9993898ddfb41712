import type { CardElementArray } from "@microsoft/teams.cards";
import { defined } from "../../../core/model/defined.ts";
import { fullName } from "../../../core/model/person.ts";
import { unreachable } from "../../../core/model/result.ts";
import type { Status } from "../../../core/model/status.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Translate } from "../../../texts/translate.ts";
import { helpLineOf } from "../../../texts/words/help.ts";
import { escapeMarkdown } from "../../platform/escape.ts";
import { aside, type Element, factSet, heading, headline, textBlock } from "../../platform/text.ts";
import { copiedLine, listCard, logCard, registrantCard } from "./list.ts";
import { announcementCard, manyRequestsCard, overviewCard, reportCard } from "./overview.ts";
import { invitationCard, ownCard } from "./own.ts";
import {
  banner,
  type Drawing,
  factsBut,
  factsOf,
  foot,
  footOf,
  headOf,
  idOf,
  linesOf,
  plainCard,
  TONES,
  type Tone,
  warned,
} from "./parts.ts";
import { answersCard, requestCard, saidCard } from "./request.ts";

/** A few words that answer what was typed or pressed; whether it went well is seen before it is read. */
const shortCard = (drawing: Drawing, tone?: Tone): CardElementArray => {
  const { title, lines } = drawing.words;
  const said: Element = { ...textBlock(title), ...(lines.length > 0 && { weight: "Bolder" as const }) };
  return [tone ? banner(tone, [said]) : said, ...linesOf(drawing, { folds: true })];
};

/** What went wrong, with the reference on a line of its own, as it is copied. */
const failedCard = (reference: string, drawing: Drawing): CardElementArray => {
  const { words, t } = drawing;
  const lines = words.lines.slice(0, -1);
  return [
    ...shortCard({ ...drawing, words: { ...words, lines } }, "attention"),
    copiedLine({ label: t("failed_reference"), value: reference }, t),
  ];
};

const HEADING = { weight: "Bolder", size: "Medium", spacing: "Large", separator: true } as const;

/** A line of the help: what is typed as it stands is bold, and each kind has its heading. */
const helpLine = (line: string, t: Translate): Element => {
  const read = helpLineOf(line, t);
  if (read.kind === "heading") return { ...textBlock(read.text), ...HEADING };
  if (read.kind === "sentence") return textBlock(read.text);
  const command = read.parts.map(({ text, isTyped }) =>
    isTyped ? `**${escapeMarkdown(text)}**` : escapeMarkdown(text),
  );
  return { ...textBlock(""), text: `${command.join(" ")} – ${escapeMarkdown(read.does)}`, spacing: "Small" };
};

/** What can be typed, by who has a use for it: a line for each command, close under each other. */
const helpCard = ({ words, t }: Drawing): CardElementArray => [
  heading(words.title),
  ...words.lines.map((line) => helpLine(line, t)),
];

/** What cannot be taken back, or did not go as it should. */
const graveCard = (drawing: Drawing): CardElementArray => {
  const { words, max } = drawing;
  return [
    banner("attention", headOf(drawing)),
    ...linesOf(drawing),
    ...factSet(factsBut(words, "code", "when", "status"), max),
    ...foot(drawing),
  ];
};

/** A webinar that was scheduled, or several. */
const scheduledCard = (drawing: Drawing): CardElementArray => {
  const { words, max } = drawing;
  return [
    banner("good", headOf(drawing)),
    ...linesOf(drawing),
    ...factSet(factsBut(words, "when", "code"), max),
    ...foot(drawing),
  ];
};

/** What a host changed, and what follows from it. */
const editedCard = (drawing: Drawing): CardElementArray => {
  const { words, max } = drawing;
  return [
    ...headOf(drawing),
    ...factSet(factsBut(words, "code", "when"), max),
    ...warned(drawing),
    ...linesOf(drawing),
    ...foot({ ...drawing, words: { ...words, warnings: [] } }),
  ];
};

/** A webinar as it is shown to who asks for it: when, how they stand with it, what it is about, and the rest. */
const webinarCard = (drawing: Drawing, { status, isOff }: { status?: Status; isOff: boolean }): CardElementArray => {
  const { words, t, max, hasEnded } = drawing;
  const standing = factsOf(words, "status").filter(({ isInTitle }) => !isInTitle);
  const head: CardElementArray = [
    { ...headline(words.title), ...(hasEnded && !isOff && { isSubtle: true }) } as Element,
    ...factsOf(words, "when").map(({ value }) => aside(value)),
    ...standing.map(({ label, value }) => aside(label === "" ? value : t("fact_line", { label, value }))),
  ];
  return [
    ...(isOff ? [banner("attention", head)] : status && !hasEnded ? [banner(TONES[status], head)] : head),
    ...factsOf(words, "id").map((fact) => idOf(fact)),
    ...linesOf(drawing, { said: false, folds: true }),
    ...factSet(
      factsBut(words, "when", "status", "code", "id").filter(({ isAside }) => !isAside),
      max,
    ),
    ...linesOf(drawing, { quoted: false }),
    ...footOf(drawing),
  ];
};

/** The parts of a notice's card. A new notice does not compile until it has its card here. */
export const bodyOf = (notice: Notice, drawing: Drawing): CardElementArray => {
  switch (notice.kind) {
    case "refused":
    case "retried":
    case "working":
    case "unknown_command":
      return shortCard(drawing);
    case "failed":
      return failedCard(notice.reference, drawing);
    case "not_saved":
      return shortCard(drawing, "attention");
    case "saved":
    case "resent":
    case "ask_sent":
    case "resent_to":
      return shortCard(drawing, "good");
    case "request":
      return requestCard(notice, drawing);
    case "answers":
      return answersCard(notice, drawing);
    case "asked":
      return saidCard(notice.byName, drawing);
    case "thread":
      return saidCard(notice.part === "question" ? notice.byName : fullName(notice.registration), drawing);
    case "overview":
      return overviewCard(notice, drawing);
    case "announcement":
      return announcementCard(notice, drawing);
    case "report":
      return reportCard(drawing);
    case "digest":
    case "bulk":
    case "waiting":
      return manyRequestsCard(notice, drawing);
    case "webinar":
    case "link_preview":
      return webinarCard(drawing, {
        ...defined({ status: notice.kind === "webinar" ? notice.registration?.status : undefined }),
        isOff: notice.webinar.state === "cancelled",
      });
    case "invitation":
      return invitationCard(drawing);
    case "registration":
    case "answer_sent":
      return ownCard(TONES[notice.registration.status], drawing);
    case "follow_up":
      return ownCard(notice.hasAttended ? "good" : "emphasis", drawing);
    case "admitted":
    case "reminder":
      return ownCard("good", drawing);
    case "id_given":
      return ownCard(notice.registration ? "good" : "accent", drawing);
    case "moved":
    case "revised":
    case "password_changed":
    case "full":
      return ownCard("warning", drawing);
    case "host_message":
      return ownCard("accent", drawing, false);
    case "called_off":
      return ownCard("attention", drawing);
    case "announcement_closed":
    case "told_by":
    case "declined":
    case "over":
    case "line_over":
    case "offer_replaced":
    case "let_go":
    case "withdrawn":
      return ownCard("emphasis", drawing);
    case "confirm_leave":
    case "confirm_cancel":
    case "no_free_seat":
    case "no_seat_to_add":
    case "undelivered":
    case "cancelled":
      return graveCard(drawing);
    case "choose":
    case "webinars":
    case "mine":
    case "home":
    case "series":
    case "series_saved":
    case "series_announcement":
    case "series_registered":
    case "series_people":
    case "series_one":
      return listCard(drawing);
    case "confirm_handover":
      return notice.isYours ? plainCard(drawing) : graveCard(drawing);
    case "step_down":
      return notice.isDone ? plainCard(drawing) : graveCard(drawing);
    case "log":
      return logCard(drawing);
    case "registrant":
      return registrantCard(notice, drawing);
    case "scheduled":
    case "repeated":
      return scheduledCard(drawing);
    case "help":
      return helpCard(drawing);
    case "edited":
      return editedCard(drawing);
    case "form_open":
      return notice.of ? plainCard(drawing) : shortCard(drawing);
    case "announced":
    case "open_form":
    case "cohosts":
    case "cohosting":
    case "speakers":
    case "speaking":
    case "handover":
    case "handed_over":
    case "hosting":
    case "invited":
    case "request_gone":
    case "corrected":
    case "added":
    case "exported":
    case "answer_found":
    case "always":
    case "rule_test":
    case "message_sent":
    case "cancellations":
    case "coming":
    case "draft":
      return plainCard(drawing);
    default:
      return unreachable(notice);
  }
};
