import { Redis } from "ioredis";
import { expect, it } from "vitest";
import { until } from "../setup/process.ts";
import { onBothFaces } from "./both.ts";
import { last, type Persona } from "./face.ts";

onBothFaces("trips to Redis", (stage) => {
  /** How often Redis read from a connection while this was done: once for each trip. */
  const trips = async (act: () => Promise<unknown>): Promise<number> => {
    const reads = async () =>
      Number(/total_reads_processed:(\d+)/.exec(await stage().house.redis.info("stats"))?.[1] ?? Number.NaN);
    const before = await reads();
    await act();
    // The second question is read as well.
    return (await reads()) - before - 1;
  };

  /** How many commands clients sent while this was done; what a busy machine sends in one trip or in two, is the same. */
  const commands = async (act: () => Promise<unknown>): Promise<number> => {
    const redis = new Redis({ path: stage().house.redisUrl.slice("unix://".length) });
    const monitor = await redis.monitor();
    const seen: string[] = [];
    monitor.on("monitor", (_at: string, [command = ""]: string[], source: string) => {
      if (source !== "lua") seen.push(command.toLowerCase());
    });
    await act();
    await redis.echo("the end");
    await until(
      () => seen.includes("echo"),
      5_000,
      () => seen.join(" "),
    );
    monitor.disconnect();
    redis.disconnect();
    return seen.indexOf("echo");
  };

  it("what only reads takes one trip, and a registration two: one that reads, one that stores", async () => {
    const { host, scheduled, member } = stage();
    const code = await scheduled();
    await scheduled({ title: "Reefs" });
    const askedBy = async (by: Persona) => {
      const found: Record<string, number> = {};
      for (const text of ["help", "list", "my", "show CODE", "show", "register"])
        found[text] = await trips(() => by.type(text.replace("CODE", code)));
      return found;
    };
    const ann = await member("Ann Lee");
    // The first time, Redis learns the scripts and the process the webinar.
    await askedBy(host);
    const bob = await member("Bob Ray");
    await bob.register(await bob.type(`show ${code}`));

    const shown = await ann.type(`show ${code}`);
    const asked = await askedBy(ann);
    expect(asked).toEqual(Object.fromEntries(Object.keys(asked).map((text) => [text, 1])));
    // Opening the form reads, sending it reads and stores.
    expect(await trips(() => ann.register(shown))).toBe(3);
    expect(await trips(() => ann.type("my"))).toBe(1);
  });

  it("N17: one press on an invitation takes the two that a registration takes", async () => {
    const { face, host, house, member, scheduled } = stage();
    const code = await scheduled();
    const invited = async (name: string) => {
      const person = await member(name);
      await host.type(`invite ${code} ${person.address}`);
      await house.deliver();
      return person;
    };
    const [ann, bob] = [await invited("Ann Lee"), await invited("Bob Ray")];
    // The first time, Redis learns the scripts.
    await ann.press(last(ann.chat()), "Register");
    // In Slack their Home is looked up beside, as no message is sent that it would follow.
    expect(await trips(() => bob.press(last(bob.chat()), "Register"))).toBe(face.kind === "slack" ? 3 : 2);
  });

  it("P28: a registration takes as many where its series is announced as where it is not, and so does a press on the series’ card", async () => {
    const { face, host, house, member, scheduled } = stage();
    const codes = [await scheduled({ title: "Crabs" }), await scheduled({ title: "Whales" })];
    const [, series = ""] =
      /Code:? ?([2-9A-HJ-NP-Z]{6})/.exec((await host.series({ title: "Seas", webinars: codes })).words) ?? [];
    const [ann, dan, bob, cy, dee, eve, flo] = [
      await member("Ann Lee"),
      await member("Dan Orr"),
      await member("Bob Ray"),
      await member("Cy Day"),
      await member("Dee Elm"),
      await member("Eve Fox"),
      await member("Flo Gray"),
    ];
    const readers = face.readers("divers", [host, cy, dee, eve, flo]);
    const registering = async (by: Persona) => {
      const shown = await by.type(`show ${codes[0]}`);
      return commands(() => by.register(shown));
    };
    // The first time, Redis learns the scripts.
    await registering(ann);
    const alone = await registering(dan);
    await readers.announce(host, codes[1] ?? "");
    await house.deliver();
    const [own] = readers.cards();
    if (!own) throw new Error("no card");
    await eve.press(own, "Register");
    const onOwn = await commands(() => cy.press(own, "Register"));
    await readers.announce(host, series);
    await house.deliver();
    expect(await registering(bob)).toBe(alone);
    const card = last(readers.cards());
    const label = card.labels.findLast((one) => one.startsWith("Register")) ?? "";
    await flo.press(card, label);
    expect(await commands(() => dee.press(card, label))).toBe(onOwn);
  });
});
