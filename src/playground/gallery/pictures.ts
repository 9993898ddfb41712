import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { HomeView, ModalView } from "@slack/types";
import { makeTheme, SITE_COLOR, SITE_NAME } from "../../brand/theme.ts";
import type { Registrant } from "../../core/approvals/registrant.ts";
import type { Face } from "../../core/model/ids.ts";
import type { Locale, Reader } from "../../core/model/person.ts";
import type { MailNotice, Notice } from "../../core/notices/notice.ts";
import { type Page, sliceFrom } from "../../core/notices/paging.ts";
import { isMailNotice } from "../../delivery/by-mail.ts";
import { type Letter, letterOf } from "../../email/letter.ts";
import { homeView } from "../../slack/notices/home.ts";
import { messageOf, type SlackMessage } from "../../slack/notices/message.ts";
import { noticeView } from "../../slack/notices/notice-view.ts";
import { openedTitle } from "../../teams/forms/registry.ts";
import { registrantView } from "../../teams/forms/roster/registrant-view.ts";
import { cardOf } from "../../teams/notices/message.ts";
import { translatorFor } from "../../texts/translate.ts";
import { windowTitle } from "../../texts/window-title.ts";
import { stateOf, type ViewValues } from "../slack/inputs.ts";
import type { DataName } from "./data-sets.ts";
import { type Example, examplesOf } from "./examples/examples.ts";
import { links } from "./forms/filled.ts";
import { slackForm } from "./forms/slack.ts";
import { teamsForm } from "./forms/teams.ts";
import { STARTS_AT } from "./sample.ts";
import { slackSampler, teamsSampler } from "./sampler.ts";

/** Where notices are shown: messages and modals of Slack, cards and dialogs of Teams, mails. */
export const SURFACES = ["slack", "modal", "teams", "dialog", "mail"] as const;
export type Surface = (typeof SURFACES)[number];
export const LOCALES = ["en", "fr"] as const satisfies Locale[];

type Content =
  | { home: HomeView }
  | { message: SlackMessage }
  | { view: ModalView; values: ViewValues }
  | { card: IAdaptiveCard }
  | { dialog: IAdaptiveCard; title: string }
  | Letter;

/** One notice as one product shows it to one reader; `content` is what Usher sends there. */
interface Picture {
  /** Its place on the page: surface, notice, language and set of data. */
  readonly id: string;
  readonly surface: Surface;
  readonly name: string;
  readonly locale: Locale;
  readonly data: DataName;
  readonly now: number;
  readonly content: Content;
}

const theme = makeTheme(SITE_NAME, SITE_COLOR);

/** Notices that take the place of the form that led to them. */
const AFTER_FORMS: readonly Notice["kind"][] = ["registration", "scheduled", "edited", "series_saved", "registrant"];

/** A view as the client gets it: with the ids that Slack gives to blocks without one, and what its inputs hold. */
const opened = (view: ModalView): Content => {
  const blocks = view.blocks.map((block, index) => ({ block_id: `b${index}`, ...block }));
  return { view: { ...view, blocks }, values: stateOf(blocks, {}) };
};

/** The first page of a list, as this face has it; what is a page already stays that. */
const paged = <Item>(all: readonly Item[], page: Page | undefined, face: Face): { some: Item[]; page: Page } => {
  const { limit: size } = sliceFrom(face, 0);
  const some = all.slice(0, size);
  return {
    some,
    page: page
      ? { ...page, size, from: Math.floor(page.from / page.size) * size }
      : { from: 0, size, total: all.length },
  };
};

/** A list is read a page at a time, whose length differs from face to face. */
const firstPage = (notice: Notice, face: Face): Notice => {
  switch (notice.kind) {
    case "choose": {
      const { some, page } = paged(notice.webinars, notice.page, face);
      return { ...notice, webinars: some, page, ...(notice.own && { own: notice.own.slice(0, some.length) }) };
    }
    case "webinars":
    case "series_one": {
      const { some, page } = paged(notice.webinars, notice.page, face);
      return { ...notice, webinars: some, page };
    }
    case "mine": {
      const { some, page } = paged(notice.entries, notice.page, face);
      return { ...notice, entries: some, page };
    }
    case "series": {
      const { some, page } = paged(notice.entries, notice.page, face);
      return { ...notice, entries: some, page };
    }
    default:
      return notice;
  }
};

