/** An object whose fields are not known yet: a block, an element, a card. */
export type Loose = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const objects = (value: unknown): readonly Loose[] => (Array.isArray(value) ? value.filter(isObject) : []);
/** The text of a field that is one; empty otherwise. */
export const textIn = (value: unknown): string => (typeof value === "string" ? value : "");

/** A word of a command and how it is used. */
export interface Word {
  readonly word: string;
  readonly usage: string;
}
interface SlackPerson {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly role: string;
  readonly zone: string;
  readonly locale: string;
}
export interface SlackMessage {
  readonly channelId: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Loose[];
  readonly thread_ts?: string;
  readonly pinned?: boolean;
  /** Previews of its links. */
  readonly unfurls?: readonly { readonly blocks: readonly Loose[] }[];
  readonly ephemeral: boolean;
}
export interface SlackView {
  readonly id: string;
  readonly hash: string;
  readonly blocks: readonly Loose[];
  readonly title: { readonly text: string } | null;
  readonly submit: { readonly text: string } | null;
  readonly close: { readonly text: string } | null;
  readonly state: { readonly values: Readonly<Record<string, Readonly<Record<string, Loose>>>> };
}
export interface SlackState {
  readonly me: string;
  readonly people: readonly SlackPerson[];
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly dmChannelId: string;
  readonly botUserId: string;
  readonly commands: readonly { readonly command: string; readonly words: readonly Word[] }[];
  readonly conversations: Readonly<Record<string, readonly SlackMessage[]>>;
  readonly view: SlackView | null;
  /** The Home tab, once it was opened. */
  readonly home: SlackView | null;
}

interface TeamsPerson {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly role: string;
  readonly zone: string;
  readonly locale: string;
  readonly installed: boolean;
}
export interface TeamsMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly fromBot: boolean;
  readonly text?: string;
  readonly card?: Loose;
  readonly summary?: string;
  readonly isPlain?: true;
  readonly at: number;
  readonly editedAt?: number;
}
export interface TeamsDialog {
  readonly title?: string;
  readonly card?: Loose;
  readonly message?: string;
}
export interface TeamsState {
  readonly me: string;
  readonly people: readonly TeamsPerson[];
  readonly channels: readonly { readonly id: string; readonly name: string; readonly team: string }[];
  readonly bot: { readonly id: string; readonly name: string };
  readonly words: readonly Word[];
  readonly conversations: Readonly<Record<string, readonly TeamsMessage[]>>;
  readonly dialog: TeamsDialog | null;
}

export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly at: number;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}
interface Crowd {
  readonly done: number;
  readonly of: number;
  readonly seated: number;
  readonly refused: number;
}
/** All that the page shows, as one person on each side sees it; `now` is the playground's clock, in milliseconds. */
export interface State {
  readonly version: number;
  readonly now: number;
  readonly offsetMs: number;
  readonly slack: SlackState;
  readonly teams: TeamsState;
  readonly mails: readonly Mail[];
  readonly crowd: Crowd | null;
}

/** What an input of a Slack form holds: by `block_id` in what is sent. */
export type Value = string | readonly string[] | number | null;

/** What a person does, on one side. */
export type Act = { readonly face: "slack" | "teams"; readonly person: string; readonly kind: string } & Loose;
export type Answer =
  | {
      readonly ok: true;
      readonly elapsedMs?: number;
      readonly errors?: Readonly<Record<string, string>>;
      readonly said?: string;
    }
  | { readonly ok: false; readonly problem: string };

export interface Entry {
  readonly n: number;
  readonly at: number;
  readonly face: string;
  readonly direction: string;
  readonly title: string;
  readonly status?: number;
  readonly elapsedMs?: number;
  readonly request?: unknown;
  readonly answer?: unknown;
  readonly redis?: readonly { readonly command: string; readonly keys: readonly string[]; readonly ms: number }[];
}
export interface Step {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly face: string;
  readonly done: boolean;
}

async function ask<T>(path: string, body?: Loose): Promise<T> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(`/playground/${path}`, body && { method: "POST", headers, body: JSON.stringify(body) });
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  // A refusal says in words what is wrong; anything else is an answer the page cannot read.
  if (!isJson) throw new Error(`${response.status} ${response.statusText}`);
  const answer: T = await response.json();
  if (!response.ok && !(isObject(answer) && answer.ok === false)) throw new Error(String(response.status));
  return answer;
}

export const fetchState = (who: { slack?: string; teams?: string }): Promise<State> =>
  ask(`state?${new URLSearchParams(Object.entries(who))}`);
export const sendAct = (act: Act): Promise<Answer> => ask("act", act);
export const moveClock = (advanceMs: number): Promise<Answer> => ask("clock", { advanceMs });
export const sendCrowd = (code: string, count: number): Promise<Answer> => ask("crowd", { code, count });
export const fetchEntries = (after: number): Promise<{ entries: readonly Entry[] }> => ask(`inspector?after=${after}`);
export const fetchTour = (): Promise<{ steps: readonly Step[] }> => ask("tour");
/** What the gallery shows of one product, in one language, with one set of data. */
export const fetchPictures = <T>(of: Readonly<Record<string, string>>): Promise<{ pictures: readonly T[] }> =>
  ask(`messages/pictures?${new URLSearchParams(of)}`);
/** The site's own pages, those of a sample webinar among them, which is made for them. */
export const fetchSitePages = (
  language: string,
): Promise<{ pages: readonly { readonly name: string; readonly path: string }[] }> =>
  ask("messages/pages", { language });
