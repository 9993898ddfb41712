import { isObject, type Loose, objects, type SlackMessage, type SlackState, type SlackView, textIn } from "../api.ts";
import { el } from "../dom.ts";
import { type BlockContext, drawBlocks } from "../slack/block-kit.ts";
import { slackLines } from "../slack/message.ts";
import { makeModal } from "../slack/modal.ts";
import { makeTeamsDialog } from "../teams/dialog.ts";
import { teamsLines } from "../teams/message.ts";
import { words } from "../words.ts";
import { framed, pageAt } from "./frames.ts";

/** One notice as one product shows it to one reader. */
export interface Picture {
  readonly id: string;
  readonly surface: "slack" | "modal" | "teams" | "dialog" | "mail" | "page";
  readonly name: string;
  readonly locale: string;
  readonly data: string;
  readonly now: number;
  readonly content: Loose;
}

const BOT = "usher";
const nothing = () => undefined;

/** Who and what can be chosen in a form. */
const PEOPLE = ["Hanna Berg", "Cora Diaz", "Ann Lee"].map((name, i) => ({ id: `U${i + 1}`, name }));
const CHANNELS = ["webinar-hosts", "general"].map((name) => ({ id: name, name }));

const contextOf = ({ locale, now }: Picture, zone: string): BlockContext => ({
  people: PEOPLE,
  channels: CHANNELS,
  names: { person: nothing, channel: nothing, zone, locale, now },
  press: nothing,
});

/** A message of Usher's, as it stands in a conversation. */
function slackMessage(message: Loose, picture: Picture, zone: string): Node {
  const shown: SlackMessage = {
    ...{ channelId: "gallery", ts: String(picture.now / 1000), user: BOT, ephemeral: false },
    ...{ text: textIn(message.text), blocks: objects(message.blocks) },
  };
  const me = { id: "me", name: "", role: "", zone, locale: picture.locale };
  const state: SlackState = {
    ...{ me: me.id, people: [me], channels: [], dmChannelId: "", botUserId: BOT, commands: [], conversations: {} },
    ...{ view: null, home: null },
  };
  return (
    slackLines([shown], state, () => contextOf(picture, zone))
      .at(-1)
      ?.draw() ?? el("span")
  );
}

const titled = (title: unknown) => (isObject(title) ? { text: textIn(title.text) } : null);

/** A modal by itself, without the pane that it would lie over. */
function slackModal(content: Loose, context: BlockContext): Node {
  const view = isObject(content.view) ? content.view : {};
  const shown: SlackView = {
    ...{ id: "view", hash: "", blocks: objects(view.blocks) },
    ...{ title: titled(view.title), submit: titled(view.submit), close: titled(view.close) },
    state: { values: content.values as SlackView["state"]["values"] },
  };
  const answer = async () => ({ ok: true }) as const;
  const modal = makeModal(shown, {}, { ...context, pane: el("div"), submit: answer, press: answer, close: nothing });
  return modal.node.firstElementChild ?? modal.node;
}

function drawn(picture: Picture, zone: string): Node {
  const { content } = picture;
  if (content.view) return slackModal(content, contextOf(picture, zone));
  if (isObject(content.dialog)) {
    const reader = { zone, locale: picture.locale };
    const dialog = { title: textIn(content.title), card: content.dialog };
    const { node } = makeTeamsDialog(dialog, { pane: el("div"), reader, submit: nothing, close: nothing });
    return node.firstElementChild ?? node;
  }
  if (isObject(content.message)) return slackMessage(content.message, picture, zone);
  if (isObject(content.home))
    return el("article", { class: "home" }, drawBlocks(objects(content.home.blocks), "", contextOf(picture, zone)));
  const message = { id: "1", conversationId: "gallery", from: { id: BOT, name: words.usher }, fromBot: true };
  const lines = teamsLines({
    messages: [{ ...message, at: picture.now, ...(isObject(content.card) && { card: content.card }) }],
    me: "me",
    reader: { zone, locale: picture.locale },
    channel: false,
    press: nothing,
  });
  return lines.at(-1)?.draw() ?? el("span");
}

/** A picture in the look of its product; it says itself when all of it is drawn. */
export function drawPicture(picture: Picture, zone: string): HTMLElement {
  const { surface, locale, content, id } = picture;
  if (surface === "mail")
    return framed(id, textIn(content.subject), () => Promise.resolve(textIn(content.html)), [600, 320]);
  if (surface === "page") {
    const path = textIn(content.path);
    return framed(id, el("a", { href: path, target: "_blank" }, path), () => pageAt(path, locale), [720, 320]);
  }
  const product = { slack: "slack", modal: "slack", teams: "teams", dialog: "teams" }[surface];
  return el(
    "div",
    { class: `shot pane ${product} ${surface}-shot`, lang: locale, "data-drawn": true },
    drawn(picture, zone),
  );
}
