import type { RevisedFrom } from "../../core/deliveries/delivery.ts";
import { showRegistrationId } from "../../core/model/ids.ts";
import type { Registration } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { TextKey } from "../en.ts";
import { type Fact, headlined, makeWords, type Words } from "../fact.ts";
import {
  codeFact,
  descriptionLines,
  passwordFact,
  registrationIdFacts,
  showSpanOf,
  statusFact,
  type TextContext,
  whenFact,
} from "./facts.ts";
import { policyFor } from "./status.ts";

type ChangeNotice = Extract<Notice, { kind: "moved" | "revised" | "id_given" | "password_changed" }>;

/** Where somebody stands; a card says it only of a request that is not decided. */
const openStatus = (registration: Registration | undefined, context: TextContext): readonly Fact[] =>
  context.isCard && (registration === undefined || registration.status === "approved")
    ? []
    : [statusFact(registration, context)];

const moved = (notice: Notice & { kind: "moved" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, startsAt, endsAt } = notice;
  const facts = [
    codeFact(webinar, context),
    // A card has the new time below its title.
    ...(context.isCard ? [whenFact(webinar, context)] : []),
    { label: t("fact_before"), value: showSpanOf(webinar, startsAt, endsAt, context), is: "former" as const },
    ...(context.isCard
      ? []
      : [{ label: t("fact_now"), value: showSpanOf(webinar, webinar.startsAt, webinar.endsAt, context) }]),
  ];
  if (registration) facts.push(...openStatus(registration, context), ...registrationIdFacts(notice, context));
  const invited = webinar.registrationRequired ? "moved_line_invited" : "moved_line_open";
  return makeWords(t("moved_title", { title: webinar.title }), [t(registration ? "moved_line" : invited)], facts);
};

const idGiven = (notice: Notice & { kind: "id_given" }, context: TextContext): Words => {
  const { t } = context;
  const { webinar, registration, registrationId } = notice;
  const own = context.isCard ? "approved_id_card" : "approved_id";
  const first = policyFor(webinar, true) === "automatic" ? "id_given_first_automatic" : "id_given_first";
  const line = !registration ? first : registration.status === "approved" ? own : "id_given_open";
  return makeWords(
    t("id_given_title", { title: webinar.title }),
    [t("id_given_line"), t(line)],
    [
      codeFact(webinar, context),
      whenFact(webinar, context),
      ...openStatus(registration, context),
      { label: t("fact_id"), value: showRegistrationId(registrationId), is: "id", isCopied: true },
    ],
  );
};

const passwordChanged = ({ webinar }: Notice & { kind: "password_changed" }, context: TextContext): Words => {
  const { t } = context;
  return makeWords(
    t("password_changed_title", { title: webinar.title }),
    [t("password_changed_line")],
    [codeFact(webinar, context), whenFact(webinar, context), passwordFact(webinar, context)],
  );
};

/** What changed, as far as it is known, and its sentence. */
const revision = ({ title, isDescription }: RevisedFrom): { head: TextKey; line: TextKey } => {
  if (title === undefined)
    return isDescription
      ? { head: "headline_described", line: "revised_described" }
      : { head: "headline_revised", line: "revised_line" };
  return isDescription
    ? { head: "headline_revised_both", line: "revised_both" }
    : { head: "headline_renamed", line: "revised_renamed" };
};

const revised = ({ webinar, from = {} }: Notice & { kind: "revised" }, context: TextContext): Words => {
  const { t } = context;
  const { head, line } = revision(from);
  const isSame = from.title !== undefined && !from.isDescription;
  const about = isSame ? [] : descriptionLines(webinar);
  const title = t("headed_title", { head: t(head), title: webinar.title });
  const facts = [codeFact(webinar, context), whenFact(webinar, context)];
  const says = t(line, { former: from.title ?? "" });
  return { ...headlined(t(head), makeWords(title, [says, ...about], facts)), quotes: about };
};

/** What somebody is told of a change that a host made to their webinar. */
export const changeWords = (notice: ChangeNotice, context: TextContext): Words => {
  switch (notice.kind) {
    case "moved":
      return moved(notice, context);
    case "revised":
      return revised(notice, context);
    case "id_given":
      return idGiven(notice, context);
    case "password_changed":
      return passwordChanged(notice, context);
    default:
      return unreachable(notice);
  }
};
