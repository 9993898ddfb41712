import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { describe, expect, it } from "vitest";
import { FORM_BYTES_MAX, sizeOf } from "../../../src/core/hosting/form-changes.ts";
import type { WebinarFields } from "../../../src/core/hosting/settings.ts";
import { formOf, QUESTION_TYPES, type Question, STANDARD_QUESTIONS } from "../../../src/core/model/form.ts";
import { personId } from "../../../src/core/model/ids.ts";
import { NEW_RULE } from "../../../src/core/model/rules.ts";
import type { STATUSES } from "../../../src/core/model/status.ts";
import { checkCard } from "../../../src/playground/teams/card-check.ts";
import { bytesOf } from "../../../src/playground/teams/cards.ts";
import { textOf } from "../../../src/playground/teams/inputs.ts";
import { decideView } from "../../../src/teams/forms/decide/view.ts";
import { answerView, askView } from "../../../src/teams/forms/inquiry/view.ts";
import { questionView, readQuestion, seenOf, typedOfQuestion } from "../../../src/teams/forms/questions/question.ts";
import { questionsView } from "../../../src/teams/forms/questions/view.ts";
import { fits, registerView } from "../../../src/teams/forms/register/view.ts";
import { readRule, ruleView, typedOfRule } from "../../../src/teams/forms/rules/rule.ts";
import { rulesView } from "../../../src/teams/forms/rules/view.ts";
import { seriesView } from "../../../src/teams/forms/series/view.ts";
import { newWebinarTyped, readWebinar, typedOfWebinar } from "../../../src/teams/forms/webinar/fields.ts";
import type { WebinarForm } from "../../../src/teams/forms/webinar/form.ts";
import { webinarView } from "../../../src/teams/forms/webinar/view.ts";
import { inputsFor } from "../../../src/teams/platform/inputs.ts";
import { address, NOTICES, registrationAs, webinar } from "../../setup/notices.ts";

const MAX = 25 * 1024;
const site = { plan: 1_000, registrationIds: true, landingDomains: [], retentionDays: 90, hosts: "members" as const };
const reader = { locale: "en" as const, zone: "Europe/Paris" };
const NEW_WEBINAR = newWebinarTyped(site, "Europe/Paris");
const LONG = { reason: "too_long", field: "answer", max: 1_000, length: 10_000 } as const;
const person = { id: personId("p2"), address, firstName: "Ann", lastName: "", chats: [], fullMember: true };

/** Every element of a card, in order. */
const elementsIn = (card: IAdaptiveCard): Record<string, unknown>[] => {
  const found: Record<string, unknown>[] = [];
  JSON.stringify(card, (_, value) => {
    if (typeof value?.type === "string") found.push(value);
    return value;
  });
  return found;
};
const input = (card: IAdaptiveCard, id: string) => elementsIn(card).find((element) => element.id === id);
const submitOf = (card: IAdaptiveCard) => elementsIn(card).find(({ type }) => type === "Action.Submit");

const good = (card: IAdaptiveCard) => {
  expect(checkCard(card)).toEqual([]);
  expect(bytesOf(card)).toBeLessThan(MAX);
};

