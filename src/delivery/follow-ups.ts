import type { MarkGone } from "../core/access/gone-accounts.ts";
import { overviewSoon } from "../core/deliveries/cards.ts";
import type { Delivery } from "../core/deliveries/delivery.ts";
import { isOneHosts, wayToPerson } from "../core/deliveries/reached.ts";
import { isHostTold, nameOfFailure } from "../core/deliveries/undelivered.ts";
import type { StandIns } from "../core/hosting/people/stand-ins.ts";
import { defined } from "../core/model/defined.ts";
import { chatFor } from "../core/model/person.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { Webinars } from "../core/ports/webinars.ts";

interface Deps {
  /** Who is told in the place of a host who is gone (P44). */
  readonly standIns: StandIns;
  /** Looks whether an account that could not be written to is still there (N15). */
  readonly markGone?: MarkGone;
  readonly webinars: Pick<Webinars, "get">;
  readonly clock: Clock;
}

/**
 * Makes what follows from a delivery that was given up: the mail in its place, or a word to the host; and the overview,
 * which counts it (N2).
 */
export const makeFollowUps = ({ standIns, webinars, markGone, clock }: Deps) => {
  const tellHost = async (delivery: Delivery, isRefused: boolean): Promise<Delivery[]> => {
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
        id: isRefused ? `${id}:refused:${clock.now()}` : nameOfFailure(delivery, clock.now()),
        organisation,
        to: reached,
        ...defined({ orMail: chat && mail ? mail : undefined }),
        matter: {
          kind: "undelivered",
          code,
          failed: id,
          what: matter.kind,
          to: to.kind,
          ...defined({ key, isRefused: isRefused && key ? (true as const) : undefined }),
        },
      },
    ];
  };

  const cardsThatCount = async (delivery: Delivery): Promise<Delivery[]> => {
    const { code } = delivery.matter;
    const webinar = code && wayToPerson(delivery) && (await webinars.get(delivery.organisation, code));
    return webinar ? overviewSoon(webinar, clock.now()) : [];
  };

  return async (delivery: Delivery, isRefused: boolean): Promise<Delivery[]> => {
    const { to, orMail, ...rest } = delivery;
    // It is looked at again with the next message, should it fail.
    if (to.kind === "dm") await markGone?.(delivery.organisation, to.chat).catch(() => undefined);
    if (to.kind === "card" && !isOneHosts(delivery.matter)) {
      const instead = await standIns.instead({ ...delivery, to });
      if (instead) return instead;
    }
    // The mail in its place counts, not the direct message; so does who has not got the app.
    if (to.kind === "dm" && orMail)
      return [
        { ...rest, id: `${delivery.id}:mail`, to: { kind: "mail", address: orMail } },
        ...(await cardsThatCount(delivery)),
      ];
    // A direct message without `orMail` has a mail beside it already.
    const told = to.kind !== "dm" && isHostTold(delivery) ? await tellHost(delivery, isRefused) : [];
    return [...told, ...(await cardsThatCount(delivery))];
  };
};
