import { wholeRefusal } from "../../../core/hosting/form-problems.ts";
import { parseCode } from "../../../core/model/ids.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { readSeriesMetadata, SERIES_VIEW, seriesView } from "./view.ts";

/** Takes the form of a series, which makes or changes one. */
export const listenToSeriesForm = (modals: Modals, conversation: Conversation): void => {
  const { core } = conversation;

  modals.submitted(SERIES_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { organisation, person, requestId } = speaker;
    const { edits, mark } = readSeriesMetadata(view.metadata);
    const filled = readFilled(view.values);
    const fields = {
      title: filled.text("title"),
      webinars: filled.options("webinars").flatMap((code) => parseCode(code) ?? []),
    };
    const result = await core.series.save({
      organisation,
      by: person,
      fields,
      way: "slack",
      // One form makes one series, whatever is corrected in it after a lost answer.
      requestId: edits ? requestId : conversation.requestId("view", view.id, SERIES_VIEW),
      ...(edits ? { code: edits.code, version: edits.version } : {}),
    });
    if (result.ok) return { view: conversation.noticeView({ kind: "series_saved", ...result.value }, reader) };

    const whole = wholeRefusal(result.refusal);
    if (whole) return { view: conversation.noticeView(refused(whole), reader) };
    const { errors, notes, sentences } = modals.placed(result.refusal, turn);
    if (notes.length === 0) return { errors };
    const present = edits && (await core.series.withWebinars(organisation, edits.code, person));
    const form = {
      choices: await core.series.choices(organisation, person, edits?.code),
      notes: sentences,
      edits: present,
    };
    const isChanged = result.refusal.some(({ refusal }) => refusal.reason === "series_changed");
    if (isChanged && present)
      return { view: seriesView({ ...form, fields: present.series, mark: String(present.series.version) }, reader) };
    return { view: seriesView({ ...form, fields, mark }, reader) };
  });
};
