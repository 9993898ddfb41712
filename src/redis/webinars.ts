import { z } from "zod";
import { OPERATOR } from "../core/hosting/restore.ts";
import { changesOf } from "../core/hosting/settings.ts";
import type { Address, RegistrationKey, WebinarCode } from "../core/model/ids.ts";
import { KeySchema, newKey, organisationId, parseAddress, parseCode, parseKey } from "../core/model/ids.ts";
import type { WebinarEntry } from "../core/model/registration.ts";
import { SEAT_HOLDING } from "../core/model/status.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Cursor, Draft, NotRestored, Webinars } from "../core/ports/store.ts";
import { answersOf, type Connection } from "./connect.ts";
import {
  decodeArchive,
  decodeEntry,
  decodeLogEntry,
  decodePast,
  decodeRegistration,
  decodeWalk,
  decodeWebinar,
  encodeArchive,
  encodeFacts,
  encodePast,
  encodeRegistration,
  encodeSettings,
} from "./decode.ts";
import { keys } from "./keys.ts";
import { encodeDeliveries, encodeOffer } from "./lanes.ts";
import { bulkKeys, makeRequests, REQUEST_KEPT_MS } from "./requests.ts";
import type { RunScript, ScriptName } from "./scripts.ts";

const ENTRANCE_MS = 5 * 60_000;
const DRAFT_MS = 30 * 60_000;

/** As in edit-9.lua. */
const PAST_KEPT = 50;

const among = (values: readonly string[]): string => `,${values.join(",")},`;

const InviteAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number(), z.number()])]);
const RegisterAnswer = z.union([z.tuple([z.enum(["moved", "full"])]), z.tuple([z.literal("registered"), z.number()])]);
const MoveAnswer = z.union([z.tuple([z.enum(["moved", "full"])]), z.tuple([z.literal("done"), z.number()])]);

const RestoreAnswer = z.tuple([z.enum(["moved", "done"])], z.unknown());
const NotRestoredAnswer = z.tuple([KeySchema, z.enum(["seat_gone", "registered_anew"])]);

const DraftSchema = z.object({
  address: z.custom<Address>((value) => typeof value === "string" && parseAddress(value) === value),
  firstName: z.string(),
  lastName: z.string(),
  given: z.record(z.string(), z.array(z.string())),
}) satisfies z.ZodType<Draft>;

interface Options {
  /** How many the gate admits. */
  readonly plan: number;
  /** Heard after each change that may have stored deliveries, so that they leave at once. */
  readonly onDeliveries?: () => void;
}

const READS: readonly ScriptName[] = ["read-entry-3", "walk-3", "keep-skipped-2"];

/** A running webinar started at most a day ago: the longest one lasts that long. */
const LONGEST_MS = 24 * 3_600_000;
const READ_AT_ONCE = 30;

/** The members of a zset by start, from a day ago on, read piece by piece as far as they are wanted. */
async function* soonest(redis: Connection, key: string, now: number): AsyncGenerator<string> {
  for (let from = 0; ; from += READ_AT_ONCE) {
    const members = await redis.zrangebyscore(key, now - LONGEST_MS, "+inf", "LIMIT", from, READ_AT_ONCE);
    yield* members;
    if (members.length < READ_AT_ONCE) return;
  }
}

