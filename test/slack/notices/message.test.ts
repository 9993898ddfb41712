import { describe, expect, it } from "vitest";
import { makeLinks } from "../../../src/core/model/links.ts";
import { parseAct } from "../../../src/core/notices/card-acts.ts";
import { refusalOfMessage, refusalOfView } from "../../../src/playground/slack/limits.ts";
import { buttonsIn, wordsIn } from "../../../src/playground/slack/reading.ts";
import { namedIn } from "../../../src/slack/listeners/mentions.ts";
import { messageOf } from "../../../src/slack/notices/message.ts";
import { noticeView } from "../../../src/slack/notices/notice-view.ts";
import { cutMrkdwn, cutTo, escapeMrkdwn } from "../../../src/slack/platform/escape.ts";
import { readTyped } from "../../../src/slack/platform/typed-text.ts";
import { digest, NOTICES, registrationAs, webinar } from "../../setup/notices.ts";
import { fc } from "../../setup/property.ts";

const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough for it");
describe("Block Kit", () => {
  it.each(NOTICES.flatMap((notice) => (["en", "fr"] as const).map((locale) => [notice.kind, locale, notice] as const)))(
    "%s in %s is a message within Slack's limits, its buttons acts that read back",
    (_, locale, notice) => {
      const message = messageOf(notice, { locale }, links, 0);
      expect(refusalOfMessage({ ...message })).toBeUndefined();
      expect(message.text).not.toBe("");
      for (const { value, url } of buttonsIn({ blocks: message.blocks as never })) {
        if (url === undefined) expect(parseAct(JSON.parse(value ?? ""))).toBeDefined();
      }
      // P21: the meeting's own address is in no message.
      expect(JSON.stringify(message)).not.toContain("meet.example.com");
      expect(refusalOfView(noticeView(notice, { locale }, message.blocks), "modal")).toBeUndefined();
    },
  );
});

describe("what a person's own message leads to", () => {
  const ways = (status: Parameters<typeof registrationAs>[0]) => {
    // The host's website takes the room of the calendar, which the owner's page has too.
    const { landingPage: _, ...plain } = webinar;
    const notice = {
      kind: "registration",
      webinar: plain,
      registration: registrationAs(status),
      again: false,
    } as const;
    const { blocks } = messageOf(notice, { locale: "en" }, links, 0);
    return buttonsIn({ blocks: blocks as never }).flatMap(({ text, url }) =>
      url?.startsWith("https://usher.example.com/me/") ? [[text, url.endsWith("/event.ics")]] : [],
    );
  };

  it("P15: an approved one to its calendar entry and the owner's page, one that ended to neither", () => {
    const both = [
      ["Add to calendar", true],
      ["See my registration", false],
    ];
    expect(ways("approved")).toEqual(both);
    expect(ways("waitlisted")).toEqual([["See my request", false]]);
    expect(ways("cancelled")).toEqual([]);
  });
});

describe("what a card offers", () => {
  const labels = (status: Parameters<typeof registrationAs>[0], more: object = {}, now = 0) => {
    const notice = {
      ...({ kind: "request", webinar, registration: registrationAs(status), answers: [], isUndoable: false } as const),
      ...more,
    };
    const { blocks } = messageOf(notice, { locale: "en" }, links, now);
    return buttonsIn({ blocks: blocks as never }).map(({ text }) => text);
  };

  it("N10, N13, N7: what can be done with a request in its state", () => {
    const late = { registration: { ...registrationAs("pending"), registeredAt: webinar.startsAt } };
    expect(labels("pending")).toEqual(["Approve", "Reject", "Reject with a reason", "Ask a question"]);
    expect(labels("pending", late)).toEqual(["Admit now", "Reject", "Reject with a reason", "Ask a question"]);
    expect(labels("pending", { domain: "acme.com" }).at(-1)).toBe("Always approve @acme.com");
    expect(labels("approved", { isUndoable: true })).toEqual(["Undo", "Change decision"]);
    expect(labels("rejected", { domain: "acme.com" })).toEqual(["Change decision", "Always approve @acme.com"]);
    expect(labels("cancelled")).toEqual([]);
    for (const status of ["waitlisted", "offered"] as const) expect(labels(status)).toEqual(["See the waiting list"]);
  });

  it("nothing once the webinar is over or cancelled", () => {
    for (const status of ["pending", "approved", "rejected"] as const) {
      expect(labels(status, { isUndoable: true, domain: "acme.com" }, webinar.endsAt)).toEqual([]);
      expect(labels(status, { webinar: { ...webinar, state: "cancelled" } })).toEqual([]);
      expect(
        labels(status, { answers: Array(9).fill({ question: { label: "Why?" }, answer: ["x"] }) }, webinar.endsAt),
      ).toEqual([]);
    }
  });

  it("what a host wants seldom stands behind the card's menu, and the rest in sight", () => {
    const registration = registrationAs("pending");
    const notice = {
      kind: "request",
      webinar,
      registration,
      answers: [],
      isUndoable: false,
      domain: "acme.com",
    } as const;
    const [actions] = messageOf(notice, { locale: "en" }, links, 0).blocks.flatMap((block) =>
      block.type === "actions" ? [block.elements] : [],
    );
    const [approve, reject, menu] = actions ?? [];
    expect([approve, reject]).toMatchObject([{ text: { text: "Approve" } }, { text: { text: "Reject" } }]);
    expect(menu).toMatchObject({
      type: "overflow",
      options: ["Reject with a reason", "Ask a question", "Always approve @acme.com"].map((text) => ({
        text: { text },
      })),
    });
  });

  it("N5: a digest card, while something in it waits and can be decided", () => {
    const of = (notice: typeof digest, now = 0) =>
      buttonsIn({ blocks: messageOf(notice, { locale: "en" }, links, now).blocks as never }).map(({ text }) => text);
    expect(of(digest)).toEqual(["Review", expect.stringMatching(/^Approve all [\d,]+$/)]);
    expect(of({ ...digest, gathered: { ...digest.gathered, counts: webinar.counts } })).toEqual([]);
    expect(of(digest, webinar.endsAt)).toEqual([]);
    expect(of({ ...digest, webinar: { ...webinar, state: "cancelled" } })).toEqual([]);
  });

  it("a list that is too long for a button on each item shows the others without", () => {
    const found = NOTICES.find((one) => one.kind === "series_one" && one.webinars.length === 30);
    if (found?.kind !== "series_one") return expect.unreachable();
    const webinars = found.webinars.map((one, i) => ({ ...one, title: `Dive number ${i} of many` }));
    const { blocks } = messageOf({ ...found, webinars }, { locale: "en" }, links, 0);
    const words = wordsIn({ blocks: blocks as never });
    for (const { title } of webinars) expect(words).toContain(title);
    expect(buttonsIn({ blocks: blocks as never }).filter(({ text }) => text === "Details")).toHaveLength(13);
  });

  it("every line of a log is read, the newest first", () => {
    const lines = Array.from({ length: 25 }, (_, i) => ({
      ...({
        at: i,
        act: "moved",
        way: "slack",
        from: "pending",
        to: "approved",
        aboutName: "Ann Lee",
        id: "1-0",
        others: 0,
      } as const),
      isByUsher: false,
      byName: `Host number ${i} ${"with a long name ".repeat(6)}`,
    }));
    const { blocks } = messageOf({ kind: "log", webinar, lines }, { locale: "en" }, links, 0);
    const words = wordsIn({ blocks: blocks as never });
    const at = lines.map((_, i) => words.indexOf(`Host number ${i} `));
    expect(at).not.toContain(-1);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(words.match(/approved/g)).toHaveLength(25);
  });
});

