import { hostedAhead } from "../access/host-access.ts";
import { QUESTIONS_MAX } from "../access/limits.ts";
import { type Known, seenEntry } from "../access/visible.ts";
import { requestCards } from "../deliveries/cards.ts";
import type { Delivery, ThreadPart } from "../deliveries/delivery.ts";
import { tellPerson } from "../deliveries/telling.ts";
import { defined } from "../model/defined.ts";
import { cleanText, lengthOf } from "../model/form.ts";
import type { InquiryId, OrganisationId, PersonId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { newInquiryId } from "../model/ids.ts";
import type { Inquiry } from "../model/inquiry.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { reachOf } from "../model/told/reach.ts";
import { isOver, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";

export const INQUIRY_MAX = 1_000;
/** In so many of somebody's registrations an open question is looked for. */
const ENTRIES_MAX = 50;

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
  /** Who answers; `owner` on the personal page, where the link says who that is. */
  readonly of: Known | "owner";
}

/** The messages that show a question, or its answer, under the request's card in each host channel. */
const inThread = (webinar: Webinar, { key, round }: Registration, inquiry: InquiryId, part: ThreadPart): Delivery[] =>
  // Former host channels get no new messages.
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
  return lengthOf(text) > INQUIRY_MAX
    ? refuse({ reason: "too_long", field: "answer", max: INQUIRY_MAX, length: lengthOf(text) })
    : done(text);
};

/** Questions of hosts about a pending request, and the answers; the request itself does not change (N9). */
export const makeInquiries = (deps: Deps) => {
  const { registrations, requests, people, clock } = deps;

  /** Reads a request about which a host may ask. Refuses one that is not there or is no longer pending. */
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
    const stored = await registrations.entry(organisation, code, { key });
    const found = of === "owner" ? stored : seenEntry(of, stored);
    if (!found) return refuse({ reason: "unknown_webinar", typed: code });
    const registration = found.entry?.registration;
    // Nobody learns of a question to somebody else.
    if (!registration || (of !== "owner" && registration.person !== of.id))
      return refuse({ reason: "unknown_registration" });
    const inquiry = (await requests.inquiries(found.webinar, key)).find((one) => one.id === id);
    return inquiry
      ? done({ webinar: found.webinar, registration, inquiry })
      : refuse({ reason: "unknown_registration" });
  };

  return {
    open,
    find,

    /** Sends a host's question to the registrant, by direct message or else by mail, and shows it under the card. */
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
      const { chat, address, orMail = address } = reachOf(person, webinar, registration);
      const asked = { kind: "asked", code, key, era: webinar.era, inquiry: inquiry.id } as const;
      const base = {
        organisation,
        host: webinar.host,
        id: `${code}:${key}:${webinar.era}:${inquiry.id}`,
        matter: asked,
      };
      const tells = chat ? tellPerson(base, { chat, orMail }) : tellPerson(base, { address });
      const act = { organisation, code, requestId, now, way };
      const kept = await requests.keepInquiry(act, webinar, key, undefined, inquiry, by.id, [
        ...tells,
        ...inThread(webinar, registration, inquiry.id, "question"),
      ]);
      if (kept === "too_many") return refuse({ reason: "too_many_inquiries", max: QUESTIONS_MAX });
      if (kept === "moved") return refuse({ reason: "unknown_registration" });
      // A repeat of the same act is answered with the question that the first one stored.
      const all = await requests.inquiries(webinar, key);
      return done({ webinar, registration, inquiry: all.find(({ id }) => id === inquiry.id) ?? all.at(-1) ?? inquiry });
    },

    /** Stores the answer and shows it under the request's card. Refuses who was not asked, and a second answer. */
    answer: async (
      input: Answering & { text: string; requestId: RequestId; way: Way },
    ): Promise<Result<InquiryFound, Refusal>> => {
      const { organisation, code, key, requestId, way } = input;
      const text = textOf(input.text);
      if (!text.ok) return text;
      return untilStored(async () => {
        const found = await find(input);
        if (!found.ok) return found;
        const { webinar, registration, inquiry } = found.value;
        if (inquiry.answer !== undefined)
          return inquiry.answer === text.value ? found : refuse({ reason: "answered_already", title: webinar.title });
        const now = clock.now();
        const answered: Inquiry = { ...inquiry, answer: text.value, answeredAt: now };
        const act = { organisation, code, requestId, now, way };
        const deliveries = inThread(webinar, registration, inquiry.id, "answer");
        const by = registration.person;
        const kept = await requests.keepInquiry(act, webinar, key, inquiry, answered, by, deliveries);
        return kept === "done" ? done({ webinar, registration, inquiry: answered }) : CHANGED;
      });
    },

    /** The newest question to somebody that is not answered yet, of a webinar that is not over. */
    openTo: async (organisation: OrganisationId, person: PersonId): Promise<InquiryFound | undefined> => {
      const { some } = await registrations.entriesOf(organisation, person, "mine", clock.now(), {
        from: 0,
        limit: ENTRIES_MAX,
      });
      const asked = await Promise.all(
        some.map(async ({ webinar, entry }): Promise<InquiryFound[]> => {
          const registration = entry?.registration;
          if (!registration || isOver(webinar, clock.now())) return [];
          const all = await requests.inquiries(webinar, registration.key);
          return all
            .filter(({ answer }) => answer === undefined)
            .map((inquiry) => ({ webinar, registration, inquiry }));
        }),
      );
      return asked.flat().sort((a, b) => b.inquiry.at - a.inquiry.at)[0];
    },

    /** The questions to somebody that are not answered yet, the oldest first. */
    unanswered: async (webinar: Webinar, key: RegistrationKey): Promise<readonly Inquiry[]> =>
      (await requests.inquiries(webinar, key)).filter(({ answer }) => answer === undefined),
  };
};
