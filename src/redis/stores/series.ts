import { z } from "zod";
import { CodeSchema, type SeriesCode, seriesCode } from "../../core/model/ids.ts";
import type { SeriesStore } from "../../core/ports/series.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeSeries, encodeSeries } from "../records/series.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

const SaveAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.enum(["done", "taken"]), CodeSchema])]);

/** Series, in Redis. */
export const makeSeriesStore = (redis: Connection, run: RunScript): SeriesStore => ({
  get: async (organisation, code) => {
    const fields = await redis.hgetall(keys.series(organisation, code));
    return Object.keys(fields).length === 0 ? undefined : decodeSeries(fields);
  },

  list: async (organisation, { from, limit }) => {
    const list = keys.allSeries(organisation);
    const [total, codes] = await Promise.all([
      redis.zcard(list),
      redis.zrange(list, String(from), String(from + limit - 1), "REV"),
    ]);
    const pipeline = redis.pipeline();
    for (const code of codes) pipeline.hgetall(keys.series(organisation, code as SeriesCode));
    const answers = codes.length === 0 ? [] : await answersOf(pipeline);
    return { some: answers.map((fields) => decodeSeries(fields as Record<string, string>)), total };
  },

  save: async ({ act, by, before, next }) => {
    const { organisation, requestId, now } = act;
    const { code, form, webinars } = next;
    if (!before) {
      // Series and webinars share one supply of codes, each of which names its organisation.
      const claimed = await redis.set(keys.code(code), organisation, "NX");
      if (claimed !== "OK") return { kind: "moved" };
    }
    const left = (before?.webinars ?? []).filter((one) => !webinars.includes(one));
    const answer = await run(
      "save-series-5",
      [
        keys.series(organisation, code),
        keys.allSeries(organisation),
        keys.webinarsPrefix(organisation),
        keys.forms(organisation),
        keys.request(organisation, requestId),
      ],
      [
        now,
        before?.version ?? 0,
        code,
        encodeSeries(next),
        form.id,
        JSON.stringify(form),
        by,
        REQUEST_KEPT_MS,
        act.way,
        webinars.length,
        ...webinars,
        ...left,
      ],
    );
    const parsed = SaveAnswer.parse(answer);
    if (parsed[0] === "moved") return { kind: "moved" };
    const [kind, which] = parsed;
    return kind === "taken" ? { kind, code: which } : { kind, code: seriesCode(which) };
  },
});
