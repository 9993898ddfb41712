import { type Act, type Answer, fetchState, type State, sendAct } from "./api.ts";
import { words } from "./words.ts";

export type Face = "slack" | "teams";

/** What the page shows and who is looking. Everything drawn is drawn from it. */
export interface Store {
  /** The newest state; present from the first drawing on. */
  readonly state: State;
  /** The open conversation of each side: `dm` or `chat`, or a channel's id. */
  conversation(face: Face): string;
  openConversation(face: Face, id: string): void;
  choosePerson(face: Face, id: string): Promise<void>;
  /** Does something as the chosen person of that side. A problem is said near its pane; the answer comes back too. */
  act(face: Face, kind: string, more?: Record<string, unknown>): Promise<Answer>;
  /** Says something in passing, near a pane. */
  say(face: Face | "page", text: string): void;
  refresh(): Promise<void>;
}

/** No two fetches of the state start closer together than this; while a crowd is served, it has the machine. */
const GAP_MS = { usual: 100, crowd: 400 };

const remembered = (): { slack?: string; teams?: string } => {
  const slack = sessionStorage.getItem("slack") ?? "";
  const teams = sessionStorage.getItem("teams") ?? "";
  return { ...(slack && { slack }), ...(teams && { teams }) };
};

/** Fetches the first state. Persons remembered from an earlier playground may be gone: then the server chooses. */
async function firstState(): Promise<State> {
  const who = remembered();
  if (!who.slack && !who.teams) return fetchState({});
  return fetchState(who).catch(() => fetchState({}));
}

/** The store, its first state fetched; `draw` is called after each change, `toast` with what should be said. */
export async function makeStore(o: {
  draw: (store: Store) => void;
  toast: (face: Face | "page", text: string) => void;
}): Promise<Store> {
  let state = await firstState();
  const open = { slack: "dm", teams: "chat" };
  let fetching: Promise<void> | undefined;
  let again = false;
  let begunAt = 0;

  let chosen = { slack: state.slack.me, teams: state.teams.me };

  const isCrowded = () => state.crowd !== null && state.crowd.done < state.crowd.of;

  async function fetchUntilFresh(): Promise<void> {
    do {
      const wait = begunAt + GAP_MS[isCrowded() ? "crowd" : "usual"] - performance.now();
      if (wait > 0) await new Promise((settle) => setTimeout(settle, wait));
      begunAt = performance.now();
      again = false;
      const asked = { ...chosen };
      const next = await fetchState(asked);
      if (asked.slack === chosen.slack && asked.teams === chosen.teams) {
        state = next;
        o.draw(store);
      } else again = true;
    } while (again);
  }

  const store: Store = {
    get state() {
      return state;
    },
    conversation: (face) => open[face],
    openConversation(face, id) {
      open[face] = id;
      o.draw(store);
    },
    async choosePerson(face, id) {
      chosen = { ...chosen, [face]: id };
      sessionStorage.setItem(face, id);
      await store.refresh();
    },
    async act(face, kind, more = {}) {
      const act: Act = { face, person: chosen[face], kind, ...more };
      const answer = await sendAct(act).catch((): Answer => ({ ok: false, problem: words.unreachable }));
      if (!answer.ok) o.toast(face, answer.problem);
      else if (answer.said) o.toast(face, answer.said);
      await store.refresh();
      return answer;
    },
    say: o.toast,
    refresh() {
      if (fetching) {
        again = true;
        return fetching;
      }
      fetching = fetchUntilFresh()
        .catch(() => o.toast("page", words.unreachable))
        .finally(() => {
          fetching = undefined;
        });
      return fetching;
    },
  };

  const changes = new EventSource("/playground/changes");
  changes.addEventListener("message", () => void store.refresh());
  // A stream that came back may have missed something.
  changes.addEventListener("open", () => void store.refresh());
  return store;
}
