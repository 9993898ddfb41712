import { isObject } from "./slack/limits.ts";

type Json = Readonly<Record<string, unknown>>;

const LONGEST = 8 * 1_024;
const cut = (text: string): string => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}\n…`);
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};

/** What was sent or answered, to be read: indented JSON, or the text itself. */
export const readable = (value: unknown): string => {
  const known = typeof value === "string" ? parsed(value) : value;
  if (known === undefined || known === "") return "";
  return cut(typeof known === "string" ? known : JSON.stringify(known, undefined, 2));
};

/** A request of Slack's: its title and its body in a readable form. */
export const slackRequest = (body: string): { title: string; request: string } => {
  const event = parsed(body);
  if (isObject(event)) return { title: `event ${text(at(event, "event", "type"))}`, request: readable(event) };
  const fields = new URLSearchParams(body);
  const payload = parsed(fields.get("payload") ?? "");
  if (!isObject(payload)) {
    const lines = [...fields].map(([name, value]) => `${name}: ${value}`);
    const typed = (fields.get("text") ?? "").replaceAll(/<mailto:[^|>]*\|([^>]*)>/g, "$1");
    return { title: `${fields.get("command")} ${typed}`.trim(), request: cut(lines.join("\n")) };
  }
  const action = Array.isArray(payload.actions) ? text(at(payload.actions[0], "action_id")) : "";
  const what = action || text(at(payload, "view", "callback_id"));
  return { title: `${text(payload.type)} ${what}`.trim(), request: readable(payload) };
};

/** An activity of Teams': its title. */
export const teamsTitle = (activity: Json): string => {
  const verb = text(at(activity, "value", "action", "verb"));
  if (activity.type === "invoke") return `invoke ${text(activity.name)}${verb ? ` ${verb}` : ""}`;
  if (activity.type === "message") {
    const said = text(activity.text).replaceAll(/<[^>]*>/g, "");
    return said.trim() ? `message ${said.trim().slice(0, 80)}` : "message with a card's data";
  }
  return [text(activity.type), text(activity.action)].filter(Boolean).join(" ");
};

type NameOf = (id: string) => string | undefined;

/** A call of Slack's Web API: its title. */
export const slackCallTitle = (call: { method: string; args: Json; channelId?: string }, nameOf: NameOf): string => {
  const to = nameOf(call.channelId ?? text(call.args.user));
  return to ? `${call.method} → ${to}` : call.method;
};

const CONNECTOR: Readonly<Record<string, string>> = {
  "POST activities": "message",
  "PUT activities": "message changed",
  "DELETE activities": "message deleted",
  "GET members": "who is there",
  "GET pagedmembers": "who is there",
};

/** A call of the Bot Connector: its title. */
export const teamsCallTitle = (call: { method: string; path: string; body: unknown }, nameOf: NameOf): string => {
  const [, area, id = "", part] = call.path.split("/");
  const what = CONNECTOR[`${call.method} ${part}`];
  const channel = text(at(call.body, "channelData", "channel", "id"));
  const members = at(call.body, "members");
  const member = Array.isArray(members) ? text(at(members[0], "id")) : "";
  const to = nameOf(id || channel || member);
  if (area === "conversations" && id === "") return to ? `conversation → ${to}` : "conversation";
  if (!what) return `${call.method} ${call.path.slice(0, 60)}`;
  return to ? `${what} → ${to}` : what;
};