describe("user text in mrkdwn", () => {
  it("no mention, no link and no emphasis comes out of it, and it reads as typed", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[<>!@#&*_~`:|a-z]{1,40}$/)), (typed) => {
        const escaped = escapeMrkdwn(typed);
        expect(escaped).not.toMatch(/[<>]/);
        expect(escaped).not.toMatch(/&(?!amp;|lt;|gt;)/);
        expect(escaped).not.toMatch(/(?<!\u200b)`|`(?!\u200b)|(?<![\p{L}\p{N}\u200b])[*~]|[*~](?![\p{L}\p{N}\u200b])/u);
        // An underscore only inside a word, where it makes no emphasis.
        expect(escaped).not.toMatch(/(?<![\p{L}\p{N}\u200b])_|_(?![\p{L}\p{N}\u200b])/u);
        const read = escaped
          .replaceAll("\u200b", "")
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&amp;", "&");
        expect(read).toBe(typed.replaceAll("\u200b", ""));
      }),
      { numRuns: 10_000 },
    );
  });

  it("is cut by code points, never inside one", () => {
    expect(cutTo("😀😀😀", 2)).toBe("😀…");
    expect(cutTo("abc", 3)).toBe("abc");
    expect(cutMrkdwn("ab&lt;c", 5)).toBe("ab…");
    expect(cutMrkdwn("ab&lt;cd", 7)).toBe("ab&lt;…");
  });
});

describe("whom an invite names", () => {
  it("C2, C6: names and addresses in Slack's links and entities, each undone once", () => {
    const link = (address: string) => `&lt;<mailto:${address}|${address}>&gt;`;
    const typed = readTyped(`"Ray, Bob" ${link("bob@example.org")}; Ann Lee ${link("ann@example.org")}`, "T1");
    expect(typed.text).toBe('"Ray, Bob" <bob@example.org>; Ann Lee <ann@example.org>');
    expect(namedIn(typed, typed.text).people).toEqual([
      { by: "address", address: "bob@example.org", name: "Ray, Bob" },
      { by: "address", address: "ann@example.org", name: "Ann Lee" },
    ]);
    const texts = [
      "R&amp;D-2026",
      "a&lt;b&gt;c",
      "&amp;lt;",
      "<http://example.com|example.com>",
      "<https://a.example/x>",
    ];
    expect(texts.map((text) => readTyped(text, "T1").text)).toEqual([
      ...["R&D-2026", "a<b>c", "&lt;", "example.com", "https://a.example/x"],
    ]);
  });

  it("mentions and addresses as Slack escapes them; the rest is unreadable", () => {
    const text =
      "<@U1|ann>,<@U1> <mailto:bob@example.com|bob@example.com>; Cy@Example.com <#C1|general> <!channel> nobody";
    const typed = readTyped(text, "T1");
    expect(namedIn(typed, typed.text)).toEqual({
      people: [
        { by: "chat", chat: "slack:T1:U1", name: "ann" },
        { by: "address", address: "bob@example.com" },
        { by: "address", address: "cy@example.com" },
      ],
      unreadable: ["@channel", "nobody"],
      memberLists: [{ face: "slack", kind: "channel", group: "T1", id: "C1", name: "general" }],
    });
  });
});
