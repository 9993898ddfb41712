import { z } from "zod";
import { defined } from "../core/model/defined.ts";
import type { Site } from "./site.ts";
import type { SlackAnswer } from "./slack/sending.ts";
import type { TeamsAnswer } from "./teams/turns.ts";
import { problems } from "./words.ts";

const Id = z.string().min(1).max(300);
const Text = z.string().max(8_000);
const Values = z.record(z.string(), z.union([z.string(), z.array(z.string()), z.number(), z.null()]));
const Inputs = z.record(z.string(), z.string());

const inSlack = { face: z.literal("slack"), person: Id };
const SlackAct = z.discriminatedUnion("kind", [
  z.object({
    ...inSlack,
    kind: z.literal("command"),
    command: z.string().regex(/^\/\w+$/),
    text: Text,
    channelId: Id.optional(),
  }),
  z.object({ ...inSlack, kind: z.literal("say"), text: Text }),
  z.object({ ...inSlack, kind: z.literal("post"), channelId: Id, text: Text }),
  z.object({
    ...inSlack,
    kind: z.literal("press"),
    channelId: Id,
    ts: Id,
    actionId: Id,
    value: Text.optional(),
  }),
  z.object({ ...inSlack, kind: z.literal("submit"), values: Values }),
  z.object({
    ...inSlack,
    kind: z.literal("pressInView"),
    actionId: Id,
    value: Text.optional(),
    values: Values.optional(),
  }),
  z.object({ ...inSlack, kind: z.enum(["close", "openHome"]) }),
  z.object({ ...inSlack, kind: z.literal("pressOnHome"), actionId: Id, value: Text.optional() }),
]);

const inTeams = { face: z.literal("teams"), person: Id };
const TeamsAct = z.discriminatedUnion("kind", [
  z.object({
    ...inTeams,
    kind: z.literal("say"),
    text: Text,
    channelId: Id.optional(),
    mentions: z.array(Id).max(100).optional(),
  }),
  z.object({ ...inTeams, kind: z.literal("post"), text: Text, channelId: Id }),
  z.object({
    ...inTeams,
    kind: z.literal("press"),
    conversation: Id,
    messageId: Id,
    action: z.string(),
    inputs: Inputs.default({}),
  }),
  z.object({ ...inTeams, kind: z.literal("submitDialog"), inputs: Inputs, action: z.string().optional() }),
  z.object({ ...inTeams, kind: z.enum(["closeDialog", "install", "uninstall"]) }),
]);

/** What somebody does in their client. */
export const Act = z.discriminatedUnion("face", [SlackAct, TeamsAct]);
type Act = z.infer<typeof Act>;

/** What came of an act: `said` is a line that the client shows in passing, `url` where it leads. */
export type Done =
  | { ok: true; elapsedMs: number; errors?: Readonly<Record<string, string>>; said?: string; url?: string }
  | { ok: false; problem: string };

const refused = (problem: string): Done => ({ ok: false, problem });
const rounded = (ms: number): number => Math.round(ms * 10) / 10;

const slackDone = (answer: SlackAnswer | undefined): Done => {
  if (answer && answer.status !== 200) return refused(problems.status("Slack", answer.status));
  return {
    ok: true,
    elapsedMs: rounded(answer?.elapsedMs ?? 0),
    ...defined({ errors: answer?.errors ? answer.errors : undefined }),
  };
};

const teamsDone = ({ status, elapsedMs, text, error, url }: TeamsAnswer): Done => {
  if (status >= 300) return refused(problems.status("Teams", status));
  if (error) return refused(error.message);
  return { ok: true, elapsedMs: rounded(elapsedMs), ...defined({ said: text || undefined, url: url || undefined }) };
};

const actInSlack = async ({ slack }: Site, act: z.infer<typeof SlackAct>): Promise<Done> => {
  const client = slack.as(act.person);
  const placeOf = (channelId: string) => (channelId === "dm" ? client.dmId() : channelId);
  const view = client.openView();
  switch (act.kind) {
    case "command": {
      const at = act.channelId === undefined ? {} : { channelId: placeOf(act.channelId) };
      return slackDone(await client.command(act.command, act.text, at));
    }
    case "say":
      return slackDone(await client.say(act.text));
    case "post":
      await client.post(act.channelId, act.text);
      return { ok: true, elapsedMs: 0 };
    case "press": {
      const channelId = placeOf(act.channelId);
      const standing = client.ephemerals().filter((of) => of.standing && of.channelId === channelId);
      const message = [...slack.channel(channelId), ...standing].find(({ ts }) => ts === act.ts);
      if (!message) return refused(problems.gone);
      return slackDone(await client.press(message, act.actionId, act.value === undefined ? {} : { value: act.value }));
    }
    case "submit":
      return view ? slackDone(await client.submit(view, act.values)) : refused(problems.noForm);
    case "pressInView": {
      if (!view) return refused(problems.noForm);
      const value = act.value === undefined ? {} : { value: act.value };
      return slackDone(await client.pressInView(view, act.actionId, { ...value, filled: act.values ?? {} }));
    }
    case "openHome":
      return slackDone(await client.openHome());
    case "pressOnHome": {
      const home = client.home();
      if (!home) return refused(problems.gone);
      return slackDone(
        await client.pressInView(home, act.actionId, act.value === undefined ? {} : { value: act.value }),
      );
    }
    case "close":
      return view ? slackDone(await client.close(view)) : refused(problems.noForm);
  }
};

const actInTeams = async ({ teams, teamsPeople }: Site, act: z.infer<typeof TeamsAct>): Promise<Done> => {
  const client = teams.as(act.person);
  switch (act.kind) {
    case "say": {
      const named = teamsPeople.map(({ person }) => person).filter(({ id }) => act.mentions?.includes(id));
      const at = act.channelId === undefined || act.channelId === "chat" ? {} : { channelId: act.channelId };
      return teamsDone(await client.say(act.text, { ...at, mentions: named }));
    }
    case "post":
      await client.post(act.text, { channelId: act.channelId });
      return { ok: true, elapsedMs: 0 };
    case "press": {
      const seen = act.conversation === "chat" ? client.chat() : teams.channel(act.conversation);
      const message = seen.find(({ id }) => id === act.messageId);
      if (!message) return refused(problems.gone);
      return teamsDone(await client.press(teams.seenBy(act.person, message), act.action, act.inputs));
    }
    case "submitDialog":
      return teamsDone(await client.submitDialog(act.inputs, act.action));
    case "closeDialog":
      client.closeDialog();
      return { ok: true, elapsedMs: 0 };
    case "install":
      return teamsDone(await client.install());
    case "uninstall":
      return teamsDone(await client.uninstall());
  }
};

/** Does it as that person's client would; what the client or the product would refuse comes back in words. */
export const perform = async (site: Site, act: Act): Promise<Done> => {
  const cast = [...site.slackPeople.map(({ id }) => id), ...site.teamsPeople.map(({ person }) => person.id)];
  if (!cast.includes(act.person)) return refused(problems.nobody);
  try {
    return act.face === "slack" ? await actInSlack(site, act) : await actInTeams(site, act);
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error));
  }
};
