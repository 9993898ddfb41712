import { type ChatId, chatId } from "../../../src/core/model/ids.ts";
import { TENANT } from "../platforms/teams.ts";
import type { Simulation } from "../simulation.ts";
import type { Member } from "../world.ts";

/** Somebody's own chat, as Usher names it. */
export const chatOf = ({ slack, teams }: Pick<Simulation, "slack" | "teams">, { face, id }: Member): ChatId =>
  face === "slack"
    ? chatId("slack", slack.workspace.teamId, id)
    : chatId("teams", TENANT, teams.world.person(id)?.aadObjectId ?? "");
