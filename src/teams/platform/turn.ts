import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Speaker } from "../../core/chat/speaker.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Reader } from "../../delivery/outcome.ts";
import type { Place } from "./activity.ts";

/** One person's turn, everything about it known. */
export interface Turn {
  readonly place: Place;
  readonly speaker: Speaker;
  readonly reader: Reader;
}

/** What a submitted form led to; `form` is what is shown next, such as the same one with its problems. */
export interface Submitted {
  readonly notice: Notice;
  readonly form?: IAdaptiveCard;
}
