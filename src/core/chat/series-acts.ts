import type { Core } from "../core.ts";
import { seriesCode, type WebinarCode } from "../model/ids.ts";
import type { Series } from "../model/series.ts";
import { mayHost } from "../model/webinar.ts";
import { type Notice, refused } from "../notices/notice.ts";
import { readPage } from "../notices/paging.ts";
import { faceOf, type Speaker } from "./speaker.ts";

/** What people ask about series, the same in every chat product; a series' code is typed where a webinar's is. */
export const makeSeriesActs = (core: Core) => {
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
    return { kind: "series_one", series, webinars, page, isMine: isHost(speaker, series) };
  };

  return {
    find,

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
