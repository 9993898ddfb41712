import type { Core } from "../core.ts";
import { mayHost } from "../model/webinar.ts";
import { type CommandName, HOST_COMMANDS } from "../notices/commands.ts";
import type { Notice } from "../notices/notice.ts";
import { faceOf, type Speaker } from "./speaker.ts";

/** Commands about what somebody has already. */
const ABOUT_OWN: readonly CommandName[] = ["leave", "resend"];

/** The lists that people page through, the same in every chat product. */
export const makeListActs = (core: Core) => {
  const reading = (speaker: Speaker) => ({ organisation: speaker.organisation, face: faceOf(speaker) });

  return {
    upcoming: async (speaker: Speaker, from = 0): Promise<Notice> => {
      const { some: webinars, page } = await core.queries.upcoming(reading(speaker), from);
      return { kind: "webinars", webinars, page };
    },

    mine: async (speaker: Speaker, from = 0): Promise<Notice> => {
      const { some: entries, page } = await core.queries.mine(reading(speaker), speaker.person.id, from);
      return { kind: "mine", entries, page };
    },

    /** The webinars that a command without a code can be meant for. */
    choices: async (speaker: Speaker, command: CommandName, from = 0): Promise<Notice> => {
      const { id } = speaker.person;
      if (ABOUT_OWN.includes(command)) {
        const { some, page } = await core.queries.mine(reading(speaker), id, from);
        return { kind: "choose", command, webinars: some.map(({ webinar }) => webinar), page };
      }
      const { some: webinars, page } =
        command === "join"
          ? await core.queries.own(reading(speaker), id, from)
          : HOST_COMMANDS.includes(command)
            ? await core.queries.hosted(reading(speaker), id, from)
            : await core.queries.upcoming(reading(speaker), from);
      return { kind: "choose", command, webinars, page };
    },

    help: ({ person }: Speaker): Notice => ({ kind: "help", mayHost: mayHost(core.site, person) }),
  };
};
