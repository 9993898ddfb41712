import type { AskAccountState } from "../../access/account-state.ts";
import { type HostNews, tellHost } from "../../deliveries/host-news.ts";
import type { Person } from "../../model/person.ts";
import { hostsOf, isAhead, type Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { ToldSome } from "./told-some.ts";

export interface HostNewsDeps {
  readonly people: Pick<People, "get">;
  readonly accountState: AskAccountState;
  readonly clock: Clock;
}

/** Tells a host who cancelled, or who comes (P41); in the place of one whose account is deactivated, a cohost (P44). */
export const makeTellHost = ({ people, accountState, clock }: HostNewsDeps) => {
  const firstPresent = async (webinar: Webinar): Promise<Person | undefined> => {
    for (const id of hostsOf(webinar)) {
      const person = await people.get(webinar.organisation, id);
      if (person && (await accountState(webinar.organisation, person)) !== "deactivated") return person;
    }
    return undefined;
  };

  return async (webinar: Webinar, what: HostNews): Promise<ToldSome> => {
    const isOff = !isAhead(webinar, clock.now()) || (what.kind === "coming" && what.startsAt !== webinar.startsAt);
    const host = isOff ? undefined : await firstPresent(webinar);
    return { consequences: [], deliveries: host ? tellHost(webinar, host, what) : [] };
  };
};