describe("the form of a webinar", () => {
  const form: WebinarForm = {
    site,
    reader,
    zone: "Europe/Paris",
    nonce: "n",
    inline: false,
    typed: NEW_WEBINAR,
    problems: [],
    channels: [
      { value: "own", title: "Here, to me" },
      { value: "19:x", title: "Hosts" },
    ],
  };
  const edited = { code: webinar.code, title: webinar.title, version: 4 };

  it("keeps what was typed and says each problem under its field", () => {
    const card = webinarView({
      ...form,
      typed: { ...NEW_WEBINAR, title: "Deep sea", cap: "0", kind: "meeting", channels: "19:x,own", ids: "false" },
      problems: [
        { field: "cap", refusal: { reason: "cap_out_of_range", max: 10_000, plan: 1_000 } },
        { field: "none", refusal: { reason: "may_not_schedule" } },
      ],
    });
    good(card);
    expect(["title", "kind", "channels", "cap", "ids"].map((id) => input(card, id)?.value)).toEqual([
      "Deep sea",
      "meeting",
      "19:x,own",
      0,
      "false",
    ]);
    expect(textOf({ ...card })).toMatch(/^Only hosts.*Seats\n.*\nSeats must be a whole number/s);
  });

  it("hides each part of what few change until it is asked for, has a problem, or differs in a new webinar", () => {
    const shown = (more: Partial<WebinarForm>) =>
      ["registering", "approving", "seats", "answers", "words", "people"].filter(
        (name) => input(webinarView({ ...form, ...more }), `part_${name}`)?.isVisible !== false,
      );
    expect(shown({})).toEqual([]);
    expect(shown({ typed: { ...NEW_WEBINAR, title: "x", cap: "" } })).toEqual([]);
    expect(shown({ typed: { ...NEW_WEBINAR, cap: "3", policy: "automatic" } })).toEqual(["approving", "seats"]);
    expect(shown({ problems: [{ field: "opens", refusal: { reason: "window_unreadable" } }] })).toEqual(["seats"]);
    expect(shown({ problems: [{ field: "title", refusal: { reason: "title_missing" } }] })).toEqual([]);
    expect(shown({ edited, typed: { ...NEW_WEBINAR, cap: "3" } })).toEqual([]);
  });

  it("S9: registration IDs switched off on the site are not offered, but where a webinar has them", () => {
    const off = { ...form, site: { ...site, registrationIds: false } };
    expect(input(webinarView({ ...off, typed: { ...NEW_WEBINAR, ids: "false" } }), "ids")).toBeUndefined();
    expect(input(webinarView({ ...off, edited, typed: { ids: "true" } }), "ids")).toBeDefined();
    expect(input(webinarView(form), "ids")).toBeDefined();
    expect(readWebinar({}, "Europe/Paris").registrationIds).toBe(false);
  });

  it("S11, S28: asks for the code where registrations would be deleted, and keeps asking", () => {
    const refusal = { reason: "confirm_deletion", count: 3, code: webinar.code, wrong: false } as const;
    const card = webinarView({ ...form, edited, problems: [{ field: "confirm", refusal }] });
    good(card);
    expect(textOf({ ...card })).toContain("This deletes all 3 registrations of");
    expect(textOf({ ...card })).toContain("Type ABC234 to delete all 3 registrations");
    expect(submitOf(card)?.data).toMatchObject({ form: "edit", code: "ABC234", version: "4", count: "3" });
    const again = webinarView({ ...form, edited, typed: { ...NEW_WEBINAR, count: "3", confirm: "abc" } });
    expect(input(again, "confirm")?.value).toBe("abc");
  });

  it("a webinar's fields come back from its form as they went into it", () => {
    const fields: WebinarFields = {
      kind: "meeting",
      title: "T",
      description: "D",
      zone: "Europe/Paris",
      durationMinutes: 90,
      link: "https://x",
      password: "p",
      registrationRequired: false,
      joinBeforeHost: 0,
      registrationIds: false,
      approveInvited: true,
      waitMinutes: 60,
      waitResult: "approved",
      policy: "automatic",
      cap: 7,
      opens: { date: "2027-01-01", time: "08:00" },
      closes: { date: "", time: "" },
      waitlist: true,
      dmOnly: true,
      invitationsLocked: false,
      answerEdits: "until_deadline",
      answersUntil: { date: "2027-01-14", time: "18:00" },
      editsReopen: true,
      visibility: "listed",
      landingPage: "https://y",
      offerMinutes: 30,
      fullText: "F",
      planText: "P",
      reminders: [1_440, 10],
      nudgeMinutes: 10_080,
      followUp: true,
      recording: "https://v",
      texts: { invitationText: "I", approvalText: "", reminderText: "R", followUpText: "" },
      start: { date: "2027-01-15", time: "09:00" },
    };
    expect(readWebinar(typedOfWebinar(fields, { cohosts: [], channels: [] }), "Europe/Paris")).toEqual(fields);
    const unset = {
      ...fields,
      cap: undefined,
      joinBeforeHost: undefined,
      waitMinutes: undefined,
      waitResult: undefined,
      nudgeMinutes: undefined,
      reminders: [],
    };
    expect(readWebinar(typedOfWebinar(unset, { cohosts: [], channels: [] }), "Europe/Paris")).toEqual(unset);
  });

  it("N6: hosts are reminded after four hours unless they choose otherwise, and what is made up is not chosen", () => {
    const card = webinarView(form);
    expect(["wait", "waitResult"].map((id) => input(card, id)?.value)).toEqual(["240", "none"]);
    expect(textOf({ ...card })).toContain("It goes on waiting\nApprove it\nReject it");
    expect(readWebinar(NEW_WEBINAR, "Europe/Paris")).toMatchObject({ waitMinutes: 240, waitResult: undefined });
    const made = readWebinar({ ...NEW_WEBINAR, wait: "7", waitResult: "cancelled" }, "Europe/Paris");
    expect([made.waitMinutes, made.waitResult]).toEqual([undefined, undefined]);
  });

  it.each(["en", "fr"] as const)("fits a card in %s with every text filled, in letters of three bytes", (locale) => {
    const wide = (count: number) => "漢".repeat(count);
    const typed = {
      ...NEW_WEBINAR,
      title: wide(120),
      description: wide(2_000),
      password: wide(40),
      fullText: wide(1_000),
      planText: wide(1_000),
      link: `https://meet.example.com/${"x".repeat(300)}`,
      landing: `https://example.com/${"x".repeat(300)}`,
      cohosts: Array.from({ length: 10 }, (_, i) => `somebody.long${i}@example.com`).join(", "),
      channels: "own",
    };
    const channels = Array.from({ length: 300 }, (_, i) => ({ value: `19:${i}${"x".repeat(40)}`, title: wide(60) }));
    const card = webinarView({
      ...form,
      reader: { ...reader, locale },
      edited: { ...edited, title: wide(120) },
      typed,
      channels: [{ value: "own", title: "Here" }, ...channels],
    });
    good(card);
    expect(input(card, "description")?.value).toBe(typed.description);
  });

  it("stays within what Teams takes whatever is typed into it", () => {
    const huge = "漢".repeat(10_000);
    const names = ["title", "description", "link", "password", "landing", "fullText", "planText", "confirm"];
    const typed = { ...NEW_WEBINAR, ...Object.fromEntries(names.map((name) => [name, huge])), count: "3" };
    const card = webinarView({ ...form, edited, typed });
    expect(checkCard(card)).toEqual([]);
    expect(bytesOf(card)).toBeLessThan(28 * 1024);
  });
});

