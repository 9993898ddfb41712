import { cardsOf } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { settlement } from "../deliveries/fan-outs.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { type Answered, cleanText } from "../model/form.ts";
import type { OrganisationId, PersonId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { chatParts } from "../model/ids.ts";
import { chatFor, fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { answersIn, type Reason, type Registration, type Way } from "../model/registration.ts";
import { Contended, done, type Result, ROUNDS, refuse } from "../model/result.ts";
import { domainOf } from "../model/rules.ts";
import { holdsSeat, mayMoveFrom, type Status } from "../model/status.ts";
import { capLimit, mayDecide, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import { freed, type Line } from "./waitlist.ts";

/** A host's decision can be taken back for so long (N10). */
export const UNDO_MS = 60_000;
export const REASON_MAX = 500;

/** What a host can make of a registration. */
export const DECISIONS = ["approved", "rejected", "pending", "cancelled"] as const;
export type Decision = (typeof DECISIONS)[number];

export interface DecideInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
  /** The version that the card showed. */
  readonly version: number;
  readonly to: Decision;
  /** *Change decision*: without it only what waits is decided. */
  readonly isChange: boolean;
  readonly reason?: Reason;
  /** *Approve and raise the cap by one*. */
  readonly raisesCap?: boolean;
  readonly by: Person;
  readonly way: Way;
  readonly requestId: RequestId;
  readonly bulk?: OneOfMany;
}

/** One of many that are decided, and undone, as one: it is counted there, and settled there. */
export interface OneOfMany {
  readonly id: RequestId;
  /** Nobody is told before, where it can be undone. */
  readonly tellAt: number;
}

export interface Decided {
  readonly webinar: Webinar;
  readonly registration: Registration;
  readonly answers: readonly Answered[];
  readonly decidedByName: string;
  /** It can be undone still. */
  readonly isUndoable: boolean;
}

interface Deps {
  readonly registrations: Registrations;
  readonly gate: Gate;
  readonly people: People;
  readonly line: Pick<Line, "next">;
  readonly site: Site;
  readonly clock: Clock;
}

/** Why a decision is not made; with `no_free_seat` the registration is there, so that the cap can be raised for it. */
export interface NotDecided {
  readonly refusal: Refusal;
  readonly found?: { readonly webinar: Webinar; readonly registration: Registration };
}

const nameOf = async (people: People, webinar: Webinar, id: PersonId | undefined): Promise<string> => {
  const person = id && (await people.get(webinar.organisation, id));
  return person ? fullName(person) : "";
};

const outdated = async (people: People, webinar: Webinar, registration: Registration): Promise<Refusal> => {
  const { title } = webinar;
  const { status, decidedAt } = registration;
  if (decidedAt === undefined || (status !== "approved" && status !== "rejected"))
    return { reason: "request_changed", title };
  const byName = await nameOf(people, webinar, registration.decidedBy);
  return { reason: "already_decided", status, byName, at: decidedAt, title };
};

export const isUndoable = ({ undoUntil }: Registration, now: number): boolean =>
  undoUntil !== undefined && now < undoUntil;

/** Which decisions a host can change this status to. */
export const changesFrom = (status: Status): Decision[] =>
  DECISIONS.filter((to) => mayMoveFrom(to, "host").includes(status));

/** Decisions of hosts: made, changed, undone, and settled when they can be undone no more. */
export const makeDecisions = ({ registrations, gate, people, line, site, clock }: Deps) => {
  const toldOf = async (webinar: Webinar, registration: Registration) => {
    const person = await people.get(webinar.organisation, registration.person);
    const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
    return { chat: person && chatFor(person, prefer), address: registration.address };
  };

  const decided = (webinar: Webinar, found: { registration: Registration; answers: readonly Answered[] }, by: Person) =>
    done({
      webinar,
      ...found,
      decidedByName: fullName(by),
      isUndoable: isUndoable(found.registration, clock.now()),
    });

  /**
   * A host's decision, made on a card that showed `version`. Refuses whoever does not host the webinar (P19), a
   * registration that is not this webinar's, a card that is no longer true, with who decided what, and a seat that is not
   * free. The same press again, by request id or by the same host from the same version, answers as the first did. Before
   * the start the person is told only when it can be undone no more.
   */
  const decide = async (input: DecideInput): Promise<Result<Decided, NotDecided>> => {
    const { organisation, code, key, by, to } = input;
    const no = (refusal: Refusal, found?: NotDecided["found"]) => refuse({ refusal, ...defined({ found }) });
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await registrations.entry(organisation, code, { key });
      if (!found) return no({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const { title } = webinar;
      if (!mayDecide(webinar, by.id))
        return no({ reason: "not_the_host", hostName: await nameOf(people, webinar, webinar.host), title });
      const registration = entry?.registration;
      if (!registration) return no({ reason: "unknown_registration" });
      if (registration.version !== input.version) {
        const same = registration.status === to && registration.decidedBy === by.id;
        if (same && registration.version === input.version + 1)
          return decided(webinar, { registration, answers: answersIn(webinar, entry) }, by);
        return no(await outdated(people, webinar, registration));
      }
      const now = clock.now();
      if (webinar.state === "cancelled") return no({ reason: "webinar_cancelled", title });
      if (webinar.endsAt <= now) return no({ reason: "webinar_ended", title });
      // Reversing a decision is an act of its own: a plain one decides what is still open.
      const from = mayMoveFrom(to, "host").filter((status) => input.isChange || status === "pending");
      if (!from.includes(registration.status))
        return no(
          input.isChange
            ? { reason: "not_possible_now", status: registration.status, title }
            : await outdated(people, webinar, registration),
        );

      const version = registration.version + 1;
      const isBeforeStart = now < webinar.startsAt;
      // Who stood in line would come back at its end: that is told at once.
      const isOpen = ["pending", "approved", "rejected"].includes(registration.status);
      const until = input.bulk?.tellAt ?? now + UNDO_MS;
      const undoUntil = isBeforeStart && isOpen && to !== "cancelled" && until > now ? until : undefined;
      const keepsSeat = undoUntil !== undefined && to === "rejected" && held(registration);
      const text = cleanText(input.reason?.text ?? "").slice(0, REASON_MAX);
      const tell = tellPerson(
        aboutRegistration(webinar, key, version, `${to}:${version}`, {
          isAwaited: registration.isLate,
          ...defined({ bulk: undoUntil === undefined ? undefined : input.bulk?.id }),
        }),
        await toldOf(webinar, registration),
      );
      const answer = await registrations.move({
        act: { organisation, code, requestId: input.requestId, now, way: input.way },
        webinar,
        key,
        fromVersion: registration.version,
        from,
        to,
        by: by.id,
        decision: true,
        keepsSeat,
        domain: domainOf(registration.address),
        ...defined({ raiseTo: input.raisesCap ? capLimit(site.plan) : undefined }),
        facts: {
          ...defined({
            reason: text !== "" && to === "rejected" ? { text, told: input.reason?.told ?? false } : undefined,
          }),
          ...(undoUntil === undefined ? {} : { undoUntil, wasBefore: registration.status }),
          isLate: registration.isLate,
        },
        ...(holdsSeat(to) || keepsSeat ? {} : await freed(line, webinar, registration, now)),
        deliveries: [
          ...(undoUntil === undefined ? tell : tell.map((one): Delivery => ({ ...one, notBefore: undoUntil }))),
          ...(undoUntil === undefined || input.bulk ? [] : [settlement(webinar, key, version, by.id, undoUntil)]),
          ...cardsOf(webinar, registration, now),
          ...(to === "pending" ? watches(webinar, registration.registeredAt, now) : []),
        ],
        ...defined({ bulk: input.bulk ? { id: input.bulk.id, as: "done" as const } : undefined }),
      });
      if (answer.kind === "full") {
        // One seat more does not suffice where the cap was lowered below what is held.
        const mayRaise = webinar.cap < capLimit(site.plan) && webinar.seatsHeld <= webinar.cap;
        return no({ reason: "no_free_seat", title, cap: webinar.cap, mayRaise }, { webinar, registration });
      }
      // Read back: either it is decided now, by this press, or somebody was faster and the next round says who.
    }
    throw new Contended();
  };

  /** Takes back the decision that made `version`, while that can be done (N10): nobody was told, and nobody is. */
  const undo = async (
    input: Omit<DecideInput, "to" | "isChange" | "reason" | "raisesCap">,
  ): Promise<Result<Decided, Refusal>> => {
    const { organisation, code, key, by } = input;
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await registrations.entry(organisation, code, { key });
      if (!found) return refuse({ reason: "unknown_webinar", typed: code });
      const { webinar, entry } = found;
      const { title } = webinar;
      if (!mayDecide(webinar, by.id))
        return refuse({ reason: "not_the_host", hostName: await nameOf(people, webinar, webinar.host), title });
      const registration = entry?.registration;
      if (!registration) return refuse({ reason: "unknown_registration" });
      const now = clock.now();
      if (registration.movedBy === input.requestId)
        return decided(webinar, { registration, answers: answersIn(webinar, entry) }, by);
      if (registration.version !== input.version) return refuse(await outdated(people, webinar, registration));
      const to = registration.wasBefore;
      // Of many it was asked for in time, and nobody is told from then on, however late it comes to each.
      const isInTime = input.bulk ? registration.undoUntil !== undefined : isUndoable(registration, now);
      if (!isInTime || !to) return refuse({ reason: "undo_too_late" });
      if (await gate.wasAdmitted(webinar, key)) return refuse({ reason: "undo_admitted", title });
      const answer = await registrations.move({
        act: { organisation, code, requestId: input.requestId, now, way: input.way },
        webinar,
        key,
        fromVersion: registration.version,
        from: [registration.status],
        to,
        by: by.id,
        decision: false,
        domain: registration.status === "approved" ? domainOf(registration.address) : "",
        facts: { isLate: registration.isLate, ...decisionBefore(registration, to) },
        ...(holdsSeat(to) ? {} : await freed(line, webinar, registration, now)),
        deliveries: [
          ...cardsOf(webinar, registration, now),
          ...(to === "pending" ? watches(webinar, registration.registeredAt, now) : []),
        ],
        ...defined({ bulk: input.bulk ? { id: input.bulk.id, as: "undone" as const } : undefined }),
      });
      if (answer.kind === "full") return refuse({ reason: "undo_too_late" });
    }
    throw new Contended();
  };

  /** What a decision kept back while it could be undone: its seat goes on, and its cards lose the button. */
  const settle = async (
    organisation: OrganisationId,
    code: WebinarCode,
    key: RegistrationKey,
    version: number,
    era: number,
  ) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found || found.webinar.era !== era || registration?.version !== version) return;
      const { webinar } = found;
      const now = clock.now();
      const offer = registration.keepsSeat ? await line.next(webinar, key, now) : undefined;
      const cards = cardsOf(webinar, registration, now);
      const act = { organisation, code, now };
      if ((await registrations.settle(act, webinar, key, version, offer, cards)) === "done") return;
    }
    throw new Contended();
  };

  /** What was set for a request that nobody decided in time (N6), told at once; why it was not done, or undefined. */
  const byDefault = async (of: {
    webinar: Webinar;
    key: RegistrationKey;
    version: number;
    to: "approved" | "rejected";
    requestId: RequestId;
    bulk: OneOfMany;
  }): Promise<string | undefined> => {
    const { key, version, to, requestId } = of;
    const { organisation, code } = of.webinar;
    for (let round = 0; round < ROUNDS; round += 1) {
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!found || registration?.version !== version) return "request_changed";
      const { webinar } = found;
      const now = clock.now();
      const from = mayMoveFrom(to, "timeout");
      if (webinar.state === "cancelled" || webinar.endsAt <= now || !from.includes(registration.status))
        return "request_changed";
      const about = aboutRegistration(webinar, key, version + 1, `${to}:${version + 1}`, {
        isAwaited: registration.isLate,
      });
      const answer = await registrations.move({
        act: { organisation, code, requestId, now, way: "timeout" },
        webinar,
        key,
        fromVersion: version,
        from,
        to,
        by: NOBODY,
        decision: false,
        domain: "",
        facts: { how: { by: "timeout" }, isLate: registration.isLate },
        ...(holdsSeat(to) ? {} : await freed(line, webinar, registration, now)),
        deliveries: [...tellPerson(about, await toldOf(webinar, registration)), ...cardsOf(webinar, registration, now)],
        bulk: { id: of.bulk.id, as: "done" },
      });
      if (answer.kind === "done") return undefined;
    }
    throw new Contended();
  };

  return { decide, byDefault, undo, settle };
};

/** Who had decided what an undo brings back; nobody where it waited, or where a rule had. */
const decisionBefore = ({ history, person }: Registration, to: Status) => {
  const before = history.at(-2);
  return before && to !== "pending" && before.by !== person ? { decidedBy: before.by, decidedAt: before.at } : {};
};

/** Stands in the log where no person decided. */
const NOBODY = "nobody" as PersonId;

/** Whether a registration takes a seat now: by its status, or by a rejection that can be undone. */
const held = ({ status, keepsSeat }: Registration): boolean => holdsSeat(status) || keepsSeat;

export type Decisions = ReturnType<typeof makeDecisions>;
