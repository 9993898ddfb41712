import type { App } from "@slack/bolt";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { chatId } from "../../core/model/ids.ts";
import type { Conversation } from "../conversation.ts";

/**
 * Listens to changes of accounts: one that was deactivated is marked so (N15). Slack tells of each change of a profile;
 * what else changed is read when its person acts.
 */
export const listenToAccounts = (app: App, { core, answers }: Conversation): void => {
  app.event("user_change", async ({ event: { user }, context }) => {
    const team = user.team_id ?? context.teamId;
    if (user.deleted && team) answers.beside(core.markGone(SITE_ORGANISATION, chatId("slack", team, user.id)));
  });
};
