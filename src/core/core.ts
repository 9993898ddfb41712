import { makeAccountState } from "./access/account-state.ts";
import { makeFindPeople } from "./access/find-people.ts";
import { makeMarkGone } from "./access/gone-accounts.ts";
import { makeHostedInSeries } from "./access/series-access.ts";
import { makeBulk } from "./approvals/bulk.ts";
import { makeDecide } from "./approvals/decide.ts";
import { makeDecideByDefault } from "./approvals/decide-by-default.ts";
import { makeInquiries } from "./approvals/inquiry.ts";
import { makeReadRegistrant } from "./approvals/registrant.ts";
import { makeRemind } from "./approvals/reminders.ts";
import { makeRosterActs } from "./approvals/roster-acts.ts";
import { makeExportRoster } from "./approvals/roster-export.ts";
import { makeReadRoster } from "./approvals/roster-list.ts";
import { makeRulesEditor } from "./approvals/rules-editor.ts";
import { makeReadSeriesRoster } from "./approvals/series-roster.ts";
import { makeSettle } from "./approvals/settle.ts";
import { makeUndo } from "./approvals/undo.ts";
import { makeWaitlist } from "./approvals/waitlist.ts";
import { makeAnnounce } from "./hosting/announcing/announce.ts";
import { makeSeriesAnnouncing } from "./hosting/announcing/series.ts";
import { makeWithdraw } from "./hosting/announcing/withdraw.ts";
import { makeReadLog } from "./hosting/audit-log.ts";
import { makeCancelWebinar } from "./hosting/cancel.ts";
import { makeChangeCohosts } from "./hosting/cohosts.ts";
import { makeCreate } from "./hosting/create.ts";
import { makeEdit } from "./hosting/edit.ts";
import { makeFormBuilder } from "./hosting/form-builder.ts";
import { makeAgree } from "./hosting/inviting/agree.ts";
import { makeImport } from "./hosting/inviting/import.ts";
import { makeInvite } from "./hosting/inviting/invite.ts";
import { makeInviteOn } from "./hosting/inviting/invite-on.ts";
import { makeInviteSeries } from "./hosting/inviting/invite-series.ts";
import { makeMessages } from "./hosting/messages/messages.ts";
import { makeFindNamedPeople } from "./hosting/named-people.ts";
import { makeCorrectAddress } from "./hosting/people/correct-address.ts";
import { makeHandover } from "./hosting/people/handover.ts";
import { makeChangeSpeakers, makeForgetSpeaker } from "./hosting/people/speakers.ts";
import { makeStandIns } from "./hosting/people/stand-ins.ts";
import { makeRepeat } from "./hosting/repeating/repeat.ts";
import { makeReadReport } from "./hosting/report.ts";
import { makeRestore } from "./hosting/restore.ts";
import { makeRetryDelivery, makeRetryFailed } from "./hosting/retry.ts";
import { makeAgain, makeSchedule } from "./hosting/schedule.ts";
import { makeSeries } from "./hosting/series.ts";
import type { Zones } from "./hosting/settings.ts";
import { makeTimed } from "./hosting/timed/timed.ts";
import type { Site } from "./model/webinar.ts";
import { makePresent } from "./notices/present.ts";
import { makeQueries } from "./notices/queries.ts";
import type { Clock } from "./ports/clock.ts";
import type { Directory } from "./ports/people.ts";
import type { Stores } from "./ports/stores.ts";
import { makeAdding } from "./registering/adding.ts";
import { makeFeeds } from "./registering/choices/feed.ts";
import { makeChooseHolds } from "./registering/choices/holds.ts";
import { makeChooseTold } from "./registering/choices/told.ts";
import { makeMarkConfirmed } from "./registering/confirmed.ts";
import { makeDecline } from "./registering/decline.ts";
import { makeConfirmDraft, makeSaveDraft } from "./registering/draft.ts";
import { makeEditAnswers } from "./registering/edit-answers.ts";
import { makeEnter } from "./registering/enter.ts";
import { makeErase } from "./registering/erase.ts";
import { makeFormSteps } from "./registering/form-steps.ts";
import { makeJoin } from "./registering/join.ts";
import { makeAskToLeave, makeLeave } from "./registering/leave.ts";
import { makeRegister } from "./registering/register.ts";
import { makeResend } from "./registering/resend.ts";
import { makeKeepRetention, makePurge } from "./registering/retention.ts";
import { makeTellFull } from "./registering/tell-full.ts";

