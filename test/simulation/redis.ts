import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { SCRIPTS, type ScriptName, scriptText } from "../../src/redis/scripts.ts";
import type { Carried } from "./rules/lanes.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Owner } from "./time.ts";

/** Where the simulation keeps what Redis' own clock shows. */
const CLOCK = "simulation:now";

const REDIS_TIME = "local seconds, microseconds = unpack(redis.call('TIME'))";

/** The id of a new entry of the log, which Redis makes of its clock. */
const REDIS_ID = "LOG_KEPT, '*', 'at'";

/** The scripts, whose Redis' clock is the simulation's. */
export const simulatedScripts: Partial<Record<ScriptName, string>> = Object.fromEntries(
  SCRIPTS.map((name) => [
    name,
    scriptText(name)
      .replaceAll(
        REDIS_TIME,
        `local at = tonumber(redis.call('GET', '${CLOCK}')) local seconds, microseconds = math.floor(at / 1000), at % 1000 * 1000`,
      )
      .replaceAll(REDIS_ID, REDIS_ID.replace("'*'", `redis.call('GET', '${CLOCK}') .. '-*'`)),
  ]),
);

/** Keys end by the simulation's clock: `ARGV[1]` ms passed there, and `ARGV[2]` here meanwhile, which do not count. */
const PASS = `
local passed, real = tonumber(ARGV[1]), tonumber(ARGV[2])
for _, key in ipairs(redis.call('KEYS', '*')) do
  local left = redis.call('PTTL', key)
  if left >= 0 then
    if left + real <= passed then redis.call('DEL', key) else redis.call('PEXPIRE', key, left + real - passed) end
  end
end
redis.call('SET', '${CLOCK}', ARGV[3])`;

/** Keys end so late at most, and at the latest with every few moves of the clock. */
const SWEEP_EVERY_MS = 500;
const SWEEP_EVERY = 8;

const COPY = `
for _, key in ipairs(redis.call('KEYS', '*')) do redis.call('COPY', key, key, 'DB', 1, 'REPLACE') end`;

/** A hash within these tells its fields in the order in which they came; a larger one in an order that each server draws. */
const HASHES_IN_ORDER = { "hash-max-listpack-entries": 1_000_000, "hash-max-listpack-value": 1_000_000_000 };

/** What becomes of one command. */
export type Fate = "answered" | "lost" | "refused";

type Command = Parameters<Redis["sendCommand"]>[0] & {
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
};

const digest = (args: readonly unknown[]): string =>
  createHash("sha256")
    .update(JSON.stringify(args.map(String)))
    .digest("hex")
    .slice(0, 8);

/** Sets have no order of their own: every server tells another one. */
const inOrder = ({ name }: Command, value: unknown): unknown => {
  if (name === "smembers" && Array.isArray(value)) return value.toSorted();
  if (name !== "sscan" || !Array.isArray(value)) return value;
  const [cursor, members] = value as [unknown, unknown[]];
  return [cursor, members.toSorted()];
};

const timedOut = () => new Error("Command timed out");
const closed = () => new Error("Connection is closed.");

