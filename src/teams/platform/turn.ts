import type { IAdaptiveCard } from "@microsoft/teams.cards";
import type { Speaker } from "../../core/chat/speaker.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import type { Place } from "./activity.ts";

/** Somebody who types or presses, where they do so, and how they read. */
export interface Turn {
  readonly place: Place;
  readonly speaker: Speaker;
  readonly reader: Reader;
}

/** What a submitted form led to. `form` is shown next, such as the same form with its problems. */
export interface Submitted {
  readonly notice: Notice;
  readonly form?: IAdaptiveCard;
}
