import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Converse } from "../../../src/core/chat/converse.ts";
import { makeLateAnswers } from "../../../src/core/chat/late-answers.ts";
import type { Delivery } from "../../../src/core/deliveries/delivery.ts";
import type { Address, ChatId } from "../../../src/core/model/ids.ts";
import { freshRequest, ORGANISATION, openStore, type Store } from "../../setup/store.ts";

const CHAT = "slack:T1:UANN" as ChatId;
const SECOND = 1_000;

describe("an answer that could not be said at once", () => {
  let store: Store;
  beforeEach(async () => {
    store = await openStore();
  });
  afterEach(() => store.stop());

  it("N10: tells who registered no decision that can still be undone, and then tells it", async () => {
    const host = await store.member("host");
    const ann = await store.people.know(ORGANISATION, {
      ...{ chatId: CHAT, address: "ann@example.com" as Address, firstName: "Ann", lastName: "Lee", fullMember: true },
    });
    const { code } = await store.schedule(host, { fields: { policy: "manual" } });
    const registered = await store.register(code, ann);
    if (!registered.ok) throw new Error(JSON.stringify(registered.refusal));
    const { key, version } = registered.value.registration;
    const asked = { organisation: ORGANISATION, code, key, version, by: host, way: "slack" } as const;
    await store.core.decide({ ...asked, requestId: freshRequest(), to: "approved", isChange: false });

    const answer: Delivery = {
      id: "answer:one",
      organisation: ORGANISATION,
      to: { kind: "dm", chat: CHAT },
      matter: { kind: "answer", kept: JSON.stringify({ do: "registration", code, key, again: false }) },
    };
    const { present } = makeLateAnswers(store.core, {} as Converse);
    expect(await present(answer)).toMatchObject({ registration: { status: "pending", version: 1 } });
    store.clock.advance(60 * SECOND);
    expect(await present(answer)).toMatchObject({ registration: { status: "approved", version: 2 } });
  });
});
