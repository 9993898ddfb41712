import type { Delivery } from "../deliveries/delivery.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** Marks a version confirmed when a chat platform or a mail server accepts its message; the gate asks for it (S16). */
export const makeMarkConfirmed =
  ({ webinars, registrations }: { webinars: Webinars; registrations: Registrations }) =>
  async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<void> => {
    if (matter.kind !== "registration") return;
    const webinar = await webinars.get(organisation, matter.code);
    if (webinar?.era === matter.era) await registrations.confirm(webinar, matter.key, matter.version);
  };
