import type { Delivery, Matter } from "./delivery.ts";
import type { PersonId } from "./ids.ts";
import type { Notice } from "./notice.ts";
import { fullName, type People } from "./person.ts";
import type { Registration } from "./registration.ts";
import { unreachable } from "./result.ts";
import type { Webinars } from "./store.ts";
import type { Webinar } from "./webinar.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
}

/**
 * What a delivery has to say now, from the present state; undefined when there is nothing left to say: a later version
 * of the registration has a delivery of its own, an invitation to somebody who registered meanwhile, a draft that is gone.
 */
export const makePresent = ({ webinars, people }: Deps) => {
  const nameOf = async (webinar: Webinar, id: PersonId): Promise<string> => {
    const person = await people.get(webinar.organisation, id);
    return person ? fullName(person) : "";
  };

  return async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<Notice | undefined> => {
    if (matter.kind === "announcement" || matter.kind === "draft" || (matter.kind === "undelivered" && !matter.key)) {
      const webinar = await webinars.get(organisation, matter.code);
      return webinar && aboutWebinar(matter, webinar);
    }
    const key = matter.key;
    const found = key && (await webinars.entry(organisation, matter.code, { key }));
    const entry = found?.entry;
    if (!entry) return undefined;
    const { webinar } = found;
    const { registration } = entry;
    const mine = {
      webinar,
      ...(registration ? { registration } : {}),
      // Only where the option is on: switched off, an ID minted earlier is not shown.
      ...(webinar.registrationIds && entry.registrationId ? { registrationId: entry.registrationId } : {}),
    };
    switch (matter.kind) {
      case "invitation":
        if (registration) return undefined;
        return { kind: "invitation", ...mine, key: entry.key, hostName: await nameOf(webinar, webinar.host) };
      case "registration":
        if (!registration || registration.version > matter.version) return undefined;
        return { kind: "registration", ...mine, registration, again: false };
      case "request":
        if (!registration) return undefined;
        if (matter.round < registration.round) return { kind: "request", webinar, registration: ended(registration) };
        return {
          kind: "request",
          webinar,
          registration,
          ...(registration.decidedBy ? { decidedByName: await nameOf(webinar, registration.decidedBy) } : {}),
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
        return { kind: "announcement", webinar, hostName: await nameOf(webinar, webinar.host) };
      case "draft":
        return (await webinars.draft(webinar.organisation, webinar.code, matter.draft))
          ? { kind: "draft", webinar, draft: matter.draft }
          : undefined;
      case "undelivered":
        return undelivered(matter, webinar, "");
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
