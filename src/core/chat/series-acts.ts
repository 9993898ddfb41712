import type { Core } from "../core.ts";
import { seriesCode, type WebinarCode } from "../model/ids.ts";
import type { Series } from "../model/series.ts";
import { mayHost } from "../model/webinar.ts";
import { type Notice, refused } from "../notices/notice.ts";
import type { Speaker } from "./speaker.ts";

/** What people ask about series, the same in every chat product; a series' code is typed where a webinar's is. */
export const makeSeriesActs = (core: Core) => {
  const isHost = ({ person }: Speaker, { host }: Series) => host === person.id;

  /** One series; undefined for a code that is none. */
  const find = async (speaker: Speaker, code: WebinarCode): Promise<Notice | undefined> => {
    const found = await core.series.withWebinars(speaker.organisation, seriesCode(code));
    return found && { kind: "series_one", ...found, isMine: isHost(speaker, found.series) };
  };

  return {
    find,

    one: async (speaker: Speaker, code: WebinarCode): Promise<Notice> =>
      (await find(speaker, code)) ?? refused({ reason: "unknown_series", typed: code }),

    all: async (speaker: Speaker): Promise<Notice> => {
      const entries = await core.series.list(speaker.organisation);
      const mine = entries.filter(({ series }) => isHost(speaker, series)).map(({ series }) => series.code);
      return { kind: "series", entries, mine, mayHost: mayHost(core.site, speaker.person) };
    },

    make: ({ person }: Speaker): Notice =>
      mayHost(core.site, person) ? { kind: "open_form", form: "series" } : refused({ reason: "may_not_schedule" }),

    edit: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      const allowed = await core.series.forHost(organisation, seriesCode(code), person);
      if (!allowed.ok) return refused(allowed.refusal);
      const found = await core.series.withWebinars(organisation, allowed.value.code);
      return found
        ? { kind: "open_form", form: "series", series: found }
        : refused({ reason: "unknown_series", typed: code });
    },
  };
};
