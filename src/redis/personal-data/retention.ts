import { z } from "zod";
import { DAY_MS } from "../../core/deliveries/retention.ts";
import { NOBODY, OPERATOR, WAITLIST } from "../../core/model/audit.ts";
import { defined } from "../../core/model/defined.ts";
import { organisationId, type WebinarCode } from "../../core/model/ids.ts";
import { codeOf } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Retention } from "../../core/ports/retention.ts";
import type { Connection } from "../connect.ts";
import { keys, organisationOfPeople, PEOPLE_PATTERN } from "../keys.ts";
import { dayOf } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import { keysOfForgottenWebinar } from "./inventory.ts";
import { scanKeys, scanMembers } from "./scan.ts";

/** So many entries of a webinar's log stay. */
const LOG_KEPT = 500;

const PeopleAnswer = z.tuple([z.literal([0, 1]), z.number()]);

/** The ids of a webinar's deliveries that were given up. */
const isOf = (code: WebinarCode) => (id: string) => id.split(":").includes(code);

/** What is kept about people only for so long, in Redis. */
export const makeRetention = (redis: Connection, run: RunScript): Retention => {
  const forgetEntries = async ({ organisation, code }: Webinar, era: number, limit: number) =>
    (await run(
      "forget-entries-3",
      [keys.webinarPrefix(organisation, code), keys.personPrefix(organisation), keys.invited(organisation, code)],
      [code, era, limit],
    )) === 1;

  const forgetAttendees = async ({ organisation, code }: Webinar, limit: number) =>
    (await run(
      "forget-attendees-2",
      [keys.attendees(organisation, code), keys.webinar(organisation, code)],
      [limit],
    )) === 1;

  const forgetDead = async ({ organisation, code }: Pick<Webinar, "organisation" | "code">): Promise<void> => {
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
    for (const key of [...digests.flat(), ...keysOfForgottenWebinar(organisation, code, eras)]) await redis.unlink(key);
    await run(
      "forget-log-2",
      [keys.log(organisation, code), keys.webinar(organisation, code)],
      [now, LOG_KEPT, host, ...cohosts, NOBODY, WAITLIST, OPERATOR],
    );
  };

  /** What its series is remembered by where it was announced goes with the last of its webinars. */
  const forgetSeries = async ({ organisation, series }: Webinar): Promise<void> => {
    if (!series) return;
    const code = codeOf({ series: { code: series } });
    const isLast = await run(
      "forget-series-3",
      [keys.series(organisation, series), keys.seriesMessages(organisation, series), keys.webinarsPrefix(organisation)],
      [],
    );
    if (isLast === 1) await forgetDead({ organisation, code });
  };

  return {
    forget: async (webinar, now, limit) => {
      const { organisation, code, era } = webinar;
      if (await redis.hexists(keys.webinar(organisation, code), "forgotten")) {
        await forgetSeries(webinar);
        return false;
      }
      for (let one = 1; one <= era; one += 1) if (await forgetEntries(webinar, one, limit)) return true;
      if (await forgetAttendees(webinar, limit)) return true;
      await forgetDead(webinar);
      await forgetRest(webinar, now);
      await forgetSeries(webinar);
      return false;
    },

    forgetPeople: async (organisation, now, seenUntil, limit) => {
      const answer = await run(
        "forget-people-5",
        [
          keys.forgetting(organisation),
          keys.peopleIndex(organisation),
          keys.organisationPrefix(organisation),
          keys.webinarsPrefix(organisation),
          keys.referencePrefix(organisation),
        ],
        // Who was seen at any time of a day counts as seen at its end.
        [dayOf(now), dayOf(seenUntil) - 1, limit],
      );
      const [isMore, earliest] = PeopleAnswer.parse(answer);
      return {
        isMore: isMore === 1,
        ...defined({ nextSeen: earliest < 0 ? undefined : (earliest + 1) * DAY_MS }),
      };
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
      for await (const some of scanKeys(redis, PEOPLE_PATTERN))
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
  };
};
