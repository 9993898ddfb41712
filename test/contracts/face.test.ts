import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, openHouse } from "../setup/house.ts";
import { codeIn, type Face, last, linkIn, type Persona, registrationIdIn, type Seen } from "./face.ts";
import { makeSlackFace } from "./slack-face.ts";
import { makeTeamsFace } from "./teams-face.ts";

/** What both faces promise, in the same words. */
describe.each([
  ["Slack", makeSlackFace],
  ["Teams", makeTeamsFace],
])("%s", (_, makeFace) => {
  let house: House;
  let face: Face;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const scheduled = async (fields: Partial<Parameters<Persona["schedule"]>[0]> = {}) => {
    const answer = await host.schedule({ title: "Deep sea", inMinutes: 10, ...fields });
    await house.deliver();
    return codeIn(answer);
  };

  /** To whom mail went, besides the host's own calendar entry (P34). */
  const mailedToOthers = () =>
    house.mail.received.map(({ envelopeTo }) => envelopeTo[0]).filter((address) => address !== host.address);

  /** A person's card, by the person's name. */
  const cardOf = (name: string): Seen => {
    const card = face.channel().find(({ words }) => words.includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };

  const registered = async (code: string, name: string) => {
    const person = await face.person(name);
    await person.type("help");
    await house.deliver();
    const answer = await person.type(`show ${code}`);
    const confirmation = await person.register(answer);
    await house.deliver();
    return { person, confirmation };
  };

  it("S1, S4, S5, S6, N4: the whole way, from the schedule to the meeting", async () => {
    const code = await scheduled();
    expect(last(face.channel()).words).toContain("Scheduled: Deep sea");

    const ann = await face.person("Ann Lee");
    await ann.type("help");
    const invited = await host.type(`invite ${code} @{Ann Lee}`, { mention: [ann], inHostChannel: true });
    expect(invited.words).toContain("1 person is invited");
    await house.deliver();
    const invitation = last(ann.chat());
    expect(invitation.words).toContain("You’re invited: Deep sea");
    expect(invitation.words).toContain("Hanna Host invites you.");
    const id = registrationIdIn(invitation);

    const confirmation = await ann.register(invitation);
    expect(confirmation.words).toContain("Request received: Deep sea");
    await house.deliver();
    expect(last(ann.chat()).words).toContain("Request received: Deep sea");

    const card = last(face.channel());
    expect(card.words).toContain("Ann Lee asks to join “Deep sea”");
    expect(card.words).toContain(ann.address);
    const decided = await host.decide(card, "Approve");
    expect(decided.words).toContain("Ann Lee is approved for “Deep sea”");
    expect(decided.words).toContain("by Hanna Host · ");
    expect(decided.labels).toEqual(["Change decision"]);
    expect(last(face.channel()).words).toBe(decided.words);

    const approval = last(ann.chat());
    expect(approval.words).toContain("You’re in: Deep sea");
    expect(registrationIdIn(approval)).toBe(id);
    const mails = house.mail.inbox(ann.address).map(({ mail }) => mail);
    expect(mails.map(({ subject }) => subject)).toEqual([
      "You’re invited: Deep sea",
      "Request received: Deep sea",
      "You’re in: Deep sea",
    ]);
    expect(mails.at(-1)?.text).toContain(id);
    expect(String(mails.at(-1)?.html)).toContain(id);

    const admitted = await ann.press(approval, "Join");
    expect(admitted.words).toContain("Welcome to Deep sea");
    const way = linkIn(admitted);
    const meeting = await fetch(way, { redirect: "manual" });
    expect([meeting.status, meeting.headers.get("location")]).toEqual([303, "https://meet.example.com/room"]);
    const again = await fetch(way, { redirect: "manual" });
    expect(again.status).toBe(403);
    // P21: the meeting's own address is in nothing that was sent.
    for (const text of [...ann.chat(), ...face.channel()].map(({ words }) => words))
      expect(text).not.toContain("meet.example.com");
    for (const mail of mails) expect(`${mail.text}${mail.html}`).not.toContain("meet.example.com");
  });

  it("join CODE goes in as the button does, and tells where one stands before", async () => {
    const code = await scheduled({ inMinutes: 60 });
    const { person } = await registered(code, "Ann Lee");
    expect((await person.type(`join ${code}`)).words).toMatch(
      /the doors of Deep sea open .*\((Paris time, UTC\+\d|your time)\)/,
    );
    house.clock.advance(45 * 60_000);
    expect((await person.type(`join ${code}`)).words).toContain("still waiting for a host");
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect((await person.type(`join ${code}`)).words).toContain("Welcome to Deep sea");
    const stranger = await face.person("Sam Stranger");
    expect((await stranger.type(`join ${code}`)).words).toContain("You are not registered for Deep sea");
    house.clock.advance(3 * 3_600_000);
    expect((await person.type(`join ${code}`)).words).toContain("Deep sea is over.");
  });

  it("S3: nothing is stored until the form is complete; what is wrong is said beside its field", async () => {
    const code = await scheduled();
    const ann = await face.person("Ann Lee");
    await ann.type("help");
    const answer = await ann.type(`show ${code}`);
    const refused = await ann.register(answer, { firstName: "  ", lastName: "x".repeat(200) }, { force: true });
    expect(refused.words).toContain("Please enter the first name.");
    expect(refused.words).toContain("That is too long");
    await house.deliver();
    expect(face.channel().filter(({ words }) => words.includes("asks to join"))).toEqual([]);
    expect((await ann.type(`join ${code}`)).words).toContain("You are not registered");
  });

  it("S4, S18: a rejection is told, the card says who, and the person cannot come in", async () => {
    const code = await scheduled();
    const { person } = await registered(code, "Ann Lee");
    const decided = await host.decide(cardOf("Ann Lee"), "Reject");
    expect(decided.words).toContain("Ann Lee is not accepted for “Deep sea”");
    expect(decided.words).toContain("by Hanna Host · ");
    expect(decided.labels).toEqual(["Change decision"]);
    expect(last(person.chat()).words).toContain("Not accepted: Deep sea");
    expect(last(person.chat()).words).not.toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}-/);
    expect((await person.type(`join ${code}`)).words).toContain("did not accept your request");
    // Registering again gets the rejection, not a new chance.
    expect((await person.type(`register ${code}`)).words).toContain("Not accepted: Deep sea");
  });

  it("P19: somebody who does not host presses in vain, and is told so alone", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee");
    const sam = await face.person("Sam Stranger");
    const card = cardOf("Ann Lee");
    const refused = await sam.decide(card, "Approve");
    expect(refused.words).toContain("Only Hanna Host and the cohosts of Deep sea can do that. Nothing was changed.");
    expect(cardOf("Ann Lee").words).toBe(card.words);
    expect((await sam.type(`invite ${code} someone@example.org`)).words).toContain("Only Hanna Host");
    await house.deliver();
    expect(house.mail.inbox("someone@example.org")).toEqual([]);
  });

  it("section 1: a decision on a card that is no longer true is refused with who decided what", async () => {
    const code = await scheduled();
    const { person } = await registered(code, "Ann Lee");
    const stale = cardOf("Ann Lee");
    await host.decide(stale, "Approve");
    const refused = await host.decide(stale, "Reject");
    expect(refused.words).toMatch(/decided already: approved by Hanna Host, .*Nothing was changed/);
    expect(cardOf("Ann Lee").words).toContain("is approved");
    const told = person.chat().filter(({ words }) => words.includes("You’re in"));
    expect(told).toHaveLength(1);
  });

  it("P5: leave cancels, the seat is free, the card follows, and registering again works", async () => {
    const code = await scheduled({ cap: "1" });
    const { person } = await registered(code, "Ann Lee");
    const bob = await face.person("Bob Ray");
    expect((await bob.type(`register ${code}`)).words).toContain("Deep sea is full: its one seat is taken.");
    expect((await person.leave(code)).words).toContain("Your registration is cancelled: Deep sea");
    await house.deliver();
    // The news before says so now, in its own place; in Teams so does the card that asked. Nothing more is posted.
    const said = person.chat().filter(({ words }) => words.includes("Your registration is cancelled: Deep sea"));
    expect(said).toHaveLength(face.kind === "slack" ? 1 : 2);
    expect(person.chat().some(({ words }) => words.includes("Request received"))).toBe(false);
    expect(
      house.mail.inbox(person.address).filter(({ mail }) => mail.subject?.startsWith("Your registration is cancelled")),
    ).toHaveLength(1);
    expect(cardOf("Ann Lee").words).toContain("Ann Lee cancelled their registration for “Deep sea”");
    expect(cardOf("Ann Lee").labels).toEqual([]);
    expect((await person.leave(code)).words).toContain("is cancelled already");
    const again = await person.register(await person.type(`show ${code}`));
    expect(again.words).toContain("Request received");
    await house.deliver();
    // The new request is a new card, where it is seen; the old one stays as it ended.
    const cards = face.channel().filter(({ words }) => words.includes("Ann Lee"));
    expect(cards.map(({ words }) => words.split("\n")[0]?.replace(/^✕ /, ""))).toEqual([
      "Ann Lee cancelled their registration for “Deep sea”",
      "Ann Lee asks to join “Deep sea”",
    ]);
    expect(cards[0]?.labels).toEqual([]);
    expect((await bob.type(`register ${code}`)).words).toContain("is full");
  });

  it("P10: registering again answers with the one registration and offers to send it again", async () => {
    const code = await scheduled();
    const { person } = await registered(code, "Ann Lee");
    const again = await person.type(`register ${code}`);
    expect(again.words).toContain("You’ve already asked for a seat");
    expect(again.words).toMatch(/waiting for approval/i);
    const before = person.chat().length;
    expect((await person.press(again, "Send it again")).words).toContain("Sent again");
    await house.deliver();
    expect(
      person
        .chat()
        .slice(before)
        .map(({ words }) => words)
        .join("\n"),
    ).toContain("Request received: Deep sea");
    // Three times an hour.
    await person.type(`resend ${code}`);
    await person.type(`resend ${code}`);
    expect((await person.type(`resend ${code}`)).words).toContain("asked too often");
    expect(face.channel().filter(({ words }) => words.includes("Ann Lee asks"))).toHaveLength(1);
  });

  it("N3: my answers the asker alone with status, ID and the way in; list and show with what is coming up", async () => {
    const code = await scheduled();
    const { person } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const channelBefore = face.channel().length;
    const mine = await person.type("my", { inHostChannel: true });
    expect(mine.words).toContain("Deep sea");
    expect(mine.words).toContain("Approved");
    registrationIdIn(mine);
    expect(mine.labels.some((label) => label.startsWith("Join"))).toBe(true);
    expect(face.channel()).toHaveLength(channelBefore);
    expect((await person.type("list")).words).toContain(code);
    expect((await person.type(`show ${code.toLowerCase()}`)).words).toContain("Hanna Host");
    const nobody = await face.person("Nina New");
    expect((await nobody.type("my")).words).toContain("You have no upcoming registrations");
  });

  it("S7: a meeting has no registration IDs: asked for they are refused, without them nothing carries one", async () => {
    const refused = await host.schedule({ title: "Stand-up", inMinutes: 10, kind: "meeting", registrationIds: true });
    expect(refused.words).toContain("Registration IDs exist for webinars, not for meetings");
    const code = await scheduled({ title: "Stand-up", kind: "meeting", registrationIds: false });
    const { person } = await registered(code, "Ann Lee");
    await host.decide(cardOf("Ann Lee"), "Approve");
    expect(last(person.chat()).words).toContain("You’re in: Stand-up");
    expect(last(person.chat()).words).not.toContain("Registration ID");
  });

  it("bad input is answered in private with what to do, and nothing is half done", async () => {
    const past = await host.schedule({ title: "Late", inMinutes: -10 });
    expect(past.words).toMatch(/That start is in the past: it is .*\d:\d.* now\. Choose a later one\./);
    const zero = await host.schedule({ title: "None", inMinutes: 10, cap: "0" });
    expect(zero.words).toContain(
      "Seats must be a whole number from 1 to 10,000, the most that this site’s plan of 1,000 attendees allows.",
    );
    const billion = await host.schedule({ title: "All", inMinutes: 10, cap: "1000000000" });
    expect(billion.words).toContain("from 1 to 10,000");
    const long = await host.schedule({ title: "x".repeat(10_000), inMinutes: 10 }, { force: true });
    expect(long.words).toContain("That is too long: 10,000 characters where 120 fit.");
    const unlinked = await host.schedule({ title: "Unlinked", inMinutes: 10, link: "http://meet.example.com" });
    expect(unlinked.words).toContain("must be a full address that begins with https://");
    const endless = await host.schedule({ title: "Endless", inMinutes: 10, durationMinutes: "5000" }, { force: true });
    expect(endless.words).toContain("from 1 to 1,440 minutes");
    expect((await host.type("list")).words).toContain("No webinar is coming up");

    const code = await scheduled();
    for (const command of ["show", "register", "join", "leave", "resend", "invite"]) {
      const answer = await host.type(`${command} ZZZZZZ`);
      expect(answer.words, command).toContain("There is no webinar with the code ZZZZZZ.");
    }
    expect((await host.type("show <!channel>")).words).toContain("no webinar with the code");
    expect((await host.type(`invite ${code}`)).words).toMatch(/(Who’s invited to “|Invite\n)Deep sea/);
    expect((await host.type("invite")).words).toMatch(/Which webinar do you want to invite people to\?[\s\S]*Deep sea/);
    expect((await host.type(`invite ${code} ann@ nobody`)).words).toContain("I could not find: ann@, nobody");
    expect((await host.type("shedule")).words).toMatch(/Did you mean “?schedule”? \(Schedule a webinar\)\?/);
    expect((await host.type("help")).words).toContain("Schedule a webinar, and I’ll");
    await house.deliver();
    expect(mailedToOthers()).toEqual([]);
  });

  it("N14: a member reads in their own language and zone", async () => {
    const code = await scheduled();
    const luc = await face.person("Luc Petit", { locale: "fr-FR", zone: "America/Montreal" });
    const answer = await luc.type(`show ${code}`);
    expect(answer.words).toMatch(/\((heure de (Montréal|Toronto), UTC-5|votre heure|your time)\)/);
    expect(answer.words).toContain("Organisateur");
  });

  it("invites a guest by mail, counts the known, and tells nobody twice", async () => {
    const code = await scheduled();
    const first = await host.type(`invite ${code} Guest@Example.org, second@example.org`);
    expect(first.words).toContain("2 people are invited");
    const second = await host.type(`invite ${code} guest@example.org third@example.org`);
    expect(second.words).toContain("1 person is invited");
    expect(second.words).toContain("1 was already invited.");
    await house.deliver();
    expect(mailedToOthers().sort()).toEqual(["guest@example.org", "second@example.org", "third@example.org"]);
    registrationIdIn({ words: house.mail.inbox("guest@example.org")[0]?.mail.text ?? "", labels: [] });
  });

  it("texts of people are shown as typed: no mention, no link, no emphasis comes out of them", async () => {
    const title = "<!channel> *bold* [x](https://evil.example) <https://evil.example|y>";
    const code = await scheduled({ title });
    const { person } = await registered(code, "Ann Lee");
    expect(last(person.chat()).words).toContain(title);
    expect(cardOf("Ann Lee").words).toContain(title);
  });
});
