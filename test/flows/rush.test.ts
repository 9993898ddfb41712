import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { scriptText } from "../../src/redis/scripts.ts";
import { codeIn, type Persona } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { type House, openHouse } from "../setup/house.ts";

const SEATS = 10;
const PEOPLE = 200;
/** Forms are opened a few at a time: what comes at once is their sending. */
const TOGETHER = 10;

/** All of them have the form open before anybody sends it, so that all are sent at once. */
const rush = async (house: House): Promise<{ seated: number; full: number; other: string[] }> => {
  const [slack, teams] = [await makeSlackFace(house), await makeTeamsFace(house)];
  const host = await slack.person("Hanna Host");
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 10, cap: String(SEATS) }));
  const forms: Awaited<ReturnType<Persona["openForm"]>>[] = [];
  for (let from = 0; from < PEOPLE; from += TOGETHER) {
    const some = Array.from({ length: TOGETHER }, async (_, i) => {
      const person = await (i % 2 === 0 ? slack : teams).person(`Person ${from + i}`);
      return person.openForm(await person.type(`show ${code}`));
    });
    forms.push(...(await Promise.all(some)));
  }
  const answers = await Promise.all(forms.map((send) => send()));
  const words = answers.map((answer) => answer.words);
  return {
    seated: words.filter((text) => text.includes("Request received")).length,
    full: words.filter((text) => text.includes("Deep sea is full: all 10 seats are taken.")).length,
    other: words.filter((text) => !/Request received|is full/.test(text)),
  };
};

describe("a rush", () => {
  let house: House;
  afterEach(() => house.stop());

  describe("with the seat check", () => {
    beforeEach(async () => {
      house = await openHouse();
    });

    it("P9, S22: 200 at once, half in Slack, half in Teams, on 10 seats: exactly 10 hold one, 190 are told it is full", async () => {
      expect(await rush(house)).toEqual({ seated: SEATS, full: PEOPLE - SEATS, other: [] });
      expect(await house.redis.keys("*:e1:r:*")).toHaveLength(SEATS);
    });
  });

  describe("without it", () => {
    beforeEach(async () => {
      const text = scriptText("register-8").replace(/^if holds and counts.held.*$/m, "");
      house = await openHouse({ scripts: { "register-8": text } });
    });

    it("P9: more than 10 get a seat, so the test above can fail", async () => {
      expect((await rush(house)).seated).toBeGreaterThan(SEATS);
    });
  });
});
