import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Reader } from "../../../core/model/person.ts";
import { leavingOf } from "../../../core/notices/leaving.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { formCard, submitButton } from "../../platform/inputs.ts";
import { aside, factSet, heading, textBlock } from "../../platform/text.ts";

/** Asks whether somebody wants to cancel their registration, and says what is lost; closing the dialog keeps it too. */
export const leaveView = (
  notice: Extract<Notice, { kind: "open_form"; form: "leave" }>,
  now: number,
  reader: Reader,
): IAdaptiveCard => {
  const t = translatorFor(reader.locale);
  const { title, lines, facts } = wordsOf(notice, reader, { now, marksTimes: true });
  const says = leavingOf(notice.registration.status);
  const data = { form: "leave", code: notice.webinar.code, version: String(notice.registration.version) };
  return formCard(
    title,
    [
      // What is asked stands above the dialog.
      heading(notice.webinar.title),
      ...facts.filter(({ is }) => is === "when").map(({ value }) => aside(value)),
      ...lines.map((line) => textBlock(line)),
      ...factSet(facts.filter(({ is }) => !is)),
    ],
    [submitButton(t(says.now), data, { style: "destructive" }), submitButton(t(says.keep), { ...data, act: "keep" })],
  );
};
