import { defined } from "../../../core/model/defined.ts";
import type { Given } from "../../../core/model/form.ts";
import { parseCode } from "../../../core/model/ids.ts";
import { refused } from "../../../core/notices/notice.ts";
import { noticeOfRegistering } from "../../../core/notices/registered.ts";
import type { RegisterProblem } from "../../../core/registering/register-refusals.ts";
import type { Conversation } from "../../conversation.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals, Problem } from "../modals.ts";
import { fits, questionBlock, REGISTER_VIEW, readRegisterMetadata, registerView } from "./view.ts";

/** What a problem can be about besides a question. */
const NAMED = ["none", "firstName", "lastName", "chosen"];

const problemOf = ({ field, refusal }: RegisterProblem): Problem => ({
  field: NAMED.includes(field) ? field : questionBlock(field),
  refusal,
});

/** Reads what stands in the inputs of these questions. */
const readGiven = (filled: Filled, shown: readonly string[]): Given =>
  Object.fromEntries(
    shown.map((id) => {
      const block = questionBlock(id);
      const chosen = [...filled.options(block), ...[filled.option(block)].filter((one) => one !== undefined)];
      const typed = filled.text(block);
      return [id, typed === "" ? chosen : [typed]];
    }),
  );

/** Takes the registration form, step by step, until somebody is registered. */
export const listenToRegisterForm = (modals: Modals, conversation: Conversation): void => {
  const { core } = conversation;

  modals.submitted(REGISTER_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { organisation, person, chat, requestId } = speaker;
    const { code, form, token, shown, adds, isEdit, tag } = readRegisterMetadata(view.metadata);
    const filled = readFilled(view.values);
    const isFirst = filled.has("firstName");
    const chosen = filled.options("chosen").flatMap((one) => parseCode(one) ?? []);
    const sent = {
      organisation,
      person,
      via: chat,
      answerStays: false,
      requestId,
      code,
      form,
      shown,
      ...defined({ token: token || undefined, isEdit: isEdit || undefined, tag }),
      given: readGiven(filled, shown),
      ...defined({
        names: isFirst ? { firstName: filled.text("firstName"), lastName: filled.text("lastName") } : undefined,
        chosen: filled.has("chosen") ? chosen : undefined,
      }),
    };
    const result = await (adds ? core.adding.submit({ ...sent, whom: adds }, fits) : core.formSteps.submit(sent, fits));
    if (!result.ok) return { view: conversation.noticeView(refused(result.refusal), reader) };
    const now = core.clock.now();
    const address = person.address ?? "";
    const { value } = result;
    switch (value.kind) {
      case "next":
        return { view: registerView({ step: value.step, address, now }, reader) };
      case "wrong": {
        const { errors, notes, sentences } = modals.placed(value.problems.map(problemOf), turn);
        if (notes.length === 0) return { errors };
        return { view: registerView({ step: value.step, address, now, notes: sentences }, reader) };
      }
      default:
        return { view: conversation.noticeView(noticeOfRegistering(value, sent), reader) };
    }
  });
};
