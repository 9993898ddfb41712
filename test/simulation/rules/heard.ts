import type { Notice } from "../../../src/core/notices/notice.ts";
import type { HeldWebinar, IsExcused, State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** What is for one person about their own place at a webinar. */
const PERSONAL: readonly Notice["kind"][] = [
  ...(["registration", "invitation", "moved", "revised", "called_off", "id_given", "password_changed"] as const),
  ...(["reminder", "host_message", "follow_up", "asked"] as const),
];

const LIVE = ["approved", "pending", "waitlisted", "offered"];

/** Whom a notice is about, where it is for that person alone. */
const aboutOf = (notice: Notice) => {
  if (!PERSONAL.includes(notice.kind) || !("webinar" in notice)) return undefined;
  const key = "registration" in notice ? notice.registration?.key : "key" in notice ? notice.key : undefined;
  const { webinar } = notice;
  return key === undefined || !("code" in webinar) ? undefined : { code: webinar.code, key, webinar };
};

/** What people heard of their own places, and where it went. */
export const makeHeard = (now: () => number, addressOf: (chat: string) => string | undefined) => {
  /** Every address that ever led to a key. */
  const addresses = new Map<string, Set<string>>();
  /** The newest time of the webinar that each has heard, by its number. */
  const sequences = new Map<string, number>();
  const ids = new Set<string>();
  const takenAt = new Map<string, number[]>();
  const placeOf = (code: string, key: string): string => `${code} ${key}`;

  const lacks = (webinar: HeldWebinar, key: string): string | undefined => {
    const heard = sequences.get(placeOf(webinar.code, key));
    return heard === webinar.sequence ? undefined : `time ${webinar.sequence}, and heard ${heard ?? "nothing"}`;
  };

  return {
    happens: (state: State): void => {
      for (const { code, addresses: pairs } of state.values())
        for (const [address, { key }] of pairs) {
          const place = placeOf(code, key);
          addresses.set(place, (addresses.get(place) ?? new Set()).add(address));
        }
    },

    /** A message is about to go to a chat or an address: whose place it is about, must be there. */
    begins: (how: "dm" | "mail", to: string, notice: Notice): void => {
      const about = aboutOf(notice);
      const owners = about && addresses.get(placeOf(about.code, about.key));
      if (!about || !owners) return;
      const address = how === "mail" ? to : addressOf(to);
      if (address !== undefined && !owners.has(address))
        broken("each in their own place", `${to} gets the ${notice.kind} of ${about.key}, which is of somebody else`);
    },

    /** It was taken. */
    taken: (delivery: string, notice: Notice): void => {
      takenAt.set(delivery, [...(takenAt.get(delivery) ?? []), now()]);
      const about = aboutOf(notice);
      if (!about) return;
      const { code, key, webinar } = about;
      const place = placeOf(code, key);
      sequences.set(place, Math.max(sequences.get(place) ?? 0, webinar.sequence));
      if ("registrationId" in notice && notice.registrationId !== undefined) ids.add(place);
    },

    takenAt: (delivery: string): readonly number[] => takenAt.get(delivery) ?? [],

    /** In the end everybody who comes, waits or is invited has heard of the time as it is now, and of their own ID. */
    check: (state: State, at: number, isExcused: IsExcused): void => {
      for (const webinar of state.values()) {
        const { code, registrations, invitees, hasIds, isRequired } = webinar;
        if (webinar.state === "cancelled" || webinar.endsAt < at || webinar.startsAt < at) continue;
        const live = [...registrations.values()].filter(({ status }) => LIVE.includes(status)).map(({ key }) => key);
        const waiting = invitees.filter(({ key, hasDeclined }) => !hasDeclined && !registrations.has(key));
        for (const key of [...live, ...waiting.map((one) => one.key)]) {
          if (isExcused(webinar, key, !registrations.has(key))) continue;
          const lacking = lacks(webinar, key);
          if (lacking) broken("everybody is told when it is", `${code}: ${key} comes at ${lacking}`);
        }
        if (!hasIds || !isRequired) continue;
        const unnamed = live.find(
          (key) =>
            registrations.get(key)?.status === "approved" &&
            !ids.has(placeOf(code, key)) &&
            !isExcused(webinar, key, false),
        );
        if (unnamed) broken("everybody is told their ID", `${code}: ${unnamed} was never told`);
      }
    },
  };
};
