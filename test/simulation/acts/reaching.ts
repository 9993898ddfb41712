import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { againFields } from "../../../src/core/hosting/repeating/again.ts";
import { NO_REPEAT } from "../../../src/core/hosting/repeating/plan.ts";
import type { PersonId, RequestId, WebinarCode } from "../../../src/core/model/ids.ts";
import type { Person } from "../../../src/core/model/person.ts";
import { codeOf } from "../../../src/core/model/series.ts";
import { zones } from "../../../src/zones.ts";
import type { HeldWebinar } from "../ledger.ts";
import type { Process } from "../process.ts";
import { type Random, randomOf } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { Act } from "./act.ts";
import { chatOf } from "./chats.ts";
import { freshRequest } from "./requests.ts";

const organisation = SITE_ORGANISATION;
const ZONE = "Europe/Paris";
const HOUR = 3_600_000;
/** So many webinars are enough: each costs every look at the state. */
const WEBINARS_MAX = 12;

const ahead = (simulation: Simulation): HeldWebinar[] =>
  [...simulation.state().values()].filter(
    ({ state, endsAt }) => state !== "cancelled" && endsAt > simulation.time.now(),
  );

/** Does something as a host, in a process that answers. */
const asHost = <Value>(
  process: Process,
  host: string,
  act: (by: Person) => Promise<Value>,
): Promise<Value | undefined> =>
  process.within(async () => {
    const by = await process.core.people.get(organisation, host as PersonId);
    return by && act(by);
  });

/** Those of one host, of whom there is more than one. */
const ofOneHost = (simulation: Simulation, random: Random) => {
  const all = ahead(simulation);
  const hosts = [...new Set(all.map(({ hosts: [host = ""] }) => host))];
  const groups = hosts.map((host) => ({ host, webinars: all.filter(({ hosts: [one] }) => one === host) }));
  const found = groups.filter(({ webinars }) => webinars.length > 1);
  return found.length > 0 ? random.pick(found) : undefined;
};

/** What becomes of a message that is taken back so long after it was written. */
const undoing =
  (simulation: Simulation, random: Random, host: string, id: RequestId, afterMs: number | undefined) =>
  async (code: WebinarCode) => {
    if (afterMs === undefined) return;
    await simulation.after(afterMs, async () => {
      const process = simulation.webProcess(random);
      if (!process) return;
      simulation.written.undoes(id);
      const undone = await asHost(process, host, (by) =>
        process.core.messages.undo({ organisation, code, by, id, face: "slack" }),
      );
      if (undone) simulation.written.undone(id, undone.ok);
    });
  };

/** A channel of Slack, and by which account they are in it. */
const slackChannel = (simulation: Simulation, random: Random) => {
  const member = simulation.world.members.find(({ face, isGone }) => face === "slack" && !isGone);
  if (!member) return undefined;
  const id = random.pick(simulation.world.slackChannels);
  const group = simulation.slack.workspace.teamId;
  return { chat: chatOf(simulation, member), id, channel: { face: "slack" as const, group, channelId: id } };
};

/** What some host's own series is, or becomes; undefined where it could not be saved. */
const ownSeries = async ({ core }: Process, by: Person, codes: readonly WebinarCode[], requestId: RequestId) => {
  const all = await core.series.list(organisation, { from: 0, limit: 10 }, by);
  const own = all.some.find(({ series }) => series.host === by.id)?.series;
  if (own) return own;
  const fields = { title: "Seas", webinars: codes };
  const saved = await core.series.save({ organisation, requestId, by, way: "slack", fields });
  return saved.ok ? saved.value.series : undefined;
};

