import { Temporal } from "temporal-polyfill";
import { textOf } from "../../src/playground/teams/inputs.ts";
import type { TeamsAnswer } from "../../src/playground/teams/turns.ts";
import type { TeamsMessage, TeamsPerson } from "../../src/playground/teams/world.ts";
import { addressOf, type Face, type MakeFace, type Persona, type ScheduleFields, type Seen } from "./face.ts";

interface TeamsSeen extends Seen {
  readonly message?: TeamsMessage;
  readonly url?: string;
}

type Card = Record<string, unknown>;

const actionsIn = (node: unknown): Card[] => {
  if (Array.isArray(node)) return node.flatMap(actionsIn);
  if (typeof node !== "object" || node === null) return [];
  const card = node as Card;
  const own = typeof card.type === "string" && card.type.startsWith("Action.") ? [card] : [];
  return [...own, ...Object.values(card).flatMap(actionsIn)];
};

/** Adaptive markdown read as a person reads it. */
const plain = (text: string): string =>
  text
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!~|<>&:@"])/g, "$1")
    .replaceAll("\u200b", "")
    .replaceAll("&#8203;", "");

const seenOf = (of: { card?: unknown; text?: string | undefined }, message?: TeamsMessage): TeamsSeen => {
  const actions = actionsIn(of.card);
  const url = actions.find(({ type }) => type === "Action.OpenUrl")?.url;
  return {
    words: plain(of.card ? textOf(of.card as Card) : (of.text ?? "")),
    labels: actions.map(({ title }) => String(title)),
    ...(message ? { message } : {}),
    ...(typeof url === "string" ? { url } : {}),
  };
};

/** The Teams face, driven through authenticated activities. */
export const makeTeamsFace: MakeFace = async ({ teams, clock, deliver }): Promise<Face> => {
  const team = teams.addTeam({ name: "Webinars", channels: ["Hosts"], members: [] });
  const hostChannel = team.channels.find(({ name }) => name === "Hosts") ?? team.channels[0];
  if (!hostChannel) throw new Error("the team has no channel");

  const channel = (): TeamsSeen[] =>
    teams
      .channel(hostChannel.id)
      .filter(({ fromBot }) => fromBot)
      .map((message) => seenOf(message, message));

  const person: Face["person"] = async (
    name,
    { zone = "Europe/Paris", locale = "en-US", installed = true, guest = false, address = addressOf(name) } = {},
  ) => {
    const added: TeamsPerson = teams.addPerson({ name, email: address, timezone: zone, locale, guest, installed });
    teams.joinTeam(team.id, added.id);
    const client = teams.as(added.id);
    if (installed) await client.install();

    /** What the person alone gets: an answer to the press, a dialog, or a message in the chat. */
    const privately = async (act: () => Promise<TeamsAnswer>): Promise<TeamsSeen> => {
      const before = client.chat().length;
      const answer = await act();
      if (answer.dialog) return seenOf({ card: answer.dialog.card, text: answer.dialog.message });
      const told = client
        .chat()
        .slice(before)
        .filter(({ fromBot }) => fromBot)
        .at(-1);
      if (told) return seenOf(told, told);
      if (answer.card) return seenOf({ card: answer.card });
      if (answer.text !== undefined) return seenOf({ text: answer.text });
      const sent = answer.sent.at(-1);
      return sent ? seenOf(sent, sent) : { words: "", labels: [] };
    };

    const messageOf = (on: Seen): TeamsMessage => {
      const { message } = on as TeamsSeen;
      if (!message) throw new Error(`nothing to press on: ${on.words}`);
      return message;
    };

    const valuesOf = (fields: ScheduleFields) => {
      const start = Temporal.Instant.fromEpochMilliseconds(
        Math.floor(clock.now() / 60_000 + fields.inMinutes) * 60_000,
      ).toZonedDateTimeISO(zone);
      return {
        title: fields.title,
        date: start.toPlainDate().toString(),
        time: start.toPlainTime().toString().slice(0, 5),
        ...(fields.durationMinutes === undefined ? {} : { duration: fields.durationMinutes }),
        link: fields.link ?? "https://meet.example.com/room",
        ...(fields.cap === undefined ? {} : { cap: fields.cap }),
        ...(fields.kind === undefined ? {} : { kind: fields.kind }),
        ...(fields.registrationIds === undefined ? {} : { ids: String(fields.registrationIds) }),
      };
    };

    const openForm: Persona["openForm"] = async (from) => {
      const opened = await privately(() => client.press(messageOf(from), "Register"));
      const isOpen = client.dialog()?.card !== undefined;
      return async (names = {}, { force = false } = {}) =>
        isOpen ? privately(() => client.submitDialog({ ...names }, undefined, { force })) : opened;
    };

    return {
      name,
      address,
      type: (text, { inHostChannel = false, mention = [] } = {}) => {
        const mentions = mention.map((one) => (one as Persona & { added: TeamsPerson }).added);
        return privately(() => client.say(text, { ...(inHostChannel ? { channelId: hostChannel.id } : {}), mentions }));
      },
      schedule: async (fields, { force = false } = {}) => {
        const before = channel().length;
        const asked = await privately(() => client.say("schedule", { channelId: hostChannel.id }));
        const card = channel().slice(before).at(-1);
        if (!card) return asked;
        const opened = await privately(() => client.press(messageOf(card), "Schedule a webinar"));
        if (!client.dialog()?.card) return opened;
        return privately(() => client.submitDialog(valuesOf(fields), undefined, { force }));
      },
      openForm,
      register: async (from, names, options) => (await openForm(from))(names, options),
      press: (on, label) => privately(() => client.press(messageOf(on), label)),
      decide: async (card, label) => {
        const message = messageOf(card);
        const title = seenOf(message).labels.find((one) => one.startsWith(label)) ?? label;
        const answer = await client.press(message, title);
        await deliver();
        if (answer.text !== undefined) return seenOf({ text: answer.text });
        const now = teams.channel(hostChannel.id).find(({ id }) => id === message.id);
        return now ? seenOf(now, now) : seenOf({ card: answer.card });
      },
      chat: () =>
        client
          .chat()
          .filter(({ fromBot }) => fromBot)
          .map((message) => seenOf(message, message)),
      ...{ added },
    } as Persona;
  };

  return { kind: "teams", person, channel };
};
