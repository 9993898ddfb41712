import { z } from "zod";
import type { Address, ChatId, PersonId, RequestId } from "../../core/model/ids.ts";
import type { NamedPerson } from "../../core/ports/people.ts";
import type { Inviting, InvitingNext } from "../../core/ports/registrations.ts";
import { Count, FaceSchema, Json, present, text } from "./values.ts";

/** How long what is left of an invitation is kept: far longer than it takes. */
export const INVITING_KEPT_MS = 7 * 86_400_000;

const Named = z.discriminatedUnion("by", [
  z.object({ by: z.literal("chat"), chat: text<ChatId>(), name: z.string() }),
  z.object({ by: z.literal("mention"), face: FaceSchema, mention: z.string(), name: z.string() }),
  z.object({ by: z.literal("address"), address: text<Address>(), name: z.string().optional() }),
]);
const Names = Json.pipe(z.array(z.string()));

const Fields = z.object({
  by: text<PersonId>(),
  face: FaceSchema,
  startedAt: Count,
  left: Json.pipe(z.array(Named)),
  lost: Names,
  unasked: Names,
  invited: Count.default(0),
  known: Count.default(0),
  step: Count.default(0),
});

/** Whom an invitation still has to reach, as the scripts store it. */
export const encodeInviting = ({ by, face, startedAt, left, lost, unasked }: InvitingNext["next"]): string =>
  JSON.stringify(
    Object.entries({
      by,
      face,
      startedAt: String(startedAt),
      left: JSON.stringify(left),
      lost: JSON.stringify(lost),
      unasked: JSON.stringify(unasked),
    }).flat(),
  );

/** What is left of an invitation; undefined when nothing is kept of it. */
export const decodeInviting = (id: RequestId, fields: Record<string, string>): Inviting | undefined => {
  if (Object.keys(fields).length === 0) return undefined;
  const { left, ...rest } = Fields.parse(fields);
  return { id, ...rest, left: left.map((one) => present(one) as NamedPerson) };
};
