import type { Consequence } from "../../deliveries/consequences.ts";
import { hostMessageTo, messageCard, messageGoesOn } from "../../deliveries/host-messages.ts";
import { isSilent } from "../../deliveries/nudges.ts";
import { defined } from "../../model/defined.ts";
import type { RequestId } from "../../model/ids.ts";
import type { Concerned } from "../../model/registration.ts";
import type { Audience } from "../../model/told/host-message.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Gate } from "../../ports/gate.ts";
import type { People } from "../../ports/people.ts";
import type { Cursor, Registrations } from "../../ports/registrations.ts";
import type { Requests } from "../../ports/requests.ts";
import type { HostMessages } from "../../ports/told/host-messages.ts";
import type { ToldSome } from "./told-some.ts";

export interface WriteDeps {
  readonly hostMessages: Pick<HostMessages, "get" | "noteTold">;
  readonly registrations: Pick<Registrations, "walk">;
  readonly requests: Pick<Requests, "withStatusFrom">;
  readonly gate: Pick<Gate, "admittedAmong">;
  readonly people: Pick<People, "get" | "getMany">;
  readonly clock: Clock;
}

interface Some {
  readonly some: readonly Concerned[];
  readonly next?: Cursor;
}

/** Writes to the next `limit` of those a host's message is for (P31), and says how far it is. */
export const makeWritePeople = (deps: WriteDeps) => {
  const { hostMessages, registrations, requests, gate, people, clock } = deps;

  const silent = async (webinar: Webinar, { over, after }: Cursor, limit: number): Promise<Some> => {
    const from: Cursor = over === "invitees" ? { over, ...defined({ after }) } : { over: "invitees" };
    const { some, next } = await registrations.walk(webinar, webinar.era, from, limit);
    return { some: some.filter(isSilent), ...defined({ next }) };
  };

  const meant = async (webinar: Webinar, to: Audience, cursor: Cursor, limit: number): Promise<Some> => {
    if (to === "silent") return silent(webinar, cursor, limit);
    const status = to === "attended" || to === "missed" ? "approved" : to;
    const { some, next } = await requests.withStatusFrom(webinar, status, cursor.after, limit);
    const came =
      status === to
        ? []
        : await gate.admittedAmong(
            webinar,
            some.map(({ key }) => key),
          );
    return {
      some: some
        .filter((_, i) => status === to || came[i] === (to === "attended"))
        .map((registration) => ({ ...registration, registration })),
      ...defined({ next: next && { over: "registrations" as const, after: next } }),
    };
  };

  return async (webinar: Webinar, id: RequestId, cursor: Cursor, limit: number): Promise<ToldSome> => {
    const { organisation, code } = webinar;
    const kept = await hostMessages.get(organisation, code, id);
    if (!kept || kept.isUndone) return { consequences: [] };
    const { message } = kept;
    const { some, next } = await meant(webinar, message.to, cursor, limit);
    const host = await people.get(organisation, message.by);
    const known = await people.getMany(
      organisation,
      some.map(({ person }) => person),
    );
    const told = (cursor.told ?? 0) + some.length;
    await hostMessages.noteTold(organisation, code, id, told, next === undefined);
    const isNudge = message.text === "";
    return {
      consequences: some.map(
        (concerned, i): Consequence => ({
          concerned,
          deliveries: hostMessageTo(webinar, concerned, known[i], message),
          ...defined({ becomes: isNudge ? ("nudged" as const) : undefined }),
        }),
      ),
      deliveries: next ? messageGoesOn(webinar, host, message, clock.now()) : messageCard(webinar, host, message),
      ...defined({ next: next && { ...next, told } }),
    };
  };
};
