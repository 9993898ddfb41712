import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { DECISIONS } from "../../../src/core/approvals/decide.ts";
import { type PersonId, type RegistrationKey, requestId, type WebinarCode } from "../../../src/core/model/ids.ts";
import type { Audience } from "../../../src/core/model/told/host-message.ts";
import { isSilent } from "../ledger.ts";
import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";
import { freshRequest } from "./requests.ts";

const DECIDED = ["pending", "approved", "rejected"];

/** One of the registrations of which a host can decide something. */
const anyDecidable = (simulation: Simulation, random: Random) => {
  const found = [...simulation.state().values()].flatMap(({ code, state, endsAt, hosts, registrations }) =>
    state === "cancelled" || endsAt <= simulation.time.now()
      ? []
      : [...registrations.values()].flatMap((held) => (DECIDED.includes(held.status) ? [{ code, hosts, held }] : [])),
  );
  return found.length > 0 ? random.pick(found) : undefined;
};

const WRITTEN_TO = ["approved", "pending", "waitlisted"] as const;

/** The webinars in which somebody is to whom hosts write. */
const someWithStatus = (simulation: Simulation): { code: string; hosts: readonly string[]; to: Audience }[] =>
  [...simulation.state().values()].flatMap((webinar) => {
    const { code, state, hosts, registrations, invitees } = webinar;
    if (state === "cancelled") return [];
    const some = WRITTEN_TO.filter((to) => [...registrations.values()].some(({ status }) => status === to));
    const silent = invitees.some((one) => isSilent(webinar, one)) ? ["silent" as const] : [];
    return [...some, ...silent].map((to) => ({ code, hosts, to }));
  });

export const HOST_ACTS: readonly Act[] = [
  {
    /** Of the same version, as the forms of *Change decision* and cards do in several places at once. */
    name: "hosts decide at once",
    weight: 5,
    make: (simulation, random) => {
      const found = anyDecidable(simulation, random);
      if (!found) return undefined;
      const { code, hosts, held } = found;
      const version = Math.max(1, held.version - (random.chance(0.2) ? 1 : 0));
      const acts = Array.from({ length: 2 + random.below(2) }, (_, at) => ({
        process: simulation.webProcess(random),
        host: random.pick(hosts) as PersonId,
        to: random.pick(DECISIONS),
        isChange: random.chance(0.7),
        requestId: requestId("simulation", "decides", String(random.below(1_000_000_000)), String(at)),
      }));
      return () =>
        Promise.all(
          acts.map(async ({ process, host, ...asked }) =>
            process?.within(async () => {
              const by = await process.core.people.get(SITE_ORGANISATION, host);
              if (!by) return;
              await process.core.decide({
                ...asked,
                organisation: SITE_ORGANISATION,
                code: code as WebinarCode,
                key: held.key as RegistrationKey,
                version,
                by,
                way: "slack",
              });
            }),
          ),
        );
    },
  },
  {
    /** To many, and takes it back or tries to: in time, at the last moment, too late. */
    name: "a host writes",
    weight: 6,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const found = someWithStatus(simulation);
      if (!process || found.length === 0) return undefined;
      const { code, hosts, to } = random.pick(found);
      const host = random.pick(hosts) as PersonId;
      const id = freshRequest(random);
      // With no word of their own: the invitation once more.
      const text = to === "silent" && random.chance(0.7) ? "" : "Bring your own lamp";
      const undoAfterMs = random.pick([undefined, undefined, 1_000, 40_000, 40_000, 59_999, 61_000]);
      const asked = { organisation: SITE_ORGANISATION, code: code as WebinarCode, face: "slack" as const };
      return async () => {
        const by = await process.within(() => process.core.people.get(SITE_ORGANISATION, host));
        if (!by) return;
        const sent = await process.within(() =>
          process.core.messages.send({ ...asked, by, requestId: id }, { to, text }),
        );
        if (!sent.ok) return;
        simulation.written.sent(id, simulation.state().get(code), to, simulation.time.now());
        if (undoAfterMs === undefined) return;
        await simulation.after(undoAfterMs, async () => {
          const other = simulation.webProcess(random);
          if (!other) return;
          simulation.written.undoes(id);
          const undone = await other.within(() => other.core.messages.undo({ ...asked, by, id }));
          simulation.written.undone(id, undone.ok);
        });
      };
    },
  },
];
