import { personName } from "../access/names.ts";
import type { Bulk } from "../approvals/bulk.ts";
import type { RulesEditor } from "../approvals/rules-editor.ts";
import type { Delivery, Matter } from "../deliveries/delivery.ts";
import { concernsMany } from "../deliveries/undelivered.ts";
import { invitedSoFar } from "../hosting/inviting/invite.ts";
import { makeHostMessageNow } from "../hosting/messages/messages.ts";
import type { SeriesActs } from "../hosting/series.ts";
import type { Zones } from "../hosting/settings.ts";
import { defined } from "../model/defined.ts";
import type { OrganisationId, PersonId, RegistrationKey, WebinarCode } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import type { EntryFound } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import { isAhead, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Drafts } from "../ports/drafts.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Roster } from "../ports/roster.ts";
import type { HostMessages } from "../ports/told/host-messages.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Notice } from "./notice.ts";
import { makePresentEntry } from "./present-entry.ts";
import { makePresentWebinar } from "./present-webinar.ts";
import { makePresentSeries } from "./series/present.ts";

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly requests: Requests;
  readonly roster: Pick<Roster, "reachedCounts" | "report">;
  readonly gate: Gate;
  readonly drafts: Drafts;
  readonly people: People;
  readonly series: Pick<SeriesActs, "get">;
  readonly rulesEditor: Pick<RulesEditor, "domainToOffer">;
  readonly bulk: Pick<Bulk, "told">;
  readonly hostMessages: HostMessages;
  readonly clock: Clock;
  readonly zones: Zones;
}

type Undelivered = Extract<Matter, { kind: "undelivered" }>;

/**
 * Makes the notice that a delivery tells now, from the present state. It is undefined when nothing is left to say: a
 * later version of the registration has a delivery of its own, the invited person registered, the draft is gone.
 */
