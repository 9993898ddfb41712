import { type Entry, fetchEntries } from "../api.ts";
import { el, keep } from "../dom.ts";
import { words } from "../words.ts";

/** So many are kept on the page. */
const KEPT = 300;

const pretty = (value: unknown): string => {
  if (value === undefined || value === null || value === "") return words.noContent;
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
};

const timeOf = (at: number): string =>
  new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);

function redisTable({ redis = [] }: Entry): HTMLElement {
  if (redis.length === 0) return el("p", { class: "empty" }, words.redisNone);
  const { command, keys, ms } = words.redisColumns;
  return el(
    "table",
    { class: "redis" },
    el("thead", {}, el("tr", {}, el("th", {}, command), el("th", {}, keys), el("th", {}, ms))),
    el(
      "tbody",
      {},
      redis.map((one) =>
        el(
          "tr",
          {},
          el("td", {}, el("code", {}, one.command)),
          el(
            "td",
            {},
            one.keys.map((key) => el("code", {}, key)),
          ),
          el("td", { class: "number" }, one.ms.toFixed(2)),
        ),
      ),
    ),
  );
}

const part = (title: string, body: HTMLElement): HTMLElement => el("section", {}, el("h4", {}, title), body);

function draw(entry: Entry): HTMLElement {
  const { face, direction, title, status, elapsedMs, redis = [] } = entry;
  const body = el("div", { class: "entry-body" });
  const ok = status === undefined || status < 400;
  const node = el(
    "details",
    { class: "entry" },
    el(
      "summary",
      {},
      el("span", { class: "number" }, timeOf(entry.at)),
      el("span", { class: "what" }, el("span", { class: `face ${face}` }, direction), el("span", {}, title)),
      el("span", { class: ok ? "number" : "number bad" }, status === undefined ? "" : String(status)),
      el("span", { class: "number" }, elapsedMs === undefined ? "" : words.ms(elapsedMs)),
      el("span", { class: "number" }, String(redis.length)),
    ),
    body,
  );
  // Bodies are long and most are never looked at: each is drawn when it is opened.
  node.addEventListener("toggle", () => {
    if (!node.open || body.hasChildNodes()) return;
    body.append(
      part(words.request, el("pre", { tabindex: 0 }, pretty(entry.request))),
      part(words.answer, el("pre", { tabindex: 0 }, pretty(entry.answer))),
      part(words.redisTitle(redis.length), redisTable(entry)),
    );
  });
  return node;
}

/** What went over the wire, newest first, each with the Redis keys it touched. */
export function makeInspector() {
  const list = el("div", { class: "entries" });
  const empty = el("p", { class: "empty" }, words.inspectorEmpty);
  const { time, what, status, elapsed, redis } = words.columns;
  const heads = [time, what, status, elapsed, redis].map((name) => el("span", {}, name));
  const node = el(
    "div",
    { class: "inspector" },
    el("div", { class: "entry-head", "aria-hidden": "true" }, heads),
    empty,
    list,
  );
  let entries: Entry[] = [];
  let fetching = false;

  return {
    node,
    count: () => entries.length,
    /** Fetches what is new. What is open stays open. */
    async refresh(): Promise<void> {
      if (fetching) return;
      fetching = true;
      try {
        const { entries: fresh } = await fetchEntries(entries.at(0)?.n ?? 0);
        entries = [...fresh.toReversed(), ...entries].slice(0, KEPT);
        const lines = entries.map((entry) => ({ key: String(entry.n), print: "", draw: () => draw(entry) }));
        keep(list, lines);
        empty.hidden = entries.length > 0;
      } catch {
        // The next change asks again; that the playground is away is said where the state is fetched.
      } finally {
        fetching = false;
      }
    },
  };
}
