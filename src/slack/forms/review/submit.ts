import type { ModalView } from "@slack/types";
import type { BulkTold } from "../../../core/approvals/bulk.ts";
import { amongOf, firstOf } from "../../../core/approvals/review-list.ts";
import { parseDomain } from "../../../core/chat/request-acts.ts";
import { defined } from "../../../core/model/defined.ts";
import { RequestIdSchema } from "../../../core/model/ids.ts";
import type { Reason } from "../../../core/model/registration.ts";
import { unreachable } from "../../../core/model/result.ts";
import { sayIn } from "../../../texts/say.ts";
import type { Talk } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Filler, Forms, Press } from "../modals.ts";
import { type ReviewMetadata, readChosen, readFilter, readReason, readReviewMetadata } from "./fields.ts";
import { REVIEW, REVIEW_ACTS, REVIEW_VIEW, reviewView } from "./view.ts";

/** What the list says and shows besides its page. */
interface Besides {
  readonly told?: BulkTold;
  readonly notes?: readonly string[];
  readonly isAllChosen?: boolean;
  readonly reason?: Reason;
}

/** The review list: filtered, turned, and what is chosen in it decided, as one. */
export const listenToReviewForms = (forms: Forms, talk: Talk): void => {
  const { core } = talk;

  /** What was decided last, as long as it goes on or can be undone. */
  const standing = async ({ speaker }: Filler, { code, bulk }: ReviewMetadata): Promise<BulkTold | undefined> => {
    const webinar = bulk && (await core.webinars.get(speaker.organisation, code));
    const told = webinar && (await core.bulk.told(webinar, bulk));
    return told && (told.isUndoable || told.goesOn) ? told : undefined;
  };

  /** The list as it is now; where it may not be seen any more, why. A page that became empty gives way to the first. */
  const listed = async (filler: Filler, metadata: ReviewMetadata, besides: Besides = {}): Promise<ModalView> => {
    const { speaker, reader } = filler;
    const { code, status, from, mark } = metadata;
    const asked = { organisation: speaker.organisation, code, by: speaker.person };
    const found = await core.review(asked, { status, ...amongOf(metadata) }, from);
    if (!found.ok) return talk.noticeView({ kind: "refused", refusal: found.refusal }, reader);
    const { some, next } = found.value;
    if (from && some.length === 0 && !next) return listed(filler, firstOf(metadata), besides);
    const told = besides.told ?? (await standing(filler, metadata));
    return reviewView({ ...besides, review: found.value, told, mark, now: core.clock.now() }, reader);
  };

  const shown = async (press: Press, metadata: ReviewMetadata, besides: Besides = {}): Promise<void> => {
    const anew = (by: number) => listed(press, { ...metadata, mark: metadata.mark + by }, besides);
    await forms.shownAnew(press, await anew(1), () => anew(2));
  };

  const refused = (press: Press, sentence: string): Promise<void> =>
    shown(press, readReviewMetadata(press.view.metadata), {
      notes: [sentence],
      reason: readReason(readFilled(press.view.values)),
    });

  /** Decides what was chosen; `isAll`: whatever waits and matches what the list shows. */
  const decide = async (press: Press, to: "approved" | "rejected", isAll: boolean): Promise<void> => {
    const { speaker, reader, view, actionId } = press;
    const { organisation, person: by, chat } = speaker;
    const metadata = readReviewMetadata(view.metadata);
    const filled = readFilled(view.values);
    const chosen = readChosen(filled);
    const isWaiting = metadata.status === "pending";
    if (isAll && !isWaiting) return;
    if (!isAll && chosen.length === 0) return refused(press, sayIn(reader.locale)("review_no_request_chosen"));
    const reason = readReason(filled);
    const result = await core.bulk.decide({
      organisation,
      code: metadata.code,
      by,
      chat,
      to,
      among: amongOf(metadata),
      // A second press in the same state of the list is the same act.
      requestId: talk.requestId("press", view.id, view.hash, actionId, JSON.stringify(view.values)),
      ...(isAll ? {} : { chosen, isChange: !isWaiting }),
      ...defined({ reason: to === "rejected" && reason.text.trim() !== "" ? reason : undefined }),
    });
    if (!result.ok) return refused(press, talk.sentence(result.refusal, reader));
    return shown(press, metadata, { told: result.value });
  };

  const undo = async (press: Press): Promise<void> => {
    const { speaker, reader, view, value } = press;
    const metadata = readReviewMetadata(view.metadata);
    const { organisation, person: by } = speaker;
    const id = RequestIdSchema.parse(value);
    const result = await core.bulk.undo({ organisation, code: metadata.code, by, id });
    if (!result.ok) return refused(press, talk.sentence(result.refusal, reader));
    return shown(press, metadata, { told: result.value });
  };

  forms.pressed(new RegExp(`^${REVIEW}:`), async (press) => {
    const act = REVIEW_ACTS.find((one) => press.actionId === `${REVIEW}:${one}`);
    const metadata = readReviewMetadata(press.view.metadata);
    const reason = readReason(readFilled(press.view.values));
    switch (act) {
      case undefined:
        return;
      case "approve_chosen":
      case "approve_all":
        return decide(press, "approved", act === "approve_all");
      case "reject_chosen":
      case "reject_all":
        return decide(press, "rejected", act === "reject_all");
      case "undo":
        return undo(press);
      case "choose_all":
        return shown(press, metadata, { isAllChosen: true, reason });
      case "next":
        return shown(press, metadata.next ? { ...metadata, from: metadata.next } : metadata, { reason });
      case "first":
        return shown(press, firstOf(metadata), { reason });
      default:
        return unreachable(act);
    }
  });

  forms.submitted(REVIEW_VIEW, async (filler) => {
    const { view } = filler;
    const { domain: _, answer: __, ...rest } = firstOf(readReviewMetadata(view.metadata));
    const filled = readFilled(view.values);
    const { status, typedDomain, answer } = readFilter(filled);
    const domain = parseDomain(typedDomain);
    if (typedDomain !== "" && domain === undefined) {
      const refusal = { reason: "domain_invalid", typed: typedDomain } as const;
      return { errors: forms.placed([{ block: "domain", refusal }], filler).errors };
    }
    const metadata: ReviewMetadata = {
      ...rest,
      status,
      mark: rest.mark + 1,
      ...defined({ domain, answer: answer === "" ? undefined : answer }),
    };
    return { view: await listed(filler, metadata, { reason: readReason(filled) }) };
  });
};
