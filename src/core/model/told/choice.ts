import type { WebinarCode } from "../ids.ts";

/** By what somebody can choose to be told: direct message and mail, or one alone (S5). */
export const TOLD_BY = ["both", "dm", "mail"] as const;
export type ToldBy = (typeof TOLD_BY)[number];

/** A choice, and since when it holds. */
export interface ToldChoice {
  readonly by: ToldBy;
  readonly since: number;
}

/** What somebody chose: for all webinars, and for some in particular. */
export interface ToldChoices {
  readonly everywhere?: ToldChoice;
  readonly of: Readonly<Record<WebinarCode, ToldChoice>>;
}

/** What holds for one webinar; undefined for who chose nothing. */
export const choiceFor = (choices: ToldChoices | undefined, code: WebinarCode): ToldChoice | undefined =>
  choices?.of[code] ?? choices?.everywhere;
