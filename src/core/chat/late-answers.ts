import { seen } from "../access/visible.ts";
import type { Core } from "../core.ts";
import type { Delivery } from "../deliveries/delivery.ts";
import { defined } from "../model/defined.ts";
import { type ChatId, newToken, type OrganisationId, requestId, type WebinarCode } from "../model/ids.ts";
import type { Mine } from "../model/registration.ts";
import { asKnown } from "../model/told/known.ts";
import { mayDecide } from "../model/webinar.ts";
import type { Notice } from "../notices/notice.ts";
import type { Converse } from "./converse.ts";
import { type Kept, keptOf } from "./kept-answers.ts";
import type { Named, Speaker } from "./speaker.ts";

/** Strings and lists that are kept are cut to this. */
const TEXT_MAX = 1_000;
const LIST_MAX = 200;

const bounded = (_key: string, value: unknown): unknown => {
  if (typeof value === "string") return value.slice(0, TEXT_MAX).toWellFormed();
  return Array.isArray(value) ? value.slice(0, LIST_MAX) : value;
};

/** The webinar that an answer is about. */
const codeIn = (kept: Kept): WebinarCode | undefined => {
  const about = kept.do === "press" ? kept.act : kept;
  return "code" in about ? about.code : undefined;
};

/** Whom an answer is for. */
export interface AnswerTo {
  readonly organisation: OrganisationId;
  readonly chat: ChatId;
}

const mineAsKnown = <One extends Mine>(mine: One, now: number): One =>
  mine.registration ? { ...mine, registration: asKnown(mine.registration, now) } : mine;

/** What stays in somebody's chat says of a decision that can still be undone no more than any message does (N10). */
const asTold = (notice: Notice, now: number): Notice => {
  if (notice.kind === "mine") return { ...notice, entries: notice.entries.map((mine) => mineAsKnown(mine, now)) };
  return notice.kind === "registration" || notice.kind === "webinar" ? mineAsKnown(notice, now) : notice;
};

/**
 * Answers that could not be said at once. Each becomes a delivery in the lane of the person whom it answers, so that it
 * is tried again like any other, once, in order, and not before the platform allows it.
 */
export const makeLateAnswers = (core: Core, converse: Converse) => {
  const entry = async (
    { organisation, person }: Speaker,
    { code, key }: Kept & { do: "registration" | "added" | "no_seat" | "request" },
    as: "host" | "owner",
  ) => {
    const found = await core.registrations.entry(organisation, code, { key });
    const registration = found?.entry?.registration;
    if (!found || !registration) return undefined;
    const isTheirs = as === "host" ? mayDecide(found.webinar, person.id) : registration.person === person.id;
    return isTheirs ? { ...found, registration } : undefined;
  };

  const request = async (speaker: Speaker, kept: Kept & { do: "request" }) => {
    const found = await entry(speaker, kept, "host");
    if (!found) return undefined;
    const { code, key } = kept;
    const matter = { kind: "request", code, key, era: found.webinar.era, round: found.registration.round } as const;
    return core.present({ organisation: speaker.organisation, matter });
  };

  const inquiry = async ({ organisation, person }: Speaker, kept: Kept & { do: "inquiry" | "answer" }) => {
    const { code, key, inquiry: id } = kept;
    const isAsker = kept.do === "inquiry" && kept.as === "ask_sent";
    const found = await core.inquiries.find({
      organisation,
      code,
      key,
      inquiry: id,
      of: isAsker ? "owner" : person,
    });
    if (!found.ok || (isAsker && !mayDecide(found.value.webinar, person.id))) return undefined;
    return kept.do === "answer"
      ? ({ kind: "answer_found", text: kept.text, ...found.value } as const)
      : ({ kind: kept.as, ...found.value } as const);
  };

  const noticeOf = async (speaker: Speaker, kept: Kept): Promise<Notice | undefined> => {
    const { organisation } = speaker;
    switch (kept.do) {
      case "say":
        return kept.notice;
      case "press":
        return converse.press(speaker, kept.act);
      case "type": {
        const { name, code, rest = "", addresses = [] } = kept;
        const people = addresses.map((address) => ({ by: "address", address }) as const);
        const named: Named = { people, unreadable: [] };
        return converse.command(speaker, { kind: "command", name, rest, ...defined({ code }) }, () => named);
      }
      case "webinar": {
        const webinar = seen(speaker.person, await core.webinars.get(organisation, kept.code));
        return webinar && { ...kept.rest, webinar };
      }
      case "registration": {
        const found = await entry(speaker, kept, "owner");
        if (!found) return undefined;
        return { kind: "registration", ...found, again: kept.again };
      }
      case "added": {
        const found = await entry(speaker, kept, "host");
        return found && { kind: "added", webinar: found.webinar, registration: found.registration };
      }
      case "no_seat": {
        const found = await entry(speaker, kept, "host");
        return found && { kind: "no_free_seat", ...found, mayRaise: kept.mayRaise };
      }
      case "request":
        return request(speaker, kept);
      case "bulk": {
        const webinar = await core.webinars.get(organisation, kept.code);
        if (!webinar || !mayDecide(webinar, speaker.person.id)) return undefined;
        return core.present({ organisation, matter: { kind: "bulk_done", code: kept.code, id: kept.id } });
      }
      case "inquiry":
      case "answer":
        return inquiry(speaker, kept);
    }
  };

  return {
    /** Stores an answer in the person's lane, where nothing is sent for `restMs` if the platform said so. */
    tell: async ({ organisation, chat }: AnswerTo, notice: Notice, restMs?: number): Promise<void> => {
      const now = core.clock.now();
      const kept = keptOf(notice, now);
      if (!kept) return;
      const delivery: Delivery = {
        id: `answer:${newToken()}`,
        organisation,
        to: { kind: "dm", chat },
        matter: { kind: "answer", kept: JSON.stringify(kept, bounded) },
        ...defined({ restMs }),
      };
      await core.outgoing.tell(organisation, now, [delivery]);
    },

    /**
     * The answer as it is now; undefined when its matter is gone, or the person is no longer known, or no longer hosts
     * the webinar whose request it is about.
     */
    present: async ({ id, organisation, to, matter }: Delivery): Promise<Notice | undefined> => {
      if (to.kind !== "dm" || matter.kind !== "answer") return undefined;
      // Written by `keptOf`.
      const kept = JSON.parse(matter.kept) as Kept;
      const act = requestId("answer", id);
      const code = codeIn(kept);
      const person = await core.people.byChat(organisation, to.chat, code && { code, requestId: act });
      if (!person) return undefined;
      const speaker = { organisation, person, chat: to.chat, requestId: act, answerStays: true };
      const notice = await noticeOf(speaker, kept);
      return notice && asTold(notice, core.clock.now());
    },
  };
};

export type LateAnswers = ReturnType<typeof makeLateAnswers>;
