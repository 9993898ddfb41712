import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Delivery } from "../../../src/core/deliveries/delivery.ts";
import { chatId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { ownChannel, type Webinar } from "../../../src/core/model/webinar.ts";
import type { LookUp } from "../../../src/core/ports/people.ts";
import { workerOf } from "../../setup/delivering.ts";
import { byChats, freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

describe("a webinar in other hands", () => {
  let store: Store;
  let host: Person;
  let cora: Person;
  let webinar: Webinar;
  /** What the chat product says of people, by first name; of all others that they are there. */
  let states: Record<string, LookUp>;

  const account = (name: string, fullMember = true): Promise<Person> =>
    store.people.know(ORGANISATION, {
      chatId: chatId("slack", "T1", `U${name}`),
      address: `${name}@example.com` as never,
      firstName: name,
      lastName: "Test",
      fullMember,
    });
  const own = (by: Person) => ({
    organisation: ORGANISATION,
    code: webinar.code,
    requestId: freshRequest(),
    by,
    way: "slack" as const,
  });
  const cohost = async (...people: Person[]) => {
    const named = byChats(people.flatMap(({ chats }) => chats));
    const result = await store.core.changeCohosts({ ...own(host), isRemoval: false, people: named, unreadable: [] });
    if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  };
  const present = async () => {
    const found = await store.webinars.get(ORGANISATION, webinar.code);
    if (!found) throw new Error("no webinar");
    return found;
  };
  const hosts = async (person: Person) =>
    (await store.webinars.hostedBy(ORGANISATION, person.id, store.clock.now(), { from: 0, limit: 10 })).total;

  beforeEach(async () => {
    states = {};
    store = await openStore({
      directories: [
        {
          find: async (organisation, named) => {
            if (named.by !== "chat") return { kind: "nobody" };
            const person = await store.people.byChat(organisation, named.chat);
            const { firstName = "", lastName = "" } = person ?? {};
            return states[firstName] ?? { kind: "found", profile: { firstName, lastName, fullMember: true } };
          },
        },
      ],
    });
    host = await account("host");
    cora = await account("cora");
    webinar = await store.schedule(host);
    await cohost(cora);
  });
  afterEach(() => store.stop());

  it("P44: a host of whom the product says nothing now, or whom it does not know, is not gone", async () => {
    states.host = { kind: "unknown" };
    expect(await store.core.handover.takeOver(own(cora))).toMatchObject({ refusal: { reason: "people_not_asked" } });
    states.host = { kind: "nobody" };
    expect(await store.core.handover.takeOver(own(cora))).toMatchObject({ refusal: { reason: "host_is_here" } });
    expect((await present()).host).toBe(host.id);
    states.host = { kind: "nobody", isGone: true };
    expect(await store.core.handover.takeOver(own(cora))).toMatchObject({ ok: true, value: { formerStays: false } });
    expect(await present()).toMatchObject({ host: cora.id, cohosts: [] });
    expect([await hosts(host), await hosts(cora)]).toEqual([0, 1]);
  });

  it("P44: the same act again is answered as the first was, and of two at once one is carried out", async () => {
    const dan = await account("dan");
    await cohost(dan);
    const act = { ...own(host), to: cora.id };
    const [one, other] = await Promise.all([
      store.core.handover.chosen(act),
      store.core.handover.chosen({ ...own(host), to: dan.id }),
    ]);
    expect([one.ok, other.ok].filter((ok) => ok)).toHaveLength(1);
    const { host: now } = await present();
    const version = (await present()).version;
    expect(await store.core.handover.chosen(one.ok ? act : { ...act, requestId: freshRequest() })).toMatchObject(
      one.ok ? { ok: true } : { refusal: { reason: "only_the_host" } },
    );
    expect(await present()).toMatchObject({ host: now, version });
    expect((await present()).cohosts).toContain(host.id);
  });

  it("P44: nobody hosts it who may not: no guest of the workspace, no stranger, and nobody once it is over", async () => {
    await store.people.know(ORGANISATION, {
      chatId: cora.chats[0] as never,
      firstName: "cora",
      lastName: "Test",
      fullMember: false,
    });
    const toGuest = await store.core.handover.chosen({ ...own(host), to: cora.id });
    expect(toGuest).toMatchObject({ refusal: { reason: "may_not_host" } });
    expect(await store.core.handover.choices(own(host))).toMatchObject({ refusal: { reason: "no_cohost_to_host" } });
    const sam = await account("sam");
    expect(await store.core.handover.takeOver(own(sam))).toMatchObject({ refusal: { reason: "not_the_host" } });
    store.clock.advance(webinar.endsAt - store.clock.now() + 1);
    expect(await store.core.handover.takeOver(own(cora))).toMatchObject({ refusal: { reason: "webinar_ended" } });
  });

  it("P44: what could not be delivered is told to a cohost where the host is gone", async () => {
    states.host = { kind: "nobody", isGone: true };
    const told: Delivery[] = [];
    const worker = workerOf(store, (notice, delivery) => {
      if (notice.kind === "undelivered") told.push(delivery);
      return notice.kind === "overview" ? { kind: "never", code: "not_in_channel" } : undefined;
    });
    await worker.drain();
    expect(told.map(({ to }) => to)).toEqual([{ kind: "dm", chat: cora.chats[0] }]);
  });

  it("P44, N15: the chat of a host whose account is known to be deactivated goes to who takes over", async () => {
    const [chat, standIn] = [host.chats[0], cora.chats[0]];
    if (!chat || !standIn) throw new Error("no chats");
    const before = await present();
    await store.webinars.edit({
      act: { ...own(host), now: store.clock.now() },
      before,
      next: { ...before, hostChannels: [ownChannel(chat)], version: before.version + 1 },
      by: host.id,
      as: "edited",
      deliveries: [],
    });
    const { firstName, lastName } = host;
    await store.people.know(ORGANISATION, { chatId: chat, firstName, lastName, fullMember: false, isGone: true });
    expect(await store.core.handover.takeOver(own(cora))).toMatchObject({ ok: true });
    expect(await present()).toMatchObject({ hostChannels: [ownChannel(standIn)], formerChannels: [] });
  });

  it("P44: the operator gives it to a member, and what the former host had as own chat is theirs", async () => {
    const dan = await account("dan");
    const result = await store.core.handover.byOperator({
      organisation: ORGANISATION,
      code: webinar.code,
      requestId: freshRequest(),
      to: dan,
    });
    expect(result).toMatchObject({ ok: true, value: { hostName: "dan Test", formerName: "host Test" } });
    expect(await present()).toMatchObject({ host: dan.id, cohosts: [host.id, cora.id] });
    const [newest] = await store.webinars.log(ORGANISATION, webinar.code, 1);
    expect(newest).toMatchObject({ act: "handed_over", by: "operator", way: "operator" });
  });
});
