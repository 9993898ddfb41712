import { expect, it } from "vitest";
import { decodeClaim } from "../../../src/redis/records/delivery.ts";

it("an overview that waits under its older word is delivered", () => {
  const body = JSON.stringify({
    organisation: "site",
    to: { kind: "card", channel: { face: "slack", group: "T1", channelId: "C1" } },
    matter: { kind: "announcement", code: "CHSVBJ" },
    host: "p1",
  });
  const { taken, unreadable } = decodeClaim([-1, [["sl:T1:C1", "CHSVBJ:announcement:slack:C1", body, 1, ""]]]);
  expect(unreadable).toEqual([]);
  expect(taken[0]?.delivery).toMatchObject({ matter: { kind: "overview", code: "CHSVBJ" }, host: "p1" });
});
