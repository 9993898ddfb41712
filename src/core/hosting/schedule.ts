import { announcements } from "../deliveries/cards.ts";
import { retentionEnds } from "../deliveries/retention.ts";
import { waitlistEnds } from "../deliveries/seat-offers.ts";
import { STANDARD_FORM } from "../model/form.ts";
import type { OrganisationId, RequestId } from "../model/ids.ts";
import { newCode } from "../model/ids.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { NO_RULES } from "../model/rules.ts";
import { mayHost, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import { beginWith, type InviteesFields, listRefusal } from "./inviting/invite.ts";
import { INVITEES_MAX } from "./inviting/parts.ts";
import type { FindNamedPeople, NamedPeopleFields } from "./named-people.ts";
import { readSettings } from "./read-settings.ts";
import type { WebinarFields, WebinarProblem, Zones } from "./settings.ts";
import { tellHosts } from "./tell-hosts.ts";

export interface ScheduleInput {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly fields: WebinarFields;
  readonly named: NamedPeopleFields;
  readonly invitees?: InviteesFields;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findNamedPeople: FindNamedPeople;
  readonly zones: Zones;
  readonly site: Site;
  readonly clock: Clock;
}

/** What is wrong with the list of those to be invited. */
const inviteesProblems = ({ people, refused, problem }: InviteesFields): WebinarProblem[] => {
  if (problem) return [{ field: "invitees", refusal: problem }];
  const count = people.length + refused.length;
  if (count > INVITEES_MAX)
    return [{ field: "invitees", refusal: { reason: "too_many_invitees", max: INVITEES_MAX, count } }];
  return refused.length > 0 ? [{ field: "invitees", refusal: listRefusal(refused) }] : [];
};

/**
 * Schedules a webinar for a host: stores it under a new code, announces it in its host channels, and invites whom the form
 * names, in the background. Refuses people who
 * may not host here, and whatever `readSettings` finds. The same act again is answered with the webinar that it made.
 */
export const makeSchedule =
  ({ webinars, people, findNamedPeople, zones, site, clock }: Deps) =>
  async (input: ScheduleInput): Promise<Result<Webinar, readonly WebinarProblem[]>> => {
    const { organisation, requestId, by, fields } = input;
    if (!mayHost(site, by)) return refuse([{ field: "none", refusal: { reason: "may_not_schedule" } }]);
    const made = await webinars.madeBy(organisation, requestId);
    const before = made && (await webinars.get(organisation, made));
    if (before) return done(before);

    const now = clock.now();
    const { named, problems: lost } = await findNamedPeople(organisation, by.id, input.named);
    const { settings, problems: wrong } = readSettings(fields, named, { site, zones, now });
    const { invitees = { people: [], refused: [] } } = input;
    const problems = [...wrong, ...lost, ...inviteesProblems(invitees)];
    if (problems.length > 0) return refuse(problems);
    const { face } = input.named;
    const inviting = { id: requestId, by: by.id, face, startedAt: now };
    return untilStored(async () => {
      const webinar: Webinar = {
        ...settings,
        organisation,
        code: newCode(),
        zone: fields.zone,
        host: by.id,
        formerChannels: [],
        state: "scheduled",
        sequence: 0,
        revision: 0,
        entryNames: "ids",
        era: 1,
        form: STANDARD_FORM,
        rules: NO_RULES,
        version: 1,
        counts: { pending: 0, approved: 0, rejected: 0, cancelled: 0, waitlisted: 0, offered: 0 },
        seatsHeld: 0,
      };
      const code = await webinars.create(
        webinar,
        requestId,
        now,
        [
          ...announcements(webinar),
          waitlistEnds(webinar),
          retentionEnds(webinar, site, webinar.endsAt),
          ...(await tellHosts(people, undefined, webinar)),
        ],
        face,
        ...(invitees.people.length > 0 ? [beginWith(webinar, inviting, invitees.people)] : []),
      );
      // Undefined: the code is taken. Another code: the webinar that this request made before.
      const stored = code === webinar.code ? webinar : code && (await webinars.get(organisation, code));
      return stored ? done(stored) : CHANGED;
    });
  };
