import { z } from "zod";
import type { Address, RegistrationKey, WebinarCode } from "../core/ids.ts";
import { newKey, organisationId, parseAddress, parseCode, parseKey } from "../core/ids.ts";
import { SEAT_HOLDING } from "../core/status.ts";
import type { Draft, WebinarEntry, Webinars } from "../core/store.ts";
import type { Webinar } from "../core/webinar.ts";
import type { Connection } from "./connect.ts";
import { decodeEntry, decodeWebinar, encodeRegistration, encodeSettings } from "./decode.ts";
import { keys } from "./keys.ts";
import { encodeDeliveries } from "./lanes.ts";
import type { RunScript } from "./scripts.ts";

/** How long an act's answer is kept for its repeats. */
const REQUEST_KEPT_MS = 24 * 3_600_000;
const ENTRANCE_MS = 5 * 60_000;
const DRAFT_MS = 30 * 60_000;

const among = (values: readonly string[]): string => `,${values.join(",")},`;

const InviteAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number(), z.number()])]);
const RegisterAnswer = z.union([z.tuple([z.enum(["moved", "full"])]), z.tuple([z.literal("registered"), z.number()])]);
const MoveAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.literal("done"), z.number()])]);

const DraftSchema = z.object({
  address: z.custom<Address>((value) => typeof value === "string" && parseAddress(value) === value),
  firstName: z.string(),
  lastName: z.string(),
  answers: z.record(z.string(), z.string()),
}) satisfies z.ZodType<Draft>;

interface Options {
  /** How many the gate admits. */
  readonly plan: number;
  /** Heard after each change that may have stored deliveries, so that they leave at once. */
  readonly onDeliveries?: () => void;
}

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
    if (name !== "read-entry-2") onDeliveries?.();
    return answer;
  };

  const get: Webinars["get"] = async (organisation, code) => {
    const fields = await redis.hgetall(keys.webinar(organisation, code));
    return Object.keys(fields).length === 0 ? undefined : decodeWebinar(fields);
  };

  const entry: Webinars["entry"] = async (organisation, code, of) =>
    decodeEntry(
      await run(
        "read-entry-2",
        [keys.webinar(organisation, code), keys.webinarPrefix(organisation, code)],
        "address" in of ? [of.address, ""] : ["", of.key],
      ),
    );

  return {
    get,
    entry,

    create: async (webinar, requestId, now, deliveries) => {
      const { organisation, code } = webinar;
      // The code's key is of another slot. Claimed first: a crash between the two only wastes a code.
      const claimed = await redis.set(keys.code(code), organisation, "NX");
      if (claimed !== "OK") return undefined;
      const answer = await run(
        "create-webinar-5",
        [
          keys.webinar(organisation, code),
          keys.webinars(organisation),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
        ],
        [
          now,
          code,
          webinar.startsAt,
          encodeSettings(webinar),
          webinar.cap,
          encodeDeliveries(deliveries),
          webinar.host,
          REQUEST_KEPT_MS,
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

    keyOf: async (organisation, code, person) => {
      const members = await redis.zrange(keys.mine(organisation, person), "0", "-1");
      return parseKey(members.find((member) => member.startsWith(`${code}:`))?.slice(code.length + 1));
    },

    keysFor: async (organisation, code, addresses) => {
      const known = await redis.hmget(keys.addresses(organisation, code), ...addresses);
      return known.map((key): RegistrationKey => parseKey(key) ?? newKey());
    },

    invite: async ({ organisation, code, requestId, now }, webinar, by, invitees) => {
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
          ...[now, by, code, webinar.startsAt, REQUEST_KEPT_MS],
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
        "register-9",
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
          ],
          ...encodeRegistration({ ...of, at: now, request: requestId }),
        ],
      );
      const [kind, version = 0] = RegisterAnswer.parse(answer);
      return kind === "registered" ? { kind, version } : { kind };
    },

    move: async (of) => {
      const { organisation, code, requestId, now } = of.act;
      const answer = await run(
        "move-5",
        [
          keys.webinar(organisation, code),
          keys.registration(organisation, code, of.webinar.era, of.key),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
        ],
        [
          ...[now, of.fromVersion, among(of.from), of.to, of.by, of.decision ? "1" : "0", among(SEAT_HOLDING)],
          ...[encodeDeliveries(of.deliveries), REQUEST_KEPT_MS, of.key, of.webinar.era, requestId],
        ],
      );
      const [kind, version = 0] = MoveAnswer.parse(answer);
      return kind === "done" ? { kind, version } : { kind };
    },

    admit: async (webinar, attendee, token, now) => {
      const { organisation, code, era } = webinar;
      const answer = await run(
        "admit-3",
        [
          keys.attendees(organisation, code, era),
          keys.entrance(organisation, code, token),
          keys.log(organisation, code),
        ],
        [now, attendee, plan, ENTRANCE_MS],
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
