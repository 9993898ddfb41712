import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DECISIONS, type Decision } from "../../../src/core/approvals/decide.ts";
import { fieldsOf, type WebinarFields } from "../../../src/core/hosting/settings.ts";
import { type Address, chatId, type RegistrationKey, type RequestId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { holdsSeat, STATUS_TABLE, STATUSES, type Status } from "../../../src/core/model/status.ts";
import { UNDO_MS } from "../../../src/core/model/told/known.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { fc } from "../../setup/property.ts";
import { byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const openStage = async () => {
  const store: Store = await openStore();
  const host = await store.member("host");
  let told: string[] = [];
  const drain = () =>
    workerOf(store, (notice, { to }) => {
      if (notice.kind === "registration" && to.kind === "mail")
        told.push(`${to.address.split("@")[0]} ${notice.registration.status}`);
    }).drain();
  const fresh = async ({ code }: Webinar): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };
  const registrationOf = async ({ code }: Webinar, of: { key: RegistrationKey } | { address: Address }) =>
    (await store.registrations.entry(ORGANISATION, code, of))?.entry?.registration;
  const register = async ({ code }: Webinar, name: string) => {
    const person = await store.member(name);
    const result = await store.register(code, person);
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    return { ...result.value.registration, person };
  };
  const decide = async (
    webinar: Webinar,
    key: RegistrationKey,
    to: Decision,
    more: {
      version?: number;
      isChange?: boolean;
      raisesCap?: boolean;
      by?: Person;
      reason?: { text: string; told: boolean };
      requestId?: RequestId;
    } = {},
  ) =>
    store.core.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      key,
      to,
      by: host,
      way: "slack",
      requestId: freshRequest(),
      version: (await registrationOf(webinar, { key }))?.version ?? 0,
      isChange: true,
      ...more,
    });
  const undo = async (webinar: Webinar, key: RegistrationKey, by = host) =>
    store.core.undo({
      organisation: ORGANISATION,
      code: webinar.code,
      key,
      by,
      way: "slack",
      requestId: freshRequest(),
      version: (await registrationOf(webinar, { key }))?.version ?? 0,
    });
  const leave = ({ code }: Webinar, of: Person) =>
    store.core.leave({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      of,
      way: "slack",
    });
  const claim = ({ code }: Webinar, of: Person) =>
    store.core.waitlist.claim({
      organisation: ORGANISATION,
      code,
      requestId: freshRequest(),
      of,
      way: "slack",
      answerStays: false,
    });
  const schedule = (fields: Partial<WebinarFields> = {}, cap = 10) =>
    store.schedule(host, { cap, inMs: 48 * HOUR, fields: { waitlist: true, offerMinutes: 10_080, ...fields } });
  return {
    store,
    host,
    drain,
    fresh,
    registrationOf,
    register,
    decide,
    undo,
    leave,
    claim,
    schedule,
    told: () => told,
    forget: () => {
      told = [];
    },
  };
};

type Stage = Awaited<ReturnType<typeof openStage>>;

