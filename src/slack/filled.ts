import { z } from "zod";
import { parseCode, type WebinarCode } from "../core/ids.ts";
import { LINK_MAX, type ScheduleInput } from "../core/schedule.ts";

/** What people filled into the forms, as Slack sends it back. */

const Value = z.object({
  value: z.string().nullish(),
  selected_date_time: z.number().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
});

const Filled = z.record(z.string(), z.record(z.string(), Value));

export type FilledSchedule = Pick<
  ScheduleInput,
  | "title"
  | "description"
  | "startsAt"
  | "durationMinutes"
  | "cap"
  | "kind"
  | "link"
  | "registrationRequired"
  | "registrationIds"
> & { readonly channelId: string | undefined };

/** A number as typed; one that cannot be read becomes NaN, which the core refuses with the range. */
const numberOf = (typed: string | null | undefined): number | undefined =>
  typed === null || typed === undefined || typed.trim() === "" ? undefined : Number(typed);

/** `view.state.values` of the schedule form. Throws when it is not of that form. */
export const readSchedule = (values: unknown): FilledSchedule => {
  const filled = Filled.parse(values);
  const of = (block: string) => filled[block]?.value;
  const chosen = (of("options")?.selected_options ?? []).map(({ value }) => value);
  const start = of("start")?.selected_date_time;
  return {
    title: of("title")?.value ?? "",
    description: of("description")?.value ?? "",
    startsAt: start ? start * 1_000 : undefined,
    durationMinutes: numberOf(of("duration")?.value) ?? Number.NaN,
    cap: numberOf(of("cap")?.value),
    kind: of("kind")?.selected_option?.value === "meeting" ? "meeting" : "webinar",
    link: (of("link")?.value ?? "").slice(0, LINK_MAX + 1),
    registrationRequired: chosen.includes("required"),
    registrationIds: chosen.includes("ids"),
    channelId: of("channel")?.selected_conversation ?? undefined,
  };
};

/** `view.state.values` of the registration form. Throws when it is not of that form. */
export const readRegister = (values: unknown): { firstName: string; lastName: string } => {
  const filled = Filled.parse(values);
  return { firstName: filled.firstName?.value?.value ?? "", lastName: filled.lastName?.value?.value ?? "" };
};

/** The webinar a registration form is for. Throws when the view is not such a form. */
export const readMetadata = (metadata: string): WebinarCode => {
  const code = parseCode(z.object({ code: z.string() }).parse(JSON.parse(metadata)).code);
  if (!code) throw new Error("a registration form without a code");
  return code;
};
