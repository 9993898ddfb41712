import type { App } from "@slack/bolt";
import { z } from "zod";
import { chatId } from "../../core/model/ids.ts";
import type { Conversation } from "../conversation.ts";

/** Slack sends it for the messages tab too (app_home_opened event). */
const Opened = z.object({ tab: z.literal("home"), user: z.string().min(1) });

/** Listens to the Home tab being opened: it is published as it is now. */
export const listenToHome = (app: App, conversation: Conversation): void => {
  app.event("app_home_opened", async ({ event, body }) => {
    const opened = Opened.safeParse(event).data;
    if (!opened) return;
    const { event_id: id, team_id: team } = body;
    const { user } = opened;
    // Whoever is new is known from now on.
    const speaker = await conversation.speakerOf({ team, user, requestParts: ["event", id], answerStays: false });
    if (speaker) await conversation.homes.opened(chatId("slack", team, user));
  });
};
