import type { Value } from "../api.ts";

/** An input of a form as it stands on the page. */
export interface Field {
  readonly node: HTMLElement;
  /** Several controls under one label. */
  readonly group: boolean;
  read(): Value;
  /** What Slack's client says before it sends the form; whether it is required is not asked here. */
  problem(): string | undefined;
  focus(): void;
}

export interface FieldContext {
  readonly id: string;
  /** Says what the field is called where no label of its own does. */
  readonly label: string;
  readonly people: readonly { id: string; name: string }[];
  readonly channels: readonly { id: string; name: string }[];
  readonly zone: string;
  readonly locale: string;
  /** Called when the person has chosen or typed something. */
  changed?(): void;
}
