import type { ModalView } from "@slack/types";
import type { FormOwner } from "../../../core/hosting/form-builder.ts";
import type { FormAct } from "../../../core/hosting/form-changes.ts";
import { defined } from "../../../core/model/defined.ts";
import { ASKED, STANDARD_QUESTIONS } from "../../../core/model/form.ts";
import type { WebinarCode } from "../../../core/model/ids.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Conversation } from "../../conversation.ts";
import { readFilled } from "../../platform/filled-in.ts";
import type { Modals, Press, Turn } from "../modals.ts";
import { fits, PREVIEW_VIEW, previewView } from "../register/view.ts";
import { QUESTION_VIEW, questionView, readQuestion, readQuestionMetadata } from "./question.ts";
import { ADD, PREVIEW, QUESTION, questionsView, readQuestionsMetadata, STANDARD } from "./view.ts";

/** Takes what is pressed in the form builder, and the form of one question. */
export const listenToQuestionsForm = (modals: Modals, conversation: Conversation): void => {
  const { core, client } = conversation;

  const ownerOf = ({ speaker }: Pick<Turn, "speaker">, code: WebinarCode) =>
    core.formBuilder.open(speaker.organisation, code, speaker.person);

  /** The builder with the form as it is stored now, and notes; where it may not be opened any more, why. */
  const present = async (turn: Turn, code: WebinarCode, notes: readonly string[] = []): Promise<ModalView> => {
    const found = await ownerOf(turn, code);
    return found.ok
      ? questionsView(found.value, turn.reader, notes)
      : conversation.noticeView(refused(found.refusal), turn.reader);
  };

  const change = async (press: Press, act: FormAct): Promise<void> => {
    const { speaker, reader, view } = press;
    const { organisation, person, requestId } = speaker;
    const code = readQuestionsMetadata(view.metadata);
    const result = await core.formBuilder.change({ organisation, code, requestId, by: person, way: "slack", act });
    if (result.ok) return modals.shownAnew(press, questionsView(result.value, reader), () => present(press, code));
    const notes = result.refusal.map(({ refusal }) => conversation.sentence(refusal, reader));
    // Without the hash, so that a faster press does not hide the refusal.
    await client.views.update({ view_id: view.id, view: await present(press, code, notes) });
  };

  /** Opens a form on top of the builder, made from the form as it is stored now. */
  const open = async (
    press: Press,
    make: (owner: FormOwner, code: WebinarCode) => Promise<ModalView> | ModalView | undefined,
  ): Promise<void> => {
    const code = readQuestionsMetadata(press.view.metadata);
    const found = await ownerOf(press, code);
    const view = found.ok ? await make(found.value, code) : undefined;
    if (view) await client.views.push({ trigger_id: press.triggerId, view });
    else {
      const notes = [conversation.sentence({ reason: "question_gone" }, press.reader)];
      await client.views.update({ view_id: press.view.id, view: await present(press, code, notes) });
    }
  };

  modals.pressed(STANDARD, async (press) => {
    const name = STANDARD_QUESTIONS.find((one) => press.actionId === `${STANDARD}:${one}`);
    const asked = ASKED.find((one) => one === press.value);
    if (name && asked) await change(press, { do: "standard", asked: { [name]: asked } });
  });

  modals.pressed(QUESTION, async (press) => {
    const [act, id = ""] = press.value.split(":");
    if (act === "up" || act === "down" || act === "remove") return change(press, { do: act, id });
    await open(press, ({ form }, code) => {
      const question = form.questions.find((one) => one.id === id);
      return question && questionView({ code, form, question }, press.reader);
    });
  });

  modals.pressed(ADD, (press) => open(press, ({ form }, code) => questionView({ code, form }, press.reader)));

  modals.pressed(PREVIEW, (press) =>
    open(press, async (_, code) => {
      const { organisation, person } = press.speaker;
      const target = await core.formSteps.target(organisation, code, person);
      if (!target) throw new Error("a form without what it is for");
      const step = core.formSteps.firstStep(target, person, fits);
      return previewView({ step, address: person.address ?? "", now: core.clock.now() }, press.reader);
    }),
  );
  modals.closes(PREVIEW_VIEW);

  modals.submitted(QUESTION_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { organisation, person, requestId } = speaker;
    const metadata = readQuestionMetadata(view.metadata);
    const { code, id, seen } = metadata;
    const fields = readQuestion(readFilled(view.values));
    const result = await core.formBuilder.change({
      organisation,
      code,
      requestId,
      by: person,
      way: "slack",
      act: { do: "put", ...defined({ id, seen }), fields },
    });
    if (result.ok) {
      const next = questionsView(result.value, reader);
      // Should this fail, the person sends the form again, which is still open; the act is done once.
      if (view.belowId) await client.views.update({ view_id: view.belowId, view: next });
      const { value: owner } = result;
      return { closes: next, title: (owner.kind === "series" ? owner.series : owner.webinar).title };
    }
    const { errors, notes, sentences } = modals.placed(result.refusal, turn);
    if (notes.length === 0) return { errors };
    const found = await ownerOf(turn, code);
    if (!found.ok) return { view: conversation.noticeView(refused(found.refusal), reader) };
    const { form } = found.value;
    return { view: questionView({ code, form, notes: sentences, typed: { fields, metadata } }, reader) };
  });
};
