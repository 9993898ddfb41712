import type { SlackBlock } from "../../../src/playground/slack/ids.ts";
import type { Filled } from "../../../src/playground/slack/inputs.ts";
import { elementsOf, optionsOf } from "../../../src/playground/slack/limits.ts";
import { buttonsIn } from "../../../src/playground/slack/reading.ts";
import type { SlackView } from "../../../src/playground/slack/views.ts";
import type { SlackMessage } from "../../../src/playground/slack/workspace.ts";
import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import { type Member, markOf } from "../world.ts";
import type { Act } from "./act.ts";
import { anyCode, anyCommand, anyDate, anyOf, anyText, anyTime, linkTo, pickPressable } from "./typing.ts";

const slackMembers = ({ world }: Simulation): Member[] =>
  world.members.filter(({ face, isGone }) => face === "slack" && !isGone);

const someOf = <Value>(list: readonly Value[], random: Random): Value[] => list.filter(() => random.chance(0.4));

const valueFor = (
  element: Record<string, unknown>,
  name: string,
  simulation: Simulation,
  random: Random,
  mark: string | undefined,
) => {
  const options = optionsOf(element).map(({ value }) => String(value));
  const people = slackMembers(simulation).flatMap(({ id, address }) => (simulation.isErased(address) ? [] : [id]));
  switch (element.type) {
    case "plain_text_input":
    case "email_text_input":
    case "url_text_input":
    case "number_input":
      return anyText(simulation, random, name, mark);
    case "static_select":
    case "radio_buttons":
      return options.length > 0 ? random.pick(options) : null;
    case "checkboxes":
    case "multi_static_select":
      return someOf(options, random);
    case "users_select":
      return random.pick(people);
    case "multi_users_select":
      return someOf(people, random);
    case "multi_conversations_select":
      return someOf(simulation.world.slackChannels, random);
    case "conversations_select":
      return random.pick(simulation.world.slackChannels);
    case "datepicker":
      return anyDate(simulation, random);
    case "timepicker":
      return anyTime(random);
    case "datetimepicker":
      return Math.floor(simulation.time.now() / 1_000) + random.below(200_000);
    default:
      return undefined;
  }
};

/** What the element held when the form opened. */
const hasInitial = (element: Record<string, unknown>): boolean =>
  Object.entries(element).some(([name, value]) => name.startsWith("initial_") && value !== "" && value !== undefined);

/** Fills in a form: what stands in it stays, mostly. */
const filledIn = (
  blocks: readonly SlackBlock[],
  simulation: Simulation,
  random: Random,
  mark: string | undefined,
): Filled =>
  Object.fromEntries(
    blocks.flatMap((block) => {
      const [element, another] = elementsOf(block);
      if (block.type !== "input" || !element || another) return [];
      const isNeeded = block.optional !== true && !hasInitial(element);
      if (!isNeeded && random.chance(0.75)) return [];
      const value = valueFor(element, `${block.block_id} ${String(element.action_id)}`, simulation, random, mark);
      return value === undefined ? [] : [[block.block_id, value]];
    }),
  );

interface Pressable {
  readonly message: SlackMessage;
  readonly actionId: string;
  readonly value: string | undefined;
}

const pressablesIn = (message: SlackMessage): Pressable[] =>
  buttonsIn(message).flatMap(({ actionId, value, url }) => (url ? [] : [{ message, actionId, value }]));

/** What somebody could press in the messages that they see. */
const slackPressables = ({ slack, world }: Simulation, { id }: Member, newest = 8): Pressable[] => {
  const client = slack.as(id);
  const channels = world.slackChannels.filter((one) => slack.workspace.channel(one)?.members.includes(id));
  const messages = [
    ...client.dm().slice(-newest),
    ...channels.flatMap((one) => slack.workspace.messages(one).slice(-newest)),
    ...client
      .ephemerals()
      .filter(({ standing }) => standing)
      .slice(-4),
  ];
  return messages.flatMap(pressablesIn);
};

const pressIn = (view: SlackView, simulation: Simulation, random: Random, member: Member) => {
  const buttons = buttonsIn(view).filter(({ url }) => !url);
  if (buttons.length === 0) return undefined;
  const { actionId, value } = random.pick(buttons);
  const how = value === undefined ? {} : { value };
  return () => simulation.slack.as(member.id).pressInView(view, actionId, how);
};

/** Fills in the form that somebody has in front of them, and sends it; or presses in it, or closes it. */
const goOnInForm = async (simulation: Simulation, random: Random, member: Member): Promise<unknown> => {
  const client = simulation.slack.as(member.id);
  const view = client.openView();
  if (!view) return undefined;
  if (random.chance(0.12) || !view.submit) {
    const press = pressIn(view, simulation, random, member);
    return random.chance(0.6) && press ? press() : client.close(view);
  }
  const isOwn = view.callback_id === "register" && !view.private_metadata.includes('"adds"');
  const mark = isOwn ? markOf(simulation.world, member.address) : undefined;
  return client.submit(view, filledIn(view.blocks, simulation, random, mark));
};

