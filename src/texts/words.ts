import { COMMANDS, type CommandName } from "../core/commands.ts";
import { showRegistrationId } from "../core/ids.ts";
import type { Mine, Notice } from "../core/notice.ts";
import { fullName, type Locale } from "../core/person.ts";
import type { Registration } from "../core/registration.ts";
import { unreachable } from "../core/result.ts";
import type { Webinar } from "../core/webinar.ts";
import type { TextKey } from "./en.ts";
import { sayRefusal } from "./refusals.ts";
import { sayIn } from "./say.ts";
import { showInstant, showSpan } from "./when.ts";

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A notice in plain words: no markup, nothing escaped. Renderers lay it out, escape it, and add their buttons. */
export interface Words {
  readonly title: string;
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  /** One per webinar, for the notices that list several. */
  readonly items: readonly { webinar: Webinar; title: string; facts: readonly Fact[] }[];
}

interface Reader {
  readonly locale: Locale;
  /** The reader's own zone; the webinar's is used and named when it is not known. */
  readonly zone?: string;
}

const STATUS_WORDS = {
  pending: { title: "request_received_title", line: "request_received_line", card: "request_title" },
  approved: { title: "approved_title", line: "approved_line", card: "request_approved" },
  rejected: { title: "rejected_title", line: "rejected_line", card: "request_rejected" },
  cancelled: { title: "cancelled_title", line: "cancelled_line", card: "request_cancelled" },
  waitlisted: { title: "in_line_title", line: "in_line_line", card: "request_title" },
  offered: { title: "in_line_title", line: "in_line_line", card: "request_title" },
} as const satisfies Record<Registration["status"], Record<"title" | "line" | "card", TextKey>>;

/** Commands about what somebody has already. */
const isOwn = (command: CommandName): boolean => command === "join" || command === "leave" || command === "resend";

