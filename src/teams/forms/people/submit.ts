import type { IAdaptiveCard } from "@microsoft/teams.cards";
import { readAddressList } from "../../../address-list.ts";
import type { Converse } from "../../../core/chat/converse.ts";
import type { PeopleForm } from "../../../core/chat/host-acts.ts";
import type { Named } from "../../../core/chat/speaker.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, type PersonId, PersonIdSchema, parseCode, requestId } from "../../../core/model/ids.ts";
import type { Refusal } from "../../../core/model/refusal.ts";
import { done, type Result } from "../../../core/model/result.ts";
import { type Notice, refused } from "../../../core/notices/notice.ts";
import { readInviteeList } from "../../../invitee-list.ts";
import { chosenOf, contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import type { RegisterForm } from "../register/submit.ts";
import type { HostChannels } from "../webinar/host-channels.ts";
import { peopleView } from "./view.ts";

type Asked = Extract<Notice, { kind: "open_form"; form: PeopleForm }>;

interface Deps {
  readonly converse: Converse;
  readonly register: Pick<RegisterForm, "open">;
  readonly hostChannels: HostChannels;
}

/** More people than one act takes. */
const NAMED_MOST = 200;

/** Who was one when the form was opened, and stood in it. */
const shownIn = ({ shown }: Typed): PersonId[] | undefined =>
  shown?.split(",", NAMED_MOST).flatMap((id) => PersonIdSchema.safeParse(id).data ?? []);

/** The forms in which people are chosen: opened, sent, and shown again with what is wrong. */
export const makePeopleForm = ({ converse, register, hostChannels }: Deps) => {
  const teamsOf = async (turn: Turn, { form }: Asked) => (form === "invite" ? hostChannels.teamsFor(turn) : []);

  const namedIn = async ({ place }: Turn, form: PeopleForm, typed: Typed): Promise<Result<Named, Refusal>> => {
    const { addresses = "" } = typed;
    if (form !== "invite") return done({ ...readAddressList(addresses), ...defined({ shown: shownIn(typed) }) });
    const list = await readInviteeList(addresses);
    if (!list.ok) return list;
    const of = { face: "teams", kind: "channel", group: place.tenant } as const;
    const memberLists = chosenOf(typed.channels).map((id) => ({ ...of, id, name: id }));
    return done({ ...list.value, unreadable: [], memberLists, isWhole: typed.rows === "whole" });
  };

  return {
    open: async (turn: Turn, asked: Asked): Promise<IAdaptiveCard> => {
      const teams = await teamsOf(turn, asked);
      const shown = { reader: turn.reader, nonce: newToken(), typed: { rows: "good" }, problems: [], teams };
      return peopleView(asked, shown);
    },

    submit: async (turn: Turn, form: Asked["form"], typed: Typed): Promise<Submitted> => {
      const { speaker, reader } = turn;
      const code = parseCode(typed.code ?? "");
      if (!code) return { notice: refused({ reason: "unknown_button" }) };
      const { nonce = newToken() } = typed;
      const id = requestId("teams", speaker.chat, form, code, nonce, contentOf(typed));
      const named = await namedIn(turn, form, typed);
      const notice = named.ok
        ? await converse.people({ ...speaker, requestId: id }, form, code, named.value)
        : refused(named.refusal);
      // Whom to register is chosen: their registration form takes the place of this one.
      if (notice.kind === "open_form" && notice.form === "register")
        return { notice, form: register.open(turn, notice, false) };
      if (notice.kind !== "refused") return { notice };
      const asked = await converse.press(speaker, { act: form, code });
      if (asked.kind !== "open_form" || asked.form !== form) return { notice };
      const field = notice.refusal.reason === "not_in_channel" ? "channels" : "addresses";
      const problems = [{ field, refusal: notice.refusal }];
      const teams = await teamsOf(turn, asked);
      return { notice, form: peopleView(asked, { reader, nonce, typed, problems, teams }) };
    },
  };
};
