import type { RefusedRow } from "../../../core/model/refusal.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { makeWords, type Words } from "../../fact.ts";
import { refusedLines } from "../../refusals.ts";
import type { TextContext } from "../facts.ts";

/** So many names of people who were not found are said back. */
const NAMES_SHOWN = 10;

/** The first of several names. */
export const firstFew = (names: readonly string[]): readonly string[] => names.slice(0, NAMES_SHOWN);
export const firstOf = (names: readonly string[]): string => firstFew(names).join(", ");

type Invited = Notice & { kind: "invited" };

/** Who is not invited, and what to do about it: one line for each reason. */
const refusedWarnings = ({ refused, refusedFirst, outside, shared }: Invited, t: TextContext["t"]): string[] => {
  const namesOf = (why: RefusedRow["why"]) =>
    refusedFirst.flatMap((one) => (one.why === why && one.row === undefined ? [one.text] : []));
  const [lost, unasked] = [namesOf("not_found"), namesOf("not_asked")];
  const rows = refusedFirst.filter(({ text }) => !lost.includes(text) && !unasked.includes(text));
  const left = shared === "agreed" ? outside : 0;
  const lines = [
    ...(lost.length > 0 ? [t("invited_unknown", { names: firstOf(lost) })] : []),
    ...(unasked.length > 0 ? [t("invited_unasked", { names: firstOf(unasked) })] : []),
    ...refusedLines(rows, refused - lost.length - unasked.length, t),
    ...(left > 0 ? [t("invited_outside", { outside: left })] : []),
  ];
  const [lone, ...more] = lines;
  if (lone === undefined) return [];
  if (more.length === 0) return [t("invited_refused", { what: lone })];
  return [[t("invited_correct", { count: refused + left }), ...lines.map((line) => `• ${line}`)].join("\n")];
};

/** Whether nobody is still to be invited, or asked about. */
const isFinished = ({ left, shared, isReading }: Invited): boolean =>
  left === 0 && !isReading && shared !== "counting" && shared !== "asked";

/** The news: whom a channel of several organisations has, how far it is, or how many are invited. */
const invitedTitle = (notice: Invited, t: TextContext["t"]): string => {
  const { webinar, invited, left, shared } = notice;
  const { title } = webinar;
  if (shared === "asked" && left > 0) return t("invited_ask_title", { title, left });
  return isFinished(notice) ? t("invited_count", { title, invited }) : t("invited_title", { title });
};

/** How far inviting has come: who is invited, who needed nothing, and who could not be. */
export const invitedWords = (notice: Invited, { t }: TextContext): Words => {
  const { invited, known, left, repeated, leftOut, outside, shared, series } = notice;
  const lines: string[] = [];
  if (shared === "counting") lines.push(t("invited_counting"));
  else if (notice.isReading) lines.push(t("invited_reading"));
  if (shared === "asked") lines.push(t("invited_shared", { outside }), ...(left > 0 ? [] : [t("invited_shared_link")]));
  else if (left > 0) lines.push(t("invited_so_far", { invited, left }));
  if (invited > 0 && (shared === "asked" || (left === 0 && !isFinished(notice))))
    lines.push(t("invited_meanwhile", { invited }));
  if (series && series.others > 0) lines.push(t("invited_series", { ...series }));
  // What is only good to know stands small, below what the host has to do.
  const besides = [
    ...(known > 0 ? [t("invited_known", { known })] : []),
    ...(leftOut > 0 ? [t("invited_left_out", { leftOut })] : []),
    ...(repeated > 0 ? [t("invited_repeated", { repeated })] : []),
  ];
  const foot = besides.length > 0 ? { foot: besides.join(" ") } : {};
  return { ...makeWords(invitedTitle(notice, t), lines), warnings: refusedWarnings(notice, t), ...foot };
};
