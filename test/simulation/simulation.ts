import type { Address } from "../../src/core/model/ids.ts";
import type { CardAct } from "../../src/core/notices/card-acts.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { State } from "./ledger.ts";
import type { MailPlatform } from "./platforms/mail.ts";
import type { SlackPlatform } from "./platforms/slack.ts";
import type { TeamsPlatform } from "./platforms/teams.ts";
import type { Calls } from "./platforms/weather.ts";
import type { Process } from "./process.ts";
import type { Random } from "./random.ts";
import type { Fate } from "./redis.ts";
import type { makeWritten } from "./rules/written.ts";
import type { Scheduler } from "./scheduler.ts";
import type { Time } from "./time.ts";
import type { World } from "./world.ts";

/** A simulation under way, as acts and rules see it. */
export interface Simulation {
  readonly time: Time;
  readonly scheduler: Scheduler;
  readonly world: World;
  readonly slack: SlackPlatform;
  readonly teams: TeamsPlatform;
  readonly mail: MailPlatform;
  readonly calls: Calls;
  /** All webinars as Redis holds them. */
  state(): State;
  /** One of the processes that answer; undefined when all are dead. */
  webProcess(random: Random): Process | undefined;
  processes(): readonly Process[];
  /** Ends a process between two commands. It comes back after some time. */
  kill(process: Process, backAfterMs: number): void;
  /** Does something to a process once it sends something, so many steps later. */
  strike(process: Process, steps: number, act: () => void): void;
  /** Lets nothing of a process go on for so long. */
  pause(process: Process, ms: number): void;
  /** What becomes of commands to Redis from now on; undefined: all are answered. */
  setRedis(fates: Readonly<Record<Fate, number>> | undefined): void;
  /** Soon Redis loses all that was done since now. */
  loseLastSecond(afterSteps: number): Promise<void>;
  /** A browser's request to some process, and its answer; undefined when there was none. */
  browse(request: Request, from: string): Promise<Response | undefined>;
  /** Does something later. */
  after<Value>(ms: number, act: () => Promise<Value>): Promise<Value>;
  /** Does something at an instant, beyond which time does not leap: some things happen right then or never. */
  at(instant: number, act: () => Promise<unknown>): Promise<unknown>;
  /** Called once, when some process begins to edit a card: before a platform has heard of it. */
  onEdit(act: (process: Process, notice: Notice) => void): void;
  /** Does something once all other acts are over, and lets none begin meanwhile. */
  alone(act: () => Promise<void>): Promise<void>;
  /** Whoever has this address does nothing any more. */
  leaves(address: string): void;
  /** Nothing of theirs may be left. */
  erased(typed: string, address: Address): void;
  /** An erasure was cut short: it is done again in the end. */
  isToErase(address: Address): void;
  isErased(address: string): boolean;
  /** Whether somebody hosts this person's webinars, or did, or named them: then they see who they are. */
  mayKnow(viewer: string, address: string): boolean;
  /** Whether somebody may read what was said under an address when its owner registered. */
  mayRead(viewer: string, address: string): boolean;
  /** What hosts wrote to many, and took back. */
  readonly written: Pick<ReturnType<typeof makeWritten>, "sent" | "sentToSeries" | "undoes" | "undone">;
  /** Whether an act in this message of a chat product is kept true, as a delivery brought it. */
  isKept(message: string, act: CardAct["act"]): boolean;
}

/** What a rule found. */
export class Violation extends Error {
  constructor(
    readonly rule: string,
    message: string,
  ) {
    super(`${rule}: ${message}`);
    this.name = "Violation";
  }
}

/** Says that a rule is broken. */
export const broken = (rule: string, message: string): never => {
  throw new Violation(rule, message);
};