describe("decisions", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.store.stop());

  /** Somebody whose registration has this status, in a webinar of their own. */
  const someone = async (status: Status) => {
    const full = status === "waitlisted" || status === "offered";
    const webinar = await stage.schedule({}, full ? 1 : 10);
    const other = full ? await stage.register(webinar, "other") : undefined;
    stage.store.clock.advance(1_000);
    const one = await stage.register(webinar, "one");
    if (status === "approved" || status === "rejected") await stage.decide(webinar, one.key, status);
    if (status === "cancelled") await stage.leave(webinar, one.person);
    if (status === "offered" && other) await stage.leave(webinar, other.person);
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    expect((await stage.registrationOf(webinar, one))?.status).toBe(status);
    return { webinar, one };
  };

  it.each(STATUSES)("section 1: what a host can make of a %s registration, allowed and refused alike", async (from) => {
    for (const to of DECISIONS) {
      const { webinar, one } = await someone(from);
      const result = await stage.decide(webinar, one.key, to);
      const isAllowed = STATUS_TABLE[from][to]?.includes("host") ?? false;
      expect(result.ok, `${from} -> ${to}`).toBe(isAllowed);
      const after = await stage.registrationOf(webinar, one);
      expect(after?.status).toBe(isAllowed ? to : from);
      if (!isAllowed) expect(result).toMatchObject({ refusal: { refusal: { reason: "not_possible_now" } } });
    }
  });

  it.each(STATUSES)(
    "section 1: what a registrant, a claim, a new registration and time can make of a %s one",
    async (from) => {
      const may = (to: Status, mover: "registrant" | "claims" | "registers" | "timeout") =>
        STATUS_TABLE[from][to]?.includes(mover) ?? false;
      const left = await someone(from);
      expect((await stage.leave(left.webinar, left.one.person)).ok).toBe(may("cancelled", "registrant"));
      expect((await stage.registrationOf(left.webinar, left.one))?.status).toBe(
        may("cancelled", "registrant") ? "cancelled" : from,
      );
      const claimed = await someone(from);
      expect((await stage.claim(claimed.webinar, claimed.one.person)).ok).toBe(may("pending", "claims"));
      expect((await stage.registrationOf(claimed.webinar, claimed.one))?.status).toBe(
        may("pending", "claims") ? "pending" : from,
      );
      const again = await someone(from);
      await stage.store.register(again.webinar.code, again.one.person);
      expect((await stage.registrationOf(again.webinar, again.one))?.status).toBe(
        may("pending", "registers") ? "pending" : from,
      );
      for (const to of ["approved", "rejected"] as const) {
        const waited = await someone(from);
        const span = { after: waited.one.registeredAt - 1, upTo: stage.store.clock.now() };
        await stage.store.core.bulk.byDefault(waited.webinar, to, span, `test ${to}`);
        await stage.drain();
        expect((await stage.registrationOf(waited.webinar, waited.one))?.status).toBe(may(to, "timeout") ? to : from);
      }
    },
  );

  it.each([
    ["manual", {}, "pending"],
    ["automatic", {}, "approved"],
    ["rules", { result: "approve" }, "approved"],
    ["rules", { result: "reject" }, "rejected"],
    ["rules", { value: "else.org", result: "approve" }, "pending"],
  ] as const)(
    "section 1: from none, and from an offer, the policy decides: %s %o is %s",
    async (policy, rule, expected) => {
      const ruled = async (cap: number, waitlist: boolean) => {
        const webinar = await stage.schedule({ policy: policy === "rules" ? "manual" : policy, waitlist }, cap);
        return webinar;
      };
      const setRule = async (webinar: Webinar) => {
        if (policy !== "rules") return;
        const { value = "example.com", result } = { value: "example.com", ...rule } as {
          value: string;
          result: "approve";
        };
        const changed = await stage.store.core.rulesEditor.change({
          organisation: ORGANISATION,
          code: webinar.code,
          by: stage.host,
          way: "slack",
          requestId: freshRequest(),
          act: { do: "add", fields: { field: "address", test: "endsWith", value, matchCase: false, result } },
        });
        if (!changed.ok) throw new Error(JSON.stringify(changed.refusal));
      };
      const open = await ruled(5, false);
      await setRule(open);
      const ann = await stage.register(open, "ann");
      expect(ann.status).toBe(expected);

      const full = await ruled(1, true);
      const first = await stage.register(full, "first");
      const second = await stage.register(full, "second");
      expect(second.status).toBe("waitlisted");
      await setRule(full);
      await stage.leave(full, first.person);
      expect((await stage.registrationOf(full, second))?.status).toBe("offered");
      expect((await stage.claim(full, second.person)).ok).toBe(true);
      expect((await stage.registrationOf(full, second))?.status).toBe(expected);
      expect((await stage.fresh(full)).seatsHeld).toBe(expected === "rejected" ? 0 : 1);
    },
  );

  it("P2: approved to rejected, rejected to approved and approved to pending keep the seats right and tell the person once each", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    await stage.drain();
    const seats = [];
    for (const to of ["approved", "rejected", "approved", "pending", "approved"] as const) {
      expect(await stage.decide(webinar, ann.key, to)).toMatchObject({ ok: true });
      stage.store.clock.advance(UNDO_MS + 1_000);
      await stage.drain();
      seats.push((await stage.fresh(webinar)).seatsHeld);
    }
    expect(seats).toEqual([1, 0, 1, 1, 1]);
    expect(stage.told()).toEqual([
      "ann pending",
      "ann approved",
      "ann rejected",
      "ann approved",
      "ann pending",
      "ann approved",
    ]);
  });

  it("S4: a decision that was made is answered as made, with what became of it: its person cancelled, or another host decided", async () => {
    const { schedule, register, decide, leave, store } = stage;
    const webinar = await schedule();
    const ann = await register(webinar, "ann");
    const requestId = freshRequest();
    const made = { version: ann.version, requestId };
    expect((await decide(webinar, ann.key, "approved", made)).ok).toBe(true);
    await leave(webinar, ann.person);
    expect(await decide(webinar, ann.key, "approved", made)).toMatchObject({
      ok: true,
      value: { registration: { status: "cancelled" }, isUndoable: false },
    });
    const bob = await register(webinar, "bob");
    const first = { version: bob.version, requestId: freshRequest() };
    await decide(webinar, bob.key, "approved", first);
    const profile = { chatId: chatId("slack", "T1", "UCLEO"), firstName: "Cleo", lastName: "Cohost", fullMember: true };
    const cohost = await store.people.know(ORGANISATION, profile);
    await store.core.changeCohosts({
      ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: stage.host, way: "slack" },
      ...{ isRemoval: false, people: byChats(cohost.chats), unreadable: [] },
    });
    expect((await decide(webinar, bob.key, "rejected", { by: cohost })).ok).toBe(true);
    expect(await decide(webinar, bob.key, "approved", first)).toMatchObject({
      ok: true,
      value: { registration: { status: "rejected" }, decidedByName: "Cleo Cohost" },
    });
  });

  it("section 1: no free seat: refused, or approved with the cap raised by one while the plan allows it", async () => {
    const webinar = await stage.schedule({ waitlist: false }, 1);
    const ann = await stage.register(webinar, "ann");
    await stage.decide(webinar, ann.key, "rejected");
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    await stage.register(webinar, "bob");
    expect(await stage.decide(webinar, ann.key, "approved")).toMatchObject({
      refusal: { refusal: { reason: "no_free_seat", mayRaise: true } },
    });
    expect(await stage.decide(webinar, ann.key, "approved", { raisesCap: true })).toMatchObject({ ok: true });
    expect(await stage.fresh(webinar)).toMatchObject({ cap: 2, seatsHeld: 2 });
  });

  it("P4: a rejection can carry a reason, for the person or for the hosts", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    await stage.decide(webinar, ann.key, "rejected", { reason: { text: " Not your team. ", told: true } });
    expect((await stage.registrationOf(webinar, ann))?.reason).toEqual({ text: "Not your team.", told: true });
    await stage.decide(webinar, ann.key, "approved");
    expect((await stage.registrationOf(webinar, ann))?.reason).toBeUndefined();
  });

  it("N10: undone within 60 s nobody was told; an undoable rejection keeps its seat; afterwards it is told and the seat goes on", async () => {
    const webinar = await stage.schedule({}, 1);
    const ann = await stage.register(webinar, "ann");
    const bob = await stage.register(webinar, "bob");
    await stage.drain();
    stage.forget();
    await stage.decide(webinar, ann.key, "rejected");
    await stage.drain();
    expect(await stage.fresh(webinar)).toMatchObject({
      seatsHeld: 1,
      counts: { rejected: 1, waitlisted: 1, offered: 0 },
    });
    expect(await stage.undo(webinar, ann.key)).toMatchObject({
      ok: true,
      value: { registration: { status: "pending" } },
    });
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    expect(stage.told()).toEqual([]);
    expect(await stage.fresh(webinar)).toMatchObject({ seatsHeld: 1, counts: { pending: 1, waitlisted: 1 } });

    await stage.decide(webinar, ann.key, "rejected");
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    expect(stage.told().toSorted()).toEqual(["ann rejected", "bob offered"]);
    expect((await stage.registrationOf(webinar, bob))?.status).toBe("offered");
    expect(await stage.undo(webinar, ann.key)).toMatchObject({ refusal: { reason: "undo_too_late" } });
  });

  it("N10: the undo of a decision that was changed in time brings back what its person knows, since it tells nobody", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    await stage.drain();
    stage.forget();
    await stage.decide(webinar, ann.key, "rejected");
    await stage.decide(webinar, ann.key, "approved");
    expect(await stage.undo(webinar, ann.key)).toMatchObject({
      ok: true,
      value: { registration: { status: "pending" } },
    });
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    expect(stage.told()).toEqual([]);
  });

  it("N10: what is revised tells nobody a decision that can still be undone, nor numbers their calendar entry by it", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    await stage.drain();
    await stage.decide(webinar, ann.key, "approved");
    const revised = {
      id: `${webinar.code}:${ann.key}:revised:0:mail`,
      organisation: ORGANISATION,
      to: { kind: "mail", address: ann.address },
      matter: { kind: "revised", code: webinar.code, key: ann.key, revision: 0 },
    } as const;
    const told = () => stage.store.core.present(revised);
    expect(await told()).toMatchObject({ kind: "revised", registration: { status: "pending", version: ann.version } });
    stage.store.clock.advance(UNDO_MS + 1_000);
    expect(await told()).toMatchObject({ registration: { status: "approved", version: ann.version + 1 } });
  });

  it("N10: no undo once admitted; decisions after the start tell at once", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    const bob = await stage.register(webinar, "bob");
    stage.store.clock.advance(webinar.startsAt - stage.store.clock.now() - 5_000);
    await stage.drain();
    stage.forget();
    await stage.decide(webinar, ann.key, "approved");
    await stage.store.gate.admit(webinar, ann.key, "t", { now: stage.store.clock.now(), deliveries: [] });
    expect(await stage.undo(webinar, ann.key)).toMatchObject({ refusal: { reason: "undo_admitted" } });
    stage.store.clock.advance(10_000);
    await stage.decide(webinar, bob.key, "approved");
    await stage.drain();
    expect(stage.told()).toEqual(["bob approved"]);
    expect(await stage.undo(webinar, bob.key)).toMatchObject({ refusal: { reason: "undo_too_late" } });
  });

  it("S4, P19: 20 hosts pressing Approve and Reject at once: one decision, the others told who decided, the person told once", async () => {
    const webinar = await stage.schedule();
    const ann = await stage.register(webinar, "ann");
    const hosts = await Promise.all(
      Array.from({ length: 19 }, (_, i) =>
        stage.store.people.know(ORGANISATION, {
          chatId: `slack:T1:UH${i}` as never,
          address: `h${i}@example.com` as never,
          firstName: `H${i}`,
          lastName: "T",
          fullMember: true,
        }),
      ),
    );
    await stage.store.core.changeCohosts({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: stage.host,
      way: "slack",
      isRemoval: false,
      people: byChats(hosts.flatMap(({ chats }) => chats)),
      unreadable: [],
    });
    await stage.drain();
    stage.forget();
    const results = await Promise.all(
      [stage.host, ...hosts].map((by, i) =>
        stage.decide(webinar, ann.key, i % 2 ? "approved" : "rejected", { version: 1, isChange: false, by }),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results.filter(({ ok }) => !ok))
      expect(result).toMatchObject({ refusal: { refusal: { reason: "already_decided" } } });
    stage.store.clock.advance(UNDO_MS + 1_000);
    await stage.drain();
    expect(stage.told()).toHaveLength(1);
  });
});

