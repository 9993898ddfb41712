import type { Button } from "@slack/types";
import type { WebinarCode } from "../../core/model/ids.ts";
import type { Mine } from "../../core/model/registration.ts";
import { unreachable } from "../../core/model/result.ts";
import { codeOf, type Series, type SeriesWebinars } from "../../core/model/series.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { CardAct } from "../../core/notices/card-acts.ts";
import type { CommandName } from "../../core/notices/commands.ts";
import { type Notice, ownActs } from "../../core/notices/notice.ts";
import type { Say } from "../../texts/say.ts";
import { button, LANDING, LINK, link } from "./button.ts";
import { askedButtons, bulkButtons, digestButtons, raising, requestButtons } from "./request-buttons.ts";

const ownButtons = (mine: Mine, say: Say): Button[] =>
  ownActs(mine).map((act) =>
    button(say(act), { act, code: mine.webinar.code }, act === "leave" || act === "pass" ? undefined : "primary"),
  );

/** What a host goes on to: the webinar's settings, and its form where people register. */
const hostButtons = ({ code, state, registrationRequired }: Webinar, say: Say): Button[] =>
  state === "cancelled"
    ? []
    : [
        button(say("edit"), { act: "edit", code }),
        ...(registrationRequired ? [button(say("form"), { act: "form", code })] : []),
      ];

const seriesButtons = (series: Series, isMine: boolean, say: Say): Button[] => {
  const code = codeOf({ series });
  return [
    button(say("register"), { act: "register", code }, "primary"),
    ...(isMine
      ? [button(say("series_edit"), { act: "series_edit", code }), button(say("form"), { act: "form", code })]
      : []),
  ];
};

const landing = ({ webinar, registration }: Notice & { kind: "registration" }, say: Say): Button[] => {
  const isHeld = ["pending", "approved", "waitlisted"].includes(registration.status);
  return webinar.landingPage && isHeld ? [link(LANDING, say("landing"), webinar.landingPage)] : [];
};

const formButton = (notice: Notice & { kind: "open_form" }, say: Say): Button => {
  switch (notice.form) {
    case "schedule":
      return button(say("schedule"), { act: "schedule" }, "primary");
    case "edit":
      return button(say("edit"), { act: "edit", code: notice.webinar.code }, "primary");
    case "register":
      return button(say("register"), { act: "register", code: codeOf(notice.target) }, "primary");
    case "questions":
      return button(say("form"), { act: "form", code: codeOf(notice.owner) }, "primary");
    case "series":
      return notice.series
        ? button(say("series_edit"), { act: "series_edit", code: codeOf(notice.series) }, "primary")
        : button(say("series_new"), { act: "series_new" }, "primary");
    case "rules":
      return button(say("rules"), { act: "rules", code: notice.webinar.code }, "primary");
    case "decide": {
      const { webinar, registration } = notice;
      const { key, version } = registration;
      return button(say("change"), { act: "change", code: webinar.code, registration: key, version }, "primary");
    }
    case "review":
      return button(say("requests"), { act: "requests", code: notice.review.webinar.code }, "primary");
    case "ask": {
      const { webinar, registration } = notice;
      const { key, version } = registration;
      return button(say("ask"), { act: "ask", code: webinar.code, registration: key, version }, "primary");
    }
    case "answer": {
      const { webinar, registration, inquiry } = notice;
      const of = { code: webinar.code, registration: registration.key, inquiry: inquiry.id };
      return button(say("answer"), { act: "answer", ...of }, "primary");
    }
    default:
      return unreachable(notice);
  }
};

