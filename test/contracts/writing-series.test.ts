import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("what hosts write to the people of a series", (stage) => {
  const pass = async (ms: number) => {
    const { house } = stage();
    house.clock.advance(ms);
    await house.deliver();
  };
  const heading = (person: Persona, title: string) => person.chat().filter(({ words }) => words.includes(title));
  const wrote = (person: Persona) => heading(person, "Message from Hanna Host to everybody in the series: Deep sea");

  /** A series of two webinars: Ann is approved in both, Bob in the second, Cleo waits in the first. */
  const season = async () => {
    const { host, house, registered, scheduled } = stage();
    const automatic = { policy: "automatic" } as const;
    const first = await scheduled({ title: "Crabs", inMinutes: 600, ...automatic });
    const second = await scheduled({ title: "Whales", inMinutes: 1_200, ...automatic });
    const saved = await host.series({ title: "Deep sea", webinars: [first, second] });
    const [, code = ""] = /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec(saved.words) ?? [];
    const { person: ann } = await registered(first, "Ann Lee");
    await ann.register(await ann.type(`show ${second}`));
    const { person: bob } = await registered(second, "Bob Ray");
    await house.deliver();
    return { first, second, code, ann, bob };
  };
  const send = async (code: string, text = "Bring a lamp.") => {
    const { host, house } = stage();
    const shown = await host.writeTo(code, { to: "approved", text });
    const answer = await host.sendWritten();
    await house.usher.worker.drain();
    return { shown, answer };
  };

  it("P31, P37: everybody of a series is written to at once, each told once however many of its webinars they are in", async () => {
    const { host, subjects } = stage();
    const { first, second, code, ann, bob } = await season();
    const { shown, answer } = await send(code);
    expect(shown.words).toContain("To 2 approved people. Nobody gets the message twice.");
    expect(shown.words).toContain("Message from Hanna Host to everybody in the series: Deep sea");
    expect(answer.words).toContain("goes out in a minute: Deep sea");
    expect(wrote(ann)).toEqual([]);
    await pass(MINUTE + 5_000);
    for (const person of [ann, bob]) {
      expect(wrote(person)).toHaveLength(1);
      expect(
        subjects(person.address).filter(
          (subject) => subject === "Message from Hanna Host to everybody in the series: Deep sea",
        ),
      ).toHaveLength(1);
    }
    expect(last(wrote(ann)).words).toContain("Crabs");
    expect(last(wrote(bob)).words).toContain("Whales");
    expect(last(heading(host, "Message sent to the series: Deep sea")).words).toContain(
      "Your message went to 2 approved people",
    );
    for (const one of [first, second]) expect((await host.type(`log ${one}`)).words).toContain("wrote to people");
  });

  it("P31, P37: who leaves one of its webinars before it goes out is told by another that they are in", async () => {
    const { house } = stage();
    const { first, code, ann, bob } = await season();
    await send(code);
    house.clock.advance(MINUTE + 5_000);
    await ann.leaveFrom(await ann.type(`show ${first}`));
    await house.deliver();
    expect(wrote(ann)).toHaveLength(1);
    expect(last(wrote(ann)).words).toContain("Whales");
    expect(wrote(bob)).toHaveLength(1);
  });

  it("P31, P37: it is taken back as one, and counts for each webinar among its three of a day", async () => {
    const { host } = stage();
    const { first, second, code, ann, bob } = await season();
    await send(code);
    expect((await host.press(last(heading(host, "goes out in a minute")), "Undo")).words).toContain(
      "Message not sent: Deep sea",
    );
    await pass(2 * MINUTE);
    expect([...wrote(ann), ...wrote(bob)]).toEqual([]);
    await send(second);
    await pass(2 * MINUTE);
    for (let i = 0; i < 2; i += 1) {
      expect((await send(code)).answer.words).toContain("goes out in a minute");
      await pass(2 * MINUTE);
    }
    expect((await send(code)).answer.words).toContain("A webinar of Deep sea has had its 3 messages of today");
    expect((await send(first)).answer.words).toContain("goes out in a minute: Crabs");
    await pass(2 * MINUTE);
    expect(wrote(bob)).toHaveLength(2);
  });

  it("P19, P31, P37: those who answered none of its invitations are meant as well, and only hosts write", async () => {
    const { host, house, member } = stage();
    const { code, ann } = await season();
    await host.type(`invite ${code} ${ann.address} gus@example.org eva@example.org`);
    await house.deliver();
    const shown = await host.writeTo(code, { to: "silent", text: "Will you come?" });
    expect(shown.words).toContain("To 2 people who haven’t answered the invitation. Nobody gets");
    await host.sendWritten();
    await pass(MINUTE + 5_000);
    expect(wrote(ann)).toEqual([]);
    expect(last(heading(host, "Message sent to the series: Deep sea")).words).toContain(
      "Your message went to 2 people who haven’t answered the invitation",
    );
    expect((await host.writeTo(code, { to: "silent", text: " " })).words).toContain("Say what you want to write.");
    const stranger = await member("Sam Stranger");
    expect((await stranger.type(`message ${code}`)).words).toContain("Only Hanna Host can change the series");
    expect((await host.type("message ZZZZZZ")).words).toContain("There is no webinar with the code ZZZZZZ");
  });
});
