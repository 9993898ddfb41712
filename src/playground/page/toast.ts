import { el } from "./dom.ts";
import { words } from "./words.ts";

const STAYS_MS = 9_000;

/** Where one pane says in passing what went wrong. */
export function makeToasts() {
  const node = el("div", { class: "toasts", role: "alert" });
  return {
    node,
    say(text: string): void {
      for (const old of [...node.children].filter((one) => one.firstChild?.textContent === text)) old.remove();
      const toast = el(
        "p",
        { class: "toast" },
        el("span", {}, text),
        el("button", { type: "button", class: "icon", "aria-label": words.close, onclick: () => toast.remove() }, "✕"),
      );
      node.append(toast);
      setTimeout(() => toast.remove(), STAYS_MS);
    },
  };
}
