import type { LogLine } from "../../core/hosting/audit-log.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { makeWords, type Words } from "../fact.ts";
import { showInstantOf, type TextContext } from "./facts.ts";

/** Acts that have a text of their own; any other is shown by its name. */
const KNOWN_ACTS = [
  ...(["registered", "moved", "invited", "admitted", "scheduled", "edited", "called_off", "form_changed"] as const),
  ...(["rules_changed", "series_changed", "restored", "asked", "answered"] as const),
];

/** Who did it, and by which way. */
const actorText = ({ byName, way }: LogLine, { say }: TextContext): string => {
  const who = byName === "" ? say("log_somebody") : byName;
  return way ? say("log_way", { who, way: say(`way_${way}`) }) : who;
};

const actText = ({ act, aboutName, from, to, others }: LogLine, { say }: TextContext): string => {
  const values = {
    count: others,
    about: aboutName === "" ? say("somebody") : aboutName,
    from: from ? say(`status_${from}`) : "",
    to: to ? say(`status_${to}`) : "",
  };
  if (others > 0) return say("log_moved_many", values);
  const known = KNOWN_ACTS.find((one) => one === act);
  return known ? say(`log_${known}`, values) : act;
};

/** Who did what in a webinar, and when. */
export const auditLogWords = ({ webinar, lines }: Notice & { kind: "log" }, context: TextContext): Words => {
  const { say } = context;
  return makeWords(
    say("log_title", { title: webinar.title }),
    lines.length === 0 ? [say("log_none")] : [],
    lines.map((line) => ({
      label: showInstantOf(webinar, line.at, context),
      value: say("log_line", { who: actorText(line, context), what: actText(line, context) }),
    })),
  );
};
