import { Readable } from "node:stream";
import type { Hono } from "hono";
import { rosterCsv } from "../../texts/roster-csv.ts";
import type { Env, PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { makeImportPages } from "./import.ts";
import { makePreviewPages } from "./preview.ts";
import { makeRegistrantPage } from "./registrant.ts";
import { makeReportPages } from "./report.ts";
import { makeRetryPage } from "./retry.ts";
import { makeRosterPage } from "./roster.ts";
import { makeSeriesPage } from "./series.ts";
import { makeSharePage } from "./share.ts";
import { type HostVisit, makeVisited } from "./visits.ts";

/** Adds the pages of hosts, each about one webinar. */
export const addHostPages = (pages: Hono<Env>, respond: Responses, deps: PageDeps): void => {
  const { core, log } = deps;
  const visited = makeVisited(deps, respond);
  const registrant = makeRegistrantPage(deps, respond);

  /** Everybody as a file, sent as it is read. */
  const exported = async (c: PageContext, { webinar, host }: HostVisit) => {
    const found = await core.exportRoster(webinar.organisation, webinar.code, host);
    if (!found.ok) return respond.refusal(c, found.refusal, webinar);
    const file = Readable.from(rosterCsv(found.value, respond.readerOf(c, host.zone)), { objectMode: false });
    // The file is cut short then, which a browser tells; nothing can be said in it any more.
    file.on("error", (error) => log.warn({ err: error }, "export_cut"));
    return c.body(Readable.toWeb(file) as ReadableStream, 200, {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${webinar.code}.csv"`,
      "Cache-Control": "no-store",
    });
  };

  const seriesPage = makeSeriesPage(deps, respond);
  const rosterPage = visited(makeRosterPage(deps, respond));
  pages.get("/host/:token", async (c) => (await seriesPage(c)) ?? rosterPage(c));
  pages.get("/host/:token/export.csv", visited(exported));
  const preview = makePreviewPages(deps, respond);
  const reports = makeReportPages(deps, respond);
  pages.get("/host/:token/report", visited(reports.show));
  pages.get("/host/:token/report.csv", visited(reports.csv));
  pages.get("/host/:token/preview", visited(preview.show));
  pages.get("/host/:token/preview/mail", visited(preview.mail));
  pages.get("/host/:token/share", visited(makeSharePage(deps, respond)));
  const retry = makeRetryPage(deps, respond);
  pages.get("/host/:token/retry", visited(retry.get));
  pages.post("/host/:token/retry", visited(retry.post));
  const imports = makeImportPages(deps, respond);
  pages.get("/host/:token/invite", visited(imports.get));
  pages.post("/host/:token/invite", visited(imports.post));
  pages.get("/host/:token/invite/:id", visited(imports.progress));
  pages.get("/host/:token/invite/:id/refused.csv", visited(imports.refused));
  pages.get("/host/:token/people/:key", visited(registrant.get));
  pages.post("/host/:token/people/:key", visited(registrant.post));
};
