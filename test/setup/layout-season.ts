import { type Address, chatId, organisationId, personId } from "../../src/core/model/ids.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Directory } from "../../src/core/ports/people.ts";
import { makeOutbox } from "../../src/redis/stores/outbox.ts";
import { type Acts, actsOn, DAY, HOUR, MINUTE } from "./layout-data.ts";
import type { Subjects } from "./layout-questions.ts";
import { crowds, decided, formOf, waited } from "./layout-requests.ts";
import { BLANK_FIELDS, freshRequest, NAMED_PEOPLE, ORGANISATION, type Store } from "./store.ts";

/** A directory that knows nobody, and is busy from some point on: a long invitation waits for it. */
export const busyDirectory = () => {
  const state = { isBusy: false };
  const directory: Directory = {
    find: async () => (state.isBusy ? { kind: "unknown", afterMs: 30_000 } : { kind: "nobody" }),
  };
  return { state, directory };
};

/** A webinar that is over for so long that what it held about people is purged. */
const longAgo = async (acts: Acts) => {
  const { store } = acts;
  const webinar = await acts.schedule({ title: "Long ago", policy: "automatic" }, HOUR);
  const { key } = await acts.register(webinar, await acts.guest("gus@past.example"));
  store.clock.advance(90 * MINUTE);
  await store.gate.admit(webinar, key, "long ago", { now: store.clock.now(), deliveries: [] });
  await acts.later(92 * DAY);
  await acts.later(2 * DAY);
};

/** One that is over, with what it holds about people. */
const lately = async (acts: Acts) => {
  const { store } = acts;
  const webinar = await acts.schedule({ title: "Lately", policy: "automatic" }, HOUR);
  const ann = await acts.slack("ann");
  await acts.register(webinar, ann);
  await acts.register(webinar, await acts.guest("ben@past.example"));
  await acts.invite(webinar, [acts.addressOf("ida@past.example")]);
  await acts.later(90 * MINUTE);
  const { key } = await acts.registrationOf(webinar, ann);
  await store.gate.admit(webinar, key, "lately", { now: store.clock.now(), deliveries: [] });
  await acts.later(2 * DAY);
};

const otherKinds = async (acts: Acts) => {
  const { store, host } = acts;
  const automatic = await acts.schedule({ title: "Automatic", policy: "automatic", dmOnly: true, password: "sesame" });
  await acts.register(automatic, await acts.slack("ann"));
  await acts.register(automatic, await acts.teams("ann"));
  await acts.register(automatic, await acts.guest("bounces@guests.example"));
  await acts.register(automatic, await acts.guest("later@slow.example"));
  await acts.register(automatic, await acts.slack("gone"));
  const ruled = await acts.schedule({ title: "Ruled" });
  const rule = { field: "address", test: "contains", matchCase: false } as const;
  for (const [value, result] of [
    ["@acme.example", "approve"],
    ["spam", "reject"],
  ] as const)
    await store.core.rulesEditor.change({
      ...{ organisation: ORGANISATION, code: ruled.code, by: host, way: "slack", requestId: freshRequest() },
      act: { do: "add", fields: { ...rule, value, result } },
    });
  for (const address of ["ann@acme.example", "spam@x.example", "held@x.example", "never@listed.example"])
    await acts.register(ruled, await acts.guest(address));
  const meeting = await acts.schedule({ title: "Meeting", kind: "meeting", registrationIds: false });
  await acts.register(meeting, await acts.slack("meets"));
  await acts.invite(meeting, [acts.addressOf("invited@guests.example"), await acts.teams("mia")]);
  const open = await acts.schedule({ title: "Open", registrationRequired: false, joinBeforeHost: 15 }, 10 * MINUTE);
  for (const source of ["198.51.100.1", "198.51.100.2"])
    for (let i = 0; i < 2; i += 1)
      await store.core.join({
        ...{ organisation: ORGANISATION, code: open.code },
        joiner: { kind: "typed", address: undefined, typedId: "", source, visit: `visit ${source} ${i}` },
      });
  await store.core.join({
    organisation: ORGANISATION,
    code: open.code,
    joiner: { kind: "chat", person: await acts.slack("ann") },
  });
  return automatic;
};

