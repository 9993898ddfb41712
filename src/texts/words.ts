import type { LogLine } from "../core/hosting/audit-log.ts";
import type { FormOwner } from "../core/hosting/form-builder.ts";
import { showRegistrationId } from "../core/model/ids.ts";
import { fullName } from "../core/model/person.ts";
import type { Mine, Registration } from "../core/model/registration.ts";
import { unreachable } from "../core/model/result.ts";
import type { Webinar } from "../core/model/webinar.ts";
import { COMMANDS, type CommandName, HOST_COMMANDS } from "../core/notices/commands.ts";
import type { Hosting, Notice } from "../core/notices/notice.ts";
import { ANSWERS_ON_CARD } from "../core/notices/request-offers.ts";
import { fullRefusal } from "../core/registering/register.ts";
import type { TextKey } from "./en.ts";
import type { Fact, WordsReader as Reader, Words } from "./fact.ts";
import { sayRefusal } from "./refusals.ts";
import { requestWords } from "./request-words.ts";
import { type Say, sayIn } from "./say.ts";
import { labelOf, sayChange, sayHow } from "./settings.ts";
import { showInstant, showSpan } from "./when.ts";

const STATUS_WORDS = {
  pending: { title: "request_received_title", line: "request_received_line", card: "request_title" },
  approved: { title: "approved_title", line: "approved_line", card: "request_approved" },
  rejected: { title: "rejected_title", line: "rejected_line", card: "request_rejected" },
  cancelled: { title: "cancelled_title", line: "cancelled_line", card: "request_cancelled" },
  waitlisted: { title: "in_line_title", line: "in_line_line", card: "request_in_line" },
  offered: { title: "offered_title", line: "offered_line", card: "request_in_line" },
} as const satisfies Record<Registration["status"], Record<"title" | "line" | "card", TextKey>>;

