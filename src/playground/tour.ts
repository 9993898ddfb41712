import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import type { Core } from "../core/core.ts";
import { parseAddress, showRegistrationId } from "../core/model/ids.ts";
import type { Entry, Registration } from "../core/model/registration.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { Connection } from "../redis/connect.ts";
import { keys } from "../redis/keys.ts";
import { ANN, GUEST, type Site, TIM } from "./site.ts";
import { wordsIn } from "./slack/reading.ts";
import { tourSteps } from "./words.ts";

const LOOKED_AT = 20;

type StepId = ReturnType<typeof tourSteps>[number]["id"];

const approvedAt = (registration: Registration | undefined): number | undefined =>
  registration?.history.find(({ status }) => status === "approved")?.at;

/** Whether Ann was told her ID in Slack after the decision. */
const annHasId = ({ slack }: Site, ann: Entry | undefined): boolean => {
  const at = approvedAt(ann?.registration);
  const id = ann?.registrationId && showRegistrationId(ann.registrationId);
  if (at === undefined || !id) return false;
  const later = slack
    .as(ANN.slack)
    .dm()
    .filter(({ ts }) => Number(ts) * 1_000 >= at);
  return later.some((message) => wordsIn(message).includes(id));
};

/** How far the tour is, from what is stored and shown: the webinar that got farthest counts. */
export const tourOf = async (site: Site, core: Core, redis: Connection) => {
  const entryOf = async ({ organisation, code }: Webinar, typed: string): Promise<Entry | undefined> => {
    const address = parseAddress(typed);
    return address && (await core.registrations.entry(organisation, code, { address }))?.entry;
  };

  const doneFor = async (webinar: Webinar): Promise<Record<StepId, boolean>> => {
    const [ann, tim, gus] = await Promise.all([ANN.address, TIM.address, GUEST].map((of) => entryOf(webinar, of)));
    const { organisation, code } = webinar;
    const attendees = await redis.scard(keys.attendees(organisation, code));
    return {
      schedule: true,
      invite: [ann, tim, gus].every((of) => of?.invitee),
      register: ann?.registration !== undefined,
      approve: approvedAt(ann?.registration) !== undefined,
      told: annHasId(site, ann),
      "register-teams": tim?.registration !== undefined,
      "approve-teams": approvedAt(tim?.registration) !== undefined,
      join: attendees > 0,
    };
  };

  // From the beginning of time: webinars that are over count as well.
  const { some: webinars } = await core.webinars.upcoming(SITE_ORGANISATION, 0, { from: 0, limit: LOOKED_AT });
  const all = await Promise.all(webinars.map(async (webinar) => ({ webinar, done: await doneFor(webinar) })));
  const stepsOf = (done: Record<StepId, boolean>) => Object.values(done).filter(Boolean).length;
  const [best] = all.sort((a, b) => stepsOf(b.done) - stepsOf(a.done));
  return tourSteps(best?.webinar.code).map((step) => ({ ...step, done: best?.done[step.id] ?? false }));
};
