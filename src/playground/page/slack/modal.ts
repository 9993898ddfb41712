import { type Answer, isObject, type Loose, type SlackView, textIn, type Value } from "../api.ts";
import { el, freshId } from "../dom.ts";
import { makeOverlay, type Overlay } from "../overlay.ts";
import { mark } from "../people.ts";
import { words } from "../words.ts";
import { drawBlock, unknownElement } from "./block-kit.ts";
import { textOf } from "./choices.ts";
import type { Field } from "./field.ts";
import { heldIn, initialOf, makeField } from "./fields.ts";
import type { Names } from "./mrkdwn.ts";

type Values = Readonly<Record<string, Value>>;

/** What a modal needs of the pane that it lies over. */
export interface ModalContext {
  readonly pane: HTMLElement;
  readonly names: Names;
  readonly people: readonly { id: string; name: string }[];
  readonly channels: readonly { id: string; name: string }[];
  submit(values: Values): Promise<Answer>;
  press(actionId: string, value: string | undefined, values: Values): Promise<Answer>;
  close(): void;
}

/** A modal on the page. Its inputs are drawn once, so that nothing typed is ever lost to a refresh. */
export interface Modal extends Overlay {
  readonly key: string;
  readonly viewId: string;
  /** What was typed, by `block_id`: a new state of the same view starts with it. */
  typed(): Values;
}

/** One state of a view is drawn once. */
export const modalKey = (view: SlackView): string => `${view.id} ${view.hash}`;

interface Input {
  readonly field: Field;
  readonly required: boolean;
  readonly start: string;
  complain(problem: string | undefined): void;
}

const isEmpty = (value: Value): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

/** Draws a view as Slack's modal. `typed` is what stood in an earlier state of it. */
export function makeModal(view: SlackView, typed: Values, o: ModalContext): Modal {
  const inputs = new Map<string, Input>();
  const values = (): Values => Object.fromEntries([...inputs].map(([id, { field }]) => [id, field.read()]));

  /** What an element holds as the view is drawn; what was typed since goes before it. */
  const standing = (blockId: string, element: Loose): Value => {
    const state = view.state.values[blockId]?.[textIn(element.action_id)];
    return state ? heldIn(state) : initialOf(element);
  };
  const typedOr = (blockId: string, stands: Value): Value => {
    const before = typed[blockId];
    return before === undefined ? stands : before;
  };
  const beside = {
    stands: (blockId: string, element: Loose): Value => typedOr(blockId, standing(blockId, element)),
    keep: (blockId: string, element: Loose, field: Field): void => {
      const start = JSON.stringify(standing(blockId, element));
      inputs.set(blockId, { field, required: false, start, complain: () => undefined });
    },
  };

  function drawInput(block: Loose): HTMLElement {
    const element = isObject(block.element) ? block.element : {};
    const id = freshId("field");
    const blockId = textIn(block.block_id);
    const label = textOf(block.label);
    const stands = standing(blockId, element);
    const grouped = /^(checkboxes|radio_buttons|datetimepicker|multi_.*)$/.test(textIn(element.type));
    const field = makeField(element, typedOr(blockId, stands), {
      id,
      label: element.type === "datetimepicker" ? label : "",
      zone: o.names.zone,
      locale: o.names.locale,
      people: o.people,
      channels: o.channels,
      changed: () => {
        if (block.dispatch_action !== true || !field) return;
        const value = field.read();
        void o.press(textIn(element.action_id), Array.isArray(value) ? undefined : String(value ?? ""), values());
      },
    });
    if (!field) return unknownElement(textIn(element.type));
    const error = el("p", { class: "bk-error", id: `${id}-error`, role: "alert", hidden: true });
    const hint = textOf(block.hint);
    const required = block.optional !== true;
    const caption = [label, !required && el("span", { class: "bk-optional" }, ` ${words.optional(o.names.locale)}`)];
    const described = `${id}-error${hint ? ` ${id}-hint` : ""}`;
    if (grouped) {
      field.node.setAttribute("role", "group");
      field.node.setAttribute("aria-labelledby", `${id}-label`);
    } else if (required) field.node.setAttribute("aria-required", "true");
    field.node.setAttribute("aria-describedby", described);
    inputs.set(blockId, {
      field,
      required,
      start: JSON.stringify(stands),
      complain(problem) {
        error.replaceChildren(problem ?? "");
        error.toggleAttribute("hidden", problem === undefined);
        field.node.toggleAttribute("aria-invalid", problem !== undefined);
        if (problem !== undefined) field.node.setAttribute("aria-invalid", "true");
      },
    });
    return el(
      "div",
      { class: "bk-input" },
      grouped
        ? el("span", { class: "bk-label", id: `${id}-label` }, caption)
        : el("label", { class: "bk-label", for: id }, caption),
      field.node,
      error,
      hint !== "" && el("p", { class: "bk-hint", id: `${id}-hint` }, hint),
    );
  }

  function complain(problems: Readonly<Record<string, string | undefined>>): void {
    for (const [id, input] of inputs) input.complain(problems[id]);
    [...inputs].find(([id]) => problems[id] !== undefined)?.[1].field.focus();
  }

  /** What Slack's own client holds a form back for. */
  function ownProblems(): Record<string, string> {
    return Object.fromEntries(
      [...inputs].flatMap(([id, { field, required }]) => {
        const missing = required && isEmpty(field.read()) ? words.fieldMissing : undefined;
        const problem = field.problem() ?? missing;
        return problem === undefined ? [] : [[id, problem]];
      }),
    );
  }

  const submitButton = view.submit && el("button", { type: "submit", class: "bk-button primary" }, view.submit.text);
  const form = el(
    "form",
    {
      class: "modal",
      novalidate: true,
      onsubmit: async (event) => {
        event.preventDefault();
        const problems = ownProblems();
        complain(problems);
        if (Object.keys(problems).length > 0 || !submitButton) return;
        submitButton.disabled = true;
        const answer = await o.submit(values());
        submitButton.disabled = false;
        if (answer.ok && answer.errors) complain(answer.errors);
      },
    },
    el(
      "header",
      {},
      mark(),
      el("h3", {}, view.title?.text ?? ""),
      el("button", { type: "button", class: "icon", "aria-label": words.close, onclick: () => o.close() }, "✕"),
    ),
    el(
      "div",
      { class: "modal-body blocks" },
      view.blocks.map((block) =>
        drawBlock(block, {
          ...o,
          press: (actionId, value) => void o.press(actionId, value, values()),
          input: drawInput,
          beside,
        }),
      ),
    ),
    el(
      "footer",
      {},
      el("button", { type: "button", class: "bk-button", onclick: () => o.close() }, view.close?.text ?? words.close),
      submitButton ?? undefined,
    ),
  );

  const overlay = makeOverlay(o.pane, form, { label: view.title?.text ?? "", close: o.close });
  return {
    ...overlay,
    key: modalKey(view),
    viewId: view.id,
    typed: () =>
      Object.fromEntries(
        [...inputs]
          .filter(([, { field, start }]) => JSON.stringify(field.read()) !== start)
          .map(([id, { field }]) => [id, field.read()]),
      ),
  };
}