/** A cancelled webinar, whose people are being told. */
const cancelled = async (acts: Acts) => {
  const { store, host } = acts;
  const webinar = await acts.schedule({ title: "Cancelled", policy: "automatic" });
  for (let i = 0; i < 28; i += 1) await acts.register(webinar, await acts.guest(`c${i}@cancelled.example`));
  await acts.invite(webinar, [acts.addressOf("invited@guests.example")]);
  await acts.later(MINUTE);
  acts.stopAfterFirst("called_off");
  const act = { organisation: ORGANISATION, code: webinar.code, requestId: freshRequest(), by: host };
  await store.core.cancelWebinar({ ...act, way: "slack" });
  await acts.drain();
};

/** Registrations that were deleted, twice, and those of the present era; one archive was brought back. */
const eras = async (acts: Acts) => {
  const { store } = acts;
  const webinar = await acts.schedule({ title: "Eras", cap: 2, waitlist: true });
  const people = [await acts.slack("era1"), await acts.guest("era2@guests.example"), await acts.teams("era3")];
  const deleteAll = async () => {
    await acts.edit(webinar, { registrationRequired: false });
    await acts.later(MINUTE);
    await acts.edit(webinar, { registrationRequired: true });
  };
  for (const one of people) await acts.register(webinar, one);
  const [first, second] = people;
  if (first) await acts.decide(webinar, first, "approved");
  await acts.invite(webinar, [acts.addressOf("invited@guests.example")]);
  await deleteAll();
  for (const one of people.slice(0, 2)) await acts.register(webinar, one);
  if (second) await acts.leave(webinar, second);
  await deleteAll();
  if (second) await acts.register(webinar, second);
  const restored = await acts.schedule({ title: "Restored" });
  for (const one of people) await acts.register(restored, one);
  await acts.edit(restored, { registrationRequired: false });
  await store.core.restore(ORGANISATION, restored.code);
  await acts.later(MINUTE);
};

const series = async (acts: Acts) => {
  const { store, host } = acts;
  const [one, two] = [await acts.schedule({ title: "Part 1" }), await acts.schedule({ title: "Part 2" }, 30 * DAY)];
  const of = { organisation: ORGANISATION, by: host, way: "slack" as const };
  const saved = await store.core.series.save({
    ...{ ...of, requestId: freshRequest() },
    fields: { title: "The deep", webinars: [one.code, two.code] },
  });
  if (!saved.ok) throw new Error("no series");
  const { code } = saved.value.series;
  await formOf(acts, { code: code as never });
  await acts.register(one, await acts.slack("ann"), { company: ["Acme"] });
  const { version } = (await store.seriesStore.get(ORGANISATION, code)) ?? {};
  const fields = { title: "Deeper", webinars: [one.code] };
  await store.core.series.save({ ...of, requestId: freshRequest(), code, version: version ?? 0, fields });
  return code;
};

const people = async (acts: Acts) => {
  const { store } = acts;
  const both = await acts.slack("both", { locale: "fr", zone: "Europe/Paris" });
  await acts.teams("both");
  await store.people.keepSettings(ORGANISATION, both.id, { locale: "en", zone: "Europe/London" });
  await acts.slack("outside", { isOutside: true });
  const webinar = await acts.schedule({ title: "Theirs", policy: "automatic" });
  // A guest's registration goes to the account that proves the address.
  await acts.register(webinar, await acts.guest("proven@example.com"));
  await acts.slack("proven");
  await acts.register(webinar, both);
  for (const face of ["slack", "teams"] as const)
    await store.references.seen(ORGANISATION, { face, group: "T1", channelId: `C-${face}`, name: `town of ${face}` });
  for (const chat of both.chats) await store.references.put(ORGANISATION, chat, `{"reference":"${chat}"}`);
  await store.references.put(ORGANISATION, "channel:19:town", '{"serviceUrl":"https://smba.example"}');
  await store.references.first(ORGANISATION, "welcome both", 30 * DAY);
  await store.lists.put("always@listed.example", "approve");
  await store.lists.put("never@listed.example", "reject");
  await store.lists.put("@acme.example", "approve");
  await store.lists.put("erased@listed.example", "reject");
  const erased = await acts.guest("erased@listed.example");
  await acts.register(webinar, erased).catch(() => undefined);
  await acts.later(2 * MINUTE);
  await store.core.erase.everywhere(acts.addressOf("erased@listed.example"));
  await store.keptForms.keep(ORGANISATION, "kept", JSON.stringify({ step: 2, given: { company: ["Acme"] } }), HOUR);
  await makeOutbox(store.redis).keep({
    ...{
      id: "letter",
      to: "ben@past.example",
      at: store.clock.now(),
      subject: "Hello",
      text: "Hello",
      html: "<p>Hello",
    },
  });
};

