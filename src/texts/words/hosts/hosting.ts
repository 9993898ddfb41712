import { unreachable } from "../../../core/model/result.ts";
import type { SettingChange, Webinar } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { type Fact, headlined, makeWords, type Words } from "../../fact.ts";
import { changeFact } from "../../settings.ts";
import { dayOf, markPart } from "../../when.ts";
import { shownName } from "../../written.ts";
import { codeFact, instantIn, type TextContext, visibilityFacts, whenFact, zoneFor } from "../facts.ts";
import { hostFacts } from "../webinar.ts";
import { isDefaultCap, planLines, startTwiceLines } from "./heeds.ts";
import { firstFew, firstOf, invitedWords } from "./invited.ts";

type HostingNotice = Extract<
  Notice,
  {
    kind:
      | "scheduled"
      | "edited"
      | "confirm_cancel"
      | "confirm_handover"
      | "step_down"
      | "cancelled"
      | "cohosts"
      | "cohosting"
      | "speakers"
      | "speaking"
      | "handover"
      | "handed_over"
      | "hosting"
      | "invited"
      | "request_gone";
  }
>;

/** How many seats there are, while none can be taken; and how many may join, where the site's plan has fewer. */
const seatsAtFirst = ({ cap }: Webinar, plan: number, { t }: TextContext): Fact => {
  const seats = t("count", { count: cap });
  return { label: t("fact_seats"), value: isDefaultCap({ cap }, plan) ? t("seats_plan", { seats, plan }) : seats };
};

