import { buttonsIn, wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { SlackMessage } from "../../src/playground/slack/workspace.ts";
import { addressOf, type Face, type MakeFace, type Persona, type ScheduleFields, type Seen } from "./face.ts";

type Shown = Pick<SlackMessage, "blocks"> & { text?: string };
interface SlackSeen extends Seen {
  readonly message?: SlackMessage;
  readonly url?: string;
}

/** Slack's markup read as a person reads it. */
const plain = (text: string): string =>
  text
    .replaceAll(/(?<!\u200b)\*/g, "")
    .replaceAll("\u200b", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

const seenOf = (shown: Shown, message?: SlackMessage): SlackSeen => {
  const buttons = buttonsIn(shown);
  const url = buttons.find((button) => button.url)?.url;
  return {
    words: plain(wordsIn(shown)),
    labels: buttons.map(({ text }) => text),
    ...(message ? { message } : {}),
    ...(url ? { url } : {}),
  };
};

/** The Slack face, driven through signed requests. */
export const makeSlackFace: MakeFace = async ({ slack, clock, deliver }): Promise<Face> => {
  const host = slack.addChannel({ name: "webinar-hosts" });

  const channel = (): SlackSeen[] => slack.channel(host.id).map((message) => seenOf(message, message));

  const person: Face["person"] = async (
    name,
    { zone = "Europe/Paris", locale = "en-US", guest = false, address = addressOf(name) } = {},
  ) => {
    const { id } = slack.addPerson({ name, email: address, tz: zone, locale, restricted: guest });
    const client = slack.as(id);

    const formAfter = async (act: () => Promise<unknown>): Promise<SlackView | Seen> => {
      const [before, ephemerals] = [client.openView()?.id, client.ephemerals().length];
      await act();
      return slack.until(() => {
        const view = client.openView();
        if (view && view.id !== before) return view;
        const answer = client.ephemerals().at(ephemerals);
        return answer && seenOf(answer, answer);
      });
    };

    const sent = async (
      view: SlackView,
      values: Parameters<typeof client.submit>[1],
      force: boolean,
    ): Promise<Seen> => {
      const answer = await client.submit(view, values, { force });
      if (answer.errors) return { words: Object.values(answer.errors).join("\n"), labels: [] };
      const shown = answer.view ?? client.openView();
      return shown ? seenOf(shown) : { words: "", labels: [] };
    };

    const buttonOf = (on: Seen, label: string): { message: SlackMessage; actionId: string } => {
      const { message } = on as SlackSeen;
      const button = message && buttonsIn(message).find(({ text }) => text === label);
      if (!message || !button) throw new Error(`no button "${label}" on: ${on.words}`);
      return { message, actionId: button.actionId };
    };

    const press: Persona["press"] = async (on, label) => {
      const { message, actionId } = buttonOf(on, label);
      const answer = await formAfter(() => client.press(message, actionId));
      return "words" in answer ? answer : seenOf(answer);
    };

    const valuesOf = (fields: ScheduleFields) => ({
      title: fields.title,
      start: Math.floor(clock.now() / 60_000 + fields.inMinutes) * 60,
      ...(fields.durationMinutes === undefined ? {} : { duration: fields.durationMinutes }),
      link: fields.link ?? "https://meet.example.com/room",
      ...(fields.cap === undefined ? {} : { cap: fields.cap }),
      ...(fields.kind === undefined ? {} : { kind: fields.kind }),
      ...(fields.registrationIds === undefined
        ? {}
        : { options: fields.registrationIds ? ["required", "ids"] : ["required"] }),
    });

    const openForm: Persona["openForm"] = async (from) => {
      const { message, actionId } = buttonOf(from, "Register");
      const view = await formAfter(() => client.press(message, actionId));
      return async (names = {}, { force = false } = {}) => ("words" in view ? view : sent(view, { ...names }, force));
    };

    return {
      name,
      address,
      type: async (text, { inHostChannel = false, mention = [] } = {}) => {
        const mentions = mention.map((one) => (one as Persona & { id: string }).id);
        const named = mentions.reduce(
          (typed, user, i) => typed.replace(`@{${mention[i]?.name}}`, `<@${user}|someone>`),
          text,
        );
        const answer = await formAfter(() =>
          client.command("/webinar", named, inHostChannel ? { channelId: host.id } : {}),
        );
        return "words" in answer ? answer : seenOf(answer);
      },
      schedule: async (fields, { force = false } = {}) => {
        const view = await formAfter(() => client.command("/webinar", "schedule", { channelId: host.id }));
        return "words" in view ? view : sent(view, valuesOf(fields), force);
      },
      openForm,
      register: async (from, names, options) => (await openForm(from))(names, options),
      press,
      decide: async (card, label) => {
        const { message, actionId } = buttonOf(card, label);
        const now = () => slack.channel(host.id).find(({ ts }) => ts === message.ts);
        const before = now();
        const ephemerals = client.ephemerals().length;
        await client.press(message, actionId);
        await deliver();
        const after = now();
        if (after && before && wordsIn(after) !== wordsIn(before)) return seenOf(after, after);
        return slack.until(() => {
          const answer = client.ephemerals().at(ephemerals);
          return answer && seenOf(answer, answer);
        });
      },
      chat: () =>
        client
          .dm()
          .filter(({ user }) => user === slack.botUserId)
          .map((message) => seenOf(message, message)),
      ...{ id },
    } as Persona;
  };

  return { kind: "slack", person, channel };
};
