import { defined } from "../model/defined.ts";
import type { Address, InquiryId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { unreachable } from "../model/result.ts";
import { codeOf } from "../model/series.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { CommandName } from "../notices/commands.ts";
import type { Notice } from "../notices/notice.ts";
import { offersOf } from "../notices/offers.ts";

/** A notice about a webinar that has nothing else to load. */
type AboutWebinar = Extract<
  Notice,
  {
    kind:
      | "scheduled"
      | "cancelled"
      | "cohosts"
      | "speakers"
      | "confirm_handover"
      | "step_down"
      | "announced"
      | "handover"
      | "invited"
      | "resent"
      | "retried"
      | "always";
  }
>;
type WithoutWebinar<Told> = Told extends unknown ? Omit<Told, "webinar"> : never;

/**
 * How an answer is kept until it can be said: by ids, so that neither an ID nor a password is kept, and what is said is
 * true by then. What only reads is asked again; what cannot be loaded is kept as it is.
 */
export type Kept =
  | { do: "say"; notice: Notice }
  | { do: "press"; act: CardAct }
  | { do: "type"; name: CommandName; code?: WebinarCode; rest?: string; addresses?: readonly Address[] }
  | { do: "webinar"; code: WebinarCode; rest: WithoutWebinar<AboutWebinar> }
  | { do: "registration"; code: WebinarCode; key: RegistrationKey; again: boolean }
  | { do: "added"; code: WebinarCode; key: RegistrationKey }
  | { do: "no_seat"; code: WebinarCode; key: RegistrationKey; mayRaise: boolean }
  | { do: "request"; code: WebinarCode; key: RegistrationKey }
  | { do: "bulk"; code: WebinarCode; id: RequestId }
  | { do: "inquiry"; as: "ask_sent" | "answer_sent"; code: WebinarCode; key: RegistrationKey; inquiry: InquiryId }
  | { do: "answer"; text: string; code: WebinarCode; key: RegistrationKey; inquiry: InquiryId };

const typed = (name: CommandName, code?: WebinarCode): Kept => ({ do: "type", name, ...defined({ code }) });

const shown = ({ webinar }: { webinar: { code: WebinarCode } }): Kept => ({
  do: "press",
  act: { act: "show", code: webinar.code },
});

const withoutWebinar = ({ webinar, ...rest }: AboutWebinar): Kept => ({ do: "webinar", code: webinar.code, rest });

/** The form's own button, which opens it again. */
const opened = (notice: Notice & { kind: "open_form" }, now: number): Kept | undefined => {
  const [offer] = offersOf(notice, now);
  return offer && "act" in offer ? { do: "press", act: offer.act } : undefined;
};

/** How to keep an answer; undefined for one that need not be said later. */
export const keptOf = (notice: Notice, now: number): Kept | undefined => {
  switch (notice.kind) {
    case "working":
    // It is made anew whenever it is opened.
    case "home":
      return undefined;
    case "refused":
      // Its changes are whole settings, the password among them.
      if (notice.refusal.reason === "changed_meanwhile")
        return { do: "say", notice: { kind: "refused", refusal: { reason: "form_lost" } } };
      return { do: "say", notice };
    case "help":
    case "unknown_command":
    case "failed":
    case "not_saved":
    case "saved":
    case "announcement_closed":
      return { do: "say", notice };
    case "form_open":
      return { do: "say", notice: { kind: "form_open" } };
    case "open_form":
      return opened(notice, now);
    case "choose": {
      const { command } = notice;
      return command === "again" ? { do: "press", act: { act: "page_choice", command, from: 0 } } : typed(command);
    }
    case "webinars":
      return typed("list");
    case "mine":
      return notice.isPast
        ? { do: "press", act: { act: "page", list: "past", from: notice.page?.from ?? 0 } }
        : typed("my");
    case "series_registered":
      return typed("my");
    case "series":
      return typed("series");
    case "series_one":
    case "series_saved":
      return typed("series", codeOf(notice));
    case "series_announcement":
      return typed("show", codeOf(notice));
    case "series_people":
      return { do: "press", act: { act: "series_people", code: codeOf(notice), tab: notice.tab } };
    // All of them are its host's next ones.
    case "repeated":
      return notice.series ? typed("series", codeOf({ series: notice.series })) : typed("list");
    case "log":
      return typed("log", notice.webinar.code);
    case "rule_test": {
      const { webinar, address } = notice;
      return {
        do: "type",
        name: "rules",
        code: webinar.code,
        rest: `test ${address}`,
        addresses: [address as Address],
      };
    }
    // Its preview is a secret.
    case "scheduled":
      return withoutWebinar({ kind: "scheduled", webinar: notice.webinar, plan: notice.plan });
    case "cancelled":
    case "cohosts":
    case "speakers":
    case "confirm_handover":
    case "step_down":
    case "announced":
    case "handover":
    case "resent":
    case "retried":
    case "always":
      return withoutWebinar(notice);
    case "told_by":
      return { do: "press", act: { act: "told_by", code: notice.webinar.code } };
    case "confirm_leave":
      return typed("leave", notice.webinar.code);
    case "confirm_cancel":
      return { do: "press", act: { act: "cancel", code: notice.webinar.code } };
    case "resent_to":
      return { do: "press", act: { act: "registrant", code: notice.webinar.code, registration: notice.key } };
    case "registrant":
      return { do: "press", act: { act: "registrant", code: notice.webinar.code, registration: notice.row.key } };
    case "invited": {
      const { file, ...rest } = notice;
      return withoutWebinar(rest);
    }
    // Its links are secrets, and made anew.
    case "exported": {
      const { webinar, refusedOf: id } = notice;
      const { code } = webinar;
      return { do: "press", act: id ? { act: "invite_refused", code, id } : { act: "export", code } };
    }
    case "report":
      return { do: "press", act: { act: "report", code: notice.webinar.code } };
    case "answers":
      return { do: "press", act: { act: "answers", code: notice.webinar.code, registration: notice.registration.key } };
    // Who was admitted is admitted again, and counts once: the link itself is a secret.
    case "admitted":
      return { do: "press", act: { act: "join", code: notice.webinar.code } };
    case "registration":
      return { do: "registration", code: notice.webinar.code, key: notice.registration.key, again: notice.again };
    case "added":
      return { do: "added", code: notice.webinar.code, key: notice.registration.key };
    // What was filled in is kept for an hour only: it is asked for anew.
    case "no_seat_to_add":
      return { do: "press", act: { act: "add_person", code: notice.webinar.code, person: notice.whom } };
    case "no_free_seat": {
      const { webinar, registration, mayRaise } = notice;
      return { do: "no_seat", code: webinar.code, key: registration.key, mayRaise };
    }
    case "request":
      return { do: "request", code: notice.webinar.code, key: notice.registration.key };
    case "bulk":
      return { do: "bulk", code: notice.webinar.code, id: notice.id };
    case "ask_sent":
    case "answer_sent": {
      const { kind, webinar, registration, inquiry } = notice;
      return { do: "inquiry", as: kind, code: webinar.code, key: registration.key, inquiry: inquiry.id };
    }
    case "answer_found": {
      const { webinar, registration, inquiry, text } = notice;
      return { do: "answer", text, code: webinar.code, key: registration.key, inquiry: inquiry.id };
    }
    // An edit says what it changed, passwords too: the webinar as it is now says what it led to.
    case "edited":
    case "webinar":
    case "link_preview":
    case "overview":
    case "announcement":
    case "cohosting":
    case "speaking":
    case "handed_over":
    case "invitation":
    case "declined":
    case "digest":
    case "waiting":
    case "cancellations":
    case "coming":
    case "asked":
    case "thread":
    case "request_gone":
    case "moved":
    case "reminder":
    case "follow_up":
    case "host_message":
    case "message_sent":
    case "revised":
    case "id_given":
    case "password_changed":
    case "hosting":
    case "called_off":
    case "over":
    case "let_go":
    case "withdrawn":
    case "corrected":
    case "line_over":
    case "offer_replaced":
    case "full":
    case "draft":
    case "undelivered":
      return shown(notice);
    default:
      return unreachable(notice);
  }
};
