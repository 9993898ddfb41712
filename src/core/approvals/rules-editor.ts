import { hosted, hostedAhead } from "../access/host-access.ts";
import type { Address, OrganisationId, RegistrationKey, RequestId, WebinarCode } from "../model/ids.ts";
import { domainOf, isFreeMail } from "../model/mail-domains.ts";
import { CHANGED, untilStored } from "../model/optimistic.ts";
import type { Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import type { Registration, Way } from "../model/registration.ts";
import { done, type Result, refuse } from "../model/result.ts";
import { type Applicant, firstMatch, type Rule, type RuleFields, type Rules, ruleOfDomain } from "../model/rules.ts";
import { type Verdict, verdictOf } from "../model/verdict.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Clock } from "../ports/clock.ts";
import type { Lists } from "../ports/lists.ts";
import type { People } from "../ports/people.ts";
import type { Cursor, Registrations } from "../ports/registrations.ts";
import type { Requests } from "../ports/requests.ts";
import type { Webinars } from "../ports/webinars.ts";
import { changeRules, type RuleProblem, type RulesAct } from "./rule-changes.ts";

/** How many requests are read to count what rules would have decided; more would take too long for an answer. */
const COUNTED_MAX = 10_000;
const COUNTED_AT_ONCE = 100;
/** After so many approvals of one domain, the card offers to approve it always (N7). */
const APPROVALS_OF_DOMAIN = 3;

/** How many requests each rule would have decided, in the order of the rules; `isWhole`: all were read. */
export interface RuleCounts {
  readonly ofRule: readonly number[];
  readonly noMatch: number;
  readonly isWhole: boolean;
}

const isSameRule = (rule: Rule, fields: RuleFields): boolean =>
  (["field", "test", "value", "result"] as const).every((part) => rule[part] === fields[part]);

/** How many requests were read: each counts once. */
export const countedIn = ({ ofRule, noMatch }: RuleCounts): number =>
  ofRule.reduce((sum, count) => sum + count, noMatch);

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly requests: Requests;
  readonly people: People;
  readonly lists: Lists;
  readonly clock: Clock;
}

