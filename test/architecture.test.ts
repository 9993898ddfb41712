import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));

/** Which folder of src (or file at its top) a file belongs to. */
const roomOf = (file: string): string => relative(SRC, file).split("/")[0] ?? "";

const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)"|\bimport\("([^"]+)"\)/gm)].map(
    ([, fixed, dynamic]) => fixed ?? dynamic ?? "",
  );

/** What each room may import besides itself: other rooms, and libraries by the beginning of their name. */
const MAY: Record<string, { rooms: string[]; libraries: string[] }> = {
  core: { rooms: [], libraries: ["zod"] },
  texts: { rooms: ["core"], libraries: ["intl-messageformat"] },
  delivery: { rooms: ["core", "log.ts"], libraries: [] },
  redis: { rooms: ["core", "log.ts", "email"], libraries: ["ioredis", "rate-limiter-flexible", "zod"] },
  slack: { rooms: ["core", "texts", "delivery", "log.ts", "config.ts"], libraries: ["@slack/", "zod"] },
  teams: {
    rooms: ["core", "texts", "delivery", "log.ts", "config.ts", "local.ts"],
    libraries: ["botbuilder", "@microsoft/teams.cards", "zod"],
  },
  email: { rooms: ["core", "texts", "delivery"], libraries: ["nodemailer", "hono/html", "ical-generator"] },
  web: { rooms: ["core", "texts", "email", "log.ts", "local.ts"], libraries: ["hono", "@hono/node-server"] },
};

describe("the shape of the house", () => {
  for (const [room, may] of Object.entries(MAY)) {
    it(`${room} imports only what it may`, () => {
      const strays = filesUnder(join(SRC, room)).flatMap((file) =>
        importsOf(file)
          .filter((target) => {
            if (target.startsWith("node:")) return false;
            if (!target.startsWith(".")) return !may.libraries.some((library) => target.startsWith(library));
            const to = roomOf(resolve(dirname(file), target));
            return to !== room && !may.rooms.includes(to);
          })
          .map((target) => `${relative(SRC, file)} -> ${target}`),
      );
      expect(strays).toEqual([]);
    });
  }

  it("only the playground's own files, and tests, know the playground", () => {
    const strays = filesUnder(SRC).filter(
      (file) => roomOf(file) !== "playground" && importsOf(file).some((target) => target.includes("playground")),
    );
    expect(strays).toEqual([]);
  });

  it("only what is started reads the environment", () => {
    const readers = filesUnder(SRC).filter((file) => /process\.env\b/.test(readFileSync(file, "utf8")));
    expect(readers.map((file) => relative(SRC, file))).toEqual(["admin.ts", "main.ts"]);
  });

  it("botbuilder is known to one file", () => {
    const users = filesUnder(SRC).filter((file) => importsOf(file).includes("botbuilder"));
    expect(users.map((file) => relative(SRC, file))).toEqual(["teams/platform/adapter.ts"]);
  });

  it("every import of our own leads to a file", () => {
    const broken = filesUnder(SRC).flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith(".") && !existsSync(resolve(dirname(file), target)))
        .map((target) => `${relative(SRC, file)} -> ${target}`),
    );
    expect(broken).toEqual([]);
  });
});
