import { defined } from "../model/defined.ts";
import type { PersonId } from "../model/ids.ts";
import type { Announced } from "../model/told/announced.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, Matter } from "./delivery.ts";
import { fanOut } from "./fan-outs.ts";

/** Announcements follow the seats at most once in so long: a crowd that registers costs each channel few edits. */
const FOLLOW_AFTER_MS = 10_000;

type AnnouncedMatter = Extract<Matter, { kind: "announced" }>;
type Of = Pick<Webinar, "organisation" | "code" | "host" | "announcedIn">;

const EDIT = ":edit";
const WITHDRAW = `:withdrawn${EDIT}`;

/** The name by which an announcement's message is remembered: one in each channel, posted or edited. */
export const announcementName = (id: string): string => {
  const edit = [WITHDRAW, EDIT].find((end) => id.endsWith(end)) ?? "";
  return id.slice(0, id.length - edit.length);
};

/** Whether a delivery of this name posts an announcement. */
export const isAnnouncement = (id: string): boolean => id.startsWith("announced:");

/** Posts the announcement in a channel, or edits the one that stands there. `host` is told where that fails. */
export const announcementCard = (
  { organisation, code }: Pick<Webinar, "organisation" | "code">,
  { face, group, channelId }: Omit<Announced, "name" | "at">,
  host: PersonId,
): Delivery & { readonly matter: AnnouncedMatter } => ({
  id: `announced:${code}:${face}:${channelId}`,
  organisation,
  to: { kind: "card", channel: { face, group, channelId } },
  matter: { kind: "announced", code, channel: channelId },
  host,
  level: true,
});

/**
 * Edits the announcements where they stand; one that somebody deleted is not posted again. With `staysDead` one that was
 * given up is not tried again by each seat that is taken, only by what a host does.
 */
export const announcementEdits = (webinar: Of, staysDead?: true): Delivery[] =>
  webinar.announcedIn.map((channel) => {
    const card = announcementCard(webinar, channel, webinar.host);
    return { ...card, id: `${card.id}${EDIT}`, editOnly: true, ...defined({ staysDead }) };
  });

/** Has the announcement in a channel say that it was withdrawn, where it stands. */
export const announcementWithdrawn = (webinar: Of, channel: Announced): Delivery => {
  const { matter, ...card } = announcementCard(webinar, channel, webinar.host);
  const isWithdrawn = true as const;
  // A name of its own: an edit that waits there has nothing left to say.
  return { ...card, id: `${card.id}${WITHDRAW}`, matter: { ...matter, isWithdrawn }, editOnly: true };
};

/** Marks that seats changed: one delivery in however many channels, expanded once for all that changes until then. */
export const announcementsSoon = (webinar: Of, now: number): Delivery[] =>
  webinar.announcedIn.length === 0
    ? []
    : [{ ...fanOut(webinar, { kind: "announcements" }, "soon", webinar.host, now + FOLLOW_AFTER_MS), level: true }];

/** When announcements say something else by themselves: registration opens or closes, the webinar begins. */
export const announcementsAhead = (webinar: Of & Webinar, now: number): Delivery[] => {
  const { opensAt, closesAt, startsAt, announcedIn, host } = webinar;
  const instants = announcedIn.length === 0 ? [] : [opensAt, closesAt, startsAt];
  return instants
    .filter((at) => at !== undefined)
    .filter((at) => at > now)
    .map((at) => fanOut(webinar, { kind: "announcements" }, String(at), host, at));
};
