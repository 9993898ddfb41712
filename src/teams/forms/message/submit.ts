import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Converse } from "../../../core/chat/converse.ts";
import type { Core } from "../../../core/core.ts";
import { readAudience } from "../../../core/hosting/messages/messages.ts";
import { newToken, parseCode, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Problem } from "../../platform/inputs.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { messageView, previewView } from "./view.ts";

interface Deps {
  readonly core: Pick<Core, "clock">;
  readonly converse: Converse;
}

type Asked<Form> = Extract<Notice, { kind: "open_form"; form: Form }>;

/** What a host writes to many: asked, shown as it will be read, and sent (P31). */
export const makeMessageForms = ({ core, converse }: Deps) => {
  const openPreview = ({ reader }: Turn, asked: Asked<"message_preview">): IAdaptiveCard =>
    previewView(asked, core.clock.now(), { reader, nonce: newToken() });

  /** The first form as it was filled in. */
  const filledIn = async ({ speaker, reader }: Turn, typed: Typed, problems: readonly Problem[]) => {
    const code = parseCode(typed.code ?? "");
    const asked = code && (await converse.messages.open(speaker, code));
    if (asked?.kind !== "open_form" || asked.form !== "message") return asked && { notice: asked };
    const form = messageView(asked, { reader, nonce: typed.nonce ?? newToken(), typed, problems });
    return { notice: asked, form };
  };

  /** Shows the first form again, with what is wrong. */
  const again = async (turn: Turn, notice: Notice & { kind: "refused" }, typed: Typed): Promise<Submitted> => {
    const field = notice.refusal.reason === "nobody_to_write_to" ? "to" : "text";
    return { ...(await filledIn(turn, typed, [{ field, refusal: notice.refusal }])), notice };
  };

  /** *Back* from what it will look like. */
  const reopened = async (turn: Turn, typed: Typed): Promise<Submitted> =>
    (await filledIn(turn, typed, [])) ?? { notice: refused({ reason: "unknown_button" }) };

  return {
    open: ({ reader }: Turn, asked: Asked<"message">): IAdaptiveCard =>
      messageView(asked, { reader, nonce: newToken(), typed: {}, problems: [] }),
    openPreview,

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { back, ...written } = typed;
      if (back !== undefined) return reopened(turn, written);
      const [code, to] = [parseCode(typed.code ?? ""), readAudience(typed.to)];
      if (!code || !to) return { notice: refused({ reason: "unknown_button" }) };
      const notice = await converse.messages.preview(turn.speaker, code, { to, text: typed.text ?? "" });
      if (notice.kind === "refused") return again(turn, notice, typed);
      return notice.kind === "open_form" && notice.form === "message_preview"
        ? { notice, form: openPreview(turn, notice) }
        : { notice };
    },

    send: async ({ speaker }: Turn, typed: Typed): Promise<Submitted> => {
      const [code, to] = [parseCode(typed.code ?? ""), readAudience(typed.to)];
      if (!code || !to) return { notice: refused({ reason: "unknown_button" }) };
      const { nonce = newToken(), text = "" } = typed;
      const id = requestId("teams", speaker.chat, "message", code, nonce, contentOf(typed));
      return { notice: await converse.messages.send({ ...speaker, requestId: id }, code, { to, text }) };
    },
  };
};
