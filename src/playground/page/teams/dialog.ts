import type { Loose, TeamsDialog } from "../api.ts";
import { el } from "../dom.ts";
import { makeOverlay, type Overlay } from "../overlay.ts";
import { mark } from "../people.ts";
import { words } from "../words.ts";
import { drawCard } from "./adaptive.ts";
import type { CardReader } from "./markdown.ts";

/** A dialog of Teams over its pane: a card with its inputs, or the message that a submit ended with. */
export function makeTeamsDialog(
  dialog: TeamsDialog,
  o: { pane: HTMLElement; reader: CardReader; submit: (inputs: Loose, action: string) => void; close: () => void },
): Overlay {
  const title = dialog.title ?? words.usher;
  const box = el(
    "div",
    { class: "modal" },
    el(
      "header",
      {},
      mark(),
      el("h3", {}, title),
      el("button", { type: "button", class: "icon", "aria-label": words.close, onclick: () => o.close() }, "✕"),
    ),
    el(
      "div",
      { class: "modal-body" },
      dialog.message !== undefined && el("p", {}, dialog.message),
      dialog.card && drawCard(dialog.card, o.reader, (action, inputs) => o.submit(inputs, action)),
    ),
    !dialog.card &&
      el("footer", {}, el("button", { type: "button", class: "ac-pushButton", onclick: () => o.close() }, words.close)),
  );
  return makeOverlay(o.pane, box, { label: title, close: o.close });
}
