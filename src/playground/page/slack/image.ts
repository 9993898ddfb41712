import { type Loose, textIn } from "../api.ts";
import { el } from "../dom.ts";
import { avatar } from "../people.ts";

/** Its last two words: of "Picture of Ann Lee" those that name her. */
const namedBy = (alt: string): string => alt.trim().split(/\s+/).slice(-2).join(" ");

/**
 * A picture. The playground asks no other server for anything: what would come from one is drawn as a person's
 * initials, in the same place and size.
 */
export function image(element: Loose): HTMLElement {
  const [url, alt] = [textIn(element.image_url), textIn(element.alt_text)];
  if (url.startsWith("data:") || url.startsWith("/"))
    return el("img", { class: "bk-image", src: url, alt, loading: "lazy" });
  return el(
    "span",
    { class: "bk-image", role: "img", "aria-label": alt, title: alt },
    avatar({ id: url, name: namedBy(alt), bot: false }),
  );
}
