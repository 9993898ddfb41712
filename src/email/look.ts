import { html } from "hono/html";
import { FIXED_FONT, FONT, RADIUS, type Scheme, SPACE, type Theme, TYPE } from "../brand/theme.ts";

/** What the `html` template makes: text in it is escaped. */
export type Html = ReturnType<typeof html>;

const { xs, s, m, l } = SPACE;
/** Whatever is as long as an address or a word of one letter repeated still breaks, in every mail program. */
const BREAKS = "overflow-wrap: anywhere; word-break: break-word";
/** What a person wrote, or what stands round it: each line in its own direction. */
const LINES = `unicode-bidi: plaintext; ${BREAKS}`;
const TABLE = "width: 100%; border-spacing: 0; table-layout: fixed";
const SMALL = `font-size: ${TYPE.small}px; line-height: 1.5`;

const PRESSED = `display: block; padding: 13px 32px; font-weight: ${TYPE.strong}; text-decoration: none; ${BREAKS}`;
const MONTH = `padding: 3px 0; border-radius: 11px 11px 0 0; font-size: 13px; font-weight: ${TYPE.strong}; text-transform: uppercase; letter-spacing: .8px`;

const DAY = "padding: 4px 0 0; font-size: 26px; font-weight: 700";
const NAME = `margin: 0 0 ${s + xs}px; font-size: ${TYPE.lead}px; line-height: 1.3; font-weight: 700; ${LINES}`;

type Colors = (scheme: Scheme) => string;

/**
 * The parts of a mail: their colours in a scheme, and the rest of their style, which is the same in both; at last their
 * colours in the dark scheme, where they are others.
 */
