import type { Theme } from "../brand/theme.ts";
import type { Address } from "../core/model/ids.ts";
import type { Links } from "../core/model/links.ts";
import type { Reader } from "../core/model/person.ts";
import type { MailNotice } from "../core/notices/notice.ts";
import { contentOf } from "./content.ts";
import { htmlOf } from "./layout.ts";
import { textOf } from "./plain.ts";

/** A mail's content, in both forms. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where its reader unsubscribes from what nobody asked for (RFC 8058). */
  readonly unsubscribe: string | undefined;
}

export interface LetterContext {
  readonly links: Links;
  readonly theme: Theme;
  /** The reader's; absent where somebody looks at what another will get. */
  readonly address?: Address;
  /** UTC, in ms. */
  readonly now: number;
}

/** Renders a notice as a mail, in text and HTML; the HTML template escapes every text. */
export const letterOf = (notice: MailNotice, reader: Reader, { theme, ...context }: LetterContext): Letter => {
  const content = contentOf(notice, { reader, ...context });
  return {
    subject: content.title,
    text: textOf(content, theme.name),
    html: String(htmlOf(content, theme, reader.locale)),
    unsubscribe: content.foot.unsubscribe?.url,
  };
};
