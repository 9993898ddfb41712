import { overOwnChanges } from "../access/limits.ts";
import { entryOf, type Owner } from "../access/owned-entry.ts";
import { cardOf, overviewSoon } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { messageEdits } from "../deliveries/messages.ts";
import { offerEnds } from "../deliveries/seat-offers.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { watches } from "../deliveries/watches.ts";
import { defined } from "../model/defined.ts";
import { checkAnswers, checkNames, type Given, STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import {
  askedSince,
  type Entry,
  type EntryFound,
  isIncomplete,
  type Registration,
  type Way,
} from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { mayMoveFrom } from "../model/status.ts";
import { mailBeside } from "../model/told/reach.ts";
import { verdictOf } from "../model/verdict.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Gate } from "../ports/gate.ts";
import type { Lists } from "../ports/lists.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import { changesAfter, saysTheSame } from "./answer-changes.ts";
import { notRegistered } from "./not-registered.ts";
import { problemOf, type RegisterProblem, refuseWhole } from "./register-refusals.ts";
import type { Target } from "./sent-step.ts";

interface EditInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner;
  readonly way: Way;
  readonly firstName: string;
  readonly lastName: string;
  /** `kept`: the name alone is corrected. */
  readonly given: Given | "kept";
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly gate: Gate;
  readonly lists: Lists;
  readonly clock: Clock;
}

/** A registration that can be changed by its person, and why its answers cannot be, where only the name can (P39). */
export type Editable = EntryFound & { readonly registration: Registration; readonly answersClosed?: Refusal };

export type AnswersEdited = EntryFound & {
  readonly registration: Registration;
  /** Nothing was another than before. */
  readonly isSame: boolean;
};

/** Why answers cannot be changed (P17); undefined while they can. */
const answersClosed = (webinar: Webinar, entry: Entry, { status }: Registration, now: number): Refusal | undefined => {
  // Whom a host registered without them has to give them.
  if (isIncomplete(webinar, entry)) return undefined;
  const { title, answerEdits, answersUntil = 0 } = webinar;
  if (answerEdits === "never") return { reason: "answers_fixed", title };
  if (answerEdits === "until_deadline")
    return now >= answersUntil ? { reason: "answers_until", title, until: answersUntil } : undefined;
  return status === "approved" ? { reason: "answers_until_approval", title } : undefined;
};

/** Why nothing of a registration can be changed by its person. */
const editClosed = (webinar: Webinar, { status }: Registration, now: number): Refusal | undefined => {
  if (status === "rejected") return { reason: "was_rejected", title: webinar.title };
  return (
    isOver(webinar, now) ?? (status === "cancelled" ? notRegistered(webinar, now, "registration_cancelled") : undefined)
  );
};

const deliveriesOf = (
  webinar: Webinar,
  before: Registration,
  next: Registration,
  person: Person | undefined,
  now: number,
): Delivery[] => {
  const { key, version, status } = next;
  const isAwaited = askedSince(next, webinar.startsAt);
  const about = aboutRegistration(webinar, key, version, "edited:%v", { isAwaited, isEdited: true });
  const isReopened = status !== before.status;
  const offerEndsAt = status === "offered" ? next.offerEndsAt : undefined;
  return [
    // They read the answer: in chat the last news is put right, and the mail brings what their calendar shows.
    ...messageEdits(webinar, key, person, ["registration"], { name: `${webinar.era}:edited:%v` }),
    ...tellPerson(about, mailBeside(person, webinar, next.address)),
    // Who waits for a seat has no card.
    ...(status === "waitlisted" || status === "offered" ? [] : cardOf(webinar, next, now)),
    ...(isReopened ? [...overviewSoon(webinar, now), ...watches(webinar, next.registeredAt, now)] : []),
    ...(offerEndsAt === undefined ? [] : [offerEnds(webinar, key, version, offerEndsAt)]),
  ];
};

/**
 * Changes somebody's own answers and name. The answers are those to the form as it is now (S15), while the hosts allow
 * it (P17); the name can be corrected until the end (P39). Hosts see the difference. With `editsReopen`, who was approved
 * and is not in yet waits again, unless lists, rules or the policy approve the new answers; nobody is rejected by it.
 * Refuses who has no registration, one that is cancelled or not accepted, what is not complete, a webinar that is over,
 * and too many changes. The same act again is answered as the first was.
 */
