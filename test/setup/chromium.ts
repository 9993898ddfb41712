import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { platform } from "node:os";
import { promisify } from "node:util";
import { type Browser, chromium } from "playwright-core";
import { type Log, makeLog } from "../../src/log.ts";

const run = promisify(execFile);

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/** Where the desktop's package managers put it without a name on the PATH. */
const BUNDLES = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * The path of a Chromium or Chrome: the PATH's, else one installed now by the system's package manager if that takes
 * no question. Throws one line that says what to install.
 */
const ensureChromium = async ({ log }: { log: Log }): Promise<string> => {
  const present = await findBrowser();
  if (present) return present;
  for (const [command, ...args] of await installSteps()) {
    if (command === undefined) continue;
    const line = [command, ...args].join(" ");
    log.info({ command: line }, "installing_chromium");
    try {
      await run(command, args, { maxBuffer: 64 * 1024 * 1024 });
    } catch (error) {
      const why = error instanceof Error && "stderr" in error ? `${error.stderr}`.trimEnd().split("\n").at(-1) : "";
      throw new Error(`A browser is needed, and "${line}" failed (${why}). Install chromium by hand.`, {
        cause: error,
      });
    }
  }
  const installed = await findBrowser();
  if (installed) return installed;
  throw new Error("A browser is needed: install chromium or google-chrome so that it is on the PATH.");
};

/** Vitest calls this before the clock of any test runs: installing a browser takes longer than a test may. */
export const setup = async (): Promise<void> => {
  await ensureChromium({ log: makeLog({ level: "info" }) });
};

/** A headless Chromium with a profile of its own, which is thrown away when it is closed. */
export const startChromium = async (o: { log: Log }): Promise<Browser> =>
  chromium.launch({ executablePath: await ensureChromium(o), args: FLAGS });

const onPath = async (name: string): Promise<string | undefined> => {
  try {
    const { stdout } = await run("/bin/sh", ["-c", 'command -v "$0"', name]);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
};

const isThere = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const findBrowser = async (): Promise<string | undefined> => {
  for (const name of NAMES) {
    const found = await onPath(name);
    if (found) return found;
  }
  return BUNDLES.find(isThere);
};

const hasSudo = () => run("sudo", ["-n", "true"]).then(Boolean, () => false);

const installSteps = async (): Promise<string[][]> => {
  if (platform() === "darwin" && (await onPath("brew"))) return [["brew", "install", "--cask", "chromium"]];
  if (platform() !== "linux" || !(await onPath("apt-get"))) return [];
  const root = process.getuid?.() === 0;
  if (!root && !(await hasSudo())) return [];
  const apt = [...(root ? [] : ["sudo", "-n"]), "/usr/bin/env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  return [
    [...apt, "update"],
    [...apt, "-o", "DPkg::Lock::Timeout=120", "install", "-y", "chromium"],
  ];
};