const PARTS = {
  paper: [
    ({ paper, ink }) => `background: ${paper}; color: ${ink}`,
    `margin: 0; padding: 0; font: ${TYPE.text}px/1.55 ${FONT}`,
  ],
  ground: [({ paper }) => `background: ${paper}`, TABLE],
  sheet: [({ paper }) => `background: ${paper}`, `${TABLE}; max-width: 600px; margin: 0 auto`],
  mark: [
    ({ color, onColor }) => `background: ${color}; color: ${onColor}`,
    `width: 32px; height: 32px; border-radius: ${RADIUS.control}px; font-size: ${TYPE.text}px; line-height: 32px; font-weight: 700; text-align: center`,
  ],
  /** Usher's own mark as boxes, since no program loads a picture by itself: a ticket with a tick, and its stub. */
  tick: [
    ({ color, onColor }) => `background: ${onColor}; color: ${color}`,
    `width: 14px; height: 15px; padding: 0; border-radius: 4px 0 0 4px; font-size: 12px; line-height: 15px; font-weight: 700; text-align: center`,
  ],
  tear: [
    ({ color, onColor }) => `background: ${onColor}; border-left: 1px dashed ${color}`,
    `width: 5px; height: 15px; padding: 0; border-radius: 0 4px 4px 0; font-size: 1px; line-height: 1px`,
  ],
  brand: [
    ({ ink }) => `color: ${ink}`,
    `padding: 0 0 0 10px; font-size: ${TYPE.text}px; font-weight: ${TYPE.strong}; ${BREAKS}`,
  ],
  card: [
    ({ card, ink, line }) => `background: ${card}; color: ${ink}; border: 1px solid ${line}`,
    `padding: 32px ${l}px; border-radius: ${RADIUS.card}px`,
  ],
  title: [
    ({ ink }) => `color: ${ink}`,
    `margin: 0; font-size: ${TYPE.title}px; line-height: 1.2; letter-spacing: -.3px; font-weight: 700; ${BREAKS}`,
  ],
  line: [({ ink }) => `color: ${ink}`, `margin: ${s + xs}px 0 0; ${LINES}`],
  quote: [
    ({ tint, ink }) => `background: ${tint}; color: ${ink}`,
    `margin: ${m}px 0 0; padding: ${s + xs}px ${m}px; border-radius: ${RADIUS.control}px; ${LINES}`,
  ],
  ticket: [
    ({ card, line }) => `background: ${card}; border: 1px solid ${line}`,
    `${TABLE}; margin: ${l}px 0 0; border-radius: ${RADIUS.card}px`,
  ],
  event: [({ ink }) => `color: ${ink}`, `padding: ${m}px`],
  row: [() => "", "width: 100%; border-spacing: 0"],
  tile: [() => "", "width: 66px; padding: 0; vertical-align: top"],
  leaf: [
    ({ line, card }) => `background: ${card}; border: 1px solid ${line}`,
    "border-radius: 12px; text-align: center; line-height: 1.2",
  ],
  month: [({ color, onColor }) => `background: ${color}; color: ${onColor}`, MONTH],
  past: [({ tint, soft }) => `background: ${tint}; color: ${soft}`, MONTH],
  day: [({ ink }) => `color: ${ink}`, DAY],
  pastDay: [({ soft }) => `color: ${soft}`, DAY],
  year: [({ soft }) => `color: ${soft}`, "padding: 0 0 5px; font-size: 13px"],
  beside: [({ ink }) => `color: ${ink}`, `padding: 0 0 0 ${m}px; vertical-align: middle`],
  name: [({ ink }) => `color: ${ink}`, NAME],
  /** Of what does not take place. */
  offName: [({ soft }) => `color: ${soft}`, NAME],
  hours: [({ ink }) => `color: ${ink}`, `line-height: 1.4; font-weight: ${TYPE.strong}; ${LINES}`],
  gone: [({ soft }) => `color: ${soft}`, `line-height: 1.4; ${LINES}`],
  /** What ends by a time stands out from the ticket's other facts. */
  due: [({ wait, waitTint }) => `background: ${waitTint}; color: ${wait}`, `padding: ${s + xs}px ${m}px`],
  dueLabel: [({ wait }) => `color: ${wait}`, `${SMALL}; ${BREAKS}`],
  dueValue: [({ wait }) => `color: ${wait}`, `font-weight: ${TYPE.strong}; ${LINES}`],
  facts: [({ ink, line }) => `color: ${ink}; border-top: 1px solid ${line}`, `padding: ${m}px ${m}px ${s}px`],
  stub: [
    ({ line, tint }) => `background: ${tint}; border-top: 2px dashed ${line}`,
    `padding: 12px ${m}px; border-radius: 0 0 ${RADIUS.card}px ${RADIUS.card}px`,
  ],
  /** What *Join* asks for, below the sentence that says so. */
  pass: [
    ({ tint, ink }) => `background: ${tint}; color: ${ink}`,
    `margin: ${m}px 0 0; padding: ${s + xs}px ${m}px; border-radius: ${RADIUS.control}px`,
  ],
  label: [({ soft }) => `color: ${soft}`, `${SMALL}; ${BREAKS}`],
  value: [({ ink }) => `color: ${ink}`, `margin: 0 0 ${s}px; font-weight: ${TYPE.strong}; ${LINES}`],
  former: [({ soft }) => `color: ${soft}`, `margin: 0 0 ${s}px; text-decoration: line-through; ${LINES}`],
  id: [
    ({ ink }) => `color: ${ink}`,
    `font: ${TYPE.strong} ${TYPE.heading}px/1.4 ${FIXED_FONT}; letter-spacing: .5px; white-space: nowrap`,
  ],
  copied: [
    ({ ink }) => `color: ${ink}`,
    `margin: 0 0 ${s}px; font: ${TYPE.strong} ${TYPE.text}px/1.5 ${FIXED_FONT}; ${BREAKS}`,
  ],
  /** What somebody types as it stands. */
  typed: [
    ({ tint, ink }) => `background: ${tint}; color: ${ink}`,
    `padding: 2px 6px; border-radius: 6px; font-family: ${FIXED_FONT}; font-size: .9em; white-space: nowrap`,
  ],
  good: [({ good, goodTint }) => `background: ${goodTint}; color: ${good}`, ""],
  wait: [({ wait, waitTint }) => `background: ${waitTint}; color: ${wait}`, ""],
  bad: [({ bad, badTint }) => `background: ${badTint}; color: ${bad}`, ""],
  plain: [({ tint, ink }) => `background: ${tint}; color: ${ink}`, ""],
  quiet: [
    ({ edge }) => `border: 1px solid ${edge}`,
    `padding: 0; border-radius: ${RADIUS.control}px; text-align: center`,
  ],
  quieter: [({ accent }) => `color: ${accent}`, PRESSED],
  button: [({ color }) => `background: ${color}`, `padding: 0; border-radius: ${RADIUS.control}px; text-align: center`],
  pressed: [({ onColor }) => `color: ${onColor}`, PRESSED],
  link: [({ accent }) => `color: ${accent}`, `display: inline-block; padding: ${xs}px 0; ${BREAKS}`],
  /** One within a sentence, whose lines stay as far apart as they are. */
  within: [({ accent }) => `color: ${accent}`, BREAKS],
  links: [({ soft }) => `color: ${soft}`, `margin: ${m}px 0 0`],
  calendars: [({ soft }) => `color: ${soft}`, `margin: ${m}px 0 0; ${SMALL}`],
  about: [({ ink, line }) => `color: ${ink}; border-top: 1px solid ${line}`, `margin: 28px 0 0; padding: ${l}px 0 0`],
  heading: [
    ({ ink }) => `color: ${ink}`,
    `margin: 0 0 ${s}px; font-size: ${TYPE.lead}px; line-height: 1.3; font-weight: ${TYPE.strong}`,
  ],
  written: [({ ink }) => `color: ${ink}`, `margin: 0; ${LINES}`],
  foot: [({ soft }) => `color: ${soft}`, `padding: ${m}px ${l}px ${l}px; ${SMALL}; ${BREAKS}`],
} as const satisfies Record<string, readonly [Colors, string, dark?: Colors]>;

