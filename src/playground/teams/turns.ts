import { randomUUID } from "node:crypto";
import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { knownZone } from "../../core/model/person.ts";
import { checkCard } from "./card-check.ts";
import { ADAPTIVE_CARD, bytesOf, isObject, isText, type Json, MAX_BYTES } from "./cards.ts";
import type { TeamsPerson } from "./people.ts";
import type { TeamsMessage, World } from "./world.ts";

/** A dialog (task module): a titled card to submit, or the last word after one. */
export interface TeamsDialog {
  readonly title?: string;
  readonly card?: IAdaptiveCard;
  readonly message?: string;
}

/** What became of one activity. */
export interface TeamsAnswer {
  /** The HTTP status the app answered with. */
  readonly status: number;
  readonly body: unknown;
  readonly elapsedMs: number;
  /** The card an invoke was answered with: the person who acted sees it in place of the message's. */
  readonly card?: IAdaptiveCard;
  /** The line an invoke was answered with (`application/vnd.microsoft.activity.message`). */
  readonly text?: string;
  /** The error an invoke was answered with (`application/vnd.microsoft.error`). */
  readonly error?: { readonly code: string; readonly message: string };
  readonly dialog?: TeamsDialog;
  /** Where an Action.OpenUrl leads; nothing was sent to the app. */
  readonly url?: string;
  /** The messages that the bot added to that conversation meanwhile. */
  readonly sent: readonly TeamsMessage[];
}

