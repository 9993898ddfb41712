import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Core } from "../../../core/core.ts";
import { wholeRefusal } from "../../../core/hosting/form-problems.ts";
import type { SeriesProblem } from "../../../core/hosting/series.ts";
import { defined } from "../../../core/model/defined.ts";
import { newToken, parseCode, requestId, seriesCode } from "../../../core/model/ids.ts";
import type { SeriesWebinars } from "../../../core/model/series.ts";
import { refused } from "../../../core/notices/notice.ts";
import { chosenOf, contentOf, type Typed } from "../../platform/filled-in.ts";
import type { Submitted, Turn } from "../../platform/turn.ts";
import { seriesView } from "./view.ts";

/** The form of a series: opened, submitted, and shown again with what is wrong. */
export const makeSeriesForm = ({ core }: { core: Core }) => {
  const show = async (
    { reader, speaker }: Turn,
    of: SeriesWebinars | undefined,
    more: { typed: Typed; nonce: string; problems: readonly SeriesProblem[] },
  ): Promise<IAdaptiveCard> => {
    const free = await core.series.choices(speaker.organisation, speaker.person, of?.series.code);
    const inIt = (of?.webinars ?? []).filter(({ code }) => !free.some((webinar) => webinar.code === code));
    const choices = [...inIt, ...free];
    return seriesView({ reader, choices, ...defined({ series: of ? of.series : undefined }), ...more });
  };

  return {
    open: (turn: Turn, of: SeriesWebinars | undefined): Promise<IAdaptiveCard> => {
      const typed: Typed = of
        ? { title: of.series.title, webinars: of.webinars.map(({ code }) => code).join(",") }
        : {};
      return show(turn, of, { typed, nonce: newToken(), problems: [] });
    },

    submit: async (turn: Turn, typed: Typed): Promise<Submitted> => {
      const { organisation, person, chat } = turn.speaker;
      const typedCode = parseCode(typed.code ?? "");
      const nonce = typed.nonce || newToken();
      const result = await core.series.save({
        organisation,
        by: person,
        way: "teams",
        requestId: requestId("teams", chat, "series", nonce, typedCode ? contentOf(typed) : ""),
        fields: {
          title: typed.title ?? "",
          webinars: chosenOf(typed.webinars).flatMap((code) => parseCode(code) ?? []),
        },
        ...(typedCode ? { code: seriesCode(typedCode), version: Number(typed.version) || 0 } : {}),
      });
      if (result.ok) return { notice: { kind: "series_saved", ...result.value } };
      const problems = result.refusal;
      const notice = refused(problems[0]?.refusal ?? { reason: "series_changed" });
      if (wholeRefusal(problems)) return { notice };
      const of = typedCode && (await core.series.withWebinars(organisation, seriesCode(typedCode), person));
      return { notice, form: await show(turn, of, { typed, nonce, problems }) };
    },
  };
};
