import type { DecideInput, NotDecided } from "../../../src/core/approvals/decide.ts";
import type { Decided } from "../../../src/core/approvals/decision.ts";
import { fullName } from "../../../src/core/model/person.ts";
import type { Result } from "../../../src/core/model/result.ts";
import { STATUSES } from "../../../src/core/model/status.ts";
import type { Held, State } from "../ledger.ts";
import { broken } from "../simulation.ts";

/** A host's decision as it was asked for, and as it was answered. */
export interface Decision {
  readonly input: DecideInput;
  readonly answer: Result<Decided, NotDecided>;
}

interface Change {
  readonly version: number;
  readonly status: string | undefined;
  readonly by: string;
}

const RULE = "a decision on an older version is refused, with who decided";

/** What a change made of a registration, and by whom: a registrant's own are kept without a name. */
const changeOf = ({ history, person }: Held, version: number): Change => {
  const [what = "", by = person] = history[`h${version}`]?.split(" ") ?? [];
  return { version, status: STATUSES.find((status) => status.startsWith(what.slice(0, 1))), by };
};

/** What hosts decided in Redis, beside what they were answered. */
export const makeDecisions = () => {
  const changes = new Map<string, Change[]>();
  const hosts = new Map<string, Set<string>>();
  /** What people are or were called; some products tell a first name alone. */
  const names = new Map<string, Set<string>>();
  const isCalled = (by: string, name: string): boolean => {
    const known = names.get(by);
    return !known || [...known].some((one) => one === name || one.startsWith(`${name} `) || name.startsWith(`${one} `));
  };
  /** Decisions in Redis that nobody was told of as theirs, by host and registration, and how many of them may be. */
  const unclaimed = new Map<string, number[]>();
  const excused = new Map<string, number>();
  /** Where one act decided many, nobody is answered one by one. */
  const ofMany = new Set<string>();

  const placeOf = (code: string, key: string): string => `${code} ${key}`;
  const add = <Value>(map: Map<string, Value[]>, name: string, value: Value): void => {
    map.set(name, [...(map.get(name) ?? []), value]);
  };

  const checkDone = ({ code, key, version, to, by }: DecideInput, { registration }: Decided): void => {
    const made = (changes.get(placeOf(code, key)) ?? []).find((one) => one.version === version + 1 && one.by === by.id);
    const isOvertaken = registration.version > version + 1 && made?.status === to;
    const is = `${registration.status} at ${registration.version}, decided by ${registration.decidedBy}`;
    const isMade =
      registration.version === version + 1 && registration.status === to && registration.decidedBy === by.id;
    if (!isMade && !isOvertaken)
      broken(RULE, `${by.id} made ${key} ${to} at version ${version} and reads that it is ${is}`);
    // An undo may bring their earlier decision back.
    const theirs = (changes.get(placeOf(code, key)) ?? []).filter((one) => one.by === by.id && one.status === to);
    if (theirs.length === 0) broken(RULE, `${by.id} reads that they made ${key} ${to}, which somebody else did`);
    if (!hosts.get(code)?.has(by.id)) broken("hosts alone decide", `${by.id} decided ${key}`);
    const owner = `${by.id} ${placeOf(code, key)}`;
    unclaimed.set(
      owner,
      (unclaimed.get(owner) ?? []).filter((one) => one !== version + 1),
    );
  };

  const checkRefused = ({ code, key, version }: DecideInput, { refusal }: NotDecided): void => {
    if (refusal.reason !== "already_decided") return;
    const later = (changes.get(placeOf(code, key)) ?? []).filter((one) => one.version >= version);
    const fitting = later.filter(({ status }) => status === refusal.status);
    if (fitting.length === 0) broken(RULE, `${key} at ${version} is said to be ${refusal.status}, which it was not`);
    // An undo brings back who decided before.
    const deciders = (changes.get(placeOf(code, key)) ?? []).filter(({ status }) => status === refusal.status);
    if (!deciders.some(({ by }) => isCalled(by, refusal.byName)))
      broken(
        RULE,
        `${key} is said to be decided by ${refusal.byName}, and was by ${fitting.map(({ by }) => by).join()}`,
      );
  };

  return {
    /** What Redis holds is what was decided. */
    happens: (now: State, before: State): void => {
      for (const { code, registrations, hosts: present, hasBulk } of now.values()) {
        if (hasBulk) ofMany.add(code);
        const ever = hosts.get(code) ?? new Set();
        for (const host of present) ever.add(host);
        hosts.set(code, ever);
        for (const held of registrations.values()) {
          const { key, version, decidedIn } = held;
          const from = before.get(code)?.registrations.get(key)?.version ?? 0;
          for (let made = from + 1; made <= version; made += 1) add(changes, placeOf(code, key), changeOf(held, made));
          if (decidedIn === version && version > from)
            add(unclaimed, `${changeOf(held, version).by} ${placeOf(code, key)}`, version);
        }
      }
    },

    /** A host decides. As long as there is no answer, it may be made. */
    asked: ({ code, key, by }: DecideInput): void => {
      names.set(by.id, (names.get(by.id) ?? new Set()).add(fullName(by)));
      const owner = `${by.id} ${placeOf(code, key)}`;
      excused.set(owner, (excused.get(owner) ?? 0) + 1);
    },

    answered: ({ input, answer }: Decision): void => {
      const owner = `${input.by.id} ${placeOf(input.code, input.key)}`;
      excused.set(owner, (excused.get(owner) ?? 0) - 1);
      if (answer.ok) checkDone(input, answer.value);
      else checkRefused(input, answer.refusal);
    },

    /** While nothing is under way: what was decided was answered as decided. */
    checkClaimed: (): void => {
      for (const [owner, versions] of unclaimed) {
        if (versions.length <= (excused.get(owner) ?? 0)) continue;
        if (ofMany.has(owner.split(" ")[1] ?? "")) continue;
        broken(RULE, `${owner}: version ${versions.join()} was decided, and refused in the answer`);
      }
    },
  };
};