/** The buttons of a notice as a whole, at the time `now`. */
export const buttonsOf = (notice: Notice, say: Say, now: number): Button[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [button(say("schedule"), { act: "schedule" })] : [];
    case "open_form":
      return [formButton(notice, say)];
    case "announcement":
    case "invitation":
    case "moved":
    case "let_go":
      return ownButtons(notice, say);
    case "webinar":
      return [
        ...ownButtons(notice, say),
        ...(notice.hosting ? hostButtons(notice.webinar, say) : []),
        ...(notice.hosting && notice.webinar.state !== "cancelled" && notice.webinar.registrationRequired
          ? [button(say("rules"), { act: "rules", code: notice.webinar.code })]
          : []),
        ...(notice.hosting && notice.webinar.state !== "cancelled"
          ? [button(say("cancel"), { act: "cancel", code: notice.webinar.code })]
          : []),
      ];
    case "registration":
      return [
        ...landing(notice, say),
        ...ownButtons(notice, say),
        ...(notice.again && notice.registration.status !== "rejected"
          ? [button(say("resend"), { act: "resend", code: notice.webinar.code })]
          : []),
      ];
    case "request":
      return requestButtons(notice, say, now);
    case "digest":
      return digestButtons(notice, say, now);
    case "bulk":
      return bulkButtons(notice, say);
    case "waiting":
      return [button(say("requests"), { act: "requests", code: notice.webinar.code }, "primary")];
    case "asked":
      return askedButtons(notice, say, now);
    case "no_free_seat":
      return raising(notice, say);
    case "scheduled":
    case "edited":
    case "cohosts":
    case "cohosting":
      return hostButtons(notice.webinar, say);
    case "confirm_cancel":
      return [button(say("call_off"), { act: "call_off", code: notice.webinar.code }, "danger")];
    case "series":
      return notice.mayHost ? [button(say("series_new"), { act: "series_new" })] : [];
    case "series_one":
      return seriesButtons(notice.series, notice.isMine, say);
    case "series_saved":
      return seriesButtons(notice.series, true, say).slice(1);
    case "admitted":
      return [link(LINK, say("open_meeting"), notice.link)];
    case "undelivered":
      return [button(say("try_again"), { act: "retry", code: notice.webinar.code, failed: notice.failed }, "primary")];
    case "unknown_command":
    case "refused":
    case "failed":
    case "not_saved":
    case "working":
    case "choose":
    case "cancelled":
    case "called_off":
    case "series_registered":
    case "answers":
    case "invited":
    case "webinars":
    case "mine":
    case "resent":
    case "retried":
    case "request_gone":
    case "line_over":
    case "full":
    case "draft":
    case "always":
    case "rule_test":
    case "log":
    case "ask_sent":
    case "thread":
    case "answer_sent":
      return [];
    default:
      return unreachable(notice);
  }
};

/** What a command without its code goes on to, once one is chosen; `show` for the rest. */
const CHOICES = {
  register: "register",
  join: "join",
  leave: "leave",
  resend: "resend",
  show: "show",
  edit: "edit",
  cohost: "edit",
  cancel: "cancel",
  form: "form",
  rules: "rules",
  requests: "requests",
} as const satisfies Partial<Record<CommandName, CardAct["act"]>>;

const choiceButton = (command: CommandName, code: WebinarCode, say: Say): Button => {
  const act = command in CHOICES ? CHOICES[command as keyof typeof CHOICES] : "show";
  return button(say(act), { act, code }, act === "show" || act === "cancel" ? undefined : "primary");
};

const listedSeries = (notice: Notice & { kind: "series" }, { series }: SeriesWebinars, say: Say): Button[] => [
  ...seriesButtons(series, notice.mine.includes(series.code), say),
  button(say("show"), { act: "show", code: codeOf({ series }) }),
];

/** The buttons of one item of a notice that lists several. */
export const itemButtonsOf = (notice: Notice, index: number, say: Say): Button[] => {
  switch (notice.kind) {
    case "mine": {
      const entry = notice.entries[index];
      return entry ? ownButtons(entry, say) : [];
    }
    case "series": {
      const entry = notice.entries[index];
      return entry ? listedSeries(notice, entry, say) : [];
    }
    case "choose":
    case "webinars": {
      const webinar = notice.webinars[index];
      const command = notice.kind === "choose" ? notice.command : "show";
      return webinar ? [choiceButton(command, webinar.code, say)] : [];
    }
    default:
      return [];
  }
};
