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
  slack: {
    rooms: ["core", "texts", "delivery", "log.ts", "config.ts", "address-list.ts", "invitee-list.ts", "bodies.ts"],
    libraries: ["@slack/", "zod"],
  },
  teams: {
    rooms: [
      ...["core", "texts", "delivery", "log.ts", "config.ts", "local.ts", "address-list.ts", "invitee-list.ts"],
      "bodies.ts",
    ],
    libraries: ["botbuilder", "@microsoft/teams.cards", "zod"],
  },
  brand: { rooms: [], libraries: [] },
  email: { rooms: ["core", "texts", "delivery", "brand"], libraries: ["nodemailer", "hono/html", "ical-generator"] },
  web: {
    rooms: ["core", "texts", "email", "brand", "log.ts", "local.ts", "config.ts", "bodies.ts", "invitee-list.ts"],
    libraries: ["hono", "@hono/node-server"],
  },
};

/** Rooms from the ground up: one knows only itself and those before it, types included. */
const CORE = [
  ...["model", "deliveries", "ports", "access", "approvals", "hosting", "registering", "notices", "core.ts", "chat"],
];
const FACE = ["platform", "directory", "notices", "conversation.ts", "forms", "listeners", "app.ts"];

const FILES = filesUnder(SRC);

/** The files of ours that a file imports. */
const ownImportsOf = (file: string): string[] =>
  importsOf(file)
    .filter((target) => target.startsWith("."))
    .map((target) => resolve(dirname(file), target));

/** Every import that leads to a later room of the same house. */
const upwards = (house: string, order: readonly string[]): string[] => {
  const folder = join(SRC, house);
  const placeOf = (file: string) => order.indexOf(relative(folder, file).split("/")[0] ?? "");
  return FILES.filter((file) => file.startsWith(`${folder}/`)).flatMap((file) =>
    ownImportsOf(file)
      .filter((target) => target.startsWith(`${folder}/`))
      .filter((target) => placeOf(file) < 0 || placeOf(target) < 0 || placeOf(target) > placeOf(file))
      .map((target) => `${relative(SRC, file)} -> ${relative(SRC, target)}`),
  );
};

/** The circles in a graph, each as the nodes on it, found by following every edge depth first. */
const circlesIn = (graph: ReadonlyMap<string, readonly string[]>): string[] => {
  const done = new Set<string>();
  const path: string[] = [];
  const found: string[] = [];
  const follow = (node: string): void => {
    const at = path.indexOf(node);
    if (at >= 0) found.push([...path.slice(at), node].map((one) => relative(SRC, one)).join(" -> "));
    if (at >= 0 || done.has(node)) return;
    path.push(node);
    for (const next of graph.get(node) ?? []) follow(next);
    path.pop();
    done.add(node);
  };
  for (const node of graph.keys()) follow(node);
  return found;
};

describe("the shape of the house", () => {
  it("core's rooms know only those before them", () => {
    expect(upwards("core", CORE)).toEqual([]);
  });

  for (const face of ["slack", "teams"])
    it(`${face}: platform, directory, notices, forms, listeners, each knows only those before it`, () => {
      expect(upwards(face, FACE)).toEqual([]);
    });

  it("no files import each other in a circle, types included", () => {
    expect(circlesIn(new Map(FILES.map((file) => [file, ownImportsOf(file)])))).toEqual([]);
  });

  it("no source file has more than 300 lines, the catalogues apart, and no folder more than 20 files", () => {
    const linesOf = (file: string) => readFileSync(file, "utf8").split("\n").length - 1;
    const catalogues = ["texts/en.ts", "texts/fr.ts"].map((file) => join(SRC, file));
    const long = FILES.filter((file) => !catalogues.includes(file) && linesOf(file) > 300);
    expect(long.map((file) => relative(SRC, file))).toEqual([]);
    const folders = readdirSync(SRC, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath }) => relative(SRC, parentPath));
    const full = folders.filter((folder) => folders.filter((other) => other === folder).length > 20);
    expect([...new Set(full)]).toEqual([]);
  });

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

  it("only one file takes fast-check, with one seed for all", () => {
    const tests = resolve(SRC, "../test");
    const users = filesUnder(tests).filter((file) => importsOf(file).includes("fast-check"));
    expect(users.map((file) => relative(tests, file))).toEqual(["setup/property.ts"]);
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
