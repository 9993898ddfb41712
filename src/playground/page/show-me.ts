import type { Step } from "./api.ts";
import type { makeDock } from "./dock.ts";
import type { Pane } from "./slack-pane.ts";
import type { Store } from "./state.ts";

interface Stage {
  readonly store: Store;
  readonly slack: Pane;
  readonly teams: Pane;
  readonly dock: ReturnType<typeof makeDock>;
}

/** Gets the page ready for a step of the tour: the right person, the right place, the words to send. */
export async function prepare(step: Step, { store, slack, teams, dock }: Stage): Promise<void> {
  const pane = step.face === "teams" ? teams : slack;
  pane.prefill("");
  dock.openMail("");
  await store.refresh();
}