export type Part = keyof typeof PARTS;

/** A status in its colours, before what it is about. */
export const PILL = `display: inline-block; margin: 0 0 ${s}px; padding: 3px 12px; border-radius: 99px; ${SMALL}; font-weight: ${TYPE.strong}; ${BREAKS}`;

/** What only previews of a mail show, beside its subject. */
export const UNSEEN =
  "display: none; max-height: 0; overflow: hidden; font-size: 1px; line-height: 1px; opacity: 0; mso-hide: all";

/** Makes the attributes of parts in the colours of a site: a class for the dark scheme, and the style in itself. */
export const makeLook =
  ({ light }: Theme) =>
  (part: Part, more = ""): Html => {
    const [colors, rest] = PARTS[part];
    return html`class="${part}" style="${[colors(light), rest, more].filter((one) => one !== "").join("; ")}"`;
  };

export type Look = ReturnType<typeof makeLook>;

const important = (declarations: string): string =>
  declarations
    .split("; ")
    .map((one) => `${one} !important`)
    .join("; ");

/** The mark has the same colours in both schemes, as on pages. */
const SAME_IN_DARK: readonly string[] = ["mark", "tick", "tear"] satisfies Part[];

/** Mail programs that know dark schemes take these over the styles on the elements; others drop them. */
export const darkStyle = ({ dark }: Theme): string =>
  [
    ":root { color-scheme: light dark; supported-color-schemes: light dark; }",
    "@media (prefers-color-scheme: dark) {",
    ...Object.entries<readonly [Colors, string, Colors?]>(PARTS)
      .filter(([part]) => !SAME_IN_DARK.includes(part))
      .map(([part, [colors, , inDark = colors]]) => `  .${part} { ${important(inDark(dark))}; }`),
    "}",
    // A thumb finds a button that is as wide as the screen.
    "@media (max-width: 480px) {",
    "  .pressing { width: 100% !important; }",
    `  .card { padding: ${l}px ${m}px !important; }`,
    // So that a day and its hours stay on one line.
    `  .event, .due, .facts, .stub { padding-left: ${s + xs}px !important; padding-right: ${s + xs}px !important; }`,
    `  .beside { padding-left: ${s + xs}px !important; }`,
    `  .hours, .gone { font-size: ${TYPE.text - 1}px !important; }`,
    `  .foot { padding: ${m}px ${m}px ${l}px !important; }`,
    "}",
  ].join("\n");
