import { checkAnswers, type Given } from "../model/form.ts";
import type { Address, OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { newToken, requestId } from "../model/ids.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import type { Clock } from "../ports/clock.ts";
import type { Draft, Drafts } from "../ports/drafts.ts";
import type { Limiter } from "../ports/limiter.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Register, Registered, RegisterInput, RegisterProblem } from "./register.ts";
import { fullRefusal, isFull, problemOf, registrationClosed } from "./register.ts";
import type { TellFull } from "./tell-full.ts";

/** Limits the mails that the page can make Usher send to people who did not ask, an hour. */
const PER_ADDRESS = { points: 3, seconds: 3_600 };
const PER_SOURCE = { points: 20, seconds: 3_600 };

interface Deps {
  readonly webinars: Webinars;
  readonly drafts: Drafts;
  readonly people: People;
  readonly limiter: Limiter;
  readonly clock: Clock;
  readonly register: Register;
  readonly tellFull: TellFull;
}

export interface DraftInput {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly address: Address;
  readonly firstName: string;
  readonly lastName: string;
  readonly given: Given;
  /** The network address from which the request came; for the limit. */
  readonly source: string;
}

/** Saves what a guest filled in on the page as a draft without a seat, which a mailed link confirms in 30 minutes. */
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
    const webinar = await webinars.get(organisation, code);
    if (!webinar) return refuseWhole({ reason: "unknown_webinar", typed: code });
    const now = clock.now();
    const closed = registrationClosed(webinar, now);
    if (closed) return refuseWhole(closed);
    const { clean, problems } = checkAnswers(webinar.form, input);
    if (problems.length > 0) return refuse(problems.map(problemOf));
    const allowed =
      (await limiter.hit(`draft:source:${input.source}`, PER_SOURCE.points, PER_SOURCE.seconds)) &&
      (await limiter.hit(`draft:address:${address}`, PER_ADDRESS.points, PER_ADDRESS.seconds));
    if (!allowed) return refuseWhole({ reason: "too_often", minutes: PER_ADDRESS.seconds / 60 });
    if (isFull(webinar) && !webinar.waitlist) {
      await tellFull(webinar, address, undefined);
      return refuseWhole(fullRefusal(webinar));
    }
    const token = newToken();
    // The answers are checked again when it is confirmed, since the form may change until then.
    const { firstName, lastName } = clean;
    const draft: Draft = { address, firstName, lastName, given: input.given };
    await drafts.saveDraft(organisation, code, token, draft, now, [
      {
        // Ids are logged; the token is a secret.
        id: `${code}:draft:${requestId("draft", token)}`,
        organisation,
        to: { kind: "mail", address },
        matter: { kind: "draft", code, draft: token },
      },
    ]);
    return done(draft);
  };

/** Registers a guest whose mailed link confirms a draft. Refuses a draft that is gone. */
export const makeConfirmDraft =
  ({ drafts, people, register }: Pick<Deps, "drafts" | "people" | "register">) =>
  async (input: {
    organisation: OrganisationId;
    code: WebinarCode;
    draft: string;
    requestId: RequestId;
  }): Promise<Result<Registered, readonly RegisterProblem[]>> => {
    const { organisation, code, requestId } = input;
    const draft = await drafts.draft(organisation, code, input.draft);
    if (!draft) return refuse([{ field: "none", refusal: { reason: "draft_gone" } }]);
    const { address, firstName, lastName, given } = draft;
    const person = await people.know(organisation, { address, firstName, lastName, fullMember: false });
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
    };
    return register(made);
  };
