import type { Mine, Registration } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import { mayHaveEntry } from "../../core/model/told/calendar-entry.ts";
import { gateOpensAt, type Webinar } from "../../core/model/webinar.ts";
import { leavingOf } from "../../core/notices/leaving.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { fullRefusal, registrationClosed } from "../../core/registering/register-refusals.ts";
import type { TextKey } from "../en.ts";
import { headlined, makeWords, type Words } from "../fact.ts";
import { refusalParts, sayRefusal } from "../refusals.ts";
import type { Translate } from "../translate.ts";
import { shownAddress } from "../written.ts";
import {
  codeFact,
  descriptionLines,
  hostLines,
  instantIn,
  mineItem,
  offerFacts,
  pageLines,
  pastFacts,
  placeText,
  registrationIdFacts,
  standingFacts,
  type TextContext,
  whenFact,
  zoneFor,
} from "./facts.ts";
import { POLICY_TEXTS, policyFor, statusWords } from "./status.ts";

type RegistrationNotice = Extract<
  Notice,
  {
    kind:
      | "mine"
      | "invitation"
      | "declined"
      | "registration"
      | "confirm_leave"
      | "called_off"
      | "over"
      | "line_over"
      | "offer_replaced"
      | "let_go"
      | "corrected"
      | "full"
      | "admitted"
      | "draft";
  }
>;

const mine = ({ entries, page, isPast }: Notice & { kind: "mine" }, context: TextContext): Words => {
  const { t } = context;
  if (entries.length === 0) {
    const [none, next] = isPast
      ? (["past_none", "past_none_next"] as const)
      : (["mine_none", "mine_none_next"] as const);
    return makeWords(t(none), [t(next)]);
  }
  const facts = isPast ? pastFacts : standingFacts;
  // That all of them are over is said by the title.
  const shown = isPast ? { ...context, now: 0 } : context;
  const items = entries
    .map((entry) => mineItem(entry, shown, facts(entry, context)))
    .map((item) => ({
      ...item,
      // Its buttons do what a code would be typed for; beside an ID it would be taken for one.
      facts: item.facts.filter(({ is }) => !(context.isCard && is === "code")),
    }));
  return makeWords(t(isPast ? "past_title" : "mine_title"), pageLines(page, context), [], items);
};

/** Who invites to what; the title of a card says to what. */
const invitingLines = (notice: Notice & { kind: "invitation" }, { t, isCard }: TextContext): string[] => {
  const { hostName: host, isNudge } = notice;
  if (host === "") return isNudge ? [t("nudge_line")] : [];
  if (isCard) return [t(isNudge ? "nudge_line_card" : "invitation_line_card", { host })];
  return [t(isNudge ? "nudge_line_by" : "invitation_line", { host })];
};