const question = (id: string, more: Partial<Question> = {}): Question => ({
  id,
  type: "line",
  label: "漢".repeat(200),
  required: true,
  maxLength: 0,
  options: [],
  ...more,
});
const options = (count: number, text = "漢") =>
  Array.from({ length: count }, (_, i) => ({ id: `q2345678${i}`, text: `${i}${text}`.slice(0, 75) }));

describe("the registration form", () => {
  const step = (questions: Question[], more: object = {}) => ({
    target: { kind: "webinar" as const, webinar, form: formOf({ standard: {}, questions }) },
    questions,
    isFirst: true,
    firstName: "Ann",
    lastName: "",
    given: {},
    chosen: [],
    ...more,
  });
  const base = { person, reader, now: 0, nonce: "n", problems: [], inline: false };

  it.each([true, false])("names from the profile, inline %s", (inline) => {
    const card = registerView({
      ...base,
      inline,
      step: step([], { firstName: " " }),
      problems: [{ field: "firstName", refusal: { reason: "first_name_missing" } }],
    });
    good(card);
    expect(textOf({ ...card })).toMatch(
      /First name\nPlease enter the first name\.\nLast name\nFrom your profile: ann\.lee@example\.com/,
    );
    expect(elementsIn(card).at(-1)?.type).toBe(inline ? "Action.Execute" : "Action.Submit");
  });

  it("S27: the five types, each as its own input, with what was answered", () => {
    const card = registerView({
      ...base,
      step: step(
        QUESTION_TYPES.map((type) => question(type, { type, label: `${type}?`, options: options(3), maxLength: 20 })),
        {
          given: {
            line: ["l"],
            text: ["t"],
            checkboxes: ["q23456780", "q23456782"],
            dropdown: ["q23456781"],
            radio: ["gone"],
          },
        },
      ),
    });
    good(card);
    expect(QUESTION_TYPES.map((type) => input(card, `q-${type}`))).toMatchObject([
      { type: "Input.Text", value: "l", maxLength: 40, isRequired: true },
      { type: "Input.Text", value: "t", isMultiline: true },
      { type: "Input.ChoiceSet", isMultiSelect: true, style: "expanded", value: "q23456780,q23456782" },
      { type: "Input.ChoiceSet", style: "compact", value: "q23456781" },
      { type: "Input.ChoiceSet", style: "expanded" },
    ]);
    expect(input(card, "q-radio")).not.toHaveProperty("value");
  });

  it("says nothing of dates and markup that somebody wrote into a question", () => {
    good(registerView({ ...base, step: step([question("a", { label: "{{DATE(2027-01-15T08:00:00Z)}} *x*" })]) }));
  });

  it("as many questions as fit one step are one good card, and the largest question is a step", () => {
    const all = Array.from({ length: 50 }, (_, i) => question(`q${i}`));
    let count = 1;
    while (fits(all.slice(0, count + 1))) count += 1;
    expect(count).toBeGreaterThan(15);
    good(registerView({ ...base, step: step(all.slice(0, count)) }));
    good(
      registerView({
        ...base,
        step: step([question("a", { type: "dropdown", options: options(100, "x".repeat(75)) })]),
      }),
    );
  });

  it("shows what is wrong alone where the whole step with what was typed does not fit", () => {
    const all = Array.from({ length: 8 }, (_, i) => question(`q${i}`, { type: "text" }));
    const given = Object.fromEntries(all.map(({ id }) => [id, ["漢".repeat(2_000)]]));
    const problems = [{ field: "q3", refusal: { reason: "answer_missing" } as const }];
    const card = registerView({ ...base, problems, step: step(all, { given, isFirst: false }) });
    good(card);
    expect(elementsIn(card).filter(({ id }) => String(id).startsWith("q-"))).toMatchObject([{ id: "q-q3" }]);
    // The others are kept, and not asked again.
    expect(submitOf(card)?.data).toMatchObject({ shown: "q3", asked: all.map(({ id }) => id).join(",") });
    const next = registerView({ ...base, step: step(all, { given, isFirst: false }) });
    good(next);
    const { shown = "", asked } = (submitOf(next)?.data ?? {}) as { shown?: string; asked?: string };
    expect([shown, shown.split(",").length]).toEqual([asked, 3]);
  });
});

