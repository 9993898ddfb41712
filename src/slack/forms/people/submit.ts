import { readAddressList } from "../../../address-list.ts";
import type { Named } from "../../../core/chat/speaker.ts";
import { chatId, chatParts } from "../../../core/model/ids.ts";
import type { NamedPerson } from "../../../core/ports/people.ts";
import type { Conversation } from "../../conversation.ts";
import { type Filled, readFilled } from "../../platform/filled-in.ts";
import type { Modals } from "../modals.ts";
import { openRegisterView } from "../register/view.ts";
import { PEOPLE_VIEW, readPeopleMetadata } from "./view.ts";

/** The people chosen in the form, and those whose addresses were typed there. */
const readPeople = (filled: Filled, team: string): Named => {
  const chosen = filled
    .people("people")
    .map((user): NamedPerson => ({ by: "chat", chat: chatId("slack", team, user), name: user }));
  const { people, unreadable } = readAddressList(filled.text("addresses"));
  return { people: [...chosen, ...people], unreadable };
};

/** Takes the people to be invited, to be registered, or new cohosts. A refusal stands beside the addresses, and what was filled in stays. */
export const listenToPeopleForm = (modals: Modals, conversation: Conversation): void => {
  modals.submitted(PEOPLE_VIEW, async (turn) => {
    const { speaker, view, reader } = turn;
    const { form, code } = readPeopleMetadata(view.metadata);
    const named = readPeople(readFilled(view.values), chatParts(speaker.chat).group);
    const notice = await conversation.converse.people(speaker, form, code, named);
    // Whom to register is chosen: their registration form takes the place of this one.
    if (notice.kind === "open_form" && notice.form === "register")
      return { view: openRegisterView(conversation.core, notice, speaker.person, reader) };
    return notice.kind === "refused"
      ? { errors: modals.placed([{ field: "addresses", refusal: notice.refusal }], turn).errors }
      : { view: conversation.noticeView(notice, reader) };
  });
};
