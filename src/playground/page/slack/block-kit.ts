import { isObject, type Loose, objects, textIn, type Value } from "../api.ts";
import { el, freshId } from "../dom.ts";
import { words } from "../words.ts";
import { textOf } from "./choices.ts";
import { askFirst } from "./confirm.ts";
import type { Field, FieldContext } from "./field.ts";
import { initialOf, makeField } from "./fields.ts";
import { image } from "./image.ts";
import { overflowMenu } from "./menu.ts";
import { mrkdwn, type Names } from "./mrkdwn.ts";

/** What blocks are drawn with: the names they mention, and what a press does. */
export interface BlockContext extends Pick<FieldContext, "people" | "channels"> {
  readonly names: Names;
  /** A button pressed, or a choice made in a menu that stands in a message. */
  press(actionId: string, value?: string): void;
  /** Draws an `input` block; only a modal can. */
  input?(block: Loose): HTMLElement;
  /** Keeps what is chosen beside a section, to be sent with the next press; only a modal does. */
  beside?: {
    stands(blockId: string, element: Loose): Value;
    keep(blockId: string, element: Loose, field: Field): void;
  };
}

const unknown = (sentence: string): HTMLElement => el("p", { class: "bk-unknown", role: "alert" }, sentence);

/** What stands in the place of an element that the page does not know. */
export const unknownElement = (type: string): HTMLElement => unknown(words.unknownElement(type));

/** A text object: mrkdwn as it reads, plain text as it stands. */
function spoken(text: unknown, o: BlockContext): readonly (Node | string)[] {
  if (!isObject(text)) return [];
  return text.type === "mrkdwn"
    ? mrkdwn(textIn(text.text), o.names, { isVerbatim: text.verbatim === true })
    : [textIn(text.text)];
}

function button(element: Loose, o: BlockContext): HTMLElement {
  const style = textIn(element.style);
  const url = textIn(element.url);
  const press = () => o.press(textIn(element.action_id), typeof element.value === "string" ? element.value : undefined);
  const attributes = {
    class: `bk-button ${style}`.trim(),
    "aria-label": textIn(element.accessibility_label) || undefined,
    onclick: ({ currentTarget }: Event) => {
      if (isObject(element.confirm) && currentTarget instanceof Element)
        askFirst(currentTarget, element.confirm, press);
      else press();
    },
  };
  const label = textOf(element.text);
  if (/^https?:/.test(url)) return el("a", { ...attributes, href: url, target: "_blank", rel: "noopener" }, label);
  return el("button", { ...attributes, type: "button" }, label);
}

/** A button, a menu that acts as soon as something is chosen, or boxes to tick; or a picture, which does nothing. */
function interactive(element: Loose, o: BlockContext, blockId = ""): HTMLElement {
  if (element.type === "image") return image(element);
  if (element.type === "button") return button(element, o);
  if (element.type === "overflow") return overflowMenu(element, (value) => o.press(textIn(element.action_id), value));
  let field: Field | undefined;
  const changed = () => {
    const value = field?.read();
    if (value !== null && value !== undefined && !Array.isArray(value))
      o.press(textIn(element.action_id), String(value));
  };
  const label = textOf(element.placeholder) || words.choose(o.names.locale);
  const { zone, locale } = o.names;
  const context = { id: freshId("act"), label, people: o.people, channels: o.channels, zone, locale, changed };
  const beside = element.type === "checkboxes" ? o.beside : undefined;
  field = makeField(element, beside ? beside.stands(blockId, element) : initialOf(element), context);
  if (field) beside?.keep(blockId, element, field);
  return field?.node ?? unknownElement(String(element.type));
}

function section(block: Loose, o: BlockContext): HTMLElement {
  const fields = objects(block.fields);
  return el(
    "div",
    { class: "bk-section" },
    el(
      "div",
      { class: "bk-words" },
      isObject(block.text) && el("div", { class: "bk-mrkdwn" }, spoken(block.text, o)),
      fields.length > 0 &&
        el(
          "div",
          { class: "bk-fields" },
          fields.map((field) => el("div", { class: "bk-mrkdwn" }, spoken(field, o))),
        ),
    ),
    isObject(block.accessory) &&
      el("div", { class: "bk-accessory" }, interactive(block.accessory, o, textIn(block.block_id))),
  );
}

const contextPart = (element: Loose, o: BlockContext): HTMLElement => {
  if (element.type === "image") return image(element);
  return element.type === "mrkdwn" || element.type === "plain_text"
    ? el("span", { class: "bk-mrkdwn" }, spoken(element, o))
    : unknownElement(String(element.type));
};

/** One block in Slack's look. A type the page does not know becomes a visible error, never a gap. */
export function drawBlock(block: Loose, o: BlockContext): HTMLElement {
  switch (block.type) {
    case "section":
      return section(block, o);
    case "header":
      return el("h3", { class: "bk-header" }, textOf(block.text));
    case "image":
      return el(
        "figure",
        { class: "bk-picture" },
        isObject(block.title) && el("figcaption", {}, textOf(block.title)),
        image(block),
      );
    case "divider":
      return el("hr", { class: "bk-divider" });
    case "context":
      return el(
        "div",
        { class: "bk-context" },
        objects(block.elements).map((element) => contextPart(element, o)),
      );
    case "actions":
      return el(
        "div",
        { class: "bk-actions" },
        objects(block.elements).map((element) => interactive(element, o)),
      );
    case "input":
      return o.input?.(block) ?? unknown(words.unknownBlock("input"));
    default:
      return unknown(words.unknownBlock(String(block.type)));
  }
}

/** All blocks of a message; its text where there are none. */
export const drawBlocks = (blocks: readonly Loose[], text: string, o: BlockContext): HTMLElement =>
  el(
    "div",
    { class: "blocks" },
    blocks.length > 0
      ? blocks.map((block) => drawBlock(block, o))
      : el("div", { class: "bk-mrkdwn" }, mrkdwn(text, o.names)),
  );