/** An activity as it went out and what came back; `status` 0 when nothing did. */
export interface RecordedActivity {
  readonly at: number;
  readonly activity: Json;
  readonly status: number;
  readonly body: unknown;
  readonly elapsedMs: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Hears of each activity sent to the app, once it is answered or given up. */
export interface SendingWatch {
  /** Further headers, to know a request again where it arrives. */
  headers(): Readonly<Record<string, string>>;
  sent(activity: RecordedActivity): void;
}

const pad = (value: number): string => String(value).padStart(2, "0");

/** By zone: each takes a millisecond to make. */
const offsetFormats = new Map<string, Intl.DateTimeFormat>();

const offsetFormat = (timeZone: string): Intl.DateTimeFormat => {
  const known = offsetFormats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  offsetFormats.set(timeZone, made);
  return made;
};

/** The instant as the person's own clock shows it, with its offset. */
function localTimestamp(at: number, clientZone: string): string {
  // A zone that is new since this process was built, which Teams may well know.
  const timeZone = knownZone(clientZone) ?? "UTC";
  const zone = offsetFormat(timeZone).formatToParts(at);
  const name = zone.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return new Date(at + offset * 60_000)
    .toISOString()
    .replace("Z", `${sign}${pad(Number(hours))}:${pad(Number(minutes))}`);
}

/**
 * What Teams puts around everything a person does: who, where, in which language and zone (Microsoft Learn,
 * Conversation basics; teams.md 4). `fields` come last and win, so that a test can send anything.
 */
export function envelope(
  world: World,
  serviceUrl: string,
  now: number,
  person: TeamsPerson,
  at: string,
  fields: Json,
): Json {
  const { id, aadObjectId, name, tenantId, locale, timezone } = person;
  const where = world.conversation(at);
  const channel = where?.kind === "channel" ? { id: where.base } : undefined;
  const inChannel = where?.kind === "channel" && {
    teamsChannelId: where.base,
    teamsTeamId: where.team.id,
    channel,
    team: { id: where.team.id, name: where.team.name },
  };
  const country = locale.split("-").at(-1);
  const entities = Array.isArray(fields.entities) ? fields.entities : [];
  return {
    id: fields.type === "message" ? world.nextId() : `f:${randomUUID()}`,
    timestamp: new Date(now).toISOString(),
    rawTimestamp: new Date(now).toISOString(),
    localTimestamp: localTimestamp(now, timezone),
    localTimezone: timezone,
    locale,
    channelId: "msteams",
    serviceUrl,
    from: { id, name, aadObjectId },
    recipient: world.bot,
    conversation: channel
      ? { isGroup: true, conversationType: "channel", tenantId, id: at }
      : { conversationType: "personal", tenantId, id: at },
    channelData: { tenant: { id: tenantId }, ...inChannel },
    ...fields,
    entities: [...entities, { type: "clientInfo", locale, country, platform: "Web", timezone }],
  };
}

type Read = Pick<TeamsAnswer, "card" | "text" | "error" | "dialog">;

function goodCard(card: unknown): IAdaptiveCard {
  const problems = bytesOf(card) > MAX_BYTES ? ["card: is over 28 KB"] : checkCard(card);
  if (problems.length > 0) throw new Error(`The card answered is not good: ${problems.join("; ")}`);
  return card as IAdaptiveCard;
}

/** @throws unless it is `{statusCode,type,value}` of a type Teams knows (Microsoft Learn, Universal Actions; teams.md 1). */
function readCardAction(body: unknown): Read {
  const { statusCode, type, value } = isObject(body) ? body : {};
  if (typeof statusCode === "number" && type === ADAPTIVE_CARD) return { card: goodCard(value) };
  if (statusCode === 200 && type === "application/vnd.microsoft.activity.message" && isText(value))
    return { text: value };
  if (typeof statusCode === "number" && type === "application/vnd.microsoft.error" && isObject(value))
    return { error: { code: String(value.code), message: String(value.message) } };
  throw new Error(`adaptiveCard/action was answered by what Teams does not know: ${JSON.stringify(body)}`);
}

/** @throws unless it is empty or `{task}` with a card or a message (Microsoft Learn, Dialogs; teams.md 1). */
function readTask(name: string, body: unknown): Read {
  if (body === undefined || (isObject(body) && Object.keys(body).length === 0)) return {};
  const task = isObject(body) && isObject(body.task) ? body.task : {};
  if (task.type === "message" && isText(task.value)) return { dialog: { message: task.value } };
  const { title, card, height, width } = isObject(task.value) ? task.value : {};
  const sized = [height, width].every(
    (size) => ["undefined", "number"].includes(typeof size) || ["small", "medium", "large"].includes(String(size)),
  );
  if (task.type === "continue" && isText(title) && sized && isObject(card) && card.contentType === ADAPTIVE_CARD)
    return { dialog: { title, card: goodCard(card.content) } };
  throw new Error(`${name} was answered by what Teams does not know: ${JSON.stringify(body)}`);
}

const PREVIEW_TYPES = ["application/vnd.microsoft.card.thumbnail", "application/vnd.microsoft.card.hero"];

/**
 * @throws unless it is empty or a result of cards, each with what the composer shows before the message is sent
 * (Microsoft Learn, Link unfurling).
 */
function readLinkQuery(body: unknown): Read {
  if (body === undefined || (isObject(body) && Object.keys(body).length === 0)) return {};
  const { type, attachmentLayout, attachments } =
    isObject(body) && isObject(body.composeExtension) ? body.composeExtension : {};
  const isKnown =
    type === "result" && ["list", "grid"].includes(String(attachmentLayout)) && Array.isArray(attachments);
  if (!isKnown) throw new Error(`A link was answered by what Teams does not know: ${JSON.stringify(body)}`);
  const [first] = attachments.filter(isObject);
  if (!first) return {};
  const { contentType, content, preview } = first;
  const { contentType: shownAs, content: shown } = isObject(preview) ? preview : {};
  const isShown = PREVIEW_TYPES.includes(String(shownAs)) && isObject(shown) && isText(shown.title);
  if (contentType !== ADAPTIVE_CARD || !isShown) throw new Error("A link's card needs a preview with a title");
  const card = goodCard(content);
  // Message extensions show no newer cards on every client.
  if (!/^1\.[0-3]$/.test(String(card.version))) throw new Error(`A link's card is of version ${card.version}`);
  return { card };
}

/** What a person's client makes of an answer. @throws for one that Teams does not know. */
export function readAnswer(activity: Json, status: number, body: unknown): Read {
  if (activity.type !== "invoke" || status !== 200) return {};
  if (activity.name === "adaptiveCard/action") return readCardAction(body);
  if (activity.name === "composeExtension/queryLink") return readLinkQuery(body);
  const tasks = ["task/fetch", "task/submit", "composeExtension/fetchTask", "composeExtension/submitAction"];
  return tasks.includes(String(activity.name)) ? readTask(String(activity.name), body) : {};
}

const parse = (text: string): unknown => {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

export type Turns = ReturnType<typeof makeTurns>;

/** The way to the app's messages address, and back. */
export function makeTurns(o: {
  world: World;
  now: () => number;
  turnMs: number;
  headers: () => Record<string, string>;
  watch?: SendingWatch | undefined;
}) {
  const activities: RecordedActivity[] = [];
  let address: string | undefined;

  /** Sends a body as it is; a header given as "" is left out. @throws what Teams shows when no answer comes in time. */
  const post = async (body: string, headers: Readonly<Record<string, string>> = {}): Promise<TeamsAnswer> => {
    if (address === undefined) throw new Error("connect() the stand-in to the app first");
    const parsed = parse(body);
    const activity = isObject(parsed) ? parsed : {};
    const conversation = isObject(activity.conversation) ? String(activity.conversation.id) : "";
    const before = new Set(o.world.messagesIn(conversation).map(({ id }) => id));
    const type = { "content-type": "application/json; charset=utf-8" };
    const sending = { ...type, ...o.headers(), ...o.watch?.headers(), ...headers };
    const all = Object.entries(sending);
    const at = o.now();
    const started = performance.now();
    const keep = (status: number, answer: unknown): RecordedActivity => {
      const elapsedMs = performance.now() - started;
      const record: RecordedActivity = { at, activity, status, body: answer, elapsedMs, headers: sending };
      activities.push(record);
      o.watch?.sent(record);
      return record;
    };
    let answered: RecordedActivity;
    try {
      const response = await fetch(address, {
        method: "POST",
        body,
        headers: all.filter(([, value]) => value !== ""),
        signal: AbortSignal.timeout(o.turnMs),
      });
      answered = keep(response.status, parse(await response.text()));
    } catch (cause) {
      keep(0, undefined);
      throw new Error("Unable to reach app. Please try again.", { cause });
    }
    const sent = o.world.messagesIn(conversation).filter(({ id, fromBot }) => fromBot && !before.has(id));
    const { status, elapsedMs } = answered;
    return { status, body: answered.body, elapsedMs, ...readAnswer(activity, status, answered.body), sent };
  };

  return {
    activities,
    /** Whether a link leads to the app's domain. */
    isOfApp: (link: string): boolean =>
      address !== undefined && URL.canParse(link) && new URL(link).hostname === new URL(address).hostname,
    connect: (messagesUrl: string): void => {
      address = messagesUrl;
    },
    post,
    send: (activity: Json): Promise<TeamsAnswer> => post(JSON.stringify(activity)),
  };
}
