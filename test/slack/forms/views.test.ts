import { describe, expect, it } from "vitest";
import { changesFrom } from "../../../src/core/approvals/decide.ts";
import { FORM_BYTES_MAX, sizeOf } from "../../../src/core/hosting/form-changes.ts";
import { newWebinarFields } from "../../../src/core/hosting/new-webinar.ts";
import { fieldsOf } from "../../../src/core/hosting/settings.ts";
import { type Form, formOf, nextStep, type Question } from "../../../src/core/model/form.ts";
import { personId, seriesCode } from "../../../src/core/model/ids.ts";
import { RULE_VALUE_MAX, RULES_MAX, type Rules } from "../../../src/core/model/rules.ts";
import { STATUSES } from "../../../src/core/model/status.ts";
import type { Site, Webinar } from "../../../src/core/model/webinar.ts";
import type { Step } from "../../../src/core/registering/form-steps.ts";
import { isObject, refusalOfView } from "../../../src/playground/slack/limits.ts";
import { readDecision } from "../../../src/slack/forms/decide/submit.ts";
import { decideView, decisionView, readShownDecision } from "../../../src/slack/forms/decide/view.ts";
import { questionView, readQuestion } from "../../../src/slack/forms/questions/question.ts";
import { questionsView } from "../../../src/slack/forms/questions/view.ts";
import { fits, previewView, registerView } from "../../../src/slack/forms/register/view.ts";
import { readRule, ruleView } from "../../../src/slack/forms/rules/rule.ts";
import { rulesView } from "../../../src/slack/forms/rules/view.ts";
import { seriesView } from "../../../src/slack/forms/series/view.ts";
import { cohostsOf, namedPeopleIn, readWebinar } from "../../../src/slack/forms/webinar/fields.ts";
import { webinarView } from "../../../src/slack/forms/webinar/view.ts";
import { readFilled } from "../../../src/slack/platform/filled-in.ts";
import { zones } from "../../../src/zones.ts";
import { registrationAs, webinar } from "../../setup/notices.ts";

const site: Site = {
  plan: 1_000,
  registrationIds: true,
  hosts: "members",
  retentionDays: 90,
  landingDomains: Array.from({ length: 100 }, (_, i) => `${"long".repeat(10)}${i}.example.com`),
};
const worst: Webinar = {
  ...webinar,
  fullText: "<x>".repeat(333),
  planText: "é".repeat(1_000),
  opensAt: 1,
  closesAt: 2,
};
const long = (text: string, max: number) => text.repeat(max).slice(0, max);

const question = (i: number, over: Partial<Question> = {}): Question => ({
  id: `q${i}`,
  type: "text",
  label: long("*<&日", 200),
  required: true,
  maxLength: 0,
  options: [],
  ...over,
});
const hundred = Array.from({ length: 100 }, (_, i) => ({ id: `o${i}`, text: `${i} ${long("é<", 72)}` }));
const fifty = formOf({
  standard: { company: "required", phone: "shown" },
  questions: [
    question(0, { type: "dropdown", options: hundred.slice(0, 30) }),
    ...Array.from({ length: 49 }, (_, i) =>
      question(i + 1, { when: { question: "q0", is: hundred.slice(0, 20).map(({ id }) => id) } }),
    ),
  ],
});
/** As many short options as a form may hold, which is where a view is largest beside its form. */
const dense = formOf({
  standard: {},
  questions: Array.from({ length: 17 }, (_, i) =>
    question(i, { type: "dropdown", options: hundred.map((_one, j) => ({ id: `o${j}`, text: `日${j}` })) }),
  ),
});

