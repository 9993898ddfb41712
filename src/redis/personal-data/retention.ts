import { z } from "zod";
import { NOBODY, OPERATOR, WAITLIST } from "../../core/model/audit.ts";
import { defined } from "../../core/model/defined.ts";
import { organisationId, type WebinarCode } from "../../core/model/ids.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Retention } from "../../core/ports/retention.ts";
import type { Connection } from "../connect.ts";
import { keys, organisationOfPeople } from "../keys.ts";
import type { RunScript } from "../scripts.ts";
import { keysOfForgottenWebinar } from "./inventory.ts";
import { literally, scanKeys, scanMembers } from "./scan.ts";

/** So many entries of a webinar's log stay. */
const LOG_KEPT = 500;

const PeopleAnswer = z.tuple([z.number(), z.number(), z.coerce.number()]);

/** The ids of a webinar's deliveries that were given up. */
const isOf = (code: WebinarCode) => (id: string) => id.split(":").includes(code);

/** What is kept about people only for so long, in Redis. */
export const makeRetention = (redis: Connection, run: RunScript): Retention => {
  const forgetEntries = async ({ organisation, code }: Webinar, era: number, limit: number) =>
    (await run(
      "forget-entries-5",
      [
        keys.webinarPrefix(organisation, code),
        keys.entriesPrefix(organisation),
        keys.personPrefix(organisation),
        keys.seen(organisation),
        keys.invitees(organisation, code),
      ],
      [code, era, limit],
    )) === 1;

  const forgetAttendees = async ({ organisation, code }: Webinar, limit: number) =>
    (await run(
      "forget-attendees-2",
      [keys.attendees(organisation, code), keys.webinar(organisation, code)],
      [limit],
    )) === 1;

  const forgetDead = async ({ organisation, code }: Webinar): Promise<void> => {
    for (const lanes of [keys.lanes(organisation), `${keys.lanes(organisation)}mail/`])
      for await (const ids of scanMembers(redis, `${lanes}dead`)) {
        const ours = ids.filter(isOf(code));
        if (ours.length > 0) await run("erase-lanes-2", [lanes, keys.webinarsPrefix(organisation)], [0, ...ours]);
      }
  };

  const forgetRest = async ({ organisation, code, era, host, cohosts }: Webinar, now: number): Promise<void> => {
    const eras = Array.from({ length: era }, (_, i) => i + 1);
    const digests = await Promise.all(
      eras.map(async (one) => {
        const count = Number((await redis.hget(keys.digests(organisation, code, one), "n")) ?? 0);
        const prefix = keys.digestPrefix(organisation, code, one);
        return Array.from({ length: count }, (_, i) => [`${prefix}${i + 1}`, `${prefix}${i + 1}:domains`]).flat();
      }),
    );
    for (const id of [host, ...cohosts]) {
      const seen = await redis.hget(keys.person(organisation, id), "seen");
      if (seen) await redis.zadd(keys.seen(organisation), "XX", seen, id);
    }
    for (const key of [...digests.flat(), ...keysOfForgottenWebinar(organisation, code, eras)]) await redis.unlink(key);
    await run(
      "forget-log-2",
      [keys.log(organisation, code), keys.webinar(organisation, code)],
      [now, LOG_KEPT, host, ...cohosts, NOBODY, WAITLIST, OPERATOR],
    );
  };

  return {
    forget: async (webinar, now, limit) => {
      const { organisation, code, era } = webinar;
      if (await redis.hexists(keys.webinar(organisation, code), "forgotten")) return false;
      for (let one = 1; one <= era; one += 1) if (await forgetEntries(webinar, one, limit)) return true;
      if (await forgetAttendees(webinar, limit)) return true;
      await forgetDead(webinar);
      await forgetRest(webinar, now);
      return false;
    },

    forgetPeople: async (organisation, now, seenUntil, limit) => {
      const answer = await run(
        "forget-people-5",
        [
          keys.seen(organisation),
          keys.peopleIndex(organisation),
          keys.organisationPrefix(organisation),
          keys.webinarsPrefix(organisation),
          keys.referencePrefix(organisation),
        ],
        [now, seenUntil, limit],
      );
      const [, looked, nextSeen] = PeopleAnswer.parse(answer);
      return { isMore: looked === limit, ...defined({ nextSeen: nextSeen < 0 ? undefined : nextSeen }) };
    },

    days: async () => {
      const days = await redis.get(keys.retention);
      return days === null ? undefined : Number(days);
    },

    keepDays: async (days) => {
      await redis.set(keys.retention, days);
    },

    organisations: async () => {
      const found = new Set<string>();
      for await (const some of scanKeys(redis, "{p??}o:*:people"))
        for (const key of some) {
          const organisation = organisationOfPeople(key);
          if (organisation) found.add(organisation);
        }
      return [...found].map(organisationId);
    },

    kept: async (organisation) => {
      const found: WebinarCode[] = [];
      for await (const codes of scanMembers(redis, keys.webinars(organisation)))
        for (const code of codes as WebinarCode[])
          if (!(await redis.hexists(keys.webinar(organisation, code), "forgotten"))) found.push(code);
      return found;
    },

    seePeople: async (organisation, now) => {
      const prefix = keys.personPrefix(organisation);
      for await (const some of scanKeys(redis, `${literally(prefix)}*`))
        for (const key of some) await redis.zadd(keys.seen(organisation), "NX", now, key.slice(prefix.length));
    },
  };
};
