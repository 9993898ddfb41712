import { hosted } from "../access/host-access.ts";
import type { OrganisationId, RequestId, WebinarCode } from "../model/ids.ts";
import { chatFor, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { hostsOf, mayHost, ownChannel, type Site, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { People } from "../ports/people.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Create } from "./create.ts";
import { beginWith, type InviteesFields, listRefusal } from "./inviting/invite.ts";
import { INVITEES_MAX } from "./inviting/parts.ts";
import type { FindNamedPeople, NamedPeople, NamedPeopleFields } from "./named-people.ts";
import { ownerOfChat } from "./people/own-chats.ts";
import { readSettings } from "./read-settings.ts";
import type { WebinarFields, WebinarProblem, Zones } from "./settings.ts";

export interface ScheduleInput {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Person;
  readonly fields: WebinarFields;
  readonly named: NamedPeopleFields;
  readonly invitees?: InviteesFields;
  /** The webinar that is scheduled again. */
  readonly like?: WebinarCode | undefined;
}

interface Deps {
  readonly webinars: Webinars;
  readonly people: People;
  readonly findNamedPeople: FindNamedPeople;
  readonly create: Create;
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

/** What a form for a new webinar says, once who and what it names is found. */
export interface Prepared {
  readonly fields: WebinarFields;
  readonly named: NamedPeople;
  /** What is wrong with who is named. */
  readonly problems: readonly WebinarProblem[];
  readonly like: Webinar | undefined;
}

type PrepareDeps = Pick<Deps, "webinars" | "people" | "findNamedPeople" | "site">;

/**
 * A webinar for who schedules it again, with that person as its host: its other hosts are cohosts, and it is posted in no
 * chat of theirs. Refuses who may not host here, or does not host it.
 */
export const makeAgain =
  ({ webinars, people, site }: Pick<Deps, "webinars" | "people" | "site">) =>
  async (organisation: OrganisationId, code: WebinarCode, by: Person): Promise<Result<Webinar, Refusal>> => {
    if (!mayHost(site, by)) return refuse({ reason: "may_not_schedule" });
    const found = await hosted({ webinars, people }, organisation, code, by);
    if (!found.ok) return found;
    const { hostChannels } = found.value;
    const owners = await Promise.all(hostChannels.map((channel) => ownerOfChat(people, organisation, channel)));
    const kept = hostChannels.filter((_, at) => (owners[at]?.id ?? by.id) === by.id);
    const own = chatFor(by, hostChannels[0]?.face);
    return done({
      ...found.value,
      cohosts: hostsOf(found.value).filter((id) => id !== by.id),
      hostChannels: kept.length > 0 || !own ? kept : [ownChannel(own)],
    });
  };

/** Finds what a form for a new webinar names. Refuses who may not host here, or did not host what they schedule again. */
export const makePrepare = ({ webinars, people, findNamedPeople, site }: PrepareDeps) => {
  const again = makeAgain({ webinars, people, site });
  return async ({
    organisation,
    by,
    fields,
    named,
    invitees,
    like,
  }: ScheduleInput): Promise<Result<Prepared, Refusal>> => {
    if (!mayHost(site, by)) return refuse({ reason: "may_not_schedule" });
    const found = like && (await again(organisation, like, by));
    if (found && !found.ok) return found;
    const before = found ? found.value : undefined;
    const { named: crew, problems } = await findNamedPeople(organisation, by.id, named, before);
    // What a form could not show stays as it was.
    const { invitationText = "", approvalText = "", reminderText = "", followUpText = "" } = before ?? {};
    const texts = { invitationText, approvalText, reminderText, followUpText, ...fields.texts };
    return done({
      fields: { ...fields, texts },
      named: crew,
      problems: [...problems, ...(invitees ? inviteesProblems(invitees) : [])],
      like: before,
    });
  };
};

/** Has whom a form names invited to a new webinar; nobody where it names nobody. */
export const invitingWith =
  ({ invitees, requestId, by, named }: ScheduleInput, now: number) =>
  (webinar: Webinar) =>
    invitees && invitees.people.length > 0
      ? beginWith(webinar, { id: requestId, by: by.id, face: named.face, startedAt: now }, invitees.people)
      : undefined;

/**
 * Schedules a webinar for a host: stores it under a new code, posts its overview in its host channels, and invites whom the form
 * names, in the background; or schedules one again, with its form, its rules and its speakers (P33). Refuses people who
 * may not host here, who did not host that one, and whatever `readSettings` finds. The same act again is answered with
 * the webinar that it made.
 */
export const makeSchedule = (deps: Deps) => {
  const { webinars, create, zones, site, clock } = deps;
  const prepare = makePrepare(deps);
  return async (input: ScheduleInput): Promise<Result<Webinar, readonly WebinarProblem[]>> => {
    const { organisation, requestId, by } = input;
    const made = await webinars.madeBy(organisation, requestId);
    const before = made && mayHost(site, by) && (await webinars.get(organisation, made));
    if (before) return done(before);
    const prepared = await prepare(input);
    if (!prepared.ok) return refuse([{ field: "none", refusal: prepared.refusal }]);
    const now = clock.now();
    const { fields, named, like, problems: lost } = prepared.value;
    const { settings, problems: wrong } = readSettings(fields, named, { site, zones, now });
    const problems = [...wrong, ...lost];
    if (problems.length > 0) return refuse(problems);
    const { face } = input.named;
    const { zone } = fields;
    const inviting = invitingWith(input, now);
    return done(await create({ organisation, requestId, host: by.id, face, now, zone, settings, like, inviting }));
  };
};
