import { parseAddress } from "../../../src/core/model/ids.ts";
import type { State } from "../ledger.ts";
import type { World } from "../world.ts";

/** What of a request its sender typed or chose: not the message on which they pressed. */
const typedIn = (body: unknown): string => {
  const { text, event, view, actions, value } = body as Record<string, Record<string, unknown> | undefined>;
  return JSON.stringify([
    text,
    event?.text,
    view?.state,
    (actions as { value?: unknown }[] | undefined)?.length,
    value,
  ]);
};

/** Who may know of whom: hosts of those who come to their webinars, host channels likewise, and who named somebody. */
export const makeKnown = (world: World) => {
  const known = new Map<string, Set<string>>();
  const learn = (viewer: string, address: string): void => {
    known.set(viewer, (known.get(viewer) ?? new Set()).add(address));
  };

  return {
    happens: (state: State): void => {
      for (const { hostAddresses, channels, addresses } of state.values())
        for (const viewer of [...hostAddresses, ...channels])
          for (const address of addresses.keys()) learn(viewer, address);
    },

    /** Somebody sends something. */
    typed: (address: string, body: unknown): void => {
      const typed = typedIn(body);
      for (const member of world.members)
        if (typed.includes(member.address) || typed.includes(member.id)) learn(address, member.address);
      for (const guest of world.guests) if (typed.includes(guest)) learn(address, guest);
    },

    mayKnow: (viewer: string, address: string): boolean => {
      const forms = [address, parseAddress(address) ?? address];
      return forms.some((form) => known.get(viewer)?.has(form));
    },
  };
};
