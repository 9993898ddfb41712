import { z } from "zod";
import type { References, SeenChannel } from "../../core/ports/references.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { FaceSchema } from "../records/values.ts";

const CHANNELS_MAX = 100;

const Seen = z.object({ face: FaceSchema, group: z.string(), channelId: z.string(), name: z.string() });

/** Where chat products reach people and channels, in Redis. */
export const makeReferences = (redis: Connection): References => ({
  get: async (organisation, of) => (await redis.get(keys.reference(organisation, of))) ?? undefined,
  put: async (organisation, of, reference) => {
    await redis.set(keys.reference(organisation, of), reference);
  },
  forget: async (organisation, of) => {
    await redis.del(keys.reference(organisation, of));
  },
  seen: async (organisation, channel) => {
    await redis.hset(keys.channels(organisation), `${channel.face}:${channel.channelId}`, JSON.stringify(channel));
  },
  channels: async (organisation, face) => {
    const kept = await redis.hvals(keys.channels(organisation));
    return kept
      .map((json): SeenChannel => Seen.parse(JSON.parse(json)))
      .filter((channel) => channel.face === face)
      .sort((a, b) => a.name.localeCompare(b.name))
      .slice(0, CHANNELS_MAX);
  },
  first: async (organisation, name, withinMs) =>
    (await redis.set(keys.once(organisation, name), "1", "PX", withinMs, "NX")) === "OK",
});
