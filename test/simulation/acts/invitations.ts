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
