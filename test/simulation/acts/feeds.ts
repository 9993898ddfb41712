import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { PersonId, WebinarCode } from "../../../src/core/model/ids.ts";
import { checkFeed } from "../rules/calendars.ts";
import { broken, type Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";

const SOURCE = "192.0.2.40";

/** What a calendar program reads, and what stood in Redis before and after it did. */
const read = async (simulation: Simulation, address: string) => {
  const before = { state: simulation.state(), at: simulation.time.now() };
  const answer = await simulation.browse(new Request(address), SOURCE);
  return { status: answer?.status, text: await answer?.text(), before, after: simulation.state() };
};

export const FEED_ACTS: readonly Act[] = [
  {
    /** Somebody makes the address of their calendar feed, a program reads it, and some revoke it (P40). */
    name: "a calendar feed",
    weight: 3,
    make: (simulation, random) => {
      const all = [...simulation.state().values()].flatMap(({ code, registrations }) =>
        [...registrations.values()].flatMap(({ person, address }) =>
          person !== "" && !simulation.isErased(address) ? [{ code: code as WebinarCode, id: person as PersonId }] : [],
        ),
      );
      const process = simulation.webProcess(random);
      if (!process || all.length === 0) return undefined;
      const { code, id } = random.pick(all);
      const isEnded = random.chance(0.5);
      const { core, links } = process;
      const now = () => process.within(() => core.people.get(SITE_ORGANISATION, id));
      return () =>
        simulation.alone(async () => {
          const person = await now();
          if (!person) return;
          await process.within(() => core.feeds.make(SITE_ORGANISATION, person));
          const made = await now();
          if (made?.feed === undefined) return;
          const address = links.feed(code, id, made.feed);
          const { status, text = "", before, after } = await read(simulation, address);
          const holdsNone = made.noHoldsSince !== undefined;
          const wrong = checkFeed(text, id, holdsNone, before.state, before.at);
          const isWrong = wrong && checkFeed(text, id, holdsNone, after, before.at);
          if (status === 404) broken("a calendar feed opens", `that of ${id} does not, as it was made`);
          if (status === 200 && isWrong) broken("a calendar feed shows all that somebody is registered for", wrong);
          if (!isEnded) return;
          await process.within(() => core.feeds.end(SITE_ORGANISATION, made));
          const ended = await read(simulation, address);
          if (ended.status === 200) broken("a revoked calendar feed opens to nobody", `that of ${id} still does`);
        });
    },
  },
];
