import { defined } from "../../core/model/defined.ts";
import { unreachable } from "../../core/model/result.ts";
import { codeOf } from "../../core/model/series.ts";
import type { CommandName } from "../../core/notices/commands.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Say } from "../../texts/say.ts";
import { type Button, button, type CodeAct, executing, hostButtons, landing, opening, ownButtons } from "./button.ts";
import { answerButton, askedButtons, bulkButtons, digestButtons, requestButtons } from "./request-buttons.ts";

const formButton = (say: Say, notice: Notice & { kind: "open_form" }): Button => {
  switch (notice.form) {
    case "schedule":
      return opening(say("schedule"), { act: "schedule" });
    case "edit":
      return button(say, "edit", notice.webinar.code, "alone");
    case "register":
      return button(say, "register", codeOf(notice.target), "alone");
    case "questions":
      return button(say, "form", codeOf(notice.owner), "alone");
    case "series":
      return notice.series
        ? button(say, "series_edit", codeOf(notice.series), "alone")
        : opening(say("series_new"), { act: "series_new" });
    case "rules":
      return button(say, "rules", notice.webinar.code, "alone");
    case "decide": {
      const { webinar, registration } = notice;
      const { key, version } = registration;
      return opening(say("change"), { act: "change", code: webinar.code, registration: key, version });
    }
    case "review": {
      const { webinar, status, domain } = notice.review;
      return opening(say("requests"), {
        act: "requests",
        code: webinar.code,
        status,
        ...defined({ domain }),
      });
    }
    case "ask": {
      const { webinar, registration } = notice;
      const { key, version } = registration;
      return opening(say("ask"), { act: "ask", code: webinar.code, registration: key, version });
    }
    case "answer":
      return answerButton(say, notice);
    default:
      return unreachable(notice);
  }
};

/** The buttons below a notice, at the time `now`. */
export const buttonsOf = (notice: Notice, say: Say, now: number): Button[] => {
  switch (notice.kind) {
    case "help":
      return notice.mayHost ? [opening(say("schedule"), { act: "schedule" })] : [];
    case "open_form":
      return [formButton(say, notice)];
    case "announcement":
      return notice.webinar.registrationRequired && notice.webinar.state !== "cancelled"
        ? [button(say, "register", notice.webinar.code, "alone")]
        : [];
    case "webinar":
      return [
        ...ownButtons(say, notice, "alone"),
        ...(notice.hosting ? hostButtons(say, notice.webinar, ["edit", "form", "rules", "cancel"]) : []),
      ];
    case "invitation":
    case "moved":
      return ownButtons(say, notice, "alone");
    case "registration": {
      const { webinar, registration, again } = notice;
      return [
        ...ownButtons(say, notice, "alone"),
        ...(again && registration.status !== "rejected" ? [button(say, "resend", webinar.code, "alone")] : []),
        ...landing(say, webinar, registration),
      ];
    }
    case "request":
      return requestButtons(say, notice, now);
    case "digest":
      return digestButtons(say, notice, now);
    case "bulk":
      return bulkButtons(say, notice);
    case "waiting":
      return [button(say, "requests", notice.webinar.code, "alone")];
    case "asked":
      return askedButtons(say, notice, now);
    case "no_free_seat": {
      const { webinar, registration, mayRaise } = notice;
      const { key, version } = registration;
      const act = { act: "raise", code: webinar.code, registration: key, version } as const;
      return mayRaise ? [executing(say("raise"), act, "alone")] : [];
    }
    case "scheduled":
    case "edited":
      return hostButtons(say, notice.webinar, ["edit", "form"]);
    case "confirm_cancel":
      return hostButtons(say, notice.webinar, ["call_off"]).map((one) => ({ ...one, style: "destructive" }));
    case "cohosts":
      return hostButtons(say, notice.webinar, ["edit"]);
    case "cohosting":
      return hostButtons(say, notice.webinar, ["show", "edit"]);
    case "series":
      return notice.mayHost ? [opening(say("series_new"), { act: "series_new" })] : [];
    case "series_one":
    case "series_saved": {
      const code = codeOf(notice);
      const isMine = notice.kind === "series_saved" || notice.isMine;
      const own = isMine ? (["series_edit", "form"] as const) : [];
      return [...(notice.webinars.length > 0 ? ["register" as const] : []), ...own].map((act) =>
        button(say, act, code, "alone"),
      );
    }
    case "admitted":
      return [{ type: "Action.OpenUrl", title: say("open_meeting"), url: notice.link }];
    case "undelivered": {
      const { webinar, failed } = notice;
      return [executing(say("try_again"), { act: "retry", code: webinar.code, failed }, "alone")];
    }
    case "let_go":
      return [button(say, "join", notice.webinar.code, "alone")];
    case "unknown_command":
    case "refused":
    case "failed":
    case "working":
    case "not_saved":
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

/** What a webinar is chosen for. */
const chosenFor = (command: CommandName): CodeAct => {
  switch (command) {
    case "register":
    case "join":
    case "leave":
    case "resend":
    case "edit":
    case "form":
    case "cancel":
    case "rules":
    case "requests":
      return command;
    // Its form has the cohosts.
    case "cohost":
      return "edit";
    default:
      return "show";
  }
};

/** The buttons of one item of a list. */
export const itemButtons = (notice: Notice, index: number, say: Say): Button[] => {
  switch (notice.kind) {
    case "webinars":
    case "series_one":
    case "series_saved":
    case "choose": {
      const webinar = notice.webinars[index];
      const act = notice.kind === "choose" ? chosenFor(notice.command) : "show";
      return webinar ? [button(say, act, webinar.code, "list")] : [];
    }
    case "mine": {
      const mine = notice.entries[index];
      return mine ? ownButtons(say, mine, "list") : [];
    }
    case "series": {
      const entry = notice.entries[index];
      if (!entry) return [];
      const code = codeOf(entry);
      const acts: CodeAct[] = [
        ...(entry.webinars.length > 0 ? ["register" as const] : []),
        "show",
        ...(notice.mine.includes(entry.series.code) ? ["series_edit" as const] : []),
      ];
      return acts.map((act) => button(say, act, code, "list"));
    }
    case "series_registered": {
      const outcome = notice.outcomes[index];
      return outcome && "registered" in outcome ? landing(say, outcome.webinar, outcome.registered.registration) : [];
    }
    default:
      return [];
  }
};
