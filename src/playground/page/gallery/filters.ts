import { el } from "../dom.ts";
import { words } from "../words.ts";

export const CHOICES = {
  surface: ["slack", "modal", "teams", "dialog", "mail", "page"],
  language: ["en", "fr"],
  data: ["ordinary", "long", "hostile", "rtl"],
} as const;
type Name = keyof typeof CHOICES;
const NAMES = Object.keys(CHOICES) as Name[];

/** What is shown: one of each choice, or `all`; `find` is a part of the names, `zone` the reader's. */
export interface Asked extends Readonly<Record<Name, string>> {
  readonly find: string;
  readonly zone: string;
}

const ZONES = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "UTC"];
const START: Asked = { surface: "slack", language: "en", data: "ordinary", find: "", zone: "Europe/Paris" };

/** What an address asks for. A picture's own, `#slack-request-pending-en-ordinary`, asks for those beside it too. */
export function readAsked({ search, hash }: Location): Asked {
  const query = new URLSearchParams(search);
  const [surface = "", ...rest] = decodeURIComponent(hash.slice(1)).split("-");
  const [language = "", data = ""] = rest.slice(-2);
  const named: Partial<Asked> = hash === "" ? {} : { surface, language, data };
  const one = (name: Name): string => {
    const asked = query.get(name) ?? named[name] ?? "";
    return asked === "all" || CHOICES[name].some((choice) => choice === asked) ? asked : START[name];
  };
  return {
    ...{ surface: one("surface"), language: one("language"), data: one("data") },
    ...{ find: query.get("find") ?? "", zone: query.get("zone") ?? START.zone },
  };
}

/** The choices as parts of an address. */
export const queryOf = (asked: Asked): string =>
  `?${new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ""))}`;

const select = (label: string, options: readonly string[], value: string, changed: (value: string) => void) => {
  const node = el(
    "select",
    { onchange: () => changed(node.value) },
    options.map((option) => el("option", { value: option, selected: option === value }, words.shown(option))),
  );
  return el("label", {}, el("span", {}, label), node);
};

/** The bar above the pictures; `changed` gets what is asked for from now on. */
export function makeFilters(start: Asked, changed: (asked: Asked) => void): HTMLElement {
  let asked = start;
  const choose = (part: Partial<Asked>) => {
    asked = { ...asked, ...part };
    changed(asked);
  };
  const find = el("input", { type: "search", value: asked.find, oninput: () => choose({ find: find.value.trim() }) });
  const scheme = (value: string) => {
    document.documentElement.style.colorScheme = value;
  };
  return el(
    "form",
    { class: "filters", role: "search", onsubmit: (event) => event.preventDefault() },
    NAMES.map((name) =>
      select(words.filters[name], [...CHOICES[name], "all"], asked[name], (value) => choose({ [name]: value })),
    ),
    el("label", {}, el("span", {}, words.filters.find), find),
    select(words.filters.zone, ZONES, asked.zone, (zone) => choose({ zone })),
    select(words.filters.scheme, ["light dark", "light", "dark"], "light dark", scheme),
  );
}
