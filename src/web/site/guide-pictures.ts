import { html } from "hono/html";
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
    html`<code>/webinar schedule</code><div class="card"><p><b>${t("overview_title", { title: t("guide_sample_title") })}</b></p><p>${seatsBar({ seatsHeld: 612, cap: 1_000 })}<br>${t("seats_taken", { held: 612, cap: 1_000 })}</p>${row(t("fact_approved"), new Intl.NumberFormat(locale).format(600))}${row(t("fact_pending"), "12")}<p>${button(t("requests_count", { count: 12 }), "go")}${button(t("invite"))}</p></div>`,
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
body:has(.step)>*{max-width:56rem}
.contents{display:flex;flex-wrap:wrap;gap:var(--xs) .75rem;list-style:none;padding:0;font-size:var(--small)}.contents li{margin:0}.contents a{display:inline-block;padding:.2rem 0}
.step{margin-top:var(--xl);padding-top:var(--xl);border-top:1px solid var(--line);counter-increment:step}
.step h2{margin:0 0 var(--m);display:flex;gap:.6rem;align-items:center}
.step h2::before{content:counter(step);flex:none;width:1.75rem;height:1.75rem;border-radius:50%;background:var(--tint);color:var(--accent);font-size:.95rem;line-height:1.75rem;text-align:center}
.step.all h2::before{content:none}
@media(min-width:42rem){.step:not(.all){display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:var(--xl);align-items:start}}
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
.all ul{color:var(--soft);font-size:var(--small)}
.all details{margin:0;border-top:1px solid var(--line)}.all details:last-child{border-bottom:1px solid var(--line)}
.all summary{padding:.7rem 0;font-weight:600}
.commands{margin:0;padding:0 0 var(--m);background:none;font-size:var(--small);gap:var(--s) var(--l)}
.commands dd::first-letter{text-transform:uppercase}
.commands code,.typed{padding:.1em .35em;border-radius:.35rem;background:var(--tint)}.typed{overflow-wrap:normal}
@media(min-width:36.01rem){.commands>div{display:contents}}
@media(max-width:36rem){.commands>div+div{margin-top:.75rem}.commands dd{margin:.2rem 0 0}.step{margin-top:var(--l);padding-top:var(--l)}}
`;
