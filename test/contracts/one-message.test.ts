import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona, type Seen } from "./face.ts";

/** How many messages an act brought, by who got them. */
interface Brought {
  readonly [name: string]: { readonly chat: number; readonly mail: number };
}

/** A direct message and a mail, which say the same (S5). */
const BOTH = { chat: 1, mail: 1 };
const MAIL = { chat: 0, mail: 1 };
const MINUTE = 60_000;

onBothFaces("one matter, one message", (stage) => {
  /** What an act brought to whom, once all that it has to tell is told; without who got nothing. */
  const brought = async (people: readonly Persona[], act: () => Promise<unknown>): Promise<Brought> => {
    const { house } = stage();
    // An answer in the chat in which somebody typed belongs to the act; only what comes besides is counted.
    const had = people.map((person) => [person.chat().length, house.mail.inbox(person.address).length] as const);
    await act();
    const answered = people.map((person) => person.chat().length);
    await house.deliver();
    house.clock.advance(61_000);
    await house.deliver();
    const counts = people.map((person, at) => {
      const [, letters = 0] = had[at] ?? [];
      const chat = person.chat().length - (answered[at] ?? 0);
      return [person.name, { chat, mail: house.mail.inbox(person.address).length - letters }] as const;
    });
    return Object.fromEntries(counts.filter(([, { chat, mail }]) => chat + mail > 0));
  };

  /** The last message of somebody that says this. */
  const found = (person: Persona, words: string): Seen =>
    last(person.chat().filter((one) => one.words.includes(words)));

  it("S5: each act brings each person one message in chat and one by mail, or none", async () => {
    const { house, host, face, member, cardOf } = stage();
    const ann = await member("Ann Lee");
    const bob = await member("Bob Ray");
    const dan = await member("Dan Fox");
    const all = [host, ann, bob, dan];
    const cards = () => face.channel().length;
    let code = "";

    // The mail brings the host's calendar entry; the answer to the form says the rest.
    const scheduled = await brought(all, async () => {
      const { words } = await host.schedule({ title: "Deep sea", inMinutes: 600, cap: "2", waitlist: true });
      code = /Code: ?([2-9A-HJ-NP-Z]{6})/.exec(words)?.[1] ?? "";
    });
    expect(scheduled).toEqual({ "Hanna Host": MAIL });
    expect(cards()).toBe(1);

    const invited = await brought(all, () => host.type(`invite ${code} ${ann.address}`));
    expect(invited).toEqual({ "Ann Lee": BOTH });

    // Pressed on the invitation, the answer takes its place.
    const chats = ann.chat().length;
    const registered = await brought(all, () => ann.press(found(ann, "You’re invited"), "Register"));
    expect(registered).toEqual({ "Ann Lee": MAIL });
    expect(ann.chat()).toHaveLength(chats);
    expect(found(ann, "Request received: Deep sea").words).not.toContain("direct message");
    expect(cards()).toBe(2);

    const approved = await brought(all, () => host.decide(cardOf("Ann Lee"), "Approve", { settle: false }));
    expect(approved).toEqual({ "Ann Lee": BOTH });
    // The form's last view says one line; the message carries the rest.
    let answer: Seen | undefined;
    const byForm = await brought(all, async () => {
      answer = await bob.register(await bob.type(`show ${code}`));
    });
    expect(byForm).toEqual({ "Bob Ray": BOTH });
    expect(answer?.words).toContain("Request received: Deep sea");
    expect(answer?.words).toContain("The answer comes as a direct message from Usher");
    expect(answer?.words).not.toMatch(/Code|When/);
    expect(cards()).toBe(3);

    // A question is asked in chat, and what is typed there is its answer.
    const asked = await brought(all, () => host.ask(cardOf("Bob Ray"), "Why?"));
    expect(asked).toEqual({ "Bob Ray": { chat: 1, mail: 0 } });
    expect(await brought(all, () => bob.answer(found(bob, "A question for you"), "Because"))).toEqual({});

    const reject = { to: "rejected", reason: "Too many", told: true } as const;
    const rejected = await brought(all, () => host.decideWith(cardOf("Bob Ray"), reject));
    expect(rejected).toEqual({ "Bob Ray": BOTH });
    expect(cards()).toBe(3);

    // The second seat goes to one more, and the next one stands in line.
    const eve = await member("Eve Orr");
    await brought(all, async () => eve.register(await eve.type(`show ${code}`)));
    const waits = await brought(all, async () => dan.register(await dan.type(`show ${code}`)));
    expect(waits).toEqual({ "Dan Fox": BOTH });

    // Who cancels has the answer; the mail takes the entry from the calendar. The seat is offered.
    const offered = await brought(all, () => ann.leave(code));
    expect(offered).toEqual({ "Ann Lee": MAIL, "Dan Fox": BOTH });
    // The answer takes the offer's place.
    const offers = dan.chat().length;
    expect(await brought(all, () => dan.press(found(dan, "A seat is free"), "Claim the seat"))).toEqual({
      "Dan Fox": MAIL,
    });
    expect(dan.chat()).toHaveLength(offers);
    expect(cards()).toBe(5);
    await brought(all, () => host.decide(cardOf("Dan Fox"), "Approve", { settle: false }));
    // Nothing waits any more: hosts need no reminder.
    await brought(all, () => host.decide(cardOf("Eve Orr"), "Approve", { settle: false }));

    // The host sees it saved, and the mail moves the host's own entry.
    const moved = await brought(all, async () => (await host.edit(code)).send({ inMinutes: 300 }));
    expect(moved).toEqual({ "Hanna Host": MAIL, "Dan Fox": BOTH });

    house.clock.advance(290 * MINUTE);
    await house.deliver();
    expect(await brought(all, () => dan.type(`join ${code}`))).toEqual({});
    const cancelled = await brought(all, async () =>
      host.press(await host.type(`cancel ${code}`), "Cancel the webinar"),
    );
    expect(cancelled).toEqual({ "Hanna Host": MAIL, "Dan Fox": BOTH });
    expect(cards()).toBe(5);
  });
});
