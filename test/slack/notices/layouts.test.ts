import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { answeredOf, formOf } from "../../../src/core/model/form.ts";
import { personId, type RegistrationId } from "../../../src/core/model/ids.ts";
import { makeLinks } from "../../../src/core/model/links.ts";
import type { Notice } from "../../../src/core/notices/notice.ts";
import { messageOf } from "../../../src/slack/notices/message.ts";
import { webinar as hostile, NOBODY_REACHED, NOTICES, registrationAs } from "../../setup/notices.ts";

const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
const webinar = { ...hostile, title: "Tomatoes on a balcony", description: "Six square metres are enough." };
const ann = { firstName: "Ann", lastName: "Lee" };

const blocksOf = (notice: Notice, now = 0): KnownBlock[] => messageOf(notice, { locale: "en" }, links, now).blocks;
const typesOf = (blocks: readonly KnownBlock[]): string[] => blocks.map(({ type }) => type);

/** The texts of a block, in order. */
const textsOf = (block: KnownBlock | undefined): string[] => {
  const found: string[] = [];
  JSON.stringify(block, (key, value) => {
    if (key === "text" && typeof value === "string") found.push(value);
    return value;
  });
  return found;
};

describe("an answer", () => {
  it("a refusal says first what happened, then what to do next, and sets off what the host wrote", () => {
    const refusal = {
      reason: "webinar_full",
      title: "Mr. Lee. On tomatoes",
      cap: 3,
      note: "Next month again.",
    } as const;
    const [said, written, actions] = blocksOf({ kind: "refused", refusal });
    const [text = ""] = textsOf(said);
    expect(text.split("\n")).toEqual([
      "*Mr. Lee. On tomatoes* is full: all 3 seats are taken.",
      "You were not registered. A seat may still become free: look again later.",
      "The host adds:",
    ]);
    expect(textsOf(written)).toEqual([">Next month again."]);
    expect(textsOf(actions)).toEqual(["What’s coming up"]);
  });

  it("A17: a failure names what was asked for, has its reference as code on a line of its own, and a way to try again", () => {
    const act = { act: "register", code: webinar.code } as const;
    const [said, actions] = blocksOf({ kind: "failed", reference: "k7Qm2x9B", asked: { act } });
    const lines = textsOf(said)[0]?.split("\n") ?? [];
    expect(lines[0]).toBe("*“Register” didn’t work*");
    expect(lines.at(-1)).toBe("Reference: `k7Qm2x9B`");
    expect(textsOf(actions)).toEqual(["Try again"]);
    expect(JSON.stringify(actions)).toContain(JSON.stringify(JSON.stringify(act)));
    // Words that were typed besides are in no button.
    const typed = { typed: "invite W7K3QM" };
    const [, help] = blocksOf({ kind: "not_saved", asked: typed });
    expect(textsOf(help)).toEqual(["Help"]);
  });
});

describe("buttons", () => {
  it("are four at most with their menu: the reader's page has the calendar too, and beside what gives it up the host’s website is in the menu", () => {
    const registration = registrationAs("approved");
    const landingPage = "https://events.example.org/thanks";
    const registered = (more: Partial<Notice & { kind: "registration" }>): Notice => ({
      ...({ kind: "registration", webinar: { ...webinar, landingPage }, registration, again: false } as const),
      ...more,
    });
    const added = registered({ addedByName: "Hanna" });
    const atOnce = registered({ isAtOnce: true });
    const elements = (notice: Notice) =>
      blocksOf(notice).flatMap((block) => (block.type === "actions" ? block.elements : []));
    const labels = (notice: Notice) =>
      elements(notice).flatMap((element) => (element.type === "button" ? [element.text.text] : []));
    // The sentence to whom a host registered names it.
    expect(labels(added)).toEqual(["Join", "Cancel my registration", "See my registration"]);
    expect(labels(atOnce)).toEqual(["Join", "See my registration", "Undo registration"]);
    const menu = elements(atOnce).flatMap((element) => (element.type === "overflow" ? element.options : []));
    expect(menu).toContainEqual(
      expect.objectContaining({ text: expect.objectContaining({ text: "Host’s website" }), url: landingPage }),
    );
  });

  it("are three for a host who meets Usher, the rest in their menu", () => {
    const of = (mayHost: boolean) =>
      blocksOf({ kind: "help", mayHost, guide: "https://usher.example.com/help" })
        .flatMap((block) => (block.type === "actions" ? block.elements : []))
        .map((one) => (one.type === "button" ? one.text.text : one.type));
    expect(of(true)).toEqual(["Schedule a webinar", "What’s coming up", "Guide for hosts", "overflow"]);
    expect(of(false)).toEqual(["What’s coming up", "My registrations", "All commands"]);
  });

  it("P39: trying again is calm where something must be done first, and loud where nothing must", () => {
    const shown = (what: "card" | "invitation" | "profile" | "many") =>
      JSON.stringify(blocksOf({ kind: "undelivered", webinar, name: "Ann", what, failed: "f" }));
    for (const what of ["card", "invitation", "profile"] as const) expect(shown(what)).not.toContain("primary");
    expect(shown("many")).toContain("primary");
  });

  it("P43: who finds a series closed is sent to a host of the series", () => {
    const text = blocksOf({ kind: "announcement_closed", isSeries: true }).flatMap(textsOf).join("\n");
    expect(text).toContain("ask a host of the series");
    expect(text).not.toContain("of the webinar");
  });
});

