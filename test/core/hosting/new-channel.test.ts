import { afterEach, beforeEach, expect, it } from "vitest";
import { fieldsOf } from "../../../src/core/hosting/settings.ts";
import { chatId } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { ownChannel, type Webinar } from "../../../src/core/model/webinar.ts";
import { zones } from "../../../src/zones.ts";
import { workerOf } from "../../setup/delivering.ts";
import { byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const CHANNELS = NAMED_PEOPLE.hostChannels;
const NEW = { face: "slack", group: "T1", channelId: "C2" } as const;

let store: Store;
let host: Person;
let cora: Person;
let webinar: Webinar;

const account = (name: string, isGone?: true): Promise<Person> =>
  store.people.know(ORGANISATION, {
    ...{ chatId: chatId("slack", "T1", `U${name}`), firstName: name, lastName: "Test", fullMember: true },
    ...(isGone ? { isGone } : {}),
  });
const act = (by: Person) => ({
  ...{ organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by, way: "slack" as const },
});
const chatOf = (person: Person) => ownChannel(person.chats[0] as never);

beforeEach(async () => {
  store = await openStore();
  host = await account("host");
  cora = await account("cora");
  webinar = await store.schedule(host);
});
afterEach(() => store.stop());

/** How many are approved by the overview, in each channel where it stands, as it was last told. */
const said = new Map<string, number>();
const drain = () =>
  workerOf(store, (notice, { to }) => {
    if (notice.kind === "overview" && to.kind === "card")
      said.set(to.channel.channelId, notice.webinar.counts.approved);
    return undefined;
  }).drain();

const present = async (): Promise<Webinar> => {
  const found = await store.webinars.get(ORGANISATION, webinar.code);
  if (!found) throw new Error("no webinar");
  return found;
};

/** What a host does that makes another chat or channel a host channel. */
const CHANGES: Readonly<Record<string, () => Promise<string>>> = {
  "it is edited": async () => {
    const now = await present();
    const fields = fieldsOf(now, "Europe/Paris", zones, 1_000);
    const named = { ...NAMED_PEOPLE, hostChannels: [...CHANNELS, NEW] };
    const edited = { version: now.version, fields, named, confirm: { typed: "", count: 0 } };
    expect(await store.core.edit({ ...act(host), ...edited })).toMatchObject({ ok: true });
    return NEW.channelId;
  },
  "it is handed over": async () => {
    await store.core.changeCohosts({ ...act(host), isRemoval: false, people: byChats(cora.chats), unreadable: [] });
    await inChatOf(host);
    expect(await store.core.handover.chosen({ ...act(host), to: cora.id })).toMatchObject({ ok: true });
    return chatOf(cora).channelId;
  },
  "a cohost in whose chat it was is none any more": async () => {
    await store.core.changeCohosts({ ...act(host), isRemoval: false, people: byChats(cora.chats), unreadable: [] });
    await inChatOf(cora);
    const removed = { isRemoval: true, people: byChats(cora.chats), unreadable: [] };
    expect(await store.core.changeCohosts({ ...act(host), ...removed })).toMatchObject({ ok: true });
    return chatOf(host).channelId;
  },
};

/** Makes somebody's own chat the only host channel. */
const inChatOf = async (person: Person): Promise<void> => {
  const before = await present();
  const next = { ...before, hostChannels: [chatOf(person)], version: before.version + 1 };
  const made = { before, next, by: host.id, as: "edited", deliveries: [] } as const;
  await store.webinars.edit({ act: { ...act(host), now: store.clock.now() }, ...made });
};

it.each(Object.keys(CHANGES))(
  "N12: the overview in a new host channel says what was decided at the same moment: %s",
  async (change) => {
    const registered = await store.register(webinar.code, await store.member("ann"));
    if (!registered.ok) throw new Error(JSON.stringify(registered.refusal));
    const { key, version } = registered.value.registration;
    await drain();
    const { move } = store.registrations;
    let channel = "";
    // The decision has read the webinar, and is stored when the new channel's overview has been posted.
    store.registrations.move = async (input) => {
      store.registrations.move = move;
      channel = (await CHANGES[change]?.()) ?? "";
      await drain();
      expect(said.get(channel)).toBe(0);
      return move(input);
    };
    const decision = { key, version, to: "approved", isChange: false } as const;
    expect(await store.core.decide({ ...act(host), ...decision })).toMatchObject({ ok: true });
    store.clock.advance(11_000);
    await drain();
    expect(said.get(channel)).toBe(1);
  },
);
