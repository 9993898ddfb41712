import type { Step } from "./api.ts";
import type { makeDock } from "./dock/dock.ts";
import { mark } from "./dom.ts";
import type { Pane } from "./slack/pane.ts";
import type { Face, Store } from "./state.ts";

interface Stage {
  readonly store: Store;
  readonly slack: Pane;
  readonly teams: Pane;
  readonly dock: ReturnType<typeof makeDock>;
}

interface Scene {
  readonly face: Face;
  readonly person: string;
  /** The name of a channel; without one, the conversation with Usher. */
  readonly channel?: string;
  /** What to type, for the person to send. */
  readonly type?: (step: Step) => string;
  /** What the button is called that is pressed next. */
  readonly press?: RegExp;
}

const hosts = { face: "slack", person: "Hanna Berg", channel: "webinar-hosts" } as const;

const scenes: Readonly<Record<string, Scene>> = {
  schedule: { ...hosts, type: () => "/webinar schedule" },
  invite: {
    ...hosts,
    // What the step says, to the letter: it names the webinar that the tour is about.
    type: ({ text }) => /\/webinar invite \w+(?: [\w.+-]+@[\w-]+(?:\.[\w-]+)+)+/.exec(text)?.[0] ?? "",
  },
  register: { face: "slack", person: "Ann Lee", press: /^Register/ },
  approve: { ...hosts, press: /^Approve/ },
  told: { face: "slack", person: "Ann Lee" },
  "register-teams": { face: "teams", person: "Tim Okoro", press: /^Register/ },
  "approve-teams": { ...hosts, press: /^Approve/ },
  join: { face: "slack", person: "Ann Lee", press: /^Join/ },
};

/** Makes the newest such button of the pane stand out, and gives it the focus. */
function callFor(pane: Pane, name: RegExp): void {
  const buttons = [...pane.node.querySelectorAll<HTMLElement>(".message button")];
  const button = buttons.findLast((one) => name.test(one.textContent ?? ""));
  if (!button) return;
  mark(button, "called");
  button.focus({ preventScroll: true });
  button.scrollIntoView({ block: "nearest" });
}

/** Gets the page ready for a step of the tour: the right person, the right place, the words to send. */
export async function prepare(step: Step, { store, slack, teams, dock }: Stage): Promise<void> {
  const scene = scenes[step.id];
  const face = scene?.face ?? (step.face === "teams" ? "teams" : "slack");
  const pane = face === "teams" ? teams : slack;
  const form = pane.node.querySelector<HTMLElement>(".overlay .modal");
  // What is open waits to be filled in or closed first.
  if (form) return form.focus();
  if (!scene) return pane.prefill("");
  const side = store.state[face];
  const person = side.people.find(({ name }) => name === scene.person);
  // Also where they are shown: another choice may be on its way.
  if (person) await store.choosePerson(face, person.id);
  const channel = store.state[face].channels.find(({ name }) => name === scene.channel);
  store.openConversation(face, channel?.id ?? (face === "teams" ? "chat" : "dm"));
  pane.node.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (scene.type) pane.prefill(scene.type(step));
  else if (scene.press) callFor(pane, scene.press);
  if (step.id === "told") dock.openMail("");
}
