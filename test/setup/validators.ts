import { HtmlValidate, type ResolvedConfig, StaticConfigLoader } from "html-validate";
import ICAL from "ical.js";

/** Resolves the configuration once, and not for each page and mail anew, which takes as long as the check itself. */
class OneConfig extends StaticConfigLoader {
  private resolved: ResolvedConfig | Promise<ResolvedConfig> | undefined;
  override getConfigFor(handle: string): ResolvedConfig | Promise<ResolvedConfig> {
    this.resolved ??= super.getConfigFor(handle);
    return this.resolved;
  }
}

const validator = new HtmlValidate(
  new OneConfig({
    root: true,
    extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    rules: {
      // Doctypes are written small, as most people do.
      "doctype-style": "off",
      // A button in a form sends it, which is what all of ours do.
      "no-implicit-button-type": "off",
    },
  }),
);

/** What a validator finds wrong with a page or a mail; empty when it finds nothing. */
export const htmlProblems = async (html: string): Promise<string[]> => {
  const { results } = await validator.validateString(html);
  const lines = html.split("\n");
  return results
    .flatMap(({ messages }) => messages)
    .map(({ ruleId, message, line }) => `${ruleId}: ${message} in: ${lines[line - 1]?.slice(0, 200)}`);
};

/** What a calendar program would stumble over (RFC 5545, RFC 5546); empty when there is nothing. */
export const calendarProblems = (text: string): string[] => {
  const problems: string[] = [];
  if (!text.endsWith("END:VCALENDAR\r\n")) problems.push("the last line does not end");
  if (/[^\r]\n|\r[^\n]/.test(text)) problems.push("a line ends without CRLF");
  if (text.split("\r\n").some((line) => Buffer.byteLength(line) > 75)) problems.push("a line is longer than 75 bytes");
  try {
    ICAL.design.strict = true;
    const calendar = new ICAL.Component(ICAL.parse(text));
    const [event, ...more] = calendar.getAllSubcomponents("vevent");
    if (!event || more.length > 0) problems.push("it holds not exactly one event");
    for (const name of ["version", "prodid", "method"])
      if (calendar.getAllProperties(name).length !== 1) problems.push(`it has not exactly one ${name}`);
    const must = ["uid", "dtstamp", "dtstart", "summary", "organizer", "attendee", "sequence", "status", "location"];
    for (const name of must)
      if (event?.getAllProperties(name).length !== 1) problems.push(`the event has not exactly one ${name}`);
    for (const name of ["dtstart", "dtend", "dtstamp"])
      if (!(event?.getFirstPropertyValue(name) instanceof ICAL.Time)) problems.push(`${name} is no time`);
  } catch (error) {
    problems.push(String(error));
  }
  return problems;
};
