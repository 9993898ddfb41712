import type { OrganisationId } from "../model/ids.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Directory } from "../ports/people.ts";

/** Whether somebody is still there; `unknown` while a chat product cannot be asked. */
export type AccountState = "active" | "deactivated" | "unknown";

/**
 * Asks the chat products whether somebody's accounts are deactivated (P44). They are where a product says so, and none
 * still has them, or were marked so before: who merely removed the app, or is unknown to a product, counts as active. Never rejects.
 */
export const makeAccountState =
  ({ directories }: { readonly directories: readonly Directory[] }) =>
  async (organisation: OrganisationId, person: Person): Promise<AccountState> => {
    if (person.isGone) return "deactivated";
    const asked = person.chats.flatMap((chat) =>
      directories.map((directory) => directory.find(organisation, { by: "chat", chat, name: fullName(person) })),
    );
    const answers = await Promise.all(asked);
    if (answers.some(({ kind }) => kind === "found")) return "active";
    if (answers.some(({ kind }) => kind === "unknown")) return "unknown";
    return answers.some((answer) => answer.kind === "nobody" && answer.isGone) ? "deactivated" : "active";
  };

export type AskAccountState = ReturnType<typeof makeAccountState>;