const invitation = (notice: Notice & { kind: "invitation" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registrationId, isNudge } = notice;
  const { registrationRequired, invitationText, title } = webinar;
  const policy = policyFor(webinar, true);
  const wayIn = [
    t(registrationRequired ? POLICY_TEXTS[policy].register : "invitation_open"),
    ...(registrationId ? [t(policy === "automatic" ? "invitation_id_automatic" : "invitation_id")] : []),
  ];
  const told = [...hostLines(invitationText, t), ...descriptionLines(webinar)];
  // On a card how one gets in stands above the button for it.
  const lines = [...invitingLines(notice, context), ...(context.isCard ? [...told, ...wayIn] : [...wayIn, ...told])];
  const words = makeWords(t(isNudge ? "nudge_title" : "invitation_title", { title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...registrationIdFacts(notice, context),
  ]);
  return { ...words, quotes: [invitationText, ...descriptionLines(webinar)] };
};

/** What goes with a registration that can be cancelled. */
const LOST: Partial<Record<Registration["status"], TextKey>> = {
  pending: "leave_lost_pending",
  approved: "leave_lost_approved",
  waitlisted: "leave_lost_waitlisted",
  offered: "leave_lost_offered",
};

/** What is lost with a registration that is cancelled, and why one cannot register again, where that is so. */
export const leaveWords = (notice: Mine & { readonly registration: Registration }, context: TextContext): Words => {
  const { t, locale, now = 0 } = context;
  const { webinar, registration, registrationId } = notice;
  const { status } = registration;
  const closed = registrationClosed(webinar, now);
  const lost = registrationId && status === "approved" ? "leave_lost_approved_id" : LOST[status];
  const place = placeText(notice, context);
  const lines = lost ? [place === undefined ? t(lost) : t("leave_lost_place", { place })] : [];
  if (closed) lines.push(sayRefusal(closed, locale, zoneFor(context, webinar)));
  return makeWords(t(leavingOf(status).question, { title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...offerFacts(notice, context),
  ]);
};

const askHost = (host: string, t: Translate): string => (host === "" ? t("full_ask_hosts") : t("full_ask", { host }));

/** When whoever needs no registration can come in. */
const doorsLine = (webinar: Webinar, { t, now = 0 }: TextContext): string => {
  const opensAt = gateOpensAt(webinar);
  if (now >= webinar.startsAt) return t("approved_line_begun");
  return now >= opensAt
    ? t("approved_line_open")
    : t("doors_line", { minutes: Math.round((webinar.startsAt - opensAt) / 60_000) });
};

/** Whether the webinar stood in their calendar until it was cancelled. */
const hadEntry = ({ registration }: Mine, context: TextContext): boolean =>
  registration !== undefined && mayHaveEntry(registration, context);

/** What somebody is told about their own invitation, registration or visit. */
export const registrationWords = (notice: RegistrationNotice, context: TextContext): Words => {
  const { t, locale } = context;
  if (notice.kind === "mine") return mine(notice, context);
  const { webinar } = notice;
  const { title } = webinar;
  const [code, when] = [codeFact(webinar, context), whenFact(webinar, context)];
  switch (notice.kind) {
    case "invitation":
      return invitation(notice, context);
    case "declined":
      return makeWords(
        t("declined_title", { title }),
        [t(webinar.registrationRequired ? "declined_line" : "declined_line_open")],
        [code, when],
      );
    case "registration":
      return statusWords(notice, context);
    case "confirm_leave":
      return leaveWords(notice, context);
    case "called_off":
      return headlined(
        t("headline_called_off"),
        makeWords(
          t("called_off_title", { title }),
          [t(hadEntry(notice, context) ? "called_off_line_entry" : "called_off_line")],
          [code, when],
        ),
      );
    case "over":
      return webinar.state === "cancelled"
        ? makeWords(t("called_off_title", { title }), [t("overview_cancelled")], [code])
        : makeWords(t("over_title", { title }), [t("over_line")], [code, when]);
    case "line_over":
      return makeWords(t("line_over_title", { title }), [t("line_over_line")], [code, when]);
    case "offer_replaced":
      return makeWords(t("offer_replaced_title", { title }), [t("offer_replaced_line")], [code]);
    case "corrected": {
      const { name, address } = notice;
      return makeWords(
        t("corrected_title", { name }),
        [t("corrected_line", { address: shownAddress(address), title })],
        [code],
      );
    }
    case "let_go": {
      if (webinar.state === "cancelled")
        return headlined(
          t("headline_called_off"),
          makeWords(
            t("called_off_title", { title }),
            [t(notice.entry ? "called_off_line_entry" : "called_off_line")],
            [code, when],
          ),
        );
      // Registration is on again meanwhile.
      if (webinar.registrationRequired)
        return makeWords(t("let_go_again_title", { title }), [t("let_go_again_line")], [code, when]);
      const line = notice.isOld ? "let_go_line_old" : "let_go_line";
      return makeWords(t("let_go_title", { title }), [t(line), doorsLine(webinar, context)], [code, when]);
    }
    case "full": {
      const zone = zoneFor(context, webinar);
      // That it is full is said by the title, and by a mail's headline.
      const what = context.isCard ? t("full_taken", { cap: webinar.cap }) : "";
      const { next } = refusalParts(fullRefusal(webinar), locale, zone, instantIn(zone, context));
      const lines = [`${what} ${next}`.trim(), ...hostLines(webinar.fullText, t)];
      // Where the host wrote nothing, whom to ask is all there is to say (S26).
      if (webinar.fullText === "") lines.push(askHost(notice.hostName, t));
      const words = headlined(t("headline_full"), makeWords(t("full_title", { title }), lines, [code, when]));
      return { ...words, quotes: [webinar.fullText] };
    }
    case "admitted":
      return makeWords(t("admitted_title", { title }), [t("admitted_line")]);
    case "draft":
      return headlined(t("headline_draft"), makeWords(t("draft_title", { title }), [t("draft_line")], [when]));
    default:
      return unreachable(notice);
  }
};
