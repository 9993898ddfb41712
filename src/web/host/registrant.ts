import { html } from "hono/html";
import { changesFrom, DECISIONS, type Decision } from "../../core/approvals/decide.ts";
import type { Registrant } from "../../core/approvals/registrant.ts";
import { parseKey, requestId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import type { Refusal } from "../../core/model/refusal.ts";
import type { Registration } from "../../core/model/registration.ts";
import { isOver } from "../../core/model/webinar.ts";
import type { TextKey } from "../../texts/en.ts";
import { zoneFor } from "../../texts/words/facts.ts";
import { wordsOf } from "../../texts/words.ts";
import { shownAddress } from "../../texts/written.ts";
import { zoneOfAll } from "../../texts/zone-name.ts";
import { alertText, backLink, buttonForm, factList, type Html, inputField } from "../elements.ts";
import { pillOf } from "../event/head.ts";
import { TONES } from "../event/news.ts";
import { type PageContext, readPosted } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { undoSays } from "./decide-in-row.ts";
import { hostHead } from "./head.ts";
import type { HostVisit } from "./visits.ts";

const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`;

/** How the button of a decision looks: what is wanted of an open request is told apart, and what cannot be undone. */
const lookOf = (to: Decision, isOpen: boolean): Html | string => {
  if (to === "cancelled") return html` class="danger"`;
  return to === "approved" && isOpen ? "" : html` class="quiet"`;
};

/** One person of the roster on a page of their own, with what a host can do about them. */
export const makeRegistrantPage = ({ core }: Pick<PageDeps, "core">, respond: Responses) => {
  /** What a host can do, in groups that stand apart: each act in a row with what it does. */
  const actGroups = (c: PageContext, { webinar }: HostVisit, registration: Registration | undefined): Html | string => {
    const t = respond.translator(c);
    const now = core.clock.now();
    const row = (one: Html, line: TextKey) => html`<div>${one}<p class="hint">${t(line)}</p></div>`;
    const group = (rows: readonly Html[], head: Html | string = "") =>
      rows.length === 0 ? "" : html`${head}<div class="explained">${rows}</div>`;
    const resend = group([
      row(buttonForm("resend", t(registration ? "resend_to" : "resend_invitation"), "", true), "does_resend"),
    ]);
    if (!registration || isOver(webinar, now)) return html`${resend}`;
    const version = hidden("version", String(registration.version));
    const changes = changesFrom(registration.status);
    const isOpen = registration.status === "pending";
    const button = (to: Decision) =>
      html`<form method="post">${hidden("do", "decide")}${hidden("to", to)}${version}<button${lookOf(to, isOpen)}>${t(to === "cancelled" ? "free_seat" : `decide_${to}`)}</button></form>`;
    const undo = undoSays(registration, webinar, now);
    // Three ways back beside each other would be a puzzle; from what an undo brings back, every decision is open.
    if (undo) {
      const undoing = html`<form method="post">${hidden("do", "undo")}${version}<button class="quiet">${t(undo)}</button></form>`;
      return group([row(undoing, "does_undo")]);
    }
    const decisions = group(
      (["approved", "pending", "rejected"] as const)
        .filter((to) => changes.includes(to))
        .map((to) => row(button(to), `does_${to}`)),
      ["approved", "rejected"].includes(registration.status) ? html`<h2>${t("change")}</h2>` : "",
    );
    // It cannot be undone, so the button stands behind a question.
    const cancel = html`<details class="ask"><summary class="button quiet bad">${t("free_seat")}</summary><p>${t("free_seat_line")}</p>${button("cancelled")}</details>`;
    const cancelling = group(changes.includes("cancelled") ? [row(cancel, "does_cancelled")] : [], html`<hr>`);
    return html`${isOpen ? [decisions, resend] : [resend, decisions]}${cancelling}`;
  };

  const show = (c: PageContext, visit: HostVisit, found: Registrant, said?: string, status: 200 | 400 = 200) => {
    const t = respond.translator(c);
    const notice = { kind: "registrant", ...found } as const;
    const reader = respond.readerOf(c, visit.host.zone);
    const words = wordsOf(notice, reader, { now: core.clock.now(), isZoneBelow: true });
    const { registration } = found.row;
    const standing = words.facts.find(({ is }) => is === "status");
    const pill = standing && pillOf(standing.value, registration ? TONES[registration.status] : "");
    // What is not sent yet stands beside the undo.
    const isUntold =
      registration !== undefined && undoSays(registration, visit.webinar, core.clock.now()) !== undefined;
    const facts = words.facts.filter(
      (fact) => fact !== standing && fact.is !== "code" && !(isUntold && fact.label === t("fact_reached")),
    );
    const top = html`${hostHead(words.title, visit, reader.locale)}${pill ?? ""}${words.lines.map((line) => html`<p>${line}</p>`)}${factList(facts)}`;
    const hasTimes = found.changes.length > 0 || found.row.invitee !== undefined;
    const items = words.items.map(({ title, facts }) => {
      const [only] = facts;
      const isAnswer = facts.length === 1 && only?.label === "";
      return html`<h2 dir="auto">${title}</h2>${isAnswer ? html`<p dir="auto">${only?.value}</p>` : factList(facts)}`;
    });
    const acts = actGroups(c, visit, registration);
    const address = addressForm(c, visit, found);
    // Who said no is hardly invited once more.
    const hasDeclined = !registration && found.row.invitee?.declinedAt !== undefined;
    const body = html`${top}${alertText(said)}
${hasDeclined ? html`${address}${acts}` : html`${acts}${address}`}
<div class="history">${items}</div>${hasTimes ? html`<p class="small">${zoneOfAll(zoneFor(reader, visit.webinar), reader.locale)}</p>` : ""}`;
    return respond.page(c, `${words.title}: ${visit.webinar.title}`, body, status);
  };

  const read = async (c: PageContext, { webinar, host }: HostVisit) => {
    const key = parseKey(c.req.param("key"));
    return key && core.readRegistrant(webinar.organisation, webinar.code, key, host);
  };

  /** Decides as the button says, or takes back the last decision, about the version that the page showed. */
  const decide = async (
    { webinar, host }: HostVisit,
    { row }: Registrant,
    fields: Readonly<Record<string, string>>,
  ) => {
    const to: Decision | undefined = DECISIONS.find((one) => one === fields.to);
    const version = Number(fields.version);
    const isUndo = fields.do === "undo";
    if (!(to || isUndo) || !Number.isSafeInteger(version) || version < 1) return { reason: "unknown_button" } as const;
    const { organisation, code } = webinar;
    const id = requestId("host page", host.id, code, row.key, to ?? "undo", String(version));
    const of = { organisation, code, key: row.key, version, by: host, way: "page", requestId: id } as const;
    if (isUndo || !to) {
      const undone = await core.undo(of);
      return undone.ok ? undefined : undone.refusal;
    }
    const result = await core.decide({ ...of, to, isChange: true });
    return result.ok ? undefined : result.refusal.refusal;
  };

  /** A guest's address can be mended (P39). */
  const addressForm = (c: PageContext, { webinar }: HostVisit, { row }: Registrant): Html | string => {
    if (!row.isGuest || isOver(webinar, core.clock.now())) return "";
    const t = respond.translator(c);
    const field = inputField({
      name: "address",
      label: t("field_address"),
      value: row.address,
      type: "email",
      autocomplete: "off",
    });
    return buttonForm("correct", t("correct"), field, true);
  };

  const correct = async (
    c: PageContext,
    { webinar, host, home }: HostVisit,
    { row }: Registrant,
    address: string,
  ): Promise<Response | Refusal> => {
    const { organisation, code } = webinar;
    const result = await core.correctAddress.correct({
      ...{ organisation, code, key: row.key, address, by: host, way: "page" },
      requestId: requestId("host page", "correct", host.id, code, row.key, address),
    });
    if (!result.ok) return result.refusal;
    const back = backLink(home, respond.translator(c)("roster_back"));
    return respond.notice(c, { kind: "corrected", ...result.value }, back);
  };

  const resend = async (c: PageContext, { webinar, host, home }: HostVisit, { row }: Registrant) => {
    const { organisation, code } = webinar;
    const id = requestId("host page", "resend", host.id, row.key, String(core.clock.now()));
    const result = await core.resend({ organisation, code, requestId: id, of: { key: row.key } });
    if (!result.ok) return respond.refusal(c, result.refusal, webinar);
    const back = backLink(home, respond.translator(c)("roster_back"));
    const name = fullName(row) || shownAddress(row.address);
    return respond.notice(c, { kind: "resent_to", webinar, key: row.key, name, isInvitation: !row.registration }, back);
  };

  return {
    get: async (c: PageContext, visit: HostVisit) => {
      const found = await read(c, visit);
      if (!found) return respond.refusal(c, { reason: "unknown_registration" }, visit.webinar);
      return found.ok ? show(c, visit, found.value) : respond.refusal(c, found.refusal, visit.webinar);
    },

    post: async (c: PageContext, visit: HostVisit) => {
      const { fields } = await readPosted(c);
      const found = await read(c, visit);
      if (!found) return respond.refusal(c, { reason: "unknown_registration" }, visit.webinar);
      if (!found.ok) return respond.refusal(c, found.refusal, visit.webinar);
      if (fields.do === "resend") return resend(c, visit, found.value);
      const done = fields.do === "correct" ? await correct(c, visit, found.value, fields.address ?? "") : undefined;
      if (done instanceof Response) return done;
      const refusal = done ?? (await decide(visit, found.value, fields));
      const now = await read(c, visit);
      const shown = now?.ok ? now.value : found.value;
      return refusal
        ? show(c, visit, shown, respond.refusalText(c, refusal, visit.webinar), 400)
        : show(c, visit, shown);
    },
  };
};
