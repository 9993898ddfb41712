import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join, resolve } from "node:path";

export const DIST = resolve(import.meta.dirname, "../../../dist");

/** The kernel counts a process's time in hundredths of a second (proc_pid_stat(5)). */
const TICK_MS = 10;

/** Starts and ends a CPU profile at SIGUSR2, and writes it to `file`: loaded before everything else. */
const profilerTo = (file: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(`
  import { Session } from "node:inspector/promises";
  import { writeFileSync } from "node:fs";
  let session;
  process.on("SIGUSR2", async () => {
    if (session) {
      const { profile } = await session.post("Profiler.stop");
      session = undefined;
      writeFileSync(${JSON.stringify(file)}, JSON.stringify(profile));
      return;
    }
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: 200 });
    await session.post("Profiler.start");
  });
`)}`;

/** A server in a process of its own. */
export interface Server {
  readonly port: number;
  /** From its start until it was ready, in ms. */
  readonly startMs: number;
  /** CPU that it has used so far, in ms, by the kernel's count: all its threads. */
  cpuMs(): number;
  /** Its resident memory now, in MB. */
  rssMb(): number;
  /** Makes a profile of what is done meanwhile, where it was started for that; else nothing is done. */
  profiled(act: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

const isReady = (port: number): Promise<boolean> =>
  new Promise((answer) => {
    const asked = request({ port, host: "127.0.0.1", path: "/readyz", agent: false }, (response) => {
      response.resume().on("end", () => answer(response.statusCode === 200));
    });
    asked.on("error", () => answer(false)).end();
  });

const ended = (child: ChildProcess) => new Promise<void>((resolve_) => child.once("exit", () => resolve_()));

/** Starts a file of dist/ and waits until its /readyz is 200. `profile`: where a profile of it would be written. */
export const startServer = async (
  file: string,
  port: number,
  env: Readonly<Record<string, string>>,
  profile?: string,
): Promise<Server> => {
  const { PATH = "", HOME = "" } = process.env;
  const args = [...(profile ? [profilerTo(join(DIST, "bench", profile))] : []), join(DIST, file)];
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, PORT: `${port}`, ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const end = ended(child);
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`${file} ended with ${child.exitCode}`);
    await new Promise((later) => setTimeout(later, 5));
  }
  const startMs = performance.now() - began;
  const { pid = 0 } = child;
  return {
    port,
    startMs,
    cpuMs: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    },
    rssMb: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024,
    profiled: async (act) => {
      if (!profile) return;
      child.kill("SIGUSR2");
      await act();
      child.kill("SIGUSR2");
      await new Promise((later) => setTimeout(later, 2_000));
    },
    stop: async () => {
      child.kill("SIGKILL");
      await end;
    },
  };
};
