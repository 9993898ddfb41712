import type { Matter } from "../../deliveries/delivery.ts";
import { defined } from "../../model/defined.ts";
import type { PersonId } from "../../model/ids.ts";
import { type EntryFound, mineOf } from "../../model/registration.ts";
import { type HostMessage, isOfStatus } from "../../model/told/host-message.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { HostMessages } from "../../ports/told/host-messages.ts";
import type { Notice } from "../notice.ts";

interface Deps {
  readonly registrations: Pick<Registrations, "keyOf" | "entry">;
  readonly hostMessages: Pick<HostMessages, "get">;
  readonly nameOf: (webinar: Webinar, id: PersonId) => Promise<string>;
  /** The invitation, told again. */
  readonly nudged: (found: EntryFound) => Promise<Notice | undefined>;
}

type Written = Extract<Matter, { kind: "host_message" }>;

/** Makes the notice of what a host wrote to many (P31), for one of them. */
export const makePresentHostMessage = ({ registrations, hostMessages, nameOf, nudged }: Deps) => {
  /** Whether somebody still is one of those it was written to. */
  const isMeant = ({ webinar, entry }: EntryFound, { to }: HostMessage): boolean =>
    webinar.state !== "cancelled" && isOfStatus(to, entry.registration?.status);

  /** Where somebody is one of them in a series: where they were met, or else in another of its webinars. */
  const meantIn = async (found: EntryFound, message: HostMessage): Promise<EntryFound | undefined> => {
    if (isMeant(found, message)) return found;
    const { webinar, entry } = found;
    const { organisation } = webinar;
    const person = (entry.registration ?? entry.invitee)?.person;
    for (const code of person ? (message.series?.webinars ?? []) : []) {
      const key = person && (await registrations.keyOf(organisation, code, person));
      const other = key && (await registrations.entry(organisation, code, { key }));
      if (other?.entry && isMeant({ ...other, entry: other.entry }, message)) return { ...other, entry: other.entry };
    }
    return undefined;
  };

  /** Nothing for who is none any more of those it was written to. */
  return async ({ id, of }: Written, met: EntryFound): Promise<Notice | undefined> => {
    const { organisation, code } = met.webinar;
    const kept = await hostMessages.get(organisation, of ?? code, id);
    if (!kept || kept.isUndone) return undefined;
    const { text, by, series } = kept.message;
    const found = await meantIn(met, kept.message);
    if (!found || text === "") return found && nudged(found);
    const { webinar, entry } = found;
    const seriesTitle = series?.title;
    const byName = await nameOf(webinar, by);
    return { kind: "host_message", ...mineOf(found), key: entry.key, text, byName, ...defined({ seriesTitle }) };
  };
};