const drafts = async (acts: Acts, { code }: Webinar) => {
  const { store } = acts;
  const of = { organisation: ORGANISATION, code, source: "198.51.100.7", locale: "en" as const, given: {} };
  const address = acts.addressOf("draft@guests.example");
  await store.core.saveDraft({ ...of, address, firstName: "Dora", lastName: "Draft" });
  const draft = { address, firstName: "Dora", lastName: "Draft", given: {}, locale: "fr" as const };
  await store.drafts.saveDraft(ORGANISATION, code, "kept", draft, HOUR, store.clock.now(), []);
};

/** Another organisation, which shares nothing. */
const OTHER = organisationId("teams-88888888-8888-4777-8666-555555555555");
const elsewhere = async (acts: Acts) => {
  const { store } = acts;
  const address = acts.addressOf("ann@example.com");
  const ann = await store.people.know(OTHER, { address, firstName: "Ann", lastName: "Other", fullMember: true });
  acts.people.add(ann.id);
  const start = { date: "2026-12-24", time: "10:00" };
  const made = await store.core.schedule({
    ...{ organisation: OTHER, requestId: freshRequest(), by: ann, named: NAMED_PEOPLE },
    fields: { ...BLANK_FIELDS, start, title: "Elsewhere" },
  });
  if (!made.ok) throw new Error("not scheduled");
  acts.webinars.add(made.value.code);
  const of = { organisation: OTHER, code: made.value.code, person: ann, address, via: "page" as const, given: {} };
  await store.core.register({
    ...of,
    requestId: freshRequest(),
    firstName: "Ann",
    lastName: "Other",
    answerStays: false,
  });
};

/** Writes data of every kind that the store keeps, and says what there is to ask about. */
export const writeSeason = async (
  store: Store,
  busy: { isBusy: boolean },
): Promise<Omit<Subjects, "requests" | "many">> => {
  const hostNamed = (name: string) =>
    store.people.know(ORGANISATION, {
      ...{ chatId: chatId("slack", "T1", `U${name}`), address: `${name}@example.com` as Address },
      ...{ firstName: name, lastName: "Host", fullMember: true },
    });
  await store.core.keepRetention();
  const earlier = actsOn(store, await hostNamed("early"));
  await longAgo(earlier);
  const host = await hostNamed("hanna");
  const acts = actsOn(store, host);
  acts.people.add(host.id);
  for (const code of earlier.webinars) acts.webinars.add(code);
  await lately(acts);
  await people(acts);
  const deep = await decided(acts);
  await eras(acts);
  const code = await series(acts);
  const automatic = await otherKinds(acts);
  await acts.invite(deep, [acts.addressOf("invited@guests.example"), await acts.teams("mia"), await acts.slack("ann")]);
  await drafts(acts, automatic);
  await elsewhere(acts);
  const full = await waited(acts);
  busy.isBusy = true;
  await acts.invite(
    automatic,
    Array.from({ length: 12 }, (_, i) => acts.addressOf(`busy${i}@guests.example`)),
  );
  await cancelled(acts);
  await crowds(acts);
  // The last is not sent yet: a seat that is kept while its rejection can be undone, and what a worker holds just now.
  await acts.decide(full.webinar, full.third, "rejected", { text: "Sorry", told: true });
  await acts.edit(deep, { title: "Deepest sea" });
  await acts.register(automatic, await acts.slack("newest"));
  for (const group of store.lanes.groups)
    await store.lanes.claim(group, { now: store.clock.now(), leaseMs: HOUR, max: 1, token: "held" });
  await store.erasure.begin(ORGANISATION, (await acts.guest("going@guests.example")).id);
  return {
    organisations: [ORGANISATION, OTHER],
    webinars: [...acts.webinars],
    series: [code],
    people: [...acts.people, personId("pNOBODYNOBODY")],
    chats: [...acts.chats],
    addresses: [...acts.addresses],
    domains: ["example.com", "guests.example", "crowd.example", "x.example"],
    drafts: [[automatic.code, "kept"]],
    keptForms: ["kept"],
    dead: [...acts.dead],
  };
};
