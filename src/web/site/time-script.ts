/**
 * Writes the times of a page in the visitor's own zone, which only their browser knows (P16, N20). What stood there, with
 * the webinar's zone, stays in sight below the time of an event, and is the tooltip of all others. Where both read the
 * same nothing changes. An hour that comes twice has its offset.
 */
export const TIME_SCRIPT = `(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const lang = document.documentElement.lang === "fr" ? "fr-FR" : "en-GB";
  const day = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
  const clock = { hour: "2-digit", minute: "2-digit" };
  const show = (at, shape) => new Intl.DateTimeFormat(lang, { ...shape, timeZone: zone }).format(at).replace("GMT", "UTC");
  const whole = (at) => show(at, { ...day, ...clock });
  const isTwice = (at) => [-36e5, 36e5].some((by) => whole(at + by) === whole(at));
  for (const time of document.querySelectorAll("time[data-at]")) {
    const [from, to] = [Number(time.dataset.at), Number(time.dataset.to ?? time.dataset.at)];
    const named = time.querySelector(".place");
    const hoursThere = time.textContent.replace(named?.textContent ?? "", "").trim();
    const there = named ? hoursThere + " · " + named.textContent : time.textContent;
    const offset = isTwice(from) || isTwice(to) ? { timeZoneName: "shortOffset" } : {};
    if ("clock" in time.dataset) {
      time.textContent = show(from, { ...clock, ...offset });
      continue;
    }
    const isOneDay = show(from, day) === show(to, day);
    // Beside a tile, which has the date.
    const hours = { weekday: "long", ...(isOneDay ? {} : { day: "numeric", month: "short" }) };
    const isBeside = "hours" in time.dataset;
    const dated = (at) =>
      isBeside ? show(at, hours) + ", " + show(at, { ...clock, ...offset }) : show(at, { ...day, ...clock, ...offset });
    let here = dated(from);
    if (to !== from) here += " – " + (isOneDay ? show(to, { ...clock, ...offset }) : dated(to));
    if (there.startsWith(here + " ")) continue;
    const place = document.createElement("span");
    const city = zone.split("/").pop().replaceAll("_", " ") + ", " + time.dataset.yours;
    place.className = named?.className ?? "";
    place.textContent = named ? city : "(" + city + ")";
    time.replaceChildren(here + " ", place);
    time.title = there;
    if (!time.parentElement.matches(".when")) continue;
    const below = document.createElement("span");
    below.className = "there";
    below.textContent = there;
    time.after(below);
  }
  for (const tile of document.querySelectorAll("[data-day]")) {
    const parts = [{ month: "short" }, { day: "numeric" }, { year: "numeric" }];
    parts.forEach((part, i) => { tile.children[i].textContent = show(Number(tile.dataset.day), part); });
    tile.ariaLabel = show(Number(tile.dataset.day), { day: "numeric", month: "long", year: "numeric" });
  }
})();`;
