import { isDeepStrictEqual } from "node:util";
import type {
  Address,
  ChatId,
  OrganisationId,
  PersonId,
  RegistrationKey,
  RequestId,
  SeriesCode,
  WebinarCode,
} from "../../src/core/model/ids.ts";
import type { WebinarEntry } from "../../src/core/model/registration.ts";
import { STATUSES } from "../../src/core/model/status.ts";
import type { Webinar } from "../../src/core/model/webinar.ts";
import type { Inviting } from "../../src/core/ports/inviting/inviting.ts";
import type { Cursor } from "../../src/core/ports/registrations.ts";
import type { RosterPlace, RosterQuery } from "../../src/core/ports/roster.ts";
import { ORGANISATION, type Store } from "./store.ts";

/** What there is to ask about. */
export interface Subjects {
  readonly organisations: readonly OrganisationId[];
  readonly webinars: readonly WebinarCode[];
  readonly series: readonly SeriesCode[];
  readonly people: readonly PersonId[];
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  readonly domains: readonly string[];
  readonly requests: readonly RequestId[];
  /** Those of them that decided or invited many. */
  readonly many: readonly RequestId[];
  readonly drafts: readonly (readonly [WebinarCode, string])[];
  readonly keptForms: readonly string[];
  readonly dead: readonly string[];
}

/** One after the other: a Redis that is busy answers a thousand calls at once too late. */
const oneByOne = async <Item, Answer>(
  items: readonly Item[],
  ask: (item: Item, at: number) => Answer | Promise<Answer>,
): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (const [at, item] of items.entries()) answers.push(await ask(item, at));
  return answers;
};

const ALL = { from: 0, limit: 100 };
const AT_ONCE = 7;

/** What a webinar holds about everybody: walked over, with each entry, its inquiries, and whether they were let in. */
const everybodyIn = async (store: Store, webinar: Webinar) => {
  const { organisation, code } = webinar;
  const found: Record<string, unknown> = {};
  const keys = new Set<RegistrationKey>();
  for (let era = 1; era <= webinar.era; era += 1) {
    const walked: unknown[] = [];
    for (let cursor: Cursor | undefined = { over: "registrations" }; cursor; ) {
      const got: Awaited<ReturnType<typeof store.registrations.walk>> = await store.registrations.walk(
        webinar,
        era,
        cursor,
        AT_ONCE,
      );
      for (const { key } of got.some) keys.add(key);
      // Those of earlier eras may be read no other way.
      walked.push(...got.some.map((one) => (era === webinar.era ? one.key : one)));
      cursor = got.next;
    }
    found[`walk of era ${era}`] = walked;
  }
  for (const key of keys) {
    const entry = (await store.registrations.entry(organisation, code, { key }))?.entry;
    found[`entry ${key}`] = {
      entry,
      inquiries: await store.requests.inquiries(webinar, key),
      wasAdmitted: await store.gate.wasAdmitted(webinar, key),
    };
  }
  return found;
};

const requestsOf = async (store: Store, webinar: Webinar, { domains, many, people }: Subjects) => {
  const { organisation, code } = webinar;
  const host = await store.people.get(organisation, webinar.host);
  const pages: Record<string, unknown> = {};
  const filters: RosterQuery[] = STATUSES.map((tab) => ({ tab }));
  for (const filter of [...filters, { tab: "pending" as const, domain: "crowd.example" }])
    for (let from: RosterPlace | undefined, page = 1; host; page += 1) {
      const got = await store.core.readRoster({ organisation, code, by: host }, filter, from);
      if (!got.ok) break;
      pages[`${filter.tab} ${filter.domain ?? ""} ${page}`] = got.value.some.map(({ key }) => key);
      from = got.value.next;
      if (!from) break;
    }
  const bulks: Record<string, unknown> = {};
  for (const id of many) {
    const bulk = await store.requests.bulk(webinar, id);
    const inviting = await store.registrations.inviting(organisation, code, id);
    if (bulk) bulks[id] = { bulk, done: await store.requests.doneOfBulk(webinar, id, 0, 100) };
    if (inviting) bulks[id] = { inviting: asItWasTold(inviting) };
  }
  const keyOf = await oneByOne(people, (person) => store.registrations.keyOf(organisation, code, person));
  const digests = await oneByOne([1, 2, 3], (digest) => store.requests.digest(webinar, digest));
  const approvals = await oneByOne(domains, (domain) => store.requests.approvalsOf(webinar, domain));
  return { pages, bulks, keyOf, digests, approvals };
};