/** Does something, and goes on in the form that it opens, mostly. */
const withForm = async (
  act: () => Promise<unknown>,
  simulation: Simulation,
  random: Random,
  member: Member,
): Promise<void> => {
  const before = simulation.slack.as(member.id).openView();
  await act();
  for (let i = 0; i < 3 && random.chance(0.8); i += 1) {
    const view = simulation.slack.as(member.id).openView();
    if (!view || view === before) return;
    await goOnInForm(simulation, random, member);
  }
};

export const SLACK_ACTS: readonly Act[] = [
  {
    name: "slack command",
    weight: 10,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const { text } = anyCommand(simulation, random, member);
      const at = random.chance(0.3) ? { channelId: random.pick(simulation.world.slackChannels) } : {};
      const channel = simulation.slack.workspace.channel(at.channelId ?? "");
      const where = channel?.members.includes(member.id) ? at : {};
      const type = () => simulation.slack.as(member.id).command("/webinar", text, where);
      return () => withForm(type, simulation, random, member);
    },
  },
  {
    /** All the way: filled in as it is asked, and sent. */
    name: "slack registers",
    weight: 8,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const code = anyCode(simulation, random);
      const client = simulation.slack.as(member.id);
      const mark = markOf(simulation.world, member.address);
      return async () => {
        await client.command("/webinar", `register ${code}`);
        for (let view = client.openView(), i = 0; view?.callback_id === "register" && i < 3; i += 1) {
          await client.submit(view, filledIn(view.blocks, simulation, random, mark));
          view = client.openView();
        }
      };
    },
  },
  {
    name: "slack message",
    weight: 4,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const { text } = anyCommand(simulation, random, member);
      return () => simulation.slack.as(member.id).say(text);
    },
  },
  {
    /** An ordinary message, or one that is not sent yet: links to webinars get their previews. */
    name: "slack link",
    weight: 3,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const client = simulation.slack.as(member.id);
      const links = Array.from({ length: 1 + random.below(3) }, () => linkTo(anyCode(simulation, random), random));
      const channels = simulation.world.slackChannels.filter((one) =>
        simulation.slack.workspace.channel(one)?.members.includes(member.id),
      );
      if (channels.length === 0) return undefined;
      const channel = random.pick(channels);
      const isSent = random.chance(0.8);
      return () => (isSent ? client.post(channel, links.join(" ")) : client.compose(links.join(" ")));
    },
  },
  {
    name: "slack press",
    weight: 25,
    make: (simulation, random) => {
      const member = anyOf(slackMembers(simulation), random);
      // Some scroll back to what stands there from long ago.
      const all = slackPressables(simulation, member, random.chance(0.25) ? 100 : undefined);
      if (all.length === 0) return undefined;
      const { message, actionId, value } = pickPressable(all, (one) => one.value, random);
      const how = value === undefined ? {} : { value };
      const press = () => simulation.slack.as(member.id).press(message, actionId, how);
      if (random.chance(0.1)) return () => Promise.all([press(), press()]);
      // Some press what stood there a while ago.
      if (random.chance(0.15)) return () => simulation.after(random.below(600_000), press);
      return () => withForm(press, simulation, random, member);
    },
  },
  {
    name: "slack form",
    weight: 8,
    make: (simulation, random) => {
      const open = slackMembers(simulation).flatMap((member) => {
        const view = simulation.slack.as(member.id).openView();
        return view ? [member] : [];
      });
      if (open.length === 0) return undefined;
      const member = random.pick(open);
      return () => goOnInForm(simulation, random, member);
    },
  },
  {
    name: "slack home",
    weight: 3,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const client = simulation.slack.as(member.id);
      const home = client.home();
      const press = home && random.chance(0.6) ? pressIn(home, simulation, random, member) : undefined;
      return press ?? (() => client.openHome());
    },
  },
  {
    name: "slack event again",
    weight: 2,
    make: (simulation, random) => {
      const member = random.pick(slackMembers(simulation));
      const { text } = anyCommand(simulation, random, member);
      const { workspace } = simulation.slack;
      const client = simulation.slack.as(member.id);
      const ts = workspace.newTs();
      const message = { type: "message", user: member.id, text, ts, channel: client.dmId(), channel_type: "im" };
      const eventId = `Ev${random.below(1_000_000_000)}`;
      const first = () => client.event(message, { eventId });
      return () => Promise.all([first(), simulation.after(random.below(2_000), first)]);
    },
  },
  {
    name: "slack account ends",
    weight: 0.3,
    make: (simulation, random) => {
      const [, ...others] = slackMembers(simulation);
      if (others.length < 3) return undefined;
      const member = random.pick(others);
      const person = simulation.slack.workspace.person(member.id);
      if (!person) return undefined;
      return async () => {
        const client = simulation.slack.as(member.id);
        member.isGone = true;
        simulation.slack.workspace.addPerson({ ...person, deleted: true });
        const user = { id: member.id, team_id: simulation.slack.workspace.teamId, deleted: true };
        await client.event({ type: "user_change", user });
      };
    },
  },
];
