import { randomUUID } from "node:crypto";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { isObject, type Json } from "./cards.ts";
import { fill, findAction } from "./inputs.ts";
import type { TeamsPerson } from "./people.ts";
import { envelope, type TeamsAnswer, type TeamsDialog, type Turns } from "./turns.ts";
import type { TeamsMessage, World } from "./world.ts";

/** Where something is done: the personal chat, unless a channel is named, and in it perhaps a thread (its root's id). */
interface TeamsPlace {
  readonly channelId?: string;
  readonly thread?: string;
}

/** One person's Teams client. Every promise is rejected when the app does not answer in time, or not as Teams needs. */
export interface TeamsClient {
  /**
   * Types a text: to the bot in the personal chat, in a channel after a mention of it. `@{Name}` becomes a mention of
   * the person of that name among `mentions`.
   */
  say(
    text: string,
    at?: TeamsPlace & {
      mentions?: readonly TeamsPerson[];
      /** In the personal chat alone (Send and receive files through a bot). */
      file?: { name: string; bytes: Uint8Array };
    },
  ): Promise<TeamsAnswer>;
  /**
   * Writes an ordinary message, which the bot is not sent. Of the first link to the app's domain the app is asked what to
   * show, and Teams keeps its answer for half an hour.
   */
  post(text: string, at: TeamsPlace & { channelId: string }): Promise<TeamsMessage>;
  /**
   * Presses the action with this title, verb or id on the card as `message` holds it: a message read before the card
   * changed is a late click on what stood there. The answered card replaces the message's for this person alone.
   *
   * @throws when there is no such action, when the client would not submit the inputs (`force` skips that), and when
   * an invoke is answered with a status other than 200.
   */
  press(
    message: TeamsMessage,
    action: string,
    inputs?: Readonly<Record<string, string>>,
    o?: { force?: boolean },
  ): Promise<TeamsAnswer>;
  /** Submits the open dialog, by its only Action.Submit or the one named; refused as `press` is. */
  submitDialog(
    inputs: Readonly<Record<string, string>>,
    action?: string,
    o?: { force?: boolean },
  ): Promise<TeamsAnswer>;
  /** The open dialog; after a submit that ended with a message, that message; undefined when it is closed. */
  dialog(): TeamsDialog | undefined;
  /** Closes the dialog by its own cross; the app hears nothing of it. */
  closeDialog(): void;
  /** Adds the app: to the personal scope, or to a team. Both activities are sent; the answer is the second's. */
  install(o?: { teamId?: string }): Promise<TeamsAnswer>;
  uninstall(o?: { teamId?: string }): Promise<TeamsAnswer>;
  /** An invoke with any value; nothing is done with the answer but reading it. */
  invoke(name: string, value: unknown, at?: TeamsPlace): Promise<TeamsAnswer>;
  /** Any activity: what it leaves out is filled in as Teams would. */
  activity(activity: object, at?: TeamsPlace): Promise<TeamsAnswer>;
  /** Whether this person is in the team of a channel. */
  isIn(channelId: string): boolean;
  /** The id of the personal chat. */
  chatId(): string;
  /** The personal chat as this person sees it now, oldest first. */
  chat(): readonly TeamsMessage[];
}

/** So long Teams keeps what an app showed for a link (Microsoft Learn, Link unfurling). */
const PREVIEW_KEPT_MS = 30 * 60_000;
type Preview = { readonly at: number; readonly card: IAdaptiveCard | undefined };

/** What is kept for links, for everybody in a world. */
const keptPreviews = new WeakMap<World, Map<string, Preview>>();
const previewsOf = (world: World): Map<string, Preview> => {
  const known = keptPreviews.get(world) ?? new Map<string, Preview>();
  keptPreviews.set(world, known);
  return known;
};

const THEME = { theme: "default" };

