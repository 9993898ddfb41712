import { defined } from "../../src/core/model/defined.ts";
import { htmlProblems } from "./validators.ts";

/** A page as a browser without scripts has it. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly html: string;
  /** What a person reads. */
  readonly words: string;
  readonly location: string | null;
  readonly headers: Headers;
}

const plain = (html: string): string =>
  html
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

interface Input {
  /** What it would send. */
  readonly values: readonly string[];
  /** What may be chosen; undefined where anything may be typed. */
  readonly options?: readonly string[];
  readonly maxLength?: number;
}

const attribute = (tag: string, name: string): string | undefined => {
  const [, value] = new RegExp(`\\s${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : plain(value);
};
const has = (tag: string, name: string): boolean => new RegExp(`\\s${name}[\\s>]`).test(tag);

const chosenBy = (tags: readonly string[], how: string): Input => {
  const worthOf = (tag: string) => attribute(tag, "value") ?? plain(tag.replace(/^<[^>]*>/, ""));
  return { values: tags.filter((tag) => has(tag, how)).map(worthOf), options: tags.map(worthOf) };
};

const typedIn = (tag: string, value: string): Input => {
  const max = attribute(tag, "maxlength");
  return { values: [value], ...defined({ maxLength: max === undefined ? undefined : Number(max) }) };
};

/** The inputs of a form by name, as a browser would send them untouched. */
const inputsIn = (form: string): Map<string, Input> => {
  const inputs = new Map<string, Input>();
  const add = (tag: string, input: Input) => {
    const name = attribute(tag, "name") ?? "";
    const before = inputs.get(name);
    const options = [...(before?.options ?? []), ...(input.options ?? [])];
    const values = [...(before?.values ?? []), ...input.values];
    inputs.set(name, { ...input, values, ...defined({ options: input.options ? options : undefined }) });
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const isChoice = ["checkbox", "radio"].includes(attribute(tag, "type") ?? "");
    add(tag, isChoice ? chosenBy([tag], "checked") : typedIn(tag, attribute(tag, "value") ?? ""));
  }
  for (const [, tag = "", text = ""] of form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g))
    add(tag, typedIn(tag, plain(text)));
  for (const [, tag = "", body = ""] of form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)) {
    const options = [...body.matchAll(/<option\b[^>]*>[^<]*/g)].map(([option]) => option);
    const chosen = chosenBy(options, "selected");
    add(tag, { ...chosen, values: chosen.values.length > 0 ? chosen.values : (chosen.options?.slice(0, 1) ?? []) });
  }
  return inputs;
};

/** An input with these values; throws what the form would not let somebody do. */
const filledIn = (name: string, input: Input, values: readonly string[]): Input => {
  for (const value of values) {
    if (input.options && !input.options.includes(value)) throw new Error(`"${name}" has no option "${value}"`);
    if (value.length > (input.maxLength ?? value.length)) throw new Error(`"${name}" takes no so long text`);
  }
  return { ...input, values };
};

/** The form with this button. */
const formWith = (page: BrowserPage, button: string): string => {
  const form = page.html
    .match(/<form\b[\s\S]*?<\/form>/g)
    ?.find((one) => new RegExp(`<button[^>]*>${button}</button>`).test(one));
  if (!form) throw new Error(`no form with "${button}" in: ${page.words}`);
  return form;
};

/** Pages, links and forms, without scripts and without following redirects. Every page has to be valid. */
export const makeBrowser = (origin: string) => {
  const read = async (response: Response): Promise<BrowserPage> => {
    const html = await response.text();
    const isPage = response.headers.get("content-type")?.startsWith("text/html") && html !== "";
    const problems = isPage ? await htmlProblems(html) : [];
    if (problems.length > 0) throw new Error(`${response.url} is no valid page:\n${problems.join("\n")}`);
    const words = plain(html.replaceAll(/<(style|script)\b[\s\S]*?<\/\1>/g, "").replaceAll(/<[^>]+>/g, " "));
    return {
      url: response.url,
      status: response.status,
      html,
      words: words.replaceAll(/\s+/g, " "),
      location: response.headers.get("location"),
      headers: response.headers,
    };
  };
  return {
    get: async (url: string, headers: Record<string, string> = {}) =>
      read(await fetch(new URL(url, origin), { redirect: "manual", headers })),
    post: async (url: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      read(
        await fetch(new URL(url, origin), {
          method: "POST",
          redirect: "manual",
          headers: { origin, ...headers },
          body: new URLSearchParams(fields),
        }),
      ),
    /** Fills in the form with this button and presses it; what the form would not let somebody do is thrown. */
    send: async (
      page: BrowserPage,
      button: string,
      fill: Readonly<Record<string, string | readonly string[]>> = {},
    ): Promise<BrowserPage> => {
      const form = formWith(page, button);
      const inputs = inputsIn(form);
      const body = new FormData();
      for (const [name, filled] of Object.entries(fill)) {
        const input = inputs.get(name);
        if (!input) throw new Error(`no input "${name}" in: ${form}`);
        inputs.set(name, filledIn(name, input, typeof filled === "string" ? [filled] : filled));
      }
      for (const [name, { values }] of inputs) for (const value of values) body.append(name, value);
      const action = new URL(attribute(/<form\b[^>]*>/.exec(form)?.[0] ?? "", "action") ?? page.url, page.url);
      return read(await fetch(action, { method: "POST", redirect: "manual", headers: { origin }, body }));
    },
  };
};
