import { defined } from "../../../core/model/defined.ts";
import type { TeamsState } from "../api.ts";
import { makeLog } from "../dock/log.ts";
import { el } from "../dom.ts";
import type { Overlay } from "../overlay.ts";
import { personChooser } from "../people.ts";
import { makeRail } from "../rail.ts";
import { hasLink, type Pane } from "../slack/pane.ts";
import type { Store } from "../state.ts";
import { makeToasts } from "../toast.ts";
import { codesSeen } from "../typing/codes.ts";
import { suggestInTeams, withMentions } from "../typing/completion.ts";
import { makeComposer } from "../typing/composer.ts";
import { words } from "../words.ts";
import { makeTeamsDialog } from "./dialog.ts";
import type { CardReader } from "./markdown.ts";
import { teamsLines } from "./message.ts";

const readerIn = ({ people, me }: TeamsState): CardReader => {
  const { zone = "UTC", locale = "en" } = people.find(({ id }) => id === me) ?? {};
  return { zone, locale };
};

/** The Teams side: the personal chat with Usher, team channels, a compose box, and the dialogs that cards open. */
export function makeTeamsPane(storeNow: () => Store | undefined): Pane {
  const act = async (kind: string, more: Record<string, unknown> = {}): Promise<boolean> =>
    (await storeNow()?.act("teams", kind, more))?.ok ?? false;

  const chooser = personChooser(words.youAre, (id) => void storeNow()?.choosePerson("teams", id));
  const rail = makeRail(words.teams, (id) => storeNow()?.openConversation("teams", id));
  const log = makeLog();
  const toasts = makeToasts();
  const heading = el("h2", {});
  const scope = el("button", { type: "button", class: "quiet" });
  const composer = makeComposer({
    suggest(before, asked) {
      const store = storeNow();
      if (!store) return { list: [], eager: false };
      return suggestInTeams(before, store.state.teams, { codes: codesSeen(store.state), asked });
    },
    send(typed) {
      const store = storeNow();
      if (!store) return Promise.resolve(false);
      const { text, mentioned } = withMentions(typed, "@", store.state.teams.people, ({ name }) => `@{${name}}`);
      const place = store.conversation("teams");
      const where = place === "chat" ? {} : { channelId: place };
      const [first = ""] = text.split(/\s/, 1);
      const isCommand = store.state.teams.words.some(({ word }) => word === first.toLowerCase());
      if (place !== "chat" && !isCommand && hasLink(text)) return act("post", { text, channelId: place });
      const mentions = mentioned.map(({ id }) => id);
      return act("say", { text, ...where, ...defined({ mentions: mentions.length > 0 ? mentions : undefined }) });
    },
  });
  const node = el(
    "section",
    { class: "pane teams", "aria-label": words.teams },
    el("div", { class: "rail" }, el("div", { class: "brand" }, words.teamsBrand), chooser.node, rail.node),
    el("div", { class: "room" }, el("header", { class: "room-head" }, heading, scope), log.node, composer.node),
    toasts.node,
  );
  let shown: { print: string; overlay: Overlay } | undefined;
  scope.addEventListener("click", () => void act(scope.value));

  /** Drawn once for each state of the dialog, so that nothing typed in it is lost to a refresh. */
  function showDialog({ state: { teams } }: Store): void {
    const print = teams.dialog ? JSON.stringify([teams.me, teams.dialog]) : "";
    if (print === (shown?.print ?? "")) return;
    shown?.overlay.hide();
    shown = undefined;
    if (!teams.dialog) return;
    const overlay = makeTeamsDialog(teams.dialog, {
      pane: node,
      reader: readerIn(teams),
      submit: (inputs, action) => void act("submitDialog", { inputs, action }),
      close: () => void act("closeDialog"),
    });
    shown = { print, overlay };
    overlay.show();
  }

  return {
    node,
    prefill: composer.prefill,
    toast: toasts.say,
    show(store) {
      const { teams } = store.state;
      const place = store.conversation("teams");
      const channel = teams.channels.find(({ id }) => id === place);
      const name = channel ? `${channel.team} › ${channel.name}` : words.usher;
      const me = teams.people.find(({ id }) => id === teams.me);
      const isInstalled = me?.installed ?? true;
      const count = (id: string) => teams.conversations[id]?.length ?? 0;
      chooser.show(teams.people, teams.me);
      rail.show(
        [
          { id: "chat", name: words.usher, group: words.chat, count: count("chat") },
          ...teams.channels.map((one) => ({
            id: one.id,
            name: one.name,
            group: one.team,
            count: count(one.id),
            icon: "#",
          })),
        ],
        place,
        teams.me,
      );
      heading.textContent = name;
      scope.hidden = channel !== undefined;
      scope.value = isInstalled ? "uninstall" : "install";
      scope.textContent = isInstalled ? words.uninstall : words.install;
      scope.classList.toggle("called", !isInstalled);
      log.show({
        place: `${teams.me} ${place}`,
        label: words.messagesOf(name),
        intro: channel
          ? words.aboutChannel(name)
          : isInstalled
            ? words.aboutDm
            : words.notInstalled(me?.name ?? words.somebody),
        lines: teamsLines({
          messages: teams.conversations[place] ?? [],
          me: teams.me,
          reader: readerIn(teams),
          channel: channel !== undefined,
          press: (message, action, inputs) =>
            void act("press", { conversation: place, messageId: message.id, action, inputs }),
        }),
      });
      composer.show({
        label: words.message(name),
        placeholder: channel ? words.hintTeamsChannel : words.hintChat,
        prefix: channel ? `@${teams.bot.name}` : "",
      });
      showDialog(store);
    },
  };
}
