import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startThrowawayRedis } from "../setup/redis.ts";
import { CORPUS } from "./corpus.ts";
import { openMachine } from "./machine.ts";
import { reportOf } from "./report.ts";
import { simulate } from "./run.ts";

/** What a seed takes is a matter of what happens in it. */
const TIMEOUT_MS = 180_000;

describe("a simulated Usher", () => {
  let redis: Awaited<ReturnType<typeof startThrowawayRedis>>;
  beforeAll(async () => {
    redis = await startThrowawayRedis();
  });
  afterAll(() => redis.stop());

  for (const { plan, why } of CORPUS)
    it(
      `keeps every rule with seed ${plan.seed}: ${why}`,
      async () => {
        const outcome = await simulate(redis.path, plan);
        if (outcome.violation) expect.fail(reportOf(plan, outcome));
        expect(outcome.steps).toBeGreaterThan(100);
      },
      TIMEOUT_MS,
    );

  it("fails what an act does in a process that died since the act chose it: nothing waits for it for ever", async () => {
    const machine = await openMachine(redis.path, 1);
    await machine.startAll();
    const [process] = machine.simulation.processes();
    if (!process) return expect.fail("nothing runs");
    machine.simulation.kill(process, 1_000);
    const within = process.within(async () => "done");
    machine.close();
    await expect(within).rejects.toThrow("the process died");
  });

  it(
    "does the same again with the same seed: in another process and folder, another zone and language, another Redis",
    async () => {
      const plan = { seed: 15, acts: 40, without: [] };
      const here = await simulate(redis.path, plan);
      const soak = fileURLToPath(new URL("soak.ts", import.meta.url));
      const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
      const asked = ["--import", tsx, soak, "--seed", `${plan.seed}`, "--acts", `${plan.acts}`];
      const env = { ...process.env, TZ: "Pacific/Auckland", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
      const { stdout } = await promisify(execFile)(process.execPath, asked, { cwd: tmpdir(), env });
      expect(stdout).toContain(`trace:   ${here.hash}, ${here.trace.length} lines`);
    },
    TIMEOUT_MS,
  );
});
