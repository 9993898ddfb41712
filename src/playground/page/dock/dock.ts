import { el } from "../dom.ts";
import type { Store } from "../state.ts";
import { words } from "../words.ts";
import { makeInspector } from "./inspector.ts";
import { makeMailPane } from "./mail.ts";

type Tab = "mail" | "inspector";

/** The drawer below both panes: mail, or the inspector, or folded away. */
export function makeDock() {
  const mail = makeMailPane();
  const inspector = makeInspector();
  const counts = { mail: el("span", { class: "count" }), inspector: el("span", { class: "count" }) };
  const panels = { mail: mail.node, inspector: inspector.node };
  let open: Tab | undefined;
  let read = 0;
  let all = 0;

  const tab = (name: Tab, label: string) =>
    el(
      "button",
      {
        type: "button",
        class: "tab",
        id: `tab-${name}`,
        "aria-expanded": "false",
        "aria-controls": `panel-${name}`,
        onclick: () => choose(open === name ? undefined : name),
      },
      label,
      counts[name],
    );
  const tabs = { mail: tab("mail", words.mail), inspector: tab("inspector", words.inspector) };
  const body = el("div", { class: "dock-body", hidden: true }, mail.node, inspector.node);
  const node = el(
    "section",
    { class: "dock", "aria-label": words.dock },
    el("div", { class: "tabs" }, tabs.mail, tabs.inspector),
    body,
  );
  for (const [name, panel] of Object.entries(panels)) {
    panel.id = `panel-${name}`;
    panel.hidden = true;
  }

  function count(): void {
    if (open === "mail") read = all;
    counts.mail.textContent = all > read ? words.unread(all - read) : all > 0 ? String(all) : "";
    counts.mail.classList.toggle("fresh", all > read);
    counts.inspector.textContent = inspector.count() > 0 ? String(inspector.count()) : "";
  }

  function choose(name: Tab | undefined): void {
    open = name;
    body.hidden = name === undefined;
    for (const each of ["mail", "inspector"] as const) {
      panels[each].hidden = each !== name;
      tabs[each].setAttribute("aria-expanded", String(each === name));
    }
    count();
  }

  return {
    node,
    openMail(to: string): void {
      choose("mail");
      mail.open(to);
    },
    openInspector: () => choose("inspector"),
    show({ state }: Store): void {
      mail.show(state);
      all = state.mails.length;
      count();
      void inspector.refresh().then(count);
    },
  };
}
