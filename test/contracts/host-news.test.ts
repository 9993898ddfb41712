import { expect, it } from "vitest";
import { onBothFaces } from "./both.ts";
import { last } from "./face.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

onBothFaces("what a host hears by themselves", (stage) => {
  const until = async (at: number) => {
    const { house } = stage();
    house.clock.advance(Math.max(0, at - house.clock.now()));
    await house.deliver();
  };
  const startIn = (minutes: number) => Math.floor(stage().house.clock.now() / MINUTE + minutes) * MINUTE;

  it("P41: cancellations are gathered, one message an hour, with who it was and the way to the roster", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled();
    const people = [];
    for (const name of ["Ann Lee", "Bob Ray", "Cleo Chen"]) people.push((await registered(code, name)).person);
    const [ann, bob, cleo] = people;
    const told = () => host.chat().filter(({ words }) => words.includes("cancellation"));
    // Within one hour of the clock.
    const hour = (Math.floor(house.clock.now() / HOUR) + 1) * HOUR;
    await until(hour + MINUTE);
    await ann?.leave(code);
    await until(hour + 10 * MINUTE);
    await bob?.leave(code);
    await until(hour + 40 * MINUTE);
    expect(told()).toEqual([]);
    await until(hour + HOUR);
    expect(told()).toHaveLength(1);
    expect(last(told()).words).toContain("2 cancellations: Deep sea");
    expect(last(told()).words).toContain("Ann Lee");
    expect(last(told()).words).toContain("Bob Ray");
    expect(last(told()).words).not.toContain("Cleo Chen");
    expect(last(told()).labels[0]).toBe("Roster");
    await cleo?.leave(code);
    await until(hour + 2 * HOUR);
    expect(told()).toHaveLength(2);
    expect(last(told()).words).toContain("1 cancellation: Deep sea");
  });

  it("P41: who cancels while a clock is behind, once the hour was told of, is told of with the next, and nobody twice", async () => {
    const { host, house, registered, scheduled } = stage();
    const code = await scheduled();
    const { person: ann } = await registered(code, "Ann Lee");
    const { person: bob } = await registered(code, "Bob Ray");
    const { person: cleo } = await registered(code, "Cleo Chen");
    const told = () => host.chat().filter(({ words }) => words.includes("cancellation"));
    const hour = (Math.floor(house.clock.now() / HOUR) + 1) * HOUR;
    await until(hour + MINUTE);
    await ann.leave(code);
    await until(hour + HOUR);
    expect(told()).toHaveLength(1);
    // As of a process for which the hour is not over yet.
    house.clock.advance(-2_000);
    await bob.leave(code);
    await until(hour + HOUR + MINUTE);
    await cleo.leave(code);
    await until(hour + 2 * HOUR - MINUTE);
    expect(told()).toHaveLength(1);
    await until(hour + 2 * HOUR);
    expect(told()).toHaveLength(2);
    expect(last(told()).words).toContain("2 cancellations: Deep sea");
    expect(last(told()).words).toContain("Bob Ray");
    expect(last(told()).words).toContain("Cleo Chen");
    expect(last(told()).words).not.toContain("Ann Lee");
    await until(hour + 4 * HOUR);
    expect(told()).toHaveLength(2);
  });

  it("P41: a day before the start the host gets who comes, once, after the start as it is then", async () => {
    const { host, house, registered, scheduled, cardOf } = stage();
    const start = startIn(3 * 24 * 60);
    const code = await scheduled({ inMinutes: 3 * 24 * 60 });
    await registered(code, "Ann Lee");
    await registered(code, "Bob Ray");
    await host.decide(cardOf("Ann Lee"), "Approve");
    const told = () => host.chat().filter(({ words }) => words.includes("Who’s coming to “Deep sea”"));
    await until(start - 24 * HOUR - MINUTE);
    expect(told()).toEqual([]);
    await until(start - 24 * HOUR);
    expect(told()).toHaveLength(1);
    expect(last(told()).words).toContain("1 person is approved");
    expect(last(told()).words).toContain("1 request still waits");
    expect(last(told()).labels[0]).toMatch(/^Requests/);
    await house.deliver();
    await until(start - HOUR);
    expect(told()).toHaveLength(1);
  });
});
