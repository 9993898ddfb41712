import { entryOf } from "../access/owned-entry.ts";
import type { Core } from "../core.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { mineOf } from "../model/registration.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { Notice } from "../notices/notice.ts";
import type { Speaker } from "./speaker.ts";

/** Buttons of people's own messages, which their matter outlives. */
const OWN_ACTS = [
  "register",
  "join",
  "leave",
  "leave_now",
  "decline",
  "edit_answers",
  "resend",
  "claim",
  "pass",
  "answer",
] as const;
type OwnAct = Extract<CardAct, { act: (typeof OWN_ACTS)[number] }>;

/** Those whose answer is what became of the registration. */
const REPLACING = ["leave_now", "keep", "claim", "pass"] as const;

const isOwn = (act: CardAct): act is OwnAct => OWN_ACTS.some((one) => one === act.act);

const ENDED: readonly Refusal["reason"][] = ["webinar_cancelled", "webinar_ended", "nothing_offered"];

/**
 * What is true now, in the place of a refusal, where somebody pressed a button whose matter has ended: it can take the
 * place of the message that was pressed.
 */
export const makePresentState = (core: Core) => {
  const stateOf = async ({ organisation, person }: Speaker, code: WebinarCode, { reason }: Refusal) => {
    const found = await entryOf(core, organisation, code, person);
    if (!found?.entry) return undefined;
    const { webinar, entry } = found;
    const { registration, key } = entry;
    if (reason === "webinar_cancelled") return { kind: "called_off", ...mineOf(found), key } as const;
    if (reason === "webinar_ended") return { kind: "over", webinar } as const;
    return registration && ({ kind: "registration", ...mineOf(found), registration, again: false } as const);
  };

  return async (speaker: Speaker, act: CardAct, notice: Notice): Promise<Notice> => {
    if (notice.kind !== "refused" || !isOwn(act) || !ENDED.includes(notice.refusal.reason)) return notice;
    return (await stateOf(speaker, act.code, notice.refusal)) ?? notice;
  };
};

/** Whether an answer says what became of the message that was pressed, in somebody's own chat, and takes its place. */
export const replacesOwn = (notice: Notice, act: CardAct | undefined): boolean =>
  notice.kind === "called_off" ||
  notice.kind === "over" ||
  notice.kind === "declined" ||
  (notice.kind === "registration" && REPLACING.some((one) => one === act?.act));
