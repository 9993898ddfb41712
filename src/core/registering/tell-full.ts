import { overLimit } from "../access/limits.ts";
import { tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import { newKey } from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { Reach } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Outgoing } from "../ports/outgoing.ts";

interface Deps {
  readonly outgoing: Outgoing;
  readonly limiter: Limiter;
  readonly clock: Clock;
}

/** Who found a webinar full, and where they asked: in a chat, or on a page in this language. */
interface Asker extends Reach {
  readonly locale?: Locale;
}

/**
 * Tells somebody who found a webinar full that it is, with what its host has to say about that or whom to ask, once per
 * address and day (S26).
 */
export const makeTellFull =
  ({ outgoing, limiter, clock }: Deps) =>
  async (webinar: Webinar, { chat, address, orMail, locale }: Asker): Promise<void> => {
    const { organisation, code, host } = webinar;
    const mailbox = address ?? orMail;
    if (!mailbox || (await overLimit(limiter, "full_told", `${code}:${mailbox}`))) return;
    // Delivery ids are logged, so this one must not hold a hash of the address.
    const id = `${code}:full:${newKey()}`;
    const about = { organisation, host, id, matter: { kind: "full", code }, ...defined({ locale }) } as const;
    await outgoing.tell(organisation, clock.now(), tellPerson(about, { chat, address, orMail }));
  };

export type TellFull = ReturnType<typeof makeTellFull>;
