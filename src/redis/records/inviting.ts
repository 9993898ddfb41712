import { z } from "zod";
import { defined } from "../../core/model/defined.ts";
import type { Address, ChatId, PersonId, RequestId } from "../../core/model/ids.ts";
import type { RefusedRow } from "../../core/model/refusal.ts";
import type { Inviting, InvitingChange, InvitingPart } from "../../core/ports/inviting/inviting.ts";
import { Count, FaceSchema, Json, present, text } from "./values.ts";

/** How long what is left of an invitation is kept: far longer than it takes. */
const INVITING_KEPT_MS = 7 * 86_400_000;
/** So many refused rows stand in one element of the list. */
const ROWS_TOGETHER = 50;
const END = "\u001E";

const Named = z.discriminatedUnion("by", [
  z.object({ by: z.literal("chat"), chat: text<ChatId>(), name: z.string() }),
  z.object({ by: z.literal("mention"), face: FaceSchema, mention: z.string(), name: z.string() }),
  z.object({
    by: z.literal("address"),
    address: text<Address>(),
    name: z.string().optional(),
    names: z.object({ firstName: z.string(), lastName: z.string() }).optional(),
  }),
]);
const ListSchema = z.object({
  face: FaceSchema,
  kind: z.enum(["channel", "user_group"]),
  group: z.string(),
  id: z.string(),
  name: z.string(),
  via: z.string().optional(),
});
const Part = Json.pipe(
  z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("people"), people: z.array(Named), ofGroup: z.string().optional() }),
    z.object({ kind: z.literal("list"), memberList: ListSchema, cursor: z.string().optional() }),
  ]),
);
/** Written by us alone. */
const Rows = Json.pipe(z.array(z.custom<RefusedRow>((row) => typeof row === "object" && row !== null)));

const Fields = z.object({
  by: text<PersonId>(),
  face: FaceSchema,
  startedAt: Count,
  heardAt: Count,
  shared: z.enum(["counting", "asked", "agreed"]).optional(),
  isQuiet: z.literal("true").optional(),
  left: Count.default(0),
  named: Count.default(0),
  invited: Count.default(0),
  known: Count.default(0),
  repeated: Count.default(0),
  leftOut: Count.default(0),
  outside: Count.default(0),
  refused: Count.default(0),
  step: Count.default(0),
});

const listed = (parts: readonly unknown[] = []): string => parts.map((part) => JSON.stringify(part) + END).join("");

const rowsTogether = (rows: readonly RefusedRow[] = []): RefusedRow[][] =>
  Array.from({ length: Math.ceil(rows.length / ROWS_TOGETHER) }, (_, at) =>
    rows.slice(at * ROWS_TOGETHER, (at + 1) * ROWS_TOGETHER),
  );

const flat = (of: object): string =>
  JSON.stringify(Object.entries(of).flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)])));

const flag = (is: boolean | undefined): string => (is ? "1" : "");

/** For how long a long invitation is kept, and what changes in it, as `shared/inviting.lua` takes them. */
export const encodeInviting = (change: InvitingChange | undefined): (string | number)[] => {
  if (!change) return ["", ...Array.from({ length: 8 }, () => "")];
  const { set = {}, add = {}, isTaken, first = [], last, held, isAgreed, refused = [] } = change;
  return [
    INVITING_KEPT_MS,
    flat(set),
    flat({ ...add, refused: refused.length }),
    flag(isTaken),
    listed([...first].reverse()),
    listed(last),
    listed(held),
    flag(isAgreed),
    listed(rowsTogether(refused)),
  ];
};

/** Rows as a list of `:refused` holds them. */
export const decodeRows = (kept: readonly string[]): RefusedRow[] => kept.flatMap((rows) => Rows.parse(rows));

/** A long invitation with its next part and its first refused rows; undefined when nothing is kept of it. */
export const decodeInviting = (
  id: RequestId,
  fields: Record<string, string>,
  { next, parts, rows }: { next: string; parts: number; rows: readonly string[] },
): Inviting | undefined => {
  if (Object.keys(fields).length === 0) return undefined;
  const { shared, isQuiet, ...rest } = Fields.parse(fields);
  return {
    id,
    ...rest,
    parts,
    refusedFirst: decodeRows(rows),
    ...defined({
      shared,
      isQuiet: isQuiet && (true as const),
      next: next === "" ? undefined : (present(Part.parse(next)) as InvitingPart),
    }),
  };
};
