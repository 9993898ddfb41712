import type { RefusedRow } from "../../../core/model/refusal.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { makeWords, type Words } from "../../fact.ts";
import { sayRows } from "../../refusals.ts";
import type { TextContext } from "../facts.ts";

/** So many names of people who were not found are said back. */
const NAMES_SHOWN = 10;

/** The first of several names. */
export const firstFew = (names: readonly string[]): readonly string[] => names.slice(0, NAMES_SHOWN);
export const firstOf = (names: readonly string[]): string => firstFew(names).join(", ");

/** How far inviting has come: who is invited, who needed nothing, and who could not be. */
export const invitedWords = (notice: Notice & { kind: "invited" }, { t }: TextContext): Words => {
  const { webinar, invited, known, left, named, repeated, leftOut, outside, shared, refused, refusedFirst } = notice;
  const namesOf = (why: RefusedRow["why"]) =>
    refusedFirst.flatMap((one) => (one.why === why && one.row === undefined ? [one.text] : []));
  const [lost, unasked] = [namesOf("not_found"), namesOf("not_asked")];
  const rows = refusedFirst.filter(({ text }) => !lost.includes(text) && !unasked.includes(text));
  const lines: string[] = [];
  if (shared === "counting") lines.push(t("invited_counting"));
  else if (notice.isReading) lines.push(t("invited_reading"));
  if (shared === "asked") lines.push(t("invited_shared", { outside }));
  else if (left > 0) lines.push(t("invited_so_far", { done: named - left, all: named }));
  if ((left === 0 && !notice.isReading && shared !== "counting") || invited > 0)
    lines.push(t("invited_count", { invited }));
  if (notice.series && notice.series.others > 0) lines.push(t("invited_series", { ...notice.series }));
  const [besides, warnings]: [string[], string[]] = [[], []];
  if (known > 0) besides.push(t("invited_known", { known }));
  if (leftOut > 0) besides.push(t("invited_left_out", { leftOut }));
  if (repeated > 0) besides.push(t("invited_repeated", { repeated }));
  if (lost.length > 0) warnings.push(t("invited_unknown", { names: firstOf(lost) }));
  if (unasked.length > 0) warnings.push(t("invited_unasked", { names: firstOf(unasked) }));
  if (rows.length > 0)
    warnings.push(t("invited_refused", { count: refused - lost.length - unasked.length, rows: sayRows(rows, t) }));
  if (outside > 0 && shared === "agreed") warnings.push(t("invited_outside", { outside }));
  // What the host has to do is one list; what is only good to know stands small below it.
  const correct =
    warnings.length > 1 ? [[t("invited_correct"), ...warnings.map((line) => `• ${line}`)].join("\n")] : warnings;
  const foot = besides.length > 0 ? { foot: besides.join(" ") } : {};
  // What is asked stands right above its button.
  const asked = left > 0 ? t("invited_shared_ask", { left }) : t("invited_shared_link");
  const all = [...lines, ...(shared === "asked" ? [asked] : [])];
  return { ...makeWords(t("invited_title", { title: webinar.title }), all), warnings: correct, ...foot };
};
