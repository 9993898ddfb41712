import type { Decision } from "../../src/core/approvals/decide.ts";
import type { FanOut } from "../../src/core/deliveries/delivery.ts";
import { fieldsOf, type WebinarFields } from "../../src/core/hosting/settings.ts";
import { type Address, type ChatId, chatId, parseAddress } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Claimed } from "../../src/core/ports/lanes.ts";
import type { Profile } from "../../src/core/ports/people.ts";
import type { Outcome } from "../../src/delivery/outcome.ts";
import { zones } from "../../src/zones.ts";
import { workerOf } from "./delivering.ts";
import { byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, type Store } from "./store.ts";

const ZONE = "Europe/Paris";
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

type Answer = { ok: boolean };
/** What succeeded; throws what was refused. */
const sure = <Value>(result: { ok: true; value: Value } | ({ ok: false } & Answer)): Value => {
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.value;
};

/** Addresses that no mail server takes, and chats that are gone. */
const IS_DEAD = /bounces|UGONE/;
const IS_SLOW = /slow\.example/;

/** Acts of people and hosts over a store, each some seconds after the one before, so that no two have one time. */
export const actsOn = (store: Store, host: Person) => {
  const { clock, core } = store;
  const addresses = new Set<Address>();
  const chats = new Set<ChatId>();
  const people = new Set<Person["id"]>();
  const webinars = new Set<Webinar["code"]>();
  const dead = new Set<string>();
  const stopped = new Set<FanOut["kind"]>();
  let messages = 0;

  const addressOf = (typed: string): Address => {
    const address = parseAddress(typed);
    if (!address) throw new Error(typed);
    addresses.add(address);
    return address;
  };
  const know = async (profile: Partial<Profile>): Promise<Person> => {
    if (profile.chatId) chats.add(profile.chatId);
    const person = await store.people.know(ORGANISATION, {
      firstName: "Some",
      lastName: "Body",
      fullMember: true,
      ...profile,
    });
    people.add(person.id);
    return person;
  };
  const slack = (name: string, more: Partial<Profile> = {}) =>
    know({
      chatId: chatId("slack", "T1", `U${name.toUpperCase()}`),
      address: addressOf(`${name}@example.com`),
      firstName: name,
      lastName: "Of Slack",
      ...more,
    });
  const teams = (name: string, more: Partial<Profile> = {}) =>
    know({
      chatId: chatId("teams", "99999999-8888-4777-8666-555555555555", `29-${name}`),
      address: addressOf(`${name}@example.com`),
      firstName: name,
      lastName: "Of Teams",
      ...more,
    });
  const guest = (address: string) =>
    know({ address: addressOf(address), firstName: address.split("@")[0] ?? "", lastName: "Guest", fullMember: false });

  const schedule = async (fields: Partial<WebinarFields> = {}, inMs = 20 * DAY, by = host): Promise<Webinar> => {
    clock.advance(SECOND);
    const webinar = await store.schedule(by, { inMs, fields });
    webinars.add(webinar.code);
    return webinar;
  };
  const fresh = async ({ code }: Pick<Webinar, "code">): Promise<Webinar> => {
    const webinar = await store.webinars.get(ORGANISATION, code);
    if (!webinar) throw new Error("gone");
    return webinar;
  };
  const edit = async (webinar: Webinar, fields: Partial<WebinarFields>) => {
    clock.advance(SECOND);
    const before = await fresh(webinar);
    const count = Object.values(before.counts).reduce((sum, one) => sum + one, 0);
    return sure(
      await core.edit({
        organisation: ORGANISATION,
        code: webinar.code,
        requestId: freshRequest(),
        by: host,
        version: before.version,
        fields: { ...fieldsOf(before, ZONE, zones, 1_000), ...fields },
        named: NAMED_PEOPLE,
        confirm: { typed: webinar.code, count },
      }),
    );
  };
  const register = async ({ code }: Webinar, person: Person, given = {}) => {
    clock.advance(SECOND);
    const via = person.chats[0] ?? ("page" as const);
    const { address, firstName, lastName } = person;
    const input = { organisation: ORGANISATION, code, requestId: freshRequest(), person, address, via, given };
    return sure(await core.register({ ...input, firstName, lastName, answerStays: false })).registration;
  };
  const registrationOf = async ({ code }: Webinar, { id }: Person) => {
    const key = await store.registrations.keyOf(ORGANISATION, code, id);
    const registration = key && (await store.registrations.entry(ORGANISATION, code, { key }))?.entry?.registration;
    if (!registration) throw new Error("not registered");
    return registration;
  };
  const decide = async (webinar: Webinar, person: Person, to: Decision, reason?: { text: string; told: boolean }) => {
    clock.advance(SECOND);
    const { key, version } = await registrationOf(webinar, person);
    const of = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
    const more = reason ? { reason } : {};
    return sure(await core.decide({ ...of, key, version, to, isChange: true, way: "slack", ...more }));
  };
  const undo = async (webinar: Webinar, person: Person) => {
    clock.advance(SECOND);
    const { key, version } = await registrationOf(webinar, person);
    const of = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
    return sure(await core.undo({ ...of, key, version, way: "slack" }));
  };
  const own = ({ code }: Webinar, of: Person) => {
    clock.advance(SECOND);
    const input = { organisation: ORGANISATION, code, requestId: freshRequest(), of, way: "slack" as const };
    return { ...input, answerStays: false };
  };
  const leave = async (webinar: Webinar, of: Person) => sure(await core.leave(own(webinar, of)));
  const claim = async (webinar: Webinar, of: Person) => sure(await core.waitlist.claim(own(webinar, of)));
  const invite = async ({ code }: Webinar, named: readonly (Person | Address)[]) => {
    clock.advance(SECOND);
    const someone = named.flatMap((one) =>
      typeof one === "string" ? [{ by: "address" as const, address: one }] : byChats(one.chats),
    );
    const of = { organisation: ORGANISATION, code, requestId: freshRequest(), by: host, face: "slack" as const };
    return sure(await core.invite({ ...of, people: someone, unreadable: [] }));
  };

  const isStopped = ({ delivery: { matter } }: Claimed) => matter.kind === "fan_out" && stopped.has(matter.what.kind);
  const outcome = (to: string): Outcome => {
    if (IS_DEAD.test(to)) return { kind: "never", code: "gone" };
    if (IS_SLOW.test(to)) return { kind: "again", code: "busy" };
    messages += 1;
    return { kind: "sent", messageId: `message.${messages}` };
  };
  /** Sends what is due. */
  const drain = () => {
    const lanes: Store["lanes"] = {
      ...store.lanes,
      claim: async (group, options) => {
        const claim = await store.lanes.claim(group, options);
        const stays = claim.taken.filter((one) => one.cursor && isStopped(one));
        for (const one of stays) await store.lanes.retry(one, options.now, HOUR, false);
        return { ...claim, taken: claim.taken.filter((one) => !stays.includes(one)) };
      },
    };
    return workerOf({ ...store, lanes }, (_, { to, matter }) => {
      if (matter.kind === "undelivered") dead.add(matter.failed);
      return outcome(JSON.stringify(to));
    }).drain();
  };
  /** So much later, with all that was due by then. */
  const later = async (ms: number) => {
    clock.advance(ms);
    for (let i = 0; i < 3; i += 1) {
      await drain();
      clock.advance(SECOND);
    }
  };
  return {
    ...{ store, host, addressOf, know, slack, teams, guest, schedule, fresh, edit, register, registrationOf },
    ...{ decide, undo, leave, claim, invite, drain, later, addresses, chats, people, webinars, dead },
    /** From now on fan-outs of this kind get no further than their first piece. */
    stopAfterFirst: (kind: FanOut["kind"]) => stopped.add(kind),
  };
};

export type Acts = ReturnType<typeof actsOn>;
