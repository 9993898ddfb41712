/**
 * Joins for who came by the *Join* button of their own mail, in browsers that run scripts. The link's fragment carries
 * the registration ID: it is taken out of the address bar at once, fills the form in, and sends it where the gate is open
 * and nothing else is asked. A page that nobody looks at yet waits. Before the opening the time that is left is counted
 * down; by the server's clock, as a visitor's may be wrong.
 */
export const JOIN_SCRIPT = `(() => {
  const form = document.querySelector("form[data-join]");
  const opens = form?.querySelector("[data-opens-in]");
  if (opens) countDown(opens, Date.now() + Number(opens.dataset.opensIn));
  arrive();
  // The link was followed where its page is open already.
  addEventListener("hashchange", arrive);

  function arrive() {
    const given = new URLSearchParams(location.hash.slice(1));
    const id = given.get("id");
    const field = form?.elements.namedItem("id");
    if (field) fillIn(field, id);
    if (id === null && !given.has("join")) return;
    history.replaceState(null, "", location.pathname + location.search);
    if (!form || opens) return;
    if (document.visibilityState === "visible") join();
    else document.addEventListener("visibilitychange", join, { once: true });
  }

  function fillIn(field, id) {
    const shown = id ?? (field.value || kept());
    if (!shown) return;
    field.value = shown;
    if (id !== null) kept(id);
    offerCopy(field);
  }

  // In another language, or loaded once more, the page has no fragment any more: this tab remembers it until it is closed.
  function kept(id) {
    try {
      if (id !== undefined) sessionStorage.setItem(location.pathname, id);
      return sessionStorage.getItem(location.pathname);
    } catch {
      return null;
    }
  }

  function offerCopy(field) {
    const copy = form.querySelector("[data-copy]");
    if (!copy || !navigator.clipboard) return;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      copy.textContent = copy.dataset.copy;
    });
  }

  function join() {
    const open = [...form.elements].find((input) => !input.checkValidity());
    if (open) return open.focus();
    form.elements.namedItem("straight").value = "1";
    form.requestSubmit();
  }

  function countDown(line, end) {
    const left = line.appendChild(document.createElement("span"));
    left.setAttribute("role", "timer");
    const days = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "day", unitDisplay: "long" });
    const two = (number) => String(number).padStart(2, "0");
    const tick = () => {
      const seconds = Math.ceil((end - Date.now()) / 1000);
      if (seconds <= 0) {
        form.querySelector("button.quiet")?.classList.remove("quiet");
        const way = form.querySelector("[data-way]");
        way?.removeAttribute("hidden");
        way?.setAttribute("open", "");
        return line.replaceChildren(line.dataset.open);
      }
      const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
      const clock = [hours, two(minutes), two(seconds % 60)].join(":");
      const wait = hours < 48 ? clock : days.format(Math.floor(hours / 24));
      left.textContent = line.dataset.left.replace("…", wait);
      setTimeout(tick, 1000);
    };
    tick();
  }
})();`;
