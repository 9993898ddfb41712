import type { Delivery } from "../deliveries/delivery.ts";
import type { Drafts } from "../ports/drafts.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";

/** So long a guest may take to open the mail's link, from when a mail server accepted it. */
const DRAFT_MS = 30 * 60_000;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly drafts: Drafts;
}

/**
 * Stores that a chat platform or a mail server has accepted an awaited message: a version is then confirmed, for which
 * the gate asks (S16), and the term of a draft begins.
 */
export const makeMarkConfirmed =
  ({ webinars, registrations, drafts }: Deps) =>
  async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<void> => {
    if (matter.kind === "draft") await drafts.endIn(organisation, matter.code, matter.draft, DRAFT_MS);
    if (matter.kind !== "registration") return;
    const webinar = await webinars.get(organisation, matter.code);
    if (webinar?.era === matter.era) await registrations.confirm(webinar, matter.key, matter.version);
  };