describe("what is cancelled or over", () => {
  it("B21: says first how it ended, when it was in small letters", () => {
    const ended = { ...webinar, state: "cancelled" } as const;
    for (const notice of [
      { kind: "announcement", webinar: ended, hostName: "Hanna", tag: "announcement" },
      { kind: "called_off", webinar: ended, key: registrationAs("approved").key },
    ] as Notice[]) {
      const [title, when] = blocksOf(notice);
      expect(textsOf(title)).toEqual(["Cancelled: Tomatoes on a balcony"]);
      expect(when?.type).toBe("context");
    }
    const [, alive] = blocksOf({ kind: "announcement", webinar, hostName: "Hanna", tag: "announcement" } as Notice);
    expect(alive?.type).toBe("section");
  });

  it("B21: so does a row of a list, beside rows that look alive", () => {
    const over = { ...webinar, state: "cancelled" } as const;
    const entries = [over, webinar].map((one) => ({ webinar: one, registration: registrationAs("approved") }));
    const texts = blocksOf({ kind: "mine", entries }).flatMap(textsOf);
    expect(texts.some((text) => /^~Tomatoes on a balcony~\n\*Cancelled\* · <!date/m.test(text))).toBe(true);
    expect(texts.some((text) => text.startsWith("*Tomatoes on a balcony*\n"))).toBe(true);
  });
});

