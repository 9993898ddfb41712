import { describe, expect, it } from "vitest";
import { readCode } from "../../src/core/model/ids.ts";
import { makeLog } from "../../src/log.ts";
import { makeCrowd } from "../../src/playground/crowd.ts";
import type { Site } from "../../src/playground/site.ts";
import { siteOf, wireCore } from "../../src/wire.ts";
import { zones } from "../../src/zones.ts";
import { codeIn } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { openHouse } from "../setup/house.ts";
import { startThrowawayRedis } from "../setup/redis.ts";
import { holds, personIn, pressOn, visitPlayground } from "./visit.ts";

type Visit = Awaited<ReturnType<typeof visitPlayground>>;

/** Hanna schedules a webinar in her channel; answers its code. */
const schedule = async (visit: Visit, title: string): Promise<string> => {
  const { slack, now } = await visit.state();
  const hanna = personIn(slack.people, "Hanna Berg");
  const channelId = slack.channels[0]?.id ?? "";
  const command = { face: "slack", kind: "command", person: hanna, command: "/webinar", channelId };
  await visit.did({ ...command, text: "schedule" });
  await visit.until(({ slack: { view } }) => view ?? undefined, { slack: hanna });
  const wall = zones.wallOf(Math.floor(now / 60_000 + 120) * 60_000, "Europe/Berlin");
  const values = { title, ...wall, link: "https://meet.example.com/room" };
  await visit.did({ face: "slack", kind: "submit", person: hanna, values });
  const announced = await visit.until(
    ({ slack: { conversations } }) => conversations[channelId]?.find((card) => holds(card, `Scheduled: ${title}`)),
    { slack: hanna },
  );
  await visit.did({ face: "slack", kind: "close", person: hanna });
  return /Code: `?([A-Z2-9]{6})/.exec(JSON.stringify(announced))?.[1] ?? "";
};

const invite = async (visit: Visit, code: string, who: readonly string[]): Promise<void> => {
  const { slack } = await visit.state();
  const [{ id: channelId = "" } = {}] = slack.channels;
  const text = `invite ${code} ${who.join(" ")}`;
  const person = personIn(slack.people, "Hanna Berg");
  await visit.did({ face: "slack", kind: "command", person, command: "/webinar", channelId, text });
};

describe("what the playground keeps", () => {
  it("D: after a new start the chats of both products are there, and their buttons work", async () => {
    const redis = await startThrowawayRedis();
    let visit = await visitPlayground({ redis });
    try {
      const code = await schedule(visit, "Deep sea");
      await invite(visit, code, ["ann.lee@example.com", "tim.okoro@example.com"]);
      const { slack, teams } = await visit.state();
      const [ann, tim] = [personIn(slack.people, "Ann Lee"), personIn(teams.people, "Tim Okoro")];
      const who = { slack: ann, teams: tim };
      const invited = (now: Awaited<ReturnType<Visit["state"]>>) =>
        [now.slack.conversations.dm, now.teams.conversations.chat].every((one) => holds(one, "invited: Deep sea"));
      await visit.until(invited, who);
      const before = await visit.state(who);

      await visit.stop();
      visit = await visitPlayground({ redis });
      const after = await visit.state(who);
      const texts = (state: typeof after) =>
        [...Object.values(state.slack.conversations), ...Object.values(state.teams.conversations)].map((list) =>
          list.map(({ blocks, card }) => JSON.stringify(blocks ?? card)),
        );
      expect(texts(after)).toEqual(texts(before));

      const invitation = after.slack.conversations.dm?.findLast((one) => holds(one, "invited: Deep sea"));
      if (!invitation) return expect.unreachable();
      await visit.did(pressOn(ann, invitation, "Register"));
      await visit.until(({ slack }) => holds(slack.conversations.dm, "Request received: Deep sea") || undefined, {
        slack: ann,
      });
      const card = after.teams.conversations.chat?.findLast((one) => holds(one, "invited: Deep sea"));
      const press = { face: "teams", kind: "press", person: tim, conversation: "chat", action: "Register" };
      await visit.did({ ...press, messageId: card?.id });
      expect(holds((await visit.state(who)).teams.conversations.chat, "Request received: Deep sea")).toBe(true);
    } finally {
      await visit.stop();
      await redis.stop();
    }
  });

  it("D: however many mails come for others, a person's own stay, each with an id of its own", async () => {
    const visit = await visitPlayground();
    try {
      const code = await schedule(visit, "Deep sea");
      await invite(visit, code, ["gus@guest.example"]);
      const own = await visit.until(({ mails }) => mails.find(({ to }) => to === "gus@guest.example"));
      for (const batch of ["a", "b"])
        await invite(
          visit,
          code,
          Array.from({ length: 60 }, (_, i) => `${batch}${i}@crowd.example`),
        );
      const crowded = await visit.until(
        ({ mails }) => mails.filter(({ to }) => to.endsWith("@crowd.example")).length === 100 && mails,
      );
      expect(crowded).toContainEqual(own);
      expect(new Set(crowded.map(({ id }) => id)).size).toBe(crowded.length);
    } finally {
      await visit.stop();
    }
  }, 300_000);

  it("D: a crowd on a slow machine asks again until everybody has a seat, and not where none is left", async () => {
    const house = await openHouse();
    try {
      const { core } = wireCore({
        redis: house.redis,
        site: siteOf(house.config),
        secret: "of the tests",
        clock: house.clock,
      });
      const host = await (await makeSlackFace(house)).person("Hanna Host");
      const schedule = async (cap: string) =>
        readCode(codeIn(await host.schedule({ title: "Bees", inMinutes: 60, cap })));
      const site = { slack: house.slack, teams: house.teams } as unknown as Site;
      const crowdOf = async (cap: string, count: number) => {
        const code = await schedule(cap);
        if (!code) throw new Error("nothing was scheduled");
        // The form comes too late for the trigger, as it does where everything is slow.
        house.slack.faults.fail({ method: "views.open", error: "expired_trigger_id", times: 6 });
        let crowd: ReturnType<typeof makeCrowd> | undefined;
        await new Promise<void>((resolve) => {
          const changed = () => crowd?.progress()?.done === count && resolve();
          crowd = makeCrowd({ site, log: makeLog({ level: "silent" }), changed });
          crowd.start(core, code, count);
        });
        return crowd?.progress();
      };
      expect(await crowdOf("20", 10)).toMatchObject({ seated: 10, refused: 0 });
      house.slack.faults.clear();
      expect(await crowdOf("4", 10)).toMatchObject({ seated: 4, refused: 6 });
    } finally {
      await house.stop();
    }
  }, 300_000);
});
