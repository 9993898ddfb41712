import { readFileSync, statSync } from "node:fs";
import type { Color } from "./color.ts";

/** A picture as Usher serves it. */
export interface Logo {
  readonly type: "image/png" | "image/svg+xml";
  readonly bytes: Buffer;
  /** Whether it is about as wide as high, so that it can be the icon of a browser's tab. */
  readonly isSquare: boolean;
}

/** No page should wait for a larger one. */
export const LOGO_MAX_KB = 200;

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What may stand before the root of an SVG file: a byte order mark, a declaration, comments, a document type. */
const SVG = /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:(?:<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>)\s*)*(<svg[\s>][^>]*)/i;

const isAboutSquare = (width: number, height: number): boolean =>
  width > 0 && height > 0 && Math.max(width, height) / Math.min(width, height) <= 1.25;

const pngOf = (bytes: Buffer): Logo | undefined =>
  bytes.length >= 24 && bytes.subarray(0, 8).equals(PNG) && bytes.toString("latin1", 12, 16) === "IHDR"
    ? { type: "image/png", bytes, isSquare: isAboutSquare(bytes.readUInt32BE(16), bytes.readUInt32BE(20)) }
    : undefined;

const svgOf = (bytes: Buffer): Logo | undefined => {
  const text = bytes.toString("utf8");
  const [, root] = SVG.exec(text) ?? [];
  if (root === undefined || !/<\/svg>\s*$|\/>\s*$/.test(text)) return undefined;
  const [, width, height] =
    /\bviewBox\s*=\s*["'][\d.eE+-]+[\s,]+[\d.eE+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)/.exec(root) ?? [];
  return { type: "image/svg+xml", bytes, isSquare: isAboutSquare(Number(width), Number(height)) };
};

/** Reads the operator's logo; undefined for what is no PNG or SVG file, is too large, or cannot be read. */
export const readLogo = (path: string): Logo | undefined => {
  try {
    const { size } = statSync(path);
    if (size > LOGO_MAX_KB * 1_024) return undefined;
    const bytes = readFileSync(path);
    return pngOf(bytes) ?? svgOf(bytes);
  } catch {
    return undefined;
  }
};

/** Usher's own mark, a ticket with a tick, in the site's colour. The app's icons in Slack and Teams show the same. */
export const ownMark = (color: Color, onColor: Color): Logo => ({
  type: "image/svg+xml",
  isSquare: true,
  bytes:
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="11" fill="${color}"/>
<g transform="rotate(-10 24 24)"><path fill="${onColor}" d="M12 14h16.5a3 3 0 0 0 6 0H36a3.5 3.5 0 0 1 3.5 3.5v13A3.5 3.5 0 0 1 36 34h-1.500a3 3 0 0 0-6 0H12a3.5 3.5 0 0 1-3.5-3.500v-13A3.5 3.5 0 0 1 12 14z"/>
<g fill="none" stroke="${color}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"><path d="M13.5 24l4 4 7-8"/><path stroke-width="2" stroke-dasharray=".1 4" d="M31.5 20v9"/></g></g></svg>
`),
});
