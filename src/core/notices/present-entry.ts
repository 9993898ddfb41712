import { isUndoable } from "../approvals/decision.ts";
import type { RulesEditor } from "../approvals/rules-editor.ts";
import type { Matter } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import { answersIn, type EntryFound, isLate, mineOf, type Registration } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Status } from "../model/status.ts";
import { asKnown, entryAsKnown, isOvertaken, wasTakenBack } from "../model/told/known.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { HostMessages } from "../ports/told/host-messages.ts";
import type { Notice } from "./notice.ts";
import { makePresentHostMessage } from "./timed/host-message.ts";
import { makePresentTimed } from "./timed/present.ts";

interface Deps {
  readonly registrations: Pick<Registrations, "keyOf" | "entry">;
  readonly requests: Requests;
  readonly rulesEditor: Pick<RulesEditor, "domainToOffer">;
  readonly gate: Pick<Gate, "wasAdmitted">;
  readonly hostMessages: Pick<HostMessages, "get">;
  readonly clock: Clock;
  readonly nameOf: (webinar: Webinar, id: PersonId) => Promise<string>;
  /** Whether somebody is known by address only. */
  readonly isGuest: (webinar: Webinar, id: PersonId) => Promise<boolean>;
}

type EntryMatter = Extract<
  Matter,
  {
    kind:
      | "invitation"
      | "nudge"
      | "registration"
      | "request"
      | "asked"
      | "thread"
      | "moved"
      | "reminder"
      | "follow_up"
      | "host_message"
      | "revised"
      | "line_over"
      | "called_off"
      | "outdated"
      | "id_given"
      | "password_changed"
      | "let_go";
  }
>;
type Of<Kind extends EntryMatter["kind"]> = Extract<EntryMatter, { kind: Kind }>;

/** What invitees are told who may still come; not those who declined. */
const SILENCED: readonly EntryMatter["kind"][] = ["nudge", "host_message", "moved", "called_off", "id_given"];

/** What a pair is told that holds something: not one whose address was corrected, or that was erased. */
const OWNED: readonly EntryMatter["kind"][] = [...SILENCED, "invitation", "password_changed", "line_over"];

/** Which registrations a calendar shows. */
const REVISED: readonly Status[] = ["approved", "pending"];

const isNobodys = ({ kind }: EntryMatter, { registration, invitee }: EntryFound["entry"]): boolean =>
  !registration && !invitee && OWNED.includes(kind);

