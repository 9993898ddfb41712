import { describe, expect, it } from "vitest";
import { holdsSeat, mayMoveFrom, STATUS_TABLE, STATUSES } from "../../../src/core/model/status.ts";
import { capLimit } from "../../../src/core/model/webinar.ts";

describe("statuses", () => {
  it("section 1: a seat is held by pending, approved and offered, and by nothing else", () => {
    expect(STATUSES.filter(holdsSeat)).toEqual(["pending", "approved", "offered"]);
  });

  it("section 1: who may move a registration where", () => {
    expect(mayMoveFrom("approved", "host")).toEqual(["pending", "rejected"]);
    expect(mayMoveFrom("rejected", "host")).toEqual(["pending", "approved", "waitlisted", "offered"]);
    expect(mayMoveFrom("cancelled", "registrant")).toEqual(["pending", "approved", "waitlisted", "offered"]);
    expect(mayMoveFrom("offered", "seat_frees")).toEqual(["waitlisted"]);
    expect(STATUS_TABLE.rejected.cancelled).toBeUndefined();
    expect(STATUS_TABLE.cancelled).toEqual(STATUS_TABLE.none);
  });

  it("S20, S21: the highest cap of each plan", () => {
    const caps = [1_000, 3_000, 5_000, 10_000, 25_000, 50_000, 100_000].map(capLimit);
    expect(caps).toEqual([10_000, 10_000, 10_000, 12_000, 30_000, 60_000, 120_000]);
  });
});
