import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { z } from "zod";
import type { Converse } from "../../core/chat/converse.ts";
import type { Core } from "../../core/core.ts";
import type { Links } from "../../core/model/links.ts";
import { unreachable } from "../../core/model/result.ts";
import { leavingOf } from "../../core/notices/leaving.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Translate } from "../../texts/translate.ts";
import { addingSays } from "../../texts/words/open-form.ts";
import type { Connector } from "../platform/connector.ts";
import type { Contacts } from "../platform/contacts.ts";
import type { Typed } from "../platform/filled-in.ts";
import type { Submitted, Turn } from "../platform/turn.ts";
import { makeAnnounceForm } from "./announce/submit.ts";
import { makeCorrectForm } from "./correct/submit.ts";
import { makeDecideForm } from "./decide/submit.ts";
import { makeHandoverForm } from "./handover/submit.ts";
import { makeInquiryForms } from "./inquiry/submit.ts";
import { makeLeaveForm } from "./leave/submit.ts";
import { leaveView } from "./leave/view.ts";
import { makeMessageForms } from "./message/submit.ts";
import { makePasswordForm } from "./password/submit.ts";
import { passwordView } from "./password/view.ts";
import { makePeopleForm } from "./people/submit.ts";
import { makeQuestionsForm } from "./questions/submit.ts";
import { makeRegisterForm } from "./register/submit.ts";
import { readRegistrantAct } from "./roster/fields.ts";
import { makeRosterForm } from "./roster/submit.ts";
import { makeRulesForm } from "./rules/submit.ts";
import { makeSeriesForm } from "./series/submit.ts";
import { makeHostChannels } from "./webinar/host-channels.ts";
import { makeWebinarForms } from "./webinar/submit.ts";

/** The forms, as their cards name themselves. */
export const FormNameSchema = z.enum([
  "schedule",
  "edit",
  "register",
  "questions",
  "series",
  "rules",
  "decide",
  "roster",
  "ask",
  "answer",
  "password",
  "leave",
  "correct",
  "invite",
  "announce",
  "add",
  "cohost",
  "speaker",
  "handover",
  "message",
  "message_preview",
]);
export type FormName = z.infer<typeof FormNameSchema>;

/** What stands above each form. */
export const FORM_TITLES = {
  schedule: "schedule",
  edit: "edit_title",
  register: "register",
  questions: "form_title",
  series: "series_form",
  rules: "rules_title",
  decide: "decide_title",
  roster: "roster_title",
  ask: "ask",
  answer: "answer_title",
  password: "join",
  leave: "leave_title",
  correct: "correct",
  invite: "invite",
  announce: "announce",
  add: "add",
  cohost: "cohost",
  speaker: "speaker",
  handover: "handover",
  message: "message",
  message_preview: "message",
} as const satisfies Record<FormName, TextKey>;

/** What stands above a form that a button opened. */
export const openedTitle = (notice: Notice & { kind: "open_form" }, t: Translate): string => {
  if (notice.form === "register" && "edits" in notice.target)
    return t(notice.target.answersClosed ? "correct_name" : "edit_answers");
  if (notice.form === "register" && notice.adds) return addingSays(notice.adds, t);
  if (notice.form === "decide" && notice.to) return t("reject_reason");
  if (notice.form === "series") return t(notice.series ? "series_edit" : "series_new");
  if (notice.form === "leave") return t(leavingOf(notice.registration.status).title);
  return t(FORM_TITLES[notice.form]);
};

interface Deps {
  readonly core: Core;
  readonly converse: Converse;
  readonly connector: Pick<Connector, "member">;
  readonly contacts: Contacts;
  readonly links: Links;
  readonly timeZone: string;
}

