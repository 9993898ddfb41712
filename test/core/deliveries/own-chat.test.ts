import { expect, it } from "vitest";
import { cardInOwnChat } from "../../../src/core/deliveries/cards.ts";
import { chatId, type WebinarCode } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { ORGANISATION } from "../../setup/store.ts";

it("P31: whose account ended in one product reads in the other how far it is, by a message of its own", () => {
  const code = "W7K3QM" as WebinarCode;
  const [slack, teams] = [chatId("slack", "T1", "U1"), chatId("teams", "tenant", "aad")];
  const of = (...chats: Person["chats"]) =>
    cardInOwnChat({ chats } as unknown as Person, "slack", {
      ...{ id: "one:card", organisation: ORGANISATION, matter: { kind: "overview", code } },
    }).map(({ id, to }) => [id, to.kind === "card" && to.channel.face]);
  expect(of(slack, teams)).toEqual([["one:card", "slack"]]);
  expect(of(teams)).toEqual([["one:card:teams", "teams"]]);
  expect(of()).toEqual([]);
});
