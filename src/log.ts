import { type DestinationStream, pino } from "pino";
import { defined } from "./core/model/defined.ts";

export const logLevels = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

type Fields = Readonly<Record<string, unknown>>;

/** One line per event. `event` is a fixed snake_case word; what varies goes into `fields`, as ids. */
export interface Log {
  debug(fields: Fields, event: string): void;
  info(fields: Fields, event: string): void;
  warn(fields: Fields, event: string): void;
  error(fields: Fields, event: string): void;
  /** A log whose every line also carries `fields`. */
  child(fields: Fields): Log;
}

/**
 * JSON lines: `level`, `time` (ISO), `pid`, the fields, `event`. Standard output unless a destination is given.
 *
 * No personal data and no secret gets out: at every depth, a field whose name has one of the private words in it is
 * written as `[redacted]`, and an Error becomes its class name, its `code` and its stack frames, never its message.
 */
export const makeLog = ({ level, destination }: { level: LogLevel; destination?: DestinationStream }): Log =>
  wrap(
    pino(
      {
        level,
        base: { pid: process.pid },
        messageKey: "event",
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      destination ?? pino.destination(1),
    ),
  );

const wrap = (logger: pino.Logger): Log => ({
  debug: (fields, event) => logger.debug(clean(fields), event),
  info: (fields, event) => logger.info(clean(fields), event),
  warn: (fields, event) => logger.warn(clean(fields), event),
  error: (fields, event) => logger.error(clean(fields), event),
  child: (fields) => wrap(logger.child(clean(fields))),
});

const DEPTH_MAX = 5;
const PRIVATE_WORDS =
  /^(tokens?|secrets?|passwords?|passwds?|authorization|cookies?|e?mails?|address(es)?|names?|texts?|links?|urls?)$/;

/** Whether a field's name has a private word in it: `displayName`, `bot_token`, `X-Authorization`. */
const isPrivate = (key: string): boolean => {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => PRIVATE_WORDS.test(word)) || words.join("").includes("registrationid");
};

const clean = (fields: Fields, depth = 0): Record<string, unknown> => {
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (key === "err") out[key] = errorFacts(value, depth);
    else out[key] = isPrivate(key) && value !== undefined ? "[redacted]" : cleanValue(value, depth);
  }
  return out;
};

const cleanValue = (value: unknown, depth: number): unknown => {
  if (value instanceof Error) return errorFacts(value, depth);
  if (value instanceof Date) return value;
  if (typeof value === "bigint") return `${value}`;
  if (typeof value !== "object" || value === null) return value;
  if (depth >= DEPTH_MAX) return "[deep]";
  if (Array.isArray(value)) return value.map((entry) => cleanValue(entry, depth + 1));
  return clean({ ...value }, depth + 1);
};

/** What was thrown, without its message, which may quote what a person typed. */
const errorFacts = (thrown: unknown, depth: number): unknown => {
  if (!(thrown instanceof Error)) return { type: thrown === null ? "null" : typeof thrown };
  const { code, cause } = thrown as Error & { code?: unknown };
  const isWord = typeof code === "number" || (typeof code === "string" && /^[\w.-]{1,60}$/.test(code));
  return {
    type: thrown.constructor.name,
    ...defined({ code: isWord ? code : undefined }),
    stack: frames(thrown),
    ...defined({ cause: cause !== undefined && depth < DEPTH_MAX ? errorFacts(cause, depth + 1) : undefined }),
  };
};

/** The frames of a stack. It begins with the message, whose lines may look like frames. */
const frames = ({ stack = "", message }: Error): string[] => {
  const start = message === "" ? -1 : stack.indexOf(message);
  return stack
    .slice(start < 0 ? 0 : start + message.length)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^at .*(file:\/\/|node:|\/|[A-Za-z]:\\).*:\d+:\d+\)?$/.test(line));
};
