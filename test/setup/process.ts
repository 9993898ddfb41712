import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

export interface UsherProcess {
  readonly child: ChildProcess;
  /** Everything written to standard output and standard error so far. */
  output(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

/** As `npm start` does, with the playground; or as in production, which starts in half the time (built.ts). */
const PROGRAMS = { sources: ["--import", "tsx", "src/main.ts"], built: ["dist/main.js"] } as const;

/** Starts Usher as its operator would, with this environment and nothing of the test's own. */
export const spawnUsher = (
  env: Readonly<Record<string, string>>,
  program: keyof typeof PROGRAMS = "sources",
): UsherProcess => {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, PROGRAMS[program], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  const ended = new Promise<number | NodeJS.Signals>((done) => {
    child.once("exit", (code, signal) => done(code ?? signal ?? "SIGKILL"));
  });
  return { child, output: () => output, ended };
};

/** Asks until the answer is there, or fails after `withinMs` with what `describe` says. */
export const until = async <Value>(
  ask: () => Promise<Value | undefined | false> | Value | undefined | false,
  withinMs: number,
  describe: () => string,
  everyMs = 25,
): Promise<Value> => {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${describe()}`);
    await new Promise((resolve_) => setTimeout(resolve_, everyMs));
  }
};

/** Resolves when the process answers /readyz. */
export const ready = (usher: UsherProcess, url: string): Promise<true> =>
  until(
    () =>
      fetch(`${url}/readyz`).then(
        ({ ok }) => ok || undefined,
        () => undefined,
      ) as Promise<true | undefined>,
    // Long: on a busy machine a start takes many times what it takes on a quiet one.
    60_000,
    usher.output,
  );
