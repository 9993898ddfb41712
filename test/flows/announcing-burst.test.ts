import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../src/core/access/organisations.ts";
import { parseAddress, parseCode, requestId } from "../../src/core/model/ids.ts";
import { wireCore } from "../../src/wire.ts";
import { codeIn, type Face, last, type Persona, type Readers } from "../contracts/face.ts";
import { makeSlackFace } from "../contracts/slack-face.ts";
import { type House, openHouse, SECRET } from "../setup/house.ts";

const PEOPLE = 2_000;
const CHANNELS = 5;
const TOGETHER = 50;

describe("a crowd that comes from an announcement", () => {
  let house: House;
  let face: Face;
  let host: Persona;
  beforeEach(async () => {
    house = await openHouse({ limits: "on", env: { USHER_PLAN: "5000" } });
    face = await makeSlackFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  /** So many register on pages, while the clock goes on. */
  const crowd = async (code: string): Promise<void> => {
    const { plan, registrationIds, landingDomains, retentionDays, hosts } = house.config;
    const site = { plan, registrationIds, landingDomains, retentionDays, hosts };
    const { core, stores } = wireCore({ redis: house.redis, site, secret: SECRET, clock: house.clock });
    const webinar = parseCode(code);
    if (!webinar) throw new Error("no code");
    const register = async (name: string) => {
      const address = parseAddress(`${name}@example.org`);
      if (!address) throw new Error("no address");
      const profile = { address, firstName: name, lastName: "", fullMember: false };
      const person = await stores.people.know(SITE_ORGANISATION, profile);
      const result = await core.register({
        ...{ organisation: SITE_ORGANISATION, code: webinar, requestId: requestId("burst", name), person, address },
        ...{ firstName: name, lastName: "", given: {}, via: "page", answerStays: false },
      });
      if (!result.ok) throw new Error(JSON.stringify(result.refusal));
    };
    for (let from = 0; from < PEOPLE; from += TOGETHER) {
      await Promise.all(Array.from({ length: TOGETHER }, (_, i) => register(`p${from + i}`)));
      house.clock.advance(3_000);
      await house.usher.worker.drain();
    }
  };

  it("P28: two thousand registrations cost each channel few edits, which Slack's limits let pass, and none is left wrong", {
    timeout: 240_000,
  }, async () => {
    const code = codeIn(
      await host.schedule({ title: "Deep sea", inMinutes: 600, cap: String(PEOPLE + 3), policy: "automatic" }),
    );
    await house.deliver();
    const places: Readers[] = [];
    for (let i = 0; i < CHANNELS; i += 1) {
      const readers = face.readers(`club-${i}`, [host]);
      await readers.announce(host, code);
      places.push(readers);
    }
    await house.deliver();
    const before = house.slack.calls.length;
    await crowd(code);
    for (let i = 0; i < 30; i += 1) {
      house.clock.advance(1_000);
      await house.usher.worker.drain();
    }
    const calls = house.slack.calls.slice(before).filter(({ method }) => method === "chat.update");
    for (const { channelId, cards } of places) {
      const edits = calls.filter((call) => call.channelId === channelId);
      // At most: more than 1,000, 500, 200, 100, 50, 20, 10, and what is left.
      expect(edits.length).toBeGreaterThan(3);
      expect(edits.length).toBeLessThanOrEqual(9);
      expect(cards()).toHaveLength(1);
      expect(last(cards()).words).toContain("3 left");
    }
    expect(calls.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
  });
});
