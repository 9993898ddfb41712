import { describe, expect, it } from "vitest";
import { CHANGED, Contended, untilStored } from "../../../src/core/model/optimistic.ts";

/** A round that finds what it read changed so many times, and then answers. */
const changedTimes = (times: number) => {
  const made = { rounds: 0 };
  const round = async () => {
    made.rounds += 1;
    return made.rounds > times ? "stored" : CHANGED;
  };
  return { made, round };
};

describe("an optimistic retry", () => {
  it("answers what the first round that could store answers, and starts no other", async () => {
    const { made, round } = changedTimes(3);
    expect(await untilStored(round)).toBe("stored");
    expect(made.rounds).toBe(4);
  });

  it("takes undefined for an answer", async () => {
    expect(await untilStored(async () => undefined)).toBeUndefined();
  });

  it("gives up after twenty rounds", async () => {
    const { made, round } = changedTimes(20);
    await expect(untilStored(round)).rejects.toThrow(Contended);
    expect(made.rounds).toBe(20);
  });

  it("passes on what a round throws, at once", async () => {
    await expect(untilStored(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  });
});
