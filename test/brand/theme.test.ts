import { describe, expect, it } from "vitest";
import { type Color, contrast, mix, parseColor } from "../../src/brand/color.ts";
import { isReadableButton, makeTheme, type Scheme, SITE_COLOR } from "../../src/brand/theme.ts";

/** Every hue at several lightnesses: what operators might choose. */
const SOME = ["#000000", "#ffffff", "#ffe100", "#e01e5a", "#6264a7", "#00b140", "#7f7f7f", "#0a1f44"] as const;

const unreadable = ({ paper, card, ...scheme }: Scheme): string[] =>
  (
    [
      ["ink", paper],
      ["ink", card],
      ["soft", paper],
      ["soft", card],
      ["accent", paper],
      ["accent", card],
      ["accent", scheme.tint],
      ["ink", scheme.tint],
      ["onColor", scheme.color],
      ["good", scheme.goodTint],
      ["wait", scheme.waitTint],
      ["bad", scheme.badTint],
      ["bad", card],
    ] as const
  ).flatMap(([name, ground]) => (contrast(scheme[name], ground) < 4.5 ? [`${name} on ${ground}`] : []));

describe("the site's colours", () => {
  it("contrast is that of the guidelines", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#3d5a80", "#3d5a80")).toBe(1);
  });

  it("a colour is #rrggbb", () => {
    expect(parseColor("#3D5A80")).toBe("#3d5a80");
    for (const wrong of ["3d5a80", "#3d5", "#3d5a8g", "red", "#3d5a8000", ""])
      expect(parseColor(wrong)).toBeUndefined();
  });

  it("whatever colour an operator may choose, all text can be read in both schemes", () => {
    const colors: Color[] = [SITE_COLOR, ...SOME.filter(isReadableButton)];
    expect(colors.length).toBeGreaterThan(6);
    for (const color of colors) {
      const { light, dark } = makeTheme("Usher", color);
      expect({ color, light: unreadable(light), dark: unreadable(dark) }).toEqual({ color, light: [], dark: [] });
      for (const scheme of [light, dark]) expect(contrast(scheme.edge, scheme.card)).toBeGreaterThanOrEqual(3);
    }
  });

  it("the button keeps the operator's colour in the light scheme, and takes white or dark text", () => {
    expect(makeTheme("Usher", "#6264a7").light).toMatchObject({ color: "#6264a7", onColor: "#ffffff" });
    expect(makeTheme("Usher", "#ffe100").light).toMatchObject({ color: "#ffe100", onColor: "#16202c" });
  });

  it("a colour on which neither white nor dark text can be read is known", () => {
    const greys = Array.from({ length: 101 }, (_, share) => mix("#ffffff", "#000000", share / 100));
    const refused = greys.filter((grey) => !isReadableButton(grey));
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(10);
  });
});
