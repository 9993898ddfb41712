import { defined } from "../model/defined.ts";
import type { OrganisationId, PersonId, RegistrationKey } from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { Reach } from "../model/told/reach.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, Matter } from "./delivery.ts";

/** Tells one person about one matter: by direct message and by mail, whichever reaches them and they chose. */
export const tellPerson = (
  base: {
    organisation: OrganisationId;
    host: PersonId;
    id: string;
    matter: Matter;
    awaited?: boolean;
    locale?: Locale;
  },
  person: Reach,
): Delivery[] => {
  const { id, ...rest } = base;
  const deliveries: Delivery[] = [];
  const { chat, address, orMail } = person;
  if (chat) deliveries.push({ ...rest, id: `${id}:dm`, to: { kind: "dm", chat }, ...defined({ orMail }) });
  if (address) deliveries.push({ ...rest, id: `${id}:mail`, to: { kind: "mail", address } });
  return deliveries;
};

/** What is known of a registration's news when it is stored. */
interface News extends Pick<Extract<Matter, { kind: "registration" }>, "bulk" | "isEdited" | "undoableUntil"> {
  readonly isAwaited?: boolean;
}

/**
 * Says what became of a registration, for `tellPerson`. `version` is the one that is expected. In `name`, `%v` stands
 * for the one that the script makes, and also marks the id as new.
 */
export const aboutRegistration = (
  { organisation, code, host, era }: Pick<Webinar, "organisation" | "code" | "host" | "era">,
  key: RegistrationKey,
  version: number,
  name: string,
  { isAwaited = false, ...more }: News = {},
): Parameters<typeof tellPerson>[0] => ({
  organisation,
  host,
  id: `${code}:${key}:${era}:${name}`,
  matter: { kind: "registration", code, key, era, version, ...defined(more) },
  ...defined({ awaited: isAwaited ? true : undefined }),
});

/** Tells somebody the registration ID that they got after they were invited or had registered: once, whoever asks. */
export const idGiven = (
  { organisation, code, host }: Pick<Webinar, "organisation" | "code" | "host">,
  key: RegistrationKey,
): Parameters<typeof tellPerson>[0] => ({
  organisation,
  host,
  id: `${code}:${key}:id_given`,
  matter: { kind: "id_given", code, key },
});
