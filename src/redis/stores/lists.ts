import { domainOf } from "../../core/model/mail-domains.ts";
import type { Listed } from "../../core/model/verdict.ts";
import type { Lists } from "../../core/ports/lists.ts";
import type { Connection } from "../connect.ts";
import { keys } from "../keys.ts";

const listedOf = (text: string | null | undefined): Listed | undefined =>
  text === "approve" || text === "reject" ? text : undefined;

/** The operator's lists of addresses and domains, in Redis. */
export const makeLists = (redis: Connection): Lists => ({
  verdict: async (address) => {
    const found = await redis.hmget(keys.lists, address, `@${domainOf(address)}`);
    return listedOf(found[0]) ?? listedOf(found[1]);
  },
  all: async () =>
    Object.entries(await redis.hgetall(keys.lists)).flatMap(([entry, text]) => {
      const listed = listedOf(text);
      return listed ? [{ entry, listed }] : [];
    }),
  put: async (entry, listed) => {
    if (listed) await redis.hset(keys.lists, entry, listed);
    else await redis.hdel(keys.lists, entry);
  },
});
