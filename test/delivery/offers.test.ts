import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/core/deliveries/delivery.ts";
import { chatId, newKey, type WebinarCode } from "../../src/core/model/ids.ts";
import type { Notice } from "../../src/core/notices/notice.ts";
import type { Messenger, Outcome } from "../../src/delivery/outcome.ts";
import { makeSend, type SendDeps } from "../../src/delivery/send.ts";
import { NOTICES } from "../setup/notices.ts";
import { ORGANISATION } from "../setup/store.ts";

const offering = (status: string): Notice => {
  const found = NOTICES.find((one) => one.kind === "registration" && one.registration.status === status);
  if (!found) throw new Error(`no registration that is ${status}`);
  return found;
};

describe("a direct message that offers a seat", () => {
  const CODE = "W7K3QM" as WebinarCode;
  const news: Delivery = {
    ...{ id: "news", organisation: ORGANISATION, to: { kind: "dm", chat: chatId("teams", "T1", "U1") } },
    matter: { kind: "registration", code: CODE, key: newKey(), era: 1, version: 2 },
  };
  /** Sends it where one message stands; what was done, in its order. */
  const sent = async (
    notice: Notice,
    edited: Outcome,
    more: Partial<Delivery> = {},
    isHeld = true,
  ): Promise<{ outcome: Outcome; did: string[] }> => {
    const did: string[] = [];
    const messenger: Pick<Messenger, "tell" | "update"> = {
      tell: async () => {
        did.push("told");
        return { kind: "sent", messageId: "2" };
      },
      update: async (_organisation, _channel, messageId, now) => {
        did.push(`${messageId}: ${now.kind}`);
        return edited;
      },
    };
    const send = makeSend({
      people: { byChat: async () => undefined } as unknown as SendDeps["people"],
      present: async () => notice,
      messagesOf: async () => ["1"],
      shownBy: async () => undefined,
      messengers: { slack: undefined, teams: messenger as Messenger },
      learnOffer: async ({ messageId }) => void did.push(`learnt ${messageId}`),
      mailer: { send: async () => ({ kind: "sent" }) },
      mailboxes: { isUnsubscribed: async () => false },
      locale: "en",
      clock: { now: () => 0 },
    });
    return { outcome: await send({ ...news, ...more }, 1, () => isHeld), did };
  };

  it("B21: has the one before it point to the newer one first, as only the last is edited when the offer ends", async () => {
    const { outcome, did } = await sent(offering("offered"), { kind: "sent" });
    expect(did).toEqual(["1: offer_replaced", "told"]);
    expect(outcome).toMatchObject({ kind: "sent", messageId: "2", offering: ["2"], offeringNot: ["1"] });
  });

  it("B21: waits where the one before it cannot be edited just now, and not where it never can", async () => {
    expect((await sent(offering("offered"), { kind: "again", code: "timeout" })).did).toEqual(["1: offer_replaced"]);
    expect((await sent(offering("offered"), { kind: "gone" })).did).toEqual(["1: offer_replaced", "told"]);
    expect((await sent(offering("offered"), { kind: "never", code: "no" })).did).toEqual(["1: offer_replaced", "told"]);
  });

  it("B21: an edit says in which messages the seat is offered by then, and that it is in none", async () => {
    const edit = { editOnly: true } as const;
    const now = await sent(offering("offered"), { kind: "sent" }, edit);
    expect(now.outcome).toMatchObject({ kind: "sent", offering: ["1"], offeringNot: [] });
    const ended = await sent(offering("cancelled"), { kind: "sent" }, edit);
    expect(ended.outcome).toMatchObject({ kind: "sent", offeringNot: ["1"] });
    expect(ended.outcome).not.toHaveProperty("offering");
  });

  it("A12: an older message that was edited too late says what is so, and leaves the offer to the newer one", async () => {
    const late = { editOnly: true, message: "0" } as const;
    const offered = await sent(offering("offered"), { kind: "sent" }, late);
    expect(offered.did).toEqual(["0: offer_replaced"]);
    expect(offered.outcome).toMatchObject({ offering: [], offeringNot: ["0"] });
    expect((await sent(offering("cancelled"), { kind: "sent" }, late)).did).toEqual(["0: registration"]);
    // The last one goes on offering it.
    expect((await sent(offering("offered"), { kind: "sent" }, { ...late, message: "1" })).did).toEqual([
      "1: registration",
    ]);
  });

  it.each([
    ["it was sent", { kind: "sent" }],
    ["nobody knows whether it was", { kind: "again", code: "timeout" }],
  ] as const)("A12: says which messages it edited or sent, as it may come too late: %s", async (_, edited) => {
    expect((await sent(offering("approved"), edited, { editOnly: true })).outcome.touched).toEqual(["1"]);
    const told = await sent(offering("offered"), edited);
    expect(told.outcome.touched).toEqual(edited.kind === "sent" ? ["1", "2"] : ["1"]);
  });

  it("A12: what another worker may have by now is not sent: this one stood still for longer than its lease", async () => {
    const { outcome, did } = await sent(offering("approved"), { kind: "sent" }, {}, false);
    expect(outcome).toMatchObject({ kind: "again", code: "lease_over" });
    expect(did).toEqual([]);
  });

  it("B21: an answer that could not be shown is told, and remembered as one that offers the seat", async () => {
    const answer = { matter: { kind: "answer", kept: "one" } } as const;
    expect((await sent(offering("offered"), { kind: "sent" }, answer)).did).toContain("learnt 2");
    expect((await sent(offering("offered"), { kind: "sent" })).did).not.toContain("learnt 2");
  });

  it("leaves all others as they are", async () => {
    expect((await sent(offering("approved"), { kind: "sent" })).did).toEqual(["told"]);
  });
});
