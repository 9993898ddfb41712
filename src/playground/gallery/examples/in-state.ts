import type { Notice } from "../../../core/notices/notice.ts";

/** A notice in a state that has a name of its own; `at` is when somebody looks at it. */
export interface InState {
  readonly name: string;
  readonly notice: Notice;
  readonly at: number;
}