describe("the form builder", () => {
  const wide = Array.from({ length: 50 }, (_, i) => question(`q2345678${i}`, { type: "text" }));
  const standard = Object.fromEntries(STANDARD_QUESTIONS.map((name) => [name, "required" as const]));
  const owner = (questions: Question[]) => {
    const form = formOf({ standard, questions });
    return { kind: "webinar" as const, webinar: { ...webinar, form }, form };
  };
  const base = { reader, nonce: "n", problems: [], isSaved: false };

  it.each(["en", "fr"] as const)("fits a card in %s with fifty questions of 200 letters of three bytes", (locale) => {
    const of = owner(wide);
    expect(sizeOf(of.form)).toBeLessThan(FORM_BYTES_MAX);
    const card = questionsView({ ...base, owner: of, reader: { ...reader, locale } });
    good(card);
    expect(input(card, "question")?.choices).toHaveLength(50);
    good(questionView({ ...base, owner: of, reader: { ...reader, locale }, typed: typedOfQuestion(of, undefined) }));
  });

  it("says how each question is asked, and keeps the one that was chosen", () => {
    const on = question("a", { type: "radio", label: "Meal?", options: [{ id: "m", text: "Fish" }] });
    const of = owner([on, question("b", { label: "Which?", required: false, when: { question: "a", is: ["m"] } })]);
    const card = questionsView({ ...base, owner: of, chosen: "b", isSaved: true });
    good(card);
    expect(textOf({ ...card })).toContain("1. Meal? (Radio buttons, required)");
    expect(textOf({ ...card })).toContain("2. Which? (One line of text, only after Meal?: Fish)");
    expect(textOf({ ...card })).toContain("Saved.");
    expect(input(card, "question")?.value).toBe("b");
    expect(input(card, "s-company")?.value).toBe("required");
  });

  it("a question comes back from its form as it went into it", () => {
    const on = question("a", { type: "radio", label: "Meal?", options: [{ id: "m", text: "Fish" }] });
    const asked = question("b", { label: "Which?", maxLength: 5, when: { question: "a", is: ["m"] } });
    const of = owner([on, asked]);
    const typed = typedOfQuestion(of, asked);
    expect(readQuestion(typed)).toEqual({
      type: "line",
      label: "Which?",
      required: true,
      maxLength: 5,
      options: "",
      whenQuestion: "a",
      whenIs: "Fish",
    });
    const card = questionView({ ...base, owner: of, id: "b", seen: seenOf(asked), typed });
    good(card);
    expect(submitOf(card)?.data).toMatchObject({ id: "b", seen: seenOf(asked), do: "put" });
    expect(readQuestion(typedOfQuestion(of, undefined))).toMatchObject({ whenQuestion: "", maxLength: 0 });
  });

  it("a question that is too large comes back within what Teams takes", () => {
    const lines = Array.from({ length: 100 }, () => "漢".repeat(75)).join("\n");
    const typed = { ...typedOfQuestion(owner(wide), undefined), label: "漢".repeat(200), options: lines };
    const card = questionView({ ...base, owner: owner(wide), typed });
    expect(checkCard(card)).toEqual([]);
    expect(bytesOf(card)).toBeLessThan(28 * 1024);
  });
});

