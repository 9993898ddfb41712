type Child = Node | string | undefined | false;
type Attribute = string | number | boolean | undefined | EventListener;

/**
 * An element with its attributes and children; texts become text nodes, never markup. A function under `onclick` and
 * the like listens; `true` sets an attribute without a value; `false` and `undefined` leave it out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.replace(/^on/, ""), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const child of children.flat()) if (child !== undefined && child !== false) node.append(child);
  return node;
}

/** One line of a list: `print` tells whether it still looks the same. */
export interface Line {
  readonly key: string;
  readonly print: string;
  draw(): HTMLElement;
}

const MARKED_MS = 3_000;

/** Makes an element stand out for a moment: `changed` is what became different, `called` what to look at next. */
export function mark(node: HTMLElement, how: "changed" | "called"): void {
  node.classList.remove(how);
  // Read, so that taking it away counts and the animation starts anew.
  void node.offsetWidth;
  node.classList.add(how);
  setTimeout(() => node.classList.remove(how), MARKED_MS);
}

const drawn = new WeakMap<Element, { key: string; print: string }>();

/**
 * Brings the children of `list` in line with `lines`. A line that looks the same keeps its node, and with it what is
 * typed in it, its focus and its scrolling; one that changed in place gets the class `changed`. Answers whether
 * anything was added.
 */
export function keep(list: HTMLElement, lines: readonly Line[]): boolean {
  const old = new Map([...list.children].map((node) => [drawn.get(node)?.key, node]));
  let added = false;
  const wanted = lines.map((line) => {
    const before = old.get(line.key);
    if (before && drawn.get(before)?.print === line.print) return before;
    const node = line.draw();
    drawn.set(node, { key: line.key, print: line.print });
    if (before) mark(node, "changed");
    else added = true;
    return node;
  });
  const stays = new Set<Element>(wanted);
  for (const node of [...list.children]) if (!stays.has(node)) node.remove();
  for (const [index, node] of wanted.entries()) {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  }
  return added;
}

let lastId = 0;
/** An id that no other element of the page has. */
export const freshId = (prefix: string): string => {
  lastId += 1;
  return `${prefix}-${lastId}`;
};

/** What can take the focus inside `root`, in order. */
export const focusable = (root: HTMLElement): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
    (node) => !node.hasAttribute("disabled") && node.checkVisibility(),
  );
