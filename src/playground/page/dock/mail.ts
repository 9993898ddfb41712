import type { Mail, State } from "../api.ts";
import { el, keep, type Line } from "../dom.ts";
import { words } from "../words.ts";
import { showTime } from "../zones.ts";

/** A crowd has a mailbox each; so many of those nobody knows are listed, the newest. */
const STRANGERS = 8;

/** The mail's own page, in a frame without scripts whose links open elsewhere. */
function frame(mail: Mail): HTMLElement {
  const node = el("iframe", {
    title: words.mailBody(mail.subject),
    sandbox: "allow-popups allow-popups-to-escape-sandbox",
  });
  node.srcdoc = `<base target="_blank">${mail.html}`;
  return node;
}

/** The outbox: every mail Usher sent, by mailbox, the guest's first. */
export function makeMailPane() {
  const boxes = el("div", { class: "mailboxes", role: "group", "aria-label": words.mailBoxes });
  const list = el("div", { class: "mails", role: "group", "aria-label": words.mailList });
  const reader = el("article", { class: "mail" });
  const empty = el("p", { class: "empty" });
  const node = el("div", { class: "mail-pane" }, boxes, list, reader);
  let mails: readonly Mail[] = [];
  let names = new Map<string, string>();
  let box = "";
  let chosen = "";

  function boxLines(): Line[] {
    const all = [...new Set(mails.map(({ to }) => to).toReversed())].filter((to) => to !== words.guest);
    const known = all.filter((to) => names.has(to)).sort();
    const strangers = all.filter((to) => !names.has(to)).slice(0, STRANGERS);
    return ["", words.guest, ...known, ...strangers].map((to) => {
      const count = to === "" ? mails.length : mails.filter((mail) => mail.to === to).length;
      const who = to === "" ? words.mailEverybody : (names.get(to) ?? to);
      return {
        key: to,
        print: JSON.stringify([who, count, box === to]),
        draw: () =>
          el(
            "button",
            { type: "button", class: "mailbox", "aria-pressed": String(box === to), onclick: () => open(to) },
            el("span", { class: "name" }, who),
            to === words.guest && el("span", { class: "tag" }, words.mailGuest),
            el("span", { class: "count" }, String(count)),
          ),
      };
    });
  }

  const shown = (): Mail[] => mails.filter(({ to }) => box === "" || to === box).toReversed();

  const mailLine = (mail: Mail): Line => ({
    key: mail.id,
    print: JSON.stringify([mail.subject, chosen === mail.id]),
    draw: () =>
      el(
        "button",
        {
          type: "button",
          class: "mail-line",
          "aria-pressed": String(chosen === mail.id),
          onclick: () => {
            chosen = mail.id;
            draw();
          },
        },
        el("strong", {}, mail.subject),
        el("span", {}, `${names.get(mail.to) ?? mail.to} · ${showTime(mail.at)}`),
      ),
  });

  function readerLines(): Line[] {
    const mail = shown().find((one) => one.id === chosen) ?? shown()[0];
    if (!mail) return [];
    // The list has the subject, and the mail its own title.
    const head = () => el("header", {}, el("p", {}, `${words.mailTo} ${mail.to} · ${showTime(mail.at)}`));
    return [{ key: mail.id, print: "", draw: () => el("div", {}, head(), frame(mail)) }];
  }

  function draw(): void {
    const first = shown()[0];
    if (first && !shown().some((mail) => mail.id === chosen)) chosen = first.id;
    keep(boxes, boxLines());
    keep(list, shown().map(mailLine));
    keep(reader, readerLines());
    if (!first) {
      empty.textContent = box === "" ? words.mailEmpty : words.mailNone(box);
      reader.replaceChildren(empty);
    }
  }

  /** Opens one mailbox and its newest mail; empty for everybody's. */
  function open(to: string): void {
    box = to;
    chosen = "";
    draw();
  }

  return {
    node,
    open,
    show(state: State): void {
      const people = [...state.slack.people, ...state.teams.people];
      names = new Map(people.flatMap(({ email, name }) => (email === undefined ? [] : [[email, name]])));
      mails = state.mails.toSorted((a, b) => a.at - b.at);
      draw();
    },
  };
}
