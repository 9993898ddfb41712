import { giveBackDraft, overMails } from "../access/limits.ts";
import { seen } from "../access/visible.ts";
import { defined } from "../model/defined.ts";
import { checkAnswers, type Given } from "../model/form.ts";
import type { Address, OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { newToken, requestId } from "../model/ids.ts";
import type { Locale } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Tag } from "../model/tag.ts";
import type { Clock } from "../ports/clock.ts";
import type { Draft, Drafts } from "../ports/drafts.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { People } from "../ports/people.ts";
import type { References } from "../ports/references.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Register, Registered, RegisterInput } from "./register.ts";
import type { RegisterProblem } from "./register-refusals.ts";
import { fullRefusal, isFull, problemOf, registrationClosed } from "./register-refusals.ts";
import type { TellFull } from "./tell-full.ts";

/** So long a draft waits for its mail to be accepted; then its term begins. A mail is given up long before. */
const UNSENT_MS = 6 * 3_600_000;

interface Deps {
  readonly webinars: Webinars;
  readonly drafts: Drafts;
  readonly registrations: Pick<Registrations, "entry">;
  readonly people: People;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly references: References;
  readonly register: Register;
  readonly tellFull: TellFull;
}

/** Names a draft where its token, which is a secret, must not stand: in ids, which are logged, and in keys. */
const tokenId = (token: string) => requestId("draft", token);

export interface DraftInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  /** The network address from which the request came; for the limit. */
  readonly source: string;
  /** The language of the page. */
  readonly locale: Locale;
  /** The invitation whose own link it came by. */
  readonly invitation?: RegistrationKey;
  /** By which link they came (P24). */
  readonly tag?: Tag;
}

/** Saves what a guest filled in on the page as a draft without a seat, until the mailed link confirms it. */
export const makeSaveDraft =
  ({
    webinars,
    drafts,
    limiter,
    clock,
    tellFull,
  }: Pick<Deps, "webinars" | "drafts" | "limiter" | "clock" | "tellFull">) =>
  async (input: DraftInput): Promise<Result<Draft, readonly RegisterProblem[]>> => {
    const { organisation, code, address } = input;
    const refuseWhole = (refusal: Refusal) => refuse([{ field: "none", refusal }]);
    const webinar = seen("anybody", await webinars.get(organisation, code));
    if (!webinar) return refuseWhole({ reason: "unknown_webinar", typed: code });
    const now = clock.now();
    const closed = registrationClosed(webinar, now);
    if (closed) return refuseWhole(closed);
    const { clean, problems } = checkAnswers(webinar.form, input);
    if (problems.length > 0) return refuse(problems.map(problemOf));
    const tooMany = await overMails(limiter, "drafts_of_source", input);
    if (tooMany) return refuseWhole(tooMany);
    if (isFull(webinar) && !webinar.waitlist) {
      await tellFull(webinar, { address, locale: input.locale });
      return refuseWhole(fullRefusal(webinar));
    }
    const token = newToken();
    // The answers are checked again when it is confirmed, since the form may change until then.
    const { firstName, lastName } = clean;
    const { given, locale, source, invitation, tag } = input;
    const draft: Draft = { address, firstName, lastName, given, locale, source, ...defined({ invitation, tag }) };
    await drafts.saveDraft(organisation, code, token, draft, UNSENT_MS, now, [
      {
        id: `${code}:draft:${tokenId(token)}`,
        organisation,
        to: { kind: "mail", address },
        matter: { kind: "draft", code, draft: token },
        awaited: true,
        locale,
      },
    ]);
    return done(draft);
  };

export interface ConfirmInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly draft: string;
  readonly requestId: RequestId;
  /** The language of the page. */
  readonly locale: Locale;
}

/**
 * Registers a guest whose mailed link confirms a draft; they are written to in the language in which they confirmed it.
 * Refuses a draft that is gone.
 */
export const makeConfirmDraft = ({
  drafts,
  registrations,
  people,
  register,
  limiter,
  references,
}: Pick<Deps, "drafts" | "registrations" | "people" | "register" | "limiter" | "references">) => {
  /** A draft that was confirmed, once or more often, bothered nobody. */
  const giveBack = async ({ organisation, draft: token }: ConfirmInput, { source }: Draft): Promise<void> => {
    if (source === undefined) return;
    if (await references.first(organisation, `confirmed:${tokenId(token)}`, UNSENT_MS))
      await giveBackDraft(limiter, source);
  };

  /** Whether an invitation stands for this address: it was not taken back, and hosts have locked none meanwhile. */
  const standsFor = async ({ organisation, code }: ConfirmInput, { invitation: key }: Draft): Promise<boolean> => {
    const found = key && (await registrations.entry(organisation, code, { key }));
    return found?.entry?.invitee !== undefined && !found.webinar.invitationsLocked;
  };

  return async (input: ConfirmInput): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    const { organisation, code, requestId, locale } = input;
    const draft = await drafts.draft(organisation, code, input.draft);
    if (!draft) return refuse([{ field: "none", refusal: { reason: "draft_gone" } }]);
    const { address, firstName, lastName, given, tag } = draft;
    const isInvited = await standsFor(input, draft);
    // Beside the registration, which it must neither delay nor fail.
    const givenBack = giveBack(input, draft).catch(() => undefined);
    const person = await people.know(organisation, { address, firstName, lastName, locale, fullMember: false });
    const made: RegisterInput = {
      organisation,
      code,
      requestId,
      person,
      address,
      firstName,
      lastName,
      given,
      via: "page",
      answerStays: false,
      ...defined({ isInvited: isInvited || undefined, tag }),
    };
    const result = await register(made);
    await givenBack;
    return result;
  };
};
