import { requestId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import { type Acts, MINUTE, SECOND } from "./layout-data.ts";
import { byChats, freshRequest, ORGANISATION } from "./store.ts";

const LONG = "The quick brown fox jumps over the lazy dog, and says so at some length. ".repeat(13).slice(0, 990);

/** Gives a webinar or a series a form. */
export const formOf = async (acts: Acts, { code }: Pick<Webinar, "code">) => {
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
export const decided = async (acts: Acts) => {
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
  const answer = { organisation: ORGANISATION, code: webinar.code, key, of: asked, requestId: freshRequest() };
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
export const waited = async (acts: Acts) => {
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

/** Crowds: digests; a bulk decision that is done, one undone, and one that is in the middle. */
export const crowds = async (acts: Acts) => {
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