const scheduled = ({ webinar, plan }: Notice & { kind: "scheduled" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  const words = makeWords(t("scheduled_title", { title }), startTwiceLines(webinar, context), [
    codeFact(webinar, context),
    whenFact(webinar, context),
    // Nobody has registered yet; the password, which only latecomers need, stands on the webinar's own card.
    ...(webinar.registrationRequired ? [seatsAtFirst(webinar, plan, context)] : []),
    ...visibilityFacts(webinar, context),
  ]);
  return { ...words, warnings: planLines(webinar, plan, context) };
};

/** Who is told what because of a changed setting. */
const followsFrom = (
  { setting, to }: SettingChange,
  { registrationRequired, policy }: Webinar,
  { t }: TextContext,
): readonly string[] => {
  if (!registrationRequired) return [];
  if (setting === "registrationIds" && to.registrationIds) return [t("edited_ids")];
  return setting === "password" && policy !== "automatic" ? [t("edited_password")] : [];
};

/** Says the times of a change: the hours alone where both are on one day, which stands above. */
const instantOf = ({ setting, from, to }: SettingChange, webinar: Webinar, context: TextContext) => {
  const { locale, zone, marksTimes } = context;
  const times = setting === "startsAt" || setting === "endsAt" ? [from[setting], to[setting]] : [];
  const [before, now] = times.map((at) => (zone && at !== undefined ? dayOf(at, zone) : undefined));
  if (zone && marksTimes && before !== undefined && before === now)
    return (at: number) => markPart(at, zone, locale, "hour");
  return instantIn(zoneFor(context, webinar), context, "");
};

const edited = ({ webinar, changes, deleted, plan }: Notice & { kind: "edited" }, context: TextContext): Words => {
  const { t } = context;
  const isMoved = changes.some(({ setting }) => setting === "startsAt" || setting === "endsAt");
  const isOpenEarly = changes.some(
    ({ setting, to }) => setting === "joinBeforeHost" && to.joinBeforeHost !== undefined,
  );
  const facts = changes.map((change) => changeFact(change, t, instantOf(change, webinar, context)));
  const lines: string[] = [];
  if (isMoved) lines.push(t("edited_moved"), ...startTwiceLines(webinar, context));
  lines.push(...changes.flatMap((change) => followsFrom(change, webinar, context)));
  // That registrations were deleted says so too.
  if (isOpenEarly && deleted === 0) lines.push(t("edited_early"));
  const saved = changes.length === 0 && deleted === 0 ? "edited_none_title" : "edited_title";
  const title = deleted > 0 ? "edited_off_title" : saved;
  const words = makeWords(t(title, { title: webinar.title }), lines, [
    codeFact(webinar, context),
    whenFact(webinar, context),
    ...facts,
  ]);
  const warnings = deleted > 0 ? [t("edited_deleted", { count: deleted })] : [];
  return { ...words, warnings: [...warnings, ...planLines(webinar, plan, context)] };
};

const confirmCancel = ({ webinar, silent }: Notice & { kind: "confirm_cancel" }, context: TextContext): Words => {
  const { t } = context;
  const { pending, approved, offered, waitlisted } = webinar.counts;
  return makeWords(
    t("confirm_cancel_title", { title: webinar.title }),
    [
      [
        t("confirm_cancel_line", { count: pending + approved + offered + waitlisted }),
        ...(silent > 0 ? [t("confirm_cancel_silent", { count: silent })] : []),
      ].join(" "),
      t("confirm_cancel_last"),
    ],
    [codeFact(webinar, context), whenFact(webinar, context)],
  );
};

const cancelled = ({ webinar }: Notice & { kind: "cancelled" }, context: TextContext): Words => {
  const { t } = context;
  return makeWords(
    t("webinar_cancelled_title", { title: webinar.title }),
    [t("webinar_cancelled_line")],
    [codeFact(webinar, context), whenFact(webinar, context)],
  );
};

/** Who was named and is not known. */
const unknownLines = (unknown: readonly string[], { t }: TextContext): readonly string[] =>
  unknown.length === 0 ? [] : [t("cohosts_unknown", { names: firstOf(unknown) })];

const cohosts = ({ webinar, names, unknown, isRemoval }: Notice & { kind: "cohosts" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  const lines = [
    names.length > 0
      ? t("open_cohost_now", { names: names.map(shownName).join(", ") })
      : t(isRemoval ? "cohosts_none_left" : "cohosts_none"),
  ];
  const words = makeWords(t("cohosts_title", { title }), lines, [codeFact(webinar, context)]);
  return { ...words, warnings: unknownLines(unknown, context) };
};

const cohosting = ({ webinar, hostName }: Notice & { kind: "cohosting" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  return makeWords(
    t("cohosting_title", { title }),
    [t("cohosting_line", { host: hostName })],
    [codeFact(webinar, context), whenFact(webinar, context)],
  );
};

const speakers = (notice: Notice & { kind: "speakers" }, context: TextContext): Words => {
  const { webinar, names, isRemoval, changed, takenOut = [], others, unknown } = notice;
  const { t } = context;
  const { title } = webinar;
  const and = new Intl.ListFormat(context.locale);
  const said = (key: "speakers_added" | "speakers_removed" | "speakers_others", some: readonly string[]) =>
    some.length === 0 ? [] : [t(key, { names: and.format(firstFew(some.map(shownName))), count: some.length })];
  const lines = [
    ...said(isRemoval ? "speakers_removed" : "speakers_added", changed),
    ...said("speakers_removed", takenOut),
    ...said("speakers_others", others),
  ];
  const all = names.map(shownName).join(", ");
  const none = isRemoval || takenOut.length > 0 ? t("speakers_none_left") : t("speakers_none");
  lines.push(names.length > 0 ? t("open_speaker_now", { names: all }) : none);
  const words = makeWords(t("speakers_title", { title }), lines, [codeFact(webinar, context)]);
  return { ...words, warnings: unknownLines(unknown, context) };
};

/** What a speaker reads, also once the webinar is moved or cancelled. */
const speaking = ({ webinar, hostName, isGuest }: Notice & { kind: "speaking" }, context: TextContext): Words => {
  const { t } = context;
  const { title, state } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  return state === "cancelled"
    ? makeWords(
        t("called_off_title", { title }),
        [t("speaking_cancelled")],
        [...facts, ...hostFacts(hostName, context)],
      )
    : makeWords(
        t("hosting_title_speaker", { title }),
        [
          ...(hostName === "" ? [] : [t("speaking_line", { host: hostName })]),
          t(isGuest ? "speaking_way_in_page" : "speaking_way_in"),
        ],
        facts,
      );
};

const confirmHandover = (notice: Notice & { kind: "confirm_handover" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, toName, isYours } = notice;
  const { title } = webinar;
  return makeWords(
    isYours ? t("confirm_take_over_title", { title }) : t("confirm_handover_title", { title, name: toName }),
    [isYours ? t("confirm_take_over_line") : t("confirm_handover_line", { name: toName })],
    [codeFact(webinar, context), whenFact(webinar, context)],
  );
};

const stepDown = ({ webinar, isDone }: Notice & { kind: "step_down" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  return isDone
    ? makeWords(t("stepped_down_title", { title }), [t("stepped_down_line")], facts)
    : makeWords(t("step_down_title", { title }), [t("step_down_line")], facts);
};

/** The answer to who handed it over, or took it over. */
const handover = (notice: Notice & { kind: "handover" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, hostName, formerName, formerStays, isYours } = notice;
  const { title } = webinar;
  const lines: string[] = [];
  // Who handed it over themselves is addressed.
  if (!isYours)
    lines.push([t("handover_line", { host: hostName }), ...(formerName === "" ? [] : [t("handover_stays")])].join(" "));
  // Why it is theirs now comes before who is told, and what is to be done.
  if (isYours) {
    const former = formerStays ? "handover_former_stays" : "handover_former_gone";
    const why = formerName === "" ? [] : [t(former, { former: formerName })];
    lines.push([...why, t("handover_yours")].join(" "), t("handed_over_yours"));
  }
  const head = isYours ? t("handover_title_yours", { title }) : t("handover_title_given", { title, host: hostName });
  return makeWords(head, lines, [codeFact(webinar, context), whenFact(webinar, context)]);
};

/** What everybody else who hosts it is told. */
const handedOver = ({ webinar, hostName, isYours }: Notice & { kind: "handed_over" }, context: TextContext): Words => {
  const { t } = context;
  const { title } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  return isYours
    ? makeWords(t("handover_title_yours", { title }), [t("handed_over_yours")], facts)
    : makeWords(t("handover_title", { title, host: hostName }), [t("handed_over_line")], facts);
};

/** Beside whom somebody has a part in it. */
const WITH_HOST = { cohost: "hosting_with_cohost", speaker: "hosting_with_speaker" } as const;

/** The mail that brings a host's own calendar entry, renews it, or takes it away. */
const hosting = (notice: Notice & { kind: "hosting" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, role, was, hasLink, hostName = "" } = notice;
  const { title, state } = webinar;
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  if (state === "cancelled")
    return headlined(
      t("headline_called_off"),
      makeWords(t("called_off_title", { title }), [t("hosting_called_off")], facts),
    );
  if (role === "none") {
    const mayCome = webinar.registrationRequired && webinar.visibility !== "invited_only";
    const lines = [t("hosting_withdrawn"), ...(mayCome ? [t("hosting_can_come")] : [])];
    return makeWords(t(`hosting_title_not_${was ?? "none"}`, { title }), lines, facts);
  }
  const wayIn = t(hasLink ? "hosting_join" : "hosting_way_in_card");
  const withHost = role === "host" || hostName === "" ? [] : [t(WITH_HOST[role], { host: hostName })];
  return makeWords(t(`hosting_title_${role}`, { title }), [...withHost, wayIn], facts);
};

/** What hosts are told about their webinar as a whole. */
export const hostingWords = (notice: HostingNotice, context: TextContext): Words => {
  const { t } = context;
  switch (notice.kind) {
    case "scheduled":
      return scheduled(notice, context);
    case "edited":
      return edited(notice, context);
    case "confirm_handover":
      return confirmHandover(notice, context);
    case "step_down":
      return stepDown(notice, context);
    case "confirm_cancel":
      return confirmCancel(notice, context);
    case "cancelled":
      return cancelled(notice, context);
    case "cohosts":
      return cohosts(notice, context);
    case "cohosting":
      return cohosting(notice, context);
    case "speakers":
      return speakers(notice, context);
    case "speaking":
      return speaking(notice, context);
    case "handover":
      return handover(notice, context);
    case "handed_over":
      return handedOver(notice, context);
    case "hosting":
      return hosting(notice, context);
    case "invited":
      return invitedWords(notice, context);
    case "request_gone":
      return makeWords(t("request_gone_title", { title: notice.webinar.title }), [t("request_gone_line")]);
    default:
      return unreachable(notice);
  }
};
