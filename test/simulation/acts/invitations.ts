import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import {
  type Address,
  type PersonId,
  parseAddress,
  type RegistrationKey,
  type WebinarCode,
} from "../../../src/core/model/ids.ts";
import { isSilent } from "../ledger.ts";
import type { Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";
import { freshRequest } from "./requests.ts";

const ahead = (simulation: Simulation) =>
  [...simulation.state().values()].filter(
    ({ state, startsAt }) => state !== "cancelled" && startsAt > simulation.time.now(),
  );

export const INVITATION_ACTS: readonly Act[] = [
  {
    /** Some who are not there yet; mostly where who does not answer is reminded to. */
    name: "a host invites",
    weight: 6,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const all = ahead(simulation);
      const nudging = all.filter(({ nudgeMinutes }) => nudgeMinutes !== undefined);
      const meant = nudging.length > 0 && random.chance(0.8) ? nudging : all;
      if (!process || meant.length === 0) return undefined;
      const { code, hosts, addresses } = random.pick(meant);
      const typed = [...simulation.world.members.map(({ address }) => address), ...simulation.world.guests];
      const free = [...new Set(typed)].filter((one) => !simulation.isErased(one) && !addresses.has(one));
      const people = Array.from({ length: 1 + random.below(3) }, () => (free.length > 0 ? random.pick(free) : ""))
        .flatMap((one) => parseAddress(one) ?? [])
        .map((address: Address) => ({ by: "address" as const, address }));
      if (people.length === 0) return undefined;
      const about = { organisation: SITE_ORGANISATION, code: code as WebinarCode, requestId: freshRequest(random) };
      return () =>
        process.within(async () => {
          const by = await process.core.people.get(SITE_ORGANISATION, random.pick(hosts) as PersonId);
          if (by) await process.core.invite({ ...about, by, face: "slack", people, unreadable: [] });
        });
    },
  },
  {
    /** With the invitation once more, where they would be reminded by themselves later. */
    name: "a host reminds who did not answer",
    weight: 4,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const meant = ahead(simulation).filter(
        (webinar) => webinar.nudgeMinutes !== undefined && webinar.invitees.some((one) => isSilent(webinar, one)),
      );
      if (!process || meant.length === 0) return undefined;
      const { code, hosts } = random.pick(meant);
      const host = random.pick(hosts) as PersonId;
      const id = freshRequest(random);
      const asked = {
        organisation: SITE_ORGANISATION,
        code: code as WebinarCode,
        face: "slack" as const,
        requestId: id,
      };
      return async () => {
        const sent = await process.within(async () => {
          const by = await process.core.people.get(SITE_ORGANISATION, host);
          return by && process.core.messages.send({ ...asked, by }, { to: "silent", text: "" });
        });
        if (sent?.ok) simulation.written.sent(id, simulation.state().get(code), "silent", simulation.time.now());
      };
    },
  },
  {
    name: "an invitee declines",
    weight: 2,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const silent = ahead(simulation).flatMap((webinar) =>
        webinar.invitees.flatMap((one) => (isSilent(webinar, one) ? [{ code: webinar.code, key: one.key }] : [])),
      );
      if (!process || silent.length === 0) return undefined;
      const { code, key } = random.pick(silent);
      const about = { organisation: SITE_ORGANISATION, code: code as WebinarCode, requestId: freshRequest(random) };
      const of = { key: key as RegistrationKey };
      return () => process.within(() => process.core.decline({ ...about, of, way: "page" }));
    },
  },
];
