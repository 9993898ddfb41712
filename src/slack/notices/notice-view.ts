import type { KnownBlock, ModalView } from "@slack/types";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { translatorFor } from "../../texts/translate.ts";
import { heading, notesOf } from "../platform/inputs.ts";

const modal = (title: string, blocks: KnownBlock[], reader: Reader): ModalView => ({
  type: "modal",
  callback_id: "notice",
  title: heading(title),
  close: heading(translatorFor(reader.locale)("close")),
  blocks,
});

/** The acts whose answer can take the place of this view: those that open another form, and *raise* after a refusal. */
const IN_PLACE = /^act:(edit|form|series_edit|rules|raise|add_raise):/;
/** Those that are about one person of the roster, whose view stands on top of it. */
const ON_REGISTRANT = /^act:(change|ask|resend_to|correct):/;

const keptIn =
  (notice: Notice) =>
  (block: KnownBlock): KnownBlock[] => {
    const inPlace = notice.kind === "registrant" ? ON_REGISTRANT : IN_PLACE;
    if (block.type !== "actions") return [block];
    const elements = block.elements.filter(
      (element) => element.type === "button" && (element.url !== undefined || inPlace.test(element.action_id ?? "")),
    );
    return elements.length === 0 ? [] : [{ ...block, elements }];
  };

/**
 * Renders the view that takes a form's place when it is done. It keeps the buttons that open a page, and those whose
 * answer can take its own place: other presses have no conversation to be answered in.
 */
export const noticeView = (notice: Notice, reader: Reader, blocks: readonly KnownBlock[]): ModalView => {
  const t = translatorFor(reader.locale);
  const isRegistering =
    notice.kind === "open_form" ||
    (notice.kind === "registration" && !notice.isEdited && notice.registration.status !== "cancelled");
  return modal(isRegistering ? t("register") : "Usher", blocks.flatMap(keptIn(notice)), reader);
};

/** Sentences alone. */
export const sentencesView = (sentences: readonly string[], reader: Reader): ModalView =>
  modal("Usher", notesOf(sentences), reader);