const asHtml = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const done = (answer: TeamsAnswer): TeamsAnswer => {
  if (answer.status === 200) return answer;
  throw new Error(`Something went wrong. Please try again. (${answer.status} ${JSON.stringify(answer.body)})`);
};

/** One person's Teams client over a world: it makes the activities that Teams would, and keeps what Teams would show. */
export function makeClient(o: {
  world: World;
  turns: Turns;
  person: TeamsPerson;
  serviceUrl: string;
  now: () => number;
  /** Keeps a file; answers where it can be read. */
  upload: (bytes: Uint8Array) => string;
}): TeamsClient {
  const { world, turns, person } = o;
  const previews = previewsOf(world);
  let open: (TeamsDialog & { at: string }) | undefined;

  const placeOf = ({ channelId, thread }: TeamsPlace = {}): string => {
    if (channelId === undefined) return world.chatOf(person.id);
    const channel = world.conversation(channelId);
    if (channel?.kind !== "channel") throw new Error(`There is no channel ${channelId}`);
    if (!world.membersOf(channel).includes(person)) throw new Error(`${person.name} is not in ${channel.team.name}`);
    if (!world.isInstalled(channel.team.id)) throw new Error(`${channel.team.name} has not got the app`);
    return thread === undefined ? channelId : `${channelId};messageid=${thread}`;
  };

  const send = (at: string, fields: Json): Promise<TeamsAnswer> =>
    turns.send(envelope(world, o.serviceUrl, o.now(), person, at, fields));

  const show = (at: string, answer: TeamsAnswer): TeamsAnswer => {
    open = answer.dialog && { ...answer.dialog, at };
    return answer;
  };

  const moved = async (teamId: string | undefined, action: "add" | "remove"): Promise<TeamsAnswer> => {
    const at = teamId ?? world.chatOf(person.id);
    world.setInstalled(teamId ?? person.id, action === "add");
    const from = { id: person.id, aadObjectId: person.aadObjectId };
    const member = action === "add" ? "membersAdded" : "membersRemoved";
    const tenant = { id: person.tenantId };
    const eventType = action === "add" ? "teamMemberAdded" : "teamMemberRemoved";
    const about = teamId === undefined ? {} : { channelData: { tenant, eventType, team: { id: teamId } } };
    // A personal chat is told of its end by the installationUpdate alone.
    const told = action === "add" || teamId !== undefined;
    const first = told
      ? await send(at, { type: "conversationUpdate", from, [member]: [{ id: world.bot.id }], ...about })
      : undefined;
    const second = await send(at, { type: "installationUpdate", from, action, ...about });
    return { ...second, sent: [...(first?.sent ?? []), ...second.sent] };
  };

  return {
    async say(text, at = {}) {
      const attached = ({ name, bytes }: { name: string; bytes: Uint8Array }) => ({
        contentType: "application/vnd.microsoft.teams.file.download.info",
        name,
        content: { downloadUrl: o.upload(bytes), uniqueId: randomUUID(), fileType: name.split(".").at(-1) },
      });
      const inChannel = at.channelId !== undefined;
      if (!inChannel && !world.reaches(person.id)) throw new Error(`${person.name} has not got the app`);
      const mentioned = (at.mentions ?? []).filter(({ name }) => text.includes(`@{${name}}`));
      const named = text.replace(/@\{(.+?)\}/g, (whole, name: string) =>
        mentioned.some((one) => one.name === name) ? `<at>${name}</at>` : whole,
      );
      const full = inChannel ? `<at>${world.bot.name}</at> ${named}` : named;
      const entities = [...(inChannel ? [world.bot] : []), ...mentioned].map(({ id, name }) => ({
        type: "mention",
        mentioned: { id, name },
        text: `<at>${name}</at>`,
      }));
      const { id, conversationId } = world.post(placeOf(at), person, { text });
      const html = { contentType: "text/html", content: `<p>${asHtml(full)}</p>` };
      return send(conversationId, {
        type: "message",
        id,
        textFormat: "plain",
        text: full,
        entities,
        attachments: [html, ...(at.file && !inChannel ? [attached(at.file)] : [])],
      });
    },

    async post(text, at) {
      const [url] = (text.match(/https?:\/\/\S*[^\s.,;:!?)]/g) ?? []).filter((link) => turns.isOfApp(link));
      const known = url === undefined ? undefined : previews.get(url);
      const isFresh = known !== undefined && o.now() - known.at < PREVIEW_KEPT_MS;
      if (url !== undefined && !isFresh) {
        const value = { url };
        const { card } = done(await send(placeOf(at), { type: "invoke", name: "composeExtension/queryLink", value }));
        previews.set(url, { at: o.now(), card });
      }
      const card = url === undefined ? undefined : previews.get(url)?.card;
      return world.post(placeOf(at), person, { text, isPlain: true, ...(card && { card }) });
    },

    async press(message, wanted, inputs = {}, { force = false } = {}) {
      world.seenBy(person.id, message);
      if (!message.card) throw new Error(`The message ${message.id} has no card`);
      const pressed = findAction({ ...message.card }, wanted);
      const { action } = pressed;
      if (action.type === "Action.OpenUrl")
        return { status: 200, body: undefined, elapsedMs: 0, url: String(action.url), sent: [] };
      const own = isObject(action.data) ? action.data : {};
      const data = { ...own, ...fill(pressed, inputs, force) };
      const at = message.conversationId;
      const about = { replyToId: message.id };
      if (action.type === "Action.Execute") {
        const { type, id, title, verb } = action;
        const value = { action: { type, id, title, verb, data }, trigger: "manual" };
        const answer = done(await send(at, { type: "invoke", name: "adaptiveCard/action", value, ...about }));
        if (answer.card) world.replaceFor(person.id, message, { card: answer.card });
        return answer;
      }
      if (action.type !== "Action.Submit") throw new Error(`${String(action.type)} is not sent to the app`);
      const kind = isObject(own.msteams) ? own.msteams.type : undefined;
      if (kind === undefined) return send(at, { type: "message", value: data, ...about });
      if (kind !== "task/fetch") throw new Error(`msteams.type ${String(kind)} is not played`);
      const value = { data, context: THEME };
      return show(at, done(await send(at, { type: "invoke", name: "task/fetch", value, ...about })));
    },

    async submitDialog(inputs, wanted, { force = false } = {}) {
      if (!open?.card) throw new Error("No dialog is open");
      const card: Json = { ...open.card };
      const actions = (Array.isArray(card.actions) ? card.actions : []).filter(isObject);
      const submits = actions.filter(({ type }) => type === "Action.Submit");
      const pressed = findAction(card, wanted ?? String(submits.length === 1 ? submits[0]?.title : "the only action"));
      if (pressed.action.type !== "Action.Submit") throw new Error("A dialog is submitted by an Action.Submit");
      const data = { ...(isObject(pressed.action.data) ? pressed.action.data : {}), ...fill(pressed, inputs, force) };
      const { at } = open;
      return show(at, done(await send(at, { type: "invoke", name: "task/submit", value: { data, context: THEME } })));
    },

    dialog() {
      if (!open) return undefined;
      const { at: _, ...shown } = open;
      return shown;
    },

    closeDialog() {
      open = undefined;
    },

    install: ({ teamId } = {}) => moved(teamId, "add"),
    uninstall: ({ teamId } = {}) => moved(teamId, "remove"),
    invoke: async (name, value, at) => send(placeOf(at), { type: "invoke", name, value }),
    activity: async (activity, at) => send(placeOf(at), { ...activity }),
    isIn: (channelId) => {
      const channel = world.conversation(channelId);
      return channel !== undefined && world.membersOf(channel).includes(person);
    },
    chatId: () => world.chatOf(person.id),
    chat: () => world.messagesIn(world.chatOf(person.id), person.id),
  };
}