export const makeEditAnswers = ({ webinars, registrations, people, gate, lists, clock }: Deps) => {
  const find = async ({
    organisation,
    code,
    of,
    requestId,
  }: Pick<EditInput, "organisation" | "code" | "of"> & { requestId?: RequestId }): Promise<
    Result<Editable & { isRepeated: boolean }, Refusal>
  > => {
    const found = await entryOf({ webinars, registrations }, organisation, code, of, requestId);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar, entry, isRepeated = false } = found;
    const now = clock.now();
    const registration = entry?.registration;
    if (!entry || !registration) return refuse(notRegistered(webinar, now));
    const closed = isRepeated ? undefined : editClosed(webinar, registration, now);
    if (closed) return refuse(closed);
    return done({
      ...found,
      entry,
      registration,
      isRepeated,
      ...defined({ answersClosed: answersClosed(webinar, entry, registration, now) }),
    });
  };

  /** What the change makes of the status (the status table): approved to pending, or nothing. */
  const statusAfter = async (
    input: EditInput,
    { webinar, entry, registration }: Editable,
    said: Pick<Registration, "firstName" | "lastName" | "answers">,
  ): Promise<Registration["status"]> => {
    const { status, address, key } = registration;
    if (input.given === "kept" || !webinar.editsReopen || !mayMoveFrom("pending", "edit").includes(status))
      return status;
    const known = {
      listed: await lists.verdict(address),
      isAdded: registration.addedBy !== undefined,
      isInvited: entry.invitee !== undefined,
    };
    const verdict = verdictOf(webinar, known, { address, ...said });
    return verdict.status === "approved" || (await gate.wasAdmitted(webinar, key)) ? status : "pending";
  };

  /** The registration with what was given, or what is wrong with that. */
  const nextOf = async (
    input: EditInput,
    found: Editable,
    now: number,
  ): Promise<Result<Registration, readonly RegisterProblem[]>> => {
    const { webinar, registration, entry } = found;
    const { given } = input;
    const { form, answers } = registration;
    const checked =
      given === "kept"
        ? { form, ...checkNames(input) }
        : { form: webinar.form.id, ...checkAnswers(webinar.form, { ...input, given }) };
    if (checked.problems.length > 0) return refuse(checked.problems.map(problemOf));
    const said = { answers, ...checked.clean };
    const { changes: _, ...rest } = registration;
    const changes = changesAfter(registration, entry.answeredForm ?? webinar.form, said, now);
    return done({
      ...rest,
      ...said,
      form: checked.form,
      status: await statusAfter(input, found, said),
      version: registration.version + 1,
      ...defined({ changes }),
    });
  };

  return {
    /**
     * The form in which somebody changes their registration; without questions where only the name can be. Refuses as
     * the change itself does.
     */
    target: async (
      of: Pick<EditInput, "organisation" | "code" | "of">,
    ): Promise<Result<Target & { kind: "webinar" }, Refusal>> => {
      const found = await find(of);
      if (!found.ok) return found;
      const { webinar, registration: edits, answersClosed: closed } = found.value;
      const form = closed ? STANDARD_FORM : webinar.form;
      return done({ kind: "webinar", webinar, form, edits, ...defined({ answersClosed: closed }) });
    },

    edit: (input: EditInput): Promise<Result<AnswersEdited, readonly RegisterProblem[]>> =>
      untilStored(async () => {
        const read = await find(input);
        if (!read.ok) return refuseWhole(read.refusal);
        const { isRepeated, answersClosed: closed, ...found } = read.value;
        const { webinar, registration } = found;
        if (isRepeated) return done({ ...found, isSame: false });
        if (closed && input.given !== "kept") return refuseWhole(closed);
        const now = clock.now();
        const next = await nextOf(input, found, now);
        if (!next.ok) return next;
        if (saysTheSame(registration, next.value)) return done({ ...found, isSame: true });
        const tooOften = overOwnChanges(registration, registration.person, now);
        if (tooOften) return refuseWhole(tooOften);
        const { organisation, code, requestId, way } = input;
        const person = await people.get(organisation, registration.person);
        const answer = await registrations.editAnswers({
          act: { organisation, code, requestId, now, way },
          webinar,
          before: registration,
          next: next.value,
          by: registration.person,
          deliveries: deliveriesOf(webinar, registration, next.value, person, now),
        });
        if (answer.kind !== "done") return CHANGED;
        const stored = await registrations.entry(organisation, code, { key: registration.key });
        if (!stored?.entry?.registration) return CHANGED;
        return done({ ...stored, entry: stored.entry, registration: stored.entry.registration, isSame: false });
      }),
  };
};

export type EditAnswers = ReturnType<typeof makeEditAnswers>;
