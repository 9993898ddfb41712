import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { partsOf, withoutCutTime } from "../../texts/when.ts";

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

/** So long is a time at most: what is longer was typed. */
const TIME_MAX = 400;

const isTime = (text: string): boolean => {
  const [only, more] = text.length <= TIME_MAX ? partsOf(text) : [];
  return typeof only === "object" && more === undefined;
};

/** A label cut after a word, where that leaves most of it. */
export const cutAtWord = (text: string, max: number): string => {
  if (text.length <= max) return text;
  const part = text.slice(0, max - 1);
  const end = part.lastIndexOf(" ");
  return `${(end > max / 2 ? part.slice(0, end) : part).toWellFormed().replace(/[\s,;:–-]+$/, "")}…`;
};

/** A text on one line, short enough for where it goes. What is a time and nothing else stays whole. */
export const shortened = (text: string, max: number): string =>
  text.length > max && !isTime(text) ? `${withoutCutTime(text.slice(0, max - 1)).toWellFormed()}…` : text;
