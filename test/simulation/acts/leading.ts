import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { type PersonId, parseAddress, type WebinarCode } from "../../../src/core/model/ids.ts";
import type { HeldWebinar } from "../ledger.ts";
import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";
import { freshRequest } from "./requests.ts";

const aheadOf = (simulation: Simulation): HeldWebinar[] =>
  [...simulation.state().values()].filter(
    ({ state, endsAt }) => state !== "cancelled" && endsAt > simulation.time.now(),
  );

/** Somebody is named, or taken off again, mostly who is there. */
const changes = (as: "cohost" | "speaker", weight: number): Act => ({
  name: `a host changes a ${as}`,
  weight,
  make: (simulation, random: Random) => {
    const process = simulation.webProcess(random);
    const all = aheadOf(simulation);
    if (!process || all.length === 0) return undefined;
    const { code, hosts } = random.pick(all);
    const members = simulation.world.members.filter(({ isGone, address }) => !isGone && !simulation.isErased(address));
    const guests = as === "speaker" ? simulation.world.guests.filter((one) => !simulation.isErased(one)) : [];
    const typed = [...members.map(({ address }) => address), ...guests];
    const address = typed.length > 0 ? parseAddress(random.pick(typed)) : undefined;
    if (!address) return undefined;
    const isRemoval = random.chance(0.5);
    const asked = { organisation: SITE_ORGANISATION, code: code as WebinarCode, way: "slack" as const, isRemoval };
    const people = [{ by: "address" as const, address }];
    const about = { ...asked, requestId: freshRequest(random), people, unreadable: [] };
    const host = random.pick(hosts) as PersonId;
    return () =>
      process.within(async () => {
        const by = await process.core.people.get(SITE_ORGANISATION, host);
        if (!by) return;
        if (as === "cohost") await process.core.changeCohosts({ ...about, by });
        else await process.core.changeSpeakers({ ...about, by });
      });
  },
});

/** Who hosts and speaks changes. */
export const LEADING_ACTS: readonly Act[] = [changes("cohost", 3), changes("speaker", 3)];
