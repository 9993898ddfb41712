import type { ModalView } from "@slack/types";
import { z } from "zod";
import { CodeSchema } from "../../../core/model/ids.ts";
import type { Reader } from "../../../core/model/person.ts";
import { leavingOf } from "../../../core/notices/leaving.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { translatorFor } from "../../../texts/translate.ts";
import { wordsOf } from "../../../texts/words.ts";
import { factLine } from "../../notices/blocks.ts";
import { escapeMrkdwn } from "../../platform/escape.ts";
import { heading, section } from "../../platform/inputs.ts";

export const LEAVE_VIEW = "leave";

/** The registration that is cancelled, and the version of it that the question showed. */
const Metadata = z.object({ code: CodeSchema, version: z.number().int().positive() });
type Metadata = z.infer<typeof Metadata>;

/** Reads what the question carries along. Throws when the view is not this question. */
export const readLeaveMetadata = (text: string): Metadata => Metadata.parse(JSON.parse(text));

/** Asks whether somebody wants to cancel their registration, and says what is lost. */
export const leaveView = (
  notice: Extract<Notice, { kind: "open_form"; form: "leave" }>,
  now: number,
  reader: Reader,
): ModalView => {
  const t = translatorFor(reader.locale);
  const { lines, facts } = wordsOf(notice, reader, { now, marksTimes: true });
  const [when, others] = [facts.filter(({ is }) => is === "when"), facts.filter(({ is }) => !is)];
  const says = leavingOf(notice.registration.status);
  const metadata: Metadata = { code: notice.webinar.code, version: notice.registration.version };
  return {
    type: "modal",
    callback_id: LEAVE_VIEW,
    private_metadata: JSON.stringify(metadata),
    title: heading(t(says.title)),
    submit: heading(t(says.now)),
    close: heading(t(says.keep)),
    blocks: [
      // What is asked stands in the view's own title.
      section([`*${escapeMrkdwn(notice.webinar.title)}*`, ...when.map(({ value }) => escapeMrkdwn(value))].join("\n")),
      section([...lines.map(escapeMrkdwn), ...others.map((fact) => factLine(fact, t))].join("\n")),
    ],
  };
};