describe("a list", () => {
  it("P16: a row has its time without a label and its code with one, and its foot says whose times they are", () => {
    const blocks = blocksOf({ kind: "webinars", webinars: [webinar, webinar] });
    const rows = blocks.filter(({ type }) => type === "section").map((block) => textsOf(block)[0]);
    for (const row of rows) {
      expect(row).toMatch(/^\*Tomatoes on a balcony\*\n<!date.* · Code: \w{6}$/);
      expect(row).not.toMatch(/When|your time/);
    }
    expect(blocks.flatMap(textsOf).join("\n")).toContain("All times are in your own time zone.");
  });

  it("S13: Register of a series stands above its webinars; what turns the page stands below, with how many come", () => {
    const found = NOTICES.find((one) => one.kind === "series_one" && one.webinars.length === 30);
    if (found?.kind !== "series_one") return expect.unreachable();
    const page = { from: 10, size: 10, total: 30 };
    const blocks = blocksOf({ ...found, isMine: true, webinars: found.webinars.slice(10, 20), page });
    const rows = blocks.flatMap(({ type }, at) => (type === "divider" ? [at] : []));
    const [above, below] = [blocks.slice(0, rows[0]), blocks.slice(rows.at(-1))];
    expect(above.filter(({ type }) => type === "actions").flatMap(textsOf)).toContain("Register");
    expect(below.filter(({ type }) => type === "actions").flatMap(textsOf)).toEqual(["Previous 10", "Next 10"]);
  });

  it("S13: what is done next with a series that was just saved stands above its webinars", () => {
    const found = NOTICES.find((one) => one.kind === "series_one" && one.webinars.length === 30);
    if (found?.kind !== "series_one") return expect.unreachable();
    const blocks = blocksOf({ kind: "series_saved", series: found.series, webinars: found.webinars.slice(0, 12) });
    const at = (type: string) => blocks.findIndex((block) => block.type === type);
    expect(textsOf(blocks[at("actions")])).toEqual(["Announce", "Edit the form", "Edit series"]);
    expect(at("actions")).toBeLessThan(at("divider"));
  });

  it("P28: a row says how many seats are left only where few are, and what is in the way of registering", () => {
    const note = (more: Partial<typeof webinar>) => {
      const listed = { ...webinar, cap: 100, waitlist: false, ...more };
      const [row = ""] = blocksOf({ kind: "webinars", webinars: [listed] }, 1_000)
        .flatMap(textsOf)
        .slice(1);
      return row
        .split(" · ")
        .slice(1, -1)
        .join(" · ")
        .replace(/<!date[^|]*\|.*>/, "then");
    };
    expect(note({ seatsHeld: 89 })).toBe("");
    expect(note({ seatsHeld: 90 })).toBe("10 seats left");
    // What has begun is not told as what is to come.
    expect(note({ seatsHeld: 89, startsAt: 500 })).toBe("On now");
    expect(note({ seatsHeld: 90, startsAt: 500 })).toBe("On now · 10 seats left");
    expect(note({ seatsHeld: 99 })).toBe("1 seat left");
    expect(note({ seatsHeld: 100 })).toBe("Full");
    expect(note({ seatsHeld: 100, waitlist: true })).toBe("Full, with a waiting list");
    expect(note({ closesAt: 1_000 })).toBe("Registration is closed");
    expect(note({ opensAt: 2_000 })).toBe("Register from: then");
    expect(note({ seatsHeld: 99, registrationRequired: false })).toBe("");
  });

  it("how a registration or invitation stands is said bold before the time, beside a plain title where it leads nowhere", () => {
    const row = (more: object) => {
      const blocks = blocksOf({ kind: "mine", entries: [{ webinar, ...more }] } as Notice);
      return textsOf(blocks.find(({ type }) => type === "section"))[0]?.split("\n") ?? [];
    };
    const as = (status: Parameters<typeof registrationAs>[0]) => row({ registration: registrationAs(status) });
    const nowhere = (state: string) => [
      "Tomatoes on a balcony",
      expect.stringMatching(new RegExp(`^\\*${state}\\* · <!date`)),
    ];
    expect(as("rejected")).toEqual(nowhere("Not accepted"));
    expect(as("cancelled")).toEqual(nowhere("Registration cancelled"));
    expect(row({ isInvited: true, declinedAt: 1 })).toEqual(nowhere("Declined"));
    expect(as("pending")).toEqual([
      "*Tomatoes on a balcony*",
      expect.stringMatching(/^\*Waiting for approval\* · <!date/),
    ]);
  });
});

