import { html } from "hono/html";
import { requestId } from "../../core/model/ids.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { RETRIES } from "../../core/notices/refusal-offers.ts";
import { backLink, buttonForm, heading } from "../elements.ts";
import { type PageContext, readPosted } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import type { HostVisit } from "./visits.ts";

type Missed = (Notice & { kind: "undelivered" })["what"];

const isMissed = (what: string): what is Missed => Object.hasOwn(RETRIES, what);

/** Tries what did not arrive again (N2), for a host who reads of it in a mail. Programs open links: the button asks. */
export const makeRetryPage = ({ core }: Pick<PageDeps, "core">, respond: Responses) => ({
  get: (c: PageContext, { webinar, home }: HostVisit) => {
    const t = respond.translator(c);
    const { what = "", failed } = c.req.query();
    if (!failed || !isMissed(what)) return respond.refusal(c, { reason: "link_unknown" }, webinar);
    const title = t(RETRIES[what]);
    const first = RETRIES[what] === "retry_card" ? html`<p>${t("retry_card_first")}</p>` : "";
    const field = html`<input type="hidden" name="failed" value="${failed}">`;
    return respond.page(
      c,
      `${title}: ${webinar.title}`,
      html`${backLink(home, t("roster_back"))}${heading(title)}<p class="soft" dir="auto">${webinar.title}</p>${first}${buttonForm("retry", title, field)}`,
    );
  },

  post: async (c: PageContext, { webinar, host, home }: HostVisit) => {
    const { fields } = await readPosted(c);
    const { organisation, code } = webinar;
    const failed = fields.failed ?? "";
    // What failed once more is told anew, and tried again by another press.
    const id = requestId("host page", "retry", host.id, code, failed, String(core.clock.now()));
    const result = await core.retryDelivery({ organisation, code, requestId: id, failed, by: host });
    const back = backLink(home, respond.translator(c)("roster_back"));
    return result.ok
      ? respond.notice(c, { kind: "retried", webinar: result.value }, back)
      : respond.refusal(c, result.refusal, webinar, back);
  },
});