const stepOf = (form: Form): Step => ({
  target: { kind: "webinar", webinar: { ...worst, form }, form },
  questions: nextStep(form, {}, [], fits),
  isFirst: true,
  firstName: "Ann".repeat(50),
  lastName: "",
  given: { q0: ["o1"] },
  chosen: [],
});
const series = {
  organisation: worst.organisation,
  code: seriesCode(worst.code),
  title: worst.title,
  host: personId("p1"),
  form: fifty,
  webinars: [],
  announcedIn: [],
  version: 1,
};
const fiftyRules: Rules = {
  noMatch: "reject",
  rules: Array.from({ length: RULES_MAX }, (_, i) => ({
    ...({ id: `r${i}`, field: `q${i}`, test: "notContains", matchCase: true, result: "reject" } as const),
    value: long("*<&日", RULE_VALUE_MAX),
  })),
};
const eleven = Array.from(
  { length: 11 },
  (_, i): Webinar => ({ ...worst, code: `ABC23${"23456789ABCDEF"[i]}` as never }),
);

describe.each(["en", "fr"] as const)("the forms in %s are within Slack's limits", (locale) => {
  const reader = { locale, zone: "Europe/Paris" };
  const fields = fieldsOf(worst, "Europe/Paris", zones, site.plan);

  it.each([true, false])("the form of a webinar, expanded: %s", (isExpanded) => {
    const fresh = {
      fields: newWebinarFields(site, "Europe/Paris"),
      channels: ["C1"],
      cohosts: [],
      invitees: [],
      guests: "",
      isExpanded,
    };
    expect(refusalOfView(webinarView(fresh, site, reader), "modal")).toBeUndefined();
    const full = {
      fields,
      channels: ["C1"],
      cohosts: ["U1"],
      invitees: [],
      guests: "",
      isExpanded,
      mark: "12",
      notes: ["<!channel>"],
      edits: { code: worst.code, version: 12 },
      deletes: { count: 2, title: worst.title },
    };
    const view = webinarView(full, { ...site, landingDomains: [] }, reader);
    expect(refusalOfView(view, "modal")).toBeUndefined();
    expect(JSON.stringify(view)).not.toContain("<!channel>");
  });

  it("P1: the rules editor with fifty rules, and the form of a rule", () => {
    const ruled = { ...worst, form: fifty, rules: fiftyRules };
    const counts = { ofRule: fiftyRules.rules.map(() => 10_000), noMatch: 10_000, isWhole: true };
    const view = rulesView({ webinar: ruled, counts }, reader, ["<!channel>"]);
    expect(refusalOfView(view, "modal")).toBeUndefined();
    expect(JSON.stringify(view)).toContain(locale === "en" ? "50. " : "50");
    expect(JSON.stringify(view)).not.toContain("<!channel>");
    const empty = rulesView({ webinar: worst, counts: { ofRule: [], noMatch: 0, isWhole: true } }, reader);
    expect(refusalOfView(empty, "modal")).toBeUndefined();
    const fields = { ...(fiftyRules.rules[0] as Rules["rules"][number]) };
    const rule = ruleView({ code: worst.code, form: fifty, notes: ["<!channel>"], fields }, reader);
    expect(refusalOfView(rule, "modal")).toBeUndefined();
  });

  it.each(STATUSES.filter((status) => changesFrom(status).length > 0))(
    "P2: the form of a decision about %s",
    (status) => {
      const notice = {
        kind: "open_form",
        form: "decide",
        webinar: worst,
        registration: registrationAs(status),
      } as const;
      const view = decideView(notice, reader);
      expect(refusalOfView(view, "modal")).toBeUndefined();
      // Only what waits is about to be rejected; a decision is changed to what is chosen.
      const decision = view.blocks.find(({ block_id }) => block_id === "decision");
      expect(JSON.stringify(decision).includes(`"initial_option":`)).toBe(status === "pending");
      // Only a rejection is asked for its reason, as soon as it is chosen.
      const asks = ({ blocks }: typeof view) => blocks.some(({ block_id }) => block_id === "reason");
      expect(asks(view)).toBe(status === "pending");
      const about = readShownDecision(view.private_metadata ?? "");
      for (const to of changesFrom(status)) {
        const chosen = decisionView(about, to, reader);
        expect(refusalOfView(chosen, "modal")).toBeUndefined();
        expect(asks(chosen)).toBe(to === "rejected");
      }
    },
  );

  it("a registration form, its preview, and a series'", () => {
    for (const form of [fifty, dense]) {
      expect(sizeOf(form)).toBeLessThanOrEqual(FORM_BYTES_MAX);
      const shown = { step: stepOf(form), address: "ann@example.com", now: 0 };
      expect(refusalOfView(registerView(shown, reader), "modal")).toBeUndefined();
      expect(refusalOfView(previewView(shown, reader), "modal")).toBeUndefined();
    }
    const target = { kind: "series", series, webinars: eleven, form: fifty } as const;
    for (const some of [eleven, eleven.slice(0, 10)]) {
      const step = { ...stepOf(fifty), target: { ...target, webinars: some }, chosen: some.map(({ code }) => code) };
      const open = some.map((one) => ({ ...one, opensAt: undefined, closesAt: undefined }));
      const shown = { step: { ...step, target: { ...target, webinars: open as never } }, address: "", now: 0 };
      const view = registerView(shown, reader);
      expect(refusalOfView(view, "modal")).toBeUndefined();
      expect(JSON.stringify(view)).toContain(some.length > 10 ? "multi_static_select" : "checkboxes");
    }
  });

  it("P39: where only the name can be corrected the form is called so, and says why apart from when it is", () => {
    const closed = { reason: "answers_until", title: "Deep sea", until: 0 } as const;
    const step = stepOf(fifty);
    const edits = registrationAs("approved");
    const titleOf = (answersClosed?: typeof closed) => {
      const target = { kind: "webinar", webinar: worst, form: fifty, edits, ...(answersClosed && { answersClosed }) };
      const view = registerView({ step: { ...step, target } as Step, address: "", now: 0 }, reader);
      return [
        view.title.text,
        /Answers closed on|La date limite des réponses est passée/.test(JSON.stringify(view.blocks[1])),
      ];
    };
    const isFrench = reader.locale === "fr";
    expect(titleOf(closed)).toEqual([isFrench ? "Corriger mon nom" : "Correct my name", true]);
    expect(titleOf()).toEqual([isFrench ? "Modifier mes réponses" : "Edit my answers", false]);
  });

  it("the form builder with fifty questions, and one question with a hundred options", () => {
    const owner = { kind: "series", series, form: fifty } as const;
    expect(refusalOfView(questionsView(owner, reader, ["<x>"]), "modal")).toBeUndefined();
    const form = formOf({ standard: {}, questions: [question(0, { type: "dropdown", options: hundred })] });
    const [big] = form.questions;
    const view = questionView({ code: worst.code, form, question: big }, reader);
    expect(refusalOfView(view, "modal")).toBeUndefined();
    // All hundred come back from the inputs that they were spread over.
    const values = Object.fromEntries(
      view.blocks.flatMap((block) => {
        const element = "element" in block && isObject(block.element) ? block.element : {};
        return "initial_value" in element ? [[block.block_id, { value: { value: element.initial_value } }]] : [];
      }),
    );
    expect(readQuestion(readFilled(values)).options).toBe(hundred.map(({ text }) => text).join("\n"));
    const last = questionView({ code: worst.code, form: fifty, question: fifty.questions[49] }, reader);
    expect(refusalOfView(last, "modal")).toBeUndefined();
  });

  it("the form of a series, with many webinars to choose from and with none", () => {
    const choices = Array.from({ length: 120 }, (_, i) => ({ ...worst, code: `CODE${i}` as never }));
    const edits = { series, webinars: eleven };
    const view = seriesView(
      { fields: { title: worst.title, webinars: eleven.map(({ code }) => code) }, choices, edits },
      reader,
    );
    expect(refusalOfView(view, "modal")).toBeUndefined();
    const none = seriesView({ fields: { title: "", webinars: [] }, choices: [] }, reader);
    expect(refusalOfView(none, "modal")).toBeUndefined();
  });
});