export interface CoreDeps extends Stores {
  readonly zones: Zones;
  readonly clock: Clock;
  readonly site: Site;
  /** Each face adds its own when it is made. */
  readonly directories: readonly Directory[];
}

/** Makes the use cases that faces, pages and workers call. */
export const makeCore = (given: CoreDeps) => {
  const findPeople = makeFindPeople(given);
  const accountState = makeAccountState(given);
  const series = makeSeries({ ...given, series: given.seriesStore });
  const waitlist = makeWaitlist(given);
  const rulesEditor = makeRulesEditor(given);
  const deps = {
    ...given,
    findPeople,
    accountState,
    series,
    hostedInSeries: makeHostedInSeries({ ...given, series }),
    waitlist,
    findNamedPeople: makeFindNamedPeople({ ...given, findPeople }),
  };
  const scheduling = { ...deps, create: makeCreate(given) };
  const decide = makeDecide(deps);
  const undo = makeUndo(deps);
  const settle = makeSettle(deps);
  const bulk = makeBulk({ ...deps, decide, undo, settle, decideByDefault: makeDecideByDefault(deps) });
  const readRoster = makeReadRoster(deps);
  const tellFull = makeTellFull(deps);
  const register = makeRegister({ ...deps, tellFull });
  const editAnswers = makeEditAnswers(deps);
  const formSteps = makeFormSteps({ ...deps, register, editAnswers });
  const invite = makeInvite(deps);
  return {
    ...given,
    schedule: makeSchedule(scheduling),
    scheduleAgain: makeAgain(deps),
    repeat: makeRepeat(scheduling),
    edit: makeEdit(deps),
    cancelWebinar: makeCancelWebinar(deps),
    changeCohosts: makeChangeCohosts(deps),
    changeSpeakers: makeChangeSpeakers(deps),
    handover: makeHandover(deps),
    standIns: makeStandIns(deps),
    formBuilder: makeFormBuilder(deps),
    series,
    formSteps,
    editAnswers,
    adding: makeAdding({ ...deps, formSteps }),
    restore: makeRestore(deps),
    purge: makePurge(deps),
    keepRetention: makeKeepRetention(deps),
    erase: makeErase({ ...deps, forgetSpeaker: makeForgetSpeaker(deps) }),
    invite,
    inviteSeries: makeInviteSeries({ ...deps, invite }),
    imports: makeImport({ ...deps, invite }),
    agreeToInvite: makeAgree(deps),
    announce: makeAnnounce(deps),
    withdrawAnnouncement: makeWithdraw(deps),
    seriesAnnouncing: makeSeriesAnnouncing(deps),
    inviteOn: makeInviteOn(deps),
    register,
    tellFull,
    decide,
    undo,
    settle,
    bulk,
    readRoster,
    readSeriesRoster: makeReadSeriesRoster(deps),
    readRegistrant: makeReadRegistrant(deps),
    exportRoster: makeExportRoster(deps),
    readReport: makeReadReport(deps),
    rosterActs: makeRosterActs({ ...deps, readRoster, bulk }),
    remind: makeRemind({ ...deps, bulk }),
    timed: makeTimed(deps),
    messages: makeMessages(deps),
    inquiries: makeInquiries(deps),
    rulesEditor,
    readLog: makeReadLog(deps),
    markGone: makeMarkGone(deps),
    markConfirmed: makeMarkConfirmed(deps),
    leave: makeLeave(deps),
    askToLeave: makeAskToLeave(deps),
    decline: makeDecline(deps),
    chooseHolds: makeChooseHolds(deps),
    chooseTold: makeChooseTold(deps),
    feeds: makeFeeds(deps),
    correctAddress: makeCorrectAddress(deps),
    waitlist,
    join: makeJoin(deps),
    enter: makeEnter(deps),
    resend: makeResend(deps),
    retryDelivery: makeRetryDelivery(deps),
    retryFailed: makeRetryFailed(deps),
    saveDraft: makeSaveDraft({ ...deps, tellFull }),
    confirmDraft: makeConfirmDraft({ ...deps, register }),
    queries: makeQueries(deps),
    present: makePresent({ ...deps, rulesEditor, bulk }),
  };
};

export type Core = ReturnType<typeof makeCore>;
