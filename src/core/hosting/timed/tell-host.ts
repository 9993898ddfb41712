import type { AskAccountState } from "../../access/account-state.ts";
import { gatherCancellations, type HostNews, hourOf, tellHost } from "../../deliveries/host-news.ts";
import { defined } from "../../model/defined.ts";
import type { Person } from "../../model/person.ts";
import { hostsOf, isAhead, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Webinars } from "../../ports/webinars.ts";
import type { ToldSome } from "./told-some.ts";

export interface HostNewsDeps {
  readonly people: Pick<People, "get">;
  readonly webinars: Pick<Webinars, "log" | "hostNews">;
  readonly accountState: AskAccountState;
  readonly clock: Clock;
}

const NOTHING: ToldSome = { consequences: [] };

/** Tells a host who cancelled, or who comes (P41); in the place of one whose account is deactivated, a cohost (P44). */
export const makeTellHost = ({ people, webinars, accountState, clock }: HostNewsDeps) => {
  const firstPresent = async (webinar: Webinar): Promise<Person | undefined> => {
    for (const id of hostsOf(webinar)) {
      const person = await people.get(webinar.organisation, id);
      if (person && (await accountState(webinar.organisation, person)) !== "deactivated") return person;
    }
    return undefined;
  };

  /**
   * Everything in the log after what the last message read: so whoever cancels is told of, however late that is stored.
   * What comes in the same hour as that message waits for the next one.
   */
  const cancellations = async (webinar: Webinar, after: number, now: number): Promise<ToldSome> => {
    const { organisation, code } = webinar;
    const [last, [newest]] = await Promise.all([
      webinars.hostNews(organisation, code),
      webinars.log(organisation, code, 1),
    ]);
    if (last && last.at >= hourOf(now)) return { ...NOTHING, deliveries: [gatherCancellations(webinar, after, now)] };
    const host = newest && (await firstPresent(webinar));
    if (!host) return NOTHING;
    const span = { after, upTo: now, until: newest.id, ...defined({ since: last?.read }) };
    return {
      ...NOTHING,
      deliveries: tellHost(webinar, host, { kind: "cancellations", ...span }),
      hostNews: { at: hourOf(now), read: newest.id },
    };
  };

  return async (webinar: Webinar, what: HostNews): Promise<ToldSome> => {
    const now = clock.now();
    if (!isAhead(webinar, now)) return NOTHING;
    if (what.kind === "cancellations") return cancellations(webinar, what.after, now);
    const host = what.startsAt === webinar.startsAt ? await firstPresent(webinar) : undefined;
    return { ...NOTHING, deliveries: host ? tellHost(webinar, host, what) : [] };
  };
};