/** What a notice says to this reader. */
export const wordsOf = (notice: Notice, reader: Reader): Words => {
  const { locale } = reader;
  const say = sayIn(locale);
  const whole = (title: string, lines: readonly string[] = [], facts: readonly Fact[] = []): Words => ({
    title,
    lines,
    facts,
    items: [],
  });
  const zoneFor = (webinar: Webinar) => reader.zone ?? webinar.zone;
  const when = (webinar: Webinar): Fact => ({
    label: say("fact_when"),
    value: showSpan(webinar.startsAt, webinar.endsAt, zoneFor(webinar), locale),
  });
  const code = (webinar: Webinar): Fact => ({ label: say("fact_code"), value: webinar.code });
  /** To invitees, as the invitation had it, and to who is approved: nobody else gets in with it. */
  const id = ({ registrationId, registration }: Mine): Fact[] =>
    registrationId && (!registration || registration.status === "approved")
      ? [{ label: say("fact_id"), value: showRegistrationId(registrationId) }]
      : [];
  const status = (registration: Registration | undefined): Fact => ({
    label: say("fact_status"),
    value: say(`status_${registration?.status ?? "none"}`),
  });
  const host = (hostName: string): Fact[] => (hostName === "" ? [] : [{ label: say("fact_host"), value: hostName }]);
  const description = (webinar: Webinar) => (webinar.description === "" ? [] : [webinar.description]);

  switch (notice.kind) {
    case "help":
      return whole(say("help_title"), [
        say("help_intro", { slash: "/webinar" }),
        ...COMMANDS.filter((name) => notice.mayHost || (name !== "schedule" && name !== "invite")).map((name) =>
          say(`help_${name}`),
        ),
      ]);
    case "unknown_command":
      return whole(say("unknown_command", { typed: notice.typed }), [
        ...(notice.nearest ? [say("did_you_mean", { nearest: notice.nearest })] : []),
        say("see_help"),
      ]);
    case "refused":
      return whole(sayRefusal(notice.refusal, locale, reader.zone ?? "UTC"));
    case "failed":
      return whole(say("failed_title"), [say("failed", { reference: notice.reference })]);
    case "not_saved":
      return whole(say("failed_title"), [say("not_saved")]);
    case "working":
      return whole(say("working"));
    case "open_form":
      return notice.form === "schedule"
        ? whole(say("open_schedule"))
        : whole(say("open_register", { title: notice.webinar.title }), [], [when(notice.webinar)]);
    case "choose":
    case "webinars": {
      const title = notice.kind === "choose" ? say("choose_webinar") : say("webinars_title");
      if (notice.webinars.length === 0)
        return notice.kind === "choose" && isOwn(notice.command)
          ? whole(say("mine_none"))
          : whole(say("none_upcoming"), [say("none_upcoming_next")]);
      return {
        ...whole(title),
        items: notice.webinars.map((webinar) => ({
          webinar,
          title: webinar.title,
          facts: [code(webinar), when(webinar)],
        })),
      };
    }
    case "scheduled":
      return whole(
        say("scheduled_title", { title: notice.webinar.title }),
        [say("scheduled_next", { code: notice.webinar.code })],
        [
          code(notice.webinar),
          when(notice.webinar),
          {
            label: say("fact_seats"),
            value: say("seats_of", { held: notice.webinar.seatsHeld, cap: notice.webinar.cap }),
          },
        ],
      );
    case "announcement": {
      const line = notice.webinar.registrationRequired ? "announcement_line" : "announcement_open";
      return whole(
        say("announcement_title", { title: notice.webinar.title }),
        [say(line, { host: notice.hostName }), ...description(notice.webinar)],
        [code(notice.webinar), when(notice.webinar)],
      );
    }
    case "invited":
      return whole(say("invited_title", { title: notice.webinar.title }), [
        say("invited_count", { invited: notice.invited }),
        ...(notice.known > 0 ? [say("invited_known", { known: notice.known })] : []),
        ...(notice.unknown.length > 0
          ? [say("invited_unknown", { names: notice.unknown.slice(0, 10).join(", ") })]
          : []),
      ]);
    case "webinar":
      return whole(notice.webinar.title, description(notice.webinar), [
        code(notice.webinar),
        when(notice.webinar),
        ...host(notice.hostName),
        ...(notice.webinar.registrationRequired ? [status(notice.registration), ...id(notice)] : []),
      ]);
    case "mine":
      if (notice.entries.length === 0) return whole(say("mine_none"));
      return {
        ...whole(say("mine_title")),
        items: notice.entries.map((entry) => ({
          webinar: entry.webinar,
          title: entry.webinar.title,
          facts: [code(entry.webinar), when(entry.webinar), status(entry.registration), ...id(entry)],
        })),
      };
    case "invitation": {
      const { webinar } = notice;
      const next = webinar.registrationRequired ? say("invitation_register") : say("invitation_open");
      return whole(
        say("invitation_title", { title: webinar.title }),
        [
          ...(notice.hostName === "" ? [next] : [say("invitation_line", { host: notice.hostName }), next]),
          ...description(webinar),
          ...(notice.registrationId ? [say("invitation_id")] : []),
        ],
        [code(webinar), when(webinar), ...id(notice)],
      );
    }
    case "registration": {
      const { webinar, registration } = notice;
      const words = STATUS_WORDS[registration.status];
      const isApproved = registration.status === "approved";
      return whole(
        say(words.title, { title: webinar.title }),
        [
          ...(notice.again && registration.status !== "rejected" ? [say("again_line")] : []),
          say(words.line),
          ...(isApproved && notice.registrationId ? [say("approved_id")] : []),
        ],
        [code(webinar), when(webinar), status(registration), ...id(notice)],
      );
    }
    case "resent":
      return whole(say("resent"));
    case "retried":
      return whole(say("retried"));
    case "request": {
      const { webinar, registration } = notice;
      const zone = zoneFor(webinar);
      const name = fullName(registration);
      const { decidedAt } = registration;
      const by = notice.decidedByName;
      return whole(
        say(STATUS_WORDS[registration.status].card, { name, title: webinar.title }),
        [],
        [
          { label: say("fact_email"), value: registration.address },
          { label: say("fact_requested"), value: showInstant(registration.registeredAt, zone, locale) },
          status(registration),
          ...(by && decidedAt !== undefined
            ? [
                {
                  label: say("fact_decided"),
                  value: say("decided_by", { name: by, when: showInstant(decidedAt, zone, locale) }),
                },
              ]
            : []),
          code(webinar),
        ],
      );
    }
    case "admitted":
      return whole(say("admitted_title", { title: notice.webinar.title }), [say("admitted_line")]);
    case "draft":
      return whole(say("draft_title", { title: notice.webinar.title }), [say("draft_line")], [when(notice.webinar)]);
    case "undelivered":
      return whole(say("undelivered_title", { title: notice.webinar.title }), [
        say(`undelivered_${notice.what}`, { name: notice.name === "" ? say("somebody") : notice.name }),
      ]);
    default:
      return unreachable(notice);
  }
};
