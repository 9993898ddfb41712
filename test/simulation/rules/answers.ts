import type { CardAct } from "../../../src/core/notices/card-acts.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import type { StandingAct } from "../acts/standing.ts";
import type { State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** What somebody was answered to a press. */
export interface Answered {
  readonly act: CardAct;
  readonly notice: Notice;
}

/** Success is said only of what is stored: what the answer shows is, or was, in Redis. */
export const checkAnswer = (
  { act, notice }: Answered,
  happened: (code: string, key: string, version: number, status: string) => boolean,
): void => {
  if (notice.kind !== "registration" && notice.kind !== "request") return;
  const { webinar, registration } = notice;
  const { key, version, status } = registration;
  if (!happened(webinar.code, key, version, status))
    broken("success is said only of what is stored", `${act.act} was answered with ${key} ${status} at ${version}`);
};

/** Acts on one registration name the version that their card shows. */
const versionOf = (act: CardAct): { code: string; key: string; version: number } | undefined =>
  "registration" in act && "version" in act
    ? { code: act.code, key: act.registration, version: act.version }
    : undefined;

/** Why a seat offer that stands in somebody's chat is none any more. */
const offerDeadBy = ({ act, owner }: StandingAct, state: State): string | undefined => {
  if ((act.act !== "claim" && act.act !== "pass") || owner === undefined) return undefined;
  const webinar = state.get(act.code);
  const key = webinar?.addresses.get(owner)?.key;
  const registration = key === undefined ? undefined : webinar?.registrations.get(key);
  return registration?.status === "offered"
    ? undefined
    : `${act.act} is about an offer that is ${registration?.status ?? "not there"}`;
};

/** Why a button does nothing any more; undefined for one that does something. */
export const deadBy = (standing: StandingAct, state: State): string | undefined => {
  const { act } = standing;
  const named = versionOf(act);
  if (!named) return offerDeadBy(standing, state);
  const registration = state.get(named.code)?.registrations.get(named.key);
  if (!registration) return `${act.act} is about ${named.key}, which is not there`;
  return registration.version === named.version
    ? undefined
    : `${act.act} names version ${named.version} of ${named.key}, which is at ${registration.version}`;
};
