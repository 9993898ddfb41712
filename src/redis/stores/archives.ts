import { z } from "zod";
import { OPERATOR } from "../../core/model/audit.ts";
import { KeySchema } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import { SEAT_HOLDING, STATUSES } from "../../core/model/status.ts";
import type { Archives, NotRestored } from "../../core/ports/archives.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { waitlistOf } from "../reading/waitlist.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { decodeArchive } from "../records/webinar.ts";
import { termsOf } from "../roster/terms.ts";
import type { RunScript } from "../scripts.ts";
import { among } from "../scripts.ts";

const RestoreAnswer = z.tuple([z.enum(["moved", "done"])], z.unknown());

const NotRestoredAnswer = z.tuple([KeySchema, z.enum(["seat_gone", "registered_anew"])]);

/** Deleted registrations, in Redis. */
export const makeArchives = (redis: Connection, run: RunScript): Archives => {
  return {
    archives: async (organisation, code) => {
      const all = await redis.hgetall(keys.archives(organisation, code));
      return Object.entries(all)
        .map(([era, json]) => decodeArchive(era, json))
        .sort((a, b) => b.era - a.era);
    },

    // Each has one status.
    archived: async (organisation, code, era) => {
      const pipeline = redis.pipeline();
      for (const status of STATUSES) pipeline.bitcount(keys.inStatus(organisation, code, era, status));
      const counts = (await answersOf(pipeline)) as number[];
      return counts.reduce((sum, count) => sum + count, 0);
    },

    archivedWaitlist: (webinar, era, skip, limit) => waitlistOf(redis, webinar, era, skip, limit),

    restore: async ({ organisation, code, now }, webinar, era, some) => {
      const answer = await run(
        "restore-8",
        [
          keys.webinar(organisation, code),
          keys.eraPrefix(organisation, code, era),
          keys.eraPrefix(organisation, code, webinar.era),
          keys.log(organisation, code),
          keys.lanes(organisation),
          keys.archives(organisation, code),
          keys.personPrefix(organisation),
          keys.addresses(organisation, code),
        ],
        [
          now,
          webinar.version,
          era,
          among(SEAT_HOLDING),
          OPERATOR,
          code,
          ...some.flatMap(({ registration, deliveries, offerEndsAt, registrationId }) => [
            registration.key,
            encodeDeliveries(deliveries),
            offerEndsAt ?? "",
            registrationId ?? "",
            termsOf({
              name: fullName(registration),
              address: registration.address,
              tag: registration.tag,
              answered: { form: webinar.form, answers: registration.answers },
            }),
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
        "purge-2",
        [keys.eraPrefix(organisation, code, era), keys.archives(organisation, code)],
        [era, limit],
      )) === 1,
  };
};
