import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;

onBothFaces("afterwards", (stage) => {
  const until = async (at: number) => {
    const { house } = stage();
    house.clock.advance(at - house.clock.now());
    await house.deliver();
  };
  /** One who came and one who did not, of a webinar that is over. */
  const over = async (fields: Parameters<ReturnType<typeof stage>["scheduled"]>[0]) => {
    const { house, registered, scheduled, host, cardOf } = stage();
    const start = Math.floor(house.clock.now() / MINUTE + 600) * MINUTE;
    const code = await scheduled({ inMinutes: 600, ...fields });
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    await host.decide(cardOf("Ann Lee"), "Approve");
    await host.decide(cardOf("Bob Ray"), "Approve");
    await until(start + MINUTE);
    await ann.type(`join ${code}`);
    await until(start + 61 * MINUTE);
    const told = (person: typeof ann) => person.chat().filter(({ words }) => /missed|Thank you/.test(words));
    expect(told(ann)).toEqual([]);
    await until(start + 76 * MINUTE);
    return { ann, bob, cleo, told, code };
  };

  it("P30, P38: who came and who missed it each get their own follow-up, with the recording and the host's words", async () => {
    const { house, subjects } = stage();
    const recording = "https://video.example.com/deep";
    const { ann, bob, cleo, told } = await over({ followUp: true, recording, followUpText: "Until *next* time." });
    expect(told(ann)).toHaveLength(1);
    const came = last(told(ann));
    expect(came.words).toContain("Thank you for coming: Deep sea");
    expect(came.words).toContain("Until *next* time.");
    expect(came.labels).toEqual(["Watch the recording"]);
    expect(last(told(bob)).words).toContain("Sorry we missed you: Deep sea");
    expect(last(told(bob)).words).toContain("Until *next* time.");
    expect(told(cleo)).toEqual([]);
    expect(subjects(ann.address).filter((subject) => subject === "Thank you for coming: Deep sea")).toHaveLength(1);
    expect(subjects(bob.address).at(-1)).toBe("Sorry we missed you: Deep sea");
    expect(subjects(cleo.address).join()).not.toMatch(/missed|Thank/);
    const mail = house.mail.inbox(ann.address).at(-1)?.mail;
    expect(mail?.html).toContain(`href="${recording}"`);
    expect(mail?.html).toMatch(/<blockquote[^>]*>Until \*next\* time\./);
  });

  it("P30: a recording that comes later is told to who came and who missed it, once; nothing else changes any more", async () => {
    const { host, house, subjects } = stage();
    const { ann, bob, cleo, code } = await over({});
    expect((await host.type(`show ${code}`)).labels).toContain("Add the recording");
    const form = await host.edit(code);
    await form.send({ recording: "https://video.example.com/deep" });
    await house.deliver();
    const told = (person: typeof ann) =>
      person.chat().filter(({ words }) => words.includes("Recording ready: Deep sea"));
    expect(last(told(ann)).words).toContain("Watch it again");
    expect(last(told(bob)).words).toContain("Missed the webinar?");
    expect(last(told(bob)).labels).toEqual(["Watch the recording"]);
    expect(told(cleo)).toEqual([]);
    expect(subjects(ann.address).filter((subject) => subject === "Recording ready: Deep sea")).toHaveLength(1);
    const refused = await (await host.edit(code)).send({ title: "Deeper sea" });
    expect(refused.words).toContain("Deep sea is over");
    await house.deliver();
    expect(told(ann)).toHaveLength(1);
  });

  it("P30: nobody is written to unless the host wants it", async () => {
    const { ann, bob, told } = await over({});
    expect([...told(ann), ...told(bob)]).toEqual([]);
  });
});
