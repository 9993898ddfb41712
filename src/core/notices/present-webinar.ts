import type { Bulk } from "../approvals/bulk.ts";
import type { Matter } from "../deliveries/delivery.ts";
import { makeReport } from "../hosting/report.ts";
import type { Zones } from "../hosting/settings.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import { unreachable } from "../model/result.ts";
import { channelTag } from "../model/told/announced.ts";
import { hostsOf, isAhead, roleIn, type Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Drafts } from "../ports/drafts.ts";
import type { Gate } from "../ports/gate.ts";
import type { Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Roster } from "../ports/roster.ts";
import type { Webinars } from "../ports/webinars.ts";
import type { Notice } from "./notice.ts";
import { makePresentHostNews } from "./timed/host-news.ts";

interface Deps {
  readonly webinars: Pick<Webinars, "log">;
  readonly registrations: Pick<Registrations, "entry">;
  readonly requests: Requests;
  readonly roster: Pick<Roster, "reachedCounts" | "report">;
  readonly gate: Gate;
  readonly drafts: Drafts;
  readonly bulk: Pick<Bulk, "told">;
  readonly zones: Zones;
  readonly nameOf: (webinar: Webinar, id: PersonId) => Promise<string>;
  readonly clock: Clock;
}

type WebinarMatter = Extract<
  Matter,
  {
    kind:
      | "overview"
      | "report"
      | "announced"
      | "draft"
      | "full"
      | "digest"
      | "waiting"
      | "cancellations"
      | "coming"
      | "bulk_done"
      | "cohosting"
      | "speaking"
      | "handed_over"
      | "hosting";
  }
>;
type Of<Kind extends WebinarMatter["kind"]> = Extract<WebinarMatter, { kind: Kind }>;

/** Makes the notice of a matter about a webinar as a whole; undefined when there is nothing left to say. */
export const makePresentWebinar = (deps: Deps) => {
  const { webinars, registrations, requests, roster, gate, drafts, bulk, nameOf, clock } = deps;
  const reportOf = makeReport(deps);
  const hostNews = makePresentHostNews({ webinars, registrations });
  const hostName = (webinar: Webinar) => nameOf(webinar, webinar.host);

  const overview = async (webinar: Webinar): Promise<Notice> => {
    const [host, attended, reached] = await Promise.all([
      hostName(webinar),
      gate.attended(webinar),
      roster.reachedCounts(webinar),
    ]);
    return { kind: "overview", webinar, hostName: host, attended, reached };
  };

  /** Nothing where nobody was invited, registered or came. */
  const report = async (webinar: Webinar): Promise<Notice | undefined> => {
    const found = await reportOf(webinar);
    return found.invited + found.registered + found.attended > 0 ? { kind: "report", ...found } : undefined;
  };

  /** Once only those invited see it, what was announced is shown to nobody (P43). */
  const announcement = async (
    { channel, isWithdrawn }: Of<"announced">,
    webinar: Webinar,
  ): Promise<Notice | undefined> => {
    const stands = webinar.announcedIn.find(({ channelId }) => channelId === channel);
    if (!stands) return isWithdrawn && { kind: "announcement_closed", isWithdrawn };
    if (webinar.visibility === "invited_only") return { kind: "announcement_closed" };
    return { kind: "announcement", webinar, hostName: await hostName(webinar), tag: channelTag(stands) };
  };

  const draft = async (id: string, webinar: Webinar): Promise<Notice | undefined> =>
    (await drafts.draft(webinar.organisation, webinar.code, id)) ? { kind: "draft", webinar, draft: id } : undefined;

  const digest = async ({ digest: number, era }: Of<"digest">, webinar: Webinar): Promise<Notice> =>
    webinar.era === era
      ? { kind: "digest", webinar, digest: number, gathered: await requests.digest(webinar, number) }
      : { kind: "request_gone", webinar };

  /** Nothing when every request of the span is decided. */
  const waiting = async (
    { after, upTo, era, person, until }: Of<"waiting">,
    webinar: Webinar,
  ): Promise<Notice | undefined> => {
    const count = era === webinar.era ? await requests.waitingWithin(webinar, after, upTo) : 0;
    const [oldest] = count > 0 ? (await requests.withStatusFrom(webinar, "pending", undefined, 1)).some : [];
    const found = { count: webinar.counts.pending, oldestAt: oldest?.registeredAt ?? 0 };
    // What was left over of an earlier span was to be decided before.
    const isOfSpan = oldest !== undefined && oldest.registeredAt > after && oldest.registeredAt <= upTo;
    return (
      oldest && { kind: "waiting", webinar, ...found, ...defined({ person, until: isOfSpan ? until : undefined }) }
    );
  };

  const bulkDone = async ({ id }: Of<"bulk_done">, webinar: Webinar): Promise<Notice | undefined> => {
    const told = await bulk.told(webinar, id);
    return told && { kind: "bulk", ...told };
  };

  const hosting = async ({ person, was }: Of<"hosting">, webinar: Webinar): Promise<Notice> => {
    const role = roleIn(webinar, person);
    const way = role === "speaker" ? ({ hasLink: true } as const) : {};
    const others =
      role === "none" || role === "host"
        ? defined({ was: role === "none" ? was : undefined })
        : { hostName: await hostName(webinar) };
    return { kind: "hosting", webinar, person, role, ...way, ...others };
  };

  /** Whether somebody's entry is still to come: a change brought it meanwhile, and a cancellation keeps it away. */
  const isEntryDue = ({ person }: Of<"hosting">, webinar: Webinar): boolean =>
    isAhead(webinar, clock.now()) && webinar.sequence + webinar.revision === 0 && roleIn(webinar, person) !== "none";

  return async (matter: WebinarMatter, webinar: Webinar): Promise<Notice | undefined> => {
    switch (matter.kind) {
      case "overview":
        return matter.isLater && !isAhead(webinar, clock.now()) ? undefined : overview(webinar);
      case "report":
        return report(webinar);
      case "announced":
        return announcement(matter, webinar);
      case "draft":
        return draft(matter.draft, webinar);
      case "full":
        return { kind: "full", webinar, hostName: await hostName(webinar) };
      case "digest":
        return digest(matter, webinar);
      case "waiting":
        return waiting(matter, webinar);
      case "cancellations":
        return hostNews.cancellations(matter, webinar);
      case "coming":
        return hostNews.coming(matter, webinar);
      case "bulk_done":
        return bulkDone(matter, webinar);
      case "hosting":
        return matter.isLater && !isEntryDue(matter, webinar) ? undefined : hosting(matter, webinar);
      case "handed_over":
        return hostsOf(webinar).includes(matter.person)
          ? { kind: "handed_over", webinar, hostName: await hostName(webinar), isYours: webinar.host === matter.person }
          : undefined;
      case "speaking":
        return webinar.speakers.includes(matter.person)
          ? { kind: "speaking", webinar, hostName: await hostName(webinar) }
          : undefined;
      case "cohosting":
        return { kind: "cohosting", webinar, hostName: await hostName(webinar) };
      default:
        return unreachable(matter);
    }
  };
};
