import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { readAddressList } from "../../../address-list.ts";
import type { Converse } from "../../../core/chat/converse.ts";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import { newToken, parseCode, requestId } from "../../../core/model/ids.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import type { RegisterForm } from "../register/submit.ts";
import { peopleView } from "./view.ts";

type Asked = Extract<Notice, { kind: "open_form"; form: PeopleForm }>;

interface Deps {
  readonly converse: Converse;
  readonly register: Pick<RegisterForm, "open">;
}

/** The forms in which people are chosen: opened, sent, and shown again with what is wrong. */
export const makePeopleForm = ({ converse, register }: Deps) => ({
  open: ({ reader }: Turn, asked: Asked): IAdaptiveCard =>
    peopleView(asked, { reader, nonce: newToken(), typed: {}, problems: [] }),

  submit: async (turn: Turn, form: Asked["form"], typed: Typed): Promise<Submitted> => {
    const { speaker, reader } = turn;
    const code = parseCode(typed.code ?? "");
    if (!code) return { notice: refused({ reason: "unknown_button" }) };
    const { nonce = newToken() } = typed;
    const id = requestId("teams", speaker.chat, form, code, nonce, contentOf(typed));
    const named = readAddressList(typed.addresses ?? "");
    const notice = await converse.people({ ...speaker, requestId: id }, form, code, named);
    // Whom to register is chosen: their registration form takes the place of this one.
    if (notice.kind === "open_form" && notice.form === "register")
      return { notice, form: register.open(turn, notice, false) };
    if (notice.kind !== "refused") return { notice };
    const asked = await converse.press(speaker, { act: form, code });
    if (asked.kind !== "open_form" || asked.form !== form) return { notice };
    const problems = [{ field: "addresses", refusal: notice.refusal }];
    return { notice, form: peopleView(asked, { reader, nonce, typed, problems }) };
  },
});