describe("the card of a request", () => {
  const form = formOf({
    standard: { company: "shown" },
    questions: [{ id: "q1", type: "text", label: "What do you ask?", required: false, maxLength: 0, options: [] }],
  });
  const answers = answeredOf(form, { company: ["Lee & Daughters"], q1: ["Does it grow\nin the shade?"] });
  const card = (status: Parameters<typeof registrationAs>[0], more: object = {}): Notice => ({
    ...({ kind: "request", webinar, answers, isUndoable: false } as const),
    registration: { ...registrationAs(status), ...ann },
    ...more,
  });

  it("P4: of a long answer it has the beginning, and a way to all of it", () => {
    const answered = (length: number) =>
      blocksOf(card("pending", { answers: answeredOf(form, { q1: ["a".repeat(length)] }) }));
    expect(JSON.stringify(answered(300))).not.toContain("All answers");
    const long = answered(301);
    expect(textsOf(long[2])[0]).toBe(`*What do you ask?*\n>${"a".repeat(299)}…`);
    expect(textsOf(long[3])).toContain("All answers");
  });

  it("says who asks for what, short answers in columns, long ones quoted, and at its foot why it waits", () => {
    const byRules = card("pending", { webinar: { ...webinar, policy: "rules" } });
    const [head, columns, long, actions, foot, ...more] = blocksOf(byRules);
    const [title, when] = textsOf(head)[0]?.split("\n") ?? [];
    expect(title).toBe("*Ann Lee* asks to join *“Tomatoes on a balcony”*");
    expect(when).toMatch(/^<!date\^/);
    expect(textsOf(columns)).toEqual([
      "*Email*\nann.lee@example.com",
      expect.stringMatching(/^\*Requested\*\n<!date\^/),
      "*Company*\nLee &amp; Daughters",
    ]);
    expect(textsOf(long)).toEqual(["*What do you ask?*\n>Does it grow\n>in the shade?"]);
    expect(actions?.type).toBe("actions");
    expect(textsOf(foot)).toEqual(["No rule matched, so a host decides"]);
    expect(more).toEqual([]);
    // Where hosts decide each request, its buttons say so.
    expect(typesOf(blocksOf(card("pending"))).at(-1)).toBe("actions");
  });

  it("is shorter once it is decided: one section with who decided, its menu beside it, and the foot", () => {
    const blocks = blocksOf(card("approved", { decidedByName: "Hanna Berg" }));
    expect(typesOf(blocks)).toEqual(["section", "context"]);
    const [text] = textsOf(blocks[0]);
    expect(text).toMatch(
      /^✓ \*Ann Lee\* is approved for \*“Tomatoes on a balcony”\*\n<!date.*\nDecided by Hanna Berg · <!date\^/,
    );
    expect(blocks[0]).toMatchObject({ accessory: { type: "overflow" } });
  });

  it("P5: of one that was cancelled it says when, by which host, and what became of the seat", () => {
    const history = (["approved", "cancelled"] as const).map((status, i) => ({
      ...{ version: i + 1, status, at: 60_000 * (i + 1) },
      by: registrationAs(status).person,
    }));
    const said = (more: object, webinarMore: object = {}) => {
      const notice = card("cancelled", { decidedByName: "Hanna Berg", webinar: { ...webinar, ...webinarMore } });
      if (notice.kind !== "request") return [];
      const blocks = blocksOf({ ...notice, registration: { ...notice.registration, history, ...more } });
      return textsOf(blocks[0])[0]?.split("\n") ?? [];
    };
    // Who had approved it has nothing to do with that.
    expect(said({ decidedAt: 60_000 })).toEqual([
      "✕ *Ann Lee* cancelled their registration for *“Tomatoes on a balcony”*",
      expect.stringMatching(/^<!date/),
      expect.stringMatching(/^<!date\^120\^.*> · A seat is free again\.$/),
    ]);
    const [first] = history;
    const byHost = { decidedAt: 120_000, history: [first, { ...history[1], by: personId("p9") }] };
    expect(said(byHost, { counts: { ...webinar.counts, waitlisted: 2 } })).toEqual([
      "✕ The registration of *Ann Lee* for *“Tomatoes on a balcony”* is cancelled",
      expect.stringMatching(/^<!date/),
      expect.stringMatching(/^Cancelled by Hanna Berg · <!date.*> · The seat goes to who is next in line\.$/),
    ]);
    expect(said({ history: [] })).toEqual([
      "✕ *Ann Lee* cancelled their registration for *“Tomatoes on a balcony”*",
      expect.stringMatching(/^<!date/),
    ]);
  });

  it("says why nobody decides about who waits in line, and until when a seat is offered", () => {
    const said = (status: Parameters<typeof registrationAs>[0], of: object = {}) => {
      const notice = card(status);
      if (notice.kind !== "request") return "";
      const registration = { ...notice.registration, ...of };
      return blocksOf({ ...notice, webinar: { ...webinar, endsAt: 9e12 }, registration })
        .flatMap(textsOf)
        .join("\n");
    };
    expect(said("waitlisted")).toContain("All seats are taken: the next free one goes to the first in line.");
    const offered = said("offered", { offerEndsAt: 60_000 });
    expect(offered).toContain("*Offered until*\n<!date^60^");
    expect(offered).not.toContain("Claim it");
  });

  it("N10: has Undo in sight while that is possible", () => {
    const blocks = blocksOf(card("approved", { isUndoable: true }));
    expect(typesOf(blocks)).toEqual(["section", "actions", "context"]);
    expect(textsOf(blocks[1])).toEqual(["Undo", "Change decision", "All answers"]);
  });
});

