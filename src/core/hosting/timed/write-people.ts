import type { Consequence } from "../../deliveries/consequences.ts";
import { fanOut } from "../../deliveries/fan-outs.ts";
import { hostMessageTo, messageCard, messageGoesOn } from "../../deliveries/host-messages.ts";
import { defined } from "../../model/defined.ts";
import type { RequestId, WebinarCode } from "../../model/ids.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { People } from "../../ports/people.ts";
import type { Cursor } from "../../ports/registrations.ts";
import type { HostMessages } from "../../ports/told/host-messages.ts";
import { type AddresseesDeps, makeAddressees } from "../messages/addressees.ts";
import type { ToldSome } from "./told-some.ts";

export interface WriteDeps extends AddresseesDeps {
  readonly hostMessages: Pick<HostMessages, "get" | "noteTold" | "claim">;
  readonly people: Pick<People, "get" | "getMany">;
  readonly clock: Clock;
}

interface Written {
  readonly id: RequestId;
  /** The webinar with which it is kept, where it is for a series. */
  readonly of?: WebinarCode;
}

/**
 * Writes to the next `limit` of those a host's message is for (P31), and says how far it is. One for a series goes on
 * with its next webinar at the end of each.
 */
export const makeWritePeople = (deps: WriteDeps) => {
  const { hostMessages, people, clock } = deps;
  const addressees = makeAddressees(deps);

  return async (webinar: Webinar, { id, of }: Written, cursor: Cursor, limit: number): Promise<ToldSome> => {
    const { organisation, code } = webinar;
    const kept = await hostMessages.get(organisation, of ?? code, id);
    if (!kept || kept.isUndone) return { consequences: [] };
    const { message } = kept;
    const { by, to, series } = message;
    const home = { organisation, code: of ?? code };
    const met = await addressees.next(webinar, to, cursor, limit, series?.webinars);
    const { next } = met;
    const persons = met.some.map(({ person }) => person);
    // Who is met in several webinars of a series is told in the first, however often a piece is repeated.
    const claimed = series && (await hostMessages.claim(organisation, home.code, id, code, persons));
    const some = claimed ? met.some.filter((_, i) => claimed.isTheirs[i]) : met.some;
    const following = next ? undefined : series?.webinars[series.webinars.indexOf(code) + 1];
    const isDone = next === undefined && following === undefined;
    const [host, known] = await Promise.all([
      people.get(organisation, by),
      people.getMany(
        organisation,
        some.map(({ person }) => person),
      ),
    ]);
    const told = claimed?.total ?? (cursor.told ?? 0) + some.length;
    // Taken back since it was read.
    if (!(await hostMessages.noteTold(organisation, home.code, id, told, isDone))) return { consequences: [] };
    const isNudge = message.text === "";
    const what = { kind: "message", id, of: home.code } as const;
    return {
      consequences: some.map(
        (concerned, i): Consequence => ({
          concerned,
          deliveries: hostMessageTo(webinar, concerned, known[i], message, of),
          ...defined({ becomes: isNudge ? ("nudged" as const) : undefined }),
        }),
      ),
      deliveries: [
        ...(isDone ? messageCard(home, host, message) : messageGoesOn(home, host, message, clock.now())),
        ...(following ? [fanOut({ organisation, code: following }, what, id, by)] : []),
      ],
      ...defined({ next: next && { ...next, told } }),
    };
  };
};
