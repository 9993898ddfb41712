import type * as Library from "adaptivecards";
import { isObject, type Loose } from "../api.ts";
import { el } from "../dom.ts";
import { words } from "../words.ts";
import { teamsLook } from "./look.ts";
import { markdownHtml, withDates } from "./markdown.ts";

/** Microsoft's library, loaded before this script; undefined when that failed. */
declare const AdaptiveCards: typeof Library;

/** A press on a card: the action as the card names it, and what its inputs hold. */
export type Press = (action: string, inputs: Readonly<Record<string, string>>) => void;

/** Every date of a card, formatted: texts and facts only, where Teams reads them. */
function dated(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(dated);
  if (!isObject(value)) return value;
  const isText = value.type === "TextBlock" || (value.type === undefined && "title" in value && "value" in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, of]) => [
      name,
      isText && typeof of === "string" && (name === "text" || name === "value") ? withDates(of) : dated(of),
    ]),
  );
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
export function drawCard(json: Loose, press: Press): HTMLElement {
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
    press(action.title ?? action.id ?? "", inputsOf(action, card));
  };
  const context = new AdaptiveCards.SerializationContext();
  // The library knows a language every other time only: its pattern keeps where it was.
  const { lang, ...rest } = json;
  card.parse(dated(rest), context);
  const node = card.render();
  // The library marks headings and gives them no level; a pane's own is the second.
  for (const heading of node?.querySelectorAll("[role=heading]:not([aria-level])") ?? [])
    heading.setAttribute("aria-level", "3");
  const problems = problemsOf(context).map((problem) =>
    el("p", { class: "bk-unknown", role: "alert" }, words.cardProblem(problem)),
  );
  return el("div", { class: "card", lang: typeof lang === "string" ? lang : undefined }, problems, node);
}
