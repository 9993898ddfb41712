import { AsyncLocalStorage } from "node:async_hooks";
import { createHash } from "node:crypto";
import { type Command, Redis } from "ioredis";
import { byCaller, SCRIPTS, scriptText } from "../redis/scripts.ts";

/** One command sent to Redis on behalf of a request; `ms` is 0 until it is answered. */
export interface RedisUse {
  readonly command: string;
  readonly keys: readonly string[];
  ms: number;
}

const MOST = 60;
const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

/**
 * Notes what every connection of this process sends to Redis, until `stop`. `ended` hears of each command that is
 * answered; those sent within a request are listed with it.
 */
export const traceRedis = (ended: (command: string, keys: readonly string[]) => void) => {
  const requests = new AsyncLocalStorage<RedisUse[]>();
  const scripts = new Map<string, string>(
    SCRIPTS.flatMap((name) =>
      [scriptText(name), byCaller(scriptText(name))].map((text) => [sha1(text), name] as const),
    ),
  );
  const seen = new WeakSet<Command>();
  const original = Redis.prototype.sendCommand;

  const nameOf = ({ name, args }: Command): string => {
    if (name !== "evalsha" && name !== "eval") return name;
    const script = String(args[0]);
    return `${name} ${scripts.get(script) ?? (name === "evalsha" ? script.slice(0, 8) : "")}`.trim();
  };

  const note = (command: Command): void => {
    // Commands that waited for the connection, or came to another node first, are sent a second time.
    if (seen.has(command)) return;
    seen.add(command);
    const use: RedisUse = { command: nameOf(command), keys: command.getKeys().map(String), ms: 0 };
    const list = requests.getStore();
    if (list && list.length < MOST) list.push(use);
    const began = performance.now();
    const end = () => {
      use.ms = Math.round((performance.now() - began) * 100) / 100;
      ended(use.command, use.keys);
    };
    command.promise.then(end, end);
  };

  Redis.prototype.sendCommand = function send(this: Redis, ...given: Parameters<typeof original>): unknown {
    note(given[0]);
    return original.apply(this, given);
  };

  return {
    /** Runs some work whose commands are added to `list`. */
    within: <Value>(list: RedisUse[], work: () => Value): Value => requests.run(list, work),
    stop: () => {
      Redis.prototype.sendCommand = original;
    },
  };
};

export type RedisTrace = ReturnType<typeof traceRedis>;
