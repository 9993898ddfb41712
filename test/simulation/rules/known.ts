import { parseAddress } from "../../../src/core/model/ids.ts";
import type { HeldWebinar, State } from "../ledger.ts";
import type { World } from "../world.ts";

/** What of a request its sender typed or chose: not the message on which they pressed. */
const typedIn = (body: unknown): string => {
  const { text, event, view, actions, value, entities } = body as Record<string, Record<string, unknown> | undefined>;
  return JSON.stringify([
    text,
    event?.text,
    view?.state,
    (actions as { value?: unknown }[] | undefined)?.length,
    value,
    // In Teams a mention stands beside its text.
    entities,
  ]);
};

/** Whether both are one address, which may have been typed otherwise than it is kept. */
export const isOne = (typed: string, address: string): boolean => typed === address || parseAddress(typed) === address;

/** Who may know of whom: hosts of those who come to their webinars, host channels likewise, and who named somebody. */
export const makeKnown = (world: World) => {
  const known = new Map<string, Set<string>>();
  const learn = (viewer: string, address: string): void => {
    known.set(viewer, (known.get(viewer) ?? new Set()).add(address));
  };
  const mayKnow = (viewer: string, address: string): boolean => {
    const forms = [address, parseAddress(address) ?? address];
    return forms.some((form) => known.get(viewer)?.has(form));
  };
  /** Where a host corrected an address: what was said under the one before is said under these since (P39). */
  const heirs = new Map<string, Set<string>>();
  const inherits = (before: HeldWebinar | undefined, { addresses }: HeldWebinar): void => {
    if (!before) return;
    const gone = [...before.addresses.keys()].filter((one) => !addresses.has(one));
    const come = [...addresses.keys()].filter((one) => !before.addresses.has(one));
    if (gone.length !== 1 || come.length !== 1) return;
    const [[from], [to]] = [gone, come] as unknown as [[string], [string]];
    // Theirs are also the words that this one has from another.
    for (const [owner, ones] of heirs) if (ones.has(from) && owner !== to) ones.add(to);
    heirs.set(from, (heirs.get(from) ?? new Set()).add(to));
  };

  return {
    happens: (state: State, before: State): void => {
      for (const webinar of state.values()) {
        const { code, hostAddresses, channels, addresses } = webinar;
        for (const viewer of [...hostAddresses, ...channels])
          for (const address of addresses.keys()) learn(viewer, address);
        inherits(before.get(code), webinar);
      }
    },

    /** Somebody sends something. */
    typed: (address: string, body: unknown): void => {
      const typed = typedIn(body);
      for (const member of world.members)
        if (typed.includes(member.address) || typed.includes(member.id)) learn(address, member.address);
      for (const guest of world.guests) if (typed.includes(guest)) learn(address, guest);
    },

    mayKnow,

    /** Whether they may read what was said under an address: it may stand under a corrected one by now. */
    mayRead: (viewer: string, address: string): boolean =>
      mayKnow(viewer, address) ||
      [...(heirs.get(parseAddress(address) ?? address) ?? [])].some((one) => one === viewer || mayKnow(viewer, one)),
  };
};
