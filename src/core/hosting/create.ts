import { overviewCards } from "../deliveries/cards.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { followUpsAhead } from "../deliveries/follow-ups.ts";
import { comingAhead } from "../deliveries/host-news.ts";
import { nudgesAhead } from "../deliveries/nudges.ts";
import { remindersAhead } from "../deliveries/reminders.ts";
import { retentionEnds } from "../deliveries/retention.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { Face, OrganisationId, PersonId, RequestId } from "../model/ids.ts";
import { newCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import { NO_RULES } from "../model/rules.ts";
import { type Settings, type Site, type Webinar, withoutHostsAsSpeakers } from "../model/webinar.ts";
import type { InvitingChange } from "../ports/inviting/inviting.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { tellHosts, tellHostsLater } from "./tell-hosts.ts";

const DAY = 24 * 3_600_000;
/** The card of a webinar that was scheduled with others comes so long before the start, or with the first request. */
const CARD_BEFORE_MS = 7 * DAY;

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly site: Site;
}

interface NewWebinar {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly host: PersonId;
  readonly face: Face;
  readonly now: number;
  readonly zone: string;
  readonly settings: Settings;
  /** The one that it is scheduled again like: it asks the same questions, by the same rules, and has its speakers. */
  readonly like?: Pick<Webinar, "form" | "rules" | "speakers"> | undefined;
  /** It is one of several, and not the first: nobody is told at once. */
  readonly isLater?: boolean;
  readonly inviting?: (webinar: Webinar) => InvitingChange | undefined;
}

const webinarOf = ({ organisation, host, zone, settings, like }: NewWebinar): Webinar =>
  withoutHostsAsSpeakers({
    ...settings,
    speakers: like?.speakers ?? settings.speakers,
    organisation,
    code: newCode(),
    zone,
    host,
    formerChannels: [],
    announcedIn: [],
    state: "scheduled",
    sequence: 0,
    revision: 0,
    entryNames: "ids",
    era: 1,
    form: like?.form ?? STANDARD_FORM,
    rules: like?.rules ?? NO_RULES,
    version: 1,
    counts: { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 },
    seatsHeld: 0,
  });

/** Its card, at once or, where it is one of several, shortly before it starts: fifty cards at once bury a channel. */
const cards = (webinar: Webinar, { now, isLater = false }: NewWebinar): Delivery[] => {
  const at = webinar.startsAt - CARD_BEFORE_MS;
  if (!isLater || at <= now) return overviewCards(webinar);
  return overviewCards(webinar).map((card) => ({
    ...card,
    matter: { kind: "overview", code: webinar.code, isLater: true },
    notBefore: at,
  }));
};

/**
 * Stores a new webinar under a new code, with all that is told of it now and later. The same request again is answered
 * with the webinar that it made.
 */
export const makeCreate =
  ({ webinars, people, site }: Deps) =>
  (made: NewWebinar): Promise<Webinar> =>
    untilStored(async () => {
      const { organisation, requestId, now, face, isLater = false, inviting } = made;
      const webinar = webinarOf(made);
      const invites = inviting?.(webinar);
      const code = await webinars.create(
        webinar,
        requestId,
        now,
        [
          ...cards(webinar, made),
          waitlistEnds(webinar),
          ...remindersAhead(webinar, now),
          ...nudgesAhead(webinar, now),
          ...followUpsAhead(webinar),
          ...comingAhead(webinar, now),
          retentionEnds(webinar, site, webinar.endsAt),
          ...(isLater ? await tellHostsLater(people, webinar, now) : await tellHosts(people, undefined, webinar)),
        ],
        face,
        ...(invites ? [invites] : []),
      );
      // Undefined: the code is taken. Another code: the webinar that this request made before.
      const stored = code === webinar.code ? webinar : code && (await webinars.get(organisation, code));
      return stored || CHANGED;
    });

export type Create = ReturnType<typeof makeCreate>;
