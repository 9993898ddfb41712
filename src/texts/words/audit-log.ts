import type { LogLine } from "../../core/hosting/audit-log.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import { dayOf, markPart } from "../when.ts";
import { instantIn, type TextContext, zoneFor } from "./facts.ts";

/** Acts that have a text of their own; any other is shown by its name. */
const KNOWN_ACTS = [
  ...([
    "registered",
    "added",
    "moved",
    "invited",
    "admitted",
    "scheduled",
    "edited",
    "called_off",
    "form_changed",
  ] as const),
  ...([
    "rules_changed",
    "series_changed",
    "series_announced",
    "series_unannounced",
    "handed_over",
    "announced",
    "unannounced",
    "restored",
    "asked",
    "answered",
    "erased",
  ] as const),
  ...(["forgotten", "declined", "answers_changed", "corrected", "wrote", "unwrote"] as const),
];

/** Who did it, and by which way. */
const actorText = ({ byName, isByUsher, way }: LogLine, { t }: TextContext): string => {
  const who = byName === "" ? t(isByUsher ? "log_somebody" : "somebody") : byName;
  return way ? t("log_way", { who, way: t(`way_${way}`) }) : who;
};

const actText = ({ act, aboutName, from, to, others }: LogLine, { t }: TextContext): string => {
  const said = (status: LogLine["to"]): string => {
    if (!status) return "";
    if (others === 0) return t(`status_${status}`);
    // In French it agrees with how many there are.
    const many = t(`tab_${status}`);
    return `${many.charAt(0).toLowerCase()}${many.slice(1)}`;
  };
  const values = {
    count: others,
    about: aboutName === "" ? t("somebody") : aboutName,
    from: said(from),
    to: said(to),
  };
  // Of what waited for a decision only the decision is news.
  const isDecided = act === "moved" && from === "pending";
  if (others > 0) return t(isDecided ? "log_decided_many" : "log_moved_many", values);
  if (isDecided) return t("log_decided", values);
  const known = KNOWN_ACTS.find((one) => one === act);
  return known ? t(`log_${known}`, values) : act;
};

/**
 * When something happened, the days as headings: of each day the first line, from the newest on, has one. Where the
 * reader's zone is not known their day is not either, so that every line has its date.
 */
const labelsOf = (
  lines: readonly LogLine[],
  webinar: Webinar,
  context: TextContext,
): Pick<Fact, "label" | "heading">[] => {
  const { locale, zone, marksTimes } = context;
  // The foot says whose time it is; on every line that would be much.
  const whole = instantIn(zoneFor(context, webinar), context, "");
  if (!zone || !marksTimes) return lines.map(({ at }) => ({ label: whole(at) }));
  return lines.map(({ at }, index) => {
    const before = lines[index - 1];
    const label = markPart(at, zone, locale, "hour");
    return before && dayOf(before.at, zone) === dayOf(at, zone)
      ? { label }
      : { label, heading: markPart(at, zone, locale, "day") };
  });
};

/** Who did what in a webinar, and when. */
export const auditLogWords = ({ webinar, lines }: Notice & { kind: "log" }, context: TextContext): Words => {
  const { t } = context;
  const labels = labelsOf(lines, webinar, context);
  return makeWords(
    t("log_title", { title: webinar.title }),
    lines.length === 0 ? [t("log_none")] : [],
    lines.map((line, index) => ({
      label: "",
      ...labels[index],
      value: t("log_line", { who: actorText(line, context), what: actText(line, context) }),
    })),
  );
};
