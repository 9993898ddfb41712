import { hostedAhead } from "../access/host-access.ts";
import { changesFrom, type NotDecided } from "../approvals/decide.ts";
import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import type { RegistrationKey, WebinarCode } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import { wayOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { CardAct } from "../notices/card-acts.ts";
import type { Notice } from "../notices/notice.ts";
import { either, refused } from "../notices/notice.ts";
import type { RosterQuery } from "../ports/roster.ts";
import type { Named, Speaker } from "./speaker.ts";

/** The buttons by which hosts act on requests. */
const REQUEST_ACTS = [
  "approve",
  "reject",
  "raise",
  "undo",
  "change",
  "reject_reason",
  "ask",
  "answers",
  "registrant",
  "resend_to",
  "correct",
  "always",
  "bulk_approve",
  "bulk_reject",
  "bulk_undo",
  "requests",
  "rules",
] as const;
export type RequestAct = Extract<CardAct, { act: (typeof REQUEST_ACTS)[number] }>;

export const isRequestAct = (act: CardAct): act is RequestAct => REQUEST_ACTS.some((one) => one === act.act);

/** `rules CODE test ADDRESS` says what the rules would do. */
const RULE_TEST = /^test\b/i;

/** The notice of a decision that was not made. */
export const notDecided = ({ refusal, found }: NotDecided): Notice =>
  refusal.reason === "no_free_seat" && found
    ? { kind: "no_free_seat", ...found, mayRaise: refusal.mayRaise }
    : refused(refusal);

/** What hosts ask and do about requests, the same in every chat product. */
export const makeRequestActs = (core: Core) => {
  const decisionOf = (
    { organisation, person, requestId, chat }: Speaker,
    act: { code: WebinarCode; registration: RegistrationKey; version: number },
  ) => ({
    organisation,
    code: act.code,
    key: act.registration,
    version: act.version,
    by: person,
    requestId,
    way: wayOf(chat),
  });

  const decided = async (
    speaker: Speaker,
    act: Parameters<typeof decisionOf>[1],
    to: "approved" | "rejected",
    raisesCap: boolean,
  ): Promise<Notice> => {
    const result = await core.decide({ ...decisionOf(speaker, act), to, isChange: raisesCap, raisesCap });
    return result.ok ? { kind: "request", ...result.value } : notDecided(result.refusal);
  };

  /**
   * The form in which a decision is changed, or what waits is decided `to`; refuses where none can be made of this
   * registration now.
   */
  const change = async (
    { organisation, person }: Speaker,
    { code, registration: key }: { code: WebinarCode; registration: RegistrationKey },
    to?: "rejected",
  ): Promise<Notice> => {
    const allowed = await hostedAhead(core, organisation, code, person);
    if (!allowed.ok) return refused(allowed.refusal);
    const registration = (await core.registrations.entry(organisation, code, { key }))?.entry?.registration;
    if (!registration) return refused({ reason: "unknown_registration" });
    const { status } = registration;
    if (changesFrom(status).length === 0)
      return refused({ reason: "not_possible_now", status, title: allowed.value.title });
    // An older card of what was decided meanwhile opens what can be made of it now.
    const only = defined({ to: status === "pending" ? to : undefined });
    return { kind: "open_form", form: "decide", webinar: allowed.value, registration, ...only };
  };

  /** The roster, on one of its tabs. */
  const roster = async (
    { organisation, person: by }: Speaker,
    code: WebinarCode,
    query: RosterQuery,
  ): Promise<Notice> =>
    either(await core.readRoster({ organisation, code, by }, query), (value) => ({
      kind: "open_form",
      form: "roster",
      roster: value,
    }));

  /** The rules editor; with `test ADDRESS` what the rules would do. */
  const rules = async (
    { organisation, person: by }: Speaker,
    code: WebinarCode,
    rest: string,
    named: (rest: string) => Named,
  ): Promise<Notice> => {
    if (rest !== "" && !RULE_TEST.test(rest)) return refused({ reason: "rules_usage", code });
    if (rest === "") {
      const opened = await core.rulesEditor.open({ organisation, code, by });
      if (!opened.ok) return refused(opened.refusal);
      return {
        kind: "open_form",
        form: "rules",
        webinar: opened.value,
        counts: await core.rulesEditor.count(opened.value),
      };
    }
    const typed = rest.replace(RULE_TEST, "").trim();
    const [address] = named(typed).people.flatMap((one) => (one.by === "address" ? one.address : []));
    if (!address) return refused(typed === "" ? { reason: "rules_usage", code } : { reason: "address_invalid", typed });
    return either(await core.rulesEditor.test({ organisation, code, by, address }), (value) => ({
      kind: "rule_test",
      ...value,
      address,
    }));
  };

  /** Sends somebody's status, ID and link again, for a host. */
  const resendTo = async (
    { organisation, person, requestId }: Speaker,
    code: WebinarCode,
    key: RegistrationKey,
  ): Promise<Notice> => {
    const found = await core.readRegistrant(organisation, code, key, person);
    if (!found.ok) return refused(found.refusal);
    const name = fullName(found.value.row) || found.value.row.address;
    return either(await core.resend({ organisation, code, requestId, of: { key }, isByHost: true }), (webinar) => ({
      kind: "resent_to",
      webinar,
      key,
      name,
      isInvitation: !found.value.row.registration,
    }));
  };

  const press = async (speaker: Speaker, act: RequestAct): Promise<Notice> => {
    const { organisation, person, requestId, chat } = speaker;
    const { code } = act;
    switch (act.act) {
      case "approve":
      case "reject":
      case "raise":
        return decided(speaker, act, act.act === "reject" ? "rejected" : "approved", act.act === "raise");
      case "undo":
        return either(await core.undo(decisionOf(speaker, act)), (value) => ({ kind: "request", ...value }));
      case "change":
        return change(speaker, act);
      case "reject_reason":
        return change(speaker, act, "rejected");
      case "ask":
        return either(await core.inquiries.open({ organisation, code, key: act.registration }, person), (value) => ({
          kind: "open_form",
          form: "ask",
          ...value,
        }));
      case "answers":
        return either(await core.queries.answers(organisation, code, act.registration, person), (notice) => notice);
      case "registrant":
        return either(await core.readRegistrant(organisation, code, act.registration, person), (value) => ({
          kind: "registrant",
          ...value,
        }));
      case "correct": {
        const of = { organisation, code, key: act.registration, by: person };
        return either(await core.correctAddress.open(of), (found) => ({
          kind: "open_form",
          form: "correct",
          ...found,
        }));
      }
      case "resend_to":
        return resendTo(speaker, code, act.registration);
      case "always":
        return either(
          await core.rulesEditor.always({
            organisation,
            code,
            key: act.registration,
            by: person,
            requestId,
            way: wayOf(chat),
          }),
          (value) => ({ kind: "always", ...value }),
        );
      case "bulk_approve":
      case "bulk_reject":
        return either(
          await core.bulk.decide({
            organisation,
            code,
            by: person,
            requestId,
            chat,
            among: { digest: act.digest },
            to: act.act === "bulk_approve" ? "approved" : "rejected",
          }),
          (value) => ({ kind: "bulk", ...value }),
        );
      case "bulk_undo":
        return either(await core.bulk.undo({ organisation, code, by: person, id: act.id }), (value) => ({
          kind: "bulk",
          ...value,
        }));
      case "requests":
        return roster(speaker, code, {
          tab: act.tab ?? "pending",
          ...defined({ domain: act.domain, search: act.search }),
        });
      case "rules":
        return rules(speaker, code, "", () => ({ people: [], unreadable: [] }));
      default:
        return unreachable(act);
    }
  };

  return { press, roster, rules };
};
