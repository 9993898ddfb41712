import { moveClock, sendCrowd } from "./api.ts";
import { el } from "./dom.ts";
import { mark } from "./people.ts";
import type { Store } from "./state.ts";
import { webinarsSeen } from "./typing/codes.ts";
import { words } from "./words.ts";

const MINUTES = [1, 15, 60, 1440] as const;
const CROWD = 1000;
/** The gate opens so long before the start: there the clock stops first. */
const OPENS_BEFORE_MS = 15 * 60_000;

const number = (value: number): string => new Intl.NumberFormat("en").format(value);

/** As the chats' clocks show it: a start that is typed by it is read in the same zone. */
const clockText = (at: number, zone: string): string => {
  const format = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  });
  return `${format.format(at)} · ${zone.split("/").at(-1)?.replaceAll("_", " ")}`;
};

const spanText = (ms: number): string => {
  const minutes = Math.round(ms / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(" ");
};

/** The bar on top: the playground's clock, and the crowd. `extra` stands at its end. */
export function makeBar(storeNow: () => Store | undefined, extra: HTMLElement) {
  const said = async (answer: Promise<{ ok: boolean; problem?: string }>): Promise<void> => {
    const { ok, problem } = await answer.catch(() => ({ ok: false, problem: words.unreachable }));
    if (!ok) storeNow()?.say("page", problem ?? words.unreachable);
    await storeNow()?.refresh();
  };
  const time = el("time", { "aria-live": "off" });
  const ahead = el("small", {});
  let known = { now: 0, at: 0, zone: "UTC" };
  const tick = () => {
    if (known.now > 0) time.textContent = clockText(known.now + performance.now() - known.at, known.zone);
  };
  setInterval(tick, 1000);

  const which = el("select", { "aria-label": words.crowdWhich });
  which.addEventListener("change", () => {
    const store = storeNow();
    if (store) showWebinars(store);
  });
  const crowd = el("button", { type: "button" }, words.crowdButton(number(CROWD)));
  crowd.addEventListener("click", () => {
    if (which.value === "") storeNow()?.say("page", words.crowdNone);
    else void said(sendCrowd(which.value, CROWD));
  });
  const progress = el("progress", { max: CROWD, value: 0 });
  const line = el("span", { role: "status" });
  const running = el("div", { class: "crowd-run", hidden: true }, progress, line);

  const forward = MINUTES.map((minutes) =>
    el(
      "button",
      {
        type: "button",
        "aria-label": words.forwardLong[minutes],
        onclick: () => void said(moveClock(minutes * 60_000)),
      },
      words.forward[minutes],
    ),
  );
  const toStart = el("button", { type: "button", hidden: true });
  toStart.addEventListener("click", () => void said(moveClock(Math.max(1, Number(toStart.value)))));
  const node = el(
    "header",
    { class: "bar" },
    el("h1", {}, mark(), words.title),
    el(
      "div",
      { class: "clock", role: "group", "aria-label": words.clock, title: words.clockHint },
      time,
      ahead,
      forward,
      toStart,
    ),
    el("div", { class: "crowd" }, which, crowd),
    el("a", { class: "bar-link", href: "/playground/messages" }, words.messagesPage),
    extra,
    running,
  );

  /** The webinars to choose from, and the way to the start of the chosen one. */
  function showWebinars({ state }: Store): void {
    const webinars = webinarsSeen(state);
    const codes = webinars.map(({ code }) => code);
    if ([...which.options].map(({ value }) => value).join() !== codes.join()) {
      const chosen = which.value;
      which.replaceChildren(...codes.map((code) => el("option", { value: code }, code)));
      if (codes.includes(chosen)) which.value = chosen;
    }
    which.hidden = codes.length === 0;
    const { startsAt = 0 } = webinars.find(({ code }) => code === which.value) ?? {};
    const opensAt = startsAt - OPENS_BEFORE_MS;
    const isShut = state.now < opensAt;
    toStart.hidden = startsAt <= state.now;
    toStart.value = String(Math.ceil((isShut ? opensAt : startsAt) - state.now));
    toStart.title = (isShut ? words.toGateLong : words.toStartLong)(which.value);
    toStart.textContent = (isShut ? words.toGate : words.toStart)(which.value);
  }

  return {
    node,
    show(store: Store): void {
      const { state } = store;
      known = { now: state.now, at: performance.now(), zone: state.slack.people[0]?.zone ?? "UTC" };
      tick();
      ahead.textContent = state.offsetMs >= 60_000 ? words.ahead(spanText(state.offsetMs)) : "";
      showWebinars(store);
      running.hidden = state.crowd === null;
      crowd.disabled = state.crowd !== null && state.crowd.done < state.crowd.of;
      if (!state.crowd) return;
      const { done, of, seated, refused } = state.crowd;
      progress.max = of;
      progress.value = done;
      line.textContent = words.crowdLine({
        done: number(done),
        of: number(of),
        seated: number(seated),
        refused: number(refused),
      });
    },
  };
}
