import { parseAddress } from "../../../src/core/model/ids.ts";
import { mailboxName } from "../../../src/core/model/told/mailbox.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { broken } from "../simulation.ts";

/** What nobody asked for: to who is only invited, what hosts write, and what comes afterwards. */
const isUnasked = (notice: Notice): boolean => {
  switch (notice.kind) {
    case "follow_up":
    case "host_message":
      return true;
    case "invitation":
      return notice.isAsked !== true;
    case "moved":
    case "called_off":
    case "id_given":
      return notice.registration === undefined;
    default:
      return false;
  }
};

/** Who unsubscribed: what nobody asked for does not come to them by mail any more, and all else does. */
export const makeUnsubscribed = (secret: string) => {
  /** By the names of addresses. */
  let off: ReadonlySet<string> = new Set();
  const ever = new Set<string>();
  /** Who does so just now, and who takes it back: of two at once nobody knows which is the later. */
  const asking = new Set<string>();
  const takingBack = new Set<string>();
  /** Who had unsubscribed each time that a process took a delivery up. */
  const offAt = new Map<string, ReadonlySet<string>>();
  const nameOf = (typed: string): string | undefined => {
    const address = parseAddress(typed);
    return address && mailboxName(secret, address);
  };

  return {
    /** Somebody is about to unsubscribe: it may be stored, and not answered. */
    asks: (name: string): void => {
      ever.add(name);
      if (!takingBack.has(name)) asking.add(name);
    },
    unsubscribed: (name: string): void => {
      if (asking.delete(name)) off = new Set([...off, name]);
    },
    /** Somebody is about to take it back. */
    subscribes: (name: string): void => {
      asking.delete(name);
      takingBack.add(name);
      off = new Set([...off].filter((one) => one !== name));
    },
    subscribed: (name: string): void => void takingBack.delete(name),
    claimed: (attempt: string): void => void offAt.set(attempt, off),

    /** A mail is about to be sent by one of these attempts. Somebody may unsubscribe while it is being made. */
    begins: (to: string, attempts: readonly string[], notice: Notice): void => {
      const name = nameOf(to);
      if (name === undefined || !isUnasked(notice) || !off.has(name) || attempts.length === 0) return;
      if (attempts.every((attempt) => offAt.get(attempt)?.has(name)))
        broken("who unsubscribed gets nothing unasked", `${to} gets the ${notice.kind} by mail`);
    },
    /** Whether something unasked may not have come to somebody. */
    ever: (address: string): boolean => ever.has(nameOf(address) ?? ""),

    /** Redis lost what was done. */
    forget: (): void => {
      off = new Set();
      asking.clear();
    },
  };
};
