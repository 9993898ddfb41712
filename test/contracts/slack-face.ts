import { defined } from "../../src/core/model/defined.ts";
import type { Filled } from "../../src/playground/slack/inputs.ts";
import { isObject } from "../../src/playground/slack/limits.ts";
import { buttonsIn, wordsIn } from "../../src/playground/slack/reading.ts";
import type { SlackView } from "../../src/playground/slack/views.ts";
import type { SlackMessage } from "../../src/playground/slack/workspace.ts";
import {
  addressOf,
  asksToLeave,
  editLabel,
  type Face,
  leaveLabel,
  type MakeFace,
  type Persona,
  type RegisterFields,
  registerLabel,
  type Seen,
  type WebinarFormFields,
} from "./face.ts";
import { makeSlackBuilder } from "./slack-builder.ts";
import {
  choiceIn,
  decisionIn,
  essentialsOf,
  messageIn,
  needsMore,
  reasonedIn,
  registrationIn,
  repetitionIn,
  settingsIn,
  standingIn,
} from "./slack-filling.ts";
import { makeSlackReview } from "./slack-roster.ts";
import { makeSlackRules } from "./slack-rules.ts";

type Shown = Pick<SlackMessage, "blocks"> & { text?: string; title?: unknown };
interface SlackSeen extends Seen {
  readonly message?: SlackMessage;
  readonly view?: SlackView;
  readonly url?: string;
}