describe("what somebody is told of their own registration", () => {
  const told = (status: Parameters<typeof registrationAs>[0], more: object = {}, now = 0): KnownBlock[] =>
    blocksOf(
      {
        ...({ kind: "registration", webinar, again: false } as const),
        registration: { ...registrationAs(status), ...more },
        registrationId: "ABCDEFGHJKLM" as RegistrationId,
      },
      now,
    );

  it("has the password, Join and the ID first, then what the host wrote, the time in the whole width, and no status that its title says", () => {
    const [, when, sentence, password, join, id, ...rest] = told("approved", {}, webinar.startsAt);
    expect(sentence?.type).toBe("section");
    expect(textsOf(id)).toEqual([
      "*Registration ID*\n```ABCD-EFGH-JKLM```\nTo join from a browser, enter this ID and your email address.",
    ]);
    expect(join?.type).toBe("actions");
    expect(join && textsOf(join)[0]).toBe("Join");
    // S16: they registered after the start, and can come in: what the password is for stands right below it.
    expect(textsOf(password)).toEqual([
      "*Password*\n```K7QM3XWP```\nYou’re asked for it when you join, as you registered after the start.",
    ]);
    expect(when).toMatchObject({ type: "section", text: { text: expect.stringMatching(/^<!date\^/) } });
    expect(rest.flatMap(textsOf).join("\n")).not.toContain("*Status*");
  });

  it("P30: once it is over it leads to the recording, and asks nobody to register", () => {
    const recording = "https://example.com/recording";
    const blocks = blocksOf(
      {
        ...({ kind: "registration", webinar: { ...webinar, recording }, again: false } as const),
        registration: registrationAs("approved"),
      },
      webinar.endsAt,
    );
    const acts = blocks.find(({ type }) => type === "actions");
    expect(textsOf(acts)[0]).toBe("Watch the recording");
    expect(blocks.flatMap(textsOf).join("\n")).not.toMatch(/register\b/);
  });

  it("S2: who declined is not first of all invited once more", () => {
    const known = NOTICES.find((one) => one.kind === "registrant");
    if (known?.kind !== "registrant") throw new Error("no registrant");
    const { registration: _, ...row } = { ...known.row, isGuest: true };
    const of = (declinedAt?: number) => {
      const invitee = { invitedAt: 0, invitedBy: personId("p1"), ...(declinedAt === undefined ? {} : { declinedAt }) };
      const notice = { ...known, webinar, row: { ...row, invitee } } as Notice;
      const acts = blocksOf(notice).find(({ type }) => type === "actions");
      return textsOf(acts);
    };
    expect(of()[0]).toBe("Send the invitation again");
    expect(of(1)).toEqual(["Correct the address", "Send the invitation again"]);
  });

  it("who waits in line sees the way to what they have first, and gives the place up last", () => {
    const buttons = told("waitlisted").flatMap((block) =>
      block.type === "actions" ? block.elements.flatMap((one) => (one.type === "button" ? [one.text.text] : [])) : [],
    );
    expect(buttons).toEqual(["See my request", "Leave the line"]);
  });

  it("gives the reason of a rejection once, set off below what it is", () => {
    const reason = { text: "Only for *the crew*.", told: true };
    const texts = told("rejected", { reason }).flatMap(textsOf).join("\n");
    expect(texts).toMatch(/The hosts wrote:\n>Only for/);
    expect(texts.match(/Only for/g)).toHaveLength(1);
  });
});

describe("what is said once", () => {
  it("that it is full is said by the title, and what there is to say about the seats below it", () => {
    const [title, , sentence] = blocksOf({ kind: "full", webinar: { ...webinar, cap: 3 }, hostName: "Hanna" }).map(
      textsOf,
    );
    expect(title).toEqual(["Full: Tomatoes on a balcony"]);
    expect(sentence?.[0]).toMatch(/^All 3 seats are taken\. You were not registered\./);
  });

  it("P33: a cancelled webinar offers its host the one act that is left, in sight", () => {
    const hosting = { cohostNames: [], plan: 500 };
    const gone = { ...webinar, state: "cancelled" } as const;
    const blocks = blocksOf({ kind: "webinar", webinar: gone, hostName: "Hanna", hosting });
    expect(blocks.filter(({ type }) => type === "actions").map(textsOf)).toEqual([["Schedule again"]]);
  });
});

