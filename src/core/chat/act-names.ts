import type { CardAct } from "../notices/card-acts.ts";

/**
 * What names an act besides who does it: what it does, and the state of things that the button showed. Products send a
 * press again under another id, and people press twice: by its name the repeat is known, and answered as the first was.
 * Undefined for an act that only reads, and for one whose card does not tell one state from the next.
 */
export const requestPartsOf = (act: CardAct): string[] | undefined => {
  switch (act.act) {
    case "approve":
    case "reject":
    case "undo":
    case "raise":
      return [act.act, act.code, act.registration, String(act.version)];
    case "leave_now":
    case "claim":
    case "pass":
    case "take_back":
    case "step_down_now":
      return act.version === undefined ? undefined : [act.act, act.code, String(act.version)];
    case "handover_now":
      return [act.act, act.code, act.person, String(act.version)];
    case "announce_shared":
      return [act.act, act.code, act.channel];
    case "invite_shared":
      return [act.act, act.code, act.id];
    case "add_raise":
      return [act.act, act.code, act.person, act.token];
    // A webinar is cancelled once.
    case "call_off":
      return [act.act, act.code];
    // What is given up by then is tried again, however often.
    case "retry":
      return [act.act, act.code, act.failed];
    case "retry_failed":
      return [act.act, act.code];
    default:
      return undefined;
  }
};
