/** A colour as `#rrggbb`, in lower case. */
export type Color = `#${string}`;

/** What text, and what is pressed, needs against what it stands on (WCAG 2.2, 1.4.3). */
export const TEXT_CONTRAST = 4.5;

/** Reads `#rrggbb`; undefined for anything else. */
export const parseColor = (raw: string): Color | undefined =>
  /^#[0-9a-f]{6}$/i.test(raw) ? (raw.toLowerCase() as Color) : undefined;

const channels = (color: Color): [number, number, number] => {
  const value = Number.parseInt(color.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};

/** Relative luminance (WCAG 2.2). */
const luminance = (color: Color): number => {
  const [red, green, blue] = channels(color).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast of two colours: from 1 for the same to 21 for black and white (WCAG 2.2). */
export const contrast = (one: Color, other: Color): number => {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
};

/** `share` of one colour, and the rest of another. */
export const mix = (one: Color, other: Color, share: number): Color => {
  const rest = channels(other);
  const mixed = channels(one).map((channel, i) => Math.round(channel * share + (rest[i] ?? 0) * (1 - share)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
};

/** Hue (0 to 6), saturation and lightness (0 to 1). */
const hslOf = (color: Color): [number, number, number] => {
  const [red, green, blue] = channels(color).map((channel) => channel / 255) as [number, number, number];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const [lightness, range] = [(most + least) / 2, most - least];
  if (range === 0) return [0, 0, lightness];
  const hue =
    most === red
      ? ((green - blue) / range + 6) % 6
      : most === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  return [hue, range / (1 - Math.abs(2 * lightness - 1)), lightness];
};

const ofHsl = (hue: number, saturation: number, lightness: number): Color => {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number): string => {
    const place = (offset + hue * 2) % 12;
    const share = lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1));
    return Math.round(share * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
};

/** The colour itself, or the same hue as little lighter, or darker, as makes it readable on all of these grounds. */
export const readableOn = (color: Color, grounds: readonly Color[], toward: "lighter" | "darker"): Color => {
  const isReadable = (one: Color) => grounds.every((ground) => contrast(one, ground) >= TEXT_CONTRAST);
  const [hue, saturation, from] = hslOf(color);
  const end = toward === "lighter" ? 1 : 0;
  for (let step = 0; step < 50; step += 1) {
    const tried = step === 0 ? color : ofHsl(hue, saturation, from + ((end - from) * step) / 50);
    if (isReadable(tried)) return tried;
  }
  return toward === "lighter" ? "#ffffff" : "#000000";
};