describe("the form of a series", () => {
  it("fits a card with 130 webinars of long titles", () => {
    const choices = Array.from({ length: 130 }, (_, i) => {
      const letter = (at: number) => "23456789ABCDEFGH"[at % 16];
      return {
        ...webinar,
        title: "漢".repeat(120),
        code: `ABC2${letter(Math.floor(i / 16))}${letter(i)}` as typeof webinar.code,
      };
    });
    good(seriesView({ reader, choices, nonce: "n", typed: { title: "T" }, problems: [] }));
    const none = seriesView({ reader, choices: [], nonce: "n", typed: {}, problems: [] });
    good(none);
    expect(textOf({ ...none })).toContain("You have none that can be added");
  });
});

describe("the rules editor", () => {
  const text = "漢".repeat(200);
  const questions = Array.from({ length: 50 }, (_, i) => ({
    id: `q${i}`,
    type: "line" as const,
    label: text,
    required: false,
    maxLength: 0,
    options: [],
  }));
  const rules = Array.from({ length: 50 }, (_, i) => ({
    id: `rule${i}`,
    field: `q${i}`,
    test: "notContains" as const,
    value: text,
    matchCase: false,
    result: "approve" as const,
  }));
  const of = { ...webinar, form: formOf({ standard: {}, questions }), rules: { rules, noMatch: "hold" as const } };
  const counts = { ofRule: rules.map((_, i) => i), noMatch: 3, isWhole: true };
  const base = { reader, nonce: "n", problems: [], isSaved: false };

  it("P1: 50 rules of the longest texts fit a card, each with what it would have decided and what it does", () => {
    const card = rulesView({ ...base, webinar: of, counts });
    good(card);
    const shown = textOf({ ...card });
    expect(shown).toMatch(/^50\. .* does not contain “.*”: approve \(would have decided 49 so far\)$/m);
    expect(shown).toContain("Applied to 3 requests so far");
    good(rulesView({ ...base, webinar, counts: { ofRule: [], noMatch: 0, isWhole: true } }));
    expect(shown).not.toContain("were counted");
    const partly = { ofRule: [7_000], noMatch: 13_000, isWhole: false };
    expect(textOf({ ...rulesView({ ...base, webinar: of, counts: partly }) })).toContain(
      "Only the first 20,000 requests",
    );
    expect(input(rulesView({ ...base, webinar: of, counts, chosen: "rule7" }), "rule")?.value).toBe("rule7");
    expect(input(rulesView({ ...base, webinar: of, counts, chosen: "gone" }), "rule")?.value).toBe("rule0");
  });

  it("a rule's form offers every question, and comes back with its problem under the field", () => {
    const problems = [{ field: "value", refusal: { reason: "rule_value_missing" as const } }];
    const card = ruleView({
      reader,
      webinar: of,
      nonce: "n",
      typed: { ...typedOfRule(NEW_RULE), value: text },
      problems,
    });
    good(card);
    expect(input(card, "field")?.choices).toHaveLength(52);
    expect(textOf({ ...card })).toContain("With\nWrite what it compares with.");
    expect(readRule({ ...typedOfRule(NEW_RULE), test: "made up", result: "made up" })).toMatchObject({
      field: "address",
      test: "contains",
      result: "approve",
      matchCase: false,
    });
  });
});

