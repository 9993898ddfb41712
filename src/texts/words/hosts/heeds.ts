import { capLimit, type Webinar } from "../../../core/model/webinar.ts";
import { exceedsPlan } from "../../../core/notices/hosts/plan.ts";
import { comesTwice, showInstant } from "../../when.ts";
import { type TextContext, zoneFor } from "../facts.ts";

/** Whether a webinar has the seats that each has unless its host says otherwise. */
export const isDefaultCap = ({ cap }: Pick<Webinar, "cap">, plan: number): boolean => cap === capLimit(plan);

/** That a host gave the webinar more seats than the plan covers; none for those that each has by itself. */
export const planLines = (webinar: Webinar, plan: number, { t }: TextContext): readonly string[] =>
  exceedsPlan(webinar, plan) ? [t("plan_line", { cap: webinar.cap, plan })] : [];

/** Which one of two was taken, where the start's local time comes twice because the clocks go back. */
export const startTwiceLines = (webinar: Webinar, context: TextContext): readonly string[] => {
  const zone = zoneFor(context, webinar);
  return comesTwice(webinar.startsAt, zone)
    ? [context.t("start_twice", { start: showInstant(webinar.startsAt, zone, context.locale) })]
    : [];
};
