import { fetchPictures, fetchSitePages } from "../api.ts";
import { el } from "../dom.ts";
import { words } from "../words.ts";
import { type Asked, CHOICES, makeFilters, queryOf, readAsked } from "./filters.ts";
import { drawPicture, type Picture } from "./picture.ts";

const chosen = (all: readonly string[], value: string): readonly string[] => (value === "all" ? all : [value]);

/** The site's pages are the same with every set of data: they are shown with the ordinary one. */
async function pagesIn(locale: string, { data, find }: Asked): Promise<{ pictures: Picture[] }> {
  if (data !== "all" && data !== "ordinary") return { pictures: [] };
  const { pages } = await fetchSitePages(locale);
  const pictures = pages.map(({ name, path }): Picture => {
    const id = `page-${name}-${locale}-ordinary`;
    return { id, surface: "page", name: `page-${name}`, locale, data: "ordinary", now: 0, content: { path } };
  });
  return { pictures: pictures.filter(({ id }) => find.split(/\s+/).every((word) => id.includes(word))) };
}

/** Every picture that is asked for, in the order of the notices, one notice's beside each other. */
async function picturesOf(asked: Asked): Promise<Picture[]> {
  const { surface, language, data, find } = asked;
  const locales = chosen(CHOICES.language, language);
  const notices = CHOICES.surface.filter((of) => of !== "page");
  // Pages have a webinar made for them: they are shown where they alone are asked for.
  const sets: Promise<{ pictures: readonly Picture[] }>[] =
    surface === "page"
      ? locales.map((locale) => pagesIn(locale, asked))
      : chosen(notices, surface).flatMap((of) =>
          locales.flatMap((locale) =>
            chosen(CHOICES.data, data).map((name) =>
              fetchPictures<Picture>({ surface: of, language: locale, data: name, find }),
            ),
          ),
        );
  const found = (await Promise.all(sets)).flatMap(({ pictures }) => pictures);
  return [...Map.groupBy(found, ({ name }) => name).values()].flat();
}

const figure = (picture: Picture): HTMLElement =>
  el(
    "figure",
    { id: picture.id, class: `picture of-${picture.surface}` },
    el("figcaption", {}, el("h2", {}, el("a", { href: `#${picture.id}` }, picture.id))),
  );

/** Fills `root` with the gallery, and again whenever something else is chosen. */
function start(root: HTMLElement): void {
  const list = el("main", { class: "gallery" });
  const count = el("p", { class: "gallery-count", role: "status" });
  let turn = 0;

  async function show(asked: Asked): Promise<void> {
    turn += 1;
    const mine = turn;
    const pictures = await picturesOf(asked);
    if (mine !== turn) return;
    count.textContent = words.pictureCount(pictures.length);
    const byId = new Map(pictures.map((picture) => [picture.id, picture]));
    // Thousands are asked for at once: each is drawn when it comes near.
    const seen = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const picture = byId.get(target.id);
          if (!isIntersecting || !picture) continue;
          seen.unobserve(target);
          target.append(drawPicture(picture, asked.zone));
        }
      },
      { rootMargin: "1200px" },
    );
    const figures = pictures.map(figure);
    list.replaceChildren(...figures);
    list.dataset.shown = "";
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
    for (const node of figures) seen.observe(node);
  }

  const asked = readAsked(location);
  const filters = makeFilters(asked, (next) => {
    history.replaceState(null, "", queryOf(next));
    void show(next);
  });
  root.replaceChildren(
    el(
      "header",
      { class: "gallery-head" },
      el("h1", {}, words.galleryTitle),
      el("a", { href: "/playground" }, words.title),
      filters,
      count,
    ),
    list,
  );
  root.classList.add("is-gallery");
  show(asked).catch(() => {
    count.textContent = words.unreachable;
  });
}

const root = document.getElementById("app");
if (root) start(root);