describe("what the form of a webinar brings", () => {
  const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
  const chosen = (value: string) => ({ value: { selected_option: { value } } });

  it("is read, and what cannot be read is left to the core to refuse", () => {
    const values = { "title@7": typed("T"), duration: typed("x"), cap: typed("1e9"), policy: chosen("automatic") };
    expect(readWebinar(values, site, "UTC").fields).toMatchObject({
      title: "T",
      durationMinutes: Number.NaN,
      cap: 1e9,
      policy: "automatic",
      kind: "webinar",
      registrationRequired: false,
      start: { date: "", time: "" },
      zone: "UTC",
    });
    expect(() => readWebinar("nonsense", site, "UTC")).toThrow();
  });

  it("P1: a webinar whose rules decide still has them after an edit", () => {
    const policy = (value: string) =>
      readWebinar({ kind: chosen("webinar"), policy: chosen(value) }, site, "UTC").fields.policy;
    expect(["manual", "automatic", "rules", "nonsense"].map(policy)).toEqual([
      "manual",
      "automatic",
      "rules",
      "manual",
    ]);
  });

  it("what is no decision and no rule of ours is none, and nothing is approved by accident", () => {
    expect(readDecision(readFilled({ decision: chosen("offered") }))).toEqual({
      to: undefined,
      reason: { text: "", told: false },
    });
    expect(readRule(readFilled({ result: chosen("x"), test: chosen("x") }))).toEqual({
      field: "",
      test: "contains",
      value: "",
      matchCase: false,
      result: "reject",
    });
  });

  it("S7, S9: what a form does not show is as the full one begins", () => {
    const of = (kind: string, on: Site) => readWebinar({ kind: chosen(kind) }, on, "UTC").fields;
    expect(of("webinar", site)).toMatchObject({ registrationRequired: true, registrationIds: true, policy: "manual" });
    expect(of("meeting", site).registrationIds).toBe(false);
    expect(of("webinar", { ...site, registrationIds: false }).registrationIds).toBe(false);
    const off = { ...site, registrationIds: false };
    const view = (fields: Parameters<typeof webinarView>[0]["fields"]) =>
      JSON.stringify(
        webinarView({ fields, channels: [], cohosts: [], invitees: [], guests: "", isExpanded: true }, off, {
          locale: "en",
        }),
      );
    expect(view(newWebinarFields(off, "UTC"))).not.toContain('"ids"');
    // A webinar that has them from before can still let go of them.
    expect(view({ ...newWebinarFields(off, "UTC"), registrationIds: true })).toContain('"ids"');
  });

  it("no channel chosen means one's own chat, and what Slack's menu cannot show stays", () => {
    const by = { team: "T1", user: "U1" };
    const read = (channels: string[]) => ({ ...readWebinar({}, site, "UTC"), channels });
    const slack = (channelId: string, group = "T1") => ({ face: "slack", group, channelId }) as const;
    const teams = { face: "teams", group: "X", channelId: "19:a" } as const;
    const crew = (channels: string[], hostChannels: Webinar["hostChannels"]) =>
      namedPeopleIn(read(channels), by, { ...worst, hostChannels }).hostChannels;
    expect(namedPeopleIn(read([]), by, undefined).hostChannels).toEqual([slack("U1")]);
    expect(crew([], [slack("C1")])).toEqual([slack("U1")]);
    expect(crew([], [slack("U9")])).toEqual([slack("U9")]);
    expect(crew([], [teams])).toEqual([]);
    expect(crew(["C1", "C2"], [slack("C1", "T0"), teams])).toEqual([slack("C1", "T0"), slack("C2")]);
    const someone = { id: personId("p"), firstName: "", lastName: "", fullMember: true };
    const people = [
      { ...someone, chats: ["slack:T0:U7", "slack:T1:U8"] as never },
      { ...someone, chats: ["teams:X:y"] as never },
      undefined,
    ];
    expect(cohostsOf(people, "T1")).toEqual(["U8"]);
  });
});
