import { createHmac } from "node:crypto";
import { domainOf } from "../../core/model/mail-domains.ts";
import type { Listed } from "../../core/model/verdict.ts";
import type { Lists } from "../../core/ports/lists.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

const listedOf = (text: string | null | undefined): Listed | undefined =>
  text === "approve" || text === "reject" ? text : undefined;

/** How an address stands in the lists once it was erased: it still matches, and cannot be read. */
const erasedEntry = (secret: string, address: string): string =>
  `erased:${createHmac("sha256", secret).update(`listed\n${address}`).digest("base64url").slice(0, 22)}`;

/** The operator's lists of addresses and domains, in Redis. `secret` makes the hashes of addresses that were erased. */
export const makeLists = (redis: Connection, secret: string): Lists => ({
  verdict: async (address) => {
    const entries = [address, erasedEntry(secret, address), `@${domainOf(address)}`];
    const found = await redis.hmget(keys.lists, ...entries);
    return found.map(listedOf).find((listed) => listed !== undefined);
  },
  all: async () =>
    Object.entries(await redis.hgetall(keys.lists)).flatMap(([entry, text]) => {
      const listed = listedOf(text);
      return listed ? [{ entry, listed }] : [];
    }),
  put: async (entry, listed) => {
    await redis.hdel(keys.lists, erasedEntry(secret, entry));
    if (listed) await redis.hset(keys.lists, entry, listed);
    else await redis.hdel(keys.lists, entry);
  },
  erase: async (address) => {
    const listed = listedOf(await redis.hget(keys.lists, address));
    if (!listed) return false;
    if (listed === "reject") await redis.hset(keys.lists, erasedEntry(secret, address), listed);
    await redis.hdel(keys.lists, address);
    return true;
  },
});
