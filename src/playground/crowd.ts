import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import type { Core } from "../core/core.ts";
import { parseAddress, type WebinarCode } from "../core/model/ids.ts";
import { holdsSeat } from "../core/model/status.ts";
import { registrationClosed } from "../core/registering/register-refusals.ts";
import type { Log } from "../log.ts";
import type { Site } from "./site.ts";

const AT_ONCE = 20;
/** On a slow machine a form comes too late for its person, who then asks again, as people do. */
const TRIES = 10;
const FIRST = ["Ada", "Ben", "Cleo", "Dev", "Emi", "Finn", "Gita", "Hugh", "Ines", "Jon", "Kaya", "Liam", "Mina"];
const LAST = ["Adler", "Bauer", "Chen", "Duarte", "Eze", "Fischer", "Garcia", "Haas", "Ito", "Jansen", "Khan", "Lopez"];

/** How far a crowd is: `seated` have a seat now, `refused` have none. */
export interface CrowdProgress {
  readonly done: number;
  readonly of: number;
  readonly seated: number;
  readonly refused: number;
}

interface Newcomer {
  readonly email: string;
  /** Throws where their client, or the product, would show an error. */
  readonly register: () => Promise<void>;
}

/** New members of both products who register as everybody does: by the command, the card and the form. */
export const makeCrowd = (o: { site: Site; log: Log; changed: () => void }) => {
  const { slack, teams } = o.site;
  let progress: CrowdProgress | undefined;
  let running: Promise<void> | undefined;
  let stopping = false;
  let born = 0;

  const newcomer = () => {
    born += 1;
    const name = `${FIRST[born % FIRST.length]} ${LAST[born % LAST.length]}`;
    return { name, email: `${name.toLowerCase().replace(" ", ".")}.${born}.${Date.now().toString(36)}@example.com` };
  };

  /** Somebody new in Slack, and how they ask for a seat. */
  const fromSlack = (code: WebinarCode): Newcomer => {
    const { id, email = "" } = slack.addPerson(newcomer());
    const client = slack.as(id);
    const register = async () => {
      await client.command("/register", code);
      const form = client.openView();
      if (form?.submit) await client.submit(form, {});
    };
    return { email, register };
  };

  const fromTeams = (code: WebinarCode): Newcomer => {
    const { id, email = "" } = teams.addPerson(newcomer());
    const client = teams.as(id);
    const register = async () => {
      await client.say(`show ${code}`);
      const card = client.chat().findLast(({ fromBot }) => fromBot);
      if (card) await client.press(card, "register");
      if (client.dialog()?.card) await client.submitDialog({});
    };
    return { email, register };
  };

  /** What became of them: whether they hold a seat; undefined when they have to ask again. */
  const outcomeOf = async (core: Core, code: WebinarCode, email: string): Promise<boolean | undefined> => {
    const address = parseAddress(email);
    const found = address && (await core.registrations.entry(SITE_ORGANISATION, code, { address }));
    const registration = found?.entry?.registration;
    if (registration) return holdsSeat(registration.status);
    const webinar = found?.webinar;
    const isOpen = webinar && !registrationClosed(webinar, core.clock.now());
    return isOpen && (webinar.seatsHeld < webinar.cap || webinar.waitlist) ? undefined : false;
  };

  const one = async (core: Core, code: WebinarCode, index: number): Promise<boolean> => {
    const { email, register } = index % 2 === 0 ? fromSlack(code) : fromTeams(code);
    for (let tries = 0; tries < TRIES && !stopping; tries += 1) {
      await register().catch((error: unknown) => o.log.debug({ err: error }, "playground_crowd_refused"));
      const outcome = await outcomeOf(core, code, email);
      if (outcome !== undefined) return outcome;
    }
    return false;
  };

  const run = async (core: Core, code: WebinarCode, count: number): Promise<void> => {
    let next = 0;
    let now: CrowdProgress = { done: 0, of: count, seated: 0, refused: 0 };
    progress = now;
    const walk = async (): Promise<void> => {
      while (next < count && !stopping) {
        const index = next;
        next += 1;
        const isSeated = await one(core, code, index).catch((error: unknown) => {
          o.log.debug({ err: error }, "playground_crowd_refused");
          return false;
        });
        const { done, seated, refused } = now;
        now = { ...now, done: done + 1, seated: seated + (isSeated ? 1 : 0), refused: refused + (isSeated ? 0 : 1) };
        progress = now;
        o.changed();
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count) }, walk));
  };

  return {
    progress: (): CrowdProgress | null => progress ?? null,
    /** False when a crowd is on its way already. */
    start: (core: Core, code: WebinarCode, count: number): boolean => {
      if (running) return false;
      running = run(core, code, count).finally(() => {
        running = undefined;
      });
      return true;
    },
    stop: async (): Promise<void> => {
      stopping = true;
      await running;
    },
  };
};

export type Crowd = ReturnType<typeof makeCrowd>;
