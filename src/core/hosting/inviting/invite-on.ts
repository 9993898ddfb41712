import { type FindPeople, sorted } from "../../access/find-people.ts";
import { defined } from "../../model/defined.ts";
import { chatParts, type OrganisationId, type RequestId, requestId, type WebinarCode } from "../../model/ids.ts";
import { CHANGED, untilStored } from "../../model/optimistic.ts";
import { fullName, type Person } from "../../model/person.ts";
import type { RefusedRow } from "../../model/refusal.ts";
import { isOver, mayDecide, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Inviting, InvitingChange, InvitingPart } from "../../ports/inviting/inviting.ts";
import type { Directory, NamedPerson, People, Profile } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { type Invitable, invitable, inviteesOf, knownGuests, notAsked, notFound } from "./invite.ts";
import { memberListsOf } from "./member-lists.ts";
import { INVITEES_MAX, partsOf } from "./parts.ts";
import { progressCard } from "./progress.ts";

/** When a chat product cannot be asked and does not say for how long. */
const ASK_AGAIN_MS = 10_000;
/** When no chat product has answered for so long, who is left is named to the host. */
const GIVE_UP_AFTER_MS = 2 * 3_600_000;

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly directories: readonly Directory[];
  readonly findPeople: FindPeople;
  readonly clock: Clock;
}

/** How a long invitation goes on. */
export type InviteOn = (
  organisation: OrganisationId,
  code: WebinarCode,
  id: RequestId,
) => Promise<{ readonly isMore: boolean; readonly afterMs: number }>;

/** What working off one part leads to. */
interface Piece extends Omit<InvitingChange, "id" | "deliveries"> {
  readonly invitables: readonly Invitable[];
  /** A chat product could not be asked; after so long it can be. */
  readonly waitMs?: number;
}

type PeoplePart = InvitingPart & { kind: "people" };
type ListPart = InvitingPart & { kind: "list" };

/**
 * Works off one part of a long invitation: reads some members of a channel or group, or looks people up and invites those
 * it finds, stored in one step with what is left. Who could not be looked up is asked about again, last; when nobody
 * answered for two hours, the host is told their names. Answers whether anybody is left, and how long to wait.
 */
