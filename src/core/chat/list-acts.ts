import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import { isRegistrationId, type WebinarCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import { unreachable } from "../model/result.ts";
import { mayHost, type Webinar } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { type Choosing, type Command, listFor } from "../notices/commands.ts";
import { HOME_PAGE } from "../notices/home/offers.ts";
import type { Notice } from "../notices/notice.ts";
import type { Shown } from "../notices/paging.ts";
import type { ListName } from "../ports/slice.ts";
import { faceOf, type Speaker } from "./speaker.ts";

/** Among so many of what somebody has next an ID that they typed is looked for. */
const IDS_READ = 50;

/** The lists that people page through, the same in every chat product. */
export const makeListActs = (core: Core, links: Links) => {
  const reading = (speaker: Speaker) => ({
    organisation: speaker.organisation,
    face: faceOf(speaker),
    ahead: speaker.person.ahead,
  });

  const listed = async (speaker: Speaker, list: ListName, from: number): Promise<Shown<Webinar>> => {
    const { id } = speaker.person;
    switch (list) {
      case "mine":
      case "past":
      case "coming":
      case "concerning": {
        const { some, page } = await core.queries[list](reading(speaker), id, from);
        return { some: some.map(({ webinar }) => webinar), page };
      }
      case "hosted":
        return core.queries.hosted(reading(speaker), id, from);
      case "hosted_ever":
        return core.queries.hostedEver(reading(speaker), id, from);
      case "led":
        return core.queries.led(reading(speaker), id, from);
      case "open":
        return core.queries.open(reading(speaker), id, from);
      case "upcoming":
        return core.queries.upcoming(reading(speaker), from);
      default:
        return unreachable(list);
    }
  };

  const choice = async (speaker: Speaker, command: Choosing, from: number): Promise<Notice & { kind: "choose" }> => {
    const list = listFor(command) ?? "upcoming";
    if (list === "coming" || list === "mine" || list === "concerning") {
      const { some: own, page } = await core.queries[list](reading(speaker), speaker.person.id, from);
      return { kind: "choose", command, webinars: own.map(({ webinar }) => webinar), own, page };
    }
    const { some: webinars, page } = await listed(speaker, list, from);
    return { kind: "choose", command, webinars, page };
  };

  const mine = async (speaker: Speaker, from = 0): Promise<Notice & { kind: "mine" }> => {
    const { some: entries, page } = await core.queries.mine(reading(speaker), speaker.person.id, from);
    return { kind: "mine", entries, page };
  };

  const help = ({ person }: Speaker): Notice => ({
    kind: "help",
    mayHost: mayHost(core.site, person),
    guide: links.guide(),
  });

  return {
    upcoming: async (speaker: Speaker, from = 0): Promise<Notice> => {
      const { some: webinars, page } = await core.queries.upcoming(reading(speaker), from);
      return { kind: "webinars", webinars, page };
    },

    mine,

    past: async (speaker: Speaker, from = 0): Promise<Notice> => {
      const { some: entries, page } = await core.queries.past(reading(speaker), speaker.person.id, from);
      return { kind: "mine", entries, page, isPast: true };
    },

    /** Everybody's own dashboard; each list begins where it is said. */
    home: async (speaker: Speaker, from: Omit<CardAct & { act: "home" }, "act">): Promise<Notice> => {
      const { id } = speaker.person;
      const of = { ...reading(speaker), size: HOME_PAGE };
      const [hosted, mine, upcoming] = await Promise.all([
        core.queries.led(of, id, from.hosted),
        core.queries.mine(of, id, from.mine),
        core.queries.open(of, id, from.upcoming),
      ]);
      return { kind: "home", person: id, hosted, mine, upcoming, mayHost: mayHost(core.site, speaker.person) };
    },

    /** The webinar of which somebody typed their own registration ID, where that is among the next they have. */
    webinarOfId: async (speaker: Speaker, typed: string | undefined): Promise<WebinarCode | undefined> => {
      if (typed === undefined) return undefined;
      const { some } = await core.queries.mine({ ...reading(speaker), size: IDS_READ }, speaker.person.id, 0);
      return some.find(({ registrationId }) => isRegistrationId(typed, registrationId))?.webinar.code;
    },

    unknown: ({ typed, nearest, code, id }: Command & { kind: "unknown" }): Notice => ({
      kind: "unknown_command",
      typed,
      ...defined({ nearest, code, isId: id === undefined ? undefined : (true as const) }),
    }),

    /** The webinars that a command without a code can be meant for: who hosts none and cancels means their own place. */
    choices: async (speaker: Speaker, command: Choosing, from = 0): Promise<Notice> => {
      const some = await choice(speaker, command, from);
      if (command !== "cancel" || some.webinars.length > 0) return some;
      const own = await choice(speaker, "leave", from);
      return own.webinars.length > 0 ? own : some;
    },

    help,

    /** Welcomes somebody to their own chat: with what they registered for or are invited to, else with what Usher does. */
    welcome: async (speaker: Speaker): Promise<Notice> => {
      const own = await mine(speaker);
      return own.entries.length > 0 ? own : help(speaker);
    },

    commands: ({ person }: Speaker, isForAll?: true): Notice => ({
      kind: "help",
      mayHost: mayHost(core.site, person),
      isWhole: true,
      ...defined({ isForAll }),
      guide: links.guide(),
    }),
  };
};
