import { isObject, type Loose, textIn } from "../api.ts";
import { el, freshId } from "../dom.ts";
import { words } from "../words.ts";
import { optionsOf } from "./choices.ts";
import { askFirst } from "./confirm.ts";

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** Slack's overflow menu: three dots, which show what can be chosen; where it has a question, it is asked first. */
export function overflowMenu(element: Loose, choose: (value: string) => void): HTMLElement {
  const id = freshId("menu");
  const show = (isShown: boolean) => {
    list.hidden = !isShown;
    dots.setAttribute("aria-expanded", String(isShown));
    if (!isShown) return;
    place();
    items[0]?.focus();
  };
  const dots = el(
    "button",
    {
      type: "button",
      class: "bk-button bk-dots",
      "aria-label": words.moreActions,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      onclick: () => show(Boolean(list.hidden)),
    },
    "⋯",
  );
  const pick = (value: string) => {
    show(false);
    dots.focus();
    if (isObject(element.confirm)) askFirst(dots, element.confirm, () => choose(value));
    else choose(value);
  };
  const items = optionsOf(element).map(({ value, text, description, url }) => {
    const content = [el("span", {}, text), description ? el("small", {}, description) : undefined];
    const attributes = { role: "menuitem", tabindex: "-1", onclick: () => pick(value) };
    return url
      ? el("a", { ...attributes, href: url, target: "_blank", rel: "noopener" }, content)
      : el("button", { ...attributes, type: "button" }, content);
  });
  const list = el(
    "div",
    { id, class: "bk-menu-list", role: "menu", "aria-label": words.moreActions, hidden: true },
    items,
  );
  const node = el("span", { class: "bk-menu", "data-action": textIn(element.action_id) }, dots, list);

  /** Where it is seen whole: above the dots near the end of what scrolls, to the other side at its edge. */
  function place(): void {
    const room =
      node.closest(".log, .modal-body, .shot")?.getBoundingClientRect() ?? document.body.getBoundingClientRect();
    const at = dots.getBoundingClientRect();
    list.classList.toggle(
      "above",
      at.bottom + list.offsetHeight > room.bottom && at.top - list.offsetHeight > room.top,
    );
    list.classList.toggle("to-start", at.left + list.offsetWidth > room.right);
  }

  node.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const at = items.indexOf(document.activeElement as HTMLButtonElement);
      items[(at + step + items.length) % items.length]?.focus();
    }
    if (event.key !== "Escape") return;
    event.stopPropagation();
    show(false);
    dots.focus();
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && node.contains(relatedTarget))) show(false);
  });
  return node;
}