export const makePresent = (deps: Deps) => {
  const { webinars, registrations, people } = deps;

  const nameOf = (webinar: Webinar, id: PersonId) => personName(people, webinar.organisation, id);
  const presentWebinar = makePresentWebinar({ ...deps, nameOf });
  const hostMessageNow = makeHostMessageNow(deps);
  const isGuest = async ({ organisation }: Webinar, id: PersonId) => {
    const person = await people.get(organisation, id);
    return person !== undefined && person.chats.length === 0 && !person.isGone;
  };
  const presentSeries = makePresentSeries(deps);
  const presentEntry = makePresentEntry({ ...deps, nameOf, isGuest });

  /** The name of whom an entry is about; empty when it is not known. */
  const ownerName = async ({ webinar, entry }: EntryFound): Promise<string> => {
    if (entry.registration) return fullName(entry.registration);
    return entry.invitee ? nameOf(webinar, entry.invitee.person) : "";
  };

  const readEntry = async (
    organisation: OrganisationId,
    { code, key }: { code: WebinarCode; key: RegistrationKey },
  ): Promise<EntryFound | undefined> => {
    const found = await registrations.entry(organisation, code, { key });
    return found?.entry && { webinar: found.webinar, entry: found.entry };
  };

  const undelivered = async (organisation: OrganisationId, matter: Undelivered): Promise<Notice | undefined> => {
    const { code, key } = matter;
    if (!key) {
      const series =
        matter.what === "series_announced" ? await presentSeries.ofUndelivered(organisation, code) : undefined;
      const webinar = series?.webinar ?? (await webinars.get(organisation, code));
      const of = series?.series ?? webinar;
      if (!webinar || !of) return undefined;
      const channel = channelOf(matter, of);
      const notice = undeliveredNotice(matter, webinar, channel?.name ?? "");
      return { ...notice, ...defined({ seriesTitle: series?.series.title, face: channel?.face }) };
    }
    const found = await readEntry(organisation, { code, key });
    if (!found) return undefined;
    const owner = found.entry.registration ?? found.entry.invitee;
    const isMember = owner !== undefined && !(await isGuest(found.webinar, owner.person));
    const notice = undeliveredNotice(matter, found.webinar, await ownerName(found), isMember);
    return { ...notice, ...defined({ address: matter.isRefused && owner?.address }) };
  };

  return async ({ organisation, matter }: Pick<Delivery, "organisation" | "matter">): Promise<Notice | undefined> => {
    switch (matter.kind) {
      case "overview":
      case "report":
      case "announced":
      case "draft":
      case "full":
      case "digest":
      case "waiting":
      case "cancellations":
      case "coming":
      case "bulk_done":
      case "cohosting":
      case "speaking":
      case "handed_over":
      case "hosting": {
        const webinar = await webinars.get(organisation, matter.code);
        return webinar && presentWebinar(matter, webinar);
      }
      case "series_announced":
        return presentSeries.announcement(organisation, matter);
      case "request": {
        const found = await readEntry(organisation, matter);
        if (found) return presentEntry(matter, found);
        // Erased (P22): the card that stands shows nobody any more.
        const webinar = await webinars.get(organisation, matter.code);
        return webinar && { kind: "request_gone", webinar };
      }
      case "invitation":
      case "nudge":
      case "registration":
      case "asked":
      case "thread":
      case "moved":
      case "reminder":
      case "follow_up":
      case "host_message":
      case "revised":
      case "line_over":
      case "called_off":
      case "outdated":
      case "id_given":
      case "password_changed":
      case "let_go": {
        const found = await readEntry(organisation, matter);
        return found && presentEntry(matter, found);
      }
      case "withdrawn": {
        const { code, key, era, version, isHold } = matter;
        const webinar = await webinars.get(organisation, code);
        return webinar && isAhead(webinar, deps.clock.now())
          ? { kind: "withdrawn", webinar, entry: { key, era, version }, ...defined({ isHold }) }
          : undefined;
      }
      case "inviting": {
        const webinar = await webinars.get(organisation, matter.code);
        const inviting = await registrations.inviting(organisation, matter.code, matter.id);
        if (!webinar || !inviting) return undefined;
        return { kind: "invited", ...invitedSoFar(webinar, inviting) };
      }
      case "message_sent": {
        const webinar = await webinars.get(organisation, matter.code);
        const told = webinar && (await hostMessageNow(webinar, matter.id));
        return told && { kind: "message_sent", ...told };
      }
      case "undelivered":
        return undelivered(organisation, matter);
      // Expanded into deliveries of its own, and never sent itself; and an answer, which core/chat presents.
      case "fan_out":
      case "answer":
        return undefined;
      default:
        return unreachable(matter);
    }
  };
};

const isAnnounced = (what: Matter["kind"]): boolean => what === "announced" || what === "series_announced";

/** The channel of an announcement; undefined for anything else. */
const channelOf = ({ what, failed }: Undelivered, { announcedIn }: Pick<Webinar, "announcedIn">) =>
  isAnnounced(what) ? announcedIn.find(({ channelId }) => failed.includes(`:${channelId}`)) : undefined;

const whatOf = (
  { to, what, isRefused }: Undelivered,
  isMember: boolean,
): (Notice & { kind: "undelivered" })["what"] => {
  if (isRefused) return isMember ? "profile" : "address";
  if (isAnnounced(what)) return "announcement";
  if (to === "card") return "card";
  if (concernsMany(what)) return "many";
  return what === "invitation" ? "invitation" : "registration";
};

/** A member's address is that of their profile, which no host corrects. */
const undeliveredNotice = (
  matter: Undelivered,
  webinar: Webinar,
  name: string,
  isMember = false,
): Notice & { kind: "undelivered" } => ({
  kind: "undelivered",
  webinar,
  name,
  what: whatOf(matter, isMember),
  failed: matter.failed,
  ...defined({ key: matter.isRefused && !isMember ? matter.key : undefined }),
});
