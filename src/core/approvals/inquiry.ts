import { hostedAhead } from "../access/host-access.ts";
import { requestCards } from "../deliveries/cards.ts";
import type { Delivery, ThreadPart } from "../deliveries/delivery.ts";
import { tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import { cleanText } from "../model/form.ts";
import type { InquiryId, OrganisationId, PersonId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { chatParts, newInquiryId } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Inquiry } from "../model/records.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way } from "../model/registration.ts";
import { done, type Result, ROUNDS, refuse } from "../model/result.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";

export const INQUIRY_MAX = 1_000;
/** So many questions are asked about one registration. */
export const INQUIRIES_MAX = 20;

export interface InquiryFound {
  readonly webinar: Webinar;
  readonly registration: Registration;
  readonly inquiry: Inquiry;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly requests: Requests;
  readonly people: People;
  readonly clock: Clock;
}

interface Of {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly key: RegistrationKey;
}

interface Answering extends Of {
  readonly inquiry: InquiryId;
  /** Who answers; on the personal page its owner, whom the link names. */
  readonly of: PersonId | "owner";
}

/** Shows under the request's card in each host channel. */
const inThread = (webinar: Webinar, { key, round }: Registration, inquiry: InquiryId, part: ThreadPart): Delivery[] =>
  // A former host channel keeps its cards true and hears nothing new.
  requestCards({ ...webinar, formerChannels: [] }, key, round).map(({ id, organisation, to, host }) => ({
    id: `${id}:${inquiry}:${part}`,
    organisation,
    to,
    thread: id,
    ...defined({ host }),
    matter: { kind: "thread", code: webinar.code, key, era: webinar.era, inquiry, part },
  }));

const textOf = (typed: string): Result<string, Refusal> => {
  const text = cleanText(typed);
  if (text === "") return refuse({ reason: "answer_missing" });
  return text.length > INQUIRY_MAX
    ? refuse({ reason: "too_long", field: "answer", max: INQUIRY_MAX, length: text.length })
    : done(text);
};

/** Questions of hosts about a request that waits, and their answers; the request stays as it is (N9). */
export const makeInquiries = (deps: Deps) => {
  const { registrations, requests, people, clock } = deps;

  /** Refuses a request that is not there, or does not wait any more. */
  const open = async (
    { organisation, code, key }: Of,
    by: Person,
  ): Promise<Result<{ webinar: Webinar; registration: Registration }, Refusal>> => {
    const allowed = await hostedAhead(deps, organisation, code, by);
    if (!allowed.ok) return allowed;
    const webinar = allowed.value;
    const registration = (await registrations.entry(organisation, code, { key }))?.entry?.registration;
    if (!registration) return refuse({ reason: "unknown_registration" });
    return registration.status === "pending"
      ? done({ webinar, registration })
      : refuse({ reason: "not_possible_now", status: registration.status, title: webinar.title });
  };

  const find = async ({
    organisation,
    code,
    key,
    inquiry: id,
    of,
  }: Answering): Promise<Result<InquiryFound, Refusal>> => {
    const found = await registrations.entry(organisation, code, { key });
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const registration = found.entry?.registration;
    // Somebody else's question is no question.
    if (!registration || (of !== "owner" && registration.person !== of))
      return refuse({ reason: "unknown_registration" });
    const inquiry = (await requests.inquiries(found.webinar, key)).find((one) => one.id === id);
    return inquiry
      ? done({ webinar: found.webinar, registration, inquiry })
      : refuse({ reason: "unknown_registration" });
  };

  return {
    open,
    find,

    /** Sends a host's question to who registered, by direct message or else by mail, and shows it under the card. */
    ask: async (
      input: Of & { text: string; by: Person; requestId: RequestId; way: Way },
    ): Promise<Result<InquiryFound, Refusal>> => {
      const { organisation, code, key, by, requestId, way } = input;
      const text = textOf(input.text);
      if (!text.ok) return text;
      const opened = await open(input, by);
      if (!opened.ok) return opened;
      const { webinar, registration } = opened.value;
      const now = clock.now();
      const inquiry: Inquiry = { id: newInquiryId(), text: text.value, by: by.id, at: now };
      const person = await people.get(organisation, registration.person);
      const prefer = registration.via === "page" ? undefined : chatParts(registration.via).face;
      const chat = person && chatFor(person, prefer);
      const { address } = registration;
      const asked = { kind: "asked", code, key, era: webinar.era, inquiry: inquiry.id } as const;
      const base = {
        organisation,
        host: webinar.host,
        id: `${code}:${key}:${webinar.era}:${inquiry.id}`,
        matter: asked,
      };
      const tells = chat
        ? tellPerson(base, { chat }).map((one): Delivery => ({ ...one, orMail: address }))
        : tellPerson(base, { address });
      const act = { organisation, code, requestId, now, way };
      const kept = await requests.keepInquiry(act, webinar, key, undefined, inquiry, by.id, [
        ...tells,
        ...inThread(webinar, registration, inquiry.id, "question"),
      ]);
      if (kept === "too_many") return refuse({ reason: "too_many_inquiries", max: INQUIRIES_MAX });
      // The same act again: what the first one asked.
      const all = await requests.inquiries(webinar, key);
      return done({ webinar, registration, inquiry: all.find(({ id }) => id === inquiry.id) ?? all.at(-1) ?? inquiry });
    },

    /** The answer, shown under the request's card. Refuses whom it was not asked, and a question that is answered. */
    answer: async (
      input: Answering & { text: string; requestId: RequestId; way: Way },
    ): Promise<Result<InquiryFound, Refusal>> => {
      const { organisation, code, key, requestId, way } = input;
      const text = textOf(input.text);
      if (!text.ok) return text;
      for (let round = 0; round < ROUNDS; round += 1) {
        const found = await find(input);
        if (!found.ok) return found;
        const { webinar, registration, inquiry } = found.value;
        if (inquiry.answer !== undefined)
          return inquiry.answer === text.value ? found : refuse({ reason: "answered_already", title: webinar.title });
        const now = clock.now();
        const answered: Inquiry = { ...inquiry, answer: text.value, answeredAt: now };
        const act = { organisation, code, requestId, now, way };
        const deliveries = inThread(webinar, registration, inquiry.id, "answer");
        await requests.keepInquiry(act, webinar, key, inquiry, answered, registration.person, deliveries);
      }
      throw new Error("what was read was changed each time");
    },

    /** What was asked of somebody and is not answered yet, the oldest first. */
    unanswered: async (webinar: Webinar, key: RegistrationKey): Promise<readonly Inquiry[]> =>
      (await requests.inquiries(webinar, key)).filter(({ answer }) => answer === undefined),
  };
};
