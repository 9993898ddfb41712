import { defined } from "../../../core/model/defined.ts";
import { parseCode } from "../../../core/model/ids.ts";
import type { RegisterProblem } from "../../../core/registering/register.ts";
import type { Talk } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Forms, FormTrouble } from "../modals.ts";
import { fitsView, questionBlock, REGISTER_VIEW, readGiven, readRegisterMetadata, registerView } from "./view.ts";

const NAMED = ["firstName", "lastName", "chosen"];

const troubleOf = ({ field, refusal }: RegisterProblem): FormTrouble => ({
  block: field === "none" ? undefined : NAMED.includes(field) ? field : questionBlock(field),
  refusal,
});

/** The registration form, step by step, until somebody is registered. */
export const listenToRegisterForms = (forms: Forms, talk: Talk): void => {
  const { core } = talk;

  forms.submitted(REGISTER_VIEW, async (filler) => {
    const { speaker, reader, view } = filler;
    const { organisation, person, chat, requestId } = speaker;
    const { code, form, token, shown } = readRegisterMetadata(view.metadata);
    const filled = readFilled(view.values);
    const isFirst = filled.has("firstName");
    const chosen = filled.options("chosen").flatMap((one) => parseCode(one) ?? []);
    const result = await core.fill.submit(
      {
        organisation,
        person,
        via: chat,
        answerStays: false,
        requestId,
        code,
        form,
        shown,
        ...defined({ token: token || undefined }),
        given: readGiven(filled, shown),
        ...defined({
          names: isFirst ? { firstName: filled.text("firstName"), lastName: filled.text("lastName") } : undefined,
          chosen: filled.has("chosen") ? chosen : undefined,
        }),
      },
      fitsView,
    );
    if (!result.ok) return { view: talk.noticeView({ kind: "refused", refusal: result.refusal }, reader) };
    const now = core.clock.now();
    const address = person.address ?? "";
    const { value } = result;
    switch (value.kind) {
      case "next":
        return { view: registerView({ step: value.step, address, now }, reader) };
      case "wrong": {
        const { errors, notes, sentences } = forms.placed(value.problems.map(troubleOf), filler);
        if (notes.length === 0) return { errors };
        return { view: registerView({ step: value.step, address, now, notes: sentences }, reader) };
      }
      case "registered":
        return { view: talk.noticeView(talk.registration(value.registered), reader) };
      case "series": {
        const { title } = value.target.series;
        return { view: talk.noticeView({ kind: "series_registered", title, outcomes: value.outcomes }, reader) };
      }
    }
  });
};
