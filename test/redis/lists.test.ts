import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Address } from "../../src/core/model/ids.ts";
import { ALL_PARTITIONS, keys } from "../../src/redis/keys.ts";
import { findEverywhere } from "../setup/keyspace.ts";
import { openStore, type Store } from "../setup/store.ts";

const ANN = "ann@example.com" as Address;

describe("the operator's lists in Redis", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  it("A13: an erased address goes from every partition, also where listing it failed on the way", async () => {
    const half = ALL_PARTITIONS.slice(ALL_PARTITIONS.length / 2).map(keys.lists);
    for (const lists of half) await store.redis.hset(lists, ANN, "reject");
    expect(await store.lists.erase(ANN)).toBe(true);
    expect(await findEverywhere(store.redis, [ANN])).toEqual([]);
    expect(await store.lists.erase(ANN)).toBe(false);
  });
});