/** Makes the notice of a matter about one person's entry; undefined when there is nothing left to say. */
export const makePresentEntry = (deps: Deps) => {
  const { requests, rulesEditor, gate, clock, nameOf, isGuest } = deps;
  const timed = makePresentTimed({ gate, clock });

  /**
   * Nothing for somebody who registered meanwhile, and nothing of a webinar that is cancelled or over. Asked for again by
   * who declined, it says that.
   */
  const invitation = async (
    { byOwner }: Pick<Of<"invitation">, "byOwner">,
    found: EntryFound,
  ): Promise<Notice | undefined> => {
    const { webinar, entry } = found;
    if (entry.registration || isOver(webinar, clock.now())) return undefined;
    if (entry.invitee?.declinedAt !== undefined) return { kind: "declined", ...mineOf(found), key: entry.key };
    const hostName = await nameOf(webinar, webinar.host);
    return { kind: "invitation", ...mineOf(found), key: entry.key, hostName, ...defined({ isAsked: byOwner }) };
  };

  /** Nothing once there is nothing to answer any more. */
  const nudged = async (found: EntryFound): Promise<Notice | undefined> => {
    const { closesAt, registrationRequired } = found.webinar;
    if (!registrationRequired || (closesAt !== undefined && closesAt <= clock.now())) return undefined;
    const said = await invitation({}, found);
    return said?.kind === "invitation" ? { ...said, isNudge: true } : undefined;
  };

  const hostMessage = makePresentHostMessage({ ...deps, nudged });

  const isUndone = async (webinar: Webinar, { bulk }: Of<"registration">): Promise<boolean> =>
    bulk !== undefined && (await requests.bulk(webinar, bulk))?.isUndone === true;

  /** Whether a later change has a delivery of its own; other answers leave the status as it was told. */
  const isStale = ({ version, isEdited, undoableUntil }: Of<"registration">, registration: Registration): boolean => {
    if (registration.version === version) return false;
    if (undoableUntil !== undefined && wasTakenBack(version, undoableUntil, registration)) return true;
    return registration.version < version || isEdited === true || isOvertaken(version, registration);
  };

  /** Nothing when a later version has a delivery of its own, or a cancelled webinar has. */
  const registered = async (matter: Of<"registration">, found: EntryFound): Promise<Notice | undefined> => {
    const { webinar, entry } = found;
    const present = entry.registration;
    // What came before a decision of which nobody was told yet is told as it was.
    const registration = present?.version === matter.version ? present : present && asKnown(present, clock.now());
    if (!registration || webinar.era !== matter.era || isStale(matter, registration)) return undefined;
    if (webinar.state === "cancelled" && registration.status === "approved") return undefined;
    if (await isUndone(webinar, matter)) return undefined;
    // The news that a host registered them, until a host decides otherwise.
    const { addedBy } = registration;
    const isAdded = addedBy && registration.status === "approved" && registration.decidedBy === undefined;
    const addedByName = isAdded ? await nameOf(webinar, addedBy) : undefined;
    const hostName = registration.status === "rejected" ? await nameOf(webinar, webinar.host) : undefined;
    const { isEdited } = matter;
    return {
      kind: "registration",
      ...mineOf({ ...found, entry: { ...entry, registration } }),
      registration,
      again: false,
      ...defined({ addedByName, hostName, isEdited, answers: isEdited && answersIn(webinar, entry) }),
    };
  };

  const domainOffered = async (webinar: Webinar, registration: Registration): Promise<string | undefined> =>
    registration.status === "pending" || registration.status === "approved"
      ? rulesEditor.domainToOffer(webinar, registration)
      : undefined;

  /** The card of one request, which shows the present state. */
  const request = async ({ era, round }: Of<"request">, { webinar, entry }: EntryFound): Promise<Notice> => {
    const { registration } = entry;
    // All registrations were deleted (S11, S28): the card keeps no button.
    if (!registration || webinar.era !== era) return { kind: "request_gone", webinar };
    const answers = answersIn(webinar, entry);
    if (round < registration.round)
      return { kind: "request", webinar, registration: ended(registration), answers, isUndoable: false };
    const { decidedBy, addedBy, person, via } = registration;
    return {
      kind: "request",
      webinar,
      registration,
      answers,
      isUndoable: isUndoable(registration, clock.now()),
      ...defined({
        decidedByName: decidedBy ? await nameOf(webinar, decidedBy) : undefined,
        addedByName: addedBy ? await nameOf(webinar, addedBy) : undefined,
        isInvited: entry.invitee ? true : undefined,
        // In a chat product nobody acts who is a guest.
        isGuest: (via === "page" && (await isGuest(webinar, person))) || undefined,
        domain: (await domainOffered(webinar, registration)) || undefined,
      }),
    };
  };

  /** A host's question, for whom it is asked and for the thread of the request's card. */
  const inquired = async (
    matter: Of<"asked" | "thread">,
    { webinar, entry }: EntryFound,
  ): Promise<Notice | undefined> => {
    const { registration, key } = entry;
    if (!registration || webinar.era !== matter.era) return undefined;
    const inquiry = (await requests.inquiries(webinar, key)).find(({ id }) => id === matter.inquiry);
    if (!inquiry) return undefined;
    const about = { webinar, registration, inquiry, byName: await nameOf(webinar, inquiry.by) };
    if (matter.kind === "thread") return { kind: "thread", part: matter.part, ...about };
    return registration.status === "cancelled" ? undefined : { kind: "asked", ...about };
  };

  /** Nothing when a later change of the time, or the cancellation, has a delivery of its own. */
  const moved = ({ startsAt, endsAt, sequence }: Of<"moved">, found: EntryFound): Notice | undefined => {
    if (found.webinar.sequence > sequence) return undefined;
    return { kind: "moved", ...mineOf(entryAsKnown(found, clock.now())), startsAt, endsAt, key: found.entry.key };
  };

  /**
   * Nothing when it was revised again, or where the entry went meanwhile: that has a delivery of its own. A decision
   * that can still be undone is told later (N10), with an entry of a higher number.
   */
  const revised = ({ revision, from }: Of<"revised">, found: EntryFound): Notice | undefined => {
    const known = entryAsKnown(found, clock.now());
    const { webinar, entry } = known;
    const { registration } = entry;
    if (!registration || !REVISED.includes(registration.status)) return undefined;
    if (webinar.revision > revision || webinar.state === "cancelled") return undefined;
    return { kind: "revised", ...mineOf(known), registration, ...defined({ from }) };
  };

  /** Nothing for somebody who registered anew or was restored: that has a delivery of its own. */
  const letGo = ({ era, hadEntry: version }: Of<"let_go">, { webinar, entry }: EntryFound): Notice | undefined => {
    if (entry.registration) return undefined;
    const calendarEntry = version === undefined ? undefined : { key: entry.key, era, version };
    return { kind: "let_go", webinar, ...defined({ entry: calendarEntry }) };
  };

  /** Nothing where the matter goes on after all. */
  const outdated = ({ was, isReplaced }: Of<"outdated">, found: EntryFound): Notice | undefined => {
    const now = clock.now();
    // An edit of a decision that was undone meanwhile tells nothing of the next one before its time (N10).
    const known = entryAsKnown(found, now);
    const { webinar, entry } = known;
    const { registration } = entry;
    if (isOver(webinar, now)) return { kind: "over", webinar };
    if (isReplaced && registration?.status === "offered") return { kind: "offer_replaced", webinar };
    if (was === "registration" && registration)
      return { kind: "registration", ...mineOf(known), registration, again: false };
    if (!registration && entry.invitee?.declinedAt !== undefined)
      return { kind: "declined", ...mineOf(found), key: entry.key };
    return entry.registration || webinar.registrationRequired ? undefined : { kind: "let_go", webinar, isOld: true };
  };

  /** Nothing once the webinar gives no IDs any more, or for somebody whom one would not let in. */
  const idGiven = (found: EntryFound): Notice | undefined => {
    const { webinar, entry } = found;
    const { registrationId, registration, key } = entry;
    const isUseless = registration?.status === "rejected" || registration?.status === "cancelled";
    if (!webinar.registrationIds || !registrationId || isUseless || isOver(webinar, clock.now())) return undefined;
    return { kind: "id_given", ...mineOf(found), registrationId, key };
  };

  /** Nothing for somebody whom the gate does not ask, or not any more. */
  const passwordChanged = (found: EntryFound): Notice | undefined => {
    const { webinar, entry } = found;
    const { registration } = entry;
    const isAsked = registration?.status === "approved" && isLate(webinar, registration);
    if (!isAsked || isOver(webinar, clock.now())) return undefined;
    return { kind: "password_changed", ...mineOf(found), key: entry.key };
  };

  /** Whether it tells somebody something who declined: what is on its way by then too. */
  const isSilenced = (matter: EntryMatter, { registration, invitee }: EntryFound["entry"]): boolean => {
    if (registration || invitee?.declinedAt === undefined) return false;
    return matter.kind === "invitation" ? !matter.again : SILENCED.includes(matter.kind);
  };

  return async (matter: EntryMatter, found: EntryFound): Promise<Notice | undefined> => {
    if (isNobodys(matter, found.entry) || isSilenced(matter, found.entry)) return undefined;
    switch (matter.kind) {
      case "invitation":
        return invitation(matter, found);
      case "nudge":
        return nudged(found);
      case "registration":
        return registered(matter, found);
      case "request":
        return request(matter, found);
      case "asked":
      case "thread":
        return inquired(matter, found);
      case "moved":
        return moved(matter, found);
      case "host_message":
        return hostMessage(matter, found);
      case "follow_up":
        return timed.followUp(matter, found);
      case "reminder":
        return timed.reminder(matter, found);
      case "revised":
        return revised(matter, found);
      case "line_over":
        return { kind: "line_over", webinar: found.webinar, key: found.entry.key };
      case "called_off":
        return { kind: "called_off", ...mineOf(found), key: found.entry.key };
      case "outdated":
        return outdated(matter, found);
      case "id_given":
        return idGiven(found);
      case "password_changed":
        return passwordChanged(found);
      case "let_go":
        return letGo(matter, found);
      default:
        return unreachable(matter);
    }
  };
};

/** The request that was cancelled before the person registered again, as its own card goes on showing it. */
const ended = ({ decidedAt: _at, decidedBy: _by, ...registration }: Registration): Registration => ({
  ...registration,
  status: "cancelled",
});
