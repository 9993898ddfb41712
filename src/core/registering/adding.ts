import { ASK_WITHIN_MS, type FindPeople, nameOf, sorted } from "../access/find-people.ts";
import { hosted } from "../access/host-access.ts";
import { entryOf } from "../access/owned-entry.ts";
import { withoutRequired } from "../model/form.ts";
import type { OrganisationId, PersonId, WebinarCode } from "../model/ids.ts";
import { fullName, type Person, splitDisplayName } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { wayOf } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Site } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Lists } from "../ports/lists.ts";
import type { Actor, NamedPerson, People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { FormSteps, StepResult } from "./form-steps.ts";
import { addingClosed } from "./register-refusals.ts";
import type { SentStep, Target } from "./sent-step.ts";
import type { Fits } from "./step-outcome.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly lists: Lists;
  readonly findPeople: FindPeople;
  readonly formSteps: Pick<FormSteps, "submit">;
  readonly site: Site;
  readonly clock: Clock;
}

/** A host who acts for a webinar. */
interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Actor;
}

/** The registration form that a host fills in for somebody. */
export interface OpenedToAdd {
  readonly target: Extract<Target, { kind: "webinar" }>;
  readonly adds: Person;
}

/** A step of that form as it was sent, or all of them again with one more seat. */
interface SentToAdd extends Omit<SentStep, "target" | "adding"> {
  readonly whom: PersonId;
  readonly raisesCap?: boolean;
}

/**
 * Lets a host register somebody (P35): they choose whom, and fill in the registration form for them, in which answers
 * may be left open. Refuses who does not host the webinar, one that is over or needs no registration, somebody without
 * an address or with a registration, and whom the operator never accepts.
 */
export const makeAdding = (deps: Deps) => {
  const { webinars, registrations, people, lists, findPeople, formSteps, site, clock } = deps;

  const targetFor = async ({ organisation, code, by }: Asked): Promise<Result<OpenedToAdd["target"], Refusal>> => {
    const allowed = await hosted({ webinars, people }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const closed = addingClosed(webinar, clock.now());
    return closed ? refuse(closed) : done({ kind: "webinar", webinar, form: withoutRequired(webinar.form) });
  };

  const opened = async (target: OpenedToAdd["target"], adds: Person): Promise<Result<OpenedToAdd, Refusal>> => {
    const { organisation, code, title } = target.webinar;
    const { address } = adds;
    if (!address) return refuse({ reason: "no_address_of", name: fullName(adds), code });
    if ((await lists.verdict(address)) === "reject") return refuse({ reason: "never_accepted", address });
    // A host may know what becomes of those they add, who need not know of the webinar yet.
    const found = await entryOf({ webinars, registrations }, organisation, code, { ...adds, inside: code });
    const registration = found?.entry?.registration;
    if (registration && registration.status !== "cancelled") {
      const { status } = registration;
      return refuse({ reason: "already_registered", name: fullName(registration), status, title, code });
    }
    return done({ target, adds });
  };

  /** The one person who is named; who is in no chat product becomes a guest. */
  const findOne = async (
    organisation: OrganisationId,
    named: readonly NamedPerson[],
    unreadable: readonly string[],
  ): Promise<Result<Person, Refusal>> => {
    if (named.length + unreadable.length > 1) return refuse({ reason: "one_at_a_time" });
    const found = sorted(named, await findPeople(organisation, named, ASK_WITHIN_MS));
    if (found.unknown.length > 0) return refuse({ reason: "people_not_asked", names: found.unknown.map(nameOf) });
    const [person] = found.people;
    if (person) return done(person);
    const [guest] = found.guests;
    if (guest?.guest) return done(guest.guest);
    if (!guest) {
      const typed = [...unreadable, ...found.lost];
      return refuse(typed.length > 0 ? { reason: "unknown_people", typed } : { reason: "nobody_to_add" });
    }
    const { address, name } = guest.named;
    const names = (name && splitDisplayName(name)) || { firstName: "", lastName: "" };
    return done(await people.know(organisation, { address, ...names, fullMember: false }));
  };

  const send = async (
    { whom, raisesCap = false, ...sent }: Omit<SentToAdd, "form"> & Partial<Pick<SentToAdd, "form">>,
    fits: Fits,
  ): Promise<Result<StepResult, Refusal>> => {
    const { organisation, code, person: by } = sent;
    const found = await targetFor({ organisation, code, by });
    if (!found.ok) return found;
    const target = found.value;
    const person = await people.get(organisation, whom);
    if (!person) return refuse({ reason: "person_gone" });
    const adding = { whom: person, way: wayOf(sent.via), plan: site.plan, raisesCap };
    return formSteps.submit({ form: target.form.id, ...sent, target, adding }, fits);
  };

  return {
    /** Opens the form for the person who is named by a command or in a form. Refuses none and several. */
    choose: async (
      asked: Asked & { readonly people: readonly NamedPerson[]; readonly unreadable: readonly string[] },
    ): Promise<Result<OpenedToAdd, Refusal>> => {
      const target = await targetFor(asked);
      if (!target.ok) return target;
      const found = await findOne(asked.organisation, asked.people, asked.unreadable);
      return found.ok ? opened(target.value, found.value) : found;
    },

    /** Opens the form for somebody whom it was chosen for before. */
    open: async (asked: Asked & { readonly whom: PersonId }): Promise<Result<OpenedToAdd, Refusal>> => {
      const target = await targetFor(asked);
      if (!target.ok) return target;
      const whom = await people.get(asked.organisation, asked.whom);
      return whom ? opened(target.value, whom) : refuse({ reason: "person_gone" });
    },

    /** Takes a step of the form, and registers the person after the last. */
    submit: send,

    /** Registers somebody as their form was filled in, with one more seat. */
    raise: ({ token, ...of }: Omit<SentToAdd, "form" | "shown" | "given" | "answerStays"> & { token: string }) =>
      send({ ...of, token, answerStays: false, shown: [], given: {}, raisesCap: true }, () => true),
  };
};
