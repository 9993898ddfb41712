import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import type { Core } from "../../core/core.ts";
import { newWebinarFields } from "../../core/hosting/new-webinar.ts";
import { chatParts, parseAddress, requestId } from "../../core/model/ids.ts";
import { HOST_LINK_MS, type Links } from "../../core/model/links.ts";
import type { Person } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import { codeOf } from "../../core/model/series.ts";
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
const DAY_MS = 24 * 3_600_000;

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

interface Sample {
  /** Names the act that makes it, which is always the same, so that it is made once. */
  readonly name: string;
  readonly title: string;
  readonly inDays: number;
}

/** One of the gallery's own webinars. */
const sampleWebinar = async (
  core: Core,
  { by, channelId }: { readonly by: Person; readonly channelId: string },
  { name, title, inDays }: Sample,
): Promise<Webinar> => {
  const { date } = zones.wallOf(core.clock.now() + inDays * DAY_MS, ZONE);
  const group = by.chats.map(chatParts).find(({ face }) => face === "slack")?.group ?? "";
  const made = await core.schedule({
    organisation: SITE_ORGANISATION,
    requestId: requestId(...["gallery", name].filter((part) => part !== "")),
    by,
    fields: {
      ...newWebinarFields(core.site, ZONE),
      ...{ title, description: DATA.ordinary.description, start: { date, time: "18:00" } },
      link: "https://meet.example/gallery",
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

/** A webinar that somebody registered for and that its host cancelled, and two that are a series. */
const moreSamples = async (core: Core, host: { readonly by: Person; readonly channelId: string }) => {
  const { by } = host;
  const [title, ...parts] = [0, 1, 2].map(DATA.ordinary.otherTitle) as [string, ...string[]];
  const off = await sampleWebinar(core, host, { name: "off", title, inDays: 4 });
  const act = { organisation: SITE_ORGANISATION, by, way: "slack" } as const;
  const registration = await registered(core, off, by, REGISTRANTS[1]);
  await core.cancelWebinar({ ...act, code: off.code, requestId: requestId("gallery", "cancel") });
  const made: Webinar[] = [];
  for (const [i, one] of parts.entries())
    made.push(await sampleWebinar(core, host, { name: `part ${i}`, title: one, inDays: 5 + 7 * i }));
  const series = await core.series.save({
    ...act,
    requestId: requestId("gallery", "series"),
    fields: { title: DATA.ordinary.seriesTitle(0), webinars: made.map(({ code }) => code) },
  });
  return { off, registration, series: series.ok ? series.value.series : undefined };
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
    const by = { by: host, channelId };
    const webinar = await sampleWebinar(core, by, { name: "", title: DATA.ordinary.title, inDays: 3 });
    const { code } = webinar;
    const pathOf = (url: string): string => new URL(url).pathname;
    const hostPath = (of: Webinar["code"]): string => pathOf(links.host(of, host.id, core.clock.now() + HOST_LINK_MS));
    const ofHost = hostPath(code);
    const tickets = await Promise.all(
      REGISTRANTS.map(async (one) => {
        const registration = await registered(core, webinar, host, one);
        return registration
          ? [
              {
                name: `ticket-${one.to ?? "pending"}`,
                path: pathOf(links.personal(code, registration.key)),
                registration,
              },
            ]
          : [];
      }),
    );
    const [first] = tickets.flat();
    const { off, registration, series } = await moreSamples(core, by);
    const more: (SitePage | undefined)[] = [
      first && { name: "settings", path: `${first.path}?settings` },
      first && { name: "registrations", path: `${first.path}?list=mine` },
      first && { name: "host-registrant", path: `${ofHost}/people/${first.registration.key}` },
      registration && { name: "ticket-off", path: pathOf(links.personal(off.code, registration.key)) },
      series && { name: "series", path: pathOf(links.series(series.code)) },
      series && { name: "host-series", path: hostPath(codeOf({ series })) },
    ];
    return [
      { name: "event", path: pathOf(links.about(code)) },
      { name: "form", path: pathOf(links.register(code)) },
      { name: "gate", path: pathOf(links.gate(code)) },
      { name: "old-link", path: `/j/${code}.${"x".repeat(22)}` },
      ...tickets.flat().map(({ name, path }) => ({ name, path })),
      { name: "event-off", path: pathOf(links.about(off.code)) },
      { name: "lost-link", path: `/me/${code}.${"x".repeat(22)}` },
      ...more.filter((one) => one !== undefined),
      { name: "host-roster", path: ofHost },
      { name: "host-report", path: `${ofHost}/report` },
      { name: "host-invite", path: `${ofHost}/invite` },
      { name: "host-preview", path: `${ofHost}/preview?as=page` },
      { name: "host-preview-form", path: `${ofHost}/preview?as=form` },
      { name: "host-share", path: `${ofHost}/share` },
      ...ALWAYS,
    ];
  };
