import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_REPEAT, type RepeatFields } from "../../../src/core/hosting/repeating/plan.ts";
import type { WebinarFields } from "../../../src/core/hosting/settings.ts";
import type { RequestId, WebinarCode } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import { BLANK_FIELDS, freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const ZONE = "Europe/Paris";
const DAY = 24 * 3_600_000;
const weekly = (count: number, more: Partial<RepeatFields> = {}): RepeatFields => ({
  ...NO_REPEAT,
  unit: "week",
  count,
  ...more,
});

describe("a webinar on several dates", () => {
  let store: Store;
  let host: Person;

  beforeEach(async () => {
    store = await openStore({ at: Date.parse("2027-01-11T08:00:00Z") });
    host = await store.member("hanna");
  });
  afterEach(() => store.stop());

  const inputOf = (
    repeat: RepeatFields,
    { fields, requestId = freshRequest(), by = host, like }: Options = {},
  ): Parameters<typeof store.core.repeat>[0] => ({
    organisation: ORGANISATION,
    requestId,
    by,
    fields: { ...BLANK_FIELDS, start: { date: "2027-01-12", time: "10:00" }, zone: ZONE, ...fields },
    named: NAMED_PEOPLE,
    repeat,
    like,
  });

  interface Options {
    fields?: Partial<WebinarFields>;
    requestId?: RequestId;
    by?: Person;
    like?: WebinarCode;
  }

  /** Has the dates shown, and then schedules them. */
  const repeated = async (repeat: RepeatFields, options: Options = {}) => {
    const requestId = options.requestId ?? freshRequest();
    const input = inputOf(repeat, { ...options, requestId });
    const shown = await store.core.repeat(input);
    if (shown.ok || !shown.refusal.plan) throw new Error(JSON.stringify(shown));
    const result = await store.core.repeat({ ...input, shown: shown.refusal.plan.id });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { input: { ...input, shown: shown.refusal.plan.id }, plan: shown.refusal.plan, ...result.value };
  };

  const refusalOf = async (repeat: RepeatFields, fields?: Partial<WebinarFields>) => {
    const result = await store.core.repeat(inputOf(repeat, fields ? { fields } : {}));
    return result.ok ? [] : result.refusal.problems.map(({ field, refusal }) => [field, refusal.reason]);
  };

  const hosted = async (): Promise<readonly Webinar[]> =>
    (await store.webinars.hostedBy(ORGANISATION, host.id, store.clock.now(), { from: 0, limit: 200 })).some;

  const walls = (webinars: readonly Webinar[]) => webinars.map(({ startsAt }) => zones.wallOf(startsAt, ZONE));

  it("P33: nothing is scheduled before the dates were shown; then each is a webinar of its own, in one series", async () => {
    const { webinars, series, missed, plan } = await repeated(weekly(3));
    expect(plan.occurrences.map(({ date }) => date)).toEqual(["2027-01-12", "2027-01-19", "2027-01-26"]);
    expect(walls(webinars).map(({ date, time }) => `${date} ${time}`)).toEqual([
      "2027-01-12 10:00",
      "2027-01-19 10:00",
      "2027-01-26 10:00",
    ]);
    expect(new Set(webinars.map(({ code }) => code)).size).toBe(3);
    expect(new Set(webinars.map(({ password }) => password)).size).toBe(3);
    expect(series?.webinars).toEqual(webinars.map(({ code }) => code));
    expect(series?.title).toBe("Deep sea");
    expect(missed).toEqual([]);
    expect((await hosted()).every((webinar) => webinar.series === series?.code)).toBe(true);
  });

  it("P33: other dates than were shown are shown first", async () => {
    const { input } = await repeated(weekly(2, { inSeries: false }));
    const before = (await hosted()).length;
    const other = await store.core.repeat({ ...input, requestId: freshRequest(), repeat: weekly(4) });
    expect(other).toMatchObject({ ok: false, refusal: { problems: [{ refusal: { reason: "repeat_to_check" } }] } });
    expect(await hosted()).toHaveLength(before);
  });

  it("P33: the same act again, and twice at once, makes none twice and is answered as the first was", async () => {
    const { input, webinars, series } = await repeated(weekly(5));
    const again = await Promise.all([store.core.repeat(input), store.core.repeat(input)]);
    for (const result of again) expect(result).toMatchObject({ ok: true, value: { missed: [], series } });
    for (const result of again)
      expect(result.ok && result.value.webinars.map(({ code }) => code)).toEqual(webinars.map(({ code }) => code));
    expect(await hosted()).toHaveLength(5);

    const fresh = { ...input, requestId: freshRequest(), fields: { ...input.fields, title: "Twice at once" } };
    const both = await Promise.all([store.core.repeat(fresh), store.core.repeat(fresh), store.core.repeat(fresh)]);
    const codes = both.map((result) => (result.ok ? result.value.webinars.map(({ code }) => code) : result.refusal));
    expect(codes[1]).toEqual(codes[0]);
    expect(codes[2]).toEqual(codes[0]);
    expect(await hosted()).toHaveLength(10);
  });

  it("P33: the same act goes on where a process was killed in the middle of it", async () => {
    const requestId = freshRequest();
    const input = inputOf(weekly(52), { requestId });
    const shown = await store.core.repeat(input);
    const id = shown.ok ? undefined : shown.refusal.plan?.id;
    // The process dies at the twentieth.
    const { create } = store.webinars;
    let left = 20;
    const dying = new Error("killed");
    store.webinars.create = async (...args) => {
      left -= 1;
      if (left < 0) throw dying;
      return create(...args);
    };
    await expect(store.core.repeat({ ...input, shown: id })).rejects.toBe(dying);
    store.webinars.create = create;
    expect(await hosted()).toHaveLength(20);

    const result = await store.core.repeat({ ...input, shown: id });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    expect(result.value.webinars).toHaveLength(52);
    expect(result.value.missed).toEqual([]);
    expect(result.value.series?.webinars).toHaveLength(52);
    expect(await hosted()).toHaveLength(52);
    // Also when its first dates are over by then.
    store.clock.advance(15 * DAY);
    const later = await store.core.repeat({ ...input, shown: id });
    expect(later.ok && later.value.webinars).toHaveLength(52);
  });

  it("P33: in a form of its own, dates that are scheduled already are named and left out", async () => {
    await repeated(weekly(3, { inSeries: false }));
    const { webinars, missed, plan } = await repeated(weekly(5, { inSeries: false }));
    expect(plan.occurrences).toHaveLength(2);
    expect(webinars).toHaveLength(2);
    expect(missed.map(({ date, why }) => [date, why])).toEqual([
      ["2027-01-12", "same"],
      ["2027-01-19", "same"],
      ["2027-01-26", "same"],
    ]);
    expect(await hosted()).toHaveLength(5);
    expect(await refusalOf(weekly(5))).toEqual([["repeat", "repeat_nothing_left"]]);
  });

  it("P33: the wall-clock time is kept across the change of clocks, and so is when registration closes", async () => {
    const { webinars } = await repeated(weekly(3), {
      fields: { start: { date: "2027-03-23", time: "09:00" }, closes: { date: "2027-03-22", time: "18:00" } },
    });
    expect(walls(webinars).map(({ time }) => time)).toEqual(["09:00", "09:00", "09:00"]);
    const [first, second] = webinars;
    expect((second?.startsAt ?? 0) - (first?.startsAt ?? 0)).toBe(7 * DAY - 3_600_000);
    expect(webinars.map(({ closesAt = 0 }) => zones.wallOf(closesAt, ZONE))).toEqual([
      { date: "2027-03-22", time: "18:00" },
      { date: "2027-03-29", time: "18:00" },
      { date: "2027-04-05", time: "18:00" },
    ]);
  });

  it("P33: an hour that the clocks skip is placed as RFC 5545 says, and told", async () => {
    const { webinars, plan } = await repeated(weekly(2), { fields: { start: { date: "2027-03-21", time: "02:30" } } });
    expect(walls(webinars)).toEqual([
      { date: "2027-03-21", time: "02:30" },
      { date: "2027-03-28", time: "03:30" },
    ]);
    expect(plan.occurrences.map(({ isMoved }) => isMoved)).toEqual([false, true]);
  });

  it("P33: what lies more than two years ahead is named and left out", async () => {
    const { webinars, missed } = await repeated({ ...weekly(30), unit: "month" });
    expect(webinars).toHaveLength(24);
    expect(missed.map(({ why }) => why)).toEqual(Array.from({ length: 6 }, () => "far"));
  });

  it.each([
    ["no end", { ...NO_REPEAT, unit: "day" }, [["repeatCount", "repeat_end_missing"]]],
    ["53 times", weekly(53), [["repeatCount", "repeat_count_out_of_range"]]],
    ["half a time", weekly(0.5), [["repeatCount", "repeat_count_out_of_range"]]],
    ["every zero weeks", weekly(3, { every: 0 }), [["repeatEvery", "repeat_every_out_of_range"]]],
    [
      "an end before the start",
      { ...NO_REPEAT, unit: "day", until: "2027-01-01" },
      [["repeatUntil", "repeat_until_wrong"]],
    ],
    ["an end that is no date", { ...NO_REPEAT, unit: "day", until: "soon" }, [["repeatUntil", "repeat_until_wrong"]]],
    ["daily for a year", { ...NO_REPEAT, unit: "day", until: "2028-01-01" }, [["repeatUntil", "repeat_too_many"]]],
    [
      "no Sunday until then",
      { ...NO_REPEAT, unit: "week", weekdays: [7], until: "2027-01-13" },
      [["repeatUntil", "repeat_no_date"]],
    ],
  ] as const)("P33: %s is refused", async (_, repeat, problems) => {
    expect(await refusalOf(repeat)).toEqual(problems);
    expect(await hosted()).toEqual([]);
  });

  it("P33: all that is wrong with the form is told at once, and nobody but hosts schedules", async () => {
    expect(await refusalOf(weekly(53), { title: "" })).toEqual([
      ["title", "title_missing"],
      ["repeatCount", "repeat_count_out_of_range"],
    ]);
    expect(await refusalOf(weekly(3), { start: { date: "2027-01-04", time: "10:00" } })).toEqual([
      ["start", "start_in_the_past"],
    ]);
    const guest = { ...(await store.member("gil")), fullMember: false };
    const result = await store.core.repeat(inputOf(weekly(3), { by: guest }));
    expect(result).toMatchObject({ refusal: { problems: [{ refusal: { reason: "may_not_schedule" } }] } });
  });

  it("P33: scheduled again it keeps its settings, form, rules and speakers, and joins the series of the first", async () => {
    const first = await store.schedule(host, { fields: { policy: "automatic", waitlist: true, description: "Crabs" } });
    const saved = await store.core.series.save({
      ...{ organisation: ORGANISATION, requestId: freshRequest(), by: host, way: "slack" },
      fields: { title: "Seas", webinars: [first.code] },
    });
    const of = { organisation: ORGANISATION, code: first.code, by: host, way: "slack" } as const;
    await store.core.rulesEditor.change({
      ...{ ...of, requestId: freshRequest() },
      act: {
        do: "add",
        fields: { field: "address", test: "contains", matchCase: false, value: "spam", result: "reject" },
      },
    });
    await store.core.changeSpeakers({
      ...{ ...of, requestId: freshRequest(), isRemoval: false, unreadable: [] },
      people: [{ by: "address", address: "sue@example.com" as never }],
    });
    const source = await store.webinars.get(ORGANISATION, first.code);
    expect([source?.rules.rules.length, source?.speakers.length]).toEqual([1, 1]);
    const { webinars, series } = await repeated(weekly(2), { like: first.code, fields: { policy: "automatic" } });
    for (const webinar of webinars)
      expect(webinar).toMatchObject({ rules: source?.rules, speakers: source?.speakers, form: source?.form });
    expect(series?.code).toBe(saved.ok && saved.value.series.code);
    expect(series?.webinars).toEqual([first.code, ...webinars.map(({ code }) => code)]);
    const stranger = await store.member("sam");
    expect(await store.core.scheduleAgain(ORGANISATION, first.code, stranger)).toMatchObject({
      refusal: { reason: "not_the_host" },
    });
    const theirs = await store.core.repeat(inputOf(weekly(2), { like: first.code, by: stranger }));
    expect(theirs).toMatchObject({ refusal: { problems: [{ field: "none", refusal: { reason: "not_the_host" } }] } });
  });
});
