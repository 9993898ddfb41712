import { filterOf } from "../approvals/roster-acts.ts";
import type { Core } from "../core.ts";
import { NUDGED } from "../hosting/messages/messages.ts";
import type { WebinarCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import { unreachable } from "../model/result.ts";
import { mayHost } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { Command, CommandName } from "../notices/commands.ts";
import { type Notice, refused } from "../notices/notice.ts";
import type { RosterQuery } from "../ports/roster.ts";
import { makeAnnouncingActs } from "./announcing-acts.ts";
import { isAgain, isClear } from "./clear.ts";
import { makeHostActs } from "./host-acts.ts";
import { makeListActs } from "./list-acts.ts";
import { makeMessageActs } from "./message-acts.ts";
import { makePresentState } from "./present-state.ts";
import { makeRegistrantActs } from "./registrant-acts.ts";
import { isRequestAct, makeRequestActs } from "./request-acts.ts";
import { makeSeriesActs } from "./series-acts.ts";
import { NAMES_NOBODY, type Named, type Speaker } from "./speaker.ts";
import { isPlain, type PlainCommand } from "./takes.ts";

/** Answers a typed command or a pressed button, alike in every chat product; `open_form` asks a face for its form. */
export const makeConverse = (core: Core, links: Links) => {
  const ofRequests = makeRequestActs(core);
  const ofHost = makeHostActs(core, links);
  const ofAnnouncing = makeAnnouncingActs(core);
  const ofMessages = makeMessageActs(core);
  const ofSeries = makeSeriesActs(core, links);
  const ofRegistrant = makeRegistrantActs(core, links);
  const lists = makeListActs(core, links);

  const plain = async (speaker: Speaker, name: PlainCommand): Promise<Notice> => {
    switch (name) {
      case "schedule":
        return mayHost(core.site, speaker.person)
          ? { kind: "open_form", form: "schedule" }
          : refused({ reason: "may_not_schedule" });
      case "list":
        return lists.upcoming(speaker);
      case "my":
        return lists.mine(speaker);
      case "help":
        return lists.help(speaker);
      default:
        return unreachable(name);
    }
  };

  /** What a command does that came without a code. */
  const withoutCode = (speaker: Speaker, name: CommandName): Promise<Notice> => {
    if (isPlain(name)) return plain(speaker, name);
    return name === "series" ? ofSeries.all(speaker) : lists.choices(speaker, name);
  };

  const pageOf = (speaker: Speaker, list: "webinars" | "mine" | "past" | "series", from: number): Promise<Notice> => {
    switch (list) {
      case "webinars":
        return lists.upcoming(speaker, from);
      case "mine":
        return lists.mine(speaker, from);
      case "past":
        return lists.past(speaker, from);
      case "series":
        return ofSeries.all(speaker, from);
      default:
        return unreachable(list);
    }
  };

  const roster = async (speaker: Speaker, code: WebinarCode, filter: RosterQuery): Promise<Notice> =>
    ofSeries.orPeople(await ofRequests.roster(speaker, code, filter), speaker, code, filter.tab);

  const withCode = async (
    speaker: Speaker,
    name: CommandName,
    code: WebinarCode,
    rest = "",
    named: (rest: string) => Named = () => NAMES_NOBODY,
  ): Promise<Notice> => {
    switch (name) {
      case "show":
        return ofSeries.show(speaker, code);
      case "series":
        return ofSeries.one(speaker, code);
      case "edit":
        return ofHost.edit(speaker, code);
      case "cancel":
        return ofRegistrant.orLeave(await ofHost.confirmCancel(speaker, code), speaker, code);
      case "form":
        return ofHost.questions(speaker, code);
      case "rules":
        return ofRequests.rules(speaker, code, rest, named);
      case "requests":
      case "roster":
        return roster(speaker, code, filterOf(rest, name === "requests" ? "pending" : "everybody"));
      case "export":
        return ofHost.exported(speaker, code);
      case "report":
        return ofHost.report(speaker, code);
      case "log":
        return ofHost.log(speaker, code);
      case "message":
        return ofMessages.open(speaker, code);
      case "cohost":
        return ofHost.cohost(speaker, code, rest, named);
      case "speaker":
        return ofHost.speaker(speaker, code, rest, named);
      case "handover":
        return ofHost.handOver(speaker, code, named(rest));
      case "invite":
        return ofSeries.orInvite(await ofHost.invite(speaker, code, named(rest)), speaker, code, named(rest));
      case "announce":
        return ofAnnouncing.announce(speaker, code, named(rest));
      case "add":
        return ofHost.add(speaker, code, named(rest));
      case "register":
        return ofRegistrant.register(speaker, code);
      case "join":
        return ofRegistrant.join(speaker, code, rest);
      case "leave":
        return ofRegistrant.askToLeave(speaker, code, "card");
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

  /** Who typed their own registration ID is shown its webinar. */
  const meant = async (speaker: Speaker, command: Command & { kind: "unknown" }): Promise<Notice> => {
    const own = await lists.webinarOfId(speaker, command.id);
    return own ? withCode(speaker, "show", own) : lists.unknown(command);
  };

  const converse = {
    /** Answers the form that asks for a webinar's password. */
    join: ofRegistrant.join,
    welcome: lists.welcome,

    /**
     * Answers a typed command. `named` reads whom it names, besides those in its text; only some commands ask. `message`
     * is what was written to the bot itself: words that are no command may be the answer to a host's question.
     */
    command: async (
      speaker: Speaker,
      command: Command,
      named: (rest: string) => Named,
      message?: string,
    ): Promise<Notice> => {
      if (command.kind === "too_long") return refused({ reason: "command_too_long", max: command.max });
      const found =
        message === undefined || isClear(command) ? undefined : await ofRegistrant.answering(speaker, message);
      if (found) return found;
      if (command.kind === "unknown") return meant(speaker, command);
      if (isAgain(command))
        return command.rest === "" ? lists.choices(speaker, "again") : ofHost.againTyped(speaker, command.rest);
      const { name, code, typedCode, rest } = command;
      if (code && !isPlain(name)) return withCode(speaker, name, code, rest, named);
      if (typedCode !== undefined && !isPlain(name))
        return refused({ reason: name === "series" ? "unknown_series" : "unknown_webinar", typed: typedCode });
      return withoutCode(speaker, name);
    },

    /** Hands a webinar over to the cohost whom its host chose. */
    handOverTo: ofHost.handOverTo,

    /** Announces a webinar in the channel that a form names. */
    announceIn: ofAnnouncing.announceIn,

    /** Shows what a host wrote to many as it will be read, and sends it. */
    messages: ofMessages,

    /** Does what the form of people was sent for. */
    people: ofHost.chosen,

    /** Answers a pressed button. */
    press: async (speaker: Speaker, act: CardAct): Promise<Notice> => {
      if (act.act === "requests")
        return ofSeries.orPeople(await ofRequests.press(speaker, act), speaker, act.code, act.tab ?? "pending");
      if (isRequestAct(act)) return ofRequests.press(speaker, act);
      switch (act.act) {
        case "schedule":
          return plain(speaker, "schedule");
        case "command":
          return withoutCode(speaker, act.name);
        case "commands":
          return lists.commands(speaker, act.isForAll);
        case "page":
          return pageOf(speaker, act.list, act.from);
        case "page_series":
          return ofSeries.one(speaker, act.code, act.from);
        case "series_people":
          return ofSeries.peopleFrom(speaker, act);
        case "page_choice":
          return lists.choices(speaker, act.command, act.from);
        case "home":
          return lists.home(speaker, act);
        case "again":
          return ofHost.again(speaker, act.code);
        case "series_new":
          return ofSeries.make(speaker);
        case "series_edit":
          return ofSeries.edit(speaker, act.code);
        case "add_person":
          return ofHost.addPerson(speaker, act.code, act.person);
        case "add_raise":
          return ofHost.addRaising(speaker, act);
        case "nudge":
          return ofMessages.preview(speaker, act.code, NUDGED);
        case "message_undo":
          return ofMessages.undo(speaker, act.code, act.id);
        case "call_off":
          return ofHost.cancel(speaker, act.code);
        case "invite_refused":
          return ofHost.refusedOf(speaker, act.code, act.id);
        case "announce_shared":
        case "announce_withdraw":
          return ofAnnouncing.press(speaker, act);
        case "invite_shared":
          return ofHost.agreeToInvite(speaker, act.code, act.id);
        case "retry":
          return ofHost.retry(speaker, act.code, act.failed);
        case "retry_failed":
          return ofHost.retryFailed(speaker, act.code);
        case "answer":
          return ofRegistrant.answer(speaker, act);
        case "send_answer":
          return ofRegistrant.sendAnswer(speaker, act);
        case "claim":
          return ofRegistrant.claim(speaker, act.code);
        case "leave":
          return ofRegistrant.askToLeave(speaker, act.code, "form");
        case "leave_now":
          return ofRegistrant.leave(speaker, act.code);
        case "pass":
          return ofRegistrant.leave(speaker, act.code, "passes");
        case "decline":
          return ofRegistrant.decline(speaker, act.code);
        case "told_by":
          return ofRegistrant.toldBy(speaker, act.code);
        case "tell_by":
          return ofRegistrant.tellBy(speaker, act);
        case "edit_answers":
          return ofRegistrant.editAnswers(speaker, act.code);
        case "keep":
          return ofRegistrant.keep(speaker, act.code);
        case "handover_now":
          return ofHost.handOverTo(speaker, act.code, act.person);
        case "step_down":
        case "step_down_now":
          return ofHost.stepDown(speaker, act);
        case "password":
          return ofRegistrant.join(speaker, act.code, "");
        case "keep_webinar":
          return ofSeries.show(speaker, act.code);
        case "edit":
        case "form":
        case "invite":
        case "announce":
        case "add":
        case "cohost":
        case "roster":
        case "export":
        case "report":
        case "speaker":
        case "handover":
        case "log":
        case "message":
        case "cancel":
        case "show":
        case "join":
        case "resend":
          return withCode(speaker, act.act, act.code);
        case "register":
          return ofRegistrant.register(speaker, act.code, act);
        case "take_back":
          return ofRegistrant.takeBack(speaker, act);
        default:
          return unreachable(act);
      }
    },
  };
  const presentState = makePresentState(core);

  return {
    ...converse,
    press: async (speaker: Speaker, act: CardAct): Promise<Notice> =>
      presentState(speaker, act, await converse.press(speaker, act)),
  };
};

export type Converse = ReturnType<typeof makeConverse>;
