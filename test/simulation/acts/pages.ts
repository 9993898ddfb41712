import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import { markOf } from "../world.ts";
import type { Act } from "./act.ts";
import { anyAddress, anyCode, anyGuest, anyText } from "./typing.ts";

const SITE = "https://usher.example.com";
const LINKS = /https:\/\/usher\.example\.com\/(?:me|w|host|j|u)\/[\w./?=&-]*[\w=-]/g;

const unescaped = (text: string): string =>
  text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');

/** The addresses of pages that somebody came to know, by mail or in chat, the newest last. */
const knownLinks = (simulation: Simulation, random: Random): string[] => {
  const { mail, slack, world } = simulation;
  const mails = mail.mails.slice(-30).filter(({ to }) => !simulation.isErased(to));
  const mailed = mails.flatMap(({ whole }) => unescaped(whole.replaceAll(/\r?\n /g, "")).match(LINKS) ?? []);
  const shown = world.members.flatMap(({ face, id, isGone }) =>
    face === "slack" && !isGone ? (JSON.stringify(slack.as(id).ephemerals().slice(-3)).match(LINKS) ?? []) : [],
  );
  const code = anyCode(simulation, random);
  const open = [
    `${SITE}/w/${code}/register`,
    `${SITE}/w/${code}/register?from=${random.pick(["poster", "newsletter", "%3Cb%3E"])}`,
    `${SITE}/w/${code}/join`,
    `${SITE}/w/${code}`,
  ];
  return [...mailed, ...shown.filter((one) => one.includes("/host/")), ...open];
};

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

interface PageForm {
  readonly action: string | undefined;
  readonly fields: [string, string][];
}

const valueFor = (
  tag: string,
  name: string,
  simulation: Simulation,
  random: Random,
  mark: string | undefined,
): string => {
  const given = unescaped(attributeOf(tag, "value") ?? "");
  const type = attributeOf(tag, "type");
  if (type === "hidden" || type === "submit") return given;
  if (type === "email" || name === "address")
    return random.chance(0.8) ? anyGuest(simulation, random) : anyAddress(simulation, random);
  if (given && random.chance(0.6)) return given;
  if (mark !== undefined) return anyText(simulation, random, name, mark);
  return /first/i.test(name) ? random.pick(["Gil", "Gwen", "ㅤ", "Zoë"]) : anyText(simulation, random, name);
};

/** The forms of a page as a browser would send them; who registers on the page is one guest. */
const formsIn = (page: string, url: string, guest: string, simulation: Simulation, random: Random): PageForm[] =>
  [...page.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, tag = "", body = ""]) => {
    if (!/method="post"/i.test(tag)) return [];
    // An invitation's own page asks for no address.
    const isRegistering = /\/register/.test(attributeOf(tag, "action") ?? url) && /name="address"|"email"/.test(body);
    const mark = isRegistering ? markOf(simulation.world, guest) : undefined;
    const valueIn = (input: string, name: string): string =>
      isRegistering && (attributeOf(input, "type") === "email" || name === "address")
        ? guest
        : valueFor(input, name, simulation, random, mark);
    const inputs = [...body.matchAll(/<(input|textarea|select)\b([^>]*)>/g)].flatMap(
      ([, , input = ""]): [string, string][] => {
        const name = attributeOf(input, "name");
        const type = attributeOf(input, "type");
        const isSkipped = (type === "checkbox" || type === "radio") && random.chance(0.5);
        return name && type !== "file" && !isSkipped ? [[name, valueIn(input, name)]] : [];
      },
    );
    const buttons = [...body.matchAll(/<button\b([^>]*)>/g)].flatMap(([, button = ""]): [string, string][] => {
      const name = attributeOf(button, "name");
      return name ? [[name, unescaped(attributeOf(button, "value") ?? "")]] : [];
    });
    const pressed = buttons.length > 0 ? [random.pick(buttons)] : [];
    return [{ action: attributeOf(tag, "action"), fields: [...inputs, ...pressed] }];
  });

const TIMES_AT_MOST = 3;

/** The owner of a personal link chooses whether their calendar holds the time of requests that wait. */
const noteHolds = (simulation: Simulation, url: string): void => {
  const [, key] = /\/me\/\w+\.(\w+)/.exec(url) ?? [];
  for (const { addresses } of simulation.state().values())
    for (const [address, one] of addresses) if (one.key === key) simulation.mail.choseHolds.add(address);
};

export const PAGE_ACTS: readonly Act[] = [
  {
    /** As mail programs do: by one press, which posts to the address that a mail carries; or takes it back. */
    name: "unsubscribe",
    weight: 4,
    make: (simulation, random) => {
      const links = knownLinks(simulation, random).filter((link) => link.startsWith(`${SITE}/u/`));
      if (links.length === 0) return undefined;
      const body = random.chance(0.8) ? "List-Unsubscribe=One-Click" : "do=on";
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: SITE };
      const post = new Request(random.pick(links), { method: "POST", body, headers });
      return () => simulation.browse(post, "192.0.2.9");
    },
  },
  {
    name: "page",
    weight: 18,
    make: (simulation, random) => {
      const link = random.pick(knownLinks(simulation, random));
      const guest = anyGuest(simulation, random);
      const from = `192.0.2.${1 + random.below(3)}`;
      return async () => {
        let url = link;
        let answer = await simulation.browse(new Request(url), from);
        for (let i = 0; i < TIMES_AT_MOST && answer && random.chance(0.85); i += 1) {
          const forms = formsIn(await answer.text(), url, guest, simulation, random);
          if (forms.length === 0) return;
          const { action, fields } = random.pick(forms);
          url = new URL(unescaped(action ?? ""), url).href;
          if (!url.startsWith(SITE)) return;
          if (fields.some(([name]) => name === "holds_asked")) noteHolds(simulation, url);
          const post = new Request(url, {
            method: "POST",
            body: new URLSearchParams(fields).toString(),
            headers: { "content-type": "application/x-www-form-urlencoded", origin: SITE },
          });
          answer = await simulation.browse(post, from);
        }
      };
    },
  },
];
