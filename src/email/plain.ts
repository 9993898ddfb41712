import type { Fact } from "../texts/fact.ts";
import type { Content } from "./content.ts";
import type { MailLink } from "./ways.ts";

const quoted = (text: string): string =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

const linked = ({ label, url }: MailLink): string => `${label}\n${url}`;

/** Lays a mail out as plain text, for programs and people who read it so: everything but the calendars' links. */
export const textOf = (content: Content, site: string): string => {
  const { title, lines, word, ticket, button, isNow, others, calendar, foot, t } = content;
  const told = (facts: readonly (Pick<Fact, "label" | "value"> | undefined)[]) =>
    facts.flatMap((fact) => (fact ? [t("fact_line", { label: fact.label, value: fact.value })] : [])).join("\n");
  const [first = [], ...says] = lines.map(({ text, quote }) => [text, quote === undefined ? "" : quoted(quote)]);
  const id = ticket?.isIdLater ? [ticket.id] : [];
  const way = button ? linked(button) : "";
  const pass = told([ticket?.password]);
  // The password comes after the sentence that asks for it, and before what the host wrote.
  const ownLines = word ? lines.findIndex(({ text }) => text === word.text) - 1 : says.length;
  return [
    title,
    ...first,
    ...(pass === "" ? [] : says.slice(0, ownLines).flat()),
    pass,
    isNow ? way : "",
    ...says.slice(pass === "" ? 0 : ownLines).flat(),
    told([ticket?.status, ...(ticket?.facts ?? []), ...(id.length > 0 ? [] : [ticket?.id]), foot.code]),
    isNow ? "" : way,
    ...others.map(linked),
    told(id),
    calendar?.plain ?? "",
    [
      "-- ",
      site,
      foot.text,
      ...(foot.isPrivate === undefined ? [] : [foot.isPrivate]),
      ...(foot.stop ? [`${foot.stop.says.replace("…", foot.stop.label)}\n${foot.stop.url}`] : []),
      ...[foot.unsubscribe, foot.guide].flatMap((link) => (link ? [linked(link)] : [])),
    ].join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
};
