import { el } from "./dom.ts";

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .flatMap((part) => [...part].slice(0, 1))
    .slice(0, 2)
    .join("")
    .toUpperCase();

const hues = [212, 150, 28, 340, 262, 190, 92, 8];
const hueOf = (id: string): number => {
  const sum = [...id].reduce((total, letter) => (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7);
  return hues[sum % hues.length] ?? 212;
};

/** Usher's mark. Decoration: the name stands beside it. */
export const mark = (): HTMLElement => el("span", { class: "avatar bot", "aria-hidden": "true" });

/** A person's initials on a colour of their own; Usher's mark for the bot. */
export const avatar = (o: { id: string; name: string; bot: boolean }): HTMLElement =>
  o.bot
    ? mark()
    : el("span", { class: "avatar", "aria-hidden": "true", style: `--hue: ${hueOf(o.id)}` }, initials(o.name));

/** A labelled choice of who one is on one side; `changed` gets the chosen id. */
export function personChooser(label: string, changed: (id: string) => void) {
  const select = el("select", { onchange: () => changed(select.value) });
  const node = el("label", { class: "who" }, el("span", {}, label), select);
  let print = "";
  return {
    node,
    /** Keeps the list of people and who is chosen up to date. */
    show(people: readonly { id: string; name: string; role: string }[], me: string): void {
      const next = JSON.stringify(people.map(({ id, name, role }) => [id, name, role]));
      if (next !== print) {
        const options = people.map(({ id, name, role }) =>
          el("option", { value: id }, role ? `${name} – ${role}` : name),
        );
        select.replaceChildren(...options);
        print = next;
      }
      if (select.value !== me) select.value = me;
    },
  };
}