/** Slack's markup read as a person reads it. */
const plain = (text: string): string =>
  text
    // A time as clients show it that cannot write it in their own zone.
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, "$1")
    // What is said of a quote stands on a line before it; a person reads them as one.
    .replaceAll(/:\n>/g, ": ")
    .replaceAll(/^>/gm, "")
    .replaceAll(/(?<!\u200b)[*`~]/g, "")
    .replaceAll("\u200b", "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** All words of a message or view; only what is markup is read as markup. */
const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isObject(value)) return [];
  if (value.type === "section" && Array.isArray(value.fields) && value.fields.length > 0)
    return [...textsIn({ ...value, fields: [] }), ...textsIn(value.fields).map((field) => field.replace("\n", ": "))];
  const own = typeof value.text === "string" ? [value.type === "mrkdwn" ? plain(value.text) : value.text] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
};

const seenOf = (shown: Shown, message?: SlackMessage): SlackSeen => {
  const buttons = buttonsIn(shown);
  const links = buttons.flatMap((button) => button.url || []);
  return {
    words: shown.blocks.length > 0 ? textsIn([shown.title, shown.blocks]).join("\n") : plain(shown.text ?? ""),
    labels: buttons.map(({ text }) => text),
    links,
    ...defined({ message, url: links[0] }),
  };
};

/** A view as a person sees it, with what stands in its inputs. */
const viewSeen = (view: SlackView): SlackSeen => {
  const { words, ...rest } = seenOf(view);
  return { words: [words, ...standingIn(view)].join("\n"), ...rest, view };
};

/** A button or a choice of a menu, as `press` names it. */
const buttonOf = (on: Seen, label: string): [string, { value?: string }] => {
  const { message, view } = on as SlackSeen;
  const shown = message ?? view;
  const button = shown && buttonsIn(shown).find(({ text }) => text === label);
  if (!button) throw new Error(`no button "${label}" on: ${on.words}`);
  return [button.actionId, defined({ value: button.value })];
};

/** The Slack face, driven through signed requests. */
export const makeSlackFace: MakeFace = async ({ slack, clock, deliver, usher }): Promise<Face> => {
  const host = slack.addChannel({ name: "webinar-hosts" });

  const isReply = ({ ts, thread_ts }: SlackMessage): boolean => thread_ts !== undefined && thread_ts !== ts;
  const messages = (of: (message: SlackMessage) => boolean): SlackSeen[] =>
    slack
      .channel(host.id)
      .filter(of)
      .map((message) => seenOf(message, message));
  const channel = (): SlackSeen[] => messages((message) => !isReply(message));
  const thread = (under: Seen): SlackSeen[] => {
    const { message } = under as SlackSeen;
    return messages((one) => isReply(one) && one.thread_ts === message?.ts);
  };

  const person: Face["person"] = async (
    name,
    { zone = "Europe/Paris", locale = "en-US", guest = false, address = addressOf(name), teamId = slack.teamId } = {},
  ) => {
    const { id } = slack.addPerson({ name, email: address, tz: zone, locale, restricted: guest, teamId });
    const client = slack.as(id);

    const open = (): SlackView => {
      const view = client.openView();
      if (!view) throw new Error("no form is open");
      return view;
    };

    /** What an act leads to: another view, an answer to this person alone, or another state of the message pressed. */
    const after = async (act: () => Promise<unknown>, pressed?: SlackMessage): Promise<SlackView | SlackSeen> => {
      const stateOf = (view: SlackView | undefined) => view && `${view.id} ${view.hash}`;
      const present = () => {
        const places = pressed ? [...slack.channel(pressed.channelId), ...client.dm(), ...client.ephemerals()] : [];
        return places.find(({ ts, channelId }) => ts === pressed?.ts && channelId === pressed.channelId);
      };
      const wordsNow = () => {
        const message = present();
        return message && wordsIn(message);
      };
      const [view, ephemerals, words] = [stateOf(client.openView()), client.ephemerals().length, wordsNow()];
      await act();
      return slack.until(() => {
        const now = client.openView();
        if (now && stateOf(now) !== view) return now;
        const answer = client.ephemerals().at(ephemerals);
        if (answer) return seenOf(answer, answer);
        const message = present();
        return message && wordsNow() !== words && seenOf(message, message);
      });
    };

    const seen = (of: SlackView | SlackSeen): SlackSeen => ("words" in of ? of : viewSeen(of));

    /** The form that an act opens; what is in the way is thrown with its words. */
    const formAfter = async (act: () => Promise<unknown>): Promise<SlackView> => {
      const found = await after(act);
      if ("words" in found) throw new Error(found.words);
      return found;
    };

    const sent = async (view: SlackView, values: Filled, force: boolean): Promise<Seen> => {
      const answer = await client.submit(view, values, { force });
      if (answer.errors) return { words: Object.values(answer.errors).join("\n"), labels: [] };
      const shown = answer.view ?? client.openView();
      return shown ? viewSeen(shown) : { words: "", labels: [] };
    };

    const press: Persona["press"] = async (on, label) => {
      const { message, view } = on as SlackSeen;
      const button = buttonOf(on, label);
      if (view) return seen(await after(() => client.pressInView(view, ...button)));
      if (!message) throw new Error(`nothing to press on: ${on.words}`);
      return seen(await after(() => client.press(message, ...button), message));
    };

    /** Presses a button that opens a form of one step, and sends it: what comes in its place. */
    const fillIn = async (on: Seen, label: string, filledIn: (form: SlackView) => Filled): Promise<Seen> => {
      const { message } = on as SlackSeen;
      const button = buttonOf(on, label);
      if (!message) throw new Error(`nothing to press on: ${on.words}`);
      const form = await after(() => client.press(message, ...button), message);
      return "words" in form ? form : sent(form, filledIn(form), false);
    };

    const typed = (text: string, at: { channelId?: string } = {}) => after(() => client.command("/webinar", text, at));

    /** Fills in the form of a webinar, all of it when that is needed, and sends it. */
    const sendWebinar = async (fields: WebinarFormFields, force: boolean, more: Filled = {}): Promise<Seen> => {
      const essentials = essentialsOf(open(), fields, { now: clock.now(), zone });
      const isCollapsed = buttonsIn(open()).some(({ actionId }) => actionId === "more");
      if (isCollapsed && needsMore(fields)) await client.pressInView(open(), "more", { filled: essentials });
      const { repeat } = fields;
      if (repeat)
        await client.pressInView(open(), "chosen_at_once:repeat", { value: repeat, filled: { ...essentials, repeat } });
      const repetition = repetitionIn(open(), fields);
      return sent(open(), { ...essentials, ...repetition, ...settingsIn(open(), fields), ...more }, force);
    };

    const stepsFrom = async (from: Seen, label: string) => {
      const { message } = from as SlackSeen;
      const button = buttonOf(from, label);
      if (!message) throw new Error(`nothing to press on: ${from.words}`);
      const opened = await after(() => client.press(message, ...button), message);
      return async (fields: RegisterFields = {}, { force = false }: { force?: boolean } = {}) =>
        "words" in opened || !opened.blocks.some(({ type }) => type === "input")
          ? seen(opened)
          : sent(open(), registrationIn(open(), fields), force);
    };
    const openForm: Persona["openForm"] = (from) => stepsFrom(from, registerLabel(from));

    return {
      name,
      address,
      type: async (text, { inHostChannel = false, channelId, mention = [] } = {}) => {
        const mentions = mention.map((one) => (one as Persona & { id: string }).id);
        const named = mentions.reduce(
          (said, user, i) => said.replace(`@{${mention[i]?.name}}`, `<@${user}|someone>`),
          text,
        );
        return seen(await typed(named, defined({ channelId: inHostChannel ? host.id : channelId })));
      },
      write: async (text) => {
        const answers = () => client.dm().filter(({ user }) => user === slack.botUserId);
        const before = answers().length;
        await client.say(text);
        return slack.until(() => {
          const answer = answers().at(before);
          return answer && seenOf(answer, answer);
        });
      },
      namePeople: (from, label, addresses, rows) => fillIn(from, label, () => ({ addresses, ...defined({ rows }) })),
      schedule: async (fields, { force = false } = {}) => {
        const opened = await typed("schedule", { channelId: host.id });
        if ("words" in opened) return opened;
        return sendWebinar({ link: "https://meet.example.com/room", ...fields }, force);
      },
      scheduling: async (again) => {
        const opened = await typed(again === undefined ? "schedule" : `schedule again ${again}`, {
          channelId: host.id,
        });
        const refused = "words" in opened ? opened : undefined;
        return {
          shown: () => refused ?? viewSeen(open()),
          send: (fields, { force = false } = {}) => sendWebinar(fields, force),
        };
      },
      edit: async (code) => {
        let shown = await formAfter(() => client.command("/webinar", `edit ${code}`));
        // All settings: what the form shows at first is proved in slack/forms.
        if (buttonsIn(shown).some(({ actionId }) => actionId === "more")) {
          await client.pressInView(shown, "more");
          shown = open();
        }
        return {
          shown: () => {
            shown = client.openView() ?? shown;
            return viewSeen(shown);
          },
          send: (fields, { confirm, force = false } = {}) =>
            sendWebinar(fields, force, confirm === undefined ? {} : { confirm }),
          seeWords: async (fields) => {
            await client.pressInView(open(), "see_words", { filled: settingsIn(open(), fields) });
            const words = viewSeen(open());
            await client.close(open());
            return words;
          },
        };
      },
      questions: async (code) => {
        await formAfter(() => client.command("/webinar", `form ${code}`));
        return makeSlackBuilder(client, viewSeen);
      },
      rules: async (code) => {
        await formAfter(() => client.command("/webinar", `rules ${code}`));
        return makeSlackRules(client, viewSeen);
      },
      review: async (code, rest = "") => {
        await formAfter(() => client.command("/webinar", `requests ${code} ${rest}`.trim()));
        return makeSlackReview(client, viewSeen);
      },
      roster: async (code, rest = "") => {
        await formAfter(() => client.command("/webinar", `roster ${code} ${rest}`.trim()));
        return makeSlackReview(client, viewSeen);
      },
      joinWith: (from, password) => fillIn(from, "Join", () => ({ password })),
      ask: (card, text) => fillIn(card, "Ask a question", () => ({ text })),
      answer: (message, text) => fillIn(message, "Answer", () => ({ text })),
      series: async ({ title, webinars }, code) => {
        const answer = seen(await typed(code ? `series ${code}` : "series"));
        await press(answer, code ? "Edit series" : "Create a series");
        const values = { ...defined({ title, webinars }) };
        return sent(open(), values, false);
      },
      leave: async (code) => {
        const asked = seen(await typed(`leave ${code}`));
        return asksToLeave(asked) ? press(asked, leaveLabel(asked)) : asked;
      },
      leaveFrom: (message) => fillIn(message, leaveLabel(message), () => ({})),
      paste: async (text, beside = "") => {
        const { ts } = await client.post(host.id, `${text} ${beside}`);
        const shown = await slack.until(() => slack.channel(host.id).find((one) => one.ts === ts && one.unfurls));
        const blocks = (shown.unfurls ?? []).flatMap((unfurl) => unfurl.blocks);
        return { ...seenOf({ blocks }), message: shown };
      },
      openForm,
      editAnswers: (from) => stepsFrom(from, editLabel(from)),
      register: async (from, fields, options) => (await openForm(from))(fields, options),
      handOver: async (code, to) => {
        const form = await formAfter(() => client.command("/webinar", `handover ${code}`));
        return sent(form, choiceIn(form, "person", to), false);
      },
      writeTo: async (code, { to, text }) => {
        const form = await formAfter(() => client.command("/webinar", `message ${code}`));
        return sent(form, messageIn(form, to, text), false);
      },
      nudge: async (code) => {
        const form = await formAfter(() => client.command("/webinar", `message ${code}`));
        return press(viewSeen(form), "Nudge those who haven’t answered");
      },
      sendWritten: () => sent(open(), {}, false),
      sendForm: (_, fields = {}) => sent(open(), registrationIn(open(), fields), false),
      press,
      decideWith: async (card, fields) => {
        const label = card.labels.find((one) => one === "Change decision") ?? "Reject with a reason";
        const { message } = card as SlackSeen;
        if (!message) throw new Error(`nothing to press on: ${card.words}`);
        const form = await after(() => client.press(message, ...buttonOf(card, label)), message);
        if ("words" in form) return form;
        const reasoned = reasonedIn(form, fields);
        if (reasoned) await client.pressInView(form, "decision", reasoned);
        return sent(open(), decisionIn(open(), fields), false);
      },
      decide: async (card, label, { settle = true } = {}) => {
        const { message } = card as SlackSeen;
        const button = buttonOf(card, label);
        if (!message) throw new Error(`nothing to press on: ${card.words}`);
        const now = () => slack.channel(host.id).find(({ ts }) => ts === message.ts);
        const before = now();
        const ephemerals = client.ephemerals().length;
        await client.press(message, ...button);
        await (settle ? deliver() : usher.worker.drain());
        return slack.until(() => {
          const answer = client.ephemerals().at(ephemerals);
          if (answer) return seenOf(answer, answer);
          const after = now();
          // Somebody else may have been faster: then this one is answered alone.
          const isOwn = label === "Undo" || (after && wordsIn(after).includes(name));
          return after && before && isOwn && wordsIn(after) !== wordsIn(before) && seenOf(after, after);
        });
      },
      chat: () =>
        client
          .dm()
          .filter(({ user }) => user === slack.botUserId)
          .map((message) => seenOf(message, message)),
      id,
    } as Persona;
  };

  const deactivate: Face["deactivate"] = async (of) => {
    const { id } = of as Persona & { id: string };
    slack.addPerson({ id, name: of.name, email: of.address, deleted: true });
    await slack.as(id).event({ type: "user_change", user: { id, team_id: slack.teamId, deleted: true } });
  };

  const readers: Face["readers"] = (name, people, { isShared = false } = {}) => {
    const members = people.map((one) => (one as Persona & { id: string }).id);
    const { id } = slack.addChannel({ name, members, extShared: isShared, botIsMember: false });
    return {
      channelId: id,
      announce: (by, code) => by.type(`announce ${code} <#${id}|${name}>`),
      cards: () => slack.channel(id).map((message) => seenOf(message, message)),
    };
  };

  return { kind: "slack", person, deactivate, channel, readers, thread };
};
