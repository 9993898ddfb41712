import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeamsPerson } from "../../../src/playground/teams/people.ts";
import { codeIn, type Face, type Persona } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

type Node = Record<string, unknown>;

/** The actions that a card shows at first sight: those that are not under a "…". */
const shownOn = (node: unknown): Node[] => {
  if (Array.isArray(node)) return node.flatMap(shownOn);
  if (typeof node !== "object" || node === null) return [];
  const card = node as Node;
  // What only shows more of the card is no button.
  const isAct = String(card.type).startsWith("Action.") && card.type !== "Action.ToggleVisibility";
  const isShown = isAct && card.mode !== "secondary";
  return [...(isShown ? [card] : []), ...Object.values(card).flatMap(shownOn)];
};

/** What people type in Teams, where, and what the answer looks like. */
describe("messages to the bot in Teams", () => {
  let house: House;
  let face: Face;
  let host: Persona & { added: TeamsPerson };

  beforeEach(async () => {
    house = await openHouse();
    face = await makeTeamsFace(house);
    host = (await face.person("Hanna Host")) as typeof host;
  });
  afterEach(() => house.stop());

  const client = () => house.teams.as(host.added.id);
  const hostChannel = (): string => {
    const places = house.teams.activities.map(({ activity }) => activity.conversation as Record<string, string>);
    return places.findLast(({ conversationType }) => conversationType === "channel")?.id?.split(";")[0] ?? "";
  };
  const scheduled = async (): Promise<string> => {
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    return code;
  };
  const said = (channelId: string) => house.teams.channel(channelId).filter(({ fromBot }) => fromBot);

  it("T5: what only the asker can use is answered privately: an unknown command, in a thread too", async () => {
    await scheduled();
    const channelId = hostChannel();
    const [root] = said(channelId);
    for (const at of [{ channelId }, { channelId, thread: root?.id ?? "" }]) {
      const chat = client().chat().length;
      const before = said(channelId).length;
      await client().say("shedule", at);
      // The channel reads no more than where the answer is.
      const more = JSON.stringify(said(channelId).slice(before));
      expect(said(channelId)).toHaveLength(before + 1);
      expect([more.includes("The answer is in our personal chat."), more.includes("Did you mean")]).toEqual([
        true,
        false,
      ]);
      expect(JSON.stringify(client().chat().slice(chat))).toContain("Did you mean");
    }
  });

  it("C7: what is written in a thread of a channel is answered in that thread", async () => {
    await scheduled();
    const channelId = hostChannel();
    const [root] = said(channelId);
    const answer = await client().say("list", { channelId, thread: root?.id ?? "" });
    expect(answer.sent.map(({ conversationId }) => conversationId)).toEqual([`${channelId};messageid=${root?.id}`]);
    expect(JSON.stringify(answer.sent)).toContain("Deep sea");
  });

  it("T7: lists, the form builder and the roster show at most six actions", async () => {
    const code = await scheduled();
    for (let i = 0; i < 12; i += 1) await host.schedule({ title: `Webinar ${i}`, inMinutes: 700 + i });
    await host.series({ title: "All of them", webinars: [code] });
    for (const name of ["Ann Lee", "Bob Ray"]) {
      const person = await face.person(name);
      await person.register(await person.type(`show ${code}`));
    }
    await house.deliver();
    for (const typed of ["list", "my", "invite", "edit", "series", `show ${code}`, "shedule"]) {
      await host.type(typed);
      const card = client().chat().at(-1)?.card;
      expect(card, typed).toBeDefined();
      expect(shownOn(card).length, typed).toBeLessThanOrEqual(6);
    }
    const dialog = () => shownOn(client().dialog()?.card).map(({ title }) => title);
    await host.questions(code).then((builder) => builder.add({ type: "line", label: "Which team?" }));
    expect(dialog().length).toBeGreaterThan(0);
    expect(dialog().length).toBeLessThanOrEqual(6);
    const list = await host.review(code);
    expect(dialog().length).toBeLessThanOrEqual(6);
    expect(list.shown().labels).toContain("Approve all 2");
    await list.decide("approved", ["Ann Lee"]);
    expect(dialog()).toContain("Undo");
    expect(dialog().length).toBeLessThanOrEqual(6);
    const positive = () =>
      shownOn(client().dialog()?.card).flatMap(({ style, title }) => (style === "positive" ? [title] : []));
    expect(positive()).toEqual(["Approve the chosen"]);
    await client().submitDialog({}, "Approve it");
    expect(dialog().length).toBeLessThanOrEqual(6);
    expect(positive()).toEqual(["Yes, all"]);
    expect(dialog()).toContain("Yes, all");
  });
});
