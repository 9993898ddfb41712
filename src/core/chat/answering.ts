import { defined } from "../model/defined.ts";
import { newToken } from "../model/ids.ts";
import type { Asked, Notice } from "../notices/notice.ts";
import { StoreAway } from "../ports/store-away.ts";

/** An answer is due within 2 s; what takes longer says so, and answers later. */
const ANSWER_WITHIN_MS = 1_800;

/** The notice for somebody whose act failed, and the reference under which it is logged. */
export const noticeOfFailure = (error: unknown, asked?: Asked): { notice: Notice; reference: string } => {
  const reference = newToken().slice(0, 8);
  const of = defined({ asked });
  return {
    reference,
    notice: error instanceof StoreAway ? { kind: "not_saved", ...of } : { kind: "failed", reference, ...of },
  };
};

/** Answers in time, or else later; a process awaits the late answers before it ends. */
export const makeAnswers = (onLost: (error: unknown) => void) => {
  const later = new Set<Promise<void>>();
  const keep = (work: Promise<unknown>): void => {
    const kept: Promise<void> = work.then(() => undefined, onLost).finally(() => later.delete(kept));
    later.add(kept);
  };

  return {
    /** Does what need not be done before the answer, and stops none that fails. */
    beside: keep,

    /** The answer if it is there in time; else undefined, and `tell` gets it later. `onFailure` answers what throws. */
    inTime: async <Answer>(
      work: Promise<Answer>,
      onFailure: (error: unknown) => Answer,
      tell: (answer: Answer) => Promise<unknown>,
    ): Promise<Answer | undefined> => {
      const safe = work.catch(onFailure);
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<undefined>((resolve) => {
        timer = setTimeout(() => resolve(undefined), ANSWER_WITHIN_MS);
      });
      const first = await Promise.race([safe, late]);
      clearTimeout(timer);
      if (first === undefined) keep(safe.then(tell));
      return first;
    },
    /** Resolves when everybody who was told to wait has been answered, and all that is done beside is done. */
    settled: async (): Promise<void> => {
      await Promise.all(later);
    },
  };
};

export type Answers = ReturnType<typeof makeAnswers>;
