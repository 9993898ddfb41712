import type { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { LANGUAGE_QUERY } from "../../core/model/links.ts";
import { localeOf } from "../../core/model/person.ts";
import { type Env, LANGUAGE_COOKIE, type PageContext } from "../incoming/request.ts";

const A_YEAR_S = 365 * 24 * 3_600;

/** Keeps the language that somebody chose at the foot of a page, so that the next pages have it too. */
export const keepLanguage = (pages: Hono<Env>, { publicUrl }: { readonly publicUrl: URL }): void => {
  pages.use(async (c, next) => {
    const chosen = localeOf(c.req.query(LANGUAGE_QUERY));
    if (chosen)
      setCookie(c, LANGUAGE_COOKIE, chosen, {
        path: "/",
        maxAge: A_YEAR_S,
        httpOnly: true,
        sameSite: "Lax",
        secure: publicUrl.protocol === "https:",
      });
    return next();
  });
};

/** The address of the page that is shown, in another language. It is a path: two slashes would lead to another site. */
export const addressIn = (c: PageContext, locale: string): string => {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.set(LANGUAGE_QUERY, locale);
  return `${pathname.replace(/^\/+/, "/")}?${searchParams}`;
};
