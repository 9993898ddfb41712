import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import type { Core } from "../../core/core.ts";
import { newWebinarFields } from "../../core/hosting/new-webinar.ts";
import { chatParts, parseAddress, requestId } from "../../core/model/ids.ts";
import { HOST_LINK_MS, type Links } from "../../core/model/links.ts";
import type { Person } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { zones } from "../../zones.ts";
import { DATA } from "./data.ts";

/** A page of the site: its name in the gallery, and its path. */
interface SitePage {
  readonly name: string;
  readonly path: string;
}

const HOST = "hanna.berg@example.com";
const REGISTRANTS = [
  { typed: "ann.lee@example.com", to: "approved" },
  { typed: "bob.ray@example.com", to: undefined },
  { typed: "mia.roux@example.com", to: "rejected" },
] as const;
const ZONE = "Europe/Berlin";
const THREE_DAYS_MS = 3 * 24 * 3_600_000;

/** The pages that need no webinar, and those of who cannot go on. */
const ALWAYS: readonly SitePage[] = [
  { name: "start", path: "/" },
  { name: "help", path: "/help" },
  { name: "privacy", path: "/privacy" },
  { name: "not-found", path: "/nothing" },
  { name: "unknown-webinar", path: "/w/ZZZZZZ" },
];

/** Who is known by an address; undefined for nobody. */
const personBy = async (core: Core, typed: string): Promise<Person | undefined> => {
  const address = parseAddress(typed);
  return address && core.people.byAddress(SITE_ORGANISATION, address);
};

/** The gallery's own webinar: the act is always the same, so that it is made once. */
const sampleWebinar = async (core: Core, by: Person, channelId: string): Promise<Webinar> => {
  const { title, description } = DATA.ordinary;
  const { date } = zones.wallOf(core.clock.now() + THREE_DAYS_MS, ZONE);
  const group = by.chats.map(chatParts).find(({ face }) => face === "slack")?.group ?? "";
  const made = await core.schedule({
    organisation: SITE_ORGANISATION,
    requestId: requestId("gallery"),
    by,
    fields: {
      ...newWebinarFields(core.site, ZONE),
      ...{ title, description, start: { date, time: "18:00" }, link: "https://meet.example/gallery" },
      // In no list, and so in no step of the tour.
      visibility: "by_link",
    },
    named: {
      face: "slack",
      cohosts: { by: "chat", people: [], unreadable: [] },
      hostChannels: [{ face: "slack", group, channelId }],
    },
  });
  if (!made.ok) throw new Error(`no sample webinar: ${JSON.stringify(made.refusal)}`);
  return made.value;
};

/** Somebody's registration for it, decided as it should be; what is so already stays. */
const registered = async (
  core: Core,
  { code }: Webinar,
  host: Person,
  { typed, to }: (typeof REGISTRANTS)[number],
): Promise<Registration | undefined> => {
  const person = await personBy(core, typed);
  if (!person) return undefined;
  const { firstName, lastName, address } = person;
  const act = { organisation: SITE_ORGANISATION, code, requestId: requestId("gallery", code, typed) };
  await core.register({ ...act, person, address, firstName, lastName, given: {}, via: "page", answerStays: true });
  const entry = address && (await core.registrations.entry(SITE_ORGANISATION, code, { address }))?.entry;
  const registration = entry?.registration;
  if (!registration || !to || registration.status !== "pending") return registration;
  const { key, version } = registration;
  await core.decide({
    ...act,
    requestId: requestId("gallery", code, key),
    key,
    version,
    to,
    isChange: false,
    by: host,
    way: "slack",
  });
  return registration;
};

/** All kinds of pages, with a sample webinar, made when they are first asked for; its cards are posted in a channel. */
export const makePagesOf =
  (o: { core: Core; links: Links; channelId: string }) => async (): Promise<readonly SitePage[]> => {
    const { core, links, channelId } = o;
    const host = await personBy(core, HOST);
    if (!host) return ALWAYS;
    const webinar = await sampleWebinar(core, host, channelId);
    const { code } = webinar;
    const pathOf = (url: string): string => new URL(url).pathname;
    const ofHost = pathOf(links.host(code, host.id, core.clock.now() + HOST_LINK_MS));
    const tickets = await Promise.all(
      REGISTRANTS.map(async (one): Promise<SitePage[]> => {
        const registration = await registered(core, webinar, host, one);
        if (!registration) return [];
        return [{ name: `ticket-${one.to ?? "pending"}`, path: pathOf(links.personal(code, registration.key)) }];
      }),
    );
    return [
      { name: "event", path: pathOf(links.about(code)) },
      { name: "form", path: pathOf(links.register(code)) },
      { name: "gate", path: pathOf(links.gate(code)) },
      { name: "old-link", path: `/j/${code}.${"x".repeat(22)}` },
      ...tickets.flat(),
      { name: "host-roster", path: ofHost },
      { name: "host-report", path: `${ofHost}/report` },
      { name: "host-invite", path: `${ofHost}/invite` },
      ...ALWAYS,
    ];
  };