/** The forms: each opens when a notice asks for it, and takes what is sent and pressed in it. */
export const makeForms = ({ core, converse, connector, contacts, links, timeZone }: Deps) => {
  const hostChannels = makeHostChannels({ connector, contacts, people: core.people });
  const webinar = makeWebinarForms({ core, hostChannels, links, timeZone });
  const register = makeRegisterForm({ core });
  const questions = makeQuestionsForm({ core });
  const series = makeSeriesForm({ core });
  const rules = makeRulesForm({ core });
  const decide = makeDecideForm({ core });
  const roster = makeRosterForm({ core, converse, links });
  const inquiry = makeInquiryForms({ core });
  const password = makePasswordForm({ converse });
  const announce = makeAnnounceForm({ converse, hostChannels });
  const handover = makeHandoverForm({ converse });
  const people = makePeopleForm({ converse, register, hostChannels });
  const message = makeMessageForms({ core, converse });
  const leave = makeLeaveForm({ converse, clock: core.clock });
  const correct = makeCorrectForm({ core });

  /** Does what was pressed on one person of the roster; undefined where nothing was. */
  const pressedOnRegistrant = (turn: Turn, typed: Typed): Promise<Submitted> | undefined => {
    const act = readRegistrantAct(typed);
    return act && converse.press(turn.speaker, act).then((notice) => shownFor(turn, notice));
  };

  const shownFor = async (turn: Turn, notice: Notice): Promise<Submitted> =>
    notice.kind === "open_form" ? { notice, form: await forms.open(turn, notice, false) } : { notice };

  const forms = {
    /** Opens the form that a notice asks for; `inline`: on a card in the personal chat, for clients without dialogs. */
    open: async (turn: Turn, asked: Notice & { kind: "open_form" }, inline: boolean): Promise<IAdaptiveCard> => {
      switch (asked.form) {
        case "schedule":
          return asked.like ? webinar.openAgain(turn, asked.like, inline) : webinar.openSchedule(turn, inline);
        case "edit":
          return webinar.openEdit(turn, asked.webinar);
        case "register":
          return register.open(turn, asked, inline);
        case "questions":
          return questions.open(turn, asked.owner);
        case "series":
          return series.open(turn, asked.series);
        case "rules":
          return rules.open(turn, asked);
        case "decide":
          return decide.open(turn, asked);
        case "roster":
          return roster.open(turn, asked);
        case "password":
          return passwordView(asked, turn.reader, inline);
        case "correct":
          return correct.open(turn, asked);
        case "leave":
          return leaveView(asked, core.clock.now(), turn.reader);
        case "ask":
          return inquiry.openAsk(turn, asked);
        case "answer":
          return inquiry.openAnswer(turn, asked);
        case "invite":
        case "add":
        case "cohost":
        case "speaker":
          return people.open(turn, asked);
        case "announce":
          return announce.open(turn, asked);
        case "handover":
          return handover.open(turn, asked);
        case "message":
          return message.open(turn, asked);
        case "message_preview":
          return message.openPreview(turn, asked);
        default:
          return unreachable(asked);
      }
    },

    submit: (turn: Turn, form: FormName, typed: Typed, inline: boolean): Promise<Submitted> => {
      switch (form) {
        case "schedule":
          return webinar.submitSchedule(turn, typed, inline);
        case "edit":
          return webinar.submitEdit(turn, typed);
        case "register":
          return register.submit(turn, typed, inline);
        case "questions":
          return questions.submit(turn, typed);
        case "series":
          return series.submit(turn, typed);
        case "rules":
          return rules.submit(turn, typed);
        case "decide":
          return decide.submit(turn, typed);
        case "roster":
          return pressedOnRegistrant(turn, typed) ?? roster.submit(turn, typed);
        case "password":
          return password.submit(turn, typed, inline);
        case "correct":
          return correct.submit(turn, typed);
        case "leave":
          return leave.submit(turn, typed);
        case "ask":
          return inquiry.submitAsk(turn, typed);
        case "answer":
          return inquiry.submitAnswer(turn, typed);
        case "invite":
        case "add":
        case "cohost":
        case "speaker":
          return people.submit(turn, form, typed);
        case "announce":
          return announce.submit(turn, typed);
        case "handover":
          return handover.submit(turn, typed);
        case "message":
          return message.submit(turn, typed);
        case "message_preview":
          return message.send(turn, typed);
        default:
          return unreachable(form);
      }
    },
  };

  /** Cards say in which language they are, for screen readers. */
  const inLanguage = ({ reader }: Turn, card: IAdaptiveCard): IAdaptiveCard => ({ ...card, lang: reader.locale });

  return {
    open: async (turn: Turn, asked: Notice & { kind: "open_form" }, inline: boolean): Promise<IAdaptiveCard> =>
      inLanguage(turn, await forms.open(turn, asked, inline)),

    submit: async (turn: Turn, form: FormName, typed: Typed, inline: boolean): Promise<Submitted> => {
      const submitted = await forms.submit(turn, form, typed, inline);
      return submitted.form ? { ...submitted, form: inLanguage(turn, submitted.form) } : submitted;
    },
  };
};

export type Forms = ReturnType<typeof makeForms>;
