import { type ChainableCommander, Cluster, Redis } from "ioredis";
import { keys, PARTITIONS, PARTITIONS_KEPT } from "./keys.ts";
import { SCHEMA_VERSION } from "./schema/version.ts";

/** One Redis or one Redis Cluster. */
export type Connection = Redis | Cluster;

/** Where Redis is: a URL (`redis://`, `rediss://`, `unix://`), or the nodes of a Cluster. */
export type RedisAddress = { url: string } | { nodes: readonly { host: string; port: number }[] };

/** People wait at most 2 s for an answer: what Redis has not answered by then counts as failed, and can be repeated. */
const NODE_OPTIONS = { commandTimeout: 1_500, connectTimeout: 1_500, maxRetriesPerRequest: 1, lazyConnect: true };
const OPTIONS = { ...NODE_OPTIONS, retryStrategy: (times: number) => Math.min(50 * times, 1_000) };

/** Says that Redis cannot be reached, why, and what to do. A URL is not repeated: it may hold a password. */
const unreachable = (address: RedisAddress, why: Error | undefined): string => {
  const code = why && "code" in why ? ` (${why.code})` : "";
  const where = "nodes" in address ? "REDIS_CLUSTER" : "REDIS_URL";
  return `Redis cannot be reached${code}. Start it, or correct ${where}.`;
};

/**
 * Connects to Redis. Throws when it cannot be reached, and when its data were written with another number of
 * partitions. `onError` is called for connections that are lost later; they are made again by themselves.
 */
export const connectRedis = async (address: RedisAddress, onError: (error: Error) => void): Promise<Connection> => {
  const connection =
    "nodes" in address
      ? new Cluster([...address.nodes], {
          redisOptions: NODE_OPTIONS,
          // commandTimeout does not cover commands that wait for the cluster to come back.
          enableOfflineQueue: false,
          lazyConnect: true,
          clusterRetryStrategy: (times) => Math.min(100 * times, 1_000),
        })
      : address.url.startsWith("unix://")
        ? new Redis({ ...OPTIONS, path: decodeURIComponent(address.url.slice("unix://".length)) })
        : new Redis(address.url, OPTIONS);
  // Its own rejection says only that the connection is closed; why, it says in an event before.
  let why: Error | undefined;
  const note = (error: Error) => {
    why = error;
  };
  connection.on("error", note);
  await connection.connect().catch((error: unknown) => {
    connection.disconnect();
    throw new Error(unreachable(address, why), { cause: why ?? error });
  });
  connection.off("error", note);
  connection.on("error", onError);
  const isEmpty = (await connection.set(keys.partitions, PARTITIONS_KEPT, "NX")) === "OK";
  // Data without a version are of version 1 (schema/migrate.ts): only what is new has the present one from the start.
  if (isEmpty) await connection.hsetnx(keys.schema, "version", SCHEMA_VERSION);
  const kept = isEmpty ? PARTITIONS_KEPT : await connection.get(keys.partitions);
  if (kept !== PARTITIONS_KEPT && kept !== String(PARTITIONS)) {
    connection.disconnect();
    throw new Error(
      `this Redis was set up with ${kept} partitions, this version works with ${PARTITIONS}: use its own version or another Redis`,
    );
  }
  return connection;
};

/** Runs a pipeline; its answers in order. Throws the first failure among them. */
export const answersOf = async (pipeline: ChainableCommander): Promise<unknown[]> =>
  ((await pipeline.exec()) ?? []).map(([error, answer]) => {
    if (error) throw error;
    return answer;
  });

/** Says whether Redis can be reached, takes writes, and keeps them on disk. Does not throw. */
export const redisReady = async (
  connection: Connection,
): Promise<{ reachable: boolean; writable: boolean; durable: boolean }> => {
  const nodes = connection instanceof Cluster ? connection.nodes("master") : [connection];
  try {
    await connection.set("usher:ready", "1", "PX", 10_000);
    const persistence = await Promise.all(nodes.map((node) => node.info("persistence")));
    const durable = persistence.every((text) => /aof_enabled:1/.test(text) && !/aof_last_write_status:err/.test(text));
    return { reachable: true, writable: true, durable };
  } catch (error) {
    const answered = error instanceof Error && error.name === "ReplyError";
    return { reachable: answered, writable: false, durable: false };
  }
};
