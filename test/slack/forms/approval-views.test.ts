import { describe, expect, it } from "vitest";
import { filtered } from "../../../src/core/approvals/roster-acts.ts";
import { chosenIn, PAGE, type RosterPage } from "../../../src/core/approvals/roster-list.ts";
import { newInquiryId, newKey, requestId } from "../../../src/core/model/ids.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { ROSTER_TABS, type RosterPlace } from "../../../src/core/ports/roster.ts";
import { slackForm } from "../../../src/playground/gallery/forms/slack.ts";
import { elementsOf, isObject, type Loose, optionsOf, refusalOfView } from "../../../src/playground/slack/limits.ts";
import { buttonsIn, wordsIn } from "../../../src/playground/slack/reading.ts";
import { answerView, askView, readAnswerMetadata, readAskMetadata } from "../../../src/slack/forms/inquiry/view.ts";
import { readFilter, readRosterInput, readRosterMetadata } from "../../../src/slack/forms/roster/fields.ts";
import { rosterView } from "../../../src/slack/forms/roster/view.ts";
import { rulesView } from "../../../src/slack/forms/rules/view.ts";
import { readWebinar } from "../../../src/slack/forms/webinar/fields.ts";
import { readFilled } from "../../../src/slack/platform/filled-in.ts";
import { NOTICES, registrationAs, review, rowOf, webinar } from "../../setup/notices.ts";

const long: RosterPage = {
  ...review,
  domain: `${"domain".repeat(40)}.example`,
  answer: "<é&".repeat(33),
  digest: 99_999,
  search: "<é&".repeat(60),
  from: "r10" as RosterPlace,
};
const few: RosterPage = {
  webinar,
  counts: { ...review.counts, pending: 2 },
  tab: "pending",
  some: [],
  isPartial: false,
};
const told = {
  ...({
    webinar,
    id: requestId("bulk"),
    to: "rejected",
    goesOn: false,
    isUndoable: true,
    isUndone: false,
    isUndoing: false,
    among: {},
    undoUntil: 0,
  } as const),
  counts: { done: 10_000, skipped: 1, failed: 1, undone: 0, why: { already_decided: 1 } },
};
const labelsOf = (view: ReturnType<typeof rosterView>) =>
  buttonsIn({ blocks: view.blocks as never }).map(({ text }) => text);
const wordsOf = (view: ReturnType<typeof rosterView>) => wordsIn({ blocks: view.blocks as never });
const opened = <Form extends "ask" | "answer">(form: Form) => {
  const found = NOTICES.find((notice) => notice.kind === "open_form" && notice.form === form);
  if (!found) throw new Error(`no notice for ${form}`);
  return found as Extract<typeof found, { form: Form }>;
};

describe.each(["en", "fr"] as const)("the forms of approvals in %s", (locale) => {
  const reader = { locale, zone: "America/Argentina/ComodRivadavia" };

  it.each(ROSTER_TABS)("P3: the roster of %s is within Slack's limits, with the worst page and all over it", (tab) => {
    const reason = { text: "<b>".repeat(400), told: true };
    const view = rosterView({ roster: { ...long, tab }, now: 0, told, notes: ["<!channel>"], reason }, reader);
    expect(refusalOfView(view, "modal")).toBeUndefined();
    expect(JSON.stringify(view)).not.toContain("<!channel>");
    expect(view.private_metadata?.length).toBeLessThan(1_000);
    expect(readRosterMetadata(view.private_metadata ?? "")).toEqual({
      code: webinar.code,
      tab,
      search: long.search,
      domain: long.domain,
      answer: long.answer,
      digest: long.digest,
      from: long.from,
      next: long.next,
      previous: long.previous,
      mark: 0,
      bulk: told.id,
    });
    const none = rosterView({ roster: { ...few, tab }, now: 0 }, reader);
    expect(refusalOfView(none, "modal")).toBeUndefined();
    expect(labelsOf(none)).toEqual([]);
  });

  it("N9: the forms of a question and its answer", () => {
    const ask = askView(opened("ask"), reader);
    expect(refusalOfView(ask, "modal")).toBeUndefined();
    expect(readAskMetadata(ask.private_metadata ?? "").code).toBe(webinar.code);
    const answer = answerView(opened("answer"), reader);
    expect(refusalOfView(answer, "modal")).toBeUndefined();
    expect(readAnswerMetadata(answer.private_metadata ?? "").inquiry).toBe(opened("answer").inquiry.id);
    expect(JSON.stringify(answer)).not.toContain("<!channel>");
  });

  it("P1: rules that were counted in part say so", () => {
    const counts = { ofRule: [19_000], noMatch: 1_000, isWhole: false };
    const part = rulesView({ webinar, counts }, reader);
    expect(refusalOfView(part, "modal")).toBeUndefined();
    expect(wordsIn({ blocks: part.blocks as never })).toMatch(/20[\s,\u202f]000/);
    const whole = rulesView({ webinar, counts: { ...counts, isWhole: true } }, reader);
    expect(wordsIn({ blocks: whole.blocks as never })).not.toMatch(/20[\s,\u202f]000/);
  });
});

