import { expect, it } from "vitest";
import { zones } from "../../src/zones.ts";
import { onBothFaces } from "./both.ts";
import { codeIn, codesIn } from "./face.ts";

const ZONE = "Europe/Paris";
const DAY = 24 * 3_600_000;

onBothFaces("scheduling again, and repeating", (stage) => {
  /** The date of a number of days from now, in the host's zone. */
  const inDays = (days: number): string => zones.wallOf(stage().house.clock.now() + days * DAY, ZONE).date;
  const start = (days = 3) => ({ date: inDays(days), time: "15:30" });
  const LINK = "https://meet.example.com/room";

  const hostedCodes = async (): Promise<string[]> => codesIn(await stage().host.type("list"));

  it("P33: the dates are shown first; sent once more, each is a webinar of its own, in one series", async () => {
    const { host, house, face } = stage();
    const form = await host.scheduling();
    const fields = { title: "Deep sea", link: LINK, start: start(), repeat: "week", repeatCount: "3" } as const;
    const shown = await form.send(fields);
    expect(shown.words).toContain("3 webinars, each at the time above (Europe/Paris):");
    expect(shown.words).toContain("Nothing is scheduled yet.");
    expect(await hostedCodes()).toEqual([]);
    const answer = await form.send({});
    expect(answer.words).toContain("Scheduled 3 times: Deep sea");
    expect(answer.words).toMatch(/They belong to the series “Deep sea”\./);
    const codes = await hostedCodes();
    expect(new Set(codes).size).toBe(3);
    // The list has the codes: between many dates they say nothing.
    for (const code of codes) expect(answer.words).not.toContain(code);
    expect((await host.type("series")).words).toMatch(/Deep sea[\s\S]*3 webinars/);
    // The channel is not buried: the card of the first stands there, and the others come when it is time.
    await house.deliver();
    const cards = () => face.channel().filter(({ words }) => words.includes("Deep sea"));
    expect(cards()).toHaveLength(1);
    house.clock.advance(4 * DAY);
    await house.deliver();
    expect(cards()).toHaveLength(2);
  });

  it("P33: the card of a later one comes with its first request", async () => {
    const { host, house, face, registered } = stage();
    const form = await host.scheduling();
    await form.send({ title: "Deep sea", link: LINK, start: start(), repeat: "week", repeatCount: "3" });
    await form.send({});
    await house.deliver();
    const [, , last = ""] = await hostedCodes();
    await registered(last, "Ann Lee");
    house.clock.advance(3_000);
    await house.deliver();
    expect(
      face.channel().filter(({ words, labels }) => words.includes("Deep sea") && labels.includes("Invite")),
    ).toHaveLength(2);
  });

  it("P33: on chosen days, until a date, without a series; one that is scheduled already is named", async () => {
    const { host } = stage();
    const repetition = { repeat: "day", repeatEvery: "2", repeatUntil: inDays(9), inSeries: false } as const;
    const fields = { title: "Deep sea", link: LINK, start: start(), ...repetition };
    const form = await host.scheduling();
    expect((await form.send(fields)).words).toContain("4 webinars, each at the time above");
    const answer = await form.send({});
    expect(answer.words).toContain("Scheduled 4 times: Deep sea");
    expect(answer.words).not.toContain("series");
    const again = await host.scheduling();
    const shown = await again.send({ ...fields, repeatUntil: inDays(11) });
    expect(shown.words).toContain("One webinar, at the time above");
    expect(shown.words).toContain("You already host webinars with this title then.");
    expect((await again.send({})).words).toContain("Scheduled once: Deep sea");
  });

  it("P33: what is wrong with a repetition is said beside the rest, and nothing is scheduled", async () => {
    const { host } = stage();
    const form = await host.scheduling();
    const of = { title: "Deep sea", link: LINK, start: start(), repeat: "week" } as const;
    expect((await form.send(of)).words).toContain("Say how many there are, up to 52, or give a last date.");
    expect((await form.send({ repeatCount: "53" })).words).toContain("Enter a whole number from 1 to 52.");
    expect((await form.send({ repeatCount: "2", repeatEvery: "0" })).words).toContain(
      "Enter a whole number from 1 to 52.",
    );
    expect(await hostedCodes()).toEqual([]);
  });

  it("P33: a host schedules again with every setting but the time, from the card of one that is cancelled too", async () => {
    const { host, house, face } = stage();
    const cora = await face.person("Cora Cohost");
    await cora.type("help");
    const settings = { policy: "automatic", cap: "20", description: "Crabs", cohosts: [cora], waitlist: true } as const;
    const first = codeIn(await host.schedule({ title: "Deep sea", start: start(), ...settings }));
    await house.deliver();
    await host.press(await host.type(`cancel ${first}`), "Cancel the webinar");
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Deep sea"));
    expect(card?.labels).toContain("Schedule again");

    const form = await host.scheduling(first);
    const unset = await form.send({}, { force: true });
    expect(unset.words).toMatch(/Choose a date and a time for the start/);
    const answer = await form.send({ start: start(5) });
    expect(answer.words).toContain("Scheduled: Deep sea");
    const code = codeIn(answer);
    expect(code).not.toBe(first);
    const shown = await host.type(`show ${code}`);
    for (const words of ["Crabs", "0 of 20 taken", "Cora Cohost", "Everybody is approved at once"])
      expect(shown.words).toContain(words);
    expect(await hostedCodes()).toEqual([code]);
  });

  it("P33: only its hosts schedule it again; a cohost who does hosts the new one, with the host as cohost", async () => {
    const { host, house, face, member } = stage();
    const cora = await face.person("Cora Cohost");
    await cora.type("help");
    const first = codeIn(await host.schedule({ title: "Deep sea", start: start(), cohosts: [cora] }));
    await house.deliver();
    const stranger = await member("Sam Stranger");
    expect((await stranger.type(`schedule again ${first}`)).words).toContain(
      "Only Hanna Host and the cohosts of Deep sea",
    );
    expect((await stranger.type("schedule again ZZZZZZ")).words).toContain("There is no webinar with the code ZZZZZZ");
    expect((await stranger.type("schedule again")).words).toContain("Nothing to schedule again yet");
    const form = await cora.scheduling(first);
    const shown = await cora.type(`show ${codeIn(await form.send({ start: start(5) }))}`);
    expect(shown.words).toMatch(/Host:? ?Cora Cohost/);
    expect(shown.words).toMatch(/Cohosts:? ?Hanna Host/);
  });

  it("P33, P34: scheduled again, its speakers find the new one", async () => {
    const { host, house, member } = stage();
    const sam = await member("Sam Speaker");
    const first = codeIn(await host.schedule({ title: "Deep sea", start: start() }));
    await host.type(`speaker ${first} @{Sam Speaker}`, { mention: [sam] });
    await house.deliver();
    const form = await host.scheduling(first);
    await form.send({ title: "Reefs", start: start(5) });
    await house.deliver();
    expect((await sam.type("join")).words).toContain("Reefs");
  });

  it("P33: without a code its host chooses from all that they host, what is over first, and chooses only when", async () => {
    const { host, house, scheduled } = stage();
    await scheduled({ title: "Whales", inMinutes: 6_000 });
    await scheduled({ title: "Crabs", inMinutes: 600 });
    house.clock.advance(24 * 3_600_000);
    await house.deliver();
    const shown = await host.type("schedule again");
    expect(shown.words).toContain("Which webinar do you want to schedule again?");
    expect(shown.words.indexOf("Crabs")).toBeLessThan(shown.words.indexOf("Whales"));
    expect(shown.labels.filter((label) => label.startsWith("Schedule again"))).toHaveLength(2);
    const form = await host.press(shown, shown.labels[0] ?? "");
    expect(form.words).toMatch(/Remind people who are in|Everything else is as it was/);
  });

  it("P33: scheduled again and repeated, all come into the series of the first", async () => {
    const { host, house } = stage();
    const first = codeIn(await host.schedule({ title: "Deep sea", start: start() }));
    await host.series({ title: "Seas", webinars: [first] });
    await house.deliver();
    const form = await host.scheduling(first);
    const shown = await form.send({ start: start(10), repeat: "month", repeatMonth: "last", repeatCount: "2" });
    expect(shown.words).toContain("2 webinars, each at the time above");
    expect((await form.send({})).words).toContain("They belong to the series “Seas”.");
  });
});