/** Who reads: a host channel's members are anywhere, all others are known. */
const readerOf = (notice: Notice, locale: Locale): Reader =>
  notice.kind === "overview" ? { locale } : { locale, zone: "Europe/Paris", isMember: true };

/** What goes by mail alone: no chat ever shows it. */
const ONLY_MAILED: readonly Notice["kind"][] = ["hosting", "draft", "revised"];

/** The answer that points to a message, which is never one itself. */
const isBrief = (notice: Notice): boolean => notice.kind === "registration" && notice.isToldBesides === true;

/** Who registers again is answered in chat, or on the page: no mail says so. */
const asMailed = (notice: MailNotice): MailNotice =>
  notice.kind === "registration" ? { ...notice, again: false } : notice;

/** Besides what goes by mail alone, a form's next step: it stands in its window, and is never posted. */
const isNeverOn = (surface: Surface, notice: Notice): boolean => {
  if (surface === "mail") return false;
  const isStep = notice.kind === "open_form" && notice.form === "message_preview";
  return ONLY_MAILED.includes(notice.kind) || (isStep && (surface === "slack" || surface === "teams"));
};

/** What is sent to a surface; undefined where it is never shown there. */
const contentOf = (surface: Surface, { notice, now }: Example, reader: Reader): Content | undefined => {
  if (isNeverOn(surface, notice)) return undefined;
  const isAfterForm = AFTER_FORMS.includes(notice.kind);
  switch (surface) {
    case "slack":
      return notice.kind === "home"
        ? { home: homeView(notice, reader, now) }
        : { message: messageOf(firstPage(notice, "slack"), reader, links, now) };
    case "modal":
      if (notice.kind === "open_form") return opened(slackForm(notice, reader, now));
      return isAfterForm ? opened(noticeView(notice, reader, messageOf(notice, reader, links, now).blocks)) : undefined;
    case "teams":
      return notice.kind === "home" ? undefined : { card: cardOf(firstPage(notice, "teams"), reader, now, { links }) };
    case "dialog": {
      if (notice.kind !== "open_form" && !isAfterForm) return undefined;
      const t = translatorFor(reader.locale);
      const title = notice.kind === "open_form" ? openedTitle(notice, t) : windowTitle(notice, t);
      const ofRoster = (of: Registrant) => ({
        reader,
        now,
        state: { code: of.webinar.code, tab: "everybody" } as const,
      });
      const card =
        notice.kind === "open_form"
          ? teamsForm(notice, reader, now)
          : notice.kind === "registrant"
            ? registrantView(notice, ofRoster(notice))
            : cardOf(notice, reader, now, { inDialog: true, links });
      return { dialog: card, title };
    }
    case "mail":
      return isMailNotice(notice) && !isBrief(notice)
        ? letterOf(asMailed(notice), reader, { links, theme, now })
        : undefined;
  }
};

const SAMPLERS: Readonly<Partial<Record<Surface, Content>>> = {
  slack: { message: { text: "Sampler", blocks: [...slackSampler] } },
  teams: { card: teamsSampler },
};

/** The pictures of one surface in one language, with one set of data: those whose ids hold every word of `find`. */
export const picturesOf = (surface: Surface, locale: Locale, data: DataName, find: string): Picture[] => {
  const words = find.split(/\s+/);
  const picture = (name: string, now: number, draw: () => Content | undefined): Picture[] => {
    const id = [surface, name, locale, data].join("-");
    const content = words.every((word) => id.includes(word)) && draw();
    return content ? [{ id, surface, name, locale, data, now, content }] : [];
  };
  return [
    ...examplesOf(data, locale).flatMap((one) =>
      picture(one.id, one.now, () => contentOf(surface, one, readerOf(one.notice, locale))),
    ),
    ...picture("sampler", STARTS_AT - 40 * 60_000, () => (data === "ordinary" ? SAMPLERS[surface] : undefined)),
  ];
};
