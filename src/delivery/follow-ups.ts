import type { Delivery, Matter } from "../core/deliveries/delivery.ts";
import { defined } from "../core/model/defined.ts";
import { chatFor } from "../core/model/person.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { People } from "../core/ports/people.ts";

const HOUR_MS = 3_600_000;

/**
 * Whether the host is told that a delivery was given up: for each one; once an hour for what fails for many at once; or
 * never.
 */
const HOST_IS_TOLD: Readonly<Record<Matter["kind"], "each" | "hourly" | "never">> = {
  invitation: "each",
  registration: "each",
  request: "each",
  announcement: "each",
  moved: "hourly",
  revised: "hourly",
  called_off: "hourly",
  id_given: "hourly",
  password_changed: "hourly",
  let_go: "hourly",
  line_over: "hourly",
  full: "never",
  cohosting: "never",
  hosting: "never",
  digest: "each",
  bulk_done: "each",
  waiting: "each",
  asked: "each",
  thread: "each",
  fan_out: "never",
  draft: "never",
  undelivered: "never",
};

/**
 * The name under which a failure is told, so that those of one hour in one channel, or of one change, are told once.
 */
const nameOf = ({ id, matter, to }: Delivery, now: number): string => {
  const hour = Math.floor(now / HOUR_MS);
  if (to.kind === "card") return `${matter.code}:${to.channel.channelId}:${hour}:undelivered:hourly`;
  if (HOST_IS_TOLD[matter.kind] === "hourly") return `${matter.code}:${matter.kind}:${hour}:undelivered:hourly`;
  return `${id}:undelivered:${now}`;
};

/** Makes what follows from a delivery that was given up: the mail in its place, or a word to the host. */
export const makeFollowUps = ({ people, clock }: { people: People; clock: Clock }) => {
  const tellHost = async (delivery: Delivery): Promise<Delivery[]> => {
    const { id, organisation, matter, host, to } = delivery;
    const person = host && (await people.get(organisation, host));
    const chat = person && chatFor(person);
    const mail = person?.address;
    const reached: Delivery["to"] | undefined = chat ? { kind: "dm", chat } : mail && { kind: "mail", address: mail };
    if (!reached) return [];
    const key = "key" in matter ? matter.key : undefined;
    return [
      {
        id: nameOf(delivery, clock.now()),
        organisation,
        to: reached,
        ...defined({ orMail: chat && mail ? mail : undefined }),
        matter: {
          kind: "undelivered",
          code: matter.code,
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
    if (to.kind !== "dm") return HOST_IS_TOLD[delivery.matter.kind] === "never" ? [] : tellHost(delivery);
    // A direct message without `orMail` has a mail beside it already.
    return orMail ? [{ ...rest, id: `${delivery.id}:mail`, to: { kind: "mail", address: orMail } }] : [];
  };
};
