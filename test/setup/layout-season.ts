import { type Address, chatId, organisationId, personId, requestId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Directory } from "../../src/core/ports/people.ts";
import { makeOutbox } from "../../src/redis/stores/outbox.ts";
import { type Acts, actsOn, DAY, HOUR, MINUTE, SECOND } from "./layout-data.ts";
import type { Subjects } from "./layout-questions.ts";
import { BLANK_FIELDS, byChats, freshRequest, NAMED_PEOPLE, ORGANISATION, type Store } from "./store.ts";

const LONG = "The quick brown fox jumps over the lazy dog, and says so at some length. ".repeat(13).slice(0, 990);

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

const formOf = async (acts: Acts, { code }: Pick<Webinar, "code">) => {
  const { store, host } = acts;
  const of = { organisation: ORGANISATION, code, by: host, way: "slack" as const };
  const put = (fields: object) =>
    store.core.formBuilder.change({
      ...of,
      requestId: freshRequest(),
      act: {
        do: "put",
        fields: {
          ...{ type: "text", label: "Why?", required: false, maxLength: 999 },
          ...{ options: "", whenQuestion: "", whenIs: "" },
          ...fields,
        },
      },
    });
  await store.core.formBuilder.change({
    ...of,
    requestId: freshRequest(),
    act: { do: "standard", asked: { company: "required", job_title: "shown" } },
  });
  await put({});
  await put({ type: "radio", label: "Which day?", options: "Monday\nTuesday", maxLength: 0 });
};

/** Requests in every status, with what can happen to one. */
const decided = async (acts: Acts) => {
  const { store } = acts;
  const webinar = await acts.schedule({ cap: 10, waitlist: true, waitMinutes: 240, offerMinutes: 600 });
  await formOf(acts, webinar);
  const cora = await acts.teams("cora");
  const of = { organisation: ORGANISATION, code: webinar.code, by: acts.host, way: "slack" as const };
  const people = byChats(cora.chats);
  await store.core.changeCohosts({ ...of, requestId: freshRequest(), isRemoval: false, people, unreadable: [] });
  const form = (await acts.fresh(webinar)).form;
  const [why, day] = form.questions;
  const given = {
    company: ["Acme"],
    job_title: ["Diver"],
    ...(why ? { [why.id]: [LONG] } : {}),
    ...(day?.options[0] ? { [day.id]: [day.options[0].id] } : {}),
  };
  const come = async (
    name: string,
    from: "slack" | "teams" | "guest" = "slack",
    answers: object = { company: ["A"] },
  ) => {
    const person = from === "guest" ? await acts.guest(`${name}@guests.example`) : await acts[from](name);
    await acts.register(webinar, person, answers);
    // No crowd: each has a card.
    await acts.later(MINUTE);
    return person;
  };
  const approved = await come("approved", "slack", given);
  await acts.decide(webinar, approved, "approved");
  const told = await come("told", "teams");
  await acts.decide(webinar, told, "rejected", { text: `Only divers. ${LONG.slice(0, 400)}`, told: true });
  const untold = await come("untold", "guest", given);
  await acts.decide(webinar, untold, "rejected", { text: "Seen before", told: false });
  const undone = await come("undone");
  await acts.decide(webinar, undone, "approved");
  await acts.undo(webinar, undone);
  const changed = await come("changed", "guest");
  for (let i = 0; i < 12; i += 1)
    for (const to of ["approved", "rejected"] as const) {
      await acts.decide(webinar, changed, to);
      store.clock.advance(2 * MINUTE);
      await acts.drain();
    }
  await acts.decide(webinar, changed, "approved");
  const left = await come("left", "teams");
  await acts.leave(webinar, left);
  const again = await come("again");
  await acts.leave(webinar, again);
  await acts.register(webinar, again, { company: ["Anew"] });
  await acts.later(2 * MINUTE);
  const pending = await come("pending", "guest", given);
  const asked = await come("asked");
  const ask = async (person: Person, text: string) => {
    store.clock.advance(SECOND);
    const { key } = await acts.registrationOf(webinar, person);
    const question = await store.core.inquiries.ask({ ...of, key, text, requestId: freshRequest() });
    return question.ok ? question.value.inquiry.id : undefined;
  };
  const answered = await ask(asked, "Since when do you dive?");
  const { key } = await acts.registrationOf(webinar, asked);
  const answer = { organisation: ORGANISATION, code: webinar.code, key, of: asked.id, requestId: freshRequest() };
  if (answered) await store.core.inquiries.answer({ ...answer, inquiry: answered, text: LONG, way: "slack" });
  await ask(asked, "And where?");
  await ask(pending, "Who are you?");
  const { key: approvedKey, version } = await acts.registrationOf(webinar, approved);
  await store.registrations.confirm(webinar, approvedKey, version);
  await acts.edit(webinar, { title: "Deep blue sea", description: LONG });
  await acts.edit(webinar, { fullText: "It is full." });
  return webinar;
};

