import { html, raw } from "hono/html";
import { RequestIdSchema } from "../../core/model/ids.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import { type InviteeList, readInviteeList } from "../../invitee-list.ts";
import { sayRow } from "../../texts/refusals.ts";
import { refusedCsv } from "../../texts/refused-csv.ts";
import type { Translate } from "../../texts/translate.ts";
import { alertText, backLink, buttonForm, buttonLink, type Html } from "../elements.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { hostHead } from "./head.ts";
import type { HostVisit } from "./visits.ts";

/** So many rows that are not invited are shown; the file has all. */
const ROWS_SHOWN = 50;
/** A page that shows how far something is, is looked at again after so many seconds. */
const LOOK_AGAIN_S = "4";

/** What of a posted form this page reads; undefined for what is none of it. */
const readPosted = (body: Readonly<Record<string, unknown>>) => {
  const { do: act, list = "", file, token = "" } = body;
  if (typeof list !== "string" || typeof token !== "string") return undefined;
  if (act === "invite") return { act, token } as const;
  if (act !== "check") return undefined;
  const isFile = file instanceof File && file.size > 0;
  // Which of two lists is meant is for the host to say.
  if (isFile && list.trim() !== "") return { act: "both" } as const;
  return { act, source: isFile ? file : list } as const;
};

/** What a pasted list looks like, in every language. */
const EXAMPLE = "Ann Lee <ann@example.com>\nbob@example.com";

/** A browser names its own control in its own language; the script puts words of the page's in their place. */
const FILE_SCRIPT = `(() => {
  const field = document.querySelector(".file");
  const [input, chosen] = [field.querySelector("input"), field.querySelector("[data-none]")];
  const show = () => { chosen.textContent = input.files[0]?.name ?? chosen.dataset.none; };
  input.addEventListener("change", show);
  addEventListener("pageshow", show);
  field.classList.add("named");
  show();
})();`;

const fileField = (c: PageContext, t: Translate): Html =>
  html`<label for="file">${t("field_invite_file")}</label><div class="file"><input id="file" name="file" type="file" accept=".csv,.tsv,.txt,text/csv,text/plain" aria-describedby="file-hint">
<div class="named-as" aria-hidden="true"><span class="pick">${t("import_file_choose")}</span><span data-none="${t("import_file_none")}" dir="auto"></span></div></div>
<p class="hint" id="file-hint">${t("field_invite_file_hint")}</p>
<script nonce="${c.get("secureHeadersNonce") ?? ""}">${raw(FILE_SCRIPT)}</script>`;

