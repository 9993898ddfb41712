import type { Bulk } from "../approvals/bulk.ts";
import { isUndoable } from "../approvals/decision.ts";
import type { RulesEditor } from "../approvals/rules-editor.ts";
import type { Delivery, Matter } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import { answersIn, type Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Drafts } from "../ports/drafts.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Notice } from "./notice.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly requests: Requests;
  readonly gate: Gate;
  readonly drafts: Drafts;
  readonly people: People;
  readonly ruling: Pick<RulesEditor, "domainToOffer">;
  readonly bulk: Pick<Bulk, "told">;
  readonly clock: Clock;
}

/**
 * What a delivery has to say now, from the present state; undefined when there is nothing left to say: a later version
 * of the registration has a delivery of its own, an invitation to somebody who registered meanwhile, a draft that is gone.
 */
export const makePresent = ({ webinars, registrations, requests, gate, drafts, people, ruling, bulk, clock }: Deps) => {
  const nameOf = async (webinar: Webinar, id: PersonId): Promise<string> => {
    const person = await people.get(webinar.organisation, id);
    return person ? fullName(person) : "";
  };

  const domainOffered = async (webinar: Webinar, registration: Registration): Promise<{ domain?: string }> => {
    const isAsked = registration.status === "pending" || registration.status === "approved";
    const domain = isAsked ? await ruling.domainToOffer(webinar, registration) : undefined;
    return domain ? { domain } : {};
  };

  return async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<Notice | undefined> => {
    if (!("key" in matter) || !matter.key) {
      const webinar = await webinars.get(organisation, matter.code);
      return webinar && aboutWebinar(matter, webinar);
    }
    const { key } = matter;
    const found = await registrations.entry(organisation, matter.code, { key });
    const entry = found?.entry;
    if (!entry) return undefined;
    const { webinar } = found;
    const { registration } = entry;
    const mine = {
      webinar,
      ...defined({ registration }),
      // Only where the option is on: switched off, an ID minted earlier is not shown.
      ...defined({
        registrationId: webinar.registrationIds && entry.registrationId ? entry.registrationId : undefined,
        position: entry.position || undefined,
      }),
    };
    switch (matter.kind) {
      case "invitation":
        if (registration) return undefined;
        return { kind: "invitation", ...mine, key: entry.key, hostName: await nameOf(webinar, webinar.host) };
      case "registration":
        if (!registration || webinar.era !== matter.era || registration.version > matter.version) return undefined;
        // Cancelled meanwhile: that is told by itself.
        if (webinar.state === "cancelled" && registration.status === "approved") return undefined;
        if (matter.bulk && (await requests.bulk(webinar, matter.bulk))?.isUndone) return undefined;
        return { kind: "registration", ...mine, registration, again: false };
      case "request": {
        // Deleted with all others (S11, S28): the card keeps no button.
        if (!registration || webinar.era !== matter.era) return { kind: "request_gone", webinar };
        const answers = answersIn(webinar, entry);
        if (matter.round < registration.round)
          return { kind: "request", webinar, registration: ended(registration), answers, isUndoable: false };
        return {
          kind: "request",
          webinar,
          registration,
          answers,
          isUndoable: isUndoable(registration, clock.now()),
          ...defined({
            decidedByName: registration.decidedBy ? await nameOf(webinar, registration.decidedBy) : undefined,
          }),
          ...(await domainOffered(webinar, registration)),
        };
      }
      case "asked":
      case "thread": {
        if (!registration || webinar.era !== matter.era) return undefined;
        const inquiry = (await requests.inquiries(webinar, key)).find(({ id }) => id === matter.inquiry);
        if (!inquiry) return undefined;
        const about = { webinar, registration, inquiry, byName: await nameOf(webinar, inquiry.by) };
        if (matter.kind === "thread") return { kind: "thread", part: matter.part, ...about };
        return registration.status === "cancelled" ? undefined : { kind: "asked", ...about };
      }
      case "moved": {
        const { startsAt, endsAt } = matter;
        // A later change of the time, or the end of all, has a delivery of its own.
        if (webinar.sequence > matter.sequence) return undefined;
        return { kind: "moved", ...mine, startsAt, endsAt, key };
      }
      case "line_over":
        return { kind: "line_over", webinar };
      case "called_off":
        return { kind: "called_off", ...mine, key };
      case "let_go":
        // Registered anew, or brought back: that is told by itself.
        if (registration) return undefined;
        return {
          kind: "let_go",
          webinar,
          ...defined({
            entry: matter.hadEntry === undefined ? undefined : { key, era: matter.era, version: matter.hadEntry },
          }),
        };
      case "undelivered": {
        const person = registration?.person ?? entry.invitee?.person;
        return undelivered(
          matter,
          webinar,
          registration ? fullName(registration) : person ? await nameOf(webinar, person) : "",
        );
      }
      default:
        return unreachable(matter);
    }
  };

  async function aboutWebinar(matter: Matter, webinar: Webinar): Promise<Notice | undefined> {
    switch (matter.kind) {
      case "announcement":
        return {
          kind: "announcement",
          webinar,
          hostName: await nameOf(webinar, webinar.host),
          attended: await gate.attended(webinar),
        };
      case "draft":
        return (await drafts.draft(webinar.organisation, webinar.code, matter.draft))
          ? { kind: "draft", webinar, draft: matter.draft }
          : undefined;
      case "undelivered":
        return undelivered(matter, webinar, "");
      case "full":
        return { kind: "full", webinar };
      case "digest":
        if (webinar.era !== matter.era) return { kind: "request_gone", webinar };
        return {
          kind: "digest",
          webinar,
          digest: matter.digest,
          gathered: await requests.digest(webinar, matter.digest),
        };
      case "waiting": {
        const { after, upTo, era } = matter;
        const count = era === webinar.era ? await requests.waitingWithin(webinar, after, upTo) : 0;
        const [oldest] = count > 0 ? (await requests.waitingFrom(webinar, undefined, 1)).some : [];
        return oldest && { kind: "waiting", webinar, count: webinar.counts.pending, oldestAt: oldest.registeredAt };
      }
      case "bulk_done": {
        const told = await bulk.told(webinar, matter.id);
        return told && { kind: "bulk", ...told };
      }
      case "cohosting":
        return { kind: "cohosting", webinar, hostName: await nameOf(webinar, webinar.host) };
      default:
        return undefined;
    }
  }
};

/** A request that was cancelled before the person registered again, as its own card still shows it. */
const ended = ({ decidedAt: _at, decidedBy: _by, ...registration }: Registration): Registration => ({
  ...registration,
  status: "cancelled",
});

const undelivered = (matter: Extract<Matter, { kind: "undelivered" }>, webinar: Webinar, name: string): Notice => ({
  kind: "undelivered",
  webinar,
  name,
  what: matter.to === "card" ? "card" : matter.what === "invitation" ? "invitation" : "registration",
  failed: matter.failed,
});