export const REACHING_ACTS: readonly Act[] = [
  {
    /** Makes one where there is none, and withdraws it; or has other webinars in it, by another title, meanwhile. */
    name: "a host announces a series",
    weight: 5,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const found = ofOneHost(simulation, random);
      const where = slackChannel(simulation, random);
      if (!process || !found || !where) return undefined;
      const { chat, id, channel } = where;
      const { host } = found;
      const codes = found.webinars.map(({ code }) => code as WebinarCode);
      const [made, announced, changed, withdrawn] = [0, 1, 2, 3].map(() => freshRequest(random)) as [
        ...[RequestId, RequestId, RequestId, RequestId],
      ];
      const kept = codes.filter(() => random.chance(0.7));
      const title = random.pick(["Seas", "Oceans"]);
      const changes = random.pick([undefined, 0, 3_000]);
      const withdraws = random.pick([undefined, undefined, 0, 500, 60_000]);
      const own = randomOf("a series", random.below(1_000_000_000));
      const later = async (afterMs: number | undefined, act: (other: Process, by: Person) => Promise<unknown>) => {
        if (afterMs === undefined) return;
        await simulation.after(afterMs, async () => {
          const other = simulation.webProcess(own);
          if (other) await asHost(other, host, (by) => act(other, by));
        });
      };
      return async () => {
        const series = await asHost(process, host, (by) => ownSeries(process, by, codes, made));
        if (!series) return;
        const about = { organisation, code: series.code };
        await asHost(process, host, (by) =>
          process.core.seriesAnnouncing.announce({
            ...{ ...about, requestId: announced, by, chat, isAgreed: true },
            channel: { ...channel, kind: "channel", id, name: "all" },
          }),
        );
        await Promise.all([
          later(changes, async ({ core }, by) => {
            const now = await core.series.get(organisation, series.code);
            if (!now) return;
            const { version } = now;
            const act = { ...about, requestId: changed, by, way: "slack" as const, version };
            await core.series.save({ ...act, fields: { title, webinars: kept } });
          }),
          later(withdraws, ({ core }, by) =>
            core.seriesAnnouncing.withdraw({ ...about, requestId: withdrawn, by, way: "slack", channel }),
          ),
        ]);
      };
    },
  },
  {
    /** To everybody of a series, which they make where there is none. */
    name: "a host writes to a series",
    weight: 3,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const found = ofOneHost(simulation, random);
      if (!process || !found) return undefined;
      const { host, webinars } = found;
      const [made, id] = [freshRequest(random), freshRequest(random)];
      const to = random.pick(["approved", "approved", "pending", "waitlisted"] as const);
      const undo = undoing(simulation, random, host, id, random.pick([undefined, undefined, 40_000, 59_999, 61_000]));
      return async () => {
        const sent = await asHost(process, host, async (by) => {
          const { core } = process;
          const codes = webinars.map(({ code }) => code as WebinarCode);
          const series = await ownSeries(process, by, codes, made);
          if (!series) return undefined;
          const asked = { organisation, code: codeOf({ series }), by, face: "slack" as const, requestId: id };
          return core.messages.send(asked, { to, text: "Bring your own lamp" });
        });
        if (!sent?.ok) return;
        const { message, webinar } = sent.value;
        const state = simulation.state();
        const those = (message.series?.webinars ?? []).flatMap((code) => state.get(code) ?? []);
        simulation.written.sentToSeries(id, those, to, simulation.time.now());
        await undo(webinar.code);
      };
    },
  },
  {
    /** Of what is ahead, over or cancelled; once, or on two days. */
    name: "a host schedules again",
    weight: 2,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const all = [...simulation.state().values()];
      if (!process || all.length === 0 || all.length >= WEBINARS_MAX) return undefined;
      const { code, hosts } = random.pick(all);
      const host = random.pick(hosts);
      const requestId = freshRequest(random);
      const start = zones.wallOf(simulation.time.now() + (2 + random.below(40)) * HOUR, ZONE);
      const isRepeated = random.chance(0.4);
      const isTwice = random.chance(0.2);
      return () =>
        asHost(process, host, async (by) => {
          const { core } = process;
          const like = await core.scheduleAgain(organisation, code as WebinarCode, by);
          if (!like.ok) return;
          const { hostChannels } = like.value;
          const face = hostChannels[0]?.face ?? "slack";
          const input = {
            ...{ organisation, requestId, by, like: code as WebinarCode },
            fields: { ...againFields(like.value, ZONE, zones, core.site), start, zone: ZONE },
            named: { face, cohosts: { by: "address" as const, people: [], unreadable: [] }, hostChannels },
          };
          if (!isRepeated) {
            await core.schedule(input);
            // A form that is sent twice makes one.
            if (isTwice) await core.schedule(input);
            return;
          }
          const repeat = { ...NO_REPEAT, unit: "day" as const, count: 2 };
          const shown = await core.repeat({ ...input, repeat });
          if (!shown.ok) await core.repeat({ ...input, repeat, shown: shown.refusal.plan?.id });
        });
    },
  },
  {
    /** In a channel that they are in, and withdraws it, at once or later. */
    name: "a host announces and withdraws",
    weight: 4,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const all = ahead(simulation);
      if (!process || all.length === 0) return undefined;
      const { code, hosts } = random.pick(all);
      const where = slackChannel(simulation, random);
      if (!where) return undefined;
      const { chat, id, channel } = where;
      const [announced, withdrawn] = [freshRequest(random), freshRequest(random)];
      const afterMs = random.pick([undefined, 0, 500, 5_000, 60_000]);
      const own = randomOf("withdraws", random.below(1_000_000_000));
      const host = random.pick(hosts);
      const about = { organisation, code: code as WebinarCode };
      return async () => {
        await asHost(process, host, (by) =>
          process.core.announce({
            ...{ ...about, requestId: announced, by, chat, isAgreed: true },
            channel: { ...channel, kind: "channel", id, name: "all" },
          }),
        );
        if (afterMs === undefined) return;
        await simulation.after(afterMs, async () => {
          const other = simulation.webProcess(own);
          if (!other) return;
          await asHost(other, host, (by) =>
            other.core.withdrawAnnouncement({ ...about, requestId: withdrawn, by, way: "slack", channel }),
          );
        });
      };
    },
  },
];
