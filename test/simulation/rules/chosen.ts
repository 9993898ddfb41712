import type { ToldBy } from "../../../src/core/model/told/choice.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import type { State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** So long before a message is made a choice must be stored, to have been read by who makes it. */
const KNOWN_AFTER_MS = 5 * 60_000;

/** By what somebody chose to be told. */
export interface Choice {
  readonly person: string;
  /** The accounts that they had by then. */
  readonly chats: readonly string[];
  /** Of one webinar; undefined for all. */
  readonly code: string | undefined;
  readonly by: ToldBy | "as_everywhere";
}

interface Kept extends Choice {
  /** Since when it is stored; undefined while nobody knows. */
  readonly since: number | undefined;
}

const REMINDER = /:reminder:(\d+):(\d+):(dm|mail)$/;
const FOLLOW_UP = /:follow_up:(\d+):(dm|mail)$/;
const NEWS = /^([^:]+:[^:]+:\d+):(?:approved|pending|waitlisted|offered):(\d+):(dm|mail)$/;

/** People are not told by a way that they switched off (S5): of what was made once that was stored. */
export const makeChosen = (now: () => number, isGone: (chat: string) => boolean) => {
  const choices = new Map<string, Kept>();
  /** When a version of a registration came to be, by `CODE:KEY:ERA version`. */
  const cameAt = new Map<string, number>();
  let hasLost = false;
  const nameOf = (person: string, code: string | undefined): string => `${person} ${code ?? "everywhere"}`;

  /** A message was made at this time at the earliest, and goes this way; undefined for what goes by either. */
  const madeAt = (delivery: string): { at: number; way: string } | undefined => {
    const [, startsAt, minutes, remindedBy = ""] = REMINDER.exec(delivery) ?? [];
    if (startsAt !== undefined) return { at: Number(startsAt) - Number(minutes) * 60_000, way: remindedBy };
    const [, endsAt, writtenBy = ""] = FOLLOW_UP.exec(delivery) ?? [];
    if (endsAt !== undefined) return { at: Number(endsAt), way: writtenBy };
    const [, place, version, way = ""] = NEWS.exec(delivery) ?? [];
    const at = cameAt.get(`${place} ${version}`);
    return at === undefined ? undefined : { at, way };
  };

  return {
    happens: (state: State): void => {
      for (const { code, era, registrations } of state.values())
        for (const { key, version } of registrations.values()) {
          const name = `${code}:${key}:${era} ${version}`;
          if (!cameAt.has(name)) cameAt.set(name, now());
        }
    },

    asks: (choice: Choice): void =>
      void choices.set(nameOf(choice.person, choice.code), { ...choice, since: undefined }),
    /** It is stored, unless they chose again meanwhile. */
    chosen: (choice: Choice): void => {
      const name = nameOf(choice.person, choice.code);
      const kept = choices.get(name);
      if (kept?.by === choice.by && kept.since === undefined) choices.set(name, { ...choice, since: now() });
    },

    /** A message is about to be sent to one person. */
    begins: (delivery: string, notice: Notice): void => {
      const made = madeAt(delivery);
      const registration = "registration" in notice ? notice.registration : undefined;
      if (hasLost || !made || !registration || !("webinar" in notice)) return;
      const here = choices.get(nameOf(registration.person, notice.webinar.code));
      const choice = here && here.by !== "as_everywhere" ? here : choices.get(nameOf(registration.person, undefined));
      // Of two choices, both must be known.
      const sinces = [here, choice].flatMap((one) => (one ? [one.since ?? Number.POSITIVE_INFINITY] : []));
      if (!choice || sinces.some((since) => since + KNOWN_AFTER_MS > made.at)) return;
      const isOff = choice.by === "mail" ? made.way === "dm" : choice.by === "dm" && made.way === "mail";
      const hasChat = choice.chats.length > 0 && !choice.chats.some(isGone);
      if (isOff && (made.way === "dm" || hasChat))
        broken("nobody is told by a way that they switched off", `${delivery}, and its reader chose ${choice.by}`);
    },

    /** Redis lost what was done. */
    forget: (): void => {
      hasLost = true;
    },
  };
};
