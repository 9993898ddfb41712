import type { Delivery } from "../core/deliveries/delivery.ts";
import { isHostTold, nameOfFailure } from "../core/deliveries/undelivered.ts";
import type { StandIns } from "../core/hosting/people/stand-ins.ts";
import { defined } from "../core/model/defined.ts";
import { chatFor } from "../core/model/person.ts";
import type { Clock } from "../core/ports/clock.ts";

/** Makes what follows from a delivery that was given up: the mail in its place, or a word to the host. */
export const makeFollowUps = ({ standIns, clock }: { standIns: StandIns; clock: Clock }) => {
  const tellHost = async (delivery: Delivery): Promise<Delivery[]> => {
    const { id, organisation, matter, host, to } = delivery;
    const { code } = matter;
    // Where the host is gone, a cohost is told (P44).
    const person = host && code && (await standIns.for(organisation, code, host));
    const chat = person && chatFor(person);
    const mail = person?.address;
    const reached: Delivery["to"] | undefined = chat ? { kind: "dm", chat } : mail && { kind: "mail", address: mail };
    if (!reached || !code) return [];
    const key = "key" in matter ? matter.key : undefined;
    return [
      {
        id: nameOfFailure(delivery, clock.now()),
        organisation,
        to: reached,
        ...defined({ orMail: chat && mail ? mail : undefined }),
        matter: {
          kind: "undelivered",
          code,
          failed: id,
          what: matter.kind,
          to: to.kind,
          ...defined({ key }),
        },
      },
    ];
  };

  return async (delivery: Delivery): Promise<Delivery[]> => {
    const { to, orMail, ...rest } = delivery;
    if (to.kind === "card") {
      const instead = await standIns.instead({ ...delivery, to });
      if (instead) return instead;
    }
    if (to.kind !== "dm") return isHostTold(delivery) ? tellHost(delivery) : [];
    // A direct message without `orMail` has a mail beside it already.
    return orMail ? [{ ...rest, id: `${delivery.id}:mail`, to: { kind: "mail", address: orMail } }] : [];
  };
};
