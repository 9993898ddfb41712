import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Core } from "../../core/core.ts";
import type { Links } from "../../core/model/links.ts";
import type { Locale } from "../../core/model/person.ts";
import { tagged, USHERS_TAGS } from "../../core/model/tag.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { spelledOut } from "../../texts/when.ts";
import { wordsOf } from "../../texts/words.ts";
import { ADAPTIVE_CARD, cardOf } from "../notices/message.ts";
import type { Place } from "../platform/activity.ts";

/** Somebody pasted a link; the other one comes from who has not got the app, of whom nothing is known. */
const QUERIES = ["composeExtension/queryLink", "composeExtension/anonymousQueryLink"];
export const isLinkQuery = (name: string | undefined): boolean => QUERIES.includes(name ?? "");

const Query = z.looseObject({ url: z.string().max(3_000) });

const THUMBNAIL = "application/vnd.microsoft.card.thumbnail";

interface Deps {
  readonly core: Core;
  readonly links: Links;
  readonly locale: Locale;
}

/** Cards of link previews: of version 1.3, as for other message extensions (Microsoft Learn, Link unfurling). */
const attachmentOf = (notice: Notice & { kind: "link_preview" }, locale: Locale, now: number) => {
  const reader = { locale };
  const content: IAdaptiveCard = { ...cardOf(notice, reader, now), version: "1.3" };
  const { title, facts } = wordsOf(notice, reader, { now });
  const when = facts.find(({ is }) => is === "when")?.value ?? "";
  // Before it is sent, the composer shows this in its place.
  const preview = { contentType: THUMBNAIL, content: { title: spelledOut(title), text: spelledOut(when) } };
  return { contentType: ADAPTIVE_CARD, content, preview };
};

/**
 * Answers what stands in the place of a link to a webinar's page (N19). Teams keeps it for 30 minutes and shows it to
 * all who see the link: so it is in the site's language, says what everybody may see and what does not change by the
 * minute, and leads to the page. Nothing about links that are no webinar's page, or another organisation's.
 */
export const makeLinkQueries =
  ({ core, links, locale }: Deps) =>
  async (name: string | undefined, value: unknown, { organisation, chat }: Place): Promise<object> => {
    const url = Query.safeParse(value).data?.url ?? "";
    const code = name === QUERIES[0] && chat ? links.readPage(url) : undefined;
    const found = code && (await core.queries.linkPreview(organisation, code));
    const page = code && tagged(links.about(code), USHERS_TAGS.preview);
    const attachments = found && page ? [attachmentOf({ ...found, page }, locale, core.clock.now())] : [];
    return { composeExtension: { type: "result", attachmentLayout: "list", attachments } };
  };

export type LinkQueries = ReturnType<typeof makeLinkQueries>;
