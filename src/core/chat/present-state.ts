import { entryOf } from "../access/owned-entry.ts";
import type { Core } from "../core.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { mineOf } from "../model/registration.ts";
import { isOver } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { Notice } from "../notices/notice.ts";
import { offersOf } from "../notices/offers.ts";
import type { Speaker } from "./speaker.ts";

/** Buttons of people's own messages, which outlive their matter. */
const OWN_ACTS = [
  "register",
  "join",
  "leave",
  "leave_now",
  "take_back",
  "decline",
  "edit_answers",
  "resend",
  "claim",
  "pass",
  "answer",
] as const;
type OwnAct = Extract<CardAct, { act: (typeof OWN_ACTS)[number] }>;

const isOwn = (act: CardAct): act is OwnAct => OWN_ACTS.some((one) => one === act.act);

const ENDED: readonly Refusal["reason"][] = ["webinar_cancelled", "webinar_ended", "nothing_offered"];

/** Said of what somebody has, in whatever state it is. */
const ALWAYS_ANSWERED: readonly CardAct["act"][] = ["resend", "answer"];

/** Whether a message that says what is so now would still have this button. */
const isOffered = (state: Notice, { act }: OwnAct, now: number): boolean => {
  const pressed = act === "leave_now" || act === "take_back" ? "leave" : act;
  return offersOf(state, now).some((offer) => "act" in offer && offer.act.act === pressed);
};

/**
 * What is true now, in the place of a refusal, where somebody pressed a button whose matter has ended, or which their
 * message would no longer have: it can take the place of the message that was pressed.
 */
export const makePresentState = (core: Core) => {
  const stateOf = async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice | undefined> => {
    const found = await entryOf(core, organisation, code, person);
    if (!found?.entry) return undefined;
    const { webinar, entry } = found;
    const { registration, invitee, key } = entry;
    const over = isOver(webinar, core.clock.now());
    if (over?.reason === "webinar_cancelled") return { kind: "called_off", ...mineOf(found), key };
    if (over) return { kind: "over", webinar };
    if (registration) return { kind: "registration", ...mineOf(found), registration, again: false };
    return invitee?.declinedAt === undefined ? undefined : { kind: "declined", ...mineOf(found), key };
  };

  return async (speaker: Speaker, act: CardAct, notice: Notice): Promise<Notice> => {
    if (notice.kind !== "refused" || !isOwn(act)) return notice;
    const hasEnded = ENDED.includes(notice.refusal.reason);
    if (!hasEnded && ALWAYS_ANSWERED.includes(act.act)) return notice;
    const state = await stateOf(speaker, act.code);
    return state && (hasEnded || !isOffered(state, act, core.clock.now())) ? state : notice;
  };
};

/** Those whose answer is what became of the registration. */
const REPLACING = ["leave_now", "take_back", "keep", "claim", "pass"] as const;

/** Whether an act changes something, and its answer takes the place of the message on which it was pressed. */
export const isReplacing = (act: CardAct | undefined): boolean =>
  (act?.act === "register" && act.atOnce === true) || REPLACING.some((one) => one === act?.act);

/** Whether an answer says what became of the message that was pressed, in somebody's own chat, and takes its place. */
export const replacesOwn = (notice: Notice, act: CardAct | undefined): boolean =>
  notice.kind === "called_off" ||
  notice.kind === "over" ||
  notice.kind === "declined" ||
  (notice.kind === "registration" && act !== undefined && (isOwn(act) || act.act === "keep"));
