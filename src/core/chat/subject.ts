import { z } from "zod";
import { defined } from "../model/defined.ts";
import { CodeSchema, type Face, KeySchema } from "../model/ids.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { codeActOf } from "../notices/command-acts.ts";
import { type Choosing, type Command, listFor } from "../notices/commands.ts";
import { sliceFrom } from "../notices/paging.ts";
import type { AboutList, AboutWebinar } from "../ports/people.ts";

/**
 * What an act is about, read in one trip with who acts: a webinar, and the pair when it is not the actor's own; or the
 * page of a list that it shows.
 */
export type Subject = AboutWebinar | AboutList;

const listOf = (face: Face, command: Choosing, from = 0): Subject | undefined => {
  const list = listFor(command);
  return list && { list, slice: sliceFrom(face, from) };
};

/** What a button is about; undefined for none that names a webinar or shows a list. */
export const subjectOfAct = (face: Face, act: CardAct | undefined): Subject | undefined => {
  if (!act) return undefined;
  switch (act.act) {
    case "command":
      return listOf(face, act.name);
    case "page_choice":
      return listOf(face, act.command, act.from);
    case "page":
      return act.list === "series"
        ? undefined
        : { list: act.list === "webinars" ? "upcoming" : act.list, slice: sliceFrom(face, act.from) };
    default:
      return "code" in act
        ? { code: act.code, ...defined({ key: "registration" in act ? act.registration : undefined }) }
        : undefined;
  }
};

/** What a typed command is about. */
export const subjectOfCommand = (face: Face, command: Command): Subject | undefined => {
  if (command.kind !== "command") return undefined;
  const act = command.code && codeActOf(command.name, command.code);
  return act ? { code: act.code } : listOf(face, command.name);
};

const Key = KeySchema.optional().catch(undefined);
const Carried = z.looseObject({ code: CodeSchema, registration: Key, key: Key });

/**
 * What a form is about, by what it carries along. Undefined, or another's code, costs a trip; but only who acts about a
 * webinar by its code is known to be inside it (`Actor.inside`), so a form for registrants carries the code.
 */
export const subjectOfForm = (carried: unknown): Subject | undefined => {
  const found = Carried.safeParse(carried).data;
  return found && { code: found.code, ...defined({ key: found.registration ?? found.key }) };
};
