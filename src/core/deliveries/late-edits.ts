import { defined } from "../model/defined.ts";
import type { Delivery } from "./delivery.ts";

/** So often one after another, at most: two slow workers do not go on for ever. */
const TIMES = 3;

const ANEW = /:anew(\d+):edit$/;

/** Whether a delivery of this name edits once more what somebody edited too late. */
export const isEditedAnew = (id: string): boolean => ANEW.test(id);

/** The name of what is edited anew. */
export const withoutAnew = (id: string): string => id.replace(ANEW, "");

/**
 * Edits once more what a worker sent whose lease was over by then: another one may have shown what is newer, and the
 * older came last. It has a name of its own and waits in the same lane, so that it comes after both. Undefined for what
 * is never edited: nobody is told anything twice.
 */
export const editedAnew = (delivery: Delivery): Delivery | undefined => {
  const { id, organisation, to, matter, host, locale, editOnly } = delivery;
  if (to.kind !== "card" && !(to.kind === "dm" && editOnly)) return undefined;
  const times = Number(ANEW.exec(id)?.[1] ?? 0) + 1;
  if (times > TIMES) return undefined;
  return {
    ...{ id: `${withoutAnew(id)}:anew${times}:edit`, organisation, to, matter, editOnly: true, level: true },
    ...defined({ host, locale }),
  };
};
