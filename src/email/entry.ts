import type { PersonId, RegistrationKey } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import { fullName, type Reader } from "../core/model/person.ts";
import type { Registration } from "../core/model/registration.ts";
import { unreachable } from "../core/model/result.ts";
import { entryStatus, mayHaveEntry } from "../core/model/told/calendar-entry.ts";
import type { Webinar } from "../core/model/webinar.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import type { Translate } from "../texts/translate.ts";

/** What a mail does with its reader's calendar entry: it adds or renews the entry, or removes it. */
export interface Entry {
  readonly webinar: Webinar;
  /** Whose entry it is: a registration's, or a host's. */
  readonly key: RegistrationKey | PersonId;
  readonly isHost?: boolean;
  /** A speaker, who comes in by a link of their own. */
  readonly hasLink?: boolean;
  readonly era: number;
  readonly version: number;
  readonly method: "REQUEST" | "CANCEL";
  /** The time is held for a request that waits (N18). */
  readonly isTentative?: boolean;
  readonly name: string;
}

/**
 * The entry comes with the request, unless its person holds no time for those (N18), or with the approval, and goes with
 * what ends them; undefined for somebody who never had it.
 */
export const registrationEntry = (
  webinar: Webinar,
  registration: Registration | undefined,
  holds: Pick<Reader, "noHoldsSince">,
): Entry | undefined => {
  if (!registration) return undefined;
  const status = webinar.state === "scheduled" ? entryStatus(registration, holds) : undefined;
  if (!status && !mayHaveEntry(registration, holds)) return undefined;
  const { key, version } = registration;
  const method = status ? "REQUEST" : "CANCEL";
  const isTentative = status === "tentative";
  return { webinar, key, era: webinar.era, version, method, isTentative, name: fullName(registration) };
};

const withdrawn = (webinar: Webinar, entry: Pick<Entry, "key" | "era" | "version">): Entry => ({
  ...{ webinar, ...entry },
  method: "CANCEL",
  name: "",
});

/**
 * The calendar entry that goes with a mail, or its withdrawal (P15); undefined where there is none. Somebody who is let
 * go loses the entry too, since they are told of no further change.
 */
export const entryOf = (notice: MailNotice, reader: Pick<Reader, "noHoldsSince">): Entry | undefined => {
  const { webinar } = notice;
  switch (notice.kind) {
    case "registration":
    case "revised":
    case "moved":
    case "called_off":
      return registrationEntry(webinar, notice.registration, reader);
    case "withdrawn":
    case "let_go":
      return notice.entry && withdrawn(webinar, notice.entry);
    case "hosting": {
      const { person, role, hasLink = false } = notice;
      const method = role === "none" || webinar.state === "cancelled" ? "CANCEL" : "REQUEST";
      // The webinar's version rises with every change that such an entry shows.
      const { version } = webinar;
      return { webinar, key: person, isHost: true, hasLink, era: 1, version, method, name: "" };
    }
    // It came with the approval.
    case "reminder":
    case "follow_up":
    case "host_message":
    case "invitation":
    case "declined":
    case "id_given":
    case "password_changed":
    case "waiting":
    case "cancellations":
    case "coming":
    case "asked":
    case "draft":
    case "undelivered":
    case "line_over":
    case "full":
      return undefined;
    default:
      return unreachable(notice);
  }
};

/** Where whoever has the entry comes in: the personal link or the gate, never the meeting's own address (P21). */
export const wayIn = ({ webinar, key, isHost, hasLink }: Entry, links: Links): string | undefined => {
  const { code, visibility } = webinar;
  if (hasLink) return links.speaking(code, key as PersonId);
  if (!isHost) return links.personal(code, key as RegistrationKey);
  // The gate's page opens to nobody where only those invited see the webinar; hosts come in by chat anyway.
  return visibility === "invited_only" ? undefined : links.gate(code);
};

/** How whoever has the entry comes in, in words; without the registration ID, as calendars are seen by others. */
export const wayInText = (entry: Entry, links: Links, t: Translate): string => {
  const link = wayIn(entry, links);
  if (entry.hasLink) return `${t("speaking_link")}\n${link}`;
  if (entry.isHost) return t("hosting_way_in", { code: entry.webinar.code });
  const way = `${t("mail_way_in")}\n${link}\n\n${t("mail_entry_answer")}`;
  return entry.isTentative ? `${t("mail_entry_holds")}\n\n${way}` : way;
};
