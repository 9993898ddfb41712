import { createHash } from "node:crypto";
import type { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { type Logo, ownMark } from "../../brand/logo.ts";
import type { Theme } from "../../brand/theme.ts";
import type { Env } from "../incoming/request.ts";

/** The addresses of the site's pictures. A changed picture has another one, so that no browser shows a former one. */
export interface Pictures {
  readonly logo: string;
  readonly icon: string;
}

const A_DAY = "public, max-age=86400";

/** An SVG file can hold scripts and links: opened by itself it runs none, loads nothing and leads nowhere. */
const headers = secureHeaders({
  contentSecurityPolicy: { defaultSrc: ["'none'"], styleSrc: ["'unsafe-inline'"], sandbox: [] },
  xFrameOptions: "DENY",
});

const addressOf = (path: string, { bytes }: Logo): string =>
  `${path}?v=${createHash("sha256").update(bytes).digest("base64url").slice(0, 10)}`;

/**
 * Serves the operator's logo, or Usher's own mark, and the icon of a browser's tab: the same, or the mark where the logo
 * is too wide for it. To be added before what gives pages their headers; these have their own.
 */
export const addPictures = (pages: Hono<Env>, { light }: Theme, given: Logo | undefined): Pictures => {
  const mark = ownMark(light.color, light.onColor);
  const logo = given ?? mark;
  const icon = logo.isSquare ? logo : mark;
  const serve = (path: string, { type, bytes }: Logo) =>
    pages.get(path, headers, (c) =>
      c.body(new Uint8Array(bytes), 200, { "Content-Type": type, "Cache-Control": A_DAY }),
    );
  serve("/logo", logo);
  serve("/icon", icon);
  serve("/favicon.ico", icon);
  return { logo: addressOf("/logo", logo), icon: addressOf("/icon", icon) };
};
