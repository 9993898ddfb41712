import { isObject, type Json } from "../../../src/playground/teams/cards.ts";
import type { TeamsMessage } from "../../../src/playground/teams/world.ts";
import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import { type Member, markOf } from "../world.ts";
import type { Act } from "./act.ts";
import { anyCode, anyCommand, anyDate, anyOf, anyText, anyTime, linkTo, pickPressable } from "./typing.ts";

const teamsMembers = ({ world }: Simulation): Member[] =>
  world.members.filter(({ face, isGone }) => face === "teams" && !isGone);

/** Everything of these types in a card, wherever it stands. */
const partsIn = (node: unknown, isWanted: (type: string) => boolean): Json[] => {
  if (Array.isArray(node)) return node.flatMap((one) => partsIn(one, isWanted));
  if (!isObject(node)) return [];
  const own = typeof node.type === "string" && isWanted(node.type) ? [node] : [];
  return [...own, ...Object.values(node).flatMap((one) => partsIn(one, isWanted))];
};

const isPressed = (type: string): boolean => type === "Action.Execute" || type === "Action.Submit";

const valueFor = (
  input: Json,
  simulation: Simulation,
  random: Random,
  mark: string | undefined,
): string | undefined => {
  const choices = (Array.isArray(input.choices) ? input.choices : [])
    .filter(isObject)
    .map(({ value }) => String(value));
  switch (input.type) {
    case "Input.Text":
      return anyText(simulation, random, String(input.id), mark);
    case "Input.Number":
      return random.pick(["1", "2", "60"]);
    case "Input.Date":
      return anyDate(simulation, random);
    case "Input.Time":
      return anyTime(random);
    case "Input.Toggle":
      return random.pick([String(input.valueOn ?? "true"), String(input.valueOff ?? "false")]);
    case "Input.ChoiceSet":
      return choices.length === 0 ? undefined : random.pick(choices);
    default:
      return undefined;
  }
};

/** The mark of who fills in a form, where it registers themselves. */
const markIn = (action: Json, { address }: Member, { world }: Simulation): string | undefined =>
  isObject(action.data) && action.data.form === "register" && action.data.adds === undefined
    ? markOf(world, address)
    : undefined;

const filledIn = (
  card: unknown,
  simulation: Simulation,
  random: Random,
  mark: string | undefined,
): Record<string, string> =>
  Object.fromEntries(
    partsIn(card, (type) => type.startsWith("Input.")).flatMap((input) => {
      const isNeeded = input.isRequired === true && (input.value === undefined || input.value === "");
      if (!isNeeded && random.chance(0.75)) return [];
      const value = valueFor(input, simulation, random, mark);
      return value === undefined ? [] : [[String(input.id), value]];
    }),
  );

/** How the action of a card is told from its others. */
const nameOf = (action: Json): string => String(action.tooltip ?? action.title ?? action.verb ?? action.id);

interface Pressable {
  readonly message: TeamsMessage;
  readonly action: Json;
}

/** What somebody could press in the messages that they see. */
const teamsPressables = ({ teams, world }: Simulation, { id }: Member, newest = 8): Pressable[] => {
  const client = teams.as(id);
  const messages = [
    ...client.chat().slice(-newest),
    ...world.teamsChannels.flatMap((channel) => teams.world.messagesIn(channel, id).slice(-newest)),
  ];
  return messages.flatMap((message) => partsIn(message.card, isPressed).map((action) => ({ message, action })));
};

const pressInTeams = (
  simulation: Simulation,
  member: Member,
  { message, action }: Pressable,
  random: Random,
): (() => Promise<unknown>) => {
  const client = simulation.teams.as(member.id);
  const gathers = action.associatedInputs !== "none";
  const inputs = gathers ? filledIn(message.card, simulation, random, markIn(action, member, simulation)) : {};
  return () => client.press(message, nameOf(action), inputs);
};

/** Submits the dialog that somebody has in front of them, or closes it. */
const goOnInDialog = async (simulation: Simulation, random: Random, member: Member): Promise<unknown> => {
  const client = simulation.teams.as(member.id);
  const card = client.dialog()?.card;
  const actions = partsIn(card?.actions, (type) => type === "Action.Submit");
  if (!card || actions.length === 0 || random.chance(0.08)) return client.closeDialog();
  const [first] = actions;
  const action = first && random.chance(0.7) ? first : random.pick(actions);
  return client.submitDialog(
    filledIn(card.body, simulation, random, markIn(action, member, simulation)),
    nameOf(action),
  );
};

export const TEAMS_ACTS: readonly Act[] = [
  {
    name: "teams message",
    weight: 10,
    make: (simulation, random) => {
      const member = random.pick(teamsMembers(simulation));
      const { text, mentions } = anyCommand(simulation, random, member);
      const people = mentions.flatMap(({ id }) => simulation.teams.world.person(id) ?? []);
      const channelId = random.chance(0.3) ? random.pick(simulation.world.teamsChannels) : undefined;
      const at = { mentions: people, ...(channelId ? { channelId } : {}) };
      return () => simulation.teams.as(member.id).say(text, at);
    },
  },
  {
    /** All the way: filled in as it is asked, and sent. */
    name: "teams registers",
    weight: 6,
    make: (simulation, random) => {
      const member = random.pick(teamsMembers(simulation));
      const code = anyCode(simulation, random);
      const client = simulation.teams.as(member.id);
      return async () => {
        await client.say(`register ${code}`);
        const newest = client.chat().at(-1);
        const [send] = partsIn(newest?.card, (type) => type === "Action.Execute");
        if (newest && send) await pressInTeams(simulation, member, { message: newest, action: send }, random)();
        if (client.dialog()) await goOnInDialog(simulation, random, member);
      };
    },
  },
  {
    name: "teams link",
    weight: 2,
    make: (simulation, random) => {
      const member = anyOf(teamsMembers(simulation), random);
      const client = simulation.teams.as(member.id);
      const link = linkTo(anyCode(simulation, random), random);
      const channelId = random.pick(simulation.world.teamsChannels);
      return client.isIn(channelId) ? () => client.post(link, { channelId }) : undefined;
    },
  },
  {
    name: "teams press",
    weight: 18,
    make: (simulation, random) => {
      const member = anyOf(teamsMembers(simulation), random);
      const all = teamsPressables(simulation, member, random.chance(0.25) ? 100 : undefined);
      if (all.length === 0) return undefined;
      const press = pressInTeams(
        simulation,
        member,
        pickPressable(all, ({ action }) => action.data, random),
        random,
      );
      if (random.chance(0.1)) return () => Promise.all([press(), press()]);
      if (random.chance(0.15)) return () => simulation.after(random.below(600_000), press);
      return async () => {
        await press();
        for (let i = 0; i < 3 && random.chance(0.8); i += 1)
          if (simulation.teams.as(member.id).dialog()) await goOnInDialog(simulation, random, member);
      };
    },
  },
  {
    name: "teams dialog",
    weight: 6,
    make: (simulation, random) => {
      const open = teamsMembers(simulation).flatMap((member) => {
        return simulation.teams.as(member.id).dialog()?.card ? [member] : [];
      });
      if (open.length === 0) return undefined;
      const member = random.pick(open);
      return () => goOnInDialog(simulation, random, member);
    },
  },
  {
    name: "teams install",
    weight: 1,
    make: (simulation, random) => {
      const member = random.pick(teamsMembers(simulation));
      const client = simulation.teams.as(member.id);
      return () => (random.chance(0.3) ? client.uninstall() : client.install());
    },
  },
];
