import { el, keep } from "./dom.ts";
import { words } from "./words.ts";

/** A conversation as the rail lists it. */
export interface Place {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  /** How many messages it holds for this person. */
  readonly count: number;
  /** None for Usher itself, which has its mark. */
  readonly icon?: string;
}

/** The list of conversations of one side, with what is new in each. `open` is called with the chosen one's id. */
export function makeRail(label: string, open: (id: string) => void) {
  const node = el("nav", { class: "places", "aria-label": label });
  const seen = new Map<string, number>();
  let current = "";

  return {
    node,
    /** `reader` is whose eyes have read what was open. */
    show(places: readonly Place[], chosen: string, reader: string): void {
      const lines = places.flatMap((place, index) => {
        const name = `${reader} ${place.id}`;
        if (place.id === chosen) seen.set(name, place.count);
        const fresh = Math.max(0, place.count - (seen.get(name) ?? 0));
        const isFirst = places[index - 1]?.group !== place.group;
        const heading = {
          key: `group ${place.group}`,
          print: place.group,
          draw: () => el("h3", {}, place.group),
        };
        const isOpen = place.id === chosen;
        const line = {
          key: place.id,
          print: JSON.stringify([place.name, fresh]),
          draw: () =>
            el(
              "button",
              { type: "button", class: fresh > 0 ? "place fresh" : "place", onclick: () => open(place.id) },
              el("span", { class: place.icon ? "sign" : "sign bot", "aria-hidden": "true" }, place.icon ?? ""),
              el("span", { class: "name" }, place.name),
              fresh > 0 && el("span", { class: "count", "aria-label": words.unread(fresh) }, String(fresh)),
            ),
        };
        return [...(isFirst ? [heading] : []), { ...line, isOpen }];
      });
      keep(node, lines);
      for (const [index, line] of lines.entries()) {
        const button = node.children[index];
        if ("isOpen" in line && line.isOpen) {
          button?.setAttribute("aria-current", "true");
          // On a phone the list is one row that scrolls.
          if (button instanceof HTMLElement && chosen !== current)
            node.scrollLeft = button.offsetLeft - node.offsetLeft;
        } else button?.removeAttribute("aria-current");
      }
      current = chosen;
    },
  };
}