describe("the roster", () => {
  const reader = { locale: "en", zone: "Europe/Paris" } as const;
  const page = { ...few, some: [rowOf(registrationAs("pending")), rowOf(registrationAs("pending"))] };

  it("offers what can be made of a status, all of them only where they wait, and nothing once it is over", () => {
    const of = (over: Partial<RosterPage>, now = 0) =>
      labelsOf(rosterView({ roster: { ...page, ...over }, now }, reader));
    const [search, all, no] = ["Search", "Choose all of this page", "Reject…"];
    expect(of({})).toEqual([search, all, no, "Approve all 2"]);
    expect(of({ domain: "acme.com" })).toEqual(["Show", all, no, "Approve all that match"]);
    expect(of({ tab: "approved" })).toEqual([search, all, no]);
    expect(of({ tab: "rejected" })).toEqual([search, all]);
    expect(of({ tab: "cancelled" })).toEqual([search]);
    expect(of({}, webinar.endsAt)).toEqual([search]);
    expect(of({ webinar: { ...webinar, state: "cancelled" } })).toEqual([search]);
    expect(wordsOf(rosterView({ roster: page, now: webinar.endsAt }, reader))).toContain("ann.lee@example.com");
  });

  it("rejecting is a step of its own, with the reason, which nobody can take where nothing is to be rejected", () => {
    const of = (over: Partial<RosterPage>) =>
      rosterView({ roster: { ...page, ...over }, now: 0, mode: "reject" }, reader);
    const labels = ["Choose all of this page", "Reject all 2", "Back to the roster"];
    expect([labelsOf(of({})), of({}).submit?.text]).toEqual([labels, "Reject the chosen"]);
    expect(wordsOf(of({}))).toContain("Reason");
    expect(wordsOf(rosterView({ roster: page, now: 0 }, reader))).not.toContain("Reason");
    expect(labelsOf(of({ tab: "rejected" }))).toEqual(["Search", "Choose all of this page"]);
  });

  it("asks before all are decided, on every page", () => {
    const asking = (mode?: "reject") =>
      rosterView({ roster: page, now: 0, mode }, reader)
        .blocks.flatMap((block) => elementsOf(block as never))
        .flatMap(({ confirm, action_id: id }) => (isObject(confirm) ? [id] : []));
    expect([asking(), asking("reject")]).toEqual([["roster:approve_all"], ["roster:reject_all"]]);
  });

  it("a page is chosen as a whole, and comes back with the versions that it showed", () => {
    const view = rosterView({ roster: page, now: 0, isAllChosen: true, mark: 7 }, reader);
    const rows = view.blocks.flatMap((block) => {
      const { block_id: id = "", accessory } = block as unknown as { block_id?: string; accessory?: Loose };
      return accessory ? [{ id, accessory }] : [];
    });
    expect(rows.map(({ id }) => id)).toEqual(["row0@7", "row1@7"]);
    for (const { accessory } of rows) expect(accessory.initial_options).toEqual(optionsOf(accessory));
    const values = Object.fromEntries(
      rows.map(({ id, accessory }) => [id, { value: { selected_options: optionsOf(accessory) } }]),
    );
    expect(chosenIn(readRosterInput(readFilled(values)).chosen)).toEqual(
      page.some.map(({ key, registration }) => ({ key, version: registration?.version })),
    );
  });

  it("what was altered is left out, and never more than a list carries", () => {
    const chosen = (values: readonly string[]) =>
      chosenIn(
        readRosterInput(readFilled({ row0: { value: { selected_options: values.map((value) => ({ value })) } } }))
          .chosen,
      );
    const key = newKey();
    expect(chosen(["", "x", `${key}`, `${key}:`, `${key}:0`, `${key}:-1`, `${key}:1.5`, `${key}:x`, "x:1"])).toEqual(
      [],
    );
    expect(chosen(Array(90).fill(`${key}:3`))).toEqual(Array(PAGE + 50).fill({ key, version: 3 }));
    const select = (value: string) => ({ value: { selected_option: { value } } });
    const typed = (value: string) => ({ value: { value } });
    const values = { tab: select("all"), search: typed(" @ACME.com "), answer: typed("x".repeat(200)) };
    const { code } = webinar;
    expect(filtered({ code, tab: "approved" }, readFilter(readFilled(values)))).toEqual({
      ok: true,
      value: { code, tab: "approved", domain: "acme.com", answer: "x".repeat(100) },
    });
    expect(readRosterInput(readFilled({}))).toEqual({ chosen: [], reason: { text: "", told: false } });
    const forged = { code: webinar.code, tab: "pending", mark: 0 };
    for (const over of [{ from: "<x>" }, { next: 7 }, { tab: "all" }, { code: "x" }, { chosen: Array(90).fill("x") }])
      expect(() => readRosterMetadata(JSON.stringify({ ...forged, ...over }))).toThrow();
    expect(() => readAnswerMetadata(JSON.stringify({ code: webinar.code, key, inquiry: "x" }))).toThrow();
    expect(readAnswerMetadata(JSON.stringify({ code: webinar.code, key, inquiry: newInquiryId() })).key).toBe(key);
  });
});