describe("the form of a decision", () => {
  const choices = (status: (typeof STATUSES)[number]) => {
    const card = decideView({ reader, webinar, registration: registrationAs(status), nonce: "n" });
    good(card);
    const to = input(card, "to");
    return [to?.value, (to?.choices as { value: string }[] | undefined)?.map(({ value }) => value)];
  };

  it("P2: offers what is possible, with nothing chosen: a hasty press takes no seat away", () => {
    expect(choices("pending")).toEqual([undefined, ["approved", "rejected", "cancelled"]]);
    expect(choices("approved")).toEqual([undefined, ["rejected", "pending", "cancelled"]]);
    expect(choices("rejected")).toEqual([undefined, ["approved", "pending"]]);
    expect(choices("cancelled")).toEqual([undefined, undefined]);
  });
});

describe("the forms of a question and of its answer", () => {
  const opened = NOTICES.flatMap((notice) =>
    notice.kind === "open_form" && (notice.form === "ask" || notice.form === "answer") ? [notice] : [],
  );

  it("N9: fit a card with the longest texts, say what they are about, and name what they do", () => {
    expect(opened.map(({ form }) => form)).toEqual(["ask", "answer"]);
    for (const notice of opened) {
      const problems = [{ field: "text", refusal: LONG }];
      const shown = { reader, nonce: "n", typed: { text: "漢".repeat(10_000) }, problems };
      const card = notice.form === "ask" ? askView({ ...notice, ...shown }) : answerView({ ...notice, ...shown });
      good(card);
      const about = { code: webinar.code, registration: notice.registration.key, nonce: "n" };
      const more = notice.form === "answer" ? { inquiry: notice.inquiry.id } : {};
      expect(submitOf(card)?.data).toEqual({ form: notice.form, ...about, ...more });
      expect(input(card, "text")).toMatchObject({ maxLength: 2_000, isMultiline: true, isRequired: true });
      expect(textOf({ ...card })).toContain("That is too long: 10,000 characters");
      expect(textOf({ ...card })).not.toMatch(/(?<!\\)<!channel>/);
    }
  });
});

describe("inputs", () => {
  it("what is no longer offered is not chosen", () => {
    const choices = [{ title: "A", value: "a" }];
    const chosen = (value: string, isMultiSelect: boolean) =>
      inputsFor({ x: value }).choice("x", "X", choices, { isMultiSelect });
    expect(chosen("b", false)).not.toHaveProperty("value");
    expect(chosen("b,a", true)).toMatchObject({ value: "a" });
  });
});
