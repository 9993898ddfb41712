import { createHmac } from "node:crypto";
import type { Address } from "../../core/model/ids.ts";
import { domainOf } from "../../core/model/mail-domains.ts";
import type { Listed } from "../../core/model/verdict.ts";
import type { Lists } from "../../core/ports/lists.ts";
import type { Connection } from "../connect.ts";
import { ALL_PARTITIONS, keys } from "../keys.ts";

export const listedOf = (text: string | null | undefined): Listed | undefined =>
  text === "approve" || text === "reject" ? text : undefined;

/** How an address stands in the lists once it was erased: it still matches, and cannot be read. */
const erasedEntry = (secret: string, address: string): string =>
  `erased:${createHmac("sha256", secret).update(`listed\n${address}`).digest("base64url").slice(0, 22)}`;

/** What the lists may say about one address, the first that is there counts: it, its hash if it was erased, its domain. */
export const listEntriesOf = (secret: string, address: Address): readonly [string, string, string] => [
  address,
  erasedEntry(secret, address),
  `@${domainOf(address)}`,
];

/**
 * The operator's lists of addresses and domains, in Redis: the same in every partition. `secret` makes the hashes of
 * addresses that were erased. A write that fails on the way has reached some partitions only, and throws; the partition
 * that is read here comes last, so that it says what holds everywhere, and the command can be repeated.
 */
export const makeLists = (redis: Connection, secret: string): Lists => {
  const [readPartition = "" as never, ...others] = ALL_PARTITIONS;
  const read = keys.lists(readPartition);
  const everywhere = [...others.map(keys.lists), read];

  const put = async (entry: string, listed: Listed | undefined, lost: string): Promise<void> => {
    for (const lists of everywhere) {
      if (listed) await redis.hset(lists, entry, listed);
      else await redis.hdel(lists, entry);
      await redis.hdel(lists, lost);
    }
  };

  return {
    verdict: async (address) =>
      (await redis.hmget(read, ...listEntriesOf(secret, address))).map(listedOf).find((listed) => listed !== undefined),
    all: async () =>
      Object.entries(await redis.hgetall(read)).flatMap(([entry, text]) => {
        const listed = listedOf(text);
        return listed ? [{ entry, listed }] : [];
      }),
    put: (entry, listed) => put(entry, listed, erasedEntry(secret, entry)),
    erase: async (address) => {
      const listed = listedOf(await redis.hget(read, address));
      let isFound = listed !== undefined;
      // Whatever is read: a write that failed on the way left it in some partitions.
      for (const lists of everywhere) {
        if (listed === "reject") await redis.hset(lists, erasedEntry(secret, address), listed);
        if ((await redis.hdel(lists, address)) > 0) isFound = true;
      }
      return isFound;
    },
  };
};
