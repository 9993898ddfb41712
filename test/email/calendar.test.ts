import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeTheme, SITE_COLOR, SITE_NAME } from "../../src/brand/theme.ts";
import { newKey } from "../../src/core/model/ids.ts";
import { makeLinks } from "../../src/core/model/links.ts";
import type { Reader } from "../../src/core/model/person.ts";
import type { Registration } from "../../src/core/model/registration.ts";
import { STATUSES, type Status } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { MailNotice } from "../../src/core/notices/notice.ts";
import { type Calendar, calendarOf } from "../../src/email/calendar.ts";
import { entryOf } from "../../src/email/entry.ts";
import { makeSmtpMailer } from "../../src/email/mailer.ts";
import { address, registrationAs, webinar as worst } from "../setup/notices.ts";
import { fc } from "../setup/property.ts";
import { type MailServer, startMailServer } from "../setup/smtp.ts";
import { calendarProblems } from "../setup/validators.ts";

const NOW = Date.parse("2027-01-10T12:00:00Z");
const SENDER = { name: 'Usher "at" work', address: "usher@mail.example.com" };
const links = makeLinks(new URL("https://usher.example.com"), "a secret of the tests, long enough");
const reader: Reader = { locale: "en" };

const webinar: Webinar = {
  ...worst,
  title: "Deep sea",
  description: "All about it.",
  startsAt: Date.parse("2027-01-15T08:00:00Z"),
  endsAt: Date.parse("2027-01-15T09:30:00Z"),
  state: "scheduled",
  entryNames: "ids",
  sequence: 0,
  era: 1,
};
const key = newKey();

/** A registration that went through these statuses, one a version. */
const gone = (...statuses: Status[]): Registration => ({
  ...registrationAs(statuses.at(-1) ?? "pending"),
  key,
  firstName: "Ann",
  lastName: "Lee",
  version: statuses.length,
  history: statuses.map((status, i) => ({ version: i + 1, status, at: NOW, by: worst.host })),
});

const told = (registration: Registration, of: Webinar = webinar): MailNotice => ({
  kind: "registration",
  webinar: of,
  registration,
  again: false,
});
const valid = (entry: Calendar | undefined): Calendar | undefined => {
  if (entry) expect(calendarProblems(entry.content)).toEqual([]);
  return entry;
};
const context = { reader, links, sender: SENDER, hostName: 'Hanna "the" Host', address, now: NOW };
const calendarFor = (notice: MailNotice, more: Partial<typeof context> = {}) => {
  const entry = entryOf(notice, more.reader ?? reader);
  return entry && valid(calendarOf(entry, { ...context, ...more }));
};

const unfolded = (content: string): string[] =>
  content
    .replaceAll("\r\n ", "")
    .split("\r\n")
    .filter((line) => line !== "");
const partOf = (notice: MailNotice, name: string): string | undefined =>
  unfolded(calendarFor(notice)?.content ?? "")
    .find((line) => line.split(/[;:]/)[0] === name)
    ?.replace(/^[^:]*:/, "");