/** Webinars, invitees and registrations in Redis. */
export const makeWebinars = (redis: Connection, runScript: RunScript, { plan, onDeliveries }: Options): Webinars => {
  const run: RunScript = async (name, ...rest) => {
    const answer = await runScript(name, ...rest);
    if (!READS.includes(name)) onDeliveries?.();
    return answer;
  };

  const get: Webinars["get"] = async (organisation, code) => {
    const fields = await redis.hgetall(keys.webinar(organisation, code));
    return Object.keys(fields).length === 0 ? undefined : decodeWebinar(fields);
  };

  const entry: Webinars["entry"] = async (organisation, code, of) =>
    decodeEntry(
      await run(
        "read-entry-3",
        [keys.webinar(organisation, code), keys.webinarPrefix(organisation, code), keys.forms(organisation)],
        "address" in of ? [of.address, ""] : ["", of.key],
      ),
    );

  /** Those who wait in an era's line, in order. */
  const waiting = async ({ organisation, code }: Webinar, era: number, skip: number, limit: number) => {
    const first = await redis.zrange(keys.line(organisation, code, era), String(skip), String(skip + limit - 1));
    if (first.length === 0) return [];
    const pipeline = redis.pipeline();
    for (const key of first) pipeline.hgetall(keys.registration(organisation, code, era, key as RegistrationKey));
    const answers = await answersOf(pipeline);
    return first.flatMap((key, i) => {
      const fields = answers[i] as Record<string, string>;
      return Object.keys(fields).length > 0 ? [decodeRegistration(key as RegistrationKey, fields)] : [];
    });
  };

  return {
    ...makeRequests(redis, run),
    get,
    entry,

    create: async (webinar, requestId, now, deliveries, way) => {
      const { organisation, code } = webinar;
      // The code's key is of another slot. Claimed first: a crash between the two only wastes a code.
      const claimed = await redis.set(keys.code(code), organisation, "NX");
      if (claimed !== "OK") return undefined;
      const answer = await run(
        "create-webinar-7",
        [
          keys.webinar(organisation, code),
          keys.webinars(organisation),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.forms(organisation),
          keys.hostingPrefix(organisation),
        ],
        [
          ...[now, code, webinar.startsAt, encodeSettings(webinar), webinar.cap, encodeDeliveries(deliveries)],
          ...[webinar.host, REQUEST_KEPT_MS, webinar.form.id, JSON.stringify(webinar.form)],
          ...[way, webinar.host, ...webinar.cohosts],
        ],
      );
      return parseCode(String(answer));
    },

    madeBy: async (organisation, requestId) =>
      parseCode((await redis.get(keys.request(organisation, requestId))) ?? ""),

    organisationOf: async (code) => {
      const organisation = await redis.get(keys.code(code));
      return organisation === null ? undefined : organisationId(organisation);
    },

    upcoming: async (organisation, now, limit) => {
      const found: Webinar[] = [];
      for await (const code of soonest(redis, keys.webinars(organisation), now)) {
        const webinar = await get(organisation, code as WebinarCode);
        if (webinar?.state === "scheduled" && webinar.endsAt > now) found.push(webinar);
        if (found.length >= limit) break;
      }
      return found;
    },

    entriesOf: async (organisation, person, now, limit) => {
      const found: WebinarEntry[] = [];
      for await (const member of soonest(redis, keys.mine(organisation, person), now)) {
        const [code = "", key = ""] = member.split(":");
        const parsed = { code: parseCode(code), key: parseKey(key) };
        const one = parsed.code && parsed.key && (await entry(organisation, parsed.code, { key: parsed.key }));
        if (one && one.webinar.endsAt > now) found.push(one);
        if (found.length >= limit) break;
      }
      return found;
    },

    isDone: async (organisation, requestId) => (await redis.exists(keys.request(organisation, requestId))) === 1,

    edit: async ({ act, before, next, by, as, deletes, deliveries }) => {
      const { organisation, code, requestId, now } = act;
      const [hosts, were] = [next, before].map(({ host, cohosts }) => [host, ...cohosts]);
      const isPast = changesOf(before, next).length > 0;
      const archive = { era: before.era, deletedAt: now, deletedBy: by, count: deletes ?? 0, form: before.form };
      const answer = await run(
        "edit-9",
        [
          keys.webinar(organisation, code),
          keys.webinars(organisation),
          keys.past(organisation, code),
          keys.archives(organisation, code),
          keys.forms(organisation),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.hostingPrefix(organisation),
        ],
        [
          ...[now, before.version, code, next.startsAt, encodeSettings(next), next.cap],
          ...[next.form.id, JSON.stringify(next.form), by, as, encodeDeliveries(deliveries), REQUEST_KEPT_MS],
          ...[isPast ? encodePast(before, by) : "", deletes ?? "", deletes ? encodeArchive(archive) : "", act.way],
          ...[hosts?.length ?? 0, ...(hosts ?? []), ...(were ?? []).filter((id) => !hosts?.includes(id))],
        ],
      );
      return { kind: z.enum(["done", "moved"]).parse(answer) };
    },

    past: async (organisation, code, version) => {
      const all = await redis.hgetall(keys.past(organisation, code));
      const versions = Object.keys(all).map(Number);
      if (versions.length >= PAST_KEPT && version < Math.min(...versions)) return "forgotten";
      // What stood at `version` is what the first change from there on replaced; who changed it last did so at the last one.
      const since = versions.filter((one) => one >= version).sort((a, b) => a - b);
      const [first, last] = [all[String(since[0])], all[String(since.at(-1))]];
      return first && last ? { settings: decodePast(first).settings, by: decodePast(last).by } : undefined;
    },

    hostedBy: async (organisation, person, now, limit) => {
      const found: Webinar[] = [];
      for await (const code of soonest(redis, keys.hosting(organisation, person), now)) {
        const webinar = await get(organisation, code as WebinarCode);
        if (webinar) found.push(webinar);
        if (found.length >= limit) break;
      }
      return found;
    },

    walk: async ({ organisation, code }, era, { over, after }, limit) => {
      const answer = await run(
        "walk-3",
        [
          over === "registrations" ? keys.registrations(organisation, code, era) : keys.invitees(organisation, code),
          keys.registrationPrefix(organisation, code, era),
          `${keys.webinarPrefix(organisation, code)}invitee:`,
        ],
        [after?.at ?? "", after?.key ?? "", limit],
      );
      const { more, some } = decodeWalk(answer);
      const last = some.at(-1);
      const goesOn: Cursor | undefined = more && last ? { over, after: { at: last.at, key: last.key } } : undefined;
      const next = goesOn ?? (over === "registrations" ? ({ over: "invitees" } as const) : undefined);
      return { some: some.map(({ concerned }) => concerned), ...(next ? { next } : {}) };
    },

    archives: async (organisation, code) => {
      const all = await redis.hgetall(keys.archives(organisation, code));
      return Object.entries(all)
        .map(([era, json]) => decodeArchive(era, json))
        .sort((a, b) => b.era - a.era);
    },

    archived: (organisation, code, era) => redis.zcard(keys.registrations(organisation, code, era)),

    restore: async ({ organisation, code, now }, webinar, era, some) => {
      const answer = await run(
        "restore-12",
        [
          keys.webinar(organisation, code),
          keys.registrations(organisation, code, era),
          keys.registrationPrefix(organisation, code, era),
          keys.registrations(organisation, code, webinar.era),
          keys.registrationPrefix(organisation, code, webinar.era),
          keys.log(organisation, code),
          keys.lanes(organisation),
          keys.archives(organisation, code),
          keys.line(organisation, code, webinar.era),
          keys.line(organisation, code, era),
          keys.minePrefix(organisation),
          keys.pending(organisation, code, webinar.era),
        ],
        [
          ...[now, webinar.version, era, among(SEAT_HOLDING), OPERATOR, code, webinar.startsAt],
          ...some.flatMap(({ registration, deliveries, offerEndsAt }) => [
            ...[registration.key, encodeDeliveries(deliveries), offerEndsAt ?? ""],
          ]),
        ],
      );
      const [kind, ...rest] = RestoreAnswer.parse(answer);
      if (kind === "moved") return { kind };
      const [restored = 0, ...not] = rest;
      const addresses = new Map(some.map(({ registration }) => [registration.key as string, registration.address]));
      return {
        kind: "done",
        restored: Number(restored),
        not: not.flatMap((pair): NotRestored[] => {
          const [key, why] = NotRestoredAnswer.parse(pair);
          const address = addresses.get(key);
          return address ? [{ key, why, address }] : [];
        }),
      };
    },

    purge: async (organisation, code, era, limit) =>
      (await run(
        "purge-4",
        [
          keys.registrations(organisation, code, era),
          keys.registrationPrefix(organisation, code, era),
          keys.archives(organisation, code),
          keys.eraPrefix(organisation, code, era),
        ],
        [era, limit],
      )) === 1,

    keyOf: async (organisation, code, person) => {
      const members = await redis.zrange(keys.mine(organisation, person), "0", "-1");
      return parseKey(members.find((member) => member.startsWith(`${code}:`))?.slice(code.length + 1));
    },

    keysFor: async (organisation, code, addresses) => {
      const known = await redis.hmget(keys.addresses(organisation, code), ...addresses);
      return known.map((key): RegistrationKey => parseKey(key) ?? newKey());
    },

    invite: async ({ organisation, code, requestId, now, way }, webinar, by, invitees) => {
      const answer = await run(
        "invite-9",
        [
          keys.webinar(organisation, code),
          keys.addresses(organisation, code),
          keys.registrationIds(organisation, code),
          keys.invitees(organisation, code),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.webinarPrefix(organisation, code),
          keys.minePrefix(organisation),
        ],
        [
          ...[now, by, code, webinar.startsAt, REQUEST_KEPT_MS, webinar.version, way],
          ...invitees.flatMap(({ address, key, person, registrationId, deliveries }) => [
            ...[address, key, person, registrationId ?? "", encodeDeliveries(deliveries)],
          ]),
        ],
      );
      const [kind, invited = 0, known = 0] = InviteAnswer.parse(answer);
      return kind === "moved" ? { kind } : { kind, invited, known };
    },

    register: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const { webinar } = of;
      const answer = await run(
        "register-15",
        [
          keys.webinar(organisation, code),
          keys.addresses(organisation, code),
          keys.registration(organisation, code, webinar.era, of.key),
          keys.registrations(organisation, code, webinar.era),
          keys.registrationIds(organisation, code),
          keys.mine(organisation, of.person),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.line(organisation, code, webinar.era),
          keys.pending(organisation, code, webinar.era),
          keys.arrivals(organisation, code, webinar.era),
          keys.digests(organisation, code, webinar.era),
          keys.digestPrefix(organisation, code, webinar.era),
          keys.registrationPrefix(organisation, code, webinar.era),
        ],
        [
          ...[now, webinar.version, of.fromVersion, of.key, of.address, of.status, of.registrationId ?? ""],
          ...[
            encodeDeliveries(of.deliveries),
            REQUEST_KEPT_MS,
            of.person,
            `${code}:${of.key}`,
            webinar.startsAt,
            among(SEAT_HOLDING),
            of.act.way,
            of.cards ? encodeDeliveries(of.cards.own) : "",
            of.cards ? encodeDeliveries(of.cards.crowd) : "",
          ],
          ...encodeRegistration({ ...of, at: now, request: requestId }),
          ...encodeFacts(of).set,
        ],
      );
      const [kind, version = 0] = RegisterAnswer.parse(answer);
      return kind === "registered" ? { kind, version } : { kind };
    },

    move: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const facts = encodeFacts(of.facts ?? {});
      const answer = await run(
        "move-12",
        [
          keys.webinar(organisation, code),
          keys.registration(organisation, code, of.webinar.era, of.key),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.line(organisation, code, of.webinar.era),
          keys.registrationPrefix(organisation, code, of.webinar.era),
          keys.approvals(organisation, code, of.webinar.era),
          keys.pending(organisation, code, of.webinar.era),
          keys.digestPrefix(organisation, code, of.webinar.era),
          ...bulkKeys(of.webinar, of.bulk?.id ?? requestId),
        ],
        [
          ...[now, of.fromVersion, among(of.from), of.to, of.by, of.decision ? "1" : "0", among(SEAT_HOLDING)],
          ...[encodeDeliveries(of.deliveries), REQUEST_KEPT_MS, of.key, of.webinar.era, requestId],
          of.offer === "none" ? "-" : of.offer ? encodeOffer(of.offer) : "",
          ...[of.keepsSeat ? "1" : "", of.raiseTo ?? "", of.act.way],
          ...[
            JSON.stringify(facts.set),
            JSON.stringify(facts.lost),
            of.decision && of.to !== "approved" ? "" : of.domain,
            of.bulk?.as ?? "",
          ],
        ],
      );
      const [kind, version = 0] = MoveAnswer.parse(answer);
      return kind === "done" ? { kind, version } : { kind };
    },

    settle: async ({ organisation, code, now }, { era }, key, version, offer, deliveries) =>
      z
        .enum(["done", "moved"])
        .parse(
          await run(
            "settle-6",
            [
              keys.webinar(organisation, code),
              keys.registration(organisation, code, era, key),
              keys.log(organisation, code),
              keys.lanes(organisation),
              keys.line(organisation, code, era),
              keys.registrationPrefix(organisation, code, era),
            ],
            [now, version, encodeDeliveries(deliveries), offer === "none" ? "-" : offer ? encodeOffer(offer) : ""],
          ),
        ),

    confirm: async ({ organisation, code, era }, key, version) => {
      const registration = keys.registration(organisation, code, era, key);
      // Only what is there still: a record of nothing else would be taken for a registration.
      if (await redis.exists(registration)) await redis.hset(registration, "confirmed", version);
    },

    approvalsOf: async ({ organisation, code, era }, domain) =>
      Number((await redis.hget(keys.approvals(organisation, code, era), domain)) ?? 0),

    log: async (organisation, code, limit, before) =>
      (await redis.xrevrange(keys.log(organisation, code), before ? `(${before}` : "+", "-", "COUNT", limit)).map(
        ([id, fields]) => decodeLogEntry(id, fields),
      ),

    attended: ({ organisation, code }) => redis.scard(keys.attendees(organisation, code)),

    wasAdmitted: async ({ organisation, code }, attendee) =>
      (await redis.sismember(keys.attendees(organisation, code), attendee)) === 1,

    firstInLine: (webinar, limit) => waiting(webinar, webinar.era, 0, limit),
    archivedLine: (webinar, era, skip, limit) => waiting(webinar, era, skip, limit),

    offer: async ({ organisation, code, era }, now, offers) =>
      z
        .number()
        .parse(
          await run(
            "offer-5",
            [
              keys.webinar(organisation, code),
              keys.line(organisation, code, era),
              keys.registrationPrefix(organisation, code, era),
              keys.log(organisation, code),
              keys.lanes(organisation),
            ],
            [now, era, ...offers.map(encodeOffer)],
          ),
        ),

    admit: async (webinar, attendee, token, now, deliveries) => {
      const { organisation, code } = webinar;
      const answer = await run(
        "admit-4",
        [
          keys.attendees(organisation, code),
          keys.entrance(organisation, code, token),
          keys.log(organisation, code),
          keys.lanes(organisation),
        ],
        [now, attendee, plan, ENTRANCE_MS, encodeDeliveries(deliveries)],
      );
      return answer === 1;
    },

    enter: async (code, token) => {
      const organisation = await redis.get(keys.code(code));
      if (organisation === null) return undefined;
      const used = await redis.getdel(keys.entrance(organisationId(organisation), code, token));
      return used === null ? undefined : get(organisationId(organisation), code);
    },

    saveDraft: async (organisation, code, token, draft, now, deliveries) => {
      await run(
        "save-draft-2",
        [keys.draft(organisation, code, token), keys.lanes(organisation)],
        [now, JSON.stringify(draft), DRAFT_MS, encodeDeliveries(deliveries)],
      );
    },

    draft: async (organisation, code, token) => {
      const kept = await redis.get(keys.draft(organisation, code, token));
      return kept === null ? undefined : DraftSchema.parse(JSON.parse(kept));
    },

    revive: async (organisation, now, ids) =>
      z.number().parse(await run("revive-1", [keys.lanes(organisation)], [now, ...ids])),

    tell: async (organisation, now, deliveries) => {
      await run("tell-1", [keys.lanes(organisation)], [now, encodeDeliveries(deliveries)]);
    },
  };
};
