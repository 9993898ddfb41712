import type { ActionArray } from "@microsoft/teams.cards";
import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { ActOffer, NoticeOffer } from "../../core/notices/offer.ts";
import type { Translate } from "../../texts/translate.ts";
import { plainTitle } from "../platform/escape.ts";
import { secondary } from "../platform/inputs.ts";
import { cutAtWord } from "../platform/size.ts";

export type Button = ActionArray[number];

/** The id of a page that stays behind the menu. */
export const ASIDE = "aside";

/** When the pressed card was made: each of its states has its own act, and a turn that is sent again does it once. */
const Made = z.looseObject({ madeAt: z.coerce.number().int().positive() });
export const madeAtIn = (data: unknown): number | undefined => Made.safeParse(data).data?.madeAt;

/** The delivery that posted the pressed card, for cards in host channels. */
const OfCard = z.looseObject({ card: z.string().min(1).max(400) });
export const cardIn = (data: unknown): string | undefined => OfCard.safeParse(data).data?.card;

/** An act on many requests names no version, so its card says when it was made. */
const isOfMany = ({ act }: CardAct): boolean => act === "bulk_approve" || act === "bulk_reject";

/** Teams colours what is wanted most, and what takes something away. */
const STYLES = { primary: "positive", danger: "destructive" } as const;
const styleOf = ({ tone }: NoticeOffer) => defined({ style: tone && STYLES[tone] });

const TITLE_MAX = 40;
const TOOLTIP_MAX = 80;

/**
 * The label says what or whom it is about, where a sentence does so. In a list that stands beside it, and only screen
 * readers need it: they read the tooltip (Adaptive Cards, Action).
 */
const labelOf = ({ say, values, about }: ActOffer, t: Translate, isListed: boolean) => {
  const label = t(say, values);
  const whole = about?.say && t(about.say, { name: about.name, label });
  if (!whole) return { title: plainTitle(label) };
  if (isListed) return { title: plainTitle(label), tooltip: plainTitle(cutAtWord(whole, TOOLTIP_MAX)) };
  return { title: plainTitle(cutAtWord(whole, TITLE_MAX)) };
};

interface Shown {
  readonly id: string;
  readonly label: { readonly title: string; readonly tooltip?: string };
  readonly isListed: boolean;
  readonly now: number;
  readonly card: string | undefined;
}

/** On a list the answer must not take the list's place. */
const whereOf = (isListed: boolean): "list" | undefined => (isListed ? "list" : undefined);

/** A dialog opens from Action.Submit only, never from Action.Execute (Microsoft Learn, Dialogs). */
const opening = (offer: ActOffer, { id, label, isListed, card }: Shown): Button => ({
  type: "Action.Submit",
  id,
  ...label,
  data: { ...offer.act, ...defined({ where: whereOf(isListed), card }), msteams: { type: "task/fetch" } },
  ...styleOf(offer),
});

const executing = (offer: ActOffer, { id, label, isListed, now, card }: Shown): Button => {
  const { act } = offer;
  return {
    type: "Action.Execute",
    id,
    ...label,
    verb: act.act,
    data: { ...act, ...defined({ where: whereOf(isListed), madeAt: isOfMany(act) ? now : undefined, card }) },
    associatedInputs: "none",
    ...styleOf(offer),
  };
};

/**
 * In a dialog an act is sent as a form is, and its answer takes the dialog's place (Microsoft Learn, Dialogs): Action.Execute
 * does not work there. *Take it back* goes to the form that cancels.
 */
const sending = (offer: ActOffer, { id, label }: Shown): Button => ({
  type: "Action.Submit",
  id,
  ...label,
  data: { ...offer.act, ...(offer.act.act === "take_back" ? { form: "leave" } : { where: "dialog" }) },
  associatedInputs: "none",
  ...styleOf(offer),
});

/** What people do about their own registration, and what hosts do next with what they just decided or saved. */
const DIALOG_ACTS: readonly CardAct["act"][] = [
  ...(["join", "edit_answers", "leave", "claim", "pass", "resend", "register", "take_back", "told_by"] as const),
  ...(["approve", "reject", "undo", "message_undo", "invite", "announce", "edit", "form", "series_edit"] as const),
];

/** What can be pressed in a dialog. */
export const worksInDialog = (offer: NoticeOffer): boolean =>
  "link" in offer || offer.say === "whats_coming" || DIALOG_ACTS.includes(offer.act.act);

interface Place {
  /** What a dialog cannot do is left out of it before. */
  readonly inDialog: boolean;
  /** On one of several items: the answer must not take the list's place. */
  readonly isListed: boolean;
  readonly now: number;
  /** The delivery that posts the card. */
  readonly card?: string | undefined;
}

/** An offer of the core as an action of a card. */
export const buttonOf = (offer: NoticeOffer, t: Translate, { isListed, now, card, inDialog }: Place): Button => {
  if ("link" in offer) {
    const page: Button = { type: "Action.OpenUrl", title: t(offer.say), url: offer.link, ...styleOf(offer) };
    if (offer.isMinor) return secondary({ ...page, id: ASIDE });
    // Beside the way in, the host's website is wanted seldom.
    return offer.say === "landing" && !inDialog ? secondary(page) : page;
  }
  const { act, opens } = offer;
  const code = isListed && "code" in act ? act.code : undefined;
  const shown = {
    id: code ? `${act.act}-${code}` : act.act,
    label: labelOf(offer, t, isListed),
    isListed,
    now,
    card,
  };
  const button = inDialog ? sending(offer, shown) : opens ? opening(offer, shown) : executing(offer, shown);
  return offer.isMinor ? secondary(button) : button;
};