/** A host's page on which a list of people is pasted, or sent as a file, checked, and invited. */
export const makeImportPages = ({ core }: Pick<PageDeps, "core">, respond: Responses) => {
  const titleOf = (c: PageContext, { webinar }: HostVisit): string =>
    `${respond.translator(c)("import_title")}: ${webinar.title}`;

  const headOf = (c: PageContext, visit: HostVisit): Html =>
    hostHead(respond.translator(c)("import_title"), visit, respond.localeOf(c));

  const form = (c: PageContext, visit: HostVisit, problem?: Refusal) => {
    const t = respond.translator(c);
    const said = problem && respond.refusalText(c, problem, visit.webinar);
    const title = titleOf(c, visit);
    const body = html`${headOf(c, visit)}<p>${t("import_line")}</p>${alertText(said)}
<form method="post" action="${visit.home}/invite" enctype="multipart/form-data"><input type="hidden" name="do" value="check">
<label for="list">${t("import_list")}</label><textarea id="list" name="list" rows="6" dir="auto" placeholder="${EXAMPLE}" aria-describedby="list-hint"></textarea>
<p class="hint" id="list-hint">${t("field_invite_addresses_hint")}</p>
<p class="or">${t("import_or")}</p>
${fileField(c, t)}
<button>${t("import_check")}</button></form>`;
    return respond.page(c, title, body, problem ? 400 : 200);
  };

  const rowList = (c: PageContext, rows: InviteeList["refused"]): Html | string => {
    const t = respond.translator(c);
    if (rows.length === 0) return "";
    const more = rows.length > ROWS_SHOWN ? html`<li>…</li>` : "";
    return html`<h2>${t("import_refused", { count: rows.length })}</h2>
<ul>${rows.slice(0, ROWS_SHOWN).map((row) => html`<li dir="auto">${sayRow(row, t)}</li>`)}${more}</ul>`;
  };

  /** What would happen, and the button that does it. */
  const preview = (c: PageContext, visit: HostVisit, list: InviteeList, token: string) => {
    const t = respond.translator(c);
    const { people, refused, repeated } = list;
    const fields = html`<input type="hidden" name="token" value="${token}">`;
    const send = people.length > 0 ? buttonForm("invite", t("invite_shared", { count: people.length }), fields) : "";
    const title = titleOf(c, visit);
    const body = html`${headOf(c, visit)}<p>${t("import_found", { count: people.length })}</p>
${repeated > 0 ? html`<p>${t("invited_repeated", { repeated })}</p>` : ""}${rowList(c, refused)}${send}
<p>${buttonLink(`${visit.home}/invite`, t("import_other"), true)}</p>`;
    return respond.page(c, title, body);
  };

  const of = ({ webinar, host }: HostVisit) => ({ organisation: webinar.organisation, code: webinar.code, by: host });

  const check = async (c: PageContext, visit: HostVisit, source: File | string) => {
    const read = await readInviteeList(
      typeof source === "string" ? source : new Uint8Array(await source.arrayBuffer()),
    );
    if (!read.ok) return form(c, visit, read.refusal);
    const token = await core.imports.check(of(visit), read.value);
    return token.ok ? preview(c, visit, read.value, token.value) : form(c, visit, token.refusal);
  };

  const confirm = async (c: PageContext, visit: HostVisit, token: string) => {
    const invited = await core.imports.confirm(of(visit), token);
    if (!invited.ok) return form(c, visit, invited.refusal);
    c.header("Cache-Control", "no-store");
    return c.redirect(`${visit.home}/invite/${invited.value.id}`, 303);
  };

  const reportOf = async (c: PageContext, visit: HostVisit) => {
    const id = RequestIdSchema.safeParse(c.req.param("id")).data;
    return id ? core.imports.report(of(visit), id) : undefined;
  };

  return {
    get: (c: PageContext, visit: HostVisit) => form(c, visit),

    post: async (c: PageContext, visit: HostVisit) => {
      const body = await c.req.parseBody().catch(() => ({}));
      const posted = readPosted(body);
      if (!posted) return respond.dead(c, "page_unreadable", 400);
      if (posted.act === "both") return form(c, visit, { reason: "one_list_only" });
      return posted.act === "invite" ? confirm(c, visit, posted.token) : check(c, visit, posted.source);
    },

    /** How far it is; the page looks again by itself until it is done. */
    progress: async (c: PageContext, visit: HostVisit) => {
      const t = respond.translator(c);
      const report = await reportOf(c, visit);
      if (!report?.ok) return respond.refusal(c, report?.refusal ?? { reason: "invitation_gone" }, visit.webinar);
      const { rows, ...invited } = report.value;
      const isGoingOn = (invited.left > 0 || invited.isReading) && invited.shared !== "asked";
      if (isGoingOn) c.header("Refresh", LOOK_AGAIN_S);
      const file = `${visit.home}/invite/${invited.id}/refused.csv`;
      const after = html`${rows.length > 0 ? html`<p>${buttonLink(file, t("import_refused_file"))}</p>` : ""}
<p>${buttonLink(`${visit.home}/invite`, t("import_other"), true)}</p>${backLink(visit.home, t("roster_back"))}`;
      return respond.notice(c, { kind: "invited", ...invited }, after, { zone: visit.host.zone });
    },

    /** Whom it did not invite, as a file. */
    refused: async (c: PageContext, visit: HostVisit) => {
      const report = await reportOf(c, visit);
      if (!report?.ok) return respond.refusal(c, report?.refusal ?? { reason: "invitation_gone" }, visit.webinar);
      return c.body(refusedCsv(report.value.rows, respond.localeOf(c)), 200, {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": `attachment; filename="${visit.webinar.code}-refused.csv"`,
        "Cache-Control": "no-store",
      });
    },
  };
};