/** A long invitation as the core answered it when its people stood in one field. */
const asItWasTold = ({ id, by, face, startedAt, invited, known, step, next, refusedFirst }: Inviting) => {
  const namesOf = (why: string) => refusedFirst.flatMap((one) => (one.why === why ? [one.text] : []));
  const left = next?.kind === "people" ? next.people : [];
  const [lost, unasked] = [namesOf("not_found"), namesOf("not_asked")];
  return { id, by, face, startedAt, lost, unasked, invited, known, step, left };
};

const archivesOf = async (store: Store, webinar: Webinar) => {
  const { organisation, code } = webinar;
  const archives = await store.archives.archives(organisation, code);
  return oneByOne(archives, async (archive) => ({
    archive,
    count: await store.archives.archived(organisation, code, archive.era),
    waitlist: await store.archives.archivedWaitlist(webinar, archive.era, 0, 100),
  }));
};

const webinarAnswers = async (store: Store, webinar: Webinar, subjects: Subjects) => {
  const { organisation, code } = webinar;
  const past: unknown[] = [];
  for (let version = 1; version <= webinar.version; version += 1)
    past.push(await store.webinars.past(organisation, code, version));
  const byAddress: Record<string, unknown> = {};
  for (const address of subjects.addresses) {
    const found = await store.registrations.entry(organisation, code, { address });
    if (found?.entry) byAddress[address] = found.entry.key;
  }
  return {
    webinar,
    past,
    log: await store.webinars.log(organisation, code, 1_000),
    byAddress,
    everybody: await everybodyIn(store, webinar),
    requests: await requestsOf(store, webinar, subjects),
    archives: await archivesOf(store, webinar),
    attended: await store.gate.attended(webinar),
  };
};

/** An entry, read as the person's; by its code and key where it is what the key leads to as well. */
const asByKey = async (store: Store, { webinar, entry }: WebinarEntry) => {
  const { organisation, code } = webinar;
  const same = entry && (await store.registrations.entry(organisation, code, { key: entry.key }));
  return isDeepStrictEqual(same, { webinar, entry }) ? [code, entry?.key] : [code, entry];
};

const personAnswers = async (store: Store, organisation: OrganisationId, id: PersonId, now: number) => {
  const person = await store.people.get(organisation, id);
  const entries = await store.registrations.entriesOf(organisation, id, "mine", now, ALL);
  const codesOf = ({ some, total }: { some: readonly Webinar[]; total: number }) => ({
    total,
    codes: some.map(({ code }) => code),
  });
  const concerning = await store.registrations.entriesOf(organisation, id, "concerning", now, ALL);
  return {
    person,
    entries: { total: entries.total, some: await oneByOne(entries.some, (one) => asByKey(store, one)) },
    hosted: codesOf(await store.webinars.hostedBy(organisation, id, now, ALL)),
    concerning: codesOf({ ...concerning, some: concerning.some.map(({ webinar }) => webinar) }),
  };
};

