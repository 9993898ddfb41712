import { lastNews } from "../../core/deliveries/reached.ts";
import { defined } from "../../core/model/defined.ts";
import { FACES, parseKey, type RegistrationKey } from "../../core/model/ids.ts";
import type { Concerned } from "../../core/model/registration.ts";
import { mailboxName } from "../../core/model/told/mailbox.ts";
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
export const makeReaching = (
  redis: Connection,
  secret: string,
): Pick<Roster, "reached" | "reachedCounts" | "unreached"> => ({
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
    const names = of.map(({ address }) => mailboxName(secret, address));
    pipeline.hmget(keys.unsubscribed(organisation), ...names);
    pipeline.hmget(keys.refused(organisation, code), ...of.map(({ key }) => key));
    const answers = (await answersOf(pipeline)) as Text[][];
    const [unsubscribed = [], refused = []] = answers.slice(3 * of.length);
    return of.map((one: Concerned, i): Reached => {
      const [dms = [], mails = [], messages = []] = answers.slice(3 * i, 3 * i + 3);
      // A direct message that was sent is remembered, to be edited later.
      const dm = stateOf(dms) ?? (messages.some((message) => message !== null) ? "sent" : undefined);
      // Then a mail goes out only in the place of a direct message that failed.
      const isDmEnough = !one.registration && webinar.dmOnly && dm !== undefined && dm !== "failed";
      const isUnsubscribed = unsubscribed[i] ? (true as const) : undefined;
      const told =
        stateOf(mails) ?? (isDmEnough || (isUnsubscribed && !one.registration) ? undefined : ("sent" as const));
      return defined({ dm, mail: refused[i] && told !== "waiting" ? ("refused" as const) : told, isUnsubscribed });
    });
  },

  reachedCounts: async ({ organisation, code }) => {
    const pipeline = redis.pipeline().hmget(keys.reached(organisation, code), "dm", "mail", "no_app");
    for (const lanes of [keys.lanes(organisation), keys.mailLanes(organisation)])
      pipeline.zcard(`${lanes}dead:${code}`);
    const [sent, ...failed] = (await answersOf(pipeline)) as [Text[], number, number];
    const [dm = 0, mail = 0, withoutApp = 0] = sent.map(Number);
    return { dm, mail, failed: failed[0] + failed[1], withoutApp };
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
