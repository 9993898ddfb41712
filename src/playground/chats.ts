import { z } from "zod";
import type { Log } from "../log.ts";
import type { Connection } from "../redis/connect.ts";
import type { Changes } from "./changes.ts";
import type { Site } from "./site.ts";
import { SHOWN } from "./state.ts";

const CHATS = "usher:playground:chats";
/** Long enough that a crowd has the machine, short enough that a killed playground loses little. */
const EVERY_MS = 1_000;

/** Written by `keep`, so only its outline is looked at: chats of another form are as good as none. */
const Kept = z.object({
  slack: z.custom<ReturnType<Site["slack"]["keep"]>>(
    (of) => z.looseObject({ form: z.literal(1) }).safeParse(of).success,
  ),
  teams: z.custom<ReturnType<Site["teams"]["keep"]>>(
    (of) => z.looseObject({ form: z.literal(1) }).safeParse(of).success,
  ),
});

/** Keeps what stands in the conversations that the page shows, so that they are there again after a new start. */
export const makeChats = (o: { site: Site; changes: Pick<Changes, "hear">; log: Log }) => {
  const { slack, teams, slackPeople, slackChannels, teamsPeople, teamsChannels } = o.site;
  const ids = (of: readonly { id: string }[]) => of.map(({ id }) => id);
  let timer: NodeJS.Timeout | undefined;
  let forget: (() => void) | undefined;
  let written = "";

  const write = async (redis: Connection): Promise<void> => {
    const kept = {
      slack: slack.keep(ids(slackPeople), ids(slackChannels), SHOWN),
      teams: teams.keep(ids(teamsPeople.map(({ person }) => person)), ids(teamsChannels), SHOWN),
    };
    const json = JSON.stringify(kept);
    if (json === written) return;
    written = json;
    await redis.set(CHATS, json);
  };

  return {
    /** Puts back what was kept, and says whether there was anything. */
    restore: async (redis: Connection): Promise<boolean> => {
      const json = await redis.get(CHATS);
      const kept = json === null ? undefined : Kept.safeParse(JSON.parse(json)).data;
      if (!kept) return false;
      slack.putBack(kept.slack);
      teams.putBack(kept.teams);
      return true;
    },

    /** Keeps every change from now on. */
    follow: (redis: Connection): void => {
      forget = o.changes.hear(() => {
        timer ??= setTimeout(() => {
          timer = undefined;
          write(redis).catch((error: unknown) => o.log.warn({ err: error }, "playground_chats_not_kept"));
        }, EVERY_MS);
      });
    },

    stop: async (redis: Connection): Promise<void> => {
      forget?.();
      clearTimeout(timer);
      await write(redis);
    },
  };
};
