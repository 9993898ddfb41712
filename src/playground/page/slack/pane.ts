import { defined } from "../../../core/model/defined.ts";
import type { Answer, SlackMessage, SlackState } from "../api.ts";
import { makeLog } from "../dock/log.ts";
import { el, type Line } from "../dom.ts";
import { personChooser } from "../people.ts";
import { makeRail } from "../rail.ts";
import type { Store } from "../state.ts";
import { makeToasts } from "../toast.ts";
import { codesSeen } from "../typing/codes.ts";
import { suggestInSlack, withMentions } from "../typing/completion.ts";
import { makeComposer } from "../typing/composer.ts";
import { words } from "../words.ts";
import { type BlockContext, drawBlocks } from "./block-kit.ts";
import { slackLines } from "./message.ts";
import { type Modal, type ModalContext, makeModal, modalKey } from "./modal.ts";

/** One side of the page. */
export interface Pane {
  readonly node: HTMLElement;
  show(store: Store): void;
  prefill(text: string): void;
  toast(text: string): void;
}

/** What an ordinary message holds that a product may tell apps of. */
export const hasLink = (text: string): boolean => /https?:\/\/\S/.test(text);

/** The Home tab, which stands among the conversations. */
const HOME = "home";

/** The Slack side: channels, the conversation with Usher, a composer, and the modals that Usher opens. */
export function makeSlackPane(storeNow: () => Store | undefined): Pane {
  const slack = (): SlackState | undefined => storeNow()?.state.slack;
  const act = async (kind: string, more: Record<string, unknown>): Promise<Answer> =>
    (await storeNow()?.act("slack", kind, more)) ?? { ok: false, problem: words.unreachable };

  /** Slack tells the app whenever somebody looks at their Home. */
  const lookAtHome = () => storeNow()?.conversation("slack") === HOME && void act("openHome", {});
  const chooser = personChooser(words.youAre, async (id) => {
    await storeNow()?.choosePerson("slack", id);
    lookAtHome();
  });
  const rail = makeRail(words.slack, (id) => {
    storeNow()?.openConversation("slack", id);
    lookAtHome();
  });
  const log = makeLog();
  const toasts = makeToasts();
  const heading = el("h2", {});
  const composer = makeComposer({
    suggest(before) {
      const store = storeNow();
      if (!store) return { list: [], eager: false };
      const dm = store.conversation("slack") === "dm";
      return suggestInSlack(before, store.state.slack, { dm, codes: codesSeen(store.state) });
    },
    send,
  });
  const node = el(
    "section",
    { class: "pane slack", "aria-label": words.slack },
    el("div", { class: "rail" }, el("div", { class: "brand" }, words.slack), chooser.node, rail.node),
    el("div", { class: "room" }, el("header", { class: "room-head" }, heading), log.node, composer.node),
    toasts.node,
  );
  const modals = new Map<string, Modal>();
  let shown: Modal | undefined;

  /** A text beginning with a command is one anywhere; of others Usher hears in its own conversation, or of their links. */
  async function send(typed: string): Promise<boolean> {
    const store = storeNow();
    if (!store) return false;
    const { people, channels, commands } = store.state.slack;
    const toPeople = withMentions(typed, "@", people, ({ id, name }) => `<@${id}|${name}>`).text;
    const text = withMentions(toPeople, "#", channels, ({ id, name }) => `<#${id}|${name}>`).text;
    const [first = ""] = text.split(/\s/, 1);
    const place = store.conversation("slack");
    if (commands.some(({ command }) => command === first)) {
      const where = place === "dm" ? {} : { channelId: place };
      const rest = text.slice(first.length).trim();
      return (await act("command", { command: first, text: rest, ...where })).ok;
    }
    if (place !== "dm" && hasLink(text)) return (await act("post", { channelId: place, text })).ok;
    if (place !== "dm") {
      toasts.say(words.commandsOnly);
      return false;
    }
    return (await act("say", { text })).ok;
  }

  function contextOf(state: SlackState, message?: SlackMessage | "home"): BlockContext {
    const me = state.people.find(({ id }) => id === state.me);
    const named = (list: readonly { id: string; name: string }[], id: string) =>
      list.find((one) => one.id === id)?.name;
    return {
      people: state.people,
      channels: state.channels,
      names: {
        person: (id) => (id === state.botUserId ? words.usher : named(state.people, id)),
        channel: (id) => named(state.channels, id),
        zone: me?.zone ?? "UTC",
        locale: me?.locale ?? "en",
        now: storeNow()?.state.now ?? Date.now(),
      },
      press: (actionId, value) => {
        if (!message) return;
        if (message === "home") return void act("pressOnHome", { actionId, ...defined({ value }) });
        const { channelId, ts } = message;
        void act("press", { channelId, ts, actionId, ...defined({ value }) });
      },
    };
  }

  /** The Home as one line of the log, which is drawn anew when it was published anew. */
  function homeLines(state: SlackState): Line[] {
    const { home } = state;
    if (!home) return [];
    const draw = () => el("article", { class: "home" }, drawBlocks(home.blocks, "", contextOf(state, "home")));
    return [{ key: `home ${home.id}`, print: JSON.stringify(home.blocks), draw }];
  }

  function showModal(state: SlackState): void {
    const { view } = state;
    const next = view ? (modals.get(modalKey(view)) ?? draw(state)) : undefined;
    if (next !== shown) shown?.hide();
    shown = next;
    next?.show();
  }

  function draw(state: SlackState): Modal | undefined {
    const { view } = state;
    if (!view) return undefined;
    const before = [...modals.values()].findLast(({ viewId }) => viewId === view.id);
    const context: ModalContext = {
      pane: node,
      names: contextOf(state).names,
      people: state.people,
      channels: state.channels,
      submit: (values) => act("submit", { values }),
      press: (actionId, value, values) => act("pressInView", { actionId, values, ...defined({ value }) }),
      close: () => void act("close", {}),
    };
    const modal = makeModal(view, before?.typed() ?? {}, context);
    // One modal a person, and a few states of it: older ones are never shown again.
    modals.set(modal.key, modal);
    for (const key of [...modals.keys()].slice(0, -12)) modals.delete(key);
    return modal;
  }

  return {
    node,
    prefill: composer.prefill,
    toast: toasts.say,
    show(store) {
      const state = store.state.slack;
      const place = store.conversation("slack");
      const channel = state.channels.find(({ id }) => id === place);
      const name = channel ? `#${channel.name}` : words.usher;
      chooser.show(state.people, state.me);
      const count = (id: string) => state.conversations[id]?.length ?? 0;
      rail.show(
        [
          ...state.channels.map(({ id, name: of }) => ({
            id,
            name: of,
            group: words.channels,
            count: count(id),
            icon: "#",
          })),
          { id: "dm", name: words.usher, group: words.directMessages, count: count("dm") },
          { id: HOME, name: words.home, group: words.directMessages, count: 0, icon: "⌂" },
        ],
        place,
        state.me,
      );
      composer.node.hidden = place === HOME;
      if (place === HOME) {
        heading.textContent = words.homeOf;
        log.show({
          place: `${state.me} ${place}`,
          label: words.homeOf,
          intro: words.aboutHome,
          lines: homeLines(state),
          isPage: true,
        });
        return showModal(state);
      }
      heading.textContent = name;
      log.show({
        place: `${state.me} ${place}`,
        label: words.messagesOf(name),
        intro: channel ? words.aboutChannel(name) : words.aboutDm,
        lines: slackLines(state.conversations[place] ?? [], state, (message) => contextOf(slack() ?? state, message)),
      });
      composer.show({ label: words.message(name), placeholder: channel ? words.hintChannel : words.hintDm });
      showModal(state);
    },
  };
}
