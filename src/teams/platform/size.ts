import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { withoutCutTime } from "../../texts/when.ts";

/** Teams refuses a message over 28 KB; the rest is for what stands around a card. */
const CARD_BYTES_MAX = 25 * 1024;

export const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

export const isWithin = (card: IAdaptiveCard): boolean => bytesOf(card) <= CARD_BYTES_MAX;

/** Makes a card with each cut in turn until one fits; the last where none does. */
export const fitting = <Cut>(cuts: readonly [Cut, ...Cut[]], make: (cut: Cut) => IAdaptiveCard): IAdaptiveCard => {
  let card = make(cuts[0]);
  for (const cut of cuts.slice(1)) {
    if (isWithin(card)) break;
    card = make(cut);
  }
  return card;
};

/** A text on one line, short enough for where it goes. */
export const shortened = (text: string, max: number): string =>
  text.length > max ? `${withoutCutTime(text.slice(0, max - 1)).toWellFormed()}…` : text;
