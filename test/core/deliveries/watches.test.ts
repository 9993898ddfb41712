import { expect, it } from "vitest";
import { decidesAt } from "../../../src/core/deliveries/watches.ts";
import { personId } from "../../../src/core/model/ids.ts";
import { webinar } from "../../setup/notices.ts";

const MINUTE = 60_000;
const hosted = { ...webinar, cohosts: [personId("p2"), personId("p3")] };
const { startsAt, endsAt } = hosted;
const among = { everyMs: 60 * MINUTE, upTo: 0 };

it("N6: a host has as long as everybody who is left has a turn", () => {
  const now = startsAt - 24 * 60 * MINUTE;
  expect(decidesAt(hosted, among, { left: 3, all: 3 }, now)).toBe(now + 180 * MINUTE);
  expect(decidesAt(hosted, among, { left: 1, all: 3 }, now)).toBe(now + 60 * MINUTE);
});

it("N6: the reminders shortly before the start cut that short, for what came before them", () => {
  const now = startsAt - 60 * MINUTE;
  // Three turns of seven and a half minutes, from half an hour before the start on.
  expect(decidesAt(hosted, among, { left: 3, all: 3 }, now)).toBe(startsAt - 7.5 * MINUTE);
  const late = { everyMs: 3 * MINUTE, upTo: startsAt - MINUTE };
  expect(decidesAt(hosted, late, { left: 3, all: 3 }, startsAt)).toBe(startsAt + 9 * MINUTE);
  expect(decidesAt(hosted, late, { left: 3, all: 3 }, endsAt - 9 * MINUTE)).toBeUndefined();
});
