import { html } from "hono/html";
import { FIXED_FONT } from "../../brand/theme.ts";
import type { Locale } from "../../core/model/person.ts";
import { seatsBar } from "../../texts/seats-bar.ts";
import type { Translate } from "../../texts/translate.ts";
import { tileOf } from "../../texts/when.ts";
import type { Html } from "../elements.ts";

/** What a step of the guide shows. */
export type Drawing = "overview" | "form" | "invitation" | "request" | "ticket" | "table";

/** Everybody in the pictures is made up; nothing of the site stands in them. */
const [ANN, BOB, MIA] = ["Ann Lee", "Bob Ray", "Mia Roux"];
const ADDRESS = "ann.lee@example.com";
const STARTS_AT = Date.UTC(2027, 0, 15, 17);
const ID = "K7QM-3XWP-9TFA";

interface Hand {
  readonly t: Translate;
  readonly locale: Locale;
}

const button = (label: string, look = ""): Html => html`<span class="b ${look}">${label}</span>`;
const row = (label: string, value: string): Html => html`<p><i>${label}</i> <b>${value}</b></p>`;
const field = (label: string): Html => html`<p><b>${label}</b><span class="in"></span></p>`;
const pill = (label: string, tone: string): Html => html`<span class="pill ${tone}">${label}</span>`;

const event = ({ t, locale }: Hand): Html => {
  const { month, day, year } = tileOf(STARTS_AT, "UTC", locale);
  return html`<div class="event"><div class="tile"><b>${month}</b><span>${day}</span><i>${year}</i></div><div><p><b>${t("guide_sample_title")}</b></p><p><i>18:00 – 19:00</i></p></div></div>`;
};

/** The drawings say what cards, mails and pages say: their words are the same sentences of the catalogue. */
const DRAWN: Readonly<Record<Drawing, (hand: Hand) => Html>> = {
  overview: ({ t, locale }) =>
    html`<code>/webinar schedule</code><div class="card"><p><b>${t("overview_title", { title: t("guide_sample_title") })}</b></p><p>${seatsBar({ seatsHeld: 612, cap: 1_000 })} ${t("seats_taken", { held: 612, cap: 1_000 })}</p>${row(t("fact_approved"), new Intl.NumberFormat(locale).format(600))}${row(t("fact_pending"), "12")}<p>${button(t("requests_count", { count: 12 }), "go")}${button(t("invite"))}${button(t("edit"))}</p></div>`,
  form: ({ t }) =>
    html`<div class="card">${field(t("field_first_name"))}${field(t("field_address"))}${field(t("guide_sample_question"))}<p>${button(t("register"), "go")}</p></div>`,
  invitation: (hand) =>
    html`<div class="card"><p class="big">${hand.t("guide_sample_invited")}</p>${event(hand)}<p>${button(hand.t("register"), "go")}${button(hand.t("decline"))}</p></div>`,
  request: ({ t }) =>
    html`<div class="card"><p><b>${t("request_title", { name: ANN, title: t("guide_sample_title") })}</b></p>${row(t("fact_email"), ADDRESS)}${row(t("question_company"), "Lee & Daughters")}<p>${button(t("approve"), "go")}${button(t("reject"), "no")}${button(t("ask"))}${button("⋯")}</p></div>`,
  ticket: (hand) =>
    html`<div class="card">${pill(hand.t("status_approved"), "good")}${event(hand)}<p><i>${hand.t("fact_id")}</i><br><code>${ID}</code></p><p>${button(hand.t("join"), "go")}</p></div>`,
  table: ({ t }) =>
    html`<div class="card">${[
      [ANN, pill(t("status_attended"), "good")],
      [BOB, pill(t("status_attended"), "good")],
      [MIA, pill(t("guide_sample_missed"), "wait")],
    ].map(
      ([name, where]) => html`<p class="line"><b>${name}</b>${where}</p>`,
    )}<p>${button(t("download"), "go")}</p></div>`,
};

/** A drawing of what a host sees, light enough to stand in the page; whoever hears the page gets its `title`. */
export const guidePicture = (drawing: Drawing, title: string, hand: Hand): Html =>
  html`<div class="shot" role="img" aria-label="${title}">${DRAWN[drawing](hand)}</div>`;

/** The look of the drawings, on the page of the guide alone. */
export const GUIDE_STYLE = `
body:has(.step)>*{max-width:60rem}
.steps{display:flex;flex-wrap:wrap;gap:var(--xs) var(--m);list-style:none;padding:0;margin:var(--m) 0;counter-reset:to}
.step{border-top:1px solid var(--line);margin-top:var(--xl);padding-top:var(--l);counter-increment:step}
.step h2{margin-top:0;display:flex;gap:.6rem;align-items:center}
.step h2::before{content:counter(step);flex:none;width:2rem;height:2rem;border-radius:50%;background:var(--color);color:var(--onColor);font-size:1rem;line-height:2rem;text-align:center}
.step.last h2::before{content:"+"}
@media(min-width:48rem){.told{display:grid;grid-template-columns:1fr 22rem;gap:var(--xl);align-items:start}}
.shot{padding:var(--m);background:var(--paper);border:1px solid var(--line);border-radius:var(--round);font-size:var(--small);line-height:1.4}
.shot .card{padding:var(--m);background:var(--card);border:1px solid var(--line);border-radius:.75rem}
.shot>code{display:block;margin:0 0 var(--s);padding:var(--s) .75rem;background:var(--card);border:1px solid var(--line);border-radius:var(--control)}
.shot p{margin:0 0 var(--s)}.shot p:last-child{margin:var(--m) 0 0}
.shot i{font-style:normal;color:var(--soft)}
.shot .big{font-size:var(--h2);font-weight:600}
.shot .event{display:flex;gap:.75rem;align-items:center;margin:var(--s) 0}.shot .event>div:last-child{display:block}.shot .event p{margin:0}
.shot .tile{width:3rem}.shot .tile b{font-size:.7rem}.shot .tile span{font-size:1.15rem}.shot .tile i{font-size:.75rem}
.b{display:inline-block;margin:0 .4rem .3rem 0;padding:.25rem .7rem;border:1px solid var(--edge);border-radius:.4rem;font-weight:600}
.b.go{background:var(--color);border-color:var(--color);color:var(--onColor)}.b.no{border-color:var(--bad);color:var(--bad)}
.in{display:block;height:1.9rem;margin-top:.2rem;border:1px solid var(--edge);border-radius:.4rem}
.line{display:flex;justify-content:space-between;align-items:center;gap:var(--s)}.line .pill{white-space:nowrap;font-size:.75rem}
.commands{margin:var(--m) 0 0;padding:0;background:none;font-size:var(--small);gap:var(--xs) var(--l)}
.commands code{padding:.05em .3em;border-radius:.3rem;background:var(--tint)}.commands var{color:var(--soft)}.step var,.note var{font:.95em ${FIXED_FONT}}
.typed{padding:.1em .35em;border-radius:.35rem;background:var(--tint);overflow-wrap:normal}.note .typed{background:var(--card)}
@media(min-width:36.01rem){.commands>div{display:contents}}
@media(max-width:36rem){.commands>div+div{margin-top:.75rem}.commands dd{margin:.1rem 0 0}.steps{display:grid;grid-template-columns:1fr 1fr}.steps li{margin:0}.step{margin-top:var(--l)}}
`;
