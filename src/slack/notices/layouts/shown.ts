import type { Links } from "../../../core/model/links.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import type { Words } from "../../../texts/fact.ts";
import type { Translate } from "../../../texts/translate.ts";

/** A picture beside a card, with what it shows for who does not see it. */
export interface Picture {
  readonly url: string;
  readonly alt: string;
}

/** A notice with its words, as a layout gets it; what can be pressed is asked for at the time `now`. */
export interface Shown<N extends Notice = Notice> {
  readonly notice: N;
  readonly words: Words;
  readonly t: Translate;
  readonly links: Links;
  readonly now: number;
  /** Whoever asks to join, where they have a picture. */
  readonly picture?: Picture | undefined;
}