const cut = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max - 1)}…` : text);

/** Who did it, and by which way. */
const whoIn = ({ byName, way }: LogLine, say: Say): string => {
  const who = byName === "" ? say("log_somebody") : byName;
  return way ? say("log_way", { who, way: say(`way_${way}`) }) : who;
};

const whatIn = ({ act, aboutName, from, to, others }: LogLine, say: Say): string => {
  const values = {
    count: others,
    about: aboutName === "" ? say("somebody") : aboutName,
    from: from ? say(`status_${from}`) : "",
    to: to ? say(`status_${to}`) : "",
  };
  if (others > 0) return say("log_moved_many", values);
  const key = LOG_ACTS.find((known) => known === act);
  return key ? say(`log_${key}`, values) : act;
};

const LOG_ACTS = [
  ...(["registered", "moved", "invited", "admitted", "scheduled", "edited", "called_off", "form_changed"] as const),
  ...(["rules_changed", "series_changed", "restored", "asked", "answered"] as const),
];

/** Who decided and when: a host, or Usher by itself. */
const decidedIn = ({ registration, decidedByName }: Notice & { kind: "request" }, say: Say) => {
  const { decidedAt, how, history, status } = registration;
  if (status === "pending" || status === "waitlisted" || status === "offered") return undefined;
  if (!how && decidedByName && decidedAt !== undefined) return { name: decidedByName, at: decidedAt };
  const last = history.at(-1);
  return how && last ? { name: say("log_somebody"), at: last.at } : undefined;
};

const titleOf = (owner: FormOwner): string => (owner.kind === "series" ? owner.series.title : owner.webinar.title);

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
  const id = ({ webinar, registrationId, registration }: Mine): Fact[] =>
    registrationId && webinar.state === "scheduled" && (!registration || registration.status === "approved")
      ? [{ label: say("fact_id"), value: showRegistrationId(registrationId) }]
      : [];
  const status = (registration: Registration | undefined): Fact => ({
    label: say("fact_status"),
    value: say(`status_${registration?.status ?? "none"}`),
  });
  /** Where somebody stands with a webinar: what became of it as a whole comes before what became of a registration. */
  const standing = (mine: Mine): Fact[] => {
    const { webinar, registration } = mine;
    if (webinar.state === "cancelled") return [{ label: say("fact_status"), value: say("status_called_off") }];
    if (!webinar.registrationRequired) return [{ label: say("fact_status"), value: say("status_open") }];
    return [status(registration), ...inLine(mine), ...id(mine)];
  };
  const inLine = ({ webinar, registration, position }: Mine): Fact[] => [
    ...(position ? [{ label: say("fact_position"), value: String(position) }] : []),
    ...(registration?.status === "offered" && registration.offerEndsAt !== undefined
      ? [{ label: say("fact_offer_ends"), value: showInstant(registration.offerEndsAt, zoneFor(webinar), locale) }]
      : []),
  ];
  /** What the overview counts; nothing while nothing happened. */
  const counted = ({ counts, cap, seatsHeld, registrationRequired }: Webinar, attended: number): Fact[] => {
    const fact = (
      label: "fact_approved" | "fact_pending" | "fact_waiting" | "fact_free" | "fact_attended",
      count: number,
    ) => ({
      label: say(label),
      value: say("count", { count }),
    });
    const seats = [
      fact("fact_approved", counts.approved),
      fact("fact_pending", counts.pending),
      ...(counts.waitlisted + counts.offered > 0 ? [fact("fact_waiting", counts.waitlisted + counts.offered)] : []),
      fact("fact_free", Math.max(0, cap - seatsHeld)),
    ];
    return [...(registrationRequired ? seats : []), ...(attended > 0 ? [fact("fact_attended", attended)] : [])];
  };
  const host = (hostName: string): Fact[] => (hostName === "" ? [] : [{ label: say("fact_host"), value: hostName }]);
  const planLine = ({ cap, registrationRequired }: Webinar, plan: number): string[] =>
    registrationRequired && cap > plan ? [say("plan_line", { cap, plan })] : [];
  const windowOf = ({ opensAt, closesAt, zone }: Webinar): Fact[] => {
    const at = (label: "fact_opens" | "fact_closes", instant: number | undefined) =>
      instant === undefined ? [] : [{ label: say(label), value: showInstant(instant, reader.zone ?? zone, locale) }];
    return [...at("fact_opens", opensAt), ...at("fact_closes", closesAt)];
  };
  const hostFacts = (webinar: Webinar, { cohostNames, plan }: Hosting): Fact[] => [
    ...(webinar.registrationRequired
      ? [
          { label: say("fact_seats"), value: say("seats_of", { held: webinar.seatsHeld, cap: webinar.cap }) },
          ...planLine(webinar, plan).map((value) => ({ label: say("fact_seats"), value })),
          { label: say("fact_approval"), value: say(`policy_${webinar.policy}`) },
        ]
      : []),
    ...(webinar.joinBeforeHost === undefined
      ? []
      : [{ label: say("fact_early"), value: say("early_minutes", { minutes: webinar.joinBeforeHost }) }]),
    { label: say("fact_password"), value: webinar.password },
    ...(cohostNames.length > 0 ? [{ label: say("fact_cohosts"), value: cohostNames.join(", ") }] : []),
    ...(webinar.landingPage ? [{ label: say("fact_landing"), value: webinar.landingPage }] : []),
  ];
  const description = (webinar: Webinar) => (webinar.description === "" ? [] : [webinar.description]);

  switch (notice.kind) {
    case "help":
      return whole(say("help_title"), [
        say("help_intro", { slash: "/webinar" }),
        ...COMMANDS.filter((name) => notice.mayHost || !HOST_COMMANDS.includes(name)).map((name) =>
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
      switch (notice.form) {
        case "schedule":
          return whole(say("open_schedule"));
        case "edit":
          return whole(say("open_edit", { title: notice.webinar.title }), [], [code(notice.webinar)]);
        case "questions":
          return whole(say("open_questions", { title: titleOf(notice.owner) }));
        case "series":
          return whole(say("open_series"));
        case "rules":
          return whole(say("rules_title"), [], [code(notice.webinar)]);
        case "decide":
          return whole(say("decide_title"), [], [code(notice.webinar)]);
        case "review":
        case "ask":
        case "answer":
          return requestWords(notice, reader);
        case "register":
          return notice.target.kind === "webinar"
            ? whole(say("open_register", { title: notice.target.webinar.title }), [], [when(notice.target.webinar)])
            : whole(say("open_register", { title: notice.target.series.title }));
        default:
          return unreachable(notice);
      }
    case "choose":
    case "webinars": {
      const title = notice.kind === "choose" ? say("choose_webinar") : say("webinars_title");
      if (notice.webinars.length === 0)
        return notice.kind === "choose" && isOwn(notice.command)
          ? whole(say("mine_none"))
          : notice.kind === "choose" && HOST_COMMANDS.includes(notice.command)
            ? whole(say("choose_none_hosted"), [say("none_upcoming_next")])
            : whole(say("none_upcoming"), [say("none_upcoming_next")]);
      return {
        ...whole(title),
        items: notice.webinars.map((webinar) => ({
          title: webinar.title,
          facts: [code(webinar), when(webinar)],
        })),
      };
    }
    case "scheduled":
      return whole(
        say("scheduled_title", { title: notice.webinar.title }),
        [...planLine(notice.webinar, notice.plan), say("scheduled_next", { code: notice.webinar.code })],
        [
          code(notice.webinar),
          when(notice.webinar),
          { label: say("fact_password"), value: notice.webinar.password },
          {
            label: say("fact_seats"),
            value: say("seats_of", { held: notice.webinar.seatsHeld, cap: notice.webinar.cap }),
          },
        ],
      );
    case "edited": {
      const { webinar, changes, deleted, plan } = notice;
      const isMoved = changes.some(({ setting }) => setting === "startsAt" || setting === "endsAt");
      const isEarly = changes.some(
        ({ setting, to }) => setting === "joinBeforeHost" && to.joinBeforeHost !== undefined,
      );
      return whole(
        say("edited_title", { title: webinar.title }),
        [
          ...(changes.length === 0 ? [say("edited_none")] : []),
          ...changes.map((change) => sayChange(change, locale, zoneFor(webinar))),
          ...(isMoved ? [say("edited_moved")] : []),
          ...(isEarly ? [say("edited_early")] : []),
          ...(deleted > 0 ? [say("edited_deleted", { count: deleted })] : []),
          ...planLine(webinar, plan),
        ],
        [code(webinar), when(webinar)],
      );
    }
    case "confirm_cancel": {
      const { pending, approved, offered, waitlisted } = notice.webinar.counts;
      const count = pending + approved + offered + waitlisted;
      return whole(
        say("confirm_cancel_title", { title: notice.webinar.title }),
        [say("confirm_cancel_line", { count })],
        [code(notice.webinar), when(notice.webinar)],
      );
    }
    case "cancelled":
      return whole(
        say("webinar_cancelled_title", { title: notice.webinar.title }),
        [say("webinar_cancelled_line")],
        [code(notice.webinar), when(notice.webinar)],
      );
    case "cohosts": {
      const { webinar, names, unknown } = notice;
      return whole(
        say("cohosts_title", { title: webinar.title }),
        [
          ...(names.length > 0 ? [names.join(", ")] : [say("cohosts_none", { code: webinar.code })]),
          ...(unknown.length > 0 ? [say("cohosts_unknown", { names: unknown.slice(0, 10).join(", ") })] : []),
        ],
        [code(webinar)],
      );
    }
    case "cohosting":
      return whole(
        say("cohosting_title", { title: notice.webinar.title }),
        [say("cohosting_line", { host: notice.hostName }), say("cohosting_next", { code: notice.webinar.code })],
        [code(notice.webinar), when(notice.webinar)],
      );
    case "series":
      if (notice.entries.length === 0) return whole(say("series_none"));
      return {
        ...whole(say("series_title")),
        items: notice.entries.map(({ series, webinars }) => ({
          title: series.title,
          facts: [
            { label: say("fact_code"), value: series.code },
            { label: say("fact_webinars"), value: String(webinars.length) },
          ],
        })),
      };
    case "series_one":
    case "series_saved": {
      const { series, webinars } = notice;
      const isSaved = notice.kind === "series_saved";
      return {
        ...whole(
          isSaved ? say("series_saved_title", { title: series.title }) : series.title,
          [say(isSaved ? "series_saved_line" : "series_one_line", { count: webinars.length })],
          [{ label: say("fact_code"), value: series.code }],
        ),
        items: webinars.map((webinar) => ({ title: webinar.title, facts: [code(webinar), when(webinar)] })),
      };
    }
    case "series_registered":
      return {
        ...whole(say("series_registered_title", { title: notice.title })),
        items: notice.outcomes.map((outcome) => ({
          title: outcome.webinar.title,
          facts: [
            code(outcome.webinar),
            when(outcome.webinar),
            "registered" in outcome
              ? status(outcome.registered.registration)
              : { label: say("fact_status"), value: sayRefusal(outcome.refusal, locale, zoneFor(outcome.webinar)) },
          ],
        })),
      };
    case "no_free_seat":
      return whole(say("seatless_title"), [
        say("seatless_line", {
          cap: notice.webinar.cap,
          title: notice.webinar.title,
          name: fullName(notice.registration),
        }),
      ]);
    case "always":
      return whole(say("always_title", { domain: notice.domain, title: notice.webinar.title }), [say("always_line")]);
    case "rule_test": {
      const { verdict, webinar } = notice;
      const how = verdict.how ? sayHow(verdict.how, webinar.form, say) : "";
      return whole(say("rule_test_title", { address: notice.address, title: webinar.title }), [
        verdict.status === "pending" ? say("rule_test_pending") : say(`rule_test_${verdict.status}`, { how }),
      ]);
    }
    case "log": {
      const zone = zoneFor(notice.webinar);
      return whole(
        say("log_title", { title: notice.webinar.title }),
        notice.lines.length === 0 ? [say("log_none")] : [],
        notice.lines.map((line) => ({
          label: showInstant(line.at, zone, locale),
          value: say("log_line", { who: whoIn(line, say), what: whatIn(line, say) }),
        })),
      );
    }
    case "answers":
      return {
        ...whole(
          say("answers_title", { name: fullName(notice.registration) }),
          notice.answers.length === 0 ? [say("answers_none")] : [],
          [code(notice.webinar)],
        ),
        items: notice.answers.map(({ question, answer }) => ({
          title: labelOf(question, say),
          facts: [{ label: "", value: answer.join(", ") }],
        })),
      };
    case "announcement": {
      if (notice.webinar.state === "cancelled")
        return whole(
          say("called_off_title", { title: notice.webinar.title }),
          [say("announcement_cancelled")],
          [code(notice.webinar), when(notice.webinar)],
        );
      const { registrationRequired, policy } = notice.webinar;
      const asked = policy === "automatic" ? "announcement_automatic" : "announcement_line";
      const line = registrationRequired ? asked : "announcement_open";
      return whole(
        say("announcement_title", { title: notice.webinar.title }),
        [say(line, { host: notice.hostName }), ...description(notice.webinar)],
        [code(notice.webinar), when(notice.webinar), ...counted(notice.webinar, notice.attended)],
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
        ...(notice.seriesTitle ? [{ label: say("fact_series"), value: notice.seriesTitle }] : []),
        ...windowOf(notice.webinar),
        ...(notice.webinar.registrationRequired ? standing(notice) : []),
        ...(notice.hosting ? hostFacts(notice.webinar, notice.hosting) : []),
      ]);
    case "mine":
      if (notice.entries.length === 0) return whole(say("mine_none"));
      return {
        ...whole(say("mine_title")),
        items: notice.entries.map((entry) => ({
          title: entry.webinar.title,
          facts: [code(entry.webinar), when(entry.webinar), ...standing(entry)],
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
          registration.status === "waitlisted" && registration.expired > 0
            ? say("in_line_after_line")
            : say(words.line),
          ...(isApproved && notice.registrationId ? [say("approved_id")] : []),
          ...(isApproved && registration.isLate
            ? [say("approved_late", { password: webinar.password, code: webinar.code })]
            : []),
          ...(registration.status === "rejected" && registration.reason?.told
            ? [say("rejected_reason", { reason: registration.reason.text })]
            : []),
        ],
        [code(webinar), when(webinar), status(registration), ...inLine(notice), ...id(notice)],
      );
    }
    case "resent":
      return whole(say("resent"));
    case "retried":
      return whole(say("retried"));
    case "request_gone":
      return whole(say("request_gone_title", { title: notice.webinar.title }), [say("request_gone_line")]);
    case "moved": {
      const { webinar, startsAt, endsAt } = notice;
      const span = (from: number, to: number) => showSpan(from, to, zoneFor(webinar), locale);
      return whole(
        say("moved_title", { title: webinar.title }),
        [say(notice.registration ? "moved_line" : "moved_line_open")],
        [
          code(webinar),
          { label: say("fact_before"), value: span(startsAt, endsAt) },
          { label: say("fact_now"), value: span(webinar.startsAt, webinar.endsAt) },
          ...(notice.registration ? [status(notice.registration), ...id(notice)] : []),
        ],
      );
    }
    case "called_off":
      return whole(
        say("called_off_title", { title: notice.webinar.title }),
        [say("called_off_line")],
        [code(notice.webinar), when(notice.webinar)],
      );
    case "line_over":
      return whole(
        say("line_over_title", { title: notice.webinar.title }),
        [say("line_over_line")],
        [code(notice.webinar)],
      );
    case "let_go":
      return whole(
        say("let_go_title", { title: notice.webinar.title }),
        [say("let_go_line")],
        [code(notice.webinar), when(notice.webinar)],
      );
    case "full":
      return whole(
        say("full_title", { title: notice.webinar.title }),
        [sayRefusal(fullRefusal(notice.webinar), locale, zoneFor(notice.webinar))],
        [code(notice.webinar), when(notice.webinar)],
      );
    case "request": {
      const { webinar, registration, answers } = notice;
      const zone = zoneFor(webinar);
      const name = fullName(registration);
      const decidedBy = decidedIn(notice, say);
      return whole(
        say(
          registration.status === "pending" && registration.isLate
            ? "request_urgent"
            : STATUS_WORDS[registration.status].card,
          { name, title: webinar.title },
        ),
        [],
        [
          { label: say("fact_email"), value: registration.address },
          { label: say("fact_requested"), value: showInstant(registration.registeredAt, zone, locale) },
          status(registration),
          ...(decidedBy
            ? [
                {
                  label: say("fact_decided"),
                  value: say("decided_by", { ...decidedBy, when: showInstant(decidedBy.at, zone, locale) }),
                },
              ]
            : []),
          ...(registration.how ? [{ label: say("fact_how"), value: sayHow(registration.how, webinar.form, say) }] : []),
          ...(registration.reason
            ? [
                {
                  label: say("fact_reason"),
                  value: registration.reason.told
                    ? registration.reason.text
                    : say("reason_kept", { reason: registration.reason.text }),
                },
              ]
            : []),
          code(webinar),
          ...answers.slice(0, ANSWERS_ON_CARD).map(({ question, answer }) => ({
            label: cut(labelOf(question, say), 100),
            value: cut(answer.join(", "), 200),
          })),
          ...(answers.length > ANSWERS_ON_CARD
            ? [{ label: "…", value: say("answers_more", { count: answers.length - ANSWERS_ON_CARD }) }]
            : []),
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
    case "bulk":
    case "digest":
    case "waiting":
    case "asked":
    case "ask_sent":
    case "thread":
    case "answer_sent":
      return requestWords(notice, reader);
    default:
      return unreachable(notice);
  }
};
