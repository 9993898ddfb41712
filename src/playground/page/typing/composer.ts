import { el, freshId, mark } from "../dom.ts";
import { words } from "../words.ts";
import type { Suggestions } from "./completion.ts";

/** Where a person types. */
export interface Composer {
  readonly node: HTMLElement;
  /** Names the conversation that it writes to, and says what can be typed. */
  show(o: { label: string; placeholder: string; prefix?: string; disabled?: boolean }): void;
  /** Puts a text in it for the person to look at and send. */
  prefill(text: string): void;
}

/** A box with completion: arrows choose, Tab or Enter take what is chosen, Enter sends, Escape folds the list away. */
export function makeComposer(o: {
  suggest: (before: string, asked: boolean) => Suggestions;
  /** False when the text could not be sent: it then stays. */
  send: (text: string) => Promise<boolean>;
}): Composer {
  const listId = freshId("suggestions");
  const list = el("ul", {
    id: listId,
    class: "suggestions",
    role: "listbox",
    "aria-label": words.suggestions,
    hidden: true,
  });
  const box = el("textarea", {
    rows: 1,
    // A text area of several lines cannot be a combobox too; what is chosen in the list is said as it is pointed at.
    "aria-autocomplete": "list",
    "aria-controls": listId,
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "send",
  });
  const prefix = el("span", { class: "prefix", hidden: true });
  const button = el("button", { type: "submit", class: "send", "aria-label": words.send }, "➤");
  const form = el("form", { class: "composer" }, list, el("div", { class: "composer-box" }, prefix, box, button));
  let offered: Suggestions = { list: [], eager: false };
  let active = -1;
  let sending = false;

  function grow(): void {
    box.style.height = "auto";
    box.style.height = `${Math.min(box.scrollHeight, 140)}px`;
    button.classList.toggle("ready", box.value.trim() !== "");
  }

  function point(index: number): void {
    active = index;
    for (const [at, node] of [...list.children].entries()) node.setAttribute("aria-selected", String(at === index));
    const node = list.children[index];
    if (node) {
      box.setAttribute("aria-activedescendant", node.id);
      node.scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  }

  function offer(next: Suggestions): void {
    offered = next;
    list.replaceChildren(
      ...next.list.map((one, index) =>
        el(
          "li",
          {
            id: `${listId}-${index}`,
            role: "option",
            "aria-selected": "false",
            onmousedown: (event) => {
              event.preventDefault();
              take(index);
            },
          },
          el("strong", {}, one.label),
          one.detail !== "" && el("span", {}, one.detail),
        ),
      ),
    );
    const isOpen = next.list.length > 0;
    list.toggleAttribute("hidden", !isOpen);
    point(isOpen && next.eager ? 0 : -1);
  }

  const close = () => offer({ list: [], eager: false });

  function look(asked = false): void {
    grow();
    const isWhole = box.selectionStart === box.selectionEnd;
    if (isWhole) offer(o.suggest(box.value.slice(0, box.selectionStart), asked));
    else close();
  }

  function take(index: number): void {
    const one = offered.list[index];
    if (!one) return;
    const end = box.selectionStart;
    box.setRangeText(one.insert, one.from, end, "end");
    look();
  }

  async function send(): Promise<void> {
    const text = box.value.trim();
    if (text === "" || sending) return;
    const typed = box.value;
    sending = true;
    close();
    box.value = "";
    grow();
    const sent = await o.send(text);
    sending = false;
    if (!sent && box.value === "") box.value = typed;
    grow();
  }

  box.addEventListener("input", () => look());
  box.addEventListener("click", () => look(true));
  box.addEventListener("blur", close);
  /** Moves the choice one suggestion down (1) or up (-1), around the ends. */
  function move(step: 1 | -1): void {
    const count = offered.list.length;
    point(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
  }

  /** Keys that choose among the suggestions; false when there is none, or the key is no such key. */
  function chose(event: KeyboardEvent): boolean {
    if (offered.list.length === 0) return false;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Tab" && !event.shiftKey) take(Math.max(active, 0));
    else if (event.key === "Enter" && !event.shiftKey && active >= 0) take(active);
    else return false;
    event.preventDefault();
    return true;
  }

  box.addEventListener("keydown", (event) => {
    if (event.isComposing || chose(event)) return;
    if (event.key === "ArrowDown" && box.value === "") look(true);
    else if (event.key === "Escape" && offered.list.length > 0) {
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  return {
    node: form,
    show({ label, placeholder, prefix: before = "", disabled = false }) {
      if (box.getAttribute("aria-label") !== label) close();
      box.setAttribute("aria-label", label);
      box.placeholder = placeholder;
      box.disabled = disabled;
      button.disabled = disabled;
      prefix.textContent = before;
      prefix.toggleAttribute("hidden", before === "");
    },
    prefill(text) {
      box.value = text;
      box.focus();
      box.setSelectionRange(text.length, text.length);
      grow();
      close();
      mark(form, "called");
    },
  };
}
