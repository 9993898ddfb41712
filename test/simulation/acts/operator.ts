import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import { type OrganisationId, parseAddress, requestId, type WebinarCode } from "../../../src/core/model/ids.ts";
import { zones } from "../../../src/zones.ts";
import { BLANK_FIELDS } from "../../setup/store.ts";
import { TENANT } from "../platforms/teams.ts";
import type { Act } from "./act.ts";
import { chatOf } from "./chats.ts";
import { anyAddress, anyCode } from "./typing.ts";

const ORGANISATION: OrganisationId = SITE_ORGANISATION;
const HOUR = 3_600_000;

export const OPERATOR_ACTS: readonly Act[] = [
  {
    /** As a form would: what a schedule form makes, without the luck that it takes to fill one in at random. */
    name: "schedule",
    weight: 2,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      // The first of each product, mostly: whoever is in the channel where requests come in.
      const all = simulation.world.members.filter(({ isGone }) => !isGone);
      const firsts = all.filter(({ face }, at) => all.findIndex((one) => one.face === face) === at);
      const hosts = random.chance(0.8) ? firsts : all;
      if (!process || hosts.length === 0 || simulation.state().size > 5) return undefined;
      const host = random.pick(hosts);
      const fields = {
        ...BLANK_FIELDS,
        title: random.pick(["Deep sea", "Ice & fire", "«Ω»"]),
        start: zones.wallOf(simulation.time.now() + random.pick([0.5, 3, 30, 90, 90]) * HOUR + 59_999, "Europe/Paris"),
        cap: random.pick([1, 2, 2, 3, undefined]),
        waitlist: random.chance(0.7),
        policy: random.pick(["manual", "manual", "automatic", "automatic", "rules"] as const),
        registrationIds: random.chance(0.8),
        offerMinutes: random.pick([undefined, 1, 60]),
        waitMinutes: random.pick([undefined, 60] as const),
        waitResult: random.pick([undefined, "approved", "rejected"] as const),
        approveInvited: random.chance(0.3),
        editsReopen: random.chance(0.3),
        answerEdits: random.pick(["until_approval", "never"] as const),
        nudgeMinutes: random.pick([undefined, 1_440] as const),
        texts: { approvalText: random.pick(["", "Bring a *leaf* <b>"]) },
        reminders: random.pick([[], [60, 10], [1_440, 60, 30, 10]] as const),
        followUp: random.chance(0.5),
        visibility: random.pick(["listed", "listed", "listed", "by_link", "invited_only"] as const),
      };
      const asksMore = random.chance(0.4);
      const { workspace } = simulation.slack;
      const chat = chatOf(simulation, host);
      const slackChannel = {
        face: "slack" as const,
        group: workspace.teamId,
        channelId: simulation.world.slackChannels[0] ?? "",
      };
      const teamsChannel = {
        face: "teams" as const,
        group: TENANT,
        channelId: simulation.world.teamsChannels[1] ?? "",
      };
      const hostChannels = random.pick([[slackChannel], [teamsChannel], [slackChannel, teamsChannel]]);
      return () =>
        process.within(async () => {
          const by = await process.core.people.know(ORGANISATION, {
            chatId: chat,
            firstName: host.name.split(" ")[0] ?? "",
            lastName: "",
            fullMember: true,
            address: parseAddress(host.address),
          } as Parameters<typeof process.core.people.know>[1]);
          const scheduled = await process.core.schedule({
            organisation: ORGANISATION,
            requestId: requestId("simulation", String(simulation.time.now()), host.id),
            by,
            fields,
            named: { face: host.face, cohosts: { by: "chat", people: [], unreadable: [] }, hostChannels },
          });
          if (scheduled.ok && asksMore)
            await process.core.formBuilder.change({
              organisation: ORGANISATION,
              code: scheduled.value.code,
              requestId: requestId("simulation", "asks", scheduled.value.code),
              by,
              way: host.face,
              act: { do: "standard", asked: { company: "shown" } },
            });
        });
    },
  },
  {
    name: "erase",
    weight: 1.5,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const all = [...simulation.world.members.map((member) => member.address), ...simulation.world.guests];
      const left = [...new Set(all)].filter((one) => !simulation.isErased(one));
      const typed = random.pick(left);
      const address = parseAddress(typed);
      if (!process || !address || left.length < 6) return undefined;
      return () =>
        simulation.alone(async () => {
          // Whoever is erased does nothing any more, and nobody names them.
          simulation.leaves(typed);
          await process
            .within(() => process.core.erase.everywhere(address))
            .then(
              (result) => result.ok && simulation.erased(typed, address),
              // The operator does it again, once everything is well.
              () => simulation.isToErase(address),
            );
        });
    },
  },
  {
    name: "list an address",
    weight: 1,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      const address = parseAddress(anyAddress(simulation, random));
      if (!process || !address) return undefined;
      const entry = random.chance(0.5) ? address : `@${address.split("@")[1] ?? ""}`;
      const as = random.pick(["approve", "reject", undefined] as const);
      return () => process.within(() => process.core.lists.put(entry as never, as as never));
    },
  },
  {
    name: "restore",
    weight: 1,
    make: (simulation, random) => {
      const process = simulation.webProcess(random);
      if (!process) return undefined;
      const code = anyCode(simulation, random) as WebinarCode;
      return () => process.within(() => process.core.restore(ORGANISATION, code));
    },
  },
];
