import { describe, expect, it } from "vitest";
import type { HistoryEntry, Registration } from "../../../src/core/model/registration.ts";
import type { Status } from "../../../src/core/model/status.ts";
import { isOvertaken, UNDO_MS, wasTakenBack } from "../../../src/core/model/told/known.ts";

const ANN = "ann";
const HOST = "host";

type Change = readonly [by: string, status: Status, afterMs: number];

/** What Ann's registration went through: by whom, what it became, and how long after the change before. */
const registration = (...changes: readonly Change[]) => {
  let at = 0;
  const history = changes.map(([by, status, afterMs], index): HistoryEntry => {
    at += afterMs;
    return { version: index + 1, status, at, by } as HistoryEntry;
  });
  return { history, person: ANN, version: history.length, status: history.at(-1)?.status } as unknown as Registration;
};

describe("what a later change makes of news that is still to be told", () => {
  const REGISTERED = [ANN, "approved", 0] as const;

  it("N10: a host's decision that was undone leaves it true, also where the host decided their own request", () => {
    for (const by of [HOST, ANN])
      expect(
        isOvertaken(
          2,
          registration(REGISTERED, [HOST, "rejected", 0], [by, "approved", UNDO_MS + 1], [by, "rejected", UNDO_MS - 1]),
        ),
        by,
      ).toBe(false);
  });

  it("N10: one that could not be undone any more has news of its own, and so has what a person did themselves", () => {
    const overtaken = (by: string, status: Status, ms: number, next: Status) =>
      isOvertaken(2, registration(REGISTERED, [HOST, "rejected", 0], [by, status, 1], [HOST, next, ms]));
    expect(overtaken(HOST, "approved", UNDO_MS, "rejected")).toBe(true);
    expect(overtaken(ANN, "cancelled", 1, "rejected")).toBe(true);
  });

  it("N10: a decision that became another before it was told is told no more; answers that were changed leave it", () => {
    const takenBack = (...later: readonly Change[]) =>
      wasTakenBack(2, UNDO_MS, registration([ANN, "pending", 0], [HOST, "approved", 0], ...later));
    expect(takenBack()).toBe(false);
    expect(takenBack([HOST, "pending", 1_000], [HOST, "approved", 1_000])).toBe(true);
    expect(takenBack([ANN, "approved", 1_000], [HOST, "rejected", 1_000])).toBe(true);
    expect(takenBack([ANN, "approved", 1_000])).toBe(false);
    // By then it may have been told, by a clock that is ahead.
    expect(takenBack([HOST, "rejected", UNDO_MS - 1_000])).toBe(false);
  });
});
