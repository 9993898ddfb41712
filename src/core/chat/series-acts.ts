import type { SeriesPlace } from "../approvals/series-roster.ts";
import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import { seriesCode, type WebinarCode } from "../model/ids.ts";
import { HOST_LINK_MS, type Links } from "../model/links.ts";
import type { Refusal } from "../model/refusal.ts";
import { done, type Result } from "../model/result.ts";
import { countsOver, type Series } from "../model/series.ts";
import { mayHost } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { readPage, sliceFrom } from "../notices/paging.ts";
import type { RosterTab } from "../ports/roster.ts";
import { faceOf, type Named, type Speaker } from "./speaker.ts";

/** What people ask about series, the same in every chat product; a series' code is typed where a webinar's is. */
export const makeSeriesActs = (core: Core, links: Links) => {
  const isHost = ({ person }: Speaker, { host }: Series) => host === person.id;

  /** One series, with a page of its webinars; undefined for a code that is none. */
  const find = async (speaker: Speaker, code: WebinarCode, from = 0): Promise<Notice | undefined> => {
    const found = await core.series.withWebinars(speaker.organisation, seriesCode(code), speaker.person);
    if (!found) return undefined;
    const { series, webinars: all } = found;
    const { some: webinars, page } = await readPage(faceOf(speaker), from, async ({ from: at, limit }) => ({
      some: all.slice(at, at + limit),
      total: all.length,
    }));
    const isMine = isHost(speaker, series);
    const counts = isMine && all.length > 0 ? countsOver(all) : undefined;
    return { kind: "series_one", series, webinars, page, isMine, ...defined({ counts }) };
  };

  /** Everybody of a series on one of the roster's tabs (P37). */
  const people = async (
    speaker: Speaker,
    code: WebinarCode,
    tab: RosterTab,
    from?: SeriesPlace,
  ): Promise<Result<Notice, Refusal>> => {
    const { organisation, person: by } = speaker;
    const { limit } = sliceFrom(faceOf(speaker), 0);
    const found = await core.readSeriesRoster({ organisation, code: seriesCode(code), by, tab, from, limit });
    if (!found.ok) return found;
    const link = links.host(code, by.id, core.clock.now() + HOST_LINK_MS);
    return done({ kind: "series_people", ...found.value, link });
  };

  return {
    /** A webinar, or else the series with this code. */
    show: async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
      const shown = await core.queries.show(speaker.organisation, code, speaker.person);
      if (shown.ok) return shown.value;
      return (await find(speaker, code)) ?? refused(shown.refusal);
    },

    /** The next page of it. */
    peopleFrom: async (speaker: Speaker, act: CardAct & { act: "series_people" }): Promise<Notice> => {
      const { code, tab, of, place } = act;
      return either(await people(speaker, code, tab, of && { of, ...defined({ place }) }), (notice) => notice);
    },

    /** The roster of a webinar, or where there is none, of the series with this code. */
    orPeople: async (shown: Notice, speaker: Speaker, code: WebinarCode, tab: RosterTab): Promise<Notice> => {
      if (shown.kind !== "refused" || shown.refusal.reason !== "unknown_webinar") return shown;
      const found = await people(speaker, code, tab);
      if (found.ok) return found.value;
      return found.refusal.reason === "unknown_series" ? shown : refused(found.refusal);
    },

    /** Invites to a webinar, or where there is none, to all of the series with this code. */
    orInvite: async (shown: Notice, speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> => {
      if (shown.kind !== "refused" || shown.refusal.reason !== "unknown_webinar") return shown;
      const { organisation, person: by, requestId, chat } = speaker;
      const of = seriesCode(code);
      const result = await core.inviteSeries({
        organisation,
        code: of,
        requestId,
        by,
        face: faceOf(speaker),
        chat,
        ...named,
      });
      if (!result.ok) return result.refusal.reason === "unknown_series" ? shown : refused(result.refusal);
      return { kind: "invited", ...result.value };
    },

    one: async (speaker: Speaker, code: WebinarCode, from = 0): Promise<Notice> =>
      (await find(speaker, code, from)) ?? refused({ reason: "unknown_series", typed: code }),

    all: async (speaker: Speaker, from = 0): Promise<Notice> => {
      const { some: entries, page } = await readPage(faceOf(speaker), from, (slice) =>
        core.series.list(speaker.organisation, slice, speaker.person),
      );
      const mine = entries.filter(({ series }) => isHost(speaker, series)).map(({ series }) => series.code);
      return { kind: "series", entries, mine, mayHost: mayHost(core.site, speaker.person), page };
    },

    make: ({ person }: Speaker): Notice =>
      mayHost(core.site, person) ? { kind: "open_form", form: "series" } : refused({ reason: "may_not_schedule" }),

    edit: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      const allowed = await core.series.forHost(organisation, seriesCode(code), person);
      if (!allowed.ok) return refused(allowed.refusal);
      const found = await core.series.withWebinars(organisation, allowed.value.code, person);
      return found
        ? { kind: "open_form", form: "series", series: found }
        : refused({ reason: "unknown_series", typed: code });
    },
  };
};
