import type { ActionsBlock, Button, KnownBlock, ModalView, Overflow } from "@slack/types";
import type { Reader } from "../../core/model/person.ts";
import { type CardAct, parseAct } from "../../core/notices/card-acts.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { translatorFor } from "../../texts/translate.ts";
import { windowTitle } from "../../texts/window-title.ts";
import { readCarried } from "../platform/carried.ts";
import { heading, notesOf } from "../platform/inputs.ts";

const modal = (title: string, blocks: KnownBlock[], reader: Reader, isOnTop = false): ModalView => ({
  type: "modal",
  callback_id: "notice",
  title: heading(title),
  close: heading(translatorFor(reader.locale)(isOnTop ? "back" : "close")),
  blocks,
});

type ActName = CardAct["act"];
/**
 * The acts whose answer can take the place of this view: those that open another form, what somebody does about their own
 * registration, and what a host does about what the view tells. Lists are left out, which are for a conversation.
 */
const IN_PLACE: readonly ActName[] = [
  "join",
  "register",
  "claim",
  "pass",
  "leave",
  "edit_answers",
  "told_by",
  "tell_by",
  "resend",
  "approve",
  "reject",
  "undo",
  "message_undo",
  "invite_shared",
  "announce_shared",
  "announce_withdraw",
  "invite",
  "announce",
  "edit",
  "form",
  "series_edit",
  "rules",
  "raise",
  "add_raise",
  "take_back",
  "schedule",
];
/** Those that are about one person of the roster, whose view stands on top of it. */
const ON_REGISTRANT: readonly ActName[] = ["change", "reject_reason", "ask", "resend_to", "correct"];

/** What a notice has beside a section, other than a picture. */
const isPressed = (element: { type: string }): element is Button | Overflow =>
  element.type === "button" || element.type === "overflow";

const keptIn = (notice: Notice) => {
  const inPlace = notice.kind === "registrant" ? ON_REGISTRANT : IN_PLACE;
  const isKept = (value: string | undefined): boolean => {
    const act = parseAct(readCarried(value));
    return act !== undefined && inPlace.includes(act.act);
  };
  const keptElement = (element: ActionsBlock["elements"][number]): ActionsBlock["elements"] => {
    if (element.type === "button") {
      return element.url !== undefined || isKept(element.value) ? [element] : [];
    }
    if (element.type !== "overflow") return [];
    const options = element.options.filter(({ value, url }) => url !== undefined || isKept(value));
    return options.length === 0 ? [] : [{ ...element, options }];
  };
  return (block: KnownBlock): KnownBlock[] => {
    if (block.type === "section" && block.accessory && block.accessory.type !== "image") {
      const { accessory, ...rest } = block;
      const [kept] = isPressed(accessory) ? keptElement(accessory) : [];
      return [kept && isPressed(kept) ? { ...rest, accessory: kept } : rest];
    }
    if (block.type !== "actions") return [block];
    const elements = block.elements.flatMap(keptElement);
    return elements.length === 0 ? [] : [{ ...block, elements }];
  };
};

/**
 * Renders the view that takes a form's place when it is done, or stands on top of another: that one is gone back to. It keeps the buttons that open a page, and those whose
 * answer can take its own place: other presses have no conversation to be answered in.
 */
export const noticeView = (
  notice: Notice,
  reader: Reader,
  blocks: readonly KnownBlock[],
  isOnTop = false,
): ModalView => {
  const t = translatorFor(reader.locale);
  return modal(windowTitle(notice, t), blocks.flatMap(keptIn(notice)), reader, isOnTop);
};

/** Sentences alone. */
export const sentencesView = (sentences: readonly string[], reader: Reader): ModalView =>
  modal("Usher", notesOf(sentences), reader);
