import { overLimit, overMails } from "../access/limits.ts";
import { entryOf, type Owner } from "../access/owned-entry.ts";
import { seenEntry } from "../access/visible.ts";
import { offerReplaced } from "../deliveries/messages.ts";
import { aboutRegistration, tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import type { Address, ChatId, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { newRegistrationId } from "../model/ids.ts";
import { chatFor, type Locale } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { askedSince, type Entry } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { asKnown } from "../model/told/known.ts";
import { asChosen } from "../model/told/reach.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { Outgoing } from "../ports/outgoing.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Mailboxes } from "../ports/told/mailboxes.ts";
import type { Webinars } from "../ports/webinars.ts";
import { notRegistered } from "./not-registered.ts";

/** Anybody may type an address: what is sent goes to that address alone, and to no chat. */
interface Stranger {
  readonly address: Address;
  /** The network address from which the request came; for the limit. */
  readonly source: string;
  /** The language of the page. */
  readonly locale: Locale;
}

export interface ResendInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly requestId: RequestId;
  readonly of: Owner | Stranger;
  /** A host has it sent: not to somebody who unsubscribed and has not registered. */
  readonly isByHost?: true;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly outgoing: Outgoing;
  readonly people: People;
  readonly limiter: Limiter;
  readonly mailboxes: Pick<Mailboxes, "isUnsubscribed">;
  readonly clock: Clock;
}

/** What is said again: what its person knows of the registration, no decision that can be undone; else the invitation. */
const toldAgain = (
  webinar: Webinar,
  { key, registration }: Entry,
  { requestId, isByHost }: ResendInput,
  now: number,
) => {
  const { organisation, code, host, startsAt } = webinar;
  if (registration)
    return aboutRegistration(webinar, key, asKnown(registration, now).version, `again:${requestId}`, {
      isAwaited: askedSince(registration, startsAt),
    });
  const byOwner = isByHost ? undefined : (true as const);
  const matter = { kind: "invitation", code, key, again: true, ...defined({ byOwner }) } as const;
  return { organisation, host, id: `${code}:${key}:again:${requestId}`, matter };
};

/** Sends somebody their status, ID and link again (P10, P20), to their own chat and address only. */
export const makeResend = ({ webinars, registrations, outgoing, people, limiter, mailboxes, clock }: Deps) => {
  /** Why nothing is sent again to its owner now. Of a stranger's request nothing is told. */
  const objectionTo = async (
    { isByHost }: ResendInput,
    webinar: Webinar,
    { key, registration, invitee }: Entry,
    chat: ChatId | undefined,
  ): Promise<Refusal | undefined> => {
    const over = isOver(webinar, clock.now());
    if (over) return over;
    const address = isByHost && !registration && !chat ? invitee?.address : undefined;
    if (address && (await mailboxes.isUnsubscribed(webinar.organisation, address)))
      return { reason: "unsubscribed", address };
    return overLimit(limiter, "resends_of_owner", `${webinar.code}:${key}`);
  };

  return async (input: ResendInput): Promise<Result<Webinar, Refusal>> => {
    const { organisation, code } = input;
    const { of } = input;
    const stranger = "source" in of ? of : undefined;
    // Before anything is looked up: whether an address is registered is nobody else's business.
    const tooMany = stranger && (await overMails(limiter, "resends_of_source", stranger));
    if (tooMany) return refuse(tooMany);
    const found =
      "source" in of
        ? seenEntry("anybody", await registrations.entry(organisation, code, { address: of.address }))
        : await entryOf({ webinars, registrations }, organisation, code, of);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const { webinar, entry } = found;
    const owner = entry?.registration ?? entry?.invitee;
    if (!entry || !owner) return refuse(notRegistered(webinar, clock.now()));
    const person = stranger ? undefined : await people.get(organisation, owner.person);
    const chat = person && chatFor(person);
    const { address } = owner;
    const objection = stranger ? undefined : await objectionTo(input, webinar, entry, chat);
    if (objection) return refuse(objection);
    const again = { ...toldAgain(webinar, entry, input, clock.now()), ...defined({ locale: stranger?.locale }) };
    const deliveries = [
      ...offerReplaced(webinar, entry.registration, person, `again:${input.requestId}`),
      ...tellPerson(again, asChosen(person, webinar, { chat, address })),
    ];
    // Somebody who was there before IDs were switched on may have none yet.
    if (webinar.registrationIds && !entry.registrationId)
      await registrations.giveId(webinar, owner, newRegistrationId(), clock.now(), deliveries);
    else await outgoing.tell(organisation, clock.now(), deliveries);
    return done(webinar);
  };
};
