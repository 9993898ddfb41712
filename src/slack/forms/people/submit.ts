import { readAddressList } from "../../../address-list.ts";
import type { Named } from "../../../core/chat/speaker.ts";
import { defined } from "../../../core/model/defined.ts";
import { chatId, chatParts } from "../../../core/model/ids.ts";
import { done } from "../../../core/model/result.ts";
import type { NamedPerson } from "../../../core/ports/people.ts";
import type { Conversation } from "../../conversation.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals, Problem } from "../modals.ts";
import { openRegisterView } from "../register/view.ts";
import { inviteesIn } from "./invitation.ts";
import { PEOPLE_VIEW, readPeopleMetadata } from "./view.ts";

const chosenIn = (filled: Filled, team: string): NamedPerson[] =>
  filled.people("people").map((user) => ({ by: "chat", chat: chatId("slack", team, user), name: user }));

/** The people chosen in the form, and those whose addresses were typed there. */
const readPeople = (filled: Filled, team: string): Named => {
  const { people, unreadable } = readAddressList(filled.text("addresses"));
  return { people: [...chosenIn(filled, team), ...people], unreadable };
};

/**
 * Takes the people to be invited, to be registered, or new cohosts. A refusal stands beside an input, and what was filled
 * in stays.
 */
export const listenToPeopleForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(PEOPLE_VIEW, async (turn) => {
    const { speaker, view, reader } = turn;
    const { form, code, shown } = readPeopleMetadata(view.metadata);
    const filled = readFilled(view.values);
    const { group: team } = chatParts(speaker.chat);
    const beside = (problem: Problem) => ({ errors: modals.placed([problem], turn).errors });
    const named =
      form === "invite"
        ? await inviteesIn(conversation.client, filled, team, chosenIn(filled, team))
        : done({ ...readPeople(filled, team), ...defined({ shown }) });
    if (!named.ok) return beside(named.refusal);
    const notice = await conversation.converse.people(speaker, form, code, named.value);
    // Whom to register is chosen: their registration form takes the place of this one.
    if (notice.kind === "open_form" && notice.form === "register")
      return { view: openRegisterView(conversation.core, notice, speaker.person, reader) };
    if (notice.kind !== "refused") return { view: conversation.noticeView(notice, reader) };
    const field = notice.refusal.reason === "not_in_channel" ? "channels" : "addresses";
    return beside({ field, refusal: notice.refusal });
  });
};
