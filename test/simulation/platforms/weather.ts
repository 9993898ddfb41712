import { AsyncLocalStorage } from "node:async_hooks";
import type { Notice } from "../../../src/core/notices/notice.ts";
import type { Random } from "../random.ts";
import type { Scheduler } from "../scheduler.ts";
import { type Owner, settled, type Time } from "../time.ts";

/** What a platform makes of one call: does it, refuses, does it and loses the answer, or breaks. */
export type Treatment = "done" | "limited" | "limited_silently" | "broken" | "refused" | "lost" | "swallowed";

/** How the platforms are at the moment. */
export type Weather = "fair" | "rough" | "down";

const TREATMENTS: Readonly<Record<Weather, Readonly<Record<Treatment, number>>>> = {
  fair: { done: 1, limited: 0, limited_silently: 0, broken: 0, refused: 0, lost: 0, swallowed: 0 },
  rough: { done: 60, limited: 8, limited_silently: 4, broken: 8, refused: 4, lost: 10, swallowed: 6 },
  down: { done: 5, limited: 20, limited_silently: 5, broken: 40, refused: 5, lost: 5, swallowed: 20 },
};

/** How a platform answers a treatment: by what its client throws. */
export interface Manners<Answer> {
  readonly act: () => Answer;
  readonly fail: (treatment: Exclude<Treatment, "done">, retryAfterS: number) => Error;
  /** The caller waits so long at most. */
  readonly timeoutMs: number;
  /** The message that stands then, where one does. */
  readonly messageOf?: (answer: Answer) => string | undefined;
}

/** What is being sent. */
export interface Sending {
  /** The process, and how often it tried. */
  readonly attempt: string;
  readonly delivery: string;
  readonly notice: Notice;
  readonly isCard: boolean;
  /** It is a direct message that was taken before this attempt began, where the platform can be asked for it. */
  readonly canBeFound: boolean;
}

/** Which delivery a call carries out. */
export const sending = new AsyncLocalStorage<Sending>();

/** Hears what became of calls that carry out a delivery. */
export interface CallsWatch {
  /** The platform took it. `message` is what stands there since. */
  accepted(sent: Sending, label: string, message: string | undefined): void;
  /** Whether the platform took it, the caller cannot know. */
  doubtful(delivery: string): void;
  /** It did what was asked for. */
  called(label: string): void;
  /** The platform does not say what it has. */
  unanswered(delivery: string): void;
}

/** Carries calls of the platforms through the scheduler, in whatever weather there is. */
export const makeCalls = (scheduler: Scheduler, time: Time, random: Random, watch: CallsWatch) => {
  let weather: Weather = "fair";

  return {
    weather: () => weather,
    setWeather: (next: Weather) => {
      weather = next;
    },

    call: <Answer>(owner: Owner, label: string, manners: Manners<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        let isOver = false;
        const { fail, timeoutMs } = manners;
        const sent = sending.getStore();
        const inCall = AsyncLocalStorage.snapshot();
        const act = (): Answer => {
          const answer = manners.act();
          inCall(() => watch.called(label));
          if (sent) watch.accepted(sent, label, manners.messageOf?.(answer));
          return answer;
        };
        const doubt = () => {
          if (sent) watch.doubtful(sent.delivery);
        };
        const timer = time.set(owner, timeoutMs, () => {
          if (isOver) return;
          isOver = true;
          // It may have arrived all the same.
          if (random.chance(0.5)) {
            try {
              act();
              doubt();
            } catch {
              // Then it was refused.
            }
          }
          scheduler.trace.note(`${owner.name} ${label} timed out`);
          reject(fail("swallowed", 0));
        });
        const treat = (): Treatment => {
          const treatment = random.weighted(TREATMENTS[weather]);
          if (treatment === "refused" && sent) watch.unanswered(sent.delivery);
          if (treatment !== "done") scheduler.trace.note(`${label}: ${treatment}`);
          return treatment;
        };
        const run = async (): Promise<void> => {
          if (isOver) return;
          isOver = true;
          time.clear(timer);
          const treatment = treat();
          if (treatment !== "done" && treatment !== "lost") return reject(fail(treatment, 1 + random.below(20)));
          try {
            const answer = act();
            if (treatment === "lost") {
              doubt();
              reject(fail("lost", 0));
            } else resolve(answer);
          } catch (error) {
            reject(error);
          }
          await settled();
        };
        scheduler.enter({ owner, label, run });
      }),
  };
};

export type Calls = ReturnType<typeof makeCalls>;
