import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { chatParts } from "../../core/model/ids.ts";
import type { References } from "../../core/ports/references.ts";
import type { Log } from "../../log.ts";
import { outcomeOf } from "../platform/outcomes.ts";
import type { GiveApp } from "../platform/send.ts";
import type { Graph } from "./graph.ts";

/** Within this time Teams reports that the app came to somebody. What they are told then is their welcome. */
const REPORTED_WITHIN_MS = 60_000;

interface Deps {
  /** Undefined where the operator granted nothing. */
  readonly graph: Graph | undefined;
  readonly appId: string;
  readonly references: References;
  readonly log: Log;
}

/** Gives people of the site's own tenant the app by Graph, where the operator granted it (spec, Teams without the app). */
export const makeGiveApp =
  ({ graph, appId, references, log }: Deps): GiveApp =>
  async (organisation, chat) => {
    const { group, user } = chatParts(chat);
    if (!graph || organisation !== SITE_ORGANISATION || group !== graph.tenant) return undefined;
    await references.first(organisation, `teams-welcome:${chat}`, REPORTED_WITHIN_MS);
    try {
      const conversationId = await graph.chatWith(user);
      const { service: serviceUrl, tenant } = graph;
      return { serviceUrl, tenant, botId: `28:${appId}`, userId: user, conversationId, seenIn: conversationId };
    } catch (error) {
      const outcome = outcomeOf(error, "send");
      if (outcome.kind !== "never") throw error;
      log.warn({ code: outcome.code }, "teams_app_not_given");
      return undefined;
    }
  };
