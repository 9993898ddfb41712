import type { Delivery } from "./delivery.ts";
import type {
  Address,
  ChatId,
  Face,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  WebinarCode,
} from "./ids.ts";
import { chatParts, newRegistrationId } from "./ids.ts";
import { chatFor, type Directory, fullName, type People, type Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { done, type Result, ROUNDS, refuse } from "./result.ts";
import type { Clock, NewInvitee, Webinars } from "./store.ts";
import { mayDecide, type Webinar } from "./webinar.ts";

/** One command invites so many at most; the roster grows by repeating it. */
const INVITEES_MAX = 100;
/** People whom no record knows are looked up in the chat products; asking must not eat the time to answer. */
const LOOKUP_BUDGET_MS = 1_200;

export interface InviteInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly by: Person;
  /** The face the host used: people known in both are told there. */
  readonly face: Face;
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  /** Words that were neither a person nor an address. */
  readonly unreadable: readonly string[];
}

export interface Invited {
  readonly webinar: Webinar;
  readonly invited: number;
  readonly known: number;
  /** Who could not be invited, as it was typed or named. */
  readonly unknown: readonly string[];
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly directories: readonly Directory[];
  readonly clock: Clock;
}

type Invitable = Person & { readonly address: Address };
const hasAddress = (person: Person): person is Invitable => person.address !== undefined;

const within = async <Value>(ms: number, work: Promise<Value>): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Ten at a time: chat products bound how often they may be asked. */
const inTurns = async <Item, Value>(items: readonly Item[], work: (item: Item) => Promise<Value>): Promise<Value[]> => {
  const values: Value[] = [];
  for (let from = 0; from < items.length; from += 10)
    values.push(...(await Promise.all(items.slice(from, from + 10).map(work))));
  return values;
};

/**
 * Invites members and guests: a member by direct message (by mail when that cannot be delivered), a guest by mail,
 * each with their registration ID when the webinar gives them. People invited before are counted and not told again.
 * Refuses who does not host the webinar, an empty list, and one over `INVITEES_MAX`.
 */
export const makeInvite = ({ webinars, people, directories, clock }: Deps) => {
  const lookUp = async (organisation: OrganisationId, find: (in_: Directory) => ReturnType<Directory["byAddress"]>) => {
    const found = await Promise.all(directories.map((directory) => within(LOOKUP_BUDGET_MS, find(directory))));
    const profile = found.find((one) => one !== undefined);
    return profile && people.know(organisation, profile);
  };

  const member = async (organisation: OrganisationId, chat: ChatId): Promise<Person | undefined> =>
    (await people.byChat(organisation, chat)) ??
    lookUp(organisation, (directory) => directory.byChat(organisation, chat));

  const anybody = async (organisation: OrganisationId, address: Address): Promise<Person> => {
    const known = await people.byAddress(organisation, address);
    if (known && known.chats.length > 0) return known;
    const found = await lookUp(organisation, (directory) => directory.byAddress(organisation, address));
    return found ?? known ?? people.know(organisation, { address, firstName: "", lastName: "", fullMember: false });
  };

  return async (input: InviteInput): Promise<Result<Invited, Refusal>> => {
    const { organisation, code } = input;
    const webinar = await webinars.get(organisation, code);
    if (!webinar) return refuse({ reason: "unknown_webinar", typed: code });
    if (!mayDecide(webinar, input.by.id)) {
      const host = await people.get(organisation, webinar.host);
      return refuse({ reason: "not_the_host", hostName: host ? fullName(host) : "", title: webinar.title });
    }
    const now = clock.now();
    if (webinar.state === "cancelled") return refuse({ reason: "webinar_cancelled", title: webinar.title });
    if (webinar.endsAt <= now) return refuse({ reason: "webinar_ended", title: webinar.title });
    const count = input.chats.length + input.addresses.length;
    if (count + input.unreadable.length > INVITEES_MAX)
      return refuse({ reason: "too_many_invitees", max: INVITEES_MAX });
    if (count === 0 && input.unreadable.length > 0)
      return refuse({ reason: "unknown_people", typed: input.unreadable });
    if (count === 0) return refuse({ reason: "nobody_to_invite" });

    const members = await inTurns(input.chats, (chat) => member(organisation, chat));
    const others = await inTurns(input.addresses, (address) => anybody(organisation, address));
    const found = [...members, ...others].filter((person) => person !== undefined);
    const unknown = [
      ...input.unreadable,
      ...input.chats.filter((_, i) => members[i] === undefined).map((chat) => `@${chatParts(chat).user}`),
      ...found.filter((person) => !hasAddress(person)).map(fullName),
    ];
    const invitable = [...new Map(found.filter(hasAddress).map((person) => [person.address, person])).values()];
    if (invitable.length === 0) return refuse({ reason: "unknown_people", typed: unknown });

    for (let round = 0; round < ROUNDS; round += 1) {
      const keys = await webinars.keysFor(
        organisation,
        code,
        invitable.map((person) => person.address),
      );
      const invitees = invitable.flatMap((person, i): NewInvitee[] => {
        const key = keys[i];
        if (!key) return [];
        return [
          {
            key,
            address: person.address,
            person: person.id,
            ...(webinar.registrationIds ? { registrationId: newRegistrationId() } : {}),
            deliveries: [invitation(webinar, key, person, input.face)],
          },
        ];
      });
      const act = { organisation, code, requestId: input.requestId, now };
      const answer = await webinars.invite(act, webinar, input.by.id, invitees);
      if (answer.kind === "done") return done({ webinar, invited: answer.invited, known: answer.known, unknown });
    }
    throw new Error("what was read was changed each time");
  };
};

const invitation = (webinar: Webinar, key: RegistrationKey, person: Invitable, face: Face): Delivery => {
  const chat = chatFor(person, face);
  const base = {
    organisation: webinar.organisation,
    matter: { kind: "invitation", code: webinar.code, key } as const,
    host: webinar.host satisfies PersonId,
  };
  const id = `${webinar.code}:${key}:invitation`;
  return chat
    ? { ...base, id: `${id}:dm`, to: { kind: "dm", chat }, orMail: person.address }
    : { ...base, id: `${id}:mail`, to: { kind: "mail", address: person.address } };
};
