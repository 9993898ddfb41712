import { type CardAct, parseAct } from "../../../src/core/notices/card-acts.ts";
import { buttonsIn } from "../../../src/playground/slack/reading.ts";
import { isObject } from "../../../src/playground/teams/cards.ts";
import type { Simulation } from "../simulation.ts";

/** Every `data` of an action in a card, wherever it stands. */
const dataIn = (node: unknown): unknown[] => {
  if (Array.isArray(node)) return node.flatMap(dataIn);
  if (!isObject(node)) return [];
  const own = typeof node.type === "string" && node.type.startsWith("Action.") ? [node.data] : [];
  return [...own, ...Object.values(node).flatMap(dataIn)];
};

const read = (json: string | undefined): unknown => {
  try {
    return JSON.parse(json ?? "");
  } catch {
    return undefined;
  }
};

/** What stands somewhere to be pressed. */
export interface StandingAct {
  readonly where: string;
  /** Whose chat it is; undefined in a channel. */
  readonly owner: string | undefined;
  readonly act: CardAct;
}

/**
 * What can be pressed in every message that Usher keeps true: cards in channels, and in people's own chats what came to
 * them by itself. What was answered gets no later update.
 */
export const standingActs = ({ slack, teams, world, isKept }: Simulation): StandingAct[] => {
  const chats = world.members.flatMap(({ face, id, address }) =>
    face === "slack" ? [{ channel: slack.as(id).dmId(), owner: address }] : [],
  );
  const ofSlack = [...world.slackChannels.map((channel) => ({ channel, owner: undefined })), ...chats].flatMap(
    ({ channel, owner }) =>
      slack.workspace.messages(channel).flatMap((message) => {
        const where = `${channel} ${message.ts}`;
        const buttons = message.metadata === undefined ? [] : buttonsIn(message);
        return buttons.map(({ value }) => ({ face: "slack", message: where, owner, given: read(value) }));
      }),
  );
  const teamsPlaces = [
    ...world.teamsChannels.map((channel) => ({ messages: teams.world.messagesIn(channel), owner: undefined })),
    ...world.members.flatMap(({ face, id, address }) =>
      face === "teams" ? [{ messages: teams.as(id).chat(), owner: address }] : [],
    ),
  ];
  const ofTeams = teamsPlaces.flatMap(({ messages, owner }) =>
    messages.flatMap(({ id, card }) => dataIn(card).map((given) => ({ face: "teams", message: id, owner, given }))),
  );
  return [...ofSlack, ...ofTeams].flatMap(({ face, message, owner, given }) => {
    const act = parseAct(given);
    // Of a card in Teams whose answer was lost nobody knows, until somebody presses on it.
    return act && isKept(message, act.act) ? [{ where: `${face} ${message}`, owner, act }] : [];
  });
};
