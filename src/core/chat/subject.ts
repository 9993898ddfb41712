import { z } from "zod";
import { defined } from "../model/defined.ts";
import { CodeSchema, KeySchema, type RegistrationKey, type WebinarCode } from "../model/ids.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { Command } from "../notices/commands.ts";

/** The webinar that an act is about, and the pair when it is not the actor's own: read in one trip with who acts. */
export interface Subject {
  readonly code: WebinarCode;
  readonly key?: RegistrationKey;
}

/** What a button is about; undefined for none that names a webinar. */
export const subjectOfAct = (act: CardAct | undefined): Subject | undefined =>
  act && "code" in act
    ? { code: act.code, ...defined({ key: "registration" in act ? act.registration : undefined }) }
    : undefined;

/** What a typed command is about. */
export const subjectOfCommand = (command: Command): Subject | undefined =>
  command.kind === "command" && command.code ? { code: command.code } : undefined;

const Key = KeySchema.optional().catch(undefined);
const Carried = z.looseObject({ code: CodeSchema, registration: Key, key: Key });

/** What a form is about, by what it carries along. */
export const subjectOfForm = (carried: unknown): Subject | undefined => {
  const found = Carried.safeParse(carried).data;
  return found && { code: found.code, ...defined({ key: found.registration ?? found.key }) };
};
