import { expect, it } from "vitest";
import type { LaneGroup } from "../../src/core/ports/lanes.ts";
import { makeDeliver } from "../../src/delivery/deliver.ts";
import { makeLog } from "../../src/log.ts";
import { makeLanes } from "../../src/redis/lanes.ts";
import { siteOf, wireCore } from "../../src/wire.ts";
import { SECRET } from "../setup/house.ts";
import { onBothFaces } from "./both.ts";
import { last, type Seen } from "./face.ts";

const LEASE_MS = 20_000;

onBothFaces("a card that somebody edits too late", (stage) => {
  /** Where a message stands, as its product names the place. */
  const placeOf = (seen: Seen): string => {
    const { message } = seen as Seen & { message?: { channelId?: string; conversationId?: string } };
    return message?.channelId ?? message?.conversationId?.split(";")[0] ?? "";
  };

  /**
   * A worker takes up what of this name waits, and sends what the place shows now; before that arrives its lease ends,
   * another worker sends all that there is, and `meanwhile` happens. Answers how many it took up.
   */
  const sendLate = async (place: string, name: RegExp, meanwhile: () => Promise<unknown>): Promise<number> => {
    const { house, face } = stage();
    const { redis, clock, config } = house;
    const { run, core, stores } = wireCore({ redis, clock, secret: SECRET, site: siteOf(config) });
    const lanes = makeLanes(run);
    // The gap between two messages is over.
    clock.advance(2_000);
    const claims = lanes.groups.map((group: LaneGroup) =>
      lanes.claim(group, { now: clock.now(), leaseMs: LEASE_MS, max: 50, token: "late" }),
    );
    const taken = (await Promise.all(claims)).flatMap((claim) => claim.taken).filter(({ id }) => name.test(id));
    const [slack, teams] = [house.slack.keep([], [place], 100), house.teams.keep([], [place], 100)];
    const deliver = makeDeliver({
      ...{ lanes, outgoing: stores.outgoing, clock, leaseMs: LEASE_MS, log: makeLog({ level: "silent" }) },
      send: async () => {
        clock.advance(LEASE_MS);
        await meanwhile();
        await house.deliver();
        if (face.kind === "slack") house.slack.putBack(slack);
        else house.teams.putBack(teams);
        return { kind: "sent" };
      },
      isHeld: () => true,
      expand: async () => {},
      confirm: core.markConfirmed,
      onSent: () => {},
      followUps: async () => [],
      gapMs: () => 0,
    });
    for (const claimed of taken) await deliver(claimed);
    return taken.length;
  };

  const renamed = async (code: string, title: string) => (await stage().host.edit(code)).send({ title });

  it("A12: the overview of a webinar ends true, in the message that stands", async () => {
    const { house, face, scheduled } = stage();
    const code = await scheduled();
    const before = face.channel().length;
    const card = () => face.channel()[before - 1] ?? last(face.channel());
    await renamed(code, "Deep water");
    expect(await sendLate(placeOf(card()), /:announcement:/, () => renamed(code, "Cold water"))).toBe(1);
    expect(card().words).toContain("Deep sea");
    await house.deliver();
    expect(card().words).toContain("Cold water");
    expect(face.channel()).toHaveLength(before);
  });

  it("P28: an announcement too, although what another worker showed is what is so", async () => {
    const { house, host, face, member, scheduled } = stage();
    const code = await scheduled();
    const readers = face.readers("divers", [host, await member("Ann Lee")]);
    await readers.announce(host, code);
    await house.deliver();
    const shown = () => last(readers.cards()).words;
    await renamed(code, "Deep water");
    expect(await sendLate(placeOf(last(readers.cards())), /^announced:/, () => renamed(code, "Cold water"))).toBe(1);
    expect(shown()).toContain("Deep sea");
    await house.deliver();
    expect(shown()).toContain("Cold water");
    expect(readers.cards()).toHaveLength(1);
  });
});
