import { defined } from "../model/defined.ts";
import type { ChatId, OrganisationId } from "../model/ids.ts";
import type { Directory, People } from "../ports/people.ts";

interface Deps {
  readonly people: People;
  readonly directories: readonly Directory[];
}

/**
 * Marks an account as deactivated (N15) when its chat product says so: its person is told by mail from then on, and
 * hosts see it in the roster. Where the product cannot be asked, or still knows the account, nothing changes.
 */
export const makeMarkGone =
  ({ people, directories }: Deps) =>
  async (organisation: OrganisationId, chat: ChatId): Promise<void> => {
    const person = await people.byChat(organisation, chat);
    if (!person?.chats.includes(chat)) return;
    const named = { by: "chat", chat, name: "" } as const;
    const answers = await Promise.all(directories.map((directory) => directory.find(organisation, named)));
    if (!answers.some((answer) => answer.kind === "nobody" && answer.isGone)) return;
    const { firstName, lastName, address } = person;
    const profile = { chatId: chat, firstName, lastName, fullMember: false, isGone: true } as const;
    await people.know(organisation, { ...profile, ...defined({ address }) });
  };

export type MarkGone = ReturnType<typeof makeMarkGone>;
