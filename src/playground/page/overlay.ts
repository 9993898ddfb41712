import { el, focusable } from "./dom.ts";

/** A dialog that lies over one pane and keeps the keyboard. */
export interface Overlay {
  readonly node: HTMLElement;
  /** Puts it over the pane and the focus into it; nothing happens when it lies there already. */
  show(): void;
  /** Takes it away and gives the focus back. */
  hide(): void;
}

/**
 * Makes a dialog of `box` for `pane`: what else is in the pane cannot be reached while it is shown, Tab stays inside,
 * Escape asks to close. The other pane stays usable, as another program would.
 */
export function makeOverlay(pane: HTMLElement, box: HTMLElement, o: { label: string; close: () => void }): Overlay {
  box.setAttribute("tabindex", "-1");
  // Not the box itself: it may be a form, which can be nothing else.
  const node = el("div", { class: "overlay", role: "dialog", "aria-modal": "true", "aria-label": o.label }, box);
  let returnTo: Element | null = null;

  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      o.close();
    }
    if (event.key !== "Tab") return;
    const inside = focusable(box);
    const [first, last] = [inside[0], inside.at(-1)];
    if (!first || !last) return;
    const at = document.activeElement;
    if (event.shiftKey ? at === first || at === box : at === last) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  });

  // A click beside the box must not take the keyboard out of it.
  node.addEventListener("mousedown", (event) => {
    if (event.target === node) event.preventDefault();
  });

  return {
    node,
    show() {
      if (node.isConnected) return;
      returnTo = document.activeElement;
      for (const other of pane.children) if (!other.matches(".toasts")) other.setAttribute("inert", "");
      pane.append(node);
      const inputs = focusable(box).filter((one) => one.matches("input, select, textarea"));
      (inputs[0] ?? focusable(box).at(-1) ?? box).focus();
    },
    hide() {
      if (!node.isConnected) return;
      node.remove();
      if (!pane.querySelector(":scope > .overlay")) for (const other of pane.children) other.removeAttribute("inert");
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus();
      else pane.querySelector<HTMLElement>(".composer textarea")?.focus();
    },
  };
}
