import { Temporal } from "temporal-polyfill";
import { defined } from "../../src/core/model/defined.ts";
import { HOST_TEXTS } from "../../src/core/model/webinar.ts";
import { textOf } from "../../src/playground/teams/inputs.ts";
import type { TeamsPerson } from "../../src/playground/teams/people.ts";
import type { TeamsAnswer } from "../../src/playground/teams/turns.ts";
import type { TeamsMessage } from "../../src/playground/teams/world.ts";
import { translatorFor } from "../../src/texts/translate.ts";
import {
  addressOf,
  asksToLeave,
  type Builder,
  editLabel,
  type Face,
  leaveLabel,
  type MakeFace,
  type Persona,
  type QuestionFormFields,
  type RegisterFields,
  registerLabel,
  type Seen,
  type WebinarFormFields,
} from "./face.ts";
import { makeTeamsReview } from "./teams-roster.ts";

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

/** A time as the client of somebody in Paris writes it. */
const written = (kind: string, iso: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/Paris",
    ...(kind === "TIME"
      ? { hour: "2-digit", minute: "2-digit" }
      : { weekday: "short", day: "numeric", month: "short", year: "numeric" }),
  }).format(new Date(iso));

/** Adaptive markdown read as a person reads it. */
const plain = (text: string): string =>
  text
    .replaceAll(/\{\{(DATE|TIME)\(([^,)]*)[^)]*\)\}\}/g, (_, kind: string, iso: string) => written(kind, iso))
    .replaceAll("**", "")
    .replaceAll(/\\([\\`*_{}[\]()#+\-.!~|<>&:@"])/g, "$1")
    .replaceAll("\u200b", "")
    .replaceAll("&#8203;", "");

const itemsOf = ({ items }: Card): Card[] => (Array.isArray(items) ? items : []);

const isLarge = ({ size, fontType }: Card): boolean => size === "ExtraLarge" || fontType === "Monospace";

const textIn = (node: unknown): string => String((node as Card | undefined)?.text ?? "");
/** What somebody wrote, in a block of its own. */
const quoteIn = (node: unknown): Card | undefined => {
  const card = node as Card | undefined;
  const [only, more] = card?.style === "emphasis" ? itemsOf(card) : [];
  return only?.type === "TextBlock" && !more ? only : undefined;
};
/** What is said of a quote stands before it on a line of its own; a person reads them as one. */
const asReadAfter = (before: unknown, part: unknown, after: unknown): unknown[] => {
  const quote = quoteIn(after);
  if (quote && textIn(part).endsWith(":")) return [{ ...quote, text: `${textIn(part)} ${textIn(quote)}` }];
  return quoteIn(part) && textIn(before).endsWith(":") ? [] : [asRead(part)];
};

/** A card as a person reads it: initials are a picture, and what is large belongs to the label above it. */
const asRead = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.flatMap((part, at) => asReadAfter(node[at - 1], part, node[at + 1]));
  if (typeof node !== "object" || node === null) return node;
  const card = node as Card;
  const [first, second, third] = itemsOf(card);
  const [initials] = first ? itemsOf(first) : [];
  if (card.type === "Column" && initials?.wrap === false) return { ...card, items: [] };
  if (first?.isSubtle && second && isLarge(second) && !third)
    return { ...card, items: [{ ...second, text: `${String(first.text)}: ${String(second.text)}` }] };
  return Object.fromEntries(Object.entries(card).map(([name, value]) => [name, asRead(value)]));
};

const seenOf = (of: { card?: unknown; text?: string | undefined }, message?: TeamsMessage): TeamsSeen => {
  // What only shows more of the card does nothing.
  const actions = actionsIn(of.card).filter(({ type }) => type !== "Action.ToggleVisibility");
  const links = actions.filter(({ type }) => type === "Action.OpenUrl").map(({ url }) => String(url));
  return {
    words: plain(of.card ? textOf(asRead(of.card) as Card) : (of.text ?? "")),
    labels: actions.map(({ title, tooltip }) => String(tooltip ?? title)),
    links,
    ...defined({ message, url: links[0] }),
  };
};

/** The approval rules, open; rules are counted from 1 on. Each act answers with the editor as it is then. */
interface RulesEditor {
  shown(): Seen;
  add(fields: RuleFields): Promise<Seen>;
  remove(n: number): Promise<Seen>;
  up(n: number): Promise<Seen>;
  down(n: number): Promise<Seen>;
  noMatch(what: "hold" | "reject"): Promise<Seen>;
}

interface RuleFields {
  readonly field?: string;
  readonly test?: string;
  readonly value?: string;
  readonly matchCase?: boolean;
  readonly result?: "approve" | "reject";
}

interface Choice {
  readonly title: string;
  readonly value: string;
}

const inputsIn = (node: unknown): Card[] => {
  if (Array.isArray(node)) return node.flatMap(inputsIn);
  if (typeof node !== "object" || node === null) return [];
  const card = node as Card;
  const own = typeof card.type === "string" && card.type.startsWith("Input.") ? [card] : [];
  return [...own, ...Object.values(card).flatMap(inputsIn)];
};

/** The boxes of a roster's rows. */
const rowBoxesIn = (card: unknown) =>
  inputsIn(card).flatMap(({ id, title, valueOn }) =>
    typeof id === "string" && id.startsWith("row.") ? [{ id, title: String(title), value: String(valueOn) }] : [],
  );

const choicesIn = (card: unknown, id: string): Choice[] =>
  (inputsIn(card).find((input) => input.id === id)?.choices ?? []) as Choice[];

/** The value of the choice with this title, or with one that begins with it, after its number. */
const choiceOf = (card: unknown, id: string, title: string): string => {
  const bare = (of: Choice) => of.title.replace(/^\d+\. /, "");
  const choices = choicesIn(card, id);
  const found =
    choices.find((choice) => bare(choice) === title) ??
    choices.find((choice) => bare(choice).startsWith(title)) ??
    choices.find((choice) => bare(choice).startsWith(title.slice(0, 15)));
  if (!found) throw new Error(`"${title}" is not among: ${choices.map((choice) => choice.title).join("; ")}`);
  return found.value;
};

/** The form of a webinar, as its inputs have it. */
const valuesOf = (fields: WebinarFormFields, now: number, zone: string, confirm: string | undefined) => {
  const { inMinutes, opens, closes, cohosts } = fields;
  const wall =
    inMinutes === undefined
      ? undefined
      : Temporal.Instant.fromEpochMilliseconds(Math.floor(now / 60_000 + inMinutes) * 60_000).toZonedDateTimeISO(zone);
  const start =
    fields.start ?? (wall && { date: wall.toPlainDate().toString(), time: wall.toPlainTime().toString().slice(0, 5) });
  const { title, description, kind, link, password, early, policy, cap, landing, fullText, planText, offer } = fields;
  const { wait, waitResult, answerEdits, answersUntil } = fields;
  const flag = (on: boolean | undefined) => (on === undefined ? undefined : String(on));
  const values: Record<string, string | undefined> = {
    ...Object.fromEntries(HOST_TEXTS.map((name) => [name, fields[name]])),
    reminders: fields.reminders?.join(","),
    nudge: fields.nudge,
    followUp: flag(fields.followUp),
    recording: fields.recording,
    title,
    description,
    kind,
    link,
    password,
    early,
    policy,
    cap,
    landing,
    fullText,
    planText,
    offer,
    confirm,
    wait,
    waitResult,
    date: start?.date,
    time: start?.time,
    duration: fields.durationMinutes,
    registration: flag(fields.registration),
    ids: flag(fields.registrationIds),
    waitlist: flag(fields.waitlist),
    dmOnly: flag(fields.dmOnly),
    invitationsLocked: flag(fields.invitationsLocked),
    visibility: fields.visibility,
    approveInvited: flag(fields.approveInvited),
    invitees:
      fields.invitees || fields.guests
        ? [...(fields.invitees ?? []).map(({ address }) => address), fields.guests ?? ""].join(", ")
        : undefined,
    opensDate: opens?.date,
    opensTime: opens?.time,
    closesDate: closes?.date,
    closesTime: closes?.time,
    answerEdits,
    answersUntilDate: answersUntil?.date,
    answersUntilTime: answersUntil?.time,
    editsReopen: flag(fields.editsReopen),
    cohosts: cohosts?.map(({ address }) => address).join(", "),
    repeat: fields.repeat,
    repeatEvery: fields.repeatEvery,
    repeatDays: fields.repeatDays?.join(","),
    repeatMonth: fields.repeatMonth,
    repeatCount: fields.repeatCount,
    repeatUntil: fields.repeatUntil,
    inSeries: flag(fields.inSeries),
  };
  return definedIn(values);
};

const definedIn = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([id, value]) => (value === undefined ? [] : [[id, value]])));

/** The form of one question, as its inputs have it. */
const questionValues = (card: unknown, fields: QuestionFormFields): Record<string, string> => {
  const { type, label, required, maxLength, options, whenQuestion, whenIs } = fields;
  const on =
    whenQuestion === undefined
      ? undefined
      : whenQuestion === ""
        ? "always"
        : choiceOf(card, "whenQuestion", whenQuestion);
  const flag = required === undefined ? undefined : String(required);
  return definedIn({ type, label, required: flag, maxLength, options, whenQuestion: on, whenIs });
};

/** One step of a registration form, as its inputs have it: questions by their labels, options by their texts. */
const registerValues = (card: Card, fields: RegisterFields, force: boolean): Record<string, string> => {
  const { firstName, lastName, answers = {}, chosen } = fields;
  const answered = Object.entries(answers).map(([label, answer]) => {
    const input = inputsIn(card).find((one) => one.label === label);
    if (!input) throw new Error(`"${label}" is not asked: ${plain(textOf(card))}`);
    const texts = typeof answer === "string" ? [answer] : answer;
    const options = input.type === "Input.ChoiceSet" ? ((input.choices ?? []) as Choice[]) : undefined;
    const values = options
      ? texts.map((text) => options.find(({ title }) => title === text)?.value ?? (force ? text : `no "${text}"`))
      : texts;
    return [String(input.id), values.join(",")];
  });
  return {
    ...definedIn({ firstName, lastName, chosen: chosen?.map((title) => choiceOf(card, "chosen", title)).join(",") }),
    ...Object.fromEntries(answered),
  };
};

/** The Teams face, driven through authenticated activities. */
export const makeTeamsFace: MakeFace = async ({ teams, clock, deliver, usher }): Promise<Face> => {
  const team = teams.addTeam({ name: "Webinars", channels: ["Hosts"], members: [] });
  const hostChannel = team.channels.find(({ name }) => name === "Hosts") ?? team.channels[0];
  if (!hostChannel) throw new Error("the team has no channel");

  const said = (): TeamsSeen[] =>
    teams
      .channel(hostChannel.id)
      .filter(({ fromBot }) => fromBot)
      .map((message) => seenOf(message, message));

  /** Without the answer to a typed `schedule`, which Slack would give to the host alone. */
  const isAnswer = ({ message }: TeamsSeen) =>
    actionsIn(message?.card).some(({ data }) => (data as { act?: string } | undefined)?.act === "schedule");
  /** What answers in a thread names its first message (Microsoft Learn, Channel conversations). */
  const threadOf = ({ message }: TeamsSeen) => message?.conversationId.split(";messageid=")[1];
  const isReply = (seen: TeamsSeen) => threadOf(seen) !== undefined && threadOf(seen) !== seen.message?.id;
  const channel = () => said().filter((seen) => !isAnswer(seen) && !isReply(seen));
  const thread = (under: Seen) =>
    said().filter((seen) => isReply(seen) && threadOf(seen) === (under as TeamsSeen).message?.id);

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

    const dialogCard = (): Card | undefined => {
      const card = client.dialog()?.card;
      return card && { ...card };
    };
    const shown = (): TeamsSeen => seenOf({ card: dialogCard(), text: client.dialog()?.message });

    /** Types a command and presses the button that opens its form; what is in the way is thrown with its words. */
    const opened = async (command: string, button: string): Promise<void> => {
      const answer = await privately(() => client.say(command));
      if (!answer.labels.includes(button)) throw new Error(answer.words);
      client.closeDialog();
      const pressed = await privately(() => client.press(messageOf(answer), button));
      if (!dialogCard()) throw new Error(pressed.words);
    };

    const submit = (values: Record<string, string>, button?: string, force = false): Promise<TeamsSeen> =>
      privately(() => client.submitDialog(values, button, { force }));

    const stepsFrom = async (from: Seen, label: string) => {
      const message = messageOf(from);
      // The short forms stand on a card in the personal chat.
      const inline = (card: unknown) => actionsIn(card).find(({ verb }) => verb === "register_inline");
      const isInline = inline(message.card) !== undefined;
      client.closeDialog();
      const answer = isInline ? from : await privately(() => client.press(message, label));
      const now = () => client.chat().find(({ id }) => id === message.id) ?? message;
      return async (fields: RegisterFields = {}, { force = false }: { force?: boolean } = {}): Promise<Seen> => {
        const card = isInline ? now().card : dialogCard();
        // One press may have registered already.
        if (!card || inputsIn(card).length === 0) return answer;
        const values = registerValues({ ...card }, fields, force);
        if (!isInline) return submit(values, undefined, force);
        return privately(() => client.press(now(), String(inline(now().card)?.title), values, { force }));
      };
    };

    const openForm: Persona["openForm"] = (from) => stepsFrom(from, registerLabel(from));

    /** Presses a button that opens a form of one text, and the one that `sends` it: what comes in its place. */
    const fillIn = async (on: Seen, button: string, values: Record<string, string>, sends = button): Promise<Seen> => {
      client.closeDialog();
      const label = on.labels.find((one) => one.startsWith(button)) ?? button;
      const pressed = await privately(() => client.press(messageOf(on), label));
      return inputsIn(dialogCard()).length > 0 ? submit(values, sends) : pressed;
    };

    const webinarValues = (fields: WebinarFormFields, options: { confirm?: string | undefined } = {}) =>
      valuesOf(fields, clock.now(), zone, options.confirm);

    const builder = (): Builder => {
      const home = async () => {
        if (actionsIn(dialogCard()).some(({ title }) => title === "Back")) await submit({}, "Back");
      };
      const on = async (label: string, button: string): Promise<TeamsSeen> => {
        await home();
        return submit({ question: choiceOf(dialogCard(), "question", label) }, button);
      };
      return {
        shown,
        standard: async (asked) => {
          await home();
          const values = Object.entries(asked).map(([question, how]) => [`s-${question}`, how]);
          return submit(Object.fromEntries(values), "Save");
        },
        add: async (question, { force = false } = {}) => {
          await home();
          const form = await submit({}, "Add a question");
          if (!form.labels.includes("Back")) return form;
          return submit(questionValues(dialogCard(), question), "Save", force);
        },
        change: async (label, question) => {
          const form = await on(label, "Edit");
          if (!form.labels.includes("Back")) return form;
          return submit(questionValues(dialogCard(), question), "Save");
        },
        remove: (label) => on(label, "Remove"),
        up: (label) => on(label, "Move up"),
        down: (label) => on(label, "Move down"),
        preview: async () => {
          await home();
          return submit({}, "Preview");
        },
      };
    };

    const rulesEditor = (): RulesEditor => {
      const home = async () => {
        if (actionsIn(dialogCard()).some(({ title }) => title === "Back")) await submit({}, "Back");
      };
      const on = async (n: number, button: string): Promise<TeamsSeen> => {
        await home();
        const rule = choicesIn(dialogCard(), "rule")[n - 1];
        if (!rule) throw new Error(`no rule ${n}: ${shown().words}`);
        return submit({ rule: rule.value }, button);
      };
      return {
        shown,
        add: async ({ field, test, value, matchCase, result }) => {
          await home();
          const form = await submit({}, "Add a rule");
          if (!form.labels.includes("Back")) return form;
          const card = dialogCard();
          const values = definedIn({
            field: field === undefined ? undefined : choiceOf(card, "field", field),
            test: test === undefined ? undefined : choiceOf(card, "test", test),
            value,
            result,
            matchCase: matchCase === undefined ? undefined : String(matchCase),
          });
          return submit(values, "Save");
        },
        remove: (n) => on(n, "Remove"),
        up: (n) => on(n, "Move up"),
        down: (n) => on(n, "Move down"),
        noMatch: async (what) => {
          await home();
          return submit({ noMatch: what }, "Save");
        },
      };
    };

    return {
      name,
      address,
      type: (text, { inHostChannel = false, channelId, mention = [] } = {}) => {
        const mentions = mention.map((one) => (one as Persona & { added: TeamsPerson }).added);
        return privately(() =>
          client.say(text, { ...defined({ channelId: inHostChannel ? hostChannel.id : channelId }), mentions }),
        );
      },
      write: (text) => privately(() => client.say(text)),
      namePeople: async (from, word, addresses, rows) => {
        client.closeDialog();
        const label = from.labels.find((one) => one.startsWith(word)) ?? word;
        const pressed = await privately(() => client.press(messageOf(from), label));
        return dialogCard() ? submit({ addresses, ...defined({ rows }) }) : pressed;
      },
      schedule: async (fields, { force = false } = {}) => {
        const before = said().length;
        const asked = await privately(() => client.say("schedule", { channelId: hostChannel.id }));
        const card = said().slice(before).at(-1);
        if (!card) return asked;
        const opened = await privately(() => client.press(messageOf(card), "Schedule a webinar"));
        if (!client.dialog()?.card) return opened;
        return submit(webinarValues({ link: "https://meet.example.com/room", ...fields }), undefined, force);
      },
      scheduling: async (again) => {
        const before = said().length;
        const typed = again === undefined ? "schedule" : `schedule again ${again}`;
        const asked = await privately(() => client.say(typed, { channelId: hostChannel.id }));
        const label = again === undefined ? "Schedule a webinar" : "Schedule again";
        const card = again === undefined ? said().slice(before).at(-1) : asked;
        const refused = card?.labels.includes(label) ? undefined : asked;
        if (card && !refused) await privately(() => client.press(messageOf(card), label));
        return {
          shown: () => refused ?? shown(),
          send: (fields, options = {}) => submit(webinarValues(fields, options), undefined, options.force),
        };
      },
      edit: async (code) => {
        await opened(`edit ${code}`, "Edit");
        return {
          shown,
          send: (fields, options = {}) => submit(webinarValues(fields, options), "Save", options.force),
          seeWords: async (fields) => {
            const words = await submit(webinarValues(fields, {}), "Preview the messages");
            await submit({}, "Back");
            return words;
          },
        };
      },
      questions: async (code) => {
        await opened(`form ${code}`, "Edit the form");
        return builder();
      },
      review: async (code, rest = "") => {
        await opened(`requests ${code} ${rest}`.trim(), "See requests");
        const boxes = () => rowBoxesIn(dialogCard());
        return makeTeamsReview({ shown, submit: (values, button) => submit(values, button), boxes });
      },
      roster: async (code, rest = "") => {
        await opened(`roster ${code} ${rest}`.trim(), "Roster");
        const boxes = () => rowBoxesIn(dialogCard());
        return makeTeamsReview({ shown, submit: (values, button) => submit(values, button), boxes });
      },
      joinWith: async (from, password) => {
        const asked = await privately(() => client.press(messageOf(from), "Join"));
        return privately(() => client.press(messageOf(asked), "Join", { password }));
      },
      ask: (card, text) => fillIn(card, "Ask", { text }, "Send question"),
      answer: (message, text) => fillIn(message, "Answer", { text }, "Send answer"),
      rules: async (code) => {
        await opened(`rules ${code}`, "Edit the rules");
        return rulesEditor();
      },
      series: async ({ title, webinars }, code) => {
        await opened(code ? `series ${code}` : "series", code ? "Edit series" : "Create a series");
        const choices = choicesIn(dialogCard(), "webinars");
        const isOffered = (webinars ?? []).every((one) => choices.some(({ value }) => value === one));
        const values = definedIn({
          title,
          webinars: choices.length > 0 || !isOffered ? webinars?.join(",") : undefined,
        });
        return submit(values, undefined, !isOffered);
      },
      leave: async (code) => {
        const asked = await privately(() => client.say(`leave ${code}`));
        if (!asksToLeave(asked)) return asked;
        return privately(() => client.press(messageOf(asked), leaveLabel(asked)));
      },
      leaveFrom: async (message) => {
        client.closeDialog();
        const label = leaveLabel(message);
        const asked = await privately(() => client.press(messageOf(message), label));
        return asked.labels.includes(label) ? submit({}, label) : asked;
      },
      paste: async (text) => {
        const { card, ...posted } = await client.post(text, { channelId: hostChannel.id });
        return card ? seenOf({ card }, { ...posted, card }) : { words: "", labels: [] };
      },
      openForm,
      editAnswers: (from) => stepsFrom(from, editLabel(from)),
      register: async (from, names, options) => (await openForm(from))(names, options),
      handOver: async (code, to) => {
        await opened(`handover ${code}`, "Hand it over");
        return submit({ person: choiceOf(dialogCard(), "person", to) });
      },
      writeTo: async (code, { to, text }) => {
        await opened(`message ${code}`, "Write to people");
        return submit({ to, text });
      },
      nudge: async (code) => {
        await opened(`message ${code}`, "Write to people");
        return submit({}, "Nudge those who haven’t answered");
      },
      sendWritten: () =>
        submit(
          {},
          actionsIn(dialogCard())
            .map(({ title }) => String(title))
            .find((title) => title.startsWith("Send to ")),
        ),
      sendForm: async (form, fields = {}) => {
        const { message } = form as TeamsSeen;
        if (!message) return submit(registerValues({ ...dialogCard() }, fields, false));
        // A host who adds somebody presses a button that names them.
        const label = seenOf(message, message).labels.find((one) => /^Register\b/.test(one)) ?? "Register";
        return privately(() => client.press(message, label, registerValues({ ...message.card }, fields, false)));
      },
      press: async (on, label) => {
        if (!(on as TeamsSeen).message) {
          // A card that has taken the place of the pressed one; or else a dialog.
          const there = client.chat().findLast((one) => seenOf(one).words === on.words);
          return there ? privately(() => client.press(there, label)) : submit({}, label);
        }
        const answer = await privately(() => client.press(messageOf(on), label));
        if (answer.message) return answer;
        // An answered card stands in the place of the pressed one.
        const now = client.chat().find(({ id }) => id === messageOf(on).id);
        const replaced = now && seenOf(now, now);
        return replaced?.words === answer.words ? replaced : answer;
      },
      decideWith: async (card, { to, reason, told }) => {
        const message = messageOf(card);
        const { labels } = seenOf(message);
        client.closeDialog();
        const button = labels.includes("Change decision") ? "Change decision" : "Reject with a reason";
        const pressed = await privately(() => client.press(message, button));
        if (!dialogCard()) return pressed;
        const isChosen = inputsIn(dialogCard()).some(({ id: input }) => input === "to");
        if (!isChosen && to !== "rejected") throw new Error(`the form only rejects, not ${to}`);
        const filled = definedIn({ to: isChosen ? to : undefined, reason, told: told?.toString() });
        return submit(filled, isChosen ? "Save" : "Reject");
      },
      decide: async (card, label, { settle = true } = {}) => {
        const message = messageOf(card);
        const title = seenOf(message).labels.find((one) => one.startsWith(label)) ?? label;
        const answer = await client.press(message, title);
        await (settle ? deliver() : usher.worker.drain());
        if (answer.text !== undefined) return seenOf({ text: answer.text });
        // The channel's card follows by its delivery; who pressed sees the answer at once.
        if (!settle && answer.card) return seenOf({ card: answer.card }, message);
        const now = teams.channel(hostChannel.id).find(({ id }) => id === message.id);
        return now ? seenOf(now, now) : seenOf({ card: answer.card });
      },
      chat: () =>
        client
          .chat()
          .filter(({ fromBot }) => fromBot)
          .map((message) => seenOf(message, message)),
      added,
    } as Persona;
  };

  const deactivate: Face["deactivate"] = async (of) =>
    teams.deactivate((of as Persona & { added: TeamsPerson }).added.id);

  const readers: Face["readers"] = (name, people) => {
    const members = people.map((one) => (one as Persona & { added: TeamsPerson }).added.id);
    const { channels } = teams.addTeam({ name, channels: [name], members });
    const [{ id }] = channels as unknown as [{ id: string }];
    return {
      channelId: id,
      announce: (by, code) => by.type(`announce ${code}`, { channelId: id }),
      cards: () =>
        teams
          .channel(id)
          .filter(({ fromBot }) => fromBot)
          .map((message) => seenOf(message, message))
          // Whoever types in a channel reads there where their answer is; that is no card.
          .filter(({ words }) => words !== translatorFor("en")("answered_in_chat")),
    };
  };

  return { kind: "teams", person, deactivate, channel, readers, thread };
};
