import { html } from "hono/html";
import { wordedMessages } from "../../core/notices/mail/own-words.ts";
import { letterOf } from "../../email/letter.ts";
import type { Html } from "../elements.ts";
import { makeAbout } from "../event/about.ts";
import { eventHead } from "../event/head.ts";
import { namesOf } from "../event/names.ts";
import { formSays, nextStep } from "../event/next-step.ts";
import type { PageContext } from "../incoming/request.ts";
import { firstPage } from "../page-steps.ts";
import type { PageDeps, Responses } from "../responses.ts";
import { stepForm } from "../step-form.ts";
import { writtenText } from "../written.ts";
import { hostHead } from "./head.ts";
import type { HostVisit } from "./visits.ts";

/** What an invitee gets to see, in the order in which they see it. */
const PARTS = ["mail", "page", "form", "approval", "reminder", "follow-up"] as const;
type Part = (typeof PARTS)[number];

const LABELS = {
  mail: "preview_mail",
  page: "preview_page",
  form: "preview_form",
  approval: "preview_approval",
  reminder: "preview_reminder",
  "follow-up": "preview_follow_up",
} as const;

/** The parts that are mails, by whose words they carry. */
const MAILS = {
  mail: "invitationText",
  approval: "approvalText",
  reminder: "reminderText",
  "follow-up": "followUpText",
} as const;
type Mail = keyof typeof MAILS;

const isMail = (part: string): part is Mail => part in MAILS;

/** Nobody has filled in anything. */
const EMPTY = { firstName: "", lastName: "", address: "", given: {} };

/** Shows hosts the mail, the page and the form as an invitee will see them, before anybody is invited. */
export const makePreviewPages = (deps: PageDeps, respond: Responses) => {
  const { core, links, theme } = deps;
  const about = makeAbout(respond, deps);

  /** The form, which takes nothing. */
  const form = async (c: PageContext, { webinar }: HostVisit): Promise<Html> => {
    const t = respond.translator(c);
    if (!webinar.registrationRequired) return html`<p>${t("preview_no_form")}</p>`;
    const registering = { now: core.clock.now(), isInvited: true };
    const { title, send } = formSays(webinar, registering, t);
    const next = nextStep(webinar, registering, t);
    const fields = stepForm({ step: firstPage(webinar.form, EMPTY), problems: {}, t, send, next });
    const names = await namesOf(core, webinar);
    const head = eventHead({ webinar, reader: respond.readerOf(c), isPart: true, ...names });
    return html`${head}<div class="description">${writtenText(webinar.description)}</div><fieldset disabled><legend><h2>${title}</h2></legend>${fields}</fieldset>`;
  };

  /** The mail stands in a frame: it has a style of its own. */
  const mailFrame = (c: PageContext, { home }: HostVisit, which: Mail): Html =>
    html`<iframe src="${home}/preview/mail${which === "mail" ? "" : `?as=${which}`}" title="${respond.translator(c)(LABELS[which])}" sandbox></iframe>`;

  const part = async (c: PageContext, visit: HostVisit, which: Part): Promise<Html> => {
    if (isMail(which)) return mailFrame(c, visit, which);
    return which === "form" ? form(c, visit) : about(c, visit.webinar, true);
  };

  return {
    show: async (c: PageContext, visit: HostVisit) => {
      const t = respond.translator(c);
      const which = PARTS.find((one) => one === c.req.query("as")) ?? "mail";
      const tabs = PARTS.map(
        (one) =>
          html`<a href="${visit.home}/preview?as=${one}" ${one === which ? html`aria-current="page"` : ""}>${t(LABELS[one])}</a> `,
      );
      const title = t("preview_title", { title: visit.webinar.title });
      const isHidden = visit.webinar.visibility === "invited_only" && which === "page";
      const note = isHidden ? html`<p class="note">${t("preview_hidden")}</p>` : "";
      const body = html`${hostHead(t("preview_link"), visit, respond.localeOf(c))}<p>${t("preview_line")}</p>
<nav class="tabs" aria-label="${t("preview_parts")}">${tabs}</nav>${note}<div class="preview">${await part(c, visit, which)}</div>`;
      return respond.page(c, title, body);
    },

    /** One of the mails as it will be read, with a key and an ID that are nobody's. */
    mail: (c: PageContext, { webinar, host }: HostVisit) => {
      const asked = c.req.query("as") ?? "";
      const text = MAILS[isMail(asked) ? asked : "mail"];
      const worded = wordedMessages(webinar, host, core.clock.now()).find((one) => one.text === text);
      if (!worded) throw new Error("a mail that no host has words in");
      const { html: letter } = letterOf(worded.notice, respond.readerOf(c), { links, theme, now: worded.at });
      c.header("Cache-Control", "no-store");
      // In its frame, which opens no windows, its links lead nowhere, and look so.
      const head = '<head>\n<base target="_blank"><style>a{pointer-events:none}</style>';
      return c.html(letter.replace("<head>", head));
    },
  };
};
