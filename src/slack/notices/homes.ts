import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import type { Converse } from "../../core/chat/converse.ts";
import { type ChatId, chatParts, requestId } from "../../core/model/ids.ts";
import type { Person, Reader } from "../../core/model/person.ts";
import type { Home } from "../../core/notices/home/offers.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { People } from "../../core/ports/people.ts";
import type { References } from "../../core/ports/references.ts";
import type { Log } from "../../log.ts";
import { readCarried } from "../platform/carried.ts";
import { outcomeOf } from "../platform/client.ts";
import { homeView } from "./home.ts";

/** Whoever has not opened their Home for so long gets it when they open it. */
const FOLLOWED_MS = 3 * 24 * 3_600_000;
/** The Homes that wait while Slack wants none; what is left out is published when it is opened. */
const WAITING_MAX = 500;

const REST_MIN_MS = 1_000;

/** What is kept of a Home: when it was opened, and where its lists begin. */
const From = z.number().int().nonnegative();
const Kept = z.object({ openedAt: z.number(), hosted: From, mine: From, upcoming: From });
type Kept = z.infer<typeof Kept>;

interface Deps {
  readonly client: Pick<WebClient, "views">;
  readonly converse: Pick<Converse, "press">;
  readonly people: Pick<People, "byChat">;
  readonly references: Pick<References, "get" | "put">;
  readonly readerOf: (person: Person) => Reader;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The Home tabs of those who opened theirs lately. They are published when they are opened, and anew when what somebody
 * has or hosts changes. When Slack says to slow down (views.publish, tier 4), none is published until then.
 */
export const makeHomes = ({ client, converse, people, references, readerOf, clock, log }: Deps) => {
  const waiting = new Set<ChatId>();
  let restsUntil = 0;

  const publish = async (chat: ChatId, home: Home, reader: Reader): Promise<void> => {
    try {
      await client.views.publish({ user_id: chatParts(chat).user, view: homeView(home, reader, clock.now()) });
    } catch (error) {
      const outcome = outcomeOf(error);
      if (outcome.kind === "slow_down") {
        restsUntil = clock.now() + Math.max(outcome.afterMs, REST_MIN_MS);
        if (waiting.size < WAITING_MAX) waiting.add(chat);
      }
      log.warn({ kind: outcome.kind, ...("code" in outcome ? { code: outcome.code } : {}) }, "slack_home_not_shown");
    }
  };

  /** What is kept of somebody's Home; undefined where they have not opened it lately. */
  const followed = async (chat: ChatId): Promise<Kept | undefined> => {
    const kept = Kept.safeParse(readCarried(await references.get(SITE_ORGANISATION, chat))).data;
    return kept && kept.openedAt > clock.now() - FOLLOWED_MS ? kept : undefined;
  };

  const keep = (chat: ChatId, kept: Kept): Promise<void> =>
    references.put(SITE_ORGANISATION, chat, JSON.stringify(kept));

  /** Publishes somebody's Home as it is now, each list from where it stands there. */
  const show = async (chat: ChatId, { hosted, mine, upcoming }: Kept): Promise<void> => {
    const person = await people.byChat(SITE_ORGANISATION, chat);
    if (!person) return;
    const act = requestId("home", chat, String(clock.now()));
    const speaker = { organisation: SITE_ORGANISATION, person, chat, requestId: act, answerStays: false };
    const home = await converse.press(speaker, { act: "home", hosted, mine, upcoming });
    if (home.kind === "home") await publish(chat, home, readerOf(person));
  };

  return {
    /** Somebody opened their Home: it shows the first page of everything. */
    opened: async (chat: ChatId): Promise<void> => {
      const kept = { openedAt: clock.now(), hosted: 0, mine: 0, upcoming: 0 };
      await keep(chat, kept);
      await show(chat, kept);
    },

    /** Somebody turned a page of their Home. */
    turned: async (chat: ChatId, home: Home, reader: Reader): Promise<void> => {
      const { hosted, mine, upcoming } = home;
      const begins = { hosted: hosted.page.from, mine: mine.page.from, upcoming: upcoming.page.from };
      await keep(chat, { openedAt: clock.now(), ...begins });
      await publish(chat, home, reader);
    },

    /** What somebody has or hosts changed: their Home follows, where they opened it lately. It never fails. */
    changed: async (chat: ChatId): Promise<void> => {
      try {
        if (!(await followed(chat))) return;
        if (waiting.size < WAITING_MAX) waiting.add(chat);
        while (clock.now() >= restsUntil) {
          const [next] = waiting;
          if (next === undefined) return;
          waiting.delete(next);
          const kept = await followed(next);
          if (kept) await show(next, kept);
        }
      } catch (error) {
        log.warn({ err: error }, "slack_home_not_shown");
      }
    },
  };
};

export type Homes = ReturnType<typeof makeHomes>;
