import { defined } from "../../src/core/model/defined.ts";
import type { ReviewList, Seen } from "./face.ts";
import { searchOf } from "./roster-search.ts";

/** What the list needs of a client of Teams with the dialog open. */
interface Dialog {
  shown(): Seen;
  submit(values: Record<string, string>, button: string): Promise<Seen>;
  /** The boxes of the dialog's rows: the name beside each, and what it sends when it is ticked. */
  boxes(): readonly { readonly id: string; readonly title: string; readonly value: string }[];
}

const labelOf = ({ labels }: Seen, ...starts: readonly string[]): string => {
  const label = labels.find((one) => starts.some((start) => one.startsWith(start)));
  if (!label) throw new Error(`none of ${starts.join(", ")} is among ${labels.join(", ")}`);
  return label;
};

/** The roster that is open in a dialog of Teams. */
export const makeTeamsReview = ({ shown, submit, boxes }: Dialog): ReviewList => ({
  shown,
  show: (filter) =>
    submit({ ...defined({ tab: filter.status }), search: searchOf(filter), answer: filter.answer ?? "" }, "Show"),
  details: (name) => submit({}, `Details of ${name}`),
  pressDetail: (label) => submit({}, label),
  correctDetail: async (address) => {
    if (!shown().labels.includes("Save")) await submit({}, "Correct the address");
    return submit({ address }, "Save");
  },
  decideDetail: async ({ to, reason, told }) => {
    await submit({}, labelOf(shown(), "Decide the request", "Change decision", "Free the seat"));
    return submit({ to, ...defined({ reason, told: told === undefined ? undefined : String(told) }) }, "Save");
  },
  next: () => submit({}, "Next page"),
  previous: () => submit({}, "Previous page"),
  decide: async (to, which, reason) => {
    const verb = to === "approved" ? "Approve" : "Reject";
    const reasoned: Record<string, string> = reason ? { reason: reason.text, told: String(reason.told) } : {};
    if (which === "all") {
      await submit(reasoned, labelOf(shown(), `${verb} all`));
      return submit({}, "Yes, all");
    }
    if (which === "page") {
      await submit({}, "Choose all of this page");
      return submit(reasoned, `${verb} the chosen`);
    }
    const ticked = which.map((name) => {
      const box = boxes().find(({ title }) => title.startsWith(name));
      if (!box) throw new Error(`${name} is not on the page: ${shown().words}`);
      return [box.id, box.value];
    });
    return submit({ ...reasoned, ...Object.fromEntries(ticked) }, `${verb} the chosen`);
  },
  undo: () => submit({}, shown().labels.includes("Undo all") ? "Undo all" : "Undo"),
});