const organisationAnswers = async (store: Store, organisation: OrganisationId, subjects: Subjects, now: number) => {
  const { people, erasure, references } = store;
  const upcoming = await store.webinars.upcoming(organisation, now, ALL);
  const persons: Record<string, unknown> = {};
  for (const id of subjects.people) {
    const answers = await personAnswers(store, organisation, id, now);
    if (answers.person || answers.entries.total > 0 || answers.concerning.total > 0) persons[id] = answers;
  }
  const byAddress = await oneByOne(subjects.addresses, (one) => people.byAddress(organisation, one));
  return {
    upcoming: { total: upcoming.total, codes: upcoming.some.map(({ code }) => code) },
    kept: (await store.retention.kept(organisation)).toSorted(),
    series: await store.seriesStore.list(organisation, ALL),
    channels: [await references.channels(organisation, "slack"), await references.channels(organisation, "teams")],
    persons,
    byAddress: byAddress.map((person) => person?.id),
    byChat: (await oneByOne(subjects.chats, (chat) => people.byChat(organisation, chat))).map((one) => one?.id),
    references: await oneByOne(subjects.chats, (chat) => references.get(organisation, chat)),
    peopleWith: await oneByOne(subjects.addresses, (one) => erasure.peopleWith(organisation, one)),
    unfinished: await erasure.unfinished(organisation),
    done: await oneByOne(subjects.requests, (id) => store.webinars.isDone(organisation, id)),
    madeBy: await oneByOne(subjects.requests, (id) => store.webinars.madeBy(organisation, id)),
    keptForms: await oneByOne(subjects.keptForms, (token) => store.keptForms.read(organisation, token)),
  };
};

/** All that waits to be sent, lane by lane, in the order in which workers would take it. It uses the deliveries up. */
const takeDeliveries = async (store: Store) => {
  const taken: Record<string, unknown[]> = {};
  for (const group of store.lanes.groups)
    for (let now = store.clock.now(), isMore = true; isMore; ) {
      const claim = await store.lanes.claim(group, { now, leaseMs: 60_000, max: 100, token: "asks" });
      for (const claimed of claim.taken) {
        const { lane, delivery, attempts, cursor } = claimed;
        taken[`${group.prefix} ${lane}`] = [
          ...(taken[`${group.prefix} ${lane}`] ?? []),
          { delivery, attempts, cursor },
        ];
        await store.lanes.finish(claimed, { now, state: "sent", gapMs: 0, follow: [] });
      }
      isMore = claim.taken.length > 0 || claim.waitMs !== undefined;
      // What is due later: as if it were that late.
      if (claim.taken.length === 0) now += Math.max(claim.waitMs ?? 0, 1);
    }
  return Object.fromEntries(Object.entries(taken).sort(([a], [b]) => (a < b ? -1 : 1)));
};

/**
 * What the core's ports answer about all of it; last what they make of it: what is revived of what was given up, and
 * what is brought back of archives. To be asked once.
 */
export const askAll = async (store: Store, subjects: Subjects, now: number): Promise<Record<string, unknown>> => {
  const answers: Record<string, unknown> = {
    lists: (await store.lists.all()).toSorted((a, b) => (a.entry < b.entry ? -1 : 1)),
    verdicts: await oneByOne(subjects.addresses, (address) => store.lists.verdict(address)),
    organisations: (await store.retention.organisations()).toSorted(),
    days: await store.retention.days(),
    drafts: await oneByOne(subjects.drafts, ([code, token]) => store.drafts.draft(ORGANISATION, code, token)),
  };
  for (const organisation of subjects.organisations)
    answers[`organisation ${organisation}`] = await organisationAnswers(store, organisation, subjects, now);
  for (const code of subjects.webinars) {
    const organisation = await store.webinars.organisationOf(code);
    const webinar = organisation && (await store.webinars.get(organisation, code));
    answers[`webinar ${code}`] = webinar && (await webinarAnswers(store, webinar, subjects));
  }
  answers.revived = await oneByOne(subjects.dead, (id, i) =>
    store.outgoing.revive({ organisation: ORGANISATION, requestId: `asks ${i}` as RequestId, now }, { id }, 100),
  );
  answers.deliveries = await takeDeliveries(store);
  for (const code of subjects.webinars) answers[`restored ${code}`] = await store.core.restore(ORGANISATION, code);
  // As the answers are compared with what was written to a file.
  return JSON.parse(JSON.stringify(answers)) as Record<string, unknown>;
};
