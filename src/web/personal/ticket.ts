import type { Face } from "../../core/model/ids.ts";
import type { Person, Reader } from "../../core/model/person.ts";
import type { Entry, Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { calendarLinks } from "../../email/calendar-links.ts";
import { entryOf } from "../../email/entry.ts";
import type { TextKey } from "../../texts/en.ts";
import { wordsOf } from "../../texts/words.ts";
import type { Html } from "../elements.ts";
import { calendarLine } from "../event/head.ts";
import { facesOf, namesOf } from "../event/names.ts";
import { newsOf } from "../event/news.ts";
import type { PageContext } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";

/** The name of the personal page's calendar file. */
export const ENTRY_FILE = "event.ics";

/** Where the host of a webinar is reached. */
const ASKED_IN = { slack: "rejected_next_slack", teams: "rejected_next_teams" } as const satisfies Record<
  Face,
  TextKey
>;

export interface Registered {
  readonly webinar: Webinar;
  readonly entry: Entry;
  readonly registration: Registration;
}

/** What a registration is on its owner's page: a ticket with its status, and the ways into calendars. */
export const makeTicket = ({ core, links }: Pick<PageDeps, "core" | "links">, respond: Responses) => {
  const noticeOf = ({ webinar, entry, registration }: Registered, hostName = "") =>
    ({
      kind: "registration",
      webinar,
      registration,
      again: false,
      hostName,
      ...(entry.position ? { position: entry.position } : {}),
    }) as const satisfies Notice;

  return {
    /**
     * The head of the ticket: what happened, the event, and what is good to know. Without the registration ID and the
     * password: the gate asks for them besides this link, and the approval has them (S8, S16).
     */
    head: async (
      c: PageContext,
      of: Registered & { readonly person: Person | undefined },
      reader: Reader,
    ): Promise<{ title: string; head: Html }> => {
      const { webinar } = of;
      const t = respond.translator(c);
      const { hostName, hostFaces } = await namesOf(core, webinar);
      const notice = noticeOf(of, hostName);
      const words = wordsOf(notice, reader, { marksTimes: !reader.zone });
      // When the doors open stands on the stub, by the clock.
      const lines = words.lines.filter((line) => line !== t("approved_line") && line !== t("approved_late"));
      const asks = t("rejected_next_of", { host: hostName });
      const face = facesOf(of.person).find((one) => hostFaces.includes(one));
      // Members read where they reach the host; guests know no way to them.
      const way = t(face ? ASKED_IN[face] : "rejected_next", { host: hostName });
      const facts = words.facts.filter(({ label }) => label !== t("fact_password"));
      return {
        title: words.title,
        head: newsOf(
          notice,
          { ...words, lines: lines.flatMap((line) => (line === asks ? [t("page_rejected"), way] : [line])), facts },
          reader,
          hostName,
        ),
      };
    },

    /** How the event gets into a calendar, for who is approved. */
    calendar: (c: PageContext, of: Registered): Html | string => {
      const t = respond.translator(c);
      const others = calendarLinks(entryOf(noticeOf(of), {}), links, t);
      if (others.length === 0) return "";
      const file = `${links.personal(of.webinar.code, of.registration.key)}/${ENTRY_FILE}`;
      return calendarLine(file, others, t);
    },
  };
};