/** The Redis of a simulation: a real server, whose commands come one at a time. */
export const openRedis = async (path: string, scheduler: Scheduler, fateOf: (owner: Owner) => Fate) => {
  const connections: Redis[] = [];
  const connect = async () => {
    const connection = new Redis({ path, lazyConnect: true });
    connections.push(connection);
    await connection.connect();
    return connection;
  };
  const control = await connect();
  await control.flushall();
  for (const [limit, most] of Object.entries(HASHES_IN_ORDER)) await control.config("SET", limit, most);
  let unswept = 0;
  let passed = { virtual: 0, real: performance.now() };
  const names = new Map(
    Object.entries(simulatedScripts).map(([name, text]) => [createHash("sha1").update(text).digest("hex"), name]),
  );
  const textNames = new Map(Object.entries(simulatedScripts).map(([name, text]) => [text, name]));
  /** Called after each command that may have changed something. */
  let changed: (label: string) => Promise<void> = async () => {};

  /** Called with each script that was carried out. */
  let carried: (one: Carried) => void = () => {};
  const carriedBy = ({ name, args }: Command, answer: unknown): void => {
    const [first = "", count = "0", ...others] = (args as unknown as (string | Buffer)[]).map(String);
    const script = name === "evalsha" ? names.get(first) : name === "eval" ? textNames.get(first) : undefined;
    const keys = others.slice(0, Number(count));
    if (script) carried({ script, keys, args: others.slice(Number(count)), answer });
  };

  const labelOf = ({ name, args }: Command): string => {
    const [first, ...others] = args as unknown as (string | Buffer)[];
    const script = name === "evalsha" ? names.get(String(first)) : undefined;
    if (script) return `${script} ${digest(others)}`;
    return `${name} ${String(first ?? "").slice(0, 60)} ${digest(others)}`;
  };

  /** Answers a scan with all there is at once: how Redis divides it differs from server to server. */
  const scanAll = (given: Command): void => {
    const words = given.args.map(String);
    const pattern = words[words.findIndex((word) => /^match$/i.test(word)) + 1] ?? "*";
    control.keys(words.some((word) => /^match$/i.test(word)) ? pattern : "*").then(
      (found) => given.resolve(["0", found.sort()]),
      (error: Error) => given.reject(error),
    );
  };

  return {
    control,

    /** The connection of a process: what it sends waits for the scheduler. */
    connectionOf: async (owner: Owner): Promise<Redis> => {
      const connection = await connect();
      const send = connection.sendCommand.bind(connection);
      connection.sendCommand = ((given: Command, stream: unknown) => {
        if (stream) return send(given, stream as never);
        const { resolve, reject } = given;
        scheduler.enter({
          owner,
          label: labelOf(given),
          lose: () => reject(closed()),
          run: async () => {
            const fate = fateOf(owner);
            if (fate === "refused") return reject(closed());
            // The process hears of it once all that checks it has: it may go on without another command.
            let answer = (): void => {};
            await new Promise<void>((done) => {
              given.resolve = (value) => {
                carriedBy(given, value);
                answer = () => (fate === "lost" ? reject(timedOut()) : resolve(inOrder(given, value)));
                done();
              };
              given.reject = (error) => {
                answer = () => reject(fate === "lost" ? timedOut() : error);
                done();
              };
              if (given.name === "scan") scanAll(given);
              else send(given);
            });
            await changed(labelOf(given));
            answer();
          },
        });
        return given.promise;
      }) as typeof connection.sendCommand;
      for (const kind of ["pipeline", "multi"] as const) {
        const make = connection[kind].bind(connection) as (...args: unknown[]) => ReturnType<Redis["pipeline"]>;
        Object.assign(connection, {
          [kind]: (...given: unknown[]) => {
            const pipeline = make(...given);
            const exec = pipeline.exec.bind(pipeline);
            pipeline.exec = () =>
              new Promise((resolve, reject) => {
                scheduler.enter({
                  owner,
                  label: `${kind} of ${pipeline.length}`,
                  lose: () => reject(closed()),
                  run: async () => {
                    const fate = fateOf(owner);
                    if (fate === "refused") return reject(closed());
                    const answer = await exec().then(
                      (answers) => () => resolve(answers),
                      (error: unknown) => () => reject(error),
                    );
                    await changed(kind);
                    if (fate === "lost") reject(timedOut());
                    else answer();
                  },
                });
              });
            return pipeline;
          },
        });
      }
      return connection;
    },

    onChange: (listener: (label: string) => Promise<void>) => {
      changed = listener;
    },

    onScript: (listener: (one: Carried) => void) => {
      carried = listener;
    },

    /** Redis' clock moves to `now`, and what ends by then is gone. */
    moveClock: async (now: number): Promise<void> => {
      const virtualMs = passed.virtual === 0 ? 0 : now - passed.virtual;
      unswept += 1;
      if (virtualMs > 0 && virtualMs < SWEEP_EVERY_MS && unswept < SWEEP_EVERY) {
        await control.set(CLOCK, now);
        return;
      }
      unswept = 0;
      const real = performance.now();
      await control.eval(PASS, 0, virtualMs, Math.round(real - passed.real), now);
      passed = { virtual: now, real };
    },

    /** Keeps everything as it is now. */
    keep: async (): Promise<void> => {
      await control.select(1);
      await control.flushdb();
      await control.select(0);
      await control.eval(COPY, 0);
    },
    /** Everything is as it was kept, but for the time. */
    bringBack: async (now: number): Promise<void> => {
      await control.swapdb(0, 1);
      await control.set(CLOCK, now);
    },

    close: () => {
      for (const connection of connections) connection.disconnect();
    },
  };
};

/** Whether a key is the simulation's own. */
export const isOfSimulation = (key: string): boolean => key === CLOCK;
