import type { CardAct } from "../../../src/core/notices/card-acts.ts";
import { parseAct } from "../../../src/core/notices/card-acts.ts";
import type { CommandName } from "../../../src/core/notices/commands.ts";

/** What of a webinar a stranger may have got hold of: its code, and ids that others saw. */
export interface Leaked {
  readonly code: string;
  readonly key: string;
  readonly inquiry: string;
  readonly address: string;
  /** The id of somebody. */
  readonly person: string;
}

/** What is typed after each command and the code. A new command does not compile until it says so here. */
export const TYPED: Readonly<Record<CommandName, readonly string[]>> = {
  schedule: [""],
  edit: [""],
  cancel: [""],
  form: [""],
  series: [""],
  handover: ["", "ann@example.org"],
  add: ["", "ann@example.org"],
  speaker: ["", "ann@example.org", "remove ann@example.org"],
  cohost: ["", "ann@example.org", "remove ann@example.org"],
  invite: ["", "ann@example.org"],
  announce: [""],
  requests: ["", "approved", "example.org", "nonsense"],
  roster: ["", "approved", "ann"],
  export: [""],
  report: [""],
  rules: ["", "test ann@example.org", "test", "nonsense"],
  log: [""],
  message: [""],
  list: [""],
  show: [""],
  register: [""],
  my: [""],
  join: ["", "sesame"],
  leave: [""],
  resend: [""],
  help: [""],
};

/** The commands that take no code: they answer as without one. */
export const WITHOUT_CODE: readonly CommandName[] = ["schedule", "list", "my", "help"];

type Made = (of: Leaked) => Readonly<Record<string, unknown>>;

const codeAlone: Made = ({ code }) => ({ code });
const aboutRegistration: Made = ({ code, key }) => ({ code, registration: key });
const atVersion: Made = ({ code, key }) => ({ code, registration: key, version: 1 });
/** Acts that name no webinar. */
const none = null;

/** What each button carries. A new act does not compile until it says so here. */
const CARRIED: Readonly<Record<CardAct["act"], Made | null>> = {
  approve: atVersion,
  reject: atVersion,
  reject_reason: atVersion,
  change: atVersion,
  undo: atVersion,
  raise: atVersion,
  ask: atVersion,
  register: codeAlone,
  show: codeAlone,
  join: codeAlone,
  password: codeAlone,
  resend: codeAlone,
  take_back: ({ code }) => ({ code, version: 1 }),
  again: codeAlone,
  edit: codeAlone,
  form: codeAlone,
  invite: codeAlone,
  announce: codeAlone,
  announce_shared: ({ code }) => ({ code, channel: "C1" }),
  announce_withdraw: ({ code }) => ({ code, face: "slack", channel: "C1" }),
  add: codeAlone,
  handover: codeAlone,
  handover_now: ({ code, person }) => ({ code, person, version: 1 }),
  cohost: codeAlone,
  speaker: codeAlone,
  roster: codeAlone,
  export: codeAlone,
  report: codeAlone,
  retry_failed: codeAlone,
  log: codeAlone,
  message: codeAlone,
  nudge: codeAlone,
  message_undo: ({ code }) => ({ code, id: "some-request" }),
  cancel: codeAlone,
  call_off: codeAlone,
  series_edit: codeAlone,
  keep: codeAlone,
  keep_webinar: codeAlone,
  step_down: codeAlone,
  step_down_now: ({ code }) => ({ code, version: 1 }),
  decline: codeAlone,
  told_by: codeAlone,
  tell_by: ({ code }) => ({ code, by: "mail" }),
  edit_answers: codeAlone,
  leave: ({ code }) => ({ code, version: 1 }),
  leave_now: ({ code }) => ({ code, version: 1 }),
  claim: ({ code }) => ({ code, version: 1 }),
  pass: ({ code }) => ({ code, version: 1 }),
  rules: codeAlone,
  requests: ({ code }) => ({ code, tab: "pending" }),
  bulk_approve: ({ code }) => ({ code, digest: 1 }),
  bulk_reject: ({ code }) => ({ code, digest: 1 }),
  bulk_undo: ({ code }) => ({ code, id: "some-request" }),
  invite_shared: ({ code }) => ({ code, id: "some-request" }),
  invite_refused: ({ code }) => ({ code, id: "some-request" }),
  answer: (of) => ({ ...aboutRegistration(of), inquiry: of.inquiry }),
  answers: aboutRegistration,
  registrant: aboutRegistration,
  resend_to: aboutRegistration,
  correct: aboutRegistration,
  always: aboutRegistration,
  send_answer: (of) => ({ ...aboutRegistration(of), inquiry: of.inquiry, text: "Red" }),
  add_person: ({ code, person }) => ({ code, person }),
  add_raise: ({ code, person }) => ({ code, person, token: "AAAABBBBCCCCDDDDEEEEFF" }),
  series_people: ({ code }) => ({ code, tab: "everybody" }),
  page_series: ({ code }) => ({ code, from: 0 }),
  retry: ({ code, key }) => ({ code, failed: `${code}:${key}:invitation:dm` }),
  schedule: none,
  series_new: none,
  command: none,
  page: none,
  page_choice: none,
  home: none,
  commands: none,
};

/** Every act that a button can carry about a webinar. */
export const ACTS = Object.entries(CARRIED).flatMap(([act, made]) => (made ? [{ act, made }] : []));

/** A button's act about this webinar, as it is carried. Throws for what is none. */
export const carried = ({ act, made }: (typeof ACTS)[number], of: Leaked): object => {
  const value = { act, ...made(of) };
  if (!parseAct(value)) throw new Error(`no act: ${JSON.stringify(value)}`);
  return value;
};

/** An answer in which nothing tells which code was asked for; the marks of forms are new with each. */
export const withoutCode = (answer: unknown, { code }: Leaked): string =>
  JSON.stringify(answer)
    .replaceAll(code, "CODE")
    .replaceAll(/"nonce":"[^"]*"/g, '"nonce"');