describe("calendar entries", () => {
  it("P15: an approval brings the entry, under a name that stays", () => {
    const entry = calendarFor(told(gone("pending", "approved")));
    expect(entry?.method).toBe("REQUEST");
    const link = links.personal(webinar.code, key);
    expect(unfolded(entry?.content ?? "")).toEqual([
      "BEGIN:VCALENDAR",
      "VERSION:2.0",
      "PRODID:-//Usher//Usher//EN",
      "METHOD:REQUEST",
      "BEGIN:VEVENT",
      `UID:${webinar.code}.${key}@usher`,
      "SEQUENCE:4",
      "DTSTAMP:20270110T120000Z",
      "DTSTART:20270115T080000Z",
      "DTEND:20270115T093000Z",
      "SUMMARY:Deep sea",
      `LOCATION:${link}`,
      `DESCRIPTION:All about it.\\n\\nYour personal link\\, to see\\, cancel and join. Please don’t share it:\\n${link}\\n\\nAccepting or declining this entry changes nothing. To cancel\\, open your personal link.`,
      `ORGANIZER;CN="Hanna 'the' Host":mailto:usher@mail.example.com`,
      `ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE;CN="Ann Lee":MAILTO:${address}`,
      `URL;VALUE=URI:${link}`,
      "STATUS:CONFIRMED",
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
  });

  it("P15: the entry goes with the approval, and who never had it is sent none", () => {
    for (const status of STATUSES.filter((one) => one !== "approved" && one !== "pending")) {
      expect(calendarFor(told(gone(status))), status).toBeUndefined();
      for (const before of ["pending", "approved"] as const)
        expect(calendarFor(told(gone(before, status)))?.method, status).toBe("CANCEL");
      const withdrawn = told(gone("pending", "approved", status));
      expect(calendarFor(withdrawn)?.method, status).toBe("CANCEL");
      expect(partOf(withdrawn, "STATUS")).toBe("CANCELLED");
      expect(partOf(withdrawn, "UID")).toBe(partOf(told(gone("approved")), "UID"));
    }
  });

  it("P15: a move renews the entry, calling off withdraws it, from those alone who have it", () => {
    const moved = (registration: Registration): MailNotice => ({
      kind: "moved",
      webinar: { ...webinar, sequence: 1 },
      registration,
      key,
      startsAt: webinar.startsAt - 3_600_000,
      endsAt: webinar.endsAt - 3_600_000,
    });
    const off = { ...webinar, state: "cancelled", sequence: 2 } as const;
    const calledOff = (registration: Registration): MailNotice => ({
      kind: "called_off",
      webinar: off,
      registration,
      key,
    });
    const approved = gone("pending", "approved");
    expect(calendarFor(moved(approved))?.method).toBe("REQUEST");
    expect(partOf(moved(approved), "DTSTART")).toBe("20270115T080000Z");
    expect(calendarFor(moved(gone("waitlisted")))).toBeUndefined();
    expect(calendarFor(calledOff(approved))?.method).toBe("CANCEL");
    expect(calendarFor(calledOff(gone("waitlisted")))).toBeUndefined();
    // The approval's mail that is sent only after the webinar was called off must not bring the entry back.
    expect(calendarFor(told(approved, off))?.method).toBe("CANCEL");
    for (const without of [
      { kind: "let_go", webinar },
      { kind: "full", webinar, hostName: "" },
      { kind: "called_off", webinar: off, key },
    ] as const)
      expect(calendarFor(without)).toBeUndefined();
  });

  it("B12: an entry is named by ids alone; one that is named by the mail domain too keeps its name", () => {
    const approved = told(gone("approved"));
    const elsewhere = calendarFor(approved, { sender: { name: "Usher", address: "usher@elsewhere.example" } });
    expect(elsewhere?.content).toContain(`UID:${partOf(approved, "UID")}\r\n`);
    const { entryNames: _, ...older } = webinar;
    expect(partOf(told(gone("approved"), older), "UID")).toBe(`${webinar.code}.${key}@mail.example.com`);
  });

  it("P15: SEQUENCE rises with every change of time and of status, a new era included", () => {
    const inOrder = [
      told(gone("approved")),
      told(gone("approved", "pending")),
      { kind: "withdrawn", webinar, entry: { key, era: 1, version: 2 }, isHold: true } as const,
      told(gone("approved", "pending", "approved")),
      told(gone("approved", "pending", "approved"), { ...webinar, sequence: 1 }),
      told(gone("approved", "pending", "approved"), { ...webinar, sequence: 1, revision: 1 }),
      told(gone("approved"), { ...webinar, sequence: 1, era: 2 }),
      told(gone("approved"), { ...webinar, sequence: 2, era: 2, state: "cancelled" }),
    ].map((notice) => Number(partOf(notice, "SEQUENCE")));
    expect(inOrder).toEqual([...new Set(inOrder)].sort((a, b) => a - b));
  });

  it("N18: the time of a request that waits is held, the decision confirms or withdraws it", () => {
    const waits = told(gone("pending"));
    expect(calendarFor(waits)?.method).toBe("REQUEST");
    const shown = ["STATUS", "X-MICROSOFT-CDO-BUSYSTATUS", "UID"].map((name) => partOf(waits, name));
    expect(shown).toEqual(["TENTATIVE", "TENTATIVE", `${webinar.code}.${key}@usher`]);
    expect(partOf(waits, "DESCRIPTION")).toContain("Not approved yet: this entry holds the time");
    const approved = told(gone("pending", "approved"));
    expect([partOf(approved, "STATUS"), partOf(approved, "X-MICROSOFT-CDO-BUSYSTATUS")]).toEqual([
      "CONFIRMED",
      undefined,
    ]);
    expect(partOf(approved, "DESCRIPTION")).not.toContain("Not approved yet");
    expect(partOf(told(gone("pending", "rejected")), "STATUS")).toBe("CANCELLED");
    // Answers that were edited make it wait again: the entry stays, and holds the time.
    expect(partOf(told(gone("approved", "pending")), "STATUS")).toBe("TENTATIVE");
  });

  it("N18: who switched that off holds no time, and loses what was held before", () => {
    const off: Reader = { locale: "en", noHoldsSince: NOW };
    const later: Reader = { locale: "en", noHoldsSince: NOW + 1 };
    expect(calendarFor(told(gone("pending")), { reader: off })).toBeUndefined();
    expect(calendarFor(told(gone("pending", "rejected")), { reader: off })).toBeUndefined();
    expect(calendarFor(told(gone("pending")), { reader: later })?.method).toBe("CANCEL");
    expect(calendarFor(told(gone("pending", "approved")), { reader: off })?.method).toBe("REQUEST");
  });

  it("P15, P21: whatever people write stays a text in its own place, in lines that fit", () => {
    const names = unfolded(calendarFor(told(gone("approved")))?.content ?? "").map((line) => line.split(/[;:]/)[0]);
    const evil = fc.oneof(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.constantFrom(
        "a\r\nATTENDEE:mailto:x@evil.example",
        "x;y,z:\\n",
        "🐟".repeat(80),
        'Ann";X-A=1:"',
        "\r\n\r\nEND:VEVENT",
      ),
    );
    fc.assert(
      fc.property(evil, evil, evil, (title, description, name) => {
        const registration = { ...gone("approved"), firstName: name };
        const { content } = calendarFor(told(registration, { ...webinar, title, description })) ?? { content: "" };
        for (const line of content.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(content.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        expect(unfolded(content).map((line) => line.split(/[;:]/)[0])).toEqual(names);
        expect(content).not.toContain("meet.example.com");
      }),
    );
  });
});

describe("calendar entries in mails", () => {
  let server: MailServer;
  beforeAll(async () => {
    server = await startMailServer();
  });
  afterAll(() => server.stop());

  it("P15: a mail carries its entry as an invitation that mail programs know", async () => {
    const mailer = makeSmtpMailer(server.url, SENDER, {
      ...{ links, theme: makeTheme(SITE_NAME, SITE_COLOR), now: () => NOW },
      hostName: async () => "Hanna Host",
    });
    const notices = [
      told(gone("pending")),
      told(gone("pending", "approved")),
      told(gone("pending", "approved", "rejected")),
    ];
    for (const [i, notice] of notices.entries())
      expect(await mailer.send(address, notice, reader, `d${i}`)).toEqual({ kind: "sent" });
    mailer.close();
    const parts = server
      .inbox(address)
      .map(({ mail }) => mail.attachments.map(({ contentType, content }) => [contentType, content.toString()]));
    for (const [i, method] of [
      [0, "REQUEST"],
      [1, "REQUEST"],
      [2, "CANCEL"],
    ] as const) {
      expect(parts[i]?.map(([type]) => type).sort()).toEqual(["application/ics", "text/calendar"]);
      for (const [, content] of parts[i] ?? []) expect(content).toContain(`METHOD:${method}\r\n`);
    }
  });
});
