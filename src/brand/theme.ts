import { type Color, contrast, mix, readableOn, TEXT_CONTRAST } from "./color.ts";

/** The colours of one scheme. Text in any of them can be read on `paper` and `card`. */
export interface Scheme {
  /** Behind everything. */
  readonly paper: Color;
  /** Behind what a page or a mail is about. */
  readonly card: Color;
  readonly ink: Color;
  /** Text that is less important. */
  readonly soft: Color;
  /** Between two things. */
  readonly line: Color;
  /** Around a field: seen at three times the contrast of its ground (WCAG 2.2, 1.4.11). */
  readonly edge: Color;
  /** A button that does the next thing, and the text on it. */
  readonly color: Color;
  readonly onColor: Color;
  /** The site's colour as text: a link. */
  readonly accent: Color;
  /** A breath of it, as a ground. */
  readonly tint: Color;
  /** What went well, what somebody waits for, what went wrong, each with a ground of its own. */
  readonly good: Color;
  readonly goodTint: Color;
  readonly wait: Color;
  readonly waitTint: Color;
  readonly bad: Color;
  readonly badTint: Color;
}

/** How the site looks, on pages and in mails. */
export interface Theme {
  /** What the operator calls the site. */
  readonly name: string;
  /** The operator's logo stands in the place of Usher's mark: mails, which load no picture, show the name's initial. */
  readonly hasLogo?: boolean;
  readonly light: Scheme;
  readonly dark: Scheme;
}

/** Space in px: each step is what separates things one step further apart. */
export const SPACE = { xs: 4, s: 8, m: 16, l: 24, xl: 40 } as const;
/** Sizes of text in px, and their weights. */
export const TYPE = { small: 14, text: 16, lead: 18, heading: 20, title: 28, regular: 400, strong: 600 } as const;
/** Rounded corners in px: a field or a button, a card. */
export const RADIUS = { control: 8, card: 16 } as const;

/** What each system reads best; nothing is fetched. */
export const FONT =
  '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, "Noto Sans", sans-serif';
/** For what is copied sign by sign. */
export const FIXED_FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace';

export const SITE_NAME = "Usher";
export const SITE_COLOR: Color = "#3d5a80";

const WHITE: Color = "#ffffff";
const INK: Color = "#16202c";

const LIGHT = {
  paper: "#f3f5f8",
  card: WHITE,
  ink: INK,
  soft: "#55616f",
  line: "#dfe4ea",
  edge: "#7f8b99",
  good: "#0b6b45",
  goodTint: "#e3f4ec",
  wait: "#7a5200",
  waitTint: "#fdf2d8",
  bad: "#b3261e",
  badTint: "#fdeceb",
} as const satisfies Partial<Scheme>;

const DARK = {
  paper: "#0f141a",
  card: "#1a222b",
  ink: "#e9edf2",
  soft: "#a3b0bd",
  line: "#2e3945",
  edge: "#74818f",
  good: "#6fd3a5",
  goodTint: "#14322a",
  wait: "#f0c36a",
  waitTint: "#3a2f16",
  bad: "#ffb4ab",
  badTint: "#42201f",
} as const satisfies Partial<Scheme>;

/** White or dark text, whichever is read better on it. */
const textOn = (color: Color): Color => (contrast(WHITE, color) >= contrast(INK, color) ? WHITE : INK);

/** Whether the text of a button can be read on this colour. */
export const isReadableButton = (color: Color): boolean => contrast(textOn(color), color) >= TEXT_CONTRAST;

/** The site's look from its name and colour. In the dark scheme the colour is lightened as far as text needs it. */
export const makeTheme = (name: string, color: Color, hasLogo = false): Theme => {
  const tint = mix(color, LIGHT.card, 0.09);
  const accent = readableOn(color, [LIGHT.paper, LIGHT.card, tint], "darker");
  const darkTint = mix(color, DARK.card, 0.22);
  const darkAccent = readableOn(color, [DARK.paper, DARK.card, darkTint], "lighter");
  return {
    name,
    ...(hasLogo ? { hasLogo } : {}),
    light: { ...LIGHT, color, onColor: textOn(color), accent, tint },
    dark: { ...DARK, color: darkAccent, onColor: textOn(darkAccent), accent: darkAccent, tint: darkTint },
  };
};
