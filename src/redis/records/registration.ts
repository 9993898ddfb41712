import { defined } from "../../core/model/defined.ts";
import type { Answers, FormId } from "../../core/model/form.ts";
import type { Address, ChatId, PersonId, RegistrationKey } from "../../core/model/ids.ts";
import type { Changes, HistoryEntry, Registration } from "../../core/model/registration.ts";
import { STATUSES, type Status } from "../../core/model/status.ts";
import type { Tag } from "../../core/model/tag.ts";
import type { How } from "../../core/model/verdict.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { decodeChat, encodeChat } from "./chat.ts";
import { joinPieces, piecesOf } from "./pieces.ts";

// What the fields mean stands in scripts/shared/status.lua. Usher alone writes them, so they are read as they stand.

const STATUS_OF = Object.fromEntries(STATUSES.map((status) => [status.charAt(0), status])) as Record<string, Status>;

const ANSWER = "q:";

/** A change: the first letter of the status, the time, and after a space who did it, unless the registrant. */
const decodeChange = (version: number, text: string, registrant: PersonId): HistoryEntry => {
  const space = text.indexOf(" ");
  return {
    version,
    status: STATUS_OF[text.charAt(0)] as Status,
    at: Number(space === -1 ? text.slice(1) : text.slice(1, space)),
    by: space === -1 ? registrant : (text.slice(space + 1) as PersonId),
  };
};

const decodeHistory = (fields: Record<string, string>, version: number): HistoryEntry[] => {
  const history: HistoryEntry[] = [];
  for (let made = version; made > 0; made -= 1) {
    const text = fields[`h${made}`];
    if (text === undefined) break;
    history.unshift(decodeChange(made, text, fields.p as PersonId));
  }
  return history;
};

/** What may change with a registration's status, beside the status. */
export type Facts = Pick<
  Registration,
  "how" | "reason" | "undoUntil" | "wasBefore" | "decidedBy" | "decidedAt" | "claimedAt"
>;

const factFields = ({ how, reason, undoUntil, wasBefore }: Facts): [string, string][] => [
  ...(how ? piecesOf("w", JSON.stringify(how)) : []),
  ...(reason ? piecesOf("r", reason.text) : []),
  ...(reason?.told ? [["R", "1"] as [string, string]] : []),
  ...(undoUntil === undefined ? [] : [["u", String(undoUntil)] as [string, string]]),
  ...(wasBefore ? [["b", wasBefore] as [string, string]] : []),
];

/**
 * Facts as `move` takes them: fields to set, and fields to delete. Of a new decision the script itself writes who made
 * it; given here is only one that an undo brings back, by the version that it made.
 */
export const encodeFacts = (facts: Facts, before: Registration): { set: string[]; lost: string[] } => {
  const { claimedAt, decidedBy, decidedAt } = facts;
  const set = factFields(facts);
  const kept = new Set(set.map(([field]) => field));
  const decision = before.history.findLast(({ by, at }) => by === decidedBy && at === decidedAt);
  return {
    set: [
      ...set.flat(),
      ...(decidedBy && decision ? ["d", String(decision.version)] : []),
      // Only a claim sets it, and no later change deletes it.
      ...(claimedAt === undefined ? [] : ["m", String(claimedAt)]),
    ],
    lost: factFields(before).flatMap(([field]) => (kept.has(field) ? [] : [field])),
  };
};

/** What people said of themselves, as fields. */
const saidFields = ({
  firstName,
  lastName,
  answers,
  changes,
}: Pick<Registration, "firstName" | "lastName" | "answers" | "changes">): [string, string][] => [
  ...piecesOf("f", firstName),
  ...piecesOf("l", lastName),
  ...Object.entries(answers).flatMap(([question, given]) => piecesOf(`${ANSWER}${question}`, JSON.stringify(given))),
  ...(changes ? piecesOf("z", JSON.stringify(changes)) : []),
];

/** The fields of a new registration that `register` does not write itself. */
export const encodeRegistration = (of: {
  firstName: string;
  lastName: string;
  answers: Answers;
  form: FormId;
  via: ChatId | "page";
  at: number;
  round: number;
  how?: How;
  addedBy?: PersonId;
  tag?: Tag;
  webinar: Pick<Webinar, "sequence">;
}): (string | number)[] => [
  ...saidFields(of).flat(),
  "F",
  of.form,
  "c",
  encodeChat(of.via),
  "t",
  of.at,
  ...(of.round === 1 ? [] : ["o", of.round]),
  ...(of.webinar.sequence === 0 ? [] : ["x", of.webinar.sequence]),
  ...factFields(defined({ how: of.how })).flat(),
  ...(of.addedBy ? ["A", of.addedBy] : []),
  ...(of.tag ? ["T", of.tag] : []),
];

/** Fields of a decision, which has to be made anew. */
const DECIDED = ["d", "u", "b"];

/** Other answers as `edit-answers` takes them: fields to set, and fields to delete. */
export const encodeEdit = (next: Registration, before: Registration): { set: string[]; lost: string[] } => {
  const set: [string, string][] = [...saidFields(next), ["F", next.form]];
  const kept = new Set(set.map(([field]) => field));
  const isReopened = next.status !== before.status;
  // What a host could still undo, they decided about other answers.
  const undone = isReopened ? [...DECIDED, ...factFields(before).map(([field]) => field)] : ["u", "b"];
  const lost = [...saidFields(before).map(([field]) => field), ...undone];
  return { set: set.flat(), lost: [...new Set(lost)].filter((field) => !kept.has(field)) };
};

const countOf = (text: string | undefined): number | undefined => (text === undefined ? undefined : Number(text));

const answersIn = (fields: Record<string, string>): Answers =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([field, text]) =>
      field.startsWith(ANSWER) ? [[field.slice(ANSWER.length), JSON.parse(text) as string[]]] : [],
    ),
  );

/** A registration as its hash keeps it. */
export const decodeRegistration = (key: RegistrationKey, hash: Record<string, string>): Registration => {
  const fields = joinPieces(hash);
  const version = Number(fields.v);
  const history = decodeHistory(fields, version);
  const decision = fields.d === undefined ? undefined : history.find((change) => change.version === Number(fields.d));
  return {
    key,
    status: fields.s as Status,
    version,
    address: fields.a as Address,
    person: fields.p as PersonId,
    firstName: fields.f ?? "",
    lastName: fields.l ?? "",
    answers: answersIn(fields),
    form: fields.F as FormId,
    via: decodeChat(fields.c ?? ""),
    registeredAt: Number(fields.t),
    round: Number(fields.o ?? 1),
    sequence: Number(fields.x ?? 0),
    expired: Number(fields.i ?? 0),
    keepsSeat: fields.k === "1",
    history,
    ...defined({
      how: fields.w === undefined ? undefined : (JSON.parse(fields.w) as How),
      addedBy: fields.A as PersonId | undefined,
      tag: fields.T as Tag | undefined,
      reason: fields.r ? { text: fields.r, told: fields.R === "1" } : undefined,
      undoUntil: countOf(fields.u),
      wasBefore: fields.b as Status | undefined,
      changes: fields.z === undefined ? undefined : (JSON.parse(fields.z) as Changes),
      digest: countOf(fields.g),
      claimedAt: countOf(fields.m),
      confirmedVersion: countOf(fields.y),
      offerEndsAt: countOf(fields.e),
      decidedBy: decision?.by,
      decidedAt: decision?.at,
    }),
  };
};
