import { el } from "../dom.ts";
import { type DateReader, dateText } from "./dates.ts";

/** What a text may name: people and channels by id, and instants as its reader sees them. */
export interface Names extends DateReader {
  person(id: string): string | undefined;
  channel(id: string): string | undefined;
}

type Part = Node | string;

const plain = (text: string): string => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const link = (url: string, label: string): Part =>
  /^(https?:|mailto:)/.test(url)
    ? el("a", { href: plain(url), target: "_blank", rel: "noopener" }, plain(label))
    : plain(label);

/** `<!date^UNIX^{date_long} {time}|fallback>` in the reader's own zone. */
function instant(body: string, fallback: string, names: Names): Part {
  const [, unix = "", format = "", url] = body.split("^");
  const at = Number(unix) * 1000;
  if (unix === "" || format === "" || Number.isNaN(new Date(at).getTime())) return plain(fallback);
  const text = plain(dateText(format, at, names));
  const shown = el("time", { datetime: new Date(at).toISOString(), title: plain(fallback) }, text);
  return url ? el("a", { href: plain(url), target: "_blank", rel: "noopener" }, shown) : shown;
}

function entity(body: string, names: Names): Part {
  const bar = body.indexOf("|");
  const [target, label] = bar < 0 ? [body, ""] : [body.slice(0, bar), body.slice(bar + 1)];
  const mention = (text: string) => el("span", { class: "mention" }, text);
  if (target.startsWith("@")) return mention(`@${names.person(target.slice(1)) ?? plain(label || target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${names.channel(target.slice(1)) ?? plain(label || target.slice(1))}`);
  if (target.startsWith("!date^")) return instant(target, label, names);
  if (target.startsWith("!")) return mention(`@${plain(label || target.slice(1))}`);
  return link(target, label || target.replace(/^mailto:/, ""));
}

const styles = { "*": "strong", _: "em", "~": "s" } as const;
// A mark opens after a border and closes before one; a zero-width space is no border, so what is escaped by it stays.
const marked =
  /<([^<>]*)>|```([\s\S]+?)```\n?|`([^`\n]+)`|(?<=^|[\s([{"'.,:;!?*_~–—-])([*_~])(?!\s)(.+?)(?<!\s)\4(?=$|[\s)\]}"'.,:;!?*_~–—-])|(https?:\/\/[^\s<>|]+[^\s<>|.,:;!?)])/gm;

function inline(text: string, names: Names, isVerbatim: boolean): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(marked)) {
    const [whole, tag, fence, code, mark, inner, url] = found;
    if (found.index > from) parts.push(plain(text.slice(from, found.index)));
    from = found.index + whole.length;
    if (tag !== undefined) parts.push(entity(tag, names));
    else if (fence !== undefined) parts.push(el("pre", {}, plain(fence)));
    else if (code !== undefined) parts.push(el("code", {}, plain(code)));
    else if (mark !== undefined && inner !== undefined)
      parts.push(el(styles[mark as keyof typeof styles], {}, ...inline(inner, names, isVerbatim)));
    else if (url !== undefined) parts.push(isVerbatim ? plain(url) : link(url, url));
  }
  if (from < text.length) parts.push(plain(text.slice(from)));
  return parts;
}

/** Slack's mrkdwn as nodes: emphasis, code, mentions, links, instants and the three escapes. Line breaks stay text. */
export const mrkdwn = (text: string, names: Names, { isVerbatim = false } = {}): Node[] => {
  // Lines that begin with > are a quote, escaped or not.
  const parts = text.split(/(^(?:>|&gt;).*(?:\n(?:>|&gt;).*)*\n?)/m).flatMap((part): Part[] => {
    if (!/^(>|&gt;)/.test(part)) return inline(part, names, isVerbatim);
    const quoted = part.trimEnd().replaceAll(/^(>|&gt;) ?/gm, "");
    return [el("blockquote", { class: "bk-quote", dir: "auto" }, ...inline(quoted, names, isVerbatim))];
  });
  const holder = el("span", {}, ...parts);
  return [...holder.childNodes];
};
