import { type Loose, textIn } from "../api.ts";
import { el, freshId } from "../dom.ts";
import { words } from "../words.ts";
import { textOf } from "./choices.ts";

/** Asks before a press, where the button says so, as Slack does: over the pane in which `near` stands. */
export function askFirst(near: Element, confirm: Loose, go: () => void): void {
  const id = freshId("confirm");
  const yes = () => {
    box.close();
    go();
  };
  const box = el(
    "dialog",
    { class: "confirm", "aria-labelledby": id },
    el("h3", { id }, textOf(confirm.title)),
    el("p", {}, textOf(confirm.text)),
    el(
      "footer",
      {},
      el(
        "button",
        { type: "button", class: "bk-button", onclick: () => box.close() },
        textOf(confirm.deny) || words.no,
      ),
      el(
        "button",
        { type: "button", class: `bk-button ${textIn(confirm.style) || "primary"}`, onclick: yes },
        textOf(confirm.confirm) || words.yes,
      ),
    ),
  );
  box.addEventListener("close", () => box.remove());
  (near.closest(".pane") ?? document.body).append(box);
  box.showModal();
}
