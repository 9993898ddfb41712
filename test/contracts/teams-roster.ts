import { defined } from "../../src/core/model/defined.ts";
import type { ReviewList, Seen } from "./face.ts";

/** What the list needs of a client of Teams with the dialog open. */
interface Dialog {
  shown(): Seen;
  submit(values: Record<string, string>, button: string): Promise<Seen>;
  /** The choices of an input of the dialog. */
  choices(id: string): readonly { title: string; value: string }[];
}

const labelOf = ({ labels }: Seen, ...starts: readonly string[]): string => {
  const label = labels.find((one) => starts.some((start) => one.startsWith(start)));
  if (!label) throw new Error(`none of ${starts.join(", ")} is among ${labels.join(", ")}`);
  return label;
};

/** The roster that is open in a dialog of Teams. */
export const makeTeamsReview = ({ shown, submit, choices }: Dialog): ReviewList => ({
  shown,
  show: ({ status, domain = "", answer = "" }) => submit({ ...defined({ status }), domain, answer }, "Show"),
  next: () => submit({}, "Next page"),
  first: () => submit({}, "First page"),
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
    const chosen = which.map((name) => {
      const choice = choices("chosen").find(({ title }) => title.startsWith(name));
      if (!choice) throw new Error(`${name} is not on the page: ${shown().words}`);
      return choice.value;
    });
    return submit({ ...reasoned, chosen: chosen.join(",") }, `${verb} the chosen`);
  },
  undo: () => submit({}, "Undo"),
});
