import type { ActionArray } from "@microsoft/teams.cards";
import { defined } from "../../core/model/defined.ts";
import type { WebinarCode } from "../../core/model/ids.ts";
import type { Mine, Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import { ownActs } from "../../core/notices/notice.ts";
import type { TextKey } from "../../texts/en.ts";
import type { Say } from "../../texts/say.ts";

export type Button = ActionArray[number];
/** On a list, whose answer must not take the list's place. */
type Where = "alone" | "list";
/** What is done about one registration, or about many of them. */
type RequestAct = "approve" | "reject" | "change" | "undo" | "raise" | "ask" | "answer" | "answers" | "always";
type ManyAct = "bulk_approve" | "bulk_reject" | "bulk_undo";
/** What names a webinar or a series and nothing more. */
export type CodeAct = Exclude<CardAct["act"], RequestAct | ManyAct | "schedule" | "series_new" | "retry">;

const TITLES = {
  register: "register",
  show: "show",
  join: "join",
  leave: "leave",
  resend: "resend",
  claim: "claim",
  pass: "pass",
  edit: "edit",
  form: "form",
  cancel: "cancel",
  call_off: "call_off",
  series_edit: "series_edit",
  rules: "rules",
  requests: "requests",
} as const satisfies Record<CodeAct, TextKey>;

/** What leads to a form. */
const OPENING: readonly CodeAct[] = ["register", "edit", "form", "series_edit", "rules", "requests"];

/** Opens a form: a dialog opens from Action.Submit only, never from Action.Execute (Microsoft Learn, Dialogs). */
export const opening = (title: string, act: CardAct, id: string = act.act): Button => ({
  type: "Action.Submit",
  id,
  title,
  data: { ...act, msteams: { type: "task/fetch" } },
});

export const executing = (title: string, act: CardAct, where: Where, id: string = act.act): Button => ({
  type: "Action.Execute",
  id,
  title,
  verb: act.act,
  data: { ...act, ...defined({ where: where === "list" ? where : undefined }) },
  associatedInputs: "none",
});

/** What somebody can do about a webinar or a series; on a list the button says which one, as the typed command would. */
export const button = (say: Say, act: CodeAct, code: WebinarCode, where: Where): Button => {
  const title = where === "list" ? `${say(TITLES[act])} ${code}` : say(TITLES[act]);
  const id = where === "list" ? `${act}-${code}` : act;
  const pressed = { act, code };
  return OPENING.includes(act) ? opening(title, pressed, id) : executing(title, pressed, where, id);
};

export const ownButtons = (say: Say, mine: Mine, where: Where): Button[] =>
  ownActs(mine).map((act) => button(say, act, mine.webinar.code, where));

/** What its hosts do about a webinar. */
export const hostButtons = (
  say: Say,
  { code, state, registrationRequired }: Webinar,
  acts: readonly CodeAct[],
): Button[] =>
  state === "cancelled"
    ? []
    : acts
        .filter((act) => (act !== "form" && act !== "rules") || registrationRequired)
        .map((act) => button(say, act, code, "alone"));

/** Where people are taken after they registered (S24). */
export const landing = (say: Say, { landingPage }: Webinar, { status }: Registration): Button[] =>
  landingPage && (status === "pending" || status === "approved" || status === "waitlisted")
    ? [{ type: "Action.OpenUrl", title: say("landing"), url: landingPage }]
    : [];
