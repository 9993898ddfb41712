import { z } from "zod";
import { PlaceSchema } from "../approvals/roster-list.ts";
import {
  CodeSchema,
  FACES,
  InquirySchema,
  KeySchema,
  PersonIdSchema,
  RequestIdSchema,
  TokenSchema,
} from "../model/ids.ts";
import { TagSchema } from "../model/tag.ts";
import { TOLD_BY } from "../model/told/choice.ts";
import { ROSTER_TABS } from "../ports/roster.ts";
import { CHOOSING, COMMANDS } from "./commands.ts";

/** A place in a list; no list goes on for ever. */
const From = z.coerce.number().int().nonnegative().max(100_000);
/** The longest answer that a button carries: Slack takes 2,000 characters for all that a button says. */
export const CARRIED_MAX = 1_600;

/**
 * What a button does: ids, carried in a Slack button's value or an Adaptive Card's data. It comes back from outside, so
 * it is parsed, and it authorises nothing: the core checks who presses.
 */
const ActSchema = z.discriminatedUnion("act", [
  z.object({
    act: z.enum(["approve", "reject", "reject_reason", "change", "undo", "raise", "ask"]),
    code: CodeSchema,
    registration: KeySchema,
    version: z.coerce.number().int().positive(),
  }),
  z.object({
    act: z.enum([
      "show",
      "join",
      "password",
      "resend",
      "again",
      "edit",
      "form",
      "invite",
      "announce",
      "add",
      "cohost",
      "speaker",
      "handover",
      "log",
      "message",
      "nudge",
      "cancel",
      "call_off",
      "keep",
      "keep_webinar",
      "step_down",
      "edit_answers",
      "decline",
      "told_by",
      "series_edit",
      "roster",
      "export",
      "report",
    ]),
    code: CodeSchema,
  }),
  // By which card they come (P24); `atOnce`: without a form, where none is needed (N17).
  z.object({
    act: z.literal("register"),
    code: CodeSchema,
    from: TagSchema.exactOptional(),
    atOnce: z.boolean().exactOptional(),
  }),
  // Of the registration that was made at once.
  z.object({ act: z.literal("take_back"), code: CodeSchema, version: z.coerce.number().int().positive() }),
  // Of the webinar whose cohost steps down.
  z.object({ act: z.literal("step_down_now"), code: CodeSchema, version: z.coerce.number().int().positive() }),
  z.object({
    act: z.enum(["leave", "leave_now", "claim", "pass"]),
    code: CodeSchema,
    // Of the registration that the card shows; a list of webinars shows none.
    version: z.coerce.number().int().positive().exactOptional(),
  }),
  // By what somebody wants to be told of a webinar, or of all of them.
  z.object({
    act: z.literal("tell_by"),
    code: CodeSchema,
    by: z.enum(TOLD_BY),
    everywhere: z.boolean().exactOptional(),
  }),
  z.object({ act: z.literal("rules"), code: CodeSchema }),
  // `version` of the webinar that the card shows.
  z.object({
    act: z.literal("handover_now"),
    code: CodeSchema,
    person: PersonIdSchema,
    version: z.coerce.number().int().positive(),
  }),
  // All messages to people about a webinar that were given up.
  z.object({ act: z.literal("retry_failed"), code: CodeSchema }),
  z.object({
    act: z.literal("requests"),
    code: CodeSchema,
    // What the commands `requests` and `roster` narrow the roster by.
    tab: z.enum(ROSTER_TABS).exactOptional(),
    domain: z.string().max(254).exactOptional(),
    search: z.string().max(254).exactOptional(),
  }),
  // Every waiting request of a digest card.
  z.object({
    act: z.enum(["bulk_approve", "bulk_reject"]),
    code: CodeSchema,
    digest: z.coerce.number().int().positive(),
  }),
  // `text`: what was typed and is too long to be sent, which the form begins with.
  z.object({
    act: z.literal("answer"),
    code: CodeSchema,
    registration: KeySchema,
    inquiry: InquirySchema,
    text: z.string().min(1).max(CARRIED_MAX).exactOptional(),
  }),
  z.object({ act: z.literal("bulk_undo"), code: CodeSchema, id: RequestIdSchema }),
  z.object({ act: z.literal("message_undo"), code: CodeSchema, id: RequestIdSchema }),
  // An invitation that waits for a host's second word, and those whom it did not reach.
  z.object({ act: z.enum(["invite_shared", "invite_refused"]), code: CodeSchema, id: RequestIdSchema }),
  // Announces a webinar in a channel, once the host was told that other organisations see it there.
  z.object({ act: z.literal("announce_shared"), code: CodeSchema, channel: z.string().regex(/^\S{1,120}$/) }),
  z.object({
    act: z.literal("announce_withdraw"),
    code: CodeSchema,
    face: z.enum(FACES),
    channel: z.string().regex(/^\S{1,120}$/),
  }),
  z.object({
    act: z.enum(["answers", "always", "registrant", "resend_to", "correct"]),
    code: CodeSchema,
    registration: KeySchema,
  }),
  z.object({ act: z.enum(["schedule", "series_new"]) }),
  // Help with every command in it: a host's, or everybody's.
  z.object({ act: z.literal("commands"), isForAll: z.literal(true).optional() }),
  // What a command without a code does.
  z.object({ act: z.literal("command"), name: z.enum(COMMANDS) }),
  // Another page of a list takes the list's place.
  z.object({ act: z.literal("page"), list: z.enum(["webinars", "mine", "past", "series"]), from: From }),
  z.object({ act: z.literal("page_series"), code: CodeSchema, from: From }),
  // Everybody of a series on one of the roster's tabs, from a place in one of its webinars on.
  z.object({
    act: z.literal("series_people"),
    code: CodeSchema,
    tab: z.enum(ROSTER_TABS),
    of: CodeSchema.exactOptional(),
    place: PlaceSchema.exactOptional(),
  }),
  z.object({ act: z.literal("page_choice"), command: z.enum(CHOOSING), from: From }),
  // Everybody's own Home, with where each of its lists begins.
  z.object({ act: z.literal("home"), hosted: From, mine: From, upcoming: From }),
  // Words typed to the bot, as the answer to a host's question.
  z.object({
    act: z.literal("send_answer"),
    code: CodeSchema,
    registration: KeySchema,
    inquiry: InquirySchema,
    text: z.string().min(1).max(CARRIED_MAX),
  }),
  // Registers somebody for a webinar (P35): by its form, or as it was filled in, with one more seat.
  z.object({ act: z.literal("add_person"), code: CodeSchema, person: PersonIdSchema }),
  z.object({ act: z.literal("add_raise"), code: CodeSchema, person: PersonIdSchema, token: TokenSchema }),
  z.object({ act: z.literal("retry"), code: CodeSchema, failed: z.string().min(1).max(400) }),
]);

export type CardAct = z.infer<typeof ActSchema>;

/** Reads a pressed button's act; undefined when it is none of Usher's. */
export const parseAct = (value: unknown): CardAct | undefined => ActSchema.safeParse(value).data;
