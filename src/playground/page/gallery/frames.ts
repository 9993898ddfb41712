import { el } from "../dom.ts";

function inLanguage(address: URL, locale: string): URL {
  address.searchParams.set("lang", locale);
  return address;
}

/** Stands for the address at which this playground happens to run. */
const SITE = "usher.example";

/** A page of the site as it is without scripts, which a frame would not run; frames of its own it refuses. */
export async function pageAt(path: string, locale: string): Promise<string> {
  // Whose page it is has a language of their own, over which only the address goes.
  const { pathname, search } = inLanguage(new URL(path, location.href), locale);
  const answer = await fetch(`${pathname}${search}`, { credentials: "omit" });
  const html = (await answer.text()).replaceAll(/<script[\s\S]*?<\/script>/g, "");
  // What a script would show stands there all the same.
  return (
    html
      .replaceAll(/(<button [^>]*data-copies="[^>]*) hidden>/g, "$1>")
      // The site is shown as one with a name.
      .replaceAll(`value="${location.origin}`, `value="https://${SITE}`)
      .replaceAll(new RegExp(`(?<!//)${location.host.replaceAll(".", "\\.")}`, "g"), SITE)
      .replaceAll('<div class="file">', '<div class="file named">')
      .replaceAll(/(<span data-none="([^"]*)"[^>]*>)(?=<)/g, "$1$2")
  );
}

/** A frame of this width, without scripts, and as high as what is in it. */
function frame(title: string, html: string, width: number): { node: HTMLElement; shown: Promise<void> } {
  // Without scripts in it, the frame may be of this page, so that its height can be read.
  const node = el("iframe", { title: `${title} ${width}`, width, sandbox: "allow-same-origin", class: "mail-frame" });
  const setHeight = () => {
    node.height = String(node.contentDocument?.documentElement.scrollHeight ?? 400);
  };
  const shown = new Promise<void>((settle) =>
    node.addEventListener("load", () => {
      setHeight();
      settle();
      // What is hidden while it loads has no height yet. Once only: a page may be as high as its window at least.
      new ResizeObserver(([entry], observer) => {
        if (!entry || entry.contentRect.width === 0) return;
        setHeight();
        observer.disconnect();
      }).observe(node);
    }),
  );
  node.srcdoc = html;
  return { node, shown };
}

/** A document in a frame of each width, below its heading. */
export function framed(
  title: string,
  heading: Node | string,
  html: () => Promise<string>,
  widths: readonly number[],
): HTMLElement {
  const frames = el("div", { class: "frames" });
  const node = el("div", { class: "shot mails-shown" }, el("p", { class: "subject" }, heading), frames);
  void html().then(async (text) => {
    const all = widths.map((width) => frame(title, text, width));
    frames.append(...all.map((one) => one.node));
    await Promise.all(all.map(({ shown }) => shown));
    node.dataset.drawn = "";
  });
  return node;
}
