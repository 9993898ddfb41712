import { followSubmission, showCommandAnswer } from "./answers.ts";
import type { SlackClient } from "./client.ts";
import { newId, type SlackBlock } from "./ids.ts";
import { type Filled, fill, heldBy, stateOf, type ViewValues } from "./inputs.ts";
import { type Loose, optionsOf } from "./limits.ts";
import { buttonsIn, elementCalled } from "./reading.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Sender, SlackAnswer } from "./sending.ts";
import { inComposer, linkShared } from "./unfurls.ts";
import { usernameOf } from "./users.ts";
import type { SlackView, Views } from "./views.ts";
import { onTheWire, type SlackMessage, type SlackUnfurl, type Workspace } from "./workspace.ts";

interface Deps {
  readonly workspace: Workspace;
  readonly views: Views;
  readonly responseUrls: ResponseUrls;
  readonly sender: Sender;
  readonly responseBase: string;
}

/** Text as it reaches an app from Slack's composer: markup kept, the rest escaped, addresses and links wrapped. */
function fromComposer(typed: string): string {
  const pieces = typed.split(/(<(?:[@#!]|mailto:|https?:)[^<>]*>)/);
  return pieces
    .map((piece, index) => {
      if (index % 2 === 1) return piece;
      const safe = piece.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
      return safe.replaceAll(/(https?:\/\/[^\s<>]+)|([\w.!#$%'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+)/g, (all, link) =>
        link ? `<${link}>` : `<mailto:${all}|${all}>`,
      );
    })
    .join("");
}

/** The client of one person of the workspace. Throws for somebody it does not have. */
export function makeClient(
  { workspace, views, responseUrls, sender, responseBase }: Deps,
  userId: string,
): SlackClient {
  const person = workspace.person(userId);
  if (!person) throw new Error(`no person ${userId} in the workspace`);
  const dm = () => workspace.dmOf(userId);
  const { teamId, teamDomain, appId, bot } = workspace;
  const username = usernameOf(person);
  const seconds = () => Math.floor(workspace.now() / 1000);

  const exists = (kind: "user" | "conversation", id: string) =>
    kind === "user" ? workspace.person(id) !== undefined : workspace.channel(id) !== undefined;

  function channelNamed(id: string): { id: string; name: string } {
    const channel = workspace.channel(id);
    if (!channel) throw new Error(`no channel ${id} in the workspace`);
    if (channel.dmOf !== undefined && channel.dmOf !== userId) throw new Error(`${userId} cannot see ${id}`);
    return { id, name: channel.private ? "privategroup" : channel.name };
  }

  const newResponseUrl = (channelId: string, original?: SlackMessage): string =>
    responseBase + responseUrls.issue(userId, channelId, original);

  const interaction = (type: string): Loose => ({
    type,
    team: { id: teamId, domain: teamDomain },
    user: { id: userId, username, name: username, team_id: person.teamId },
    api_app_id: appId,
    token: "deprecated",
    enterprise: null,
    is_enterprise_install: false,
  });

  async function command(name: string, typed: string, at: { channelId?: string } = {}): Promise<SlackAnswer> {
    const channel = channelNamed(at.channelId ?? dm().id);
    const answer = await sender.form({
      token: "deprecated",
      team_id: teamId,
      team_domain: teamDomain,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: userId,
      user_name: username,
      command: name,
      text: fromComposer(typed),
      api_app_id: appId,
      is_enterprise_install: "false",
      response_url: newResponseUrl(channel.id),
      trigger_id: views.newTrigger(userId, channel.id),
    });
    showCommandAnswer(workspace, userId, channel.id, answer);
    return answer;
  }

  /** The action's own part of a payload, and the state of the inputs around it after it. */
  function act(of: { blocks: readonly SlackBlock[] }, standing: ViewValues, actionId: string, value?: string) {
    const { block, element } = elementCalled(of, actionId, value);
    const where = { action_id: element.action_id, block_id: block.block_id, action_ts: workspace.newTs() };
    if (element.type === "button") return { action: { ...element, ...where }, values: standing };
    // Where several can be chosen, what is chosen came with the rest of the view.
    const chosen = standing[block.block_id]?.[String(element.action_id)];
    if (value === undefined && chosen) return { action: { ...chosen, ...where }, values: standing };
    if (value === undefined) throw new Error(`choosing in "${actionId}" needs a value`);
    if (element.type === "overflow") {
      const selected_option = optionsOf(element).find((one) => one.value === value);
      return { action: { type: "overflow", ...where, selected_option }, values: standing };
    }
    const held = heldBy(element, value);
    const around = { ...standing[block.block_id], [String(element.action_id)]: held };
    return { action: { ...held, ...where }, values: { ...standing, [block.block_id]: around } };
  }

  /** What holds the element: the message itself, or the preview of one of its links. */
  function placeOfPress({ blocks, unfurls = [] }: SlackMessage, actionId: string) {
    const hasIt = ({ blocks: of }: { blocks: readonly SlackBlock[] }) =>
      buttonsIn({ blocks: of }).some((button) => button.actionId.startsWith(actionId));
    const found = hasIt({ blocks }) ? undefined : unfurls.find(hasIt);
    return found ?? { blocks, url: undefined };
  }

  async function press(message: SlackMessage, actionId: string, how: { value?: string } = {}): Promise<SlackAnswer> {
    const { channelId, ts, ephemeral } = message;
    const channel = channelNamed(channelId);
    const hidden = ephemeral && !workspace.shownTo(userId).some((of) => of.ts === ts);
    if (hidden) throw new Error(`${userId} cannot see ${ts}`);
    const at = placeOfPress(message, actionId);
    const { action, values } = act(at, stateOf(at.blocks, {}), actionId, how.value);
    const container = { message_ts: ts, channel_id: channelId, is_ephemeral: ephemeral };
    return sender.payload({
      ...interaction("block_actions"),
      container: at.url
        ? { type: "message_attachment", attachment_id: 1, ...container, is_app_unfurl: true, app_unfurl_url: at.url }
        : { type: "message", ...container },
      channel,
      ...(at.url && { app_unfurl: { id: 1, is_app_unfurl: true, app_unfurl_url: at.url, blocks: at.blocks } }),
      // Slack does not send an ephemeral message along.
      ...(!ephemeral && !at.url && { message: onTheWire(message, workspace) }),
      state: { values },
      trigger_id: views.newTrigger(userId, channelId),
      response_url: newResponseUrl(channelId, message),
      actions: [action],
    });
  }

  function present(view: SlackView): SlackView {
    const found = views.find(userId, view.id);
    if (!found) throw new Error(`the view ${view.id} ("${view.title?.text ?? view.type}") is not open for ${userId}`);
    return found;
  }

  async function pressInView(
    view: SlackView,
    actionId: string,
    how: { value?: string; filled?: Filled } = {},
  ): Promise<SlackAnswer> {
    const open = present(view);
    const before = fill(open.blocks, open.state.values, how.filled ?? {}, exists).values;
    const { action, values } = act(open, before, actionId, how.value);
    views.type(userId, open, values);
    return sender.payload({
      ...interaction("block_actions"),
      container: { type: "view", view_id: open.id },
      view: { ...open, state: { values } },
      trigger_id: views.newTrigger(userId),
      actions: [action],
    });
  }

  /** Clients upload a file when it is chosen; here one comes with the form, as a data URL. */
  const uploaded = (filled: Filled): Filled =>
    Object.fromEntries(
      Object.entries(filled).map(([block, value]) => [block, Array.isArray(value) ? value.map(uploadedOne) : value]),
    );
  const uploadedOne = (value: string): string => {
    const [, name, base64] = /^data:[^,]*;name=([^;,]*);base64,(.*)$/s.exec(value) ?? [];
    if (name === undefined || base64 === undefined) return value;
    return workspace.upload(decodeURIComponent(name), Buffer.from(base64, "base64")).id;
  };

  async function submit(view: SlackView, filled: Filled, o: { force?: boolean } = {}): Promise<SlackAnswer> {
    const open = o.force ? (views.find(userId, view.id) ?? view) : present(view);
    if (!o.force && views.top(userId)?.id !== open.id) throw new Error("only the top view can be submitted");
    const { values, problems } = fill(open.blocks, open.state.values, uploaded(filled), exists);
    if (problems.length > 0 && !o.force) throw new Error(`the client holds the form back: ${problems.join("; ")}`);
    views.type(userId, open, values);
    const answer = await sender.payload({
      ...interaction("view_submission"),
      view: { ...open, state: { values } },
      trigger_id: views.newTrigger(userId),
      response_urls: [],
    });
    const next = followSubmission(views, userId, open, answer);
    return next ? { ...answer, view: next } : answer;
  }

  async function close(view: SlackView): Promise<SlackAnswer | undefined> {
    const open = present(view);
    if (open.clear_on_close) views.clear(userId);
    else views.close(userId, open.id);
    if (!open.notify_on_close) return undefined;
    return sender.payload({ ...interaction("view_closed"), view: open, is_cleared: open.clear_on_close });
  }

  function event(
    given: object,
    o: { eventId?: string; retryNum?: number; retryReason?: string; isExtShared?: boolean } = {},
  ): Promise<SlackAnswer> {
    const retry = o.retryNum !== undefined && {
      "x-slack-retry-num": String(o.retryNum),
      "x-slack-retry-reason": o.retryReason ?? "http_timeout",
    };
    const authorization = { team_id: teamId, user_id: bot.id, is_bot: true, is_enterprise_install: false };
    return sender.json(
      {
        token: "deprecated",
        team_id: teamId,
        context_team_id: teamId,
        context_enterprise_id: null,
        api_app_id: appId,
        type: "event_callback",
        event_id: o.eventId ?? newId("Ev"),
        event_time: seconds(),
        event: { event_ts: workspace.newTs(), ...given },
        authorizations: [{ enterprise_id: null, ...authorization }],
        is_ext_shared_channel: o.isExtShared ?? false,
      },
      retry || {},
    );
  }

  /** Tells the app of links to its domain. */
  async function tellOfLinks(text: string, message?: SlackMessage): Promise<Loose | undefined> {
    const shared = linkShared(workspace, { domain: sender.domain(), user: userId, text, ...(message && { message }) });
    const isExtShared = message && workspace.channel(message.channelId)?.extShared === true;
    if (shared) await event(shared, isExtShared ? { isExtShared } : {});
    return shared;
  }

  async function say(typed: string): Promise<SlackAnswer> {
    const message = workspace.post(dm().id, userId, { text: fromComposer(typed) });
    const { ts, text } = message;
    const place = { channel: dm().id, channel_type: "im", team: person?.teamId };
    const answer = await event({ type: "message", user: userId, text, ts, event_ts: ts, ...place });
    await tellOfLinks(typed, message);
    return answer;
  }

  async function post(channelId: string, typed: string): Promise<SlackMessage> {
    const message = workspace.post(channelNamed(channelId).id, userId, { text: fromComposer(typed) });
    await tellOfLinks(typed, message);
    return message;
  }

  async function compose(typed: string): Promise<() => readonly SlackUnfurl[]> {
    const shared = await tellOfLinks(typed);
    return () => (shared ? inComposer(workspace, shared) : []);
  }

  function openHome(): Promise<SlackAnswer> {
    const view = views.home(userId);
    return event({ type: "app_home_opened", user: userId, channel: dm().id, tab: "home", ...(view && { view }) });
  }

  return {
    command,
    say,
    post,
    compose,
    press,
    pressInView,
    submit,
    close,
    event,
    openHome,
    home: () => views.home(userId),
    openView: () => views.top(userId),
    ephemerals: () => workspace.shownTo(userId),
    dm: () => workspace.messages(dm().id),
    dmId: () => dm().id,
  };
}