describe("the settings", () => {
  it("N6: when hosts are reminded is read; what is no choice of ours is none", () => {
    const site = { plan: 5, registrationIds: true, hosts: "members", landingDomains: [], retentionDays: 90 } as const;
    const select = (value: string) => ({ value: { selected_option: { value } } });
    const read = (wait: string, waitResult: string) => {
      const { fields } = readWebinar(
        { policy: select("manual"), wait: select(wait), waitResult: select(waitResult) },
        site,
        "UTC",
      );
      return [fields.waitMinutes, fields.waitResult];
    };
    expect(read("60", "approved")).toEqual([60, "approved"]);
    expect(read("none", "none")).toEqual([undefined, undefined]);
    expect(read("1", "pending")).toEqual([undefined, undefined]);
    const { fields } = readWebinar({}, site, "UTC");
    expect([fields.waitMinutes, fields.waitResult]).toEqual([240, undefined]);
  });
});

it.each([
  ["en", "Register"],
  ["fr", "Inscrire"],
] as const)(
  "P35: who registers somebody else is asked by a title and a button that name them, in %s",
  (locale, says) => {
    const adding = NOTICES.find(
      (one): one is Notice & { kind: "open_form"; form: "register" } =>
        one.kind === "open_form" && one.form === "register" && one.adds !== undefined,
    );
    if (!adding) throw new Error("no example adds anybody");
    const { title, submit } = slackForm(adding, { locale, zone: "Europe/Paris" }, 0);
    expect([title?.text, submit?.text]).toEqual(Array(2).fill(`${says} ${adding.adds?.firstName}`));
  },
);
