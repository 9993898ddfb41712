import { defined } from "../model/defined.ts";
import type { Delivery, Matter } from "./delivery.ts";

/** So often one after another, at most: two slow workers do not go on for ever. */
const TIMES = 3;

const ANEW = /:anew(\d+):edit$/;

/** Whether a delivery of this name edits once more what somebody edited too late. */
export const isEditedAnew = (id: string): boolean => ANEW.test(id);

/** The name of what is edited anew. */
export const withoutAnew = (id: string): string => id.replace(ANEW, "");

/** What came late may have overwritten that an announcement was withdrawn. */
const asOfNow = (matter: Matter): Matter =>
  matter.kind === "announced" || matter.kind === "series_announced"
    ? { ...matter, isWithdrawn: true as const }
    : matter;

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
  const name = `${withoutAnew(id)}:anew${times}:edit`;
  return {
    ...{ id: name, organisation, to, matter: asOfNow(matter), editOnly: true, level: true },
    ...defined({ host, locale }),
  };
};
