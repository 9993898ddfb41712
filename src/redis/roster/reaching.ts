import { lastNews } from "../../core/deliveries/reached.ts";
import { defined } from "../../core/model/defined.ts";
import { FACES, parseKey, type RegistrationKey } from "../../core/model/ids.ts";
import type { Concerned } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Reached, Roster, Told } from "../../core/ports/roster.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeRecord } from "../records/delivery.ts";

type Text = string | null;

/** What the records of the deliveries say that could have told it; undefined where there is none, as they were sent. */
const stateOf = (records: readonly Text[]): Told | undefined => {
  const states = records.flatMap((record) => (record === null ? [] : [decodeRecord(record).state]));
  if (states.some((state) => state !== "dead")) return "waiting";
  return states.length > 0 ? "failed" : undefined;
};

/** How the messages to people of a webinar fared, in Redis. A delivery that was sent leaves no record. */
export const makeReaching = (redis: Connection): Pick<Roster, "reached" | "reachedCounts" | "unreached"> => ({
  reached: async (webinar, of) => {
    const { organisation, code } = webinar;
    if (of.length === 0) return [];
    const chat = keys.lanes(organisation);
    const mail = keys.mailLanes(organisation);
    const pipeline = redis.pipeline();
    for (const one of of) {
      const news = lastNews(webinar, one);
      const about = one.registration ? "registration" : "invitation";
      pipeline
        .mget(news.dm.map((id) => `${chat}d:${id}`))
        .mget(news.mail.map((id) => `${mail}d:${id}`))
        .hmget(keys.messages(organisation, code), ...FACES.map((face) => `dm:${about}:${one.key}:${face}`));
    }
    const answers = (await answersOf(pipeline)) as Text[][];
    return of.map((one: Concerned, i): Reached => {
      const [dms = [], mails = [], messages = []] = answers.slice(3 * i, 3 * i + 3);
      // A direct message that was sent is remembered, to be edited later.
      const dm = stateOf(dms) ?? (messages.some((message) => message !== null) ? "sent" : undefined);
      // Then a mail goes out only in the place of a direct message that failed.
      const isDmEnough = !one.registration && webinar.dmOnly && dm !== undefined && dm !== "failed";
      return defined({ dm, mail: stateOf(mails) ?? (isDmEnough ? undefined : ("sent" as const)) });
    });
  },

  reachedCounts: async ({ organisation, code }) => {
    const pipeline = redis.pipeline().hmget(keys.reached(organisation, code), "dm", "mail");
    for (const lanes of [keys.lanes(organisation), keys.mailLanes(organisation)])
      pipeline.zcard(`${lanes}dead:${code}`);
    const [sent, ...failed] = (await answersOf(pipeline)) as [Text[], number, number];
    return { dm: Number(sent[0] ?? 0), mail: Number(sent[1] ?? 0), failed: failed[0] + failed[1] };
  },

  unreached: async ({ organisation, code }: Webinar, limit) => {
    const pipeline = redis.pipeline();
    for (const lanes of [keys.lanes(organisation), keys.mailLanes(organisation)])
      pipeline.zrange(`${lanes}dead:${code}`, "0", String(limit - 1));
    const ids = ((await answersOf(pipeline)) as string[][]).flat();
    const found = ids.flatMap((id): RegistrationKey[] => {
      const key = parseKey(id.split(":")[1]);
      return key ? [key] : [];
    });
    return [...new Set(found)].slice(0, limit);
  },
});