describe("the overview", () => {
  const overview = (more: object = {}): Notice => ({
    ...({ kind: "overview", hostName: "Hanna Berg", attended: 0, reached: NOBODY_REACHED } as const),
    webinar: { ...webinar, cap: 1_000, seatsHeld: 612, counts: { ...webinar.counts, pending: 12 }, ...more },
  });
  const allOf = (notice: Notice) => blocksOf(notice).flatMap(textsOf);

  it("N12: says the seats, with what waits on its first button", () => {
    expect(allOf(overview())).toEqual(
      expect.arrayContaining(["612 of 1,000 seats taken, 388 free", "*Waiting for approval*\n12", "Requests (12)"]),
    );
  });

  it("how many seats are taken is said in words, and left out where the title says that all seats are taken", () => {
    expect(allOf(overview({ seatsHeld: 999 }))).toContain("999 of 1,000 seats taken, 1 free");
    expect(allOf(overview({ seatsHeld: 1_000 })).join("\n")).not.toMatch(/▰|seats are taken/u);
    expect(allOf(overview({ seatsHeld: 49 }))).toContain("49 of 1,000 seats taken, 951 free");
    expect(allOf(overview({ seatsHeld: 50 }))).toContain("50 of 1,000 seats taken, 950 free");
  });

  it("is headed by what is the case, and leads to who waits in line where nothing waits for a decision", () => {
    const waiting = { ...webinar.counts, pending: 0, waitlisted: 31 };
    const full = allOf(overview({ seatsHeld: 1_000, counts: waiting }));
    expect(full[0]).toBe("Full: Tomatoes on a balcony");
    expect(full).toContain("See the waiting list");
    expect(full).not.toContain("See requests");
    expect(allOf(overview())[0]).toBe("Scheduled: Tomatoes on a balcony");
    const open = overview({ seatsHeld: 1_000, registrationRequired: false });
    expect(allOf(open)[0]).toBe("Scheduled: Tomatoes on a balcony");
  });

  it("N2: tells what was sent apart from who is told by mail alone, and nothing of what there is none of", () => {
    const told = (reached: Partial<typeof NOBODY_REACHED>) =>
      allOf({ ...overview(), reached: { ...NOBODY_REACHED, ...reached } } as Notice).filter((text) =>
        / sent|Usher in Teams/.test(text),
      );
    expect(told({ dm: 480, mail: 1, failed: 3, withoutApp: 3 })).toEqual([
      "480 direct messages, 1 email sent · 3 people without the app get email only",
    ]);
    expect(told({ mail: 2 })).toEqual(["2 emails sent"]);
    expect(told({ failed: 3 })).toEqual([]);
  });

  it("P16: names the webinar's zone until its end", () => {
    const foot = (now: number) => blocksOf(overview(), now).flatMap(textsOf).join("\n");
    expect(foot(webinar.endsAt - 1)).toContain("The webinar runs on");
    expect(foot(webinar.endsAt)).not.toContain("The webinar runs on");
  });

  it("P43: leads to the webinar's page, unless that opens to nobody", () => {
    expect(JSON.stringify(blocksOf(overview()))).toContain("/w/ABC234|");
    expect(JSON.stringify(blocksOf(overview({ visibility: "invited_only" })))).not.toContain("/w/ABC234");
  });
});

describe("every notice", () => {
  it("makes links of nothing but what a host wrote", () => {
    for (const notice of NOTICES)
      JSON.stringify(blocksOf(notice), (_, value) => {
        if (value?.type !== "mrkdwn" || value.verbatim === true) return value;
        expect([notice.kind, value.text]).toEqual([
          expect.stringMatching(
            /^(overview|announcement|invitation|reminder|follow_up|host_message|registration|webinar|revised)$/,
          ),
          expect.stringMatching(/^(\*[\w ]+\*\n)?&?>/),
        ]);
        return value;
      });
  });
});
