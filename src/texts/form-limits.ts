import { FORM_BYTES_MAX, QUESTIONS_MAX, sizeOf } from "../core/hosting/form-changes.ts";
import type { Form } from "../core/model/form.ts";
import type { Translate } from "./translate.ts";

/** From here on a form's size is worth knowing. */
const LARGE = 0.75 * FORM_BYTES_MAX;

const kilobytes = (bytes: number): number => Math.ceil(bytes / 1_000);

/** How many questions a form has, and may have; its size once there is little room left. */
export const formLimits = (form: Pick<Form, "questions">, t: Translate): readonly string[] => {
  const size = sizeOf(form);
  return [
    t("form_limits", { questions: form.questions.length, questionsMax: QUESTIONS_MAX }),
    ...(size > LARGE ? [t("form_size", { size: kilobytes(size), sizeMax: kilobytes(FORM_BYTES_MAX) })] : []),
  ];
};
