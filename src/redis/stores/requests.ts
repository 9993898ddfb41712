import { z } from "zod";
import { QUESTIONS_MAX } from "../../core/access/limits.ts";
import { defined } from "../../core/model/defined.ts";
import { KeySchema, type RequestId } from "../../core/model/ids.ts";
import { STATUSES, type Status } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Cursor } from "../../core/ports/registrations.ts";
import type { RegistrationsPage, Requests } from "../../core/ports/requests.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { walkRegistrations } from "../reading/walk.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { decodeBulk, decodeInquiry } from "../records/requests.ts";
import type { RunScript } from "../scripts.ts";

/** How long a repeated act is known, and a bulk decision can be read. */
export const REQUEST_KEPT_MS = 24 * 3_600_000;

/** A digest names so many domains. */
const DOMAINS_SHOWN = 5;

/** The keys in which a bulk decision is counted. */
export const bulkKeys = ({ organisation, code }: Webinar, id: RequestId): [string, string] => [
  keys.bulk(organisation, code, id),
  keys.bulkDone(organisation, code, id),
];

/** What hosts see and do of many requests at once, and what they ask about one, in Redis. */
export const makeRequests = (redis: Connection, run: RunScript): Requests => {
  const page = async (
    webinar: Webinar,
    status: Status,
    after: Cursor["after"],
    limit: number,
  ): Promise<RegistrationsPage> => {
    const { some, next } = await walkRegistrations(run, webinar, webinar.era, after, limit, status);
    return {
      some: some.flatMap(({ registration }) => (registration ? [registration] : [])),
      ...defined({ next }),
    };
  };

  return {
    withStatusFrom: page,

    waitingWithin: async ({ organisation, code, era }, after, upTo) =>
      Number(await run("count-within-1", [keys.eraPrefix(organisation, code, era)], ["pending", after, upTo])),

    approvalsOf: async ({ organisation, code, era }, domain) =>
      Number((await redis.hget(keys.approvals(organisation, code, era), domain)) ?? 0),

    startBulk: async (webinar, intent, deliveries) => {
      const { organisation, code } = webinar;
      await run(
        "bulk-2",
        [keys.bulk(organisation, code, intent.id), keys.lanes(organisation)],
        [intent.startedAt, JSON.stringify(intent), encodeDeliveries(deliveries), REQUEST_KEPT_MS],
      );
    },

    undoBulk: async ({ organisation, code }, id, now, deliveries) => {
      await run(
        "bulk-2",
        [keys.bulk(organisation, code, id), keys.lanes(organisation)],
        [now, "", encodeDeliveries(deliveries), REQUEST_KEPT_MS],
      );
    },

    endBulk: async ({ organisation, code }, id, what, now) => {
      await redis.hset(keys.bulk(organisation, code, id), what === "done" ? "ended" : "undoEnded", now);
    },

    bulk: async ({ organisation, code }, id) => {
      const fields = await redis.hgetall(keys.bulk(organisation, code, id));
      return fields.intent === undefined ? undefined : decodeBulk(fields);
    },

    keepSkipped: async ({ organisation, code }, id, skipped) => {
      await run(
        "keep-skipped-2",
        [keys.bulk(organisation, code, id), keys.bulkSkipped(organisation, code, id)],
        [REQUEST_KEPT_MS, ...skipped.flatMap(({ key, why }) => [key, why])],
      );
    },

    doneOfBulk: async ({ organisation, code }, id, skip, limit) =>
      (await redis.lrange(keys.bulkDone(organisation, code, id), skip, skip + limit - 1)).map((line) => {
        const [key, version] = line.split(" ");
        return { key: KeySchema.parse(key), version: Number(version) };
      }),

    digest: async ({ organisation, code, era }, digest) => {
      const name = `${keys.digestPrefix(organisation, code, era)}${digest}`;
      const pipeline = redis
        .pipeline()
        .hgetall(name)
        .zrange(`${name}:domains`, "0", String(DOMAINS_SHOWN - 1), "REV", "WITHSCORES")
        .zcard(`${name}:domains`);
      const [counted, domains, domainCount] = await answersOf(pipeline);
      const fields = counted as Record<string, string>;
      const flat = domains as string[];
      const counts = Object.fromEntries(STATUSES.map((status) => [status, Number(fields[status] ?? 0)]));
      return {
        total: Number(fields.total ?? 0),
        counts: counts as Record<Status, number>,
        domains: flat.flatMap((domain, i) => (i % 2 === 0 ? [{ domain, count: Number(flat[i + 1]) }] : [])),
        domainCount: Number(domainCount),
      };
    },

    inquiries: async ({ organisation, code, era }, key) => {
      const all = await redis.hvals(keys.inquiries(organisation, code, era, key));
      return all.map(decodeInquiry).sort((a, b) => a.at - b.at);
    },

    keepInquiry: async ({ organisation, code, requestId, now, way }, { era }, key, before, inquiry, by, deliveries) => {
      const answer = await run(
        "keep-inquiry-5",
        [
          keys.inquiries(organisation, code, era, key),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.registration(organisation, code, era, key),
        ],
        [
          now,
          inquiry.id,
          before ? JSON.stringify(before) : "",
          JSON.stringify(inquiry),
          QUESTIONS_MAX,
          key,
          by,
          way,
          before ? "answered" : "asked",
          encodeDeliveries(deliveries),
          REQUEST_KEPT_MS,
        ],
      );
      return z.enum(["done", "moved", "too_many"]).parse(answer);
    },
  };
};