const NAMES = ["ann", "bob", "cleo", "dan", "eve", "finn"];
/** Who decides: the host, a cohost, and somebody who is neither. */
const HOSTS = ["host", "cohost", "stranger"] as const;

const operation = fc.oneof(
  // People come more often than anything else happens: a waitlist has to form.
  { weight: 4, arbitrary: fc.record({ do: fc.constant("register" as const), who: fc.constantFrom(...NAMES) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("leave" as const), who: fc.constantFrom(...NAMES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("claim" as const), who: fc.constantFrom(...NAMES) }) },
  fc.record({
    do: fc.constant("decide" as const),
    who: fc.constantFrom(...NAMES),
    to: fc.constantFrom(...DECISIONS),
    by: fc.constantFrom(...HOSTS),
  }),
  fc.record({ do: fc.constant("undo" as const), who: fc.constantFrom(...NAMES), by: fc.constantFrom(...HOSTS) }),
  fc.record({ do: fc.constant("settle" as const) }),
  fc.record({ do: fc.constant("bulk" as const), to: fc.constantFrom("approved" as const, "rejected" as const) }),
  fc.record({ do: fc.constant("bulk_undo" as const) }),
  fc.record({ do: fc.constant("raise" as const) }),
);
type Step = typeof operation extends fc.Arbitrary<infer One> ? One : never;
type StepOf<Do extends Step["do"]> = Extract<Step, { do: Do }>;

/** What is known of one webinar besides Redis. */
const makeModel = (cap: number) => ({
  statuses: new Map<string, Status>(),
  keeps: new Set<string>(),
  line: [] as string[],
  cap,
  /** What each decision can be taken back to: what the person knows of, also where it was changed before it was told. */
  undoable: new Map<string, Status>(),
  /** The last decision of many: what its undo brings back for each, as long as nothing else became of them. */
  bulk: undefined as { id: RequestId; undoneTo: Map<string, Status>; isOver: boolean } | undefined,
});
type Model = ReturnType<typeof makeModel>;

const held = ({ statuses, keeps }: Model): number =>
  [...statuses].filter(([name, status]) => holdsSeat(status) || keeps.has(name)).length;

/** A free seat is never left while somebody waits. */
const offerNext = (model: Model): void => {
  while (held(model) < model.cap && model.line.length > 0) {
    const next = model.line.shift();
    if (next) model.statuses.set(next, "offered");
  }
};

const leaveSeat = (model: Model, name: string, to: Status): void => {
  model.statuses.set(name, to);
  model.keeps.delete(name);
  model.line = model.line.filter((one) => one !== name);
};

/** Whether this status would take a seat that is not there. */
const lacksSeat = (model: Model, name: string, from: Status | undefined, to: Status): boolean => {
  const takes = holdsSeat(to) && !(from && holdsSeat(from)) && !model.keeps.has(name);
  return takes && held(model) >= model.cap;
};

/** One run: each step is done to the webinar in Redis and to the model, and says whether both agree that it could be. */
const makeRun = async (stage: Stage, byName: Readonly<Record<(typeof HOSTS)[number], Person>>) => {
  const webinar = await stage.schedule({}, 2);
  const model = makeModel(2);
  const { chats } = byName.cohost;
  await stage.store.core.changeCohosts({
    organisation: ORGANISATION,
    code: webinar.code,
    requestId: freshRequest(),
    by: stage.host,
    way: "slack",
    isRemoval: false,
    people: byChats(chats),
    unreadable: [],
  });
  const people = new Map(await Promise.all(NAMES.map(async (name) => [name, await stage.store.member(name)] as const)));
  const personOf = (name: string) => people.get(name) as Person;
  const registrationOf = (name: string) =>
    stage.registrationOf(webinar, { address: personOf(name).address as Address });

  const register = async ({ who }: StepOf<"register">) => {
    const status = model.statuses.get(who);
    await stage.store.register(webinar.code, personOf(who));
    if (status && status !== "cancelled") return;
    model.undoable.delete(who);
    if (held(model) >= model.cap || model.line.length > 0) {
      model.statuses.set(who, "waitlisted");
      model.line.push(who);
    } else model.statuses.set(who, "pending");
  };

  const leave = async ({ who }: StepOf<"leave">) => {
    const status = model.statuses.get(who);
    const result = await stage.leave(webinar, personOf(who));
    const may = status !== undefined && (STATUS_TABLE[status].cancelled?.includes("registrant") ?? false);
    expect(result.ok).toBe(may);
    if (!may) return;
    leaveSeat(model, who, "cancelled");
    model.undoable.delete(who);
    offerNext(model);
  };

  const claim = async ({ who }: StepOf<"claim">) => {
    const status = model.statuses.get(who);
    const result = await stage.claim(webinar, personOf(who));
    expect(result.ok).toBe(status === "offered");
    if (status === "offered") model.statuses.set(who, "pending");
  };

  const decide = async (step: StepOf<"decide">) => {
    const { who, to, by } = step;
    const status = model.statuses.get(who);
    const registration = await registrationOf(who);
    if (!registration || !status) return;
    const result = await stage.decide(webinar, registration.key, to, { by: byName[by] });
    const isInTable = STATUS_TABLE[status][to]?.includes("host") ?? false;
    const may = by !== "stranger" && isInTable && !lacksSeat(model, who, status, to);
    expect(result.ok, JSON.stringify([step, status, result])).toBe(may);
    if (!may) return;
    const had = holdsSeat(status) || model.keeps.has(who);
    const known = model.undoable.get(who) ?? status;
    const isUndoable = ["pending", "approved", "rejected"].includes(status) && to !== "cancelled" && to !== known;
    leaveSeat(model, who, to);
    if (isUndoable) model.undoable.set(who, known);
    else model.undoable.delete(who);
    if (isUndoable && to === "rejected" && had) model.keeps.add(who);
    offerNext(model);
  };

  const undo = async (step: StepOf<"undo">) => {
    const { who, by } = step;
    const status = model.statuses.get(who);
    const registration = await registrationOf(who);
    if (!registration) return;
    const result = await stage.undo(webinar, registration.key, byName[by]);
    const before = model.undoable.get(who);
    const may = by !== "stranger" && before !== undefined && !lacksSeat(model, who, status, before);
    expect(result.ok, JSON.stringify([step, status, before, result])).toBe(may);
    if (!may || !before) return;
    leaveSeat(model, who, before);
    model.undoable.delete(who);
    offerNext(model);
  };

  const settle = async () => {
    // Of many there is some more time than of one.
    stage.store.clock.advance(UNDO_MS + 10_000);
    await stage.drain();
    model.keeps.clear();
    model.undoable.clear();
    if (model.bulk) model.bulk.isOver = true;
    offerNext(model);
  };

  const bulk = async ({ to }: StepOf<"bulk">) => {
    const id = freshRequest();
    await stage.store.core.bulk.decide({
      organisation: ORGANISATION,
      code: webinar.code,
      by: stage.host,
      requestId: id,
      to,
      chat: chatId("slack", "T1", "UHOST"),
      among: {},
    });
    await stage.drain();
    const whom = NAMES.filter((one) => model.statuses.get(one) === "pending");
    const undoneTo = new Map<string, Status>();
    for (const one of whom) {
      const known = model.undoable.get(one) ?? "pending";
      model.statuses.set(one, to);
      model.undoable.delete(one);
      if (known === to) continue;
      undoneTo.set(one, known);
      model.undoable.set(one, known);
      if (to === "rejected") model.keeps.add(one);
    }
    model.bulk = { id, undoneTo, isOver: false };
  };

  const bulkUndo = async () => {
    if (!model.bulk) return;
    const { id, undoneTo, isOver } = model.bulk;
    const result = await stage.store.core.bulk.undo({
      organisation: ORGANISATION,
      code: webinar.code,
      by: stage.host,
      id,
    });
    await stage.drain();
    expect(result.ok).toBe(!isOver);
    if (isOver) return;
    for (const [one, known] of undoneTo) {
      model.keeps.delete(one);
      model.statuses.set(one, known);
      model.undoable.delete(one);
    }
    model.bulk = undefined;
  };

  const raise = async () => {
    const now = await stage.fresh(webinar);
    await stage.store.core.edit({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      by: stage.host,
      named: { ...NAMED_PEOPLE, cohosts: { by: "chat" as const, people: byChats(chats), unreadable: [] } },
      version: now.version,
      confirm: { typed: "", count: 0 },
      fields: { ...fieldsOf(now, "Europe/Paris", zones, 1_000), cap: now.cap + 1 },
    });
    model.cap += 1;
    // Many seats are offered by a fan-out; nothing else may happen in this step.
    const moment = stage.store.clock.now();
    await stage.drain();
    expect(stage.store.clock.now()).toBe(moment);
    offerNext(model);
  };

  const does = { register, leave, claim, decide, undo, settle, bulk, bulk_undo: bulkUndo, raise };

  const agrees = async (step: Step) => {
    const now = await stage.fresh(webinar);
    expect(now.seatsHeld, JSON.stringify(step)).toBe(held(model));
    expect(now.seatsHeld).toBeLessThanOrEqual(now.cap);
    if (now.seatsHeld < now.cap) expect(now.counts.waitlisted).toBe(0);
    for (const one of NAMES)
      expect((await registrationOf(one))?.status, `${one} ${JSON.stringify(step)}`).toBe(model.statuses.get(one));
  };

  return {
    take: async (step: Step) => {
      const name = "who" in step ? step.who : undefined;
      const before = name === undefined ? undefined : await registrationOf(name);
      await (does[step.do] as (step: Step) => Promise<void>)(step);
      const present = name === undefined ? undefined : await registrationOf(name);
      // Something else became of this one: a decision of many has no say in it any more.
      if (name !== undefined && present?.version !== before?.version) model.bulk?.undoneTo.delete(name);
      await agrees(step);
    },
  };
};

/** Some two thousand steps, on machines that do other things besides. */
const MODEL_TIMEOUT_MS = 180_000;

describe("the status table against a model", () => {
  let stage: Stage;
  let cohost: Person;
  let stranger: Person;
  beforeAll(async () => {
    stage = await openStage();
    stranger = await stage.store.member("stranger");
    cohost = await stage.store.people.know(ORGANISATION, {
      chatId: chatId("slack", "T1", "UCOHOST"),
      firstName: "Cora",
      lastName: "Cohost",
      fullMember: true,
    });
  });
  afterAll(() => stage.store.stop());

  it(
    "P9, P2, P5, P6, N10: seats never pass the cap, none is free while somebody waits unoffered, and model and Redis agree after every step",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { minLength: 8, maxLength: 40, size: "max" }), async (operations) => {
          const run = await makeRun(stage, { host: stage.host, cohost, stranger });
          for (const step of operations) await run.take(step);
        }),
        { numRuns: 60 },
      );
    },
    MODEL_TIMEOUT_MS,
  );
});
