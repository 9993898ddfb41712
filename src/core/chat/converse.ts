import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import { unreachable } from "../model/result.ts";
import { mayHost } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { type Command, type CommandName, HOST_COMMANDS } from "../notices/commands.ts";
import { type Notice, refused } from "../notices/notice.ts";
import { makeHostActs } from "./host-acts.ts";
import { makeRegistrantActs } from "./registrant-acts.ts";
import { filterIn, isRequestAct, makeRequestActs } from "./request-acts.ts";
import { makeSeriesActs } from "./series-acts.ts";
import type { Named, Speaker } from "./speaker.ts";

const NAMES_NOBODY: Named = { chats: [], addresses: [], unreadable: [] };

/** What follows a command's word: nothing, or a webinar's code; without the code people choose from a list. */
const TAKES = {
  schedule: "nothing",
  edit: "code",
  cancel: "code",
  form: "code",
  series: "code",
  cohost: "code",
  invite: "code",
  requests: "code",
  rules: "code",
  log: "code",
  list: "nothing",
  show: "code",
  register: "code",
  my: "nothing",
  join: "code",
  leave: "code",
  resend: "code",
  help: "nothing",
} as const satisfies Record<CommandName, "nothing" | "code">;
type PlainCommand = { [Name in CommandName]: (typeof TAKES)[Name] extends "nothing" ? Name : never }[CommandName];

const isPlain = (name: CommandName): name is PlainCommand => TAKES[name] === "nothing";

/**
 * Answers a typed command or a pressed button, the same in every chat product: by one use case, with one notice for the
 * person alone. `open_form` asks the face to open its form, in its own way.
 */
export const makeConverse = (core: Core, links: Links) => {
  const ofRequests = makeRequestActs(core);
  const ofHost = makeHostActs(core);
  const ofSeries = makeSeriesActs(core);
  const ofRegistrant = makeRegistrantActs(core, links);

  const plain = async ({ organisation, person }: Speaker, name: PlainCommand): Promise<Notice> => {
    switch (name) {
      case "schedule":
        return mayHost(core.site, person)
          ? { kind: "open_form", form: "schedule" }
          : refused({ reason: "may_not_schedule" });
      case "list":
        return { kind: "webinars", webinars: await core.queries.upcoming(organisation) };
      case "my":
        return { kind: "mine", entries: await core.queries.mine(organisation, person.id) };
      case "help":
        return { kind: "help", mayHost: mayHost(core.site, person) };
      default:
        return unreachable(name);
    }
  };

  /** The webinars that a command without a code can be meant for. */
  const choose = async ({ organisation, person }: Speaker, command: CommandName): Promise<Notice> => {
    if (command === "invite") return refused({ reason: "code_needed", command });
    const isMine = command === "join" || command === "leave" || command === "resend";
    const isHosts = HOST_COMMANDS.includes(command);
    const webinars = isMine
      ? await core.queries.own(organisation, person.id, command === "join")
      : isHosts
        ? await core.queries.hosted(organisation, person.id)
        : await core.queries.upcoming(organisation);
    return { kind: "choose", command, webinars };
  };

  /** A webinar, or else the series with this code. */
  const show = async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
    const shown = await core.queries.show(speaker.organisation, code, speaker.person);
    if (shown.ok) return shown.value;
    return (await ofSeries.find(speaker, code)) ?? refused(shown.refusal);
  };

  const requests = (speaker: Speaker, code: WebinarCode, rest: string): Promise<Notice> | Notice => {
    const filter = filterIn(rest);
    return filter.ok ? ofRequests.review(speaker, code, filter.value) : refused(filter.refusal);
  };

  const withCode = async (
    speaker: Speaker,
    name: CommandName,
    code: WebinarCode,
    rest = "",
    named: () => Named = () => NAMES_NOBODY,
  ): Promise<Notice> => {
    switch (name) {
      case "show":
        return show(speaker, code);
      case "series":
        return ofSeries.one(speaker, code);
      case "edit":
        return ofHost.edit(speaker, code);
      case "cancel":
        return ofHost.confirmCancel(speaker, code);
      case "form":
        return ofHost.questions(speaker, code);
      case "rules":
        return ofRequests.rules(speaker, code, rest, () => named().addresses);
      case "requests":
        return requests(speaker, code, rest);
      case "log":
        return ofHost.log(speaker, code);
      case "cohost":
        return ofHost.cohost(speaker, code, rest, named());
      case "invite":
        return ofHost.invite(speaker, code, named());
      case "register":
        return ofRegistrant.register(speaker, code);
      case "join":
        return ofRegistrant.join(speaker, code, rest);
      case "leave":
        return ofRegistrant.leave(speaker, code);
      case "resend":
        return ofRegistrant.resend(speaker, code);
      case "schedule":
      case "list":
      case "my":
      case "help":
        return plain(speaker, name);
      default:
        return unreachable(name);
    }
  };

  return {
    /** Answers the form that asks for a webinar's password. */
    join: ofRegistrant.join,

    /** Answers a typed command. `named` reads whom the rest of it names; only some commands ask. */
    command: async (speaker: Speaker, command: Command, named: () => Named): Promise<Notice> => {
      if (command.kind === "unknown") {
        const { typed, nearest } = command;
        return { kind: "unknown_command", typed, ...defined({ nearest }) };
      }
      const { name, code, typedCode, rest } = command;
      if (isPlain(name)) return plain(speaker, name);
      if (code) return withCode(speaker, name, code, rest, named);
      if (typedCode !== undefined)
        return refused({ reason: name === "series" ? "unknown_series" : "unknown_webinar", typed: typedCode });
      return name === "series" ? ofSeries.all(speaker) : choose(speaker, name);
    },

    /** Answers a pressed button. */
    press: async (speaker: Speaker, act: CardAct): Promise<Notice> => {
      if (isRequestAct(act)) return ofRequests.press(speaker, act);
      switch (act.act) {
        case "schedule":
          return plain(speaker, "schedule");
        case "series_new":
          return ofSeries.make(speaker);
        case "series_edit":
          return ofSeries.edit(speaker, act.code);
        case "call_off":
          return ofHost.cancel(speaker, act.code);
        case "retry":
          return ofHost.retry(speaker, act.code, act.failed);
        case "answer":
          return ofRegistrant.answer(speaker, act);
        case "claim":
          return ofRegistrant.claim(speaker, act.code);
        case "pass":
          return ofRegistrant.leave(speaker, act.code);
        case "password":
          return ofRegistrant.join(speaker, act.code, "");
        case "edit":
        case "form":
        case "cancel":
        case "register":
        case "show":
        case "join":
        case "leave":
        case "resend":
          return withCode(speaker, act.act, act.code);
        default:
          return unreachable(act);
      }
    },
  };
};

export type Converse = ReturnType<typeof makeConverse>;
