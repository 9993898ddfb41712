import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { FormId } from "../../core/model/form.ts";
import type { Address, ChatId, PersonId, RegistrationKey, RequestId } from "../../core/model/ids.ts";
import type { HistoryEntry, Registration } from "../../core/model/registration.ts";
import { STATUSES } from "../../core/model/status.ts";
import { HowSchema } from "../../core/model/verdict.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { Count, Json, text } from "./values.ts";

/** `version status at by;` for each change, the oldest first. */
const History = z.string().transform((joined): HistoryEntry[] =>
  joined
    .split(";")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [version, status, at, by] = entry.split(" ");
      return { version: Number(version), status: z.enum(STATUSES).parse(status), at: Number(at), by: by as PersonId };
    }),
);

const RegistrationFields = z.object({
  status: z.enum(STATUSES),
  version: Count,
  address: text<Address>(),
  person: text<PersonId>(),
  first: z.string(),
  last: z.string(),
  answers: Json.pipe(z.record(z.string(), z.array(z.string()))),
  form: text<FormId>(),
  via: text<ChatId | "page">(),
  at: Count,
  request: text<RequestId>(),
  round: Count,
  movedBy: text<RequestId>().optional(),
  decidedBy: text<PersonId>().optional(),
  decidedAt: Count.optional(),
  offerEndsAt: Count.optional(),
  digest: Count.optional(),
  expired: Count.default(0),
  how: Json.pipe(HowSchema).optional(),
  reason: z.string().optional(),
  reasonTold: z.literal("1").optional(),
  undoUntil: Count.optional(),
  wasBefore: z.enum(STATUSES).optional(),
  keeps: z.literal("1").optional(),
  claimed: Count.optional(),
  // Older records say whether somebody was late when they asked; it is worked out from the history now.
  late: z.literal("1").optional(),
  confirmed: Count.optional(),
  sequence: Count.default(0),
  history: History,
});

/** What may change with a registration's status, beside the status. */
export type Facts = Pick<
  Registration,
  "how" | "reason" | "undoUntil" | "wasBefore" | "decidedBy" | "decidedAt" | "claimedAt"
>;

/** Facts as `move` and `register` take them: fields to set, and fields to delete. */
export const encodeFacts = ({
  how,
  reason,
  undoUntil,
  wasBefore,
  claimedAt,
  decidedBy,
  decidedAt,
}: Facts): { set: string[]; lost: string[] } => {
  const facts: Record<string, string | undefined> = {
    how: how && JSON.stringify(how),
    reason: reason?.text,
    reasonTold: reason?.told ? "1" : undefined,
    undoUntil: undoUntil === undefined ? undefined : String(undoUntil),
    wasBefore,
  };
  const entries = Object.entries(facts);
  // Only the decision that an undo brings back: of a new one, the script itself writes who made it.
  const decision = decidedBy && decidedAt !== undefined ? ["decidedBy", decidedBy, "decidedAt", String(decidedAt)] : [];
  // Only a claim sets it, and no later change deletes it.
  const claim = claimedAt === undefined ? [] : ["claimed", String(claimedAt)];
  return {
    set: [...entries.flatMap(([field, value]) => (value === undefined ? [] : [field, value])), ...decision, ...claim],
    lost: entries.flatMap(([field, value]) => (value === undefined ? [field] : [])),
  };
};

/** The fields of a new registration that `register` does not write itself. */
export const encodeRegistration = (of: {
  firstName: string;
  lastName: string;
  answers: Registration["answers"];
  form: FormId;
  via: string;
  at: number;
  request: string;
  round: number;
  webinar: Pick<Webinar, "sequence">;
}): (string | number)[] => [
  "first",
  of.firstName,
  "last",
  of.lastName,
  "answers",
  JSON.stringify(of.answers),
  "form",
  of.form,
  "via",
  of.via,
  "at",
  of.at,
  "request",
  of.request,
  "round",
  of.round,
  "sequence",
  of.webinar.sequence,
];

/** When an offered seat was claimed, from a record that does not say it: the change right after the last offer. */
const claimIn = (history: readonly HistoryEntry[]): number | undefined => {
  const offered = history.findLastIndex(({ status }) => status === "offered");
  return offered === -1 ? undefined : history[offered + 1]?.at;
};

/** A registration as its hash keeps it. */
export const decodeRegistration = (key: RegistrationKey, fields: Record<string, string>): Registration => {
  const { first, last, at, request, movedBy, decidedBy, decidedAt, offerEndsAt, ...other } =
    RegistrationFields.parse(fields);
  const { how, reason, reasonTold, undoUntil, wasBefore, keeps, late, claimed, confirmed, digest, ...rest } = other;
  return {
    ...rest,
    key,
    keepsSeat: keeps === "1",
    ...defined({
      how,
      reason: reason ? { text: reason, told: reasonTold === "1" } : undefined,
      undoUntil,
      wasBefore,
      digest,
      claimedAt: claimed ?? (late === "1" ? claimIn(other.history) : undefined),
      confirmedVersion: confirmed,
    }),
    firstName: first,
    lastName: last,
    registeredAt: at,
    requestId: request,
    ...defined({ movedBy, decidedBy, decidedAt, offerEndsAt }),
  };
};