export const makeInviteOn = ({ webinars, registrations, people, directories, findPeople, clock }: Deps): InviteOn => {
  /** Nobody is asked any more. */
  const givenUp = (part: InvitingPart, why: RefusedRow["why"]): Piece => {
    const rows = part.kind === "people" ? part.people.map(notAsked) : [{ text: `#${part.memberList.name}` }];
    return {
      invitables: [],
      refused: rows.map((row) => ({ ...row, why })),
      add: { left: part.kind === "people" ? -part.people.length : 0 },
    };
  };

  /** Members whose profiles a product told are known from then on; each is named by the account. */
  const know = async (organisation: OrganisationId, profiles: readonly Profile[]): Promise<NamedPerson[]> => {
    await Promise.all(profiles.map((profile) => people.know(organisation, profile)));
    return profiles.flatMap(({ chatId: chat, firstName }) => (chat ? [{ by: "chat", chat, name: firstName }] : []));
  };

  const readList = async (organisation: OrganisationId, begun: Inviting, part: ListPart): Promise<Piece> => {
    const { memberList, cursor } = part;
    const page = (await memberListsOf(directories, memberList)?.members(organisation, memberList, cursor)) ?? {
      kind: "gone",
    };
    if (page.kind === "unknown") return { invitables: [], last: [part], waitMs: page.afterMs ?? ASK_AGAIN_MS };
    if (page.kind === "gone") return { invitables: [], refused: [notFound(`#${memberList.name}`)] };
    const found = [...page.named, ...(await know(organisation, page.profiles))];
    const fitting = found.slice(0, Math.max(0, INVITEES_MAX - begun.named));
    const isFull = fitting.length < found.length;
    const rest: InvitingPart[] = page.next && !isFull ? [{ kind: "list", memberList, cursor: page.next }] : [];
    return {
      invitables: [],
      set: { heardAt: clock.now() },
      add: { left: fitting.length, named: fitting.length },
      first: [...partsOf(fitting, memberList.group), ...rest],
      refused: isFull ? [{ text: `#${memberList.name}`, why: "too_many" }] : [],
    };
  };

  /** Whether one of somebody's accounts is of this workspace or tenant. */
  const isFrom = (group: string, { chats }: Person): boolean => chats.some((chat) => chatParts(chat).group === group);

  const lookUp = async (webinar: Webinar, begun: Inviting, part: PeoplePart): Promise<Piece> => {
    const { organisation } = webinar;
    const { people: named, ofGroup } = part;
    const found = sorted(named, await findPeople(organisation, named));
    const known = [...found.people, ...(await knownGuests({ people }, organisation, found))];
    // Hosts need no invitation, where nobody wrote their names.
    const all = known.filter((person) => ofGroup === undefined || !mayDecide(webinar, person.id));
    const without = all.filter(({ address }) => address === undefined);
    const outside = ofGroup === undefined ? 0 : without.filter((person) => !isFrom(ofGroup, person)).length;
    const isAnswered = found.unknown.length < named.length;
    const piece = {
      add: {
        left: found.unknown.length - named.length,
        outside,
        leftOut: ofGroup === undefined ? 0 : found.lost.length + without.length - outside,
      },
      // Nobody wrote the names: who cannot be invited is counted alone.
      refused: ofGroup === undefined ? [...found.lost, ...without.map(fullName)].map(notFound) : [],
      last: found.unknown.length > 0 ? partsOf(found.unknown, ofGroup) : [],
      ...defined({ waitMs: found.unknown.length > 0 ? (found.afterMs ?? ASK_AGAIN_MS) : undefined }),
      ...(isAnswered ? { set: { heardAt: clock.now() } } : {}),
    };
    if (begun.shared !== "counting") return { ...piece, invitables: invitable(all) };
    const held = invitable(all).map(({ address }): NamedPerson => ({ by: "address", address }));
    return {
      ...piece,
      invitables: [],
      held: partsOf(held),
      add: { ...piece.add, left: piece.add.left + held.length },
    };
  };

  const work = (webinar: Webinar, begun: Inviting, part: InvitingPart): Piece | Promise<Piece> => {
    const now = clock.now();
    if (isOver(webinar, now)) return givenUp(part, "over");
    if (now - begun.heardAt > GIVE_UP_AFTER_MS) return givenUp(part, "not_asked");
    return part.kind === "list" ? readList(webinar.organisation, begun, part) : lookUp(webinar, begun, part);
  };

  return async (organisation, code, id) => {
    const begun = await registrations.inviting(organisation, code, id);
    const webinar = await webinars.get(organisation, code);
    if (!begun || !webinar || !begun.next) return { isMore: false, afterMs: 0 };
    const { invitables, waitMs = 0, ...piece } = await work(webinar, begun, begun.next);
    const isMore = begun.parts - 1 + (piece.first?.length ?? 0) + (piece.last?.length ?? 0) > 0;
    const isCounted = !isMore && begun.shared === "counting";
    const host = await people.get(organisation, begun.by);
    const now = clock.now();
    let current = webinar;
    await untilStored(async () => {
      const invitees = await inviteesOf({ registrations }, current, invitables, begun.face, begun.isQuiet);
      const change: InvitingChange = {
        id,
        step: begun.step,
        isTaken: true,
        ...piece,
        set: { ...piece.set, ...(isCounted ? { shared: "asked" } : {}) },
        deliveries: begun.isQuiet ? [] : progressCard(current, host, begun, now, !isMore),
      };
      const step = requestId(id, "step", String(begun.step));
      const act = { organisation, code, requestId: step, now, way: begun.face };
      const answer = await registrations.invite(act, current, begun.by, invitees, change);
      if (answer.kind === "done") return answer;
      current = (await webinars.get(organisation, code)) ?? current;
      return CHANGED;
    });
    return { isMore, afterMs: isMore ? waitMs : 0 };
  };
};
