import type { Refusal } from "../../core/model/refusal.ts";
import { unreachable } from "../../core/model/result.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { CommandName } from "../../core/notices/commands.ts";
import type { Asked, Notice } from "../../core/notices/notice.ts";
import { meantBy, refusalOffers } from "../../core/notices/refusal-offers.ts";
import { en, type TextKey } from "../en.ts";
import { headlined, makeWords, type Words } from "../fact.ts";
import { refusalParts } from "../refusals.ts";
import type { Translate } from "../translate.ts";
import { shownAddress } from "../written.ts";
import { channelName, instantIn, nameIn, type TextContext } from "./facts.ts";
import { helpWords } from "./help.ts";
import { openFormWords } from "./open-form.ts";

type GeneralNotice = Extract<
  Notice,
  {
    kind:
      | "help"
      | "unknown_command"
      | "refused"
      | "failed"
      | "not_saved"
      | "working"
      | "resent"
      | "retried"
      | "undelivered"
      | "form_open"
      | "saved";
  }
>;

/** What they say of what to do next is to type what a card has a button for. */
const TYPED: readonly Refusal["reason"][] = ["not_registered", "registration_cancelled", "unknown_webinar"];

/** A refusal: the webinar it is about by its name, and what its host wrote for the case as theirs. */
const refused = ({ refusal }: Notice & { kind: "refused" }, context: TextContext): Words => {
  const { t, locale, zone = "UTC" } = context;
  const named = "title" in refusal ? { ...refusal, title: nameIn(refusal.title, context) } : refusal;
  const { what, next, note } = refusalParts(named, locale, zone, instantIn(zone, context));
  const isPressed = context.isCard === true && TYPED.includes(refusal.reason) && refusalOffers(refusal).length > 0;
  const lines = [...(next === "" || isPressed ? [] : [next]), ...(note === "" ? [] : [t("host_says"), note])];
  return { ...makeWords(what, lines), quotes: [note] };
};

/** What was probably meant, as it is typed, and what its button says where that is something else. */
const meant = (nearest: CommandName, { t }: TextContext): string => {
  const label = nearest === "help" ? t("help_title") : t(meantBy(nearest));
  return label.toLowerCase() === nearest ? t("did_you_mean", { nearest }) : t("did_you_mean_as", { nearest, label });
};

const unknownCommand = (
  { typed, nearest, isId }: Notice & { kind: "unknown_command" },
  context: TextContext,
): Words => {
  const { t } = context;
  if (isId) return makeWords(t("id_typed"), [t("id_typed_line")]);
  const help = [t(context.isCard ? "see_help_card" : "see_help")];
  return makeWords(t("unknown_command", { typed }), nearest ? [meant(nearest, context)] : help);
};

const isKey = (key: string): key is TextKey => key in en;

/** What acts are called apart from their button, which says whom they are about, or says nothing of its own. */
const CALLED = {
  always: "always_asked",
  invite_shared: "invite",
  add_person: "add",
  bulk_approve: "approve",
  bulk_reject: "reject",
  bulk_undo: "undo",
  message_undo: "undo",
  registrant: "show",
  series_people: "roster",
  page_series: "show",
  retry: "try_again",
  commands: "help_title",
  tell_by: "told_by",
} as const satisfies Partial<Record<CardAct["act"], TextKey>>;

const isCalled = (act: string): act is keyof typeof CALLED => Object.hasOwn(CALLED, act);

/** What somebody asked for, as its button says or as they typed it. */
const askedText = ({ act, typed }: Asked, t: Translate): string | undefined => {
  if (act === undefined) return typed;
  if (act.act === "command") return act.name === "help" ? t("help_title") : t(meantBy(act.name));
  if (isCalled(act.act)) return t(CALLED[act.act]);
  return isKey(act.act) ? t(act.act) : undefined;
};

const failedTitle = ({ asked: given }: Notice & { kind: "failed" | "not_saved" }, t: Translate): string => {
  const asked = given && askedText(given, t);
  return asked === undefined ? t("failed_title") : t("failed_title_of", { asked });
};

/** The reference under which a failure is logged, on a line of its own. */
export const referenceLine = ({ reference }: { readonly reference: string }, t: Translate): string =>
  t("fact_line", { label: t("failed_reference"), value: reference });

/** Whom a message did not reach, or where a card is missing, and what to do about it. */
const undelivered = (notice: Notice & { kind: "undelivered" }, { t }: TextContext): Words => {
  const { webinar, seriesTitle, what, address } = notice;
  const name = notice.name === "" ? t("somebody") : channelName({ face: notice.face, name: notice.name });
  const [face = "", ...others] = new Set(webinar.hostChannels.map((channel) => channel.face));
  const line = t(`undelivered_${what}`, {
    ...{ name, address: address === undefined ? name : shownAddress(address) },
    known: notice.name === "" ? "no" : "yes",
    face: notice.face ?? (others.length === 0 ? face : ""),
  });
  const head = t(`undelivered_head_${what}`, { name });
  return headlined(head, makeWords(t("headed_title", { head, title: seriesTitle ?? webinar.title }), line.split("\n")));
};

/** That a form opened at last, and of what; what else it says of itself stands in it. */
const formOpen = ({ of }: Notice & { kind: "form_open" }, context: TextContext): Words => {
  const { t } = context;
  if (!of) return makeWords(t("form_open"));
  const { title, facts } = openFormWords(of, context);
  return makeWords(title, [t("form_open_line")], facts);
};

/** What Usher answers whatever it was asked for. */
export const generalWords = (notice: GeneralNotice, context: TextContext): Words => {
  const { t } = context;
  switch (notice.kind) {
    case "help":
      return helpWords(notice, context);
    case "unknown_command":
      return unknownCommand(notice, context);
    case "refused":
      return refused(notice, context);
    case "failed":
      return makeWords(failedTitle(notice, t), [t("failed"), t("failed_tell"), referenceLine(notice, t)]);
    case "not_saved":
      return makeWords(failedTitle(notice, t), [t("not_saved")]);
    case "working":
      return makeWords(t("working"));
    case "resent":
      return makeWords(t("resent", { title: notice.webinar.title }));
    case "form_open":
      return formOpen(notice, context);
    case "saved":
      return makeWords(notice.title === undefined ? t("saved_now") : t("saved_of", { title: notice.title }));
    case "retried":
      return makeWords(t("retried", { title: notice.webinar.title }), [t("retried_line")]);
    case "undelivered":
      return undelivered(notice, context);
    default:
      return unreachable(notice);
  }
};
