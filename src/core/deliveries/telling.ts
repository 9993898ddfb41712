import { defined } from "../model/defined.ts";
import type { Address, ChatId, OrganisationId, PersonId, RegistrationKey, RequestId } from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, Matter } from "./delivery.ts";

/** Tells one person about one matter: by direct message and by mail, whichever reaches them. */
export const tellPerson = (
  base: {
    organisation: OrganisationId;
    host: PersonId;
    id: string;
    matter: Matter;
    awaited?: boolean;
    locale?: Locale;
  },
  person: { chat?: ChatId | undefined; address?: Address | undefined },
): Delivery[] => {
  const { id, ...rest } = base;
  const deliveries: Delivery[] = [];
  if (person.chat) deliveries.push({ ...rest, id: `${id}:dm`, to: { kind: "dm", chat: person.chat } });
  if (person.address) deliveries.push({ ...rest, id: `${id}:mail`, to: { kind: "mail", address: person.address } });
  return deliveries;
};

/**
 * Says what became of a registration, for `tellPerson`. `version` is the one that is expected. In `name`, `%v` stands
 * for the one that the script makes, and also marks the id as new.
 */
export const aboutRegistration = (
  { organisation, code, host, era }: Pick<Webinar, "organisation" | "code" | "host" | "era">,
  key: RegistrationKey,
  version: number,
  name: string,
  { isAwaited = false, bulk, isEdited }: { isAwaited?: boolean; bulk?: RequestId | undefined; isEdited?: true } = {},
): Parameters<typeof tellPerson>[0] => ({
  organisation,
  host,
  id: `${code}:${key}:${era}:${name}`,
  matter: { kind: "registration", code, key, era, version, ...defined({ bulk, isEdited }) },
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
