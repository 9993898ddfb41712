import { mayDecide, type Webinar } from "../../core/model/webinar.ts";
import type { Home } from "../../core/notices/home/offers.ts";
import { type Fact, makeWords, type Words } from "../fact.ts";
import {
  comingItem,
  countFact,
  mineItem,
  standing,
  standingFacts,
  type TextContext,
  visibilityFacts,
  webinarItem,
} from "./facts.ts";

/** What a host wants to know at a glance; a speaker, that they speak. */
const ledFacts = (webinar: Webinar, { person }: Home, context: TextContext): readonly Fact[] =>
  mayDecide(webinar, person)
    ? [...countFacts(webinar, context), ...visibilityFacts(webinar, context)]
    : [standing("status_speaker", context)];

const countFacts = ({ registrationRequired, counts, cap, seatsHeld }: Webinar, context: TextContext): Fact[] => {
  const { t } = context;
  if (!registrationRequired) return [];
  return [
    countFact(t("fact_approved"), counts.approved, context),
    countFact(t("fact_pending"), counts.pending, context),
    countFact(t("fact_free"), Math.max(0, cap - seatsHeld), context),
  ];
};

/** Everybody's own dashboard: the items of its lists, one list after the other. */
export const homeWords = (home: Home, context: TextContext): Words => {
  const { t } = context;
  const { hosted, mine, upcoming, mayHost } = home;
  const hasNothing = hosted.page.total + mine.page.total === 0;
  // Where nothing is coming up, that list says what will be there.
  const forReaders = upcoming.page.total > 0 ? [t("home_intro_next")] : [];
  const next = mayHost ? [t("home_intro_host")] : forReaders;
  return makeWords(
    t("home_title"),
    hasNothing ? [t("home_intro"), ...next] : [],
    [],
    [
      ...hosted.some.map((one) => webinarItem(one, context, ledFacts(one, home, context))),
      ...mine.some.map((entry) => mineItem(entry, context, standingFacts(entry, context))),
      ...upcoming.some.map((one) => comingItem(one, context)),
    ],
  );
};
