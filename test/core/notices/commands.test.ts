import { describe, expect, it } from "vitest";
import { parseAct } from "../../../src/core/notices/card-acts.ts";
import { COMMANDS, parseCommand } from "../../../src/core/notices/commands.ts";
import { fc } from "../../setup/property.ts";

describe("commands", () => {
  it("reads the word in any case, the code, and the rest", () => {
    expect(parseCommand("  InVite w7k3qm <@U1>  ann@example.com ")).toEqual({
      kind: "command",
      name: "invite",
      code: "W7K3QM",
      typedCode: "w7k3qm",
      rest: "<@U1> ann@example.com",
    });
    expect(parseCommand("join nope")).toEqual({ kind: "command", name: "join", typedCode: "nope", rest: "" });
    expect(parseCommand("list")).toEqual({ kind: "command", name: "list", rest: "" });
  });

  it("nothing, a greeting and help are help", () => {
    for (const typed of ["", "  ", "help", "Hello!", "bonjour", "?", "\u00a0hi"])
      expect(parseCommand(typed)).toMatchObject({ kind: "command", name: "help" });
  });

  it("an unknown word answers with the nearest command, when one is near", () => {
    expect(parseCommand("shedule")).toEqual({ kind: "unknown", typed: "shedule", nearest: "schedule" });
    expect(parseCommand("jion W7K3QM")).toMatchObject({ kind: "unknown", nearest: "join" });
    expect(parseCommand("abracadabra")).toEqual({ kind: "unknown", typed: "abracadabra" });
  });

  it("N19: the address of a webinar's or a series' page shows it, where a command is typed", () => {
    const shown = { kind: "command", name: "show", code: "W7K3QM", rest: "" };
    for (const path of ["/w/w7k3qm", "/usher/w/W7K3QM/register?lang=fr", "/s/W7K3QM", "/w/W7K3QM#top"])
      expect(parseCommand(`https://usher.example${path}`)).toMatchObject(shown);
    expect(parseCommand("<https://usher.example/w/W7K3QM|usher.example>")).toMatchObject(shown);
    for (const other of ["https://usher.example/help", "https://usher.example/w/W7K3QM9", "usher/w/W7K3QM"])
      expect(parseCommand(other)).toMatchObject({ kind: "unknown" });
  });

  it("a registration ID is told from a code, also behind *join*", () => {
    for (const typed of ["k7qm-3xwp-9tfa", "join K7QM-3XWP-9TFA", "register k7qm 3xwp 9tfa"])
      expect(parseCommand(typed)).toMatchObject({
        kind: "unknown",
        nearest: "join",
        id: expect.stringMatching(/^k7qm[- ]3xwp[- ]9tfa$/i),
      });
    expect(parseCommand("join W7K3QM")).toMatchObject({ kind: "command", name: "join", code: "W7K3QM" });
  });

  it("a code alone shows its webinar; a word of six letters is no code", () => {
    expect(parseCommand("w7k3qm")).toMatchObject({ kind: "command", name: "show", code: "W7K3QM" });
    expect(parseCommand("please")).toMatchObject({ kind: "unknown" });
    expect(parseCommand("w7k3qm now")).toMatchObject({ kind: "unknown" });
  });

  it("what begins as in Slack is read as what follows it", () => {
    expect(parseCommand("/webinar join w7k3qm")).toMatchObject({ kind: "command", name: "join", code: "W7K3QM" });
    expect(parseCommand("webinar schedule")).toMatchObject({ kind: "command", name: "schedule" });
    expect(parseCommand("/webinar")).toMatchObject({ kind: "command", name: "help" });
    expect(parseCommand("webinars")).toMatchObject({ kind: "unknown" });
  });

  it("never throws, whatever is typed", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 200 }), (typed) => void parseCommand(typed)));
    expect(parseCommand("x".repeat(1_000_000))).toMatchObject({ kind: "too_long" });
    expect(COMMANDS).toContain("help");
  });

  it("a button's act that was altered is no act", () => {
    const approve = { act: "approve", code: "W7K3QM", registration: "ABCDEFGH23456789", version: 1 };
    expect(parseAct(approve)).toEqual(approve);
    expect(parseAct({ ...approve, version: "2", firstName: "typed beside it" })).toMatchObject({ version: 2 });
    for (const altered of [
      undefined,
      null,
      "x",
      {},
      { ...approve, act: "delete" },
      { ...approve, registration: "1" },
      { ...approve, version: -1 },
      { ...approve, code: "W7K3Q" },
    ])
      expect(parseAct(altered)).toBeUndefined();
  });
});
