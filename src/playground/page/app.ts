import type { Step } from "./api.ts";
import { makeBar } from "./bar.ts";
import { makeDock } from "./dock/dock.ts";
import { makeTour } from "./dock/tour.ts";
import { el } from "./dom.ts";
import { prepare } from "./show-me.ts";
import { makeSlackPane } from "./slack/pane.ts";
import { makeStore, type Store } from "./state.ts";
import { makeTeamsPane } from "./teams/pane.ts";
import { makeToasts } from "./toast.ts";
import { words } from "./words.ts";

/** Builds the page in `#app` and keeps it up to date for as long as it is open. */
async function start(root: HTMLElement): Promise<void> {
  let store: Store | undefined;
  const storeNow = () => store;
  const slack = makeSlackPane(storeNow);
  const teams = makeTeamsPane(storeNow);
  const dock = makeDock();
  const toasts = makeToasts();
  const tour = makeTour((step: Step) => {
    if (store) void prepare(step, { store, slack, teams, dock });
  });
  const toggle = el(
    "button",
    {
      type: "button",
      class: "tour-toggle",
      "aria-pressed": "true",
      onclick: () => {
        tour.node.hidden = !tour.node.hidden;
        toggle.setAttribute("aria-pressed", String(!tour.node.hidden));
      },
    },
    words.tour,
  );
  const bar = makeBar(storeNow, toggle);

  const draw = (now: Store): void => {
    store = now;
    bar.show(now);
    slack.show(now);
    teams.show(now);
    dock.show(now);
    void tour.refresh();
  };
  const toast = (face: "slack" | "teams" | "page", text: string): void =>
    face === "page" ? toasts.say(text) : { slack, teams }[face].toast(text);

  root.replaceChildren(el("p", { class: "loading", role: "status" }, words.loading));
  store = await makeStore({ draw, toast });
  root.replaceChildren(
    bar.node,
    el("main", { class: "stage" }, tour.node, slack.node, teams.node),
    dock.node,
    toasts.node,
  );
  draw(store);
}

const root = document.getElementById("app");
if (root) start(root).catch(() => root.replaceChildren(el("p", { class: "loading", role: "alert" }, words.notStarted)));
