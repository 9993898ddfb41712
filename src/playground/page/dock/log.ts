import { el, keep, type Line } from "../dom.ts";

/** The messages of the open conversation: new ones are announced, and scrolled to when the end was in sight. */
export function makeLog() {
  const intro = el("p", { class: "intro" });
  const list = el("div", { class: "messages", role: "log", "aria-live": "polite" });
  const node = el("div", { class: "log", tabindex: 0 }, intro, list);
  let place = "";
  let atEnd = true;
  node.addEventListener("scroll", () => {
    atEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
  });
  // A drawer that opens below must not hide what was just said.
  new ResizeObserver(() => {
    if (atEnd) node.scrollTop = node.scrollHeight;
  }).observe(node);

  return {
    node,
    show(o: {
      place: string;
      label: string;
      intro: string;
      lines: readonly Line[];
      /** It is read from its beginning, as a page is. */
      isPage?: boolean;
    }): void {
      const isElsewhere = place !== o.place;
      if (isElsewhere) list.replaceChildren();
      place = o.place;
      if (intro.textContent !== o.intro) intro.textContent = o.intro;
      list.setAttribute("aria-label", o.label);
      const added = keep(list, o.lines);
      if (isElsewhere) atEnd = !o.isPage;
      if (isElsewhere && o.isPage) node.scrollTop = 0;
      else if (isElsewhere || (added && atEnd)) node.scrollTop = node.scrollHeight;
      // What stood there when the conversation was opened is not new.
      for (const line of list.children)
        line.classList.toggle("new", added && !isElsewhere && line === list.lastElementChild);
    },
  };
}
