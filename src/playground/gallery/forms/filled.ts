import { NO_REPEAT, planOf, type RepeatFields, type RepeatPlan } from "../../../core/hosting/repeating/plan.ts";
import type { WallTime } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { personId } from "../../../core/model/ids.ts";
import { makeLinks } from "../../../core/model/links.ts";
import type { Person } from "../../../core/model/person.ts";
import type { Site } from "../../../core/model/webinar.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Step } from "../../../core/registering/form-steps.ts";
import { firstQuestions } from "../../../core/registering/step-outcome.ts";
import { zones } from "../../../zones.ts";
import { address, STARTS_AT } from "../sample.ts";

export const ZONE = "Europe/Paris";
export const HOST_PAGE = "https://usher.example.com/host/x";
export const SITE: Site = {
  plan: 1_000,
  registrationIds: true,
  landingDomains: ["example.com"],
  retentionDays: 90,
  hosts: "members",
};

const START = { date: "2027-02-23", time: "18:00" };
const REPEAT: RepeatFields = { ...NO_REPEAT, unit: "week", weekdays: [2], count: 9 };
const dates = planOf({ zone: ZONE, start: START }, REPEAT, { zones, now: STARTS_AT });

/** A webinar that is repeated, with the dates that its form shows. */
export const REPEATED: { start: WallTime; repeat: RepeatFields; plan: RepeatPlan } = {
  start: START,
  repeat: REPEAT,
  plan: (dates.ok && dates.value) || { id: "", zone: ZONE, time: START.time, occurrences: [], missed: [] },
};

const ANN: Person = {
  ...{ id: personId("p2"), address, firstName: "Ann", lastName: "Lee", chats: [], fullMember: true },
};

/** The first step of a registration form, as whoever opens it sees it. */
export const stepOf = (
  { target, adds }: Notice & { kind: "open_form"; form: "register" },
  fits: Parameters<typeof firstQuestions>[1],
): { step: Step; person: Person } => {
  const { firstName, lastName } = adds ?? ANN;
  const chosen = target.kind === "series" ? target.webinars.map(({ code }) => code) : [];
  const questions = firstQuestions(target.form, fits);
  return {
    step: { target, questions, isFirst: true, firstName, lastName, given: {}, chosen, ...defined({ adds }) },
    person: ANN,
  };
};

export const links = makeLinks(
  new URL("https://usher.example.com"),
  "a secret of the gallery, long enough for its links",
);
