import { NOBODY } from "../model/audit.ts";
import { defined } from "../model/defined.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Registration } from "../model/registration.ts";
import { holdsSeat } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut, Matter } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type HostNews = Extract<FanOut, { kind: "cancellations" | "coming" }>;

type Named = Pick<Webinar, "organisation" | "code">;

/** The hour of the clock in which an instant is: in each, hosts hear of cancellations once at most. */
export const hourOf = (instant: number): number => Math.floor(instant / HOUR) * HOUR;

/** Gathers who cancels from `after` on until the hour is over. One that waits stands for all who cancel meanwhile. */
export const gatherCancellations = (webinar: Named, after: number, now: number): Delivery => ({
  ...fanOut(webinar, { kind: "cancellations", after }, "gathered", NOBODY, hourOf(now) + HOUR),
  level: true,
});

/** Has the host hear of a seat that its owner gave up (P41), at the end of the hour with all others of that hour. */
export const cancellationNews = (webinar: Named, { status }: Pick<Registration, "status">, now: number): Delivery[] =>
  // The clock of another process may be behind: of what it stores now too the host is to hear.
  holdsSeat(status) ? [gatherCancellations(webinar, hourOf(now) - HOUR, now)] : [];

/** Has the host hear who comes, a day before the start (P41), where that is still ahead. */
export const comingAhead = (webinar: Named & Pick<Webinar, "startsAt" | "registrationRequired">, now: number) => {
  const { startsAt, registrationRequired } = webinar;
  return registrationRequired && startsAt - DAY > now
    ? [fanOut(webinar, { kind: "coming", startsAt }, String(startsAt), NOBODY, startsAt - DAY)]
    : [];
};

/** The same for a webinar that was changed: where that is new by it. */
export const comingAnew = (before: Webinar, next: Webinar, now: number): Delivery[] =>
  before.startsAt === next.startsAt && before.registrationRequired ? [] : comingAhead(next, now);

/** What one host is told, but for who they are. */
type Told<Kind extends Matter["kind"]> = Omit<Extract<Matter, { kind: Kind }>, "code" | "person">;

/** Tells one host, by message, or by mail where that does not reach them. */
export const tellHost = (
  { organisation, code }: Named,
  host: Person,
  what: Told<"cancellations"> | Told<"coming">,
): Delivery[] => {
  const [chat, address] = [chatFor(host), host.address];
  const to: Delivery["to"] | undefined = chat ? { kind: "dm", chat } : address && { kind: "mail", address };
  const matter: Matter = { ...what, code, person: host.id };
  const name = what.kind === "coming" ? what.startsAt : hourOf(what.upTo);
  return to
    ? [
        {
          ...{ id: `${code}:${what.kind}:${name}`, organisation, to, matter, host: host.id },
          ...defined({ orMail: chat && address ? address : undefined }),
        },
      ]
    : [];
};
