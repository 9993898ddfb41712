import type { Delivery } from "../deliveries/delivery.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** A chat platform or a mail server accepted what somebody waits for: from then on the gate lets them in (S16). */
export const makeMarkConfirmed =
  ({ webinars, registrations }: { webinars: Webinars; registrations: Registrations }) =>
  async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<void> => {
    if (matter.kind !== "registration") return;
    const webinar = await webinars.get(organisation, matter.code);
    if (webinar?.era === matter.era) await registrations.confirm(webinar, matter.key, matter.version);
  };
