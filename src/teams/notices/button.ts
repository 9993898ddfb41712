import type { ActionArray } from "@microsoft/teams.cards";
import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { ActOffer, NoticeOffer } from "../../core/notices/offer.ts";
import type { Translate } from "../../texts/translate.ts";
import { plainTitle } from "../platform/escape.ts";
import { shortened } from "../platform/size.ts";

export type Button = ActionArray[number];

/** When the pressed card was made: each of its states has its own act, and a turn that is sent again does it once. */
const Made = z.looseObject({ madeAt: z.coerce.number().int().positive() });
export const madeAtIn = (data: unknown): number | undefined => Made.safeParse(data).data?.madeAt;

/** The delivery that posted the pressed card, for cards in host channels. */
const OfCard = z.looseObject({ card: z.string().min(1).max(400) });
export const cardIn = (data: unknown): string | undefined => OfCard.safeParse(data).data?.card;

/** An act on many requests names no version, so its card says when it was made. */
const isOfMany = ({ act }: CardAct): boolean => act === "bulk_approve" || act === "bulk_reject";

/** Teams colours what decides, and what takes something away. */
const styleOf = ({ act: { act }, tone }: ActOffer): "positive" | "destructive" | undefined => {
  if (tone === "danger") return "destructive";
  return act === "approve" || act === "bulk_approve" ? "positive" : undefined;
};

const TITLE_MAX = 60;

/** The label says what or whom it is about, where a sentence does so. */
const titleOf = ({ say, values, about }: ActOffer, t: Translate): string => {
  const label = t(say, values);
  return plainTitle(about?.say ? shortened(t(about.say, { name: about.name, label }), TITLE_MAX) : label);
};

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly isListed: boolean;
  readonly now: number;
  readonly card: string | undefined;
}

/** A dialog opens from Action.Submit only, never from Action.Execute (Microsoft Learn, Dialogs). */
const opening = ({ act }: ActOffer, { id, title, card }: Shown): Button => ({
  type: "Action.Submit",
  id,
  title,
  data: { ...act, ...defined({ card }), msteams: { type: "task/fetch" } },
});

const executing = (offer: ActOffer, { id, title, isListed, now, card }: Shown): Button => {
  const { act } = offer;
  const where = isListed ? ("list" as const) : undefined;
  return {
    type: "Action.Execute",
    id,
    title,
    verb: act.act,
    data: { ...act, ...defined({ where, madeAt: isOfMany(act) ? now : undefined, card }) },
    associatedInputs: "none",
    ...defined({ style: styleOf(offer) }),
  };
};

interface Place {
  /** On one of several items: the answer must not take the list's place. */
  readonly isListed: boolean;
  readonly now: number;
  /** The delivery that posts the card. */
  readonly card?: string | undefined;
}

/** An offer of the core as an action of a card. */
export const buttonOf = (offer: NoticeOffer, t: Translate, { isListed, now, card }: Place): Button => {
  if ("link" in offer) return { type: "Action.OpenUrl", title: t(offer.say), url: offer.link };
  const { act, opens } = offer;
  const code = isListed && "code" in act ? act.code : undefined;
  const shown = {
    id: code ? `${act.act}-${code}` : act.act,
    title: titleOf(offer, t),
    isListed,
    now,
    card,
  };
  return opens ? opening(offer, shown) : executing(offer, shown);
};
