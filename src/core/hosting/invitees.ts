import type { Sorted } from "../access/find-people.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import type { Address, Face, OrganisationId, RegistrationKey } from "../model/ids.ts";
import { newRegistrationId } from "../model/ids.ts";
import { chatFor, fullName, type Person, splitDisplayName } from "../model/person.ts";
import type { Webinar } from "../model/webinar.ts";
import type { NamedPerson, People } from "../ports/people.ts";
import type { NewInvitee, Registrations } from "../ports/registrations.ts";

/** The most people whom one command or form invites; repeating it invites more. */
export const INVITEES_MAX = 100;

/** Whom the form of a new webinar names to be invited. */
export interface InviteesFields {
  readonly people: readonly NamedPerson[];
  /** What names nobody, as it was typed. */
  readonly unreadable: readonly string[];
}

export type Invitable = Person & { readonly address: Address };
const hasAddress = (person: Person): person is Invitable => person.address !== undefined;

interface Deps {
  readonly registrations: Registrations;
  readonly people: People;
}

/** The people who can be invited, each once; who has no account in a chat product becomes a guest. */
export const invitablesOf = async (
  { people }: Pick<Deps, "people">,
  organisation: OrganisationId,
  { people: found, guests, lost }: Sorted,
): Promise<{ invitables: readonly Invitable[]; lost: readonly string[] }> => {
  const known = guests.map(({ named: { address, name }, guest }) => {
    if (guest) return guest;
    const names = (name && splitDisplayName(name)) || { firstName: "", lastName: "" };
    return people.know(organisation, { address, ...names, fullMember: false });
  });
  const all = [...found, ...(await Promise.all(known))];
  return {
    invitables: [...new Map(all.filter(hasAddress).map((person) => [person.address, person])).values()],
    lost: [...lost, ...all.filter((person) => !hasAddress(person)).map(fullName)],
  };
};

/** A member is told by direct message and by mail, or by direct message alone where the host chose that (S5). */
const invitation = (webinar: Webinar, key: RegistrationKey, person: Invitable, face: Face): Delivery[] => {
  const { organisation, code, host } = webinar;
  const chat = chatFor(person, face);
  const id = `${code}:${key}:invitation`;
  const base = { organisation, host, matter: { kind: "invitation", code, key } as const };
  if (chat && webinar.dmOnly) return [{ ...base, id: `${id}:dm`, to: { kind: "dm", chat }, orMail: person.address }];
  return tellPerson({ ...base, id }, { chat, address: person.address });
};

/** Who is invited to this webinar, each with a key and what tells them. */
export const inviteesOf = async (
  { registrations }: Pick<Deps, "registrations">,
  webinar: Webinar,
  invitables: readonly Invitable[],
  face: Face,
): Promise<readonly NewInvitee[]> => {
  if (invitables.length === 0) return [];
  const addresses = invitables.map(({ address }) => address);
  const keys = await registrations.keysFor(webinar.organisation, webinar.code, addresses);
  return invitables.flatMap((person, i): NewInvitee[] => {
    const key = keys[i];
    if (!key) return [];
    const registrationId = webinar.registrationIds ? newRegistrationId() : undefined;
    const deliveries = invitation(webinar, key, person, face);
    return [{ key, address: person.address, person: person.id, ...defined({ registrationId }), deliveries }];
  });
};
