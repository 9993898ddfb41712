import { describe, expect, it } from "vitest";
import type { Registration } from "../../../src/core/model/registration.ts";
import { parseAct } from "../../../src/core/notices/card-acts.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { checkCard } from "../../../src/playground/teams/card-check.ts";
import { bytesOf } from "../../../src/playground/teams/cards.ts";
import { textOf } from "../../../src/playground/teams/inputs.ts";
import { cardOf, messageOf } from "../../../src/teams/notices/message.ts";
import { digest, NOTICES, registrationAs, webinar } from "../../setup/notices.ts";

type Action = {
  type: string;
  title: string;
  mode?: string;
  verb?: string;
  url?: string;
  data?: { msteams?: { type: string } };
};
const actionsIn = (card: object): Action[] => {
  const found: Action[] = [];
  JSON.stringify(card, (_, value) => {
    if (typeof value?.type === "string" && value.type.startsWith("Action.") && value.type !== "Action.ToggleVisibility")
      found.push(value);
    return value;
  });
  return found;
};

describe("cards", () => {
  it.each(NOTICES.flatMap((notice) => (["en", "fr"] as const).map((locale) => [notice.kind, locale, notice] as const)))(
    "%s in %s is a good card of at most 25 KB",
    (_, locale, notice) => {
      const { attachments, summary } = messageOf(notice, { locale, zone: "Europe/Paris" }, 0);
      const card = attachments[0].content;
      expect(checkCard(card)).toEqual([]);
      expect(bytesOf(card)).toBeLessThan(25 * 1024);
      expect(summary).not.toBe("");
    },
  );

  it("T7: no card shows more than six actions; the others are under a “…”", () => {
    for (const notice of NOTICES) {
      const shown = actionsIn(cardOf(notice, { locale: "en" }, 0)).filter(({ mode }) => mode !== "secondary");
      expect(shown.length, notice.kind).toBeLessThanOrEqual(6);
    }
  });

  it.each(NOTICES.map((notice) => [notice.kind, notice] as const))(
    "%s: every button is an act of the core",
    (_, notice) => {
      for (const { type, verb, data } of actionsIn(cardOf(notice, { locale: "en" }, 0))) {
        if (type === "Action.OpenUrl") continue;
        const act = parseAct(data);
        expect(act).toBeDefined();
        if (type === "Action.Execute") expect(verb).toBe(act?.act);
        else expect(data?.msteams).toEqual({ type: "task/fetch" });
      }
    },
  );

  it("P21: the meeting's own address is on no card", () => {
    for (const notice of NOTICES)
      expect(JSON.stringify(cardOf(notice, { locale: "en" }, 0))).not.toContain("meet.example.com");
  });

  it("N1: a decided request has no live button, and a pending one names whom it is about", () => {
    const titles = (status: Registration["status"], of = webinar, more: object = {}, now = 0) =>
      actionsIn(
        cardOf(
          {
            kind: "request",
            webinar: of,
            registration: { ...registrationAs(status), registeredAt: 0 },
            answers: [],
            isUndoable: false,
            ...more,
          },
          { locale: "en" },
          now,
        ),
      ).map(({ title }) => title);
    expect(titles("pending")).toEqual([
      "Approve Ann ** [Lee](x)",
      "Reject Ann ** [Lee](x)",
      "Reject with a reason",
      "Ask Ann ** [Lee](x)",
    ]);
    for (const status of ["pending", "approved"] as const)
      expect(titles(status, webinar, { isUndoable: true }, webinar.endsAt)).toEqual([]);
    for (const status of ["approved", "rejected"] as const) expect(titles(status)).toEqual(["Change decision"]);
    expect(titles("cancelled")).toEqual([]);
    for (const status of ["waitlisted", "offered"] as const) expect(titles(status)).toEqual(["See the waiting list"]);
    for (const status of ["pending", "approved"] as const)
      expect(titles(status, { ...webinar, state: "cancelled" }, { isUndoable: true, domain: "a.com" })).toEqual([]);
  });

  it("N7, N10, N13: undo while it can be, a domain's rule where it is offered, and who is late is admitted now", () => {
    const acts = (status: Registration["status"], more: object, now = 0) =>
      actionsIn(
        cardOf(
          {
            kind: "request",
            webinar,
            registration: registrationAs(status),
            answers: [],
            isUndoable: false,
            ...more,
          },
          { locale: "en" },
          now,
        ),
      ).map(({ title, data }) => [title, parseAct(data)?.act]);
    expect(acts("approved", { isUndoable: true, domain: "acme.com" })).toEqual([
      ["Undo", "undo"],
      ["Change decision", "change"],
      ["Always approve @acme.com", "always"],
    ]);
    const late = { ...registrationAs("pending"), registeredAt: webinar.startsAt };
    expect(acts("pending", { registration: late, domain: "acme.com" })).toEqual([
      ["Admit now", "approve"],
      ["Reject Ann ** [Lee](x)", "reject"],
      ["Reject with a reason", "reject_reason"],
      ["Ask Ann ** [Lee](x)", "ask"],
      ["Always approve @acme.com", "always"],
    ]);
    const full = { kind: "no_free_seat", webinar, registration: late } as const;
    const raise = (mayRaise: boolean) =>
      actionsIn(cardOf({ ...full, mayRaise }, { locale: "en" }, 0)).map(({ title }) => title);
    // Where the plan allows no more seats, one is freed in the roster.
    expect([raise(true), raise(false)]).toEqual([["Approve and add a seat", "Roster"], ["Roster"]]);
  });

  it("N5, N6, N9, N10: what hosts and people can do about many requests, and about a question", () => {
    const acts = (notice: Notice, now = 1) =>
      actionsIn(cardOf(notice, { locale: "en" }, now)).map(({ data }) => parseAct(data)?.act);
    const over = webinar.endsAt;
    expect(acts(digest)).toEqual(["requests", "bulk_approve"]);
    expect(acts(digest, over)).toEqual([]);
    expect(acts({ ...digest, webinar: { ...webinar, state: "cancelled" } })).toEqual([]);
    expect(acts({ ...digest, gathered: { ...digest.gathered, counts: webinar.counts } })).toEqual([]);
    expect(acts({ kind: "waiting", webinar, count: 1, oldestAt: 1 })).toEqual(["requests"]);
    expect(acts({ kind: "choose", command: "requests", webinars: [webinar] })).toEqual(["requests"]);
    for (const notice of NOTICES) {
      if (notice.kind === "bulk")
        expect(acts(notice)).toEqual([...(notice.isUndoable ? ["bulk_undo"] : []), "requests"]);
      if (notice.kind === "thread" || notice.kind === "ask_sent") expect(acts(notice)).toEqual([]);
      if (notice.kind === "request") {
        expect(acts(notice).length).toBeLessThanOrEqual(6);
        expect(acts(notice, over)).toEqual([]);
      }
      if (notice.kind !== "asked") continue;
      expect([acts(notice), acts(notice, over)]).toEqual([["answer"], []]);
      expect(acts({ ...notice, inquiry: { ...notice.inquiry, answer: "Yes" } })).toEqual([]);
    }
  });

  it("buttons follow the registration's status", () => {
    const verbs = (status: Registration["status"], again = false) =>
      actionsIn(
        cardOf({ kind: "registration", webinar, registration: registrationAs(status), again }, { locale: "en" }, 0),
      ).flatMap((action) => (action.type === "Action.OpenUrl" ? [] : [parseAct(action.data)?.act]));
    expect(verbs("pending")).toEqual(["leave", "edit_answers", "told_by"]);
    expect(verbs("approved")).toEqual(["join", "edit_answers", "leave", "told_by"]);
    expect(verbs("rejected")).toEqual(["command"]);
    expect(verbs("cancelled")).toEqual(["register"]);
    expect(verbs("pending", true)).toEqual(["leave", "edit_answers", "told_by", "resend"]);
  });

  it("a dialog's card has no button that a dialog cannot press", () => {
    for (const notice of NOTICES)
      for (const action of actionsIn(cardOf(notice, { locale: "en" }, 0, { inDialog: true }))) {
        // What is no link is sent as a form is: it names its form, or that it was pressed in a dialog.
        if (action.type === "Action.Submit") {
          const isTakenBack = parseAct(action.data)?.act === "take_back";
          expect(action.data).toMatchObject(isTakenBack ? { form: "leave" } : { where: "dialog" });
        } else expect(action.type).toBe("Action.OpenUrl");
      }
  });

  it("S24: the landing page is a button for who holds or waits for a seat, in a dialog too", () => {
    const urls = (status: Registration["status"], landingPage = webinar.landingPage) => {
      const { landingPage: _, ...plain } = webinar;
      const of = landingPage ? { ...plain, landingPage } : plain;
      const notice = { kind: "registration", webinar: of, registration: registrationAs(status), again: false } as const;
      return actionsIn(cardOf(notice, { locale: "en" }, 0, { inDialog: true })).flatMap(({ url }) => url ?? []);
    };
    for (const status of ["pending", "approved", "waitlisted"] as const)
      expect(urls(status)).toEqual(["https://example.com/thanks"]);
    for (const status of ["rejected", "cancelled", "offered"] as const) expect(urls(status)).toEqual([]);
    expect(urls("approved", "")).toEqual([]);
  });

  it("a host finds the way to change a webinar, and others do not", () => {
    const acts = (notice: Notice) =>
      actionsIn(cardOf(notice, { locale: "en" }, 0)).map(({ data }) => parseAct(data)?.act);
    const hosting = { cohostNames: [], plan: 5 };
    const seen = { kind: "webinar", webinar, hostName: "Eve" } as const;
    expect(acts(seen)).toEqual(["register"]);
    // P34: hosts go in without a registration.
    expect(acts({ ...seen, hosting })).toEqual(["join", "edit", "form", "rules", "cancel", "message"]);
    const open = { ...webinar, registrationRequired: false };
    expect(acts({ ...seen, webinar: open, hosting })).toEqual(["join", "edit", "cancel", "message", "again"]);
    expect(acts({ ...seen, webinar: { ...webinar, state: "cancelled" }, hosting })).toEqual(["again"]);
    expect(acts({ kind: "confirm_cancel", webinar, silent: 0 })).toEqual(["call_off", "keep_webinar"]);
    for (const [command, act] of [
      ["edit", "edit"],
      ["form", "form"],
      ["cancel", "cancel"],
      ["cohost", "cohost"],
      ["invite", "invite"],
      ["rules", "rules"],
      ["log", "log"],
      ["show", "show"],
    ] as const)
      expect(acts({ kind: "choose", command, webinars: [webinar] })).toEqual([act]);
  });

  it("answers under each other, each below its question, and the rest counted when they do not fit", () => {
    const notice = NOTICES.find((one) => one.kind === "answers" && one.answers.length > 0);
    if (notice?.kind !== "answers") return expect.unreachable();
    const few = { ...notice, answers: notice.answers.slice(0, 2) };
    const text = textOf({ ...cardOf(few, { locale: "en" }, 0) });
    expect(text).toContain("Company\n\\[x\\](y)");
    expect(text).not.toContain("more answer");
    const wide = notice.answers.map(({ question }) => ({
      question: { ...question, label: "漢".repeat(200) },
      answer: ["漢".repeat(3_000)],
    }));
    const card = cardOf({ ...notice, answers: [...wide, ...wide] }, { locale: "en" }, 0);
    expect(bytesOf(card)).toBeLessThan(25 * 1024);
    expect(textOf({ ...card })).toMatch(/\d+ more answers/);
  });
});