interface Asked {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

export interface RulesInput extends Asked {
  readonly requestId: RequestId;
  readonly way: Way;
  readonly act: RulesAct;
}

/** A webinar's approval rules, for its hosts (P1, N7, N8). Changing them leaves pending requests as they are. */
export const makeRulesEditor = (deps: Deps) => {
  const { webinars, registrations, requests, people, lists, clock } = deps;

  const store = async (
    { requestId, way, by }: Pick<RulesInput, "requestId" | "way" | "by">,
    before: Webinar,
    rules: Rules,
  ): Promise<Webinar | undefined> => {
    const { organisation, code } = before;
    // The first rule switches deciding by rules on.
    const policy = before.policy === "manual" && rules.rules.length > 0 ? "rules" : before.policy;
    const next: Webinar = { ...before, rules, policy, version: before.version + 1 };
    const act = { organisation, code, requestId, now: clock.now(), way };
    const edit = { act, before, next, by: by.id, as: "rules_changed", deliveries: [] } as const;
    return (await webinars.edit(edit)).kind === "done" ? next : undefined;
  };

  /** Stores the rules that `changed` makes of the present webinar's; undefined: there is nothing to change. */
  const change = (
    input: Omit<RulesInput, "act">,
    changed: (webinar: Webinar) => Result<Rules, readonly RuleProblem[]> | undefined,
  ): Promise<Result<Webinar, readonly RuleProblem[]>> =>
    untilStored(async () => {
      const { organisation, code, by, requestId } = input;
      const found = await hostedAhead(deps, organisation, code, by);
      if (!found.ok) return refuse([{ field: "none", refusal: found.refusal }]);
      if (await webinars.isDone(organisation, requestId)) return done(found.value);
      const next = changed(found.value);
      if (!next) return done(found.value);
      if (!next.ok) return next;
      const stored = await store(input, found.value, next.value);
      return stored ? done(stored) : CHANGED;
    });

  /** Adds this rule unless it is there. Where rules did not decide before, a host decides what no rule matches (N7). */
  const addOnce = ({ rules, form, policy }: Webinar, fields: RuleFields) => {
    const isDeciding = policy === "rules";
    if (isDeciding && rules.rules.some((rule) => isSameRule(rule, fields))) return undefined;
    const added = changeRules(rules, form, { do: "add", fields });
    return added.ok && !isDeciding ? done({ ...added.value, noMatch: "hold" as const }) : added;
  };

  return {
    open: ({ organisation, code, by }: Asked): Promise<Result<Webinar, Refusal>> =>
      hostedAhead(deps, organisation, code, by),

    change: (input: RulesInput) => change(input, ({ rules, form }) => changeRules(rules, form, input.act)),

    /** What would become of a request from this address now, with the answers of an earlier one. Changes nothing. */
    test: async ({
      organisation,
      code,
      by,
      address,
    }: Asked & { address: Address }): Promise<Result<{ webinar: Webinar; verdict: Verdict }, Refusal>> => {
      const allowed = await hosted(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const webinar = allowed.value;
      const found = await registrations.entry(organisation, code, { address });
      const person = await people.byAddress(organisation, address);
      const registration = found?.entry?.registration;
      const { firstName = "", lastName = "" } = registration ?? person ?? {};
      const applicant: Applicant = { address, firstName, lastName, answers: registration?.answers ?? {} };
      const known = { listed: await lists.verdict(address), isInvited: found?.entry?.invitee !== undefined };
      return done({ webinar, verdict: verdictOf(webinar, known, applicant) });
    },

    count: async (webinar: Webinar): Promise<RuleCounts> => {
      const ofRule = webinar.rules.rules.map(() => 0);
      let [noMatch, seen] = [0, 0];
      let cursor: Cursor | undefined = { over: "registrations" };
      while (cursor?.over === "registrations" && seen < COUNTED_MAX) {
        const piece = await registrations.walk(webinar, webinar.era, cursor, COUNTED_AT_ONCE);
        for (const { registration } of piece.some) {
          if (!registration) continue;
          const match = firstMatch(webinar.rules, registration);
          if (match) ofRule[match.number - 1] = (ofRule[match.number - 1] ?? 0) + 1;
          else noMatch += 1;
          seen += 1;
        }
        cursor = piece.next;
      }
      return { ofRule, noMatch, isWhole: cursor?.over !== "registrations" };
    },

    /** The domain that this registration's card offers to approve always; undefined where it offers none. */
    domainToOffer: async (webinar: Webinar, { address }: Registration): Promise<string | undefined> => {
      const domain = domainOf(address);
      if (isFreeMail(domain) || firstMatch(webinar.rules, { address, firstName: "", lastName: "", answers: {} }))
        return undefined;
      return (await requests.approvalsOf(webinar, domain)) >= APPROVALS_OF_DOMAIN ? domain : undefined;
    },

    /** Adds the rule that approves everybody of this registration's domain, and switches deciding by rules on. */
    always: async (
      input: Omit<RulesInput, "act"> & { readonly key: RegistrationKey },
    ): Promise<Result<{ webinar: Webinar; domain: string }, Refusal>> => {
      const { organisation, code, by, key } = input;
      const allowed = await hostedAhead(deps, organisation, code, by);
      if (!allowed.ok) return allowed;
      const found = await registrations.entry(organisation, code, { key });
      const registration = found?.entry?.registration;
      if (!registration) return refuse({ reason: "unknown_registration" });
      const domain = domainOf(registration.address);
      if (isFreeMail(domain)) return refuse({ reason: "free_mail", domain });
      const changed = await change(input, (webinar) => addOnce(webinar, ruleOfDomain(domain)));
      if (changed.ok) return done({ webinar: changed.value, domain });
      return refuse(changed.refusal[0]?.refusal ?? { reason: "unknown_registration" });
    },
  };
};

export type RulesEditor = ReturnType<typeof makeRulesEditor>;
