import type { Loose, TeamsMessage } from "../api.ts";
import { el, type Line } from "../dom.ts";
import { avatar } from "../people.ts";
import { words } from "../words.ts";
import { showDay, showTime } from "../zones.ts";
import { drawCard } from "./adaptive.ts";
import type { CardReader } from "./markdown.ts";

/** A press on a message's card. */
export type PressOn = (message: TeamsMessage, action: string, inputs: Loose) => void;

/** `@{Name}` and `<at>Name</at>` as mentions, the rest as it was typed. */
const typed = (text: string): (Node | string)[] =>
  text.split(/(@\{[^}]+\}|<at>[^<]+<\/at>)/).map((part, index) => {
    const name = part.replace(/^@\{|\}$|^<at>|<\/at>$/g, "");
    return index % 2 === 1 ? el("span", { class: "mention" }, `@${name}`) : part;
  });

const rootOf = ({ conversationId, id }: TeamsMessage): string => conversationId.split(";messageid=")[1] ?? id;

interface Shape {
  readonly mine: boolean;
  readonly reply: boolean;
  readonly channel: boolean;
}

function draw(message: TeamsMessage, shape: Shape, reader: CardReader, press: PressOn): HTMLElement {
  const { from, fromBot, at, editedAt, text, card, isPlain } = message;
  const kinds = ["message", shape.mine && "mine", shape.reply && "reply"].filter(Boolean);
  const said = text !== undefined && text !== "";
  return el(
    "article",
    { class: kinds.join(" "), "aria-label": `${from.name}, ${showTime(at, reader.zone)}` },
    avatar({ id: from.id, name: from.name, bot: fromBot }),
    el(
      "div",
      { class: "content" },
      el(
        "header",
        {},
        el("strong", {}, from.name),
        el("time", {}, showTime(at, reader.zone)),
        editedAt !== undefined && el("span", { class: "edited" }, words.edited),
      ),
      said &&
        el(
          "p",
          { class: "bubble" },
          shape.channel && !fromBot && !isPlain && [el("span", { class: "mention" }, `@${words.usher}`), " "],
          typed(text),
        ),
      card && drawCard(card, reader, (action, inputs) => press(message, action, inputs)),
    ),
  );
}

/** The messages of a chat in order, or of a channel by thread: each post with its replies under it. */
export function teamsLines(o: {
  messages: readonly TeamsMessage[];
  me: string;
  reader: CardReader;
  channel: boolean;
  press: PressOn;
}): Line[] {
  const roots = [...new Set(o.messages.map((message) => (o.channel ? rootOf(message) : message.id)))];
  const ordered = o.channel
    ? roots.flatMap((root) => o.messages.filter((message) => rootOf(message) === root))
    : o.messages;
  let day = "";
  return ordered.flatMap((message): Line[] => {
    const reply = o.channel && rootOf(message) !== message.id;
    const shape = { mine: !o.channel && message.from.id === o.me, reply, channel: o.channel };
    const line: Line = {
      key: message.id,
      print: JSON.stringify([message, shape, o.reader]),
      draw: () => draw(message, shape, o.reader, o.press),
    };
    const today = showDay(message.at, o.reader.zone);
    if (today === day || reply) return [line];
    day = today;
    const heading = () => el("div", { class: "day", role: "separator" }, el("span", {}, today));
    return [{ key: `day ${today}`, print: today, draw: heading }, line];
  });
}
