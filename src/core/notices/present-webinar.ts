import type { Bulk } from "../approvals/bulk.ts";
import type { Matter } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import { unreachable } from "../model/result.ts";
import { hostsOf, roleIn, type Webinar } from "../model/webinar.ts";
import type { Drafts } from "../ports/drafts.ts";
import type { Gate } from "../ports/gate.ts";
import type { People } from "../ports/people.ts";
import type { Requests } from "../ports/requests.ts";
import type { Roster } from "../ports/roster.ts";
import type { Notice } from "./notice.ts";

interface Deps {
  readonly requests: Requests;
  readonly roster: Pick<Roster, "reachedCounts">;
  readonly gate: Gate;
  readonly drafts: Drafts;
  readonly people: Pick<People, "get">;
  readonly bulk: Pick<Bulk, "told">;
  readonly nameOf: (webinar: Webinar, id: PersonId) => Promise<string>;
}

type WebinarMatter = Extract<
  Matter,
  {
    kind:
      | "announcement"
      | "draft"
      | "full"
      | "digest"
      | "waiting"
      | "bulk_done"
      | "cohosting"
      | "speaking"
      | "handed_over"
      | "hosting";
  }
>;
type Of<Kind extends WebinarMatter["kind"]> = Extract<WebinarMatter, { kind: Kind }>;

/** Makes the notice of a matter about a webinar as a whole; undefined when there is nothing left to say. */
export const makePresentWebinar = ({ requests, roster, gate, drafts, bulk, people, nameOf }: Deps) => {
  const hostName = (webinar: Webinar) => nameOf(webinar, webinar.host);

  const announcement = async (webinar: Webinar): Promise<Notice> => {
    const [host, attended, reached] = await Promise.all([
      hostName(webinar),
      gate.attended(webinar),
      roster.reachedCounts(webinar),
    ]);
    return { kind: "announcement", webinar, hostName: host, attended, reached };
  };

  const draft = async (id: string, webinar: Webinar): Promise<Notice | undefined> =>
    (await drafts.draft(webinar.organisation, webinar.code, id)) ? { kind: "draft", webinar, draft: id } : undefined;

  const digest = async ({ digest: number, era }: Of<"digest">, webinar: Webinar): Promise<Notice> =>
    webinar.era === era
      ? { kind: "digest", webinar, digest: number, gathered: await requests.digest(webinar, number) }
      : { kind: "request_gone", webinar };

  /** Nothing when every request of the span is decided. */
  const waiting = async ({ after, upTo, era }: Of<"waiting">, webinar: Webinar): Promise<Notice | undefined> => {
    const count = era === webinar.era ? await requests.waitingWithin(webinar, after, upTo) : 0;
    const [oldest] = count > 0 ? (await requests.withStatusFrom(webinar, "pending", undefined, 1)).some : [];
    return oldest && { kind: "waiting", webinar, count: webinar.counts.pending, oldestAt: oldest.registeredAt };
  };

  const bulkDone = async ({ id }: Of<"bulk_done">, webinar: Webinar): Promise<Notice | undefined> => {
    const told = await bulk.told(webinar, id);
    return told && { kind: "bulk", ...told };
  };

  const hosting = async ({ person: id }: Of<"hosting">, webinar: Webinar): Promise<Notice> => {
    const role = roleIn(webinar, id);
    const person = role === "speaker" ? await people.get(webinar.organisation, id) : undefined;
    return {
      kind: "hosting",
      webinar,
      person: id,
      role,
      ...defined({ isGuest: person?.chats.length === 0 ? (true as const) : undefined }),
    };
  };

  return async (matter: WebinarMatter, webinar: Webinar): Promise<Notice | undefined> => {
    switch (matter.kind) {
      case "announcement":
        return announcement(webinar);
      case "draft":
        return draft(matter.draft, webinar);
      case "full":
        return { kind: "full", webinar, hostName: await hostName(webinar) };
      case "digest":
        return digest(matter, webinar);
      case "waiting":
        return waiting(matter, webinar);
      case "bulk_done":
        return bulkDone(matter, webinar);
      case "hosting":
        return hosting(matter, webinar);
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
