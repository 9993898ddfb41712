import { tellPerson } from "../deliveries/telling.ts";
import type { Address, ChatId } from "../model/ids.ts";
import { newKey } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Outgoing } from "../ports/outgoing.ts";

interface Deps {
  readonly outgoing: Outgoing;
  readonly limiter: Limiter;
  readonly clock: Clock;
}

const DAY_S = 24 * 3_600;

/** Tells somebody who found a webinar full what its host has to say about that, once per address and day (S26). */
export const makeTellFull =
  ({ outgoing, limiter, clock }: Deps) =>
  async (webinar: Webinar, address: Address | undefined, chat: ChatId | undefined): Promise<void> => {
    const { organisation, code, host, fullText } = webinar;
    if (fullText === "" || !address) return;
    const now = clock.now();
    // Delivery ids are logged, so this one must not hold a hash of the address.
    if (!(await limiter.hit(`full:${code}:${address}`, 1, DAY_S))) return;
    const id = `${code}:full:${newKey()}`;
    const matter = { kind: "full", code } as const;
    await outgoing.tell(organisation, now, tellPerson({ organisation, host, id, matter }, { chat, address }));
  };

export type TellFull = ReturnType<typeof makeTellFull>;
