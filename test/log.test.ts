import { expect, it } from "vitest";
import { type LogLevel, makeLog } from "../src/log.ts";

const collect = (level: LogLevel = "debug") => {
  const lines: string[] = [];
  const log = makeLog({ level, destination: { write: (line) => lines.push(line) } });
  return { log, lines, only: (): Record<string, unknown> => JSON.parse(lines[0] ?? "") };
};

class CardRefused extends Error {
  readonly code = "card_refused";
}

it("writes one JSON line with the level, the time, the fields and the event", () => {
  const { log, lines, only } = collect();
  log.info({ webinarId: "w1", count: 3 }, "invited");
  expect(lines).toHaveLength(1);
  expect(only()).toMatchObject({ level: "info", webinarId: "w1", count: 3, event: "invited", pid: process.pid });
  expect(only().time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

it("leaves out what is below its level", () => {
  const { log, lines } = collect("warn");
  log.info({}, "quiet");
  log.warn({}, "loud");
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["loud"]);
});

it("puts a child's fields on each of its lines", () => {
  const { log, lines } = collect();
  const child = log.child({ organisationId: "o1" }).child({ lane: "l1", email: "ann@example.com" });
  child.warn({}, "one");
  child.error({}, "two");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { organisationId: "o1", lane: "l1", email: "[redacted]", event: "one" },
    { organisationId: "o1", lane: "l1", email: "[redacted]", event: "two" },
  ]);
});

it.each([
  "token",
  "botToken",
  "bot_token",
  "secret",
  "signingSecret",
  "password",
  "authorization",
  "Authorization",
  "email",
  "address",
  "name",
  "firstName",
  "text",
  "link",
  "personalLink",
  "registrationId",
  "registration_id",
])("hides a field named %s, at the top and inside", (field) => {
  const { log, lines, only } = collect();
  log.info({ [field]: "hush", inside: { [field]: { deeper: "hush" }, list: [{ [field]: "hush" }] } }, "said");
  expect(lines[0]).not.toContain("hush");
  expect(only()).toMatchObject({ [field]: "[redacted]", inside: { [field]: "[redacted]" } });
});

it("shows fields that only look a little like those", () => {
  const { log, only } = collect();
  log.info({ hostname: "h", context: "c", tokenised: true, at: new Date(0), seats: 2n }, "said");
  expect(only()).toMatchObject({
    hostname: "h",
    context: "c",
    tokenised: true,
    at: "1970-01-01T00:00:00.000Z",
    seats: "2",
  });
});

it("logs an error without its message: class, code, frames, and the causes likewise", () => {
  const { log, lines, only } = collect();
  const cause = new RangeError("ann@example.com is Ann Lee");
  const err = new CardRefused("no card for Ann Lee\n    at Ann Lee (/home/ann@example.com:1:1)", { cause });
  log.error({ err, reference: "k3v9x2ab", note: { inside: err, who: { email: "ann@example.com" } } }, "failed");
  expect(lines[0]).not.toMatch(/ann@example|Ann Lee/);
  expect(only()).toMatchObject({
    reference: "k3v9x2ab",
    err: { type: "CardRefused", code: "card_refused", cause: { type: "RangeError" } },
    note: { inside: { type: "CardRefused" } },
  });
  expect(lines[0]).toContain("log.test.ts");
});

it("logs what was thrown and is no error, or has a telling code, by its kind alone", () => {
  const { log, lines } = collect();
  log.error({ err: "Ann Lee is missing" }, "failed");
  log.error({ err: Object.assign(new Error("x"), { code: "Ann Lee <ann@example.com>" }) }, "failed");
  expect(lines.join()).not.toMatch(/ann@example|Ann Lee/);
  expect(JSON.parse(lines[0] ?? "").err).toEqual({ type: "string" });
});

it("survives a circle", () => {
  const { log, only } = collect();
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  log.info({ circle }, "round");
  expect(only().event).toBe("round");
});
