import type * as Library from "adaptivecards";
import { isObject, type Loose, textIn } from "../api.ts";
import { el } from "../dom.ts";
import { avatar } from "../people.ts";
import { words } from "../words.ts";
import { teamsLook } from "./look.ts";
import { type CardReader, markdownHtml, withDates } from "./markdown.ts";

/** Microsoft's library, loaded before this script; undefined when that failed. */
declare const AdaptiveCards: typeof Library;

/** A press on a card: the action as the card names it, and what its inputs hold. */
export type Press = (action: string, inputs: Readonly<Record<string, string>>) => void;

/** Where the playground would have to ask another server for a picture, a person's initials stand in its place. */
function initialsFor(url: string, alt: string): string {
  if (!/^https?:/.test(url)) return url;
  const tile = avatar({ id: url, name: alt.trim().split(/\s+/).slice(-2).join(" "), bot: false });
  const hue = tile.style.getPropertyValue("--hue");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="hsl(${hue} 42% 45%)"/><text x="32" y="32" dy=".36em" text-anchor="middle" font="sans-serif" font-family="sans-serif" font-size="25" font-weight="700" fill="#fff">${tile.textContent}</text></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/**
 * A card as its reader's client shows it: dates in texts formatted, pictures that can be had. `edged` takes the ids of
 * what has rounded corners or a border, which Teams knows and the library does not.
 */
function shownTo(value: unknown, reader: CardReader, edged: Map<string, string[]>): unknown {
  if (Array.isArray(value)) return value.map((one) => shownTo(one, reader, edged));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, of]): [string, unknown] => {
    if (typeof of !== "string") return [name, shownTo(of, reader, edged)];
    if (value.type === "TextBlock" && name === "text") return [name, withDates(of, reader)];
    if (value.type === "Image" && name === "url") return [name, initialsFor(of, textIn(value.altText))];
    return [name, of];
  });
  const edges = [
    ...(value.roundedCorners === true ? ["is-rounded"] : []),
    ...(value.showBorder === true ? ["is-bordered"] : []),
  ];
  if (edges.length === 0) return Object.fromEntries(entries);
  const id = textIn(value.id) || `edged-${edged.size}`;
  edged.set(id, edges);
  return { ...Object.fromEntries(entries), id };
}

/** What the inputs hold, by id. One left empty that began empty is absent, as in Teams. */
function inputsOf(action: Library.Action, card: Library.AdaptiveCard): Record<string, string> {
  const sends = action instanceof AdaptiveCards.SubmitAction || action instanceof AdaptiveCards.ExecuteAction;
  if (!sends || action.associatedInputs === "none") return {};
  const filled = card.getAllInputs().flatMap((input): [string, string][] => {
    // The library gives an empty Input.Number as NaN; the platform's clients send an empty one like any other.
    const isEmpty = input.value === undefined || input.value === null || Number.isNaN(input.value);
    const value = isEmpty ? "" : String(input.value);
    return input.id === undefined || (value === "" && !input.hasDefaultValue) ? [] : [[input.id, value]];
  });
  return Object.fromEntries(filled);
}

function problemsOf(context: Library.SerializationContext): string[] {
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
}

/** A card as Teams draws it. What the library does not know is said above it: nothing is dropped in silence. */
export function drawCard(json: Loose, reader: CardReader, press: Press): HTMLElement {
  if (typeof AdaptiveCards === "undefined")
    return el("p", { class: "bk-unknown", role: "alert" }, words.cardLibraryMissing);
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdownHtml(text);
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(teamsLook);
  card.onExecuteAction = (action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) {
      if (/^https?:/.test(action.url ?? "")) window.open(action.url, "_blank", "noopener");
      return;
    }
    // The library has shown and hidden by itself; nothing of it reaches the app.
    if (action instanceof AdaptiveCards.ToggleVisibilityAction) {
      const shown = Object.keys(action.targetElements).map((id) => card.getElementById(id));
      shown.find((element) => element?.isVisible)?.renderedElement?.scrollIntoView({ block: "nearest" });
      return;
    }
    press(action.tooltip ?? action.title ?? action.id ?? "", inputsOf(action, card));
  };
  const context = new AdaptiveCards.SerializationContext();
  // The library knows a language every other time only: its pattern keeps where it was.
  const { lang, ...rest } = json;
  const edged = new Map<string, string[]>();
  card.parse(shownTo(rest, reader, edged), context);
  const node = card.render();
  for (const [id, edges] of edged) card.getElementById(id)?.renderedElement?.classList.add(...edges);
  // The library marks headings and gives them no level; a pane's own is the second.
  for (const heading of node?.querySelectorAll("[role=heading]:not([aria-level])") ?? [])
    heading.setAttribute("aria-level", "3");
  const problems = problemsOf(context).map((problem) =>
    el("p", { class: "bk-unknown", role: "alert" }, words.cardProblem(problem)),
  );
  const isWide = isObject(json.msteams) && textIn(json.msteams.width).toLowerCase() === "full";
  return el(
    "div",
    { class: isWide ? "card wide" : "card", lang: typeof lang === "string" ? lang : undefined },
    problems,
    node,
  );
}
