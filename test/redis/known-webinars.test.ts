import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keys } from "../../src/redis/keys.ts";
import { ORGANISATION, openStore, type Store } from "../setup/store.ts";

describe("settings that are remembered", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  it("what Redis holds is told, though a version that it lost was made anew with other settings", async () => {
    const { code } = await store.schedule(await store.member("host"), { fields: { title: "Deep sea" } });
    expect(await store.webinars.get(ORGANISATION, code)).toMatchObject({ title: "Deep sea", version: 1 });
    const webinar = keys.webinar(ORGANISATION, code);
    const settings = JSON.parse((await store.redis.hget(webinar, "settings")) ?? "");
    await store.redis.hset(webinar, "settings", JSON.stringify({ ...settings, title: "Ice and fire" }));
    expect(await store.webinars.get(ORGANISATION, code)).toMatchObject({ title: "Ice and fire", version: 1 });
  });
});
