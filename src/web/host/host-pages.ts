import type { Hono } from "hono";
import { html } from "hono/html";
import { STATUSES } from "../../core/model/status.ts";
import { factList, heading } from "../elements.ts";
import type { Env } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { makeVisited } from "./visits.ts";

/** Adds the pages of hosts, each about one webinar. */
export const addHostPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const visited = makeVisited(deps, respond);

  pages.get(
    "/host/:token",
    visited((c, { webinar }) => {
      const t = respond.translator(c);
      const counts = STATUSES.map((status) => ({
        label: t(`status_${status}`),
        value: t("count", { count: webinar.counts[status] }),
      }));
      return respond.page(c, webinar.title, html`${heading(webinar.title)}${factList(counts)}`);
    }),
  );
};
