import { z } from "zod";
import { changesOf } from "../../core/hosting/setting-changes.ts";
import type { OrganisationId, PersonId } from "../../core/model/ids.ts";
import { organisationId, parseCode } from "../../core/model/ids.ts";
import { hostsOf, type Webinar } from "../../core/model/webinar.ts";
import type { Listed, Slice } from "../../core/ports/slice.ts";
import type { Webinars } from "../../core/ports/webinars.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import type { KnownWebinars } from "../reading/known-webinars.ts";
import { type List, makeReadListPage } from "../reading/page.ts";
import { encodeDeliveries } from "../records/delivery.ts";
import { encodeInviting } from "../records/inviting.ts";
import { decodeLogEntry } from "../records/requests.ts";
import {
  decodeHostNews,
  decodePast,
  encodeArchive,
  encodePast,
  encodeSettings,
  HOST_NEWS,
  placeAmongAll,
  placeInLists,
} from "../records/webinar.ts";
import type { RunScript } from "../scripts.ts";
import { REQUEST_KEPT_MS } from "./requests.ts";

/** As in edit-11.lua. */
const PAST_KEPT = 50;

/** Who does something, and who did it before and does it no longer. */
const nowAndFormerly = (now: readonly PersonId[], before: readonly PersonId[]) =>
  [now, before.filter((id) => !now.includes(id))] as const;

/** Webinars and their settings, in Redis. */
export const makeWebinars = (redis: Connection, run: RunScript, knownWebinars: KnownWebinars): Webinars => {
  const readListPage = makeReadListPage(run, knownWebinars);

  const get: Webinars["get"] = async (organisation, code) => {
    const known = knownWebinars.of(organisation, code);
    const answer = await run("read-webinar-1", [keys.webinar(organisation, code)], [known?.mark ?? ""]);
    return knownWebinars.decode(organisation, code, known, answer);
  };

  const page = async (organisation: OrganisationId, of: List, now: number, slice: Slice): Promise<Listed<Webinar>> => {
    const { some, total } = await readListPage(organisation, of, now, slice);
    return { some: some.map(({ webinar }) => webinar), total };
  };

  return {
    get,

    create: async (webinar, requestId, now, deliveries, way, inviting) => {
      const { organisation, code } = webinar;
      // The code's key is of another slot. Claimed first: a crash between the two only wastes a code.
      const claimed = await redis.set(keys.code(code), organisation, "NX");
      if (claimed !== "OK") return undefined;
      const answer = await run(
        "create-webinar-10",
        [
          keys.webinar(organisation, code),
          keys.webinars(organisation),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.forms(organisation),
          keys.hostingPrefix(organisation),
          keys.inviting(organisation, code, requestId),
          keys.speakingPrefix(organisation),
          keys.personPrefix(organisation),
        ],
        [
          now,
          code,
          placeAmongAll(webinar),
          placeInLists(webinar),
          encodeSettings(webinar),
          webinar.cap,
          encodeDeliveries([...deliveries, ...(inviting?.deliveries ?? [])]),
          webinar.host,
          REQUEST_KEPT_MS,
          webinar.form.id,
          JSON.stringify(webinar.form),
          way,
          ...encodeInviting(inviting),
          hostsOf(webinar).length,
          ...hostsOf(webinar),
          ...webinar.speakers,
        ],
      );
      return parseCode(String(answer));
    },

    madeBy: async (organisation, requestId) =>
      parseCode((await redis.get(keys.request(organisation, requestId))) ?? ""),

    organisationOf: async (code) => {
      const organisation = await redis.get(keys.code(code));
      return organisation === null ? undefined : organisationId(organisation);
    },

    upcoming: (organisation, now, slice) => page(organisation, { list: "upcoming" }, now, slice),

    isDone: async (organisation, requestId) => (await redis.exists(keys.request(organisation, requestId))) === 1,

    edit: async ({ act, before, next, by, as, deletes, deliveries }) => {
      const { organisation, code, requestId, now } = act;
      const [hosts, formerHosts] = nowAndFormerly(hostsOf(next), hostsOf(before));
      const [speakers, formerSpeakers] = nowAndFormerly(next.speakers, before.speakers);
      const isPast = changesOf(before, next).length > 0;
      const archive = { era: before.era, deletedAt: now, deletedBy: by, count: deletes ?? 0, form: before.form };
      const answer = await run(
        "edit-11",
        [
          keys.webinar(organisation, code),
          keys.webinars(organisation),
          keys.past(organisation, code),
          keys.archives(organisation, code),
          keys.forms(organisation),
          keys.log(organisation, code),
          keys.request(organisation, requestId),
          keys.lanes(organisation),
          keys.hostingPrefix(organisation),
          keys.speakingPrefix(organisation),
          keys.personPrefix(organisation),
        ],
        [
          now,
          before.version,
          code,
          placeAmongAll(next),
          placeInLists(next),
          encodeSettings(next),
          next.cap,
          next.form.id,
          JSON.stringify(next.form),
          by,
          as,
          encodeDeliveries(deliveries),
          REQUEST_KEPT_MS,
          isPast ? encodePast(before, by) : "",
          deletes ?? "",
          deletes ? encodeArchive(archive) : "",
          act.way,
          hosts.length,
          formerHosts.length,
          speakers.length,
          ...hosts,
          ...formerHosts,
          ...speakers,
          ...formerSpeakers,
        ],
      );
      return { kind: z.enum(["done", "moved"]).parse(answer) };
    },

    past: async (organisation, code, version) => {
      const all = await redis.hgetall(keys.past(organisation, code));
      const versions = Object.keys(all).map(Number);
      if (versions.length >= PAST_KEPT && version < Math.min(...versions)) return "forgotten";
      // The first change from `version` on replaced what stood then; the last one tells who changed it last.
      const since = versions.filter((one) => one >= version).sort((a, b) => a - b);
      const [first, last] = [all[String(since[0])], all[String(since.at(-1))]];
      return first && last ? { settings: decodePast(first).settings, by: decodePast(last).by } : undefined;
    },

    spokenAtBy: async (organisation, person) =>
      (await redis.zrange(keys.speaking(organisation, person), "0", "-1")).flatMap((code) => parseCode(code) ?? []),

    ledBy: (organisation, person, now, slice) => page(organisation, { list: "led", by: { person } }, now, slice),

    openTo: (organisation, person, now, slice) => page(organisation, { list: "open", by: { person } }, now, slice),

    hostedBy: (organisation, person, now, slice) => page(organisation, { list: "hosted", by: { person } }, now, slice),

    hostedEverBy: (organisation, person, now, slice) =>
      page(organisation, { list: "hosted_ever", by: { person } }, now, slice),

    hostNews: async (organisation, code) => {
      const kept = await redis.hget(keys.webinar(organisation, code), HOST_NEWS);
      return kept === null ? undefined : decodeHostNews(kept);
    },

    log: async (organisation, code, limit, before) =>
      (await redis.xrevrange(keys.log(organisation, code), before ? `(${before}` : "+", "-", "COUNT", limit)).map(
        ([id, fields]) => decodeLogEntry(id, fields),
      ),
  };
};
