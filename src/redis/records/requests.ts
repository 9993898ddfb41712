import { z } from "zod";
import type { LogEntry } from "../../core/model/audit.ts";
import { BULK_RESULTS, type BulkIntent } from "../../core/model/bulk.ts";
import type { ChatId, InquiryId, PersonId, RegistrationKey, RequestId } from "../../core/model/ids.ts";
import type { Inquiry } from "../../core/model/inquiry.ts";
import { WAYS } from "../../core/model/registration.ts";
import { STATUSES } from "../../core/model/status.ts";
import type { Bulk } from "../../core/ports/requests.ts";
import { Count, Fields, Json, present, text } from "./values.ts";

const BulkSchema = z.object({
  id: text<RequestId>(),
  to: z.enum(BULK_RESULTS),
  by: z.object({ person: text<PersonId>(), chat: text<ChatId>() }).optional(),
  startedAt: z.number(),
  undoUntil: z.number(),
  tellAt: z.number(),
  after: z.number(),
  upTo: z.number(),
  era: z.number(),
  domain: z.string().optional(),
  answer: z.string().optional(),
  digest: z.number().optional(),
  reason: z.object({ text: z.string(), told: z.boolean() }).optional(),
});

const BulkFields = z
  .object({
    intent: Json.pipe(BulkSchema),
    undone: z.string().optional(),
    ended: z.string().optional(),
    undoEnded: z.string().optional(),
    "n:done": Count.default(0),
    "n:skipped": Count.default(0),
    "n:failed": Count.default(0),
    "n:undone": Count.default(0),
  })
  .catchall(z.string());

/** A bulk decision as its hash keeps it, with how far it is. */
export const decodeBulk = (fields: Record<string, string>): Bulk => {
  const { intent, undone, ended, undoEnded, ...counted } = BulkFields.parse(fields);
  const why = Object.entries(counted).flatMap(([field, count]): [string, number][] =>
    field.startsWith("why:") ? [[field.slice(4), Number(count)]] : [],
  );
  return {
    intent: present(intent) as BulkIntent,
    isUndone: undone !== undefined,
    isUndoing: undone !== undefined && undoEnded === undefined,
    goesOn: ended === undefined,
    counts: {
      done: counted["n:done"],
      skipped: counted["n:skipped"],
      failed: counted["n:failed"],
      undone: counted["n:undone"],
      why: Object.fromEntries(why),
    },
  };
};

const InquirySchema = z.object({
  id: text<InquiryId>(),
  text: z.string(),
  by: text<PersonId>(),
  at: z.number(),
  answer: z.string().optional(),
  answeredAt: z.number().optional(),
});

/** An inquiry as its hash keeps it. */
export const decodeInquiry = (json: string): Inquiry => present(InquirySchema.parse(JSON.parse(json))) as Inquiry;

const LogFields = z.object({
  at: Count,
  act: z.string(),
  by: text<PersonId>().optional(),
  // An older entry may have none, or one that is no longer known.
  way: z.enum(WAYS).optional().catch(undefined),
  key: text<RegistrationKey>().optional(),
  from: z.enum(STATUSES).optional(),
  to: z.enum(STATUSES).optional(),
});

/** An entry of a webinar's log, from the stream's fields. */
export const decodeLogEntry = (id: string, fields: readonly string[]): LogEntry => {
  // What an entry does not say is empty.
  const said = Object.entries(Fields.parse(fields)).filter(([, value]) => value !== "");
  return present({ id, ...LogFields.parse(Object.fromEntries(said)) }) as unknown as LogEntry;
};
