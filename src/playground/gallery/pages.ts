import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import type { Core } from "../../core/core.ts";
import { newWebinarFields } from "../../core/hosting/new-webinar.ts";
import { chatParts, parseAddress, requestId } from "../../core/model/ids.ts";
import { HOST_LINK_MS, type Links } from "../../core/model/links.ts";
import type { Locale, Person } from "../../core/model/person.ts";
import type { Registration } from "../../core/model/registration.ts";
import { codeOf } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { zones } from "../../zones.ts";
import { dataFor } from "./data-sets.ts";

/** A page of the site: its name in the gallery, and its path. */
interface SitePage {
  readonly name: string;
  readonly path: string;
}

const HOST = "hanna.berg@example.com";
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const QUARTER_MS = HOUR_MS / 4;

/** What the sample webinars say in a language, where they are, and who registered for them. */
interface Spoken {
  readonly title: string;
  readonly description: string;
  /** A webinar that is cancelled, and the parts of a series. */
  readonly others: readonly [off: string, ...parts: string[]];
  readonly series: string;
  readonly zone: string;
  /** What these are about. */
  readonly about: readonly [off: string, ...parts: string[]];
  readonly approved: string;
  readonly pending: string;
  readonly rejected: string;
}

const wordsIn = (locale: Locale): Pick<Spoken, "title" | "description" | "others" | "series"> => {
  const { title, description, otherTitle, seriesTitle } = dataFor("ordinary", locale);
  return { title, description, others: [otherTitle(0), otherTitle(1), otherTitle(2)], series: seriesTitle(0) };
};

const SAMPLES: Readonly<Record<Locale, Spoken>> = {
  en: {
    ...wordsIn("en"),
    zone: "Europe/Berlin",
    about: [
      "Two hives on a flat roof: where they stand, what the bees find in a city and what to tell the neighbours.",
      "A bin, some worms and what the kitchen leaves: compost in a flat, without a smell.",
      "Which herbs grow with little light, and how they come through the winter.",
    ],
    approved: "ann.lee@example.com",
    pending: "bob.ray@example.com",
    rejected: "otto.lind@example.com",
  },
  fr: {
    ...wordsIn("fr"),
    zone: "Europe/Paris",
    about: [
      "Deux ruches sur un toit plat : où les poser, ce qu’on butine en ville et ce qu’il faut dire aux voisins.",
      "Un bac, des vers et des épluchures : composter en appartement, sans odeur.",
      "Quelles herbes poussent avec peu de lumière, et comment leur faire passer l’hiver.",
    ],
    approved: "mia.roux@example.com",
    pending: "tim.okoro@example.com",
    rejected: "cora.diaz@example.com",
  },
};

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
  /** Begins at the next quarter of an hour: its doors are open. */
  readonly isOpen?: boolean;
  readonly about?: string | undefined;
}

/** In whose hands the samples of a language are, and where their cards stand. */
interface Making {
  readonly by: Person;
  readonly channelId: string;
  readonly locale: Locale;
}

/** One of the gallery's own webinars. */
const sampleWebinar = async (
  core: Core,
  { by, channelId, locale }: Making,
  { name, title, inDays, isOpen = false, about }: Sample,
): Promise<Webinar> => {
  const { zone, description } = SAMPLES[locale];
  const now = core.clock.now();
  const { date, time } = zones.wallOf(
    isOpen ? (Math.floor(now / QUARTER_MS) + 1) * QUARTER_MS : now + inDays * DAY_MS,
    zone,
  );
  const group = by.chats.map(chatParts).find(({ face }) => face === "slack")?.group ?? "";
  const made = await core.schedule({
    organisation: SITE_ORGANISATION,
    requestId: requestId("gallery", locale, name),
    by,
    fields: {
      ...newWebinarFields(core.site, zone),
      ...{ title, description: about ?? description, start: { date, time: isOpen ? time : "18:00" } },
      cap: 50,
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
const moreSamples = async (core: Core, making: Making) => {
  const { by, locale } = making;
  const { others, about, approved, pending, series: seriesName } = SAMPLES[locale];
  const [title, ...parts] = others;
  const [aboutOff, ...aboutParts] = about;
  const off = await sampleWebinar(core, making, { name: "off", title, inDays: 4, about: aboutOff });
  const act = { organisation: SITE_ORGANISATION, by, way: "slack" } as const;
  const registration = await registered(core, off, by, { typed: pending });
  await core.cancelWebinar({ ...act, code: off.code, requestId: requestId("gallery", locale, "cancel") });
  const made: Webinar[] = [];
  for (const [i, one] of parts.entries())
    made.push(
      await sampleWebinar(core, making, { name: `part ${i}`, title: one, inDays: 5 + 7 * i, about: aboutParts[i] }),
    );
  const series = await core.series.save({
    ...act,
    requestId: requestId("gallery", locale, "series"),
    fields: { title: seriesName, webinars: made.map(({ code }) => code) },
  });
  const [first] = made;
  if (first) await registered(core, first, by, { typed: approved });
  return { off, registration, series: series.ok ? series.value.series : undefined };
};

/** Somebody's registration for it, decided as it should be; what is so already stays. */
const registered = async (
  core: Core,
  { code }: Webinar,
  host: Person,
  { typed, to }: { readonly typed: string; readonly to?: "approved" | "rejected" },
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

/** All kinds of pages, with sample webinars, made when they are first asked for; their cards are posted in a channel. */
const pagesIn =
  (o: { core: Core; links: Links; channelId: string }) =>
  async (locale: Locale): Promise<readonly SitePage[]> => {
    const { core, links, channelId } = o;
    const host = await personBy(core, HOST);
    if (!host) return ALWAYS;
    const making = { by: host, channelId, locale };
    const { title, approved, pending, rejected } = SAMPLES[locale];
    const webinar = await sampleWebinar(core, making, { name: "", title, inDays: 3 });
    const { code } = webinar;
    // A link to the meeting is old once the doors are open; an hour later that webinar is over.
    const hour = Math.floor(core.clock.now() / HOUR_MS);
    const now = await sampleWebinar(core, making, { name: `now ${hour}`, title, inDays: 0, isOpen: true });
    const pathOf = (url: string): string => new URL(url).pathname;
    const hostPath = (of: Webinar["code"]): string => pathOf(links.host(of, host.id, core.clock.now() + HOST_LINK_MS));
    const ofHost = hostPath(code);
    const tickets = await Promise.all(
      [
        { typed: approved, to: "approved" as const },
        { typed: pending },
        { typed: rejected, to: "rejected" as const },
      ].map(async (one) => {
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
    const { off, registration, series } = await moreSamples(core, making);
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
      { name: "old-link", path: `/j/${now.code}.${"x".repeat(22)}` },
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

/** The pages in one language after the other: the samples of both are made by the same host. */
export const makePagesOf = (o: Parameters<typeof pagesIn>[0]) => {
  const pages = pagesIn(o);
  let last: Promise<unknown> = Promise.resolve();
  return (locale: Locale): ReturnType<typeof pages> => {
    const next = last.then(() => pages(locale));
    last = next.catch(() => {});
    return next;
  };
};
