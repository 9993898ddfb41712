import { z } from "zod";
import { CodeSchema, seriesCode } from "../../core/model/ids.ts";
import type { SeriesStore } from "../../core/ports/series.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { decodeSeries, encodeSeries } from "../records/series.ts";
import { fieldsOf } from "../records/values.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

const ListAnswer = z.tuple([z.number()], z.array(z.string()));
const SaveAnswer = z.union([z.tuple([z.literal("moved")]), z.tuple([z.enum(["done", "taken"]), CodeSchema])]);

/** Series, in Redis. */
export const makeSeriesStore = (redis: Connection, run: RunScript): SeriesStore => ({
  get: async (organisation, code) => {
    const fields = await redis.hgetall(keys.series(organisation, code));
    return Object.keys(fields).length === 0 ? undefined : decodeSeries(fields);
  },

  list: async (organisation, { from, limit }, person) => {
    const answer = await run(
      "list-series-7",
      [
        keys.allSeries(organisation),
        keys.seriesPrefix(organisation),
        keys.webinars(organisation),
        keys.webinarsPrefix(organisation),
        keys.personPrefix(organisation),
        keys.hostingPrefix(organisation),
        keys.speakingPrefix(organisation),
      ],
      [person ?? "", from, limit],
    );
    const [total, ...some] = ListAnswer.parse(answer);
    return { some: some.map((fields) => decodeSeries(fieldsOf(fields))), total };
  },

  save: async ({ act, by, before, next, as, deliveries }) => {
    const { organisation, requestId, now } = act;
    const { code, form, webinars } = next;
    if (!before) {
      // Series and webinars share one supply of codes, each of which names its organisation.
      const claimed = await redis.set(keys.code(code), organisation, "NX");
      if (claimed !== "OK") return { kind: "moved" };
    }
    const left = (before?.webinars ?? []).filter((one) => !webinars.includes(one));
    const answer = await run(
      "save-series-6",
      [
        keys.series(organisation, code),
        keys.allSeries(organisation),
        keys.webinarsPrefix(organisation),
        keys.forms(organisation),
        keys.request(organisation, requestId),
        keys.lanes(organisation),
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
        as,
        next.announcedIn.length > 0 ? "1" : "",
        encodeDeliveries(deliveries),
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
