import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Face, last, type MakeFace, type Persona, type Seen } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { essentialsOf } from "../contracts/slack-filling.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const FACES: [string, MakeFace][] = [
  ["Slack", makeSlackFace],
  ["Teams", makeTeamsFace],
];

const canApprove = ({ labels }: Seen): boolean => labels.some((label) => label.startsWith("Approve"));

describe("cards that were posted when the answer to it was lost, or not at all", () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.stop());

  const open = async (makeFace: MakeFace) => {
    const face = await makeFace(house);
    const host = await face.person("Hanna Host");
    const ann = await face.person("Ann Lee");
    const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
    await house.deliver();
    return { face, host, ann, code };
  };

  const register = async (who: Persona, code: string) => who.register(await who.type(`show ${code}`));

  const channelOf = (seen: Seen): string =>
    (seen as Seen & { message: { channelId?: string } }).message.channelId ?? "";

  const loseAPost = (channelId: string) => {
    house.slack.faults.dropReply({ method: "chat.postMessage", channelId });
    house.teams.faults.dropReply({ on: "create" });
  };

  const approveOf = (card: Seen): string => card.labels.find((label) => label.startsWith("Approve")) ?? "";

  const requests = (face: Face) => face.channel().filter(({ words }) => words.includes("Ann Lee"));

  it.each(FACES)("A12: %s: the copy that nobody knew of loses its buttons once it is pressed", async (_, makeFace) => {
    const { face, host, ann, code } = await open(makeFace);
    await register(ann, code);
    loseAPost(channelOf(last(face.channel())));
    await house.deliver();
    const [unknown, known] = requests(face);
    if (!unknown || !known) return expect.unreachable();
    await host.press(known, approveOf(known));
    await house.deliver();
    const mails = () => house.mail.inbox(ann.address).filter(({ mail }) => mail.subject?.includes("You’re in"));
    expect([requests(face).map(canApprove), mails().length]).toEqual([[true, false], 1]);
    // The decision is known by what it does: the same host's repeat is answered as the first time.
    const again = await host.press(requests(face)[0] ?? unknown, approveOf(unknown));
    expect(again.words).toContain("Ann Lee is approved");
    await house.deliver();
    expect([requests(face).map(canApprove), mails().length]).toEqual([[false, false], 1]);
    expect(requests(face).map(({ words }) => words.includes("Ann Lee is approved"))).toEqual([true, true]);
    await ann.leave(code);
    await house.deliver();
    expect(requests(face).map(({ words }) => /cancelled/i.test(words))).toEqual([true, true]);
  });

  it.each(FACES)("A12: %s: pressed first, it is decided there, and both copies say so", async (_, makeFace) => {
    const { face, host, ann, code } = await open(makeFace);
    await register(ann, code);
    loseAPost(channelOf(last(face.channel())));
    await house.deliver();
    const [unknown] = requests(face);
    if (!unknown) return expect.unreachable();
    await host.press(unknown, approveOf(unknown));
    await house.deliver();
    expect(requests(face).map(canApprove)).toEqual([false, false]);
    await ann.leave(code);
    await house.deliver();
    expect(requests(face).map(({ words }) => /cancelled/i.test(words))).toEqual([true, true]);
  });

  it.each([
    ["the post is looked up", []],
    ["the post is looked up again where Slack fails at it", ["internal_error"]],
  ] as const)("A12: in a host's own Slack chat %s, and not made twice", async (_, errors) => {
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const ann = await face.person("Ann Lee");
    const client = house.slack.as((host as Persona & { id: string }).id);
    await client.command("/webinar", "schedule");
    const form = await house.slack.until(() => client.openView());
    const fields = { title: "Deep sea", inMinutes: 600, link: "https://meet.example.com/room" };
    const sent = await client.submit(
      form,
      essentialsOf(form, fields, { now: house.clock.now(), zone: "Europe/Paris" }),
    );
    const [code = ""] = /\b[2-9A-HJ-NP-Z]{6}\b/.exec(JSON.stringify(sent.view?.blocks)) ?? [];
    await house.deliver();
    await register(ann, code);
    loseAPost(client.dmId());
    for (const error of errors) house.slack.faults.fail({ method: "conversations.history", error });
    await house.deliver();
    const cards = host.chat().filter(({ words }) => words.includes("Ann Lee"));
    expect(cards.map(canApprove)).toEqual([true]);
    await host.press(last(cards), approveOf(last(cards)));
    await house.deliver();
    expect(host.chat().filter(canApprove)).toEqual([]);
  });

  const refuseChannel = (face: Face) => {
    if (face.kind === "slack")
      house.slack.faults.fail({
        method: "chat.postMessage",
        error: "not_in_channel",
        channelId: channelOf(last(face.channel())),
        times: 1_000,
      });
    else house.teams.faults.fail({ on: "create", status: 403, code: "BotNotInConversationRoster", times: 1_000 });
  };
  const clear = () => {
    house.slack.faults.clear();
    house.teams.faults.clear();
  };

  it.each(FACES)(
    "A16, E2: %s: what could not be posted in a channel is told once, and all of it is tried again",
    async (_, makeFace) => {
      const { face, host, code } = await open(makeFace);
      const guests = await Promise.all(Array.from({ length: 7 }, (_unused, i) => face.person(`Guest ${"ABCDEFG"[i]}`)));
      const posted = face.channel().length;
      for (const guest of guests) await register(guest, code);
      refuseChannel(face);
      await house.deliver();
      const told = () => host.chat().filter(({ words }) => words.includes("is missing in the host channel"));
      expect(told()).toHaveLength(1);
      // Tried again in vain, it is told anew.
      await host.press(last(told()), "Post the card again");
      await house.deliver();
      expect(told()).toHaveLength(2);
      clear();
      expect(face.channel()).toHaveLength(posted);
      expect((await host.press(last(told()), "Post the card again")).words).toContain("Sending again: ");
      await house.deliver();
      expect(face.channel().filter(canApprove).length).toBeGreaterThanOrEqual(5);
      expect(face.channel().some(({ words }) => words.includes("2 new requests"))).toBe(true);
      // The same press once more: nothing is left, and it is no refusal.
      expect((await host.press(last(told()), "Post the card again")).words).toContain("Sending again: ");
    },
  );
});
