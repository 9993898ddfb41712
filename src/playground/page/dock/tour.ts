import { fetchTour, type Step } from "../api.ts";
import { el, keep } from "../dom.ts";
import { words } from "../words.ts";

/** The tour: its steps in order, what is done, and a button that prepares the next one. */
export function makeTour(showMe: (step: Step) => void) {
  const list = el("ol", { class: "steps" });
  const summary = el("p", { class: "tour-count", role: "status" });
  const node = el("aside", { class: "tour", "aria-label": words.tour }, el("h2", {}, words.tourTitle), summary, list);
  let fetching = false;
  let again = false;
  let reached = "";

  const draw = (step: Step, current: boolean): HTMLElement =>
    el(
      "li",
      {
        class: [step.done && "done", current && "current"].filter(Boolean).join(" "),
        "aria-current": current && "step",
      },
      el(
        "h3",
        {},
        el("span", { class: "mark", "aria-hidden": "true" }, step.done ? "✓" : ""),
        el("span", {}, step.title),
        step.done && el("span", { class: "hidden" }, ` (${words.stepDone})`),
      ),
      current && el("p", {}, step.text),
      current &&
        el(
          "button",
          { type: "button", class: "show-me", "aria-label": words.showMeStep(step.title), onclick: () => showMe(step) },
          words.showMe,
        ),
    );

  function show(steps: readonly Step[]): void {
    const current = steps.find(({ done }) => !done);
    const done = steps.filter((step) => step.done).length;
    keep(
      list,
      steps.map((step) => ({
        key: step.id,
        print: JSON.stringify([step, step === current]),
        draw: () => draw(step, step === current),
      })),
    );
    const told = done === steps.length && done > 0 ? words.tourAllDone : words.tourDone(done, steps.length);
    if (summary.textContent !== told) summary.textContent = told;
    if (current && current.id !== reached) list.querySelector(".current")?.scrollIntoView({ block: "nearest" });
    reached = current?.id ?? "";
  }

  return {
    node,
    /** Asks which steps are done. */
    async refresh(): Promise<void> {
      if (fetching) {
        again = true;
        return;
      }
      fetching = true;
      try {
        do {
          again = false;
          show((await fetchTour()).steps);
        } while (again);
      } catch {
        // Asked again at the next change.
      } finally {
        fetching = false;
      }
    },
  };
}