/** A full webinar: people who wait, an open offer, a claimed one, an expired one, and a seat that is kept. */
const waited = async (acts: Acts) => {
  const webinar = await acts.schedule({ cap: 3, waitlist: true, offerMinutes: 60, title: "Full" });
  const people: Person[] = [];
  for (let i = 0; i < 9; i += 1) {
    people.push(i % 2 === 0 ? await acts.slack(`wait${i}`) : await acts.guest(`wait${i}@guests.example`));
    const last = people.at(-1);
    if (last) await acts.register(webinar, last);
    await acts.later(MINUTE);
  }
  const [first, second, third, fourth, fifth] = people;
  if (!first || !second || !third || !fourth || !fifth) throw new Error("too few");
  await acts.leave(webinar, first);
  await acts.later(SECOND);
  await acts.claim(webinar, fourth);
  await acts.leave(webinar, second);
  // Offered to the fifth, and not claimed in time: to the next.
  await acts.later(61 * MINUTE);
  await acts.decide(webinar, fourth, "approved");
  await acts.later(2 * MINUTE);
  return { webinar, third };
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

/** Crowds: digests; a bulk decision that is done, one undone, and one that is in the middle. */
const crowds = async (acts: Acts) => {
  const { store, host } = acts;
  const webinar = await acts.schedule({ title: "Crowd", cap: 200 });
  const come = async (name: string, count: number) => {
    for (let i = 0; i < count; i += 1) await acts.register(webinar, await acts.guest(`${name}${i}@crowd.example`));
    await acts.later(2 * MINUTE);
  };
  const bulk = async (name: string, to: "approved" | "rejected", more = {}) => {
    const of = { organisation: ORGANISATION, code: webinar.code, by: host, requestId: requestId("layout", name) };
    await store.core.bulk.decide({ ...of, chat: host.chats[0] as never, to, among: {}, ...more });
  };
  await come("a", 8);
  await bulk("undone", "rejected");
  await acts.drain();
  const undo = { organisation: ORGANISATION, code: webinar.code, by: host, id: requestId("layout", "undone") };
  await store.core.bulk.undo(undo);
  await acts.later(SECOND);
  const chosen = [];
  for (const name of ["a0", "a1"]) {
    const { key, version } = await acts.registrationOf(webinar, await acts.guest(`${name}@crowd.example`));
    chosen.push({ key, version });
  }
  await store.core.decide({
    ...{ organisation: ORGANISATION, code: webinar.code, by: host, way: "slack", requestId: freshRequest() },
    ...{ key: chosen[0]?.key as never, version: chosen[0]?.version ?? 0, to: "rejected", isChange: false },
  });
  await bulk("done", "approved", { chosen, reason: { text: "all of you", told: true } });
  await acts.later(5 * MINUTE);
  await come("b", 52);
  acts.stopAfterFirst("bulk");
  await bulk("in the middle", "rejected", { reason: { text: "too many", told: false } });
  await acts.drain();
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
