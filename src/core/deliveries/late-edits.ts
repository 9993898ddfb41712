import { defined } from "../model/defined.ts";
import type { Delivery, Matter } from "./delivery.ts";
import { personalMessage } from "./personal.ts";

/** So often one after another, at most: two slow workers do not go on for ever. */
const TIMES = 3;

const ANEW = /(?::at:.+)?:anew(\d+):edit$/;

/** Whether a delivery of this name edits once more what somebody edited too late. */
export const isEditedAnew = (id: string): boolean => ANEW.test(id);

/** The name of what is edited anew. */
export const withoutAnew = (id: string): string => id.replace(ANEW, "");

/** What came late may have overwritten that an announcement was withdrawn. */
const asOfNow = (matter: Matter): Matter =>
  matter.kind === "announced" || matter.kind === "series_announced"
    ? { ...matter, isWithdrawn: true as const }
    : matter;

/** What a direct message says now which came too late. Undefined for one that is never edited. */
const personalAsOfNow = (matter: Matter): Matter | undefined => {
  const was = personalMessage(matter);
  if (matter.kind === "outdated") return matter;
  if (!was || !("key" in matter) || matter.key === undefined) return undefined;
  return { kind: "outdated", code: matter.code, key: matter.key, was };
};

/**
 * Edits once more what a worker sent whose lease was over by then: another one may have shown what is newer, and the
 * older came last. Each has a name of its own and waits in the same lane, so that it comes after both. `messages`: the
 * direct messages that were edited or sent too late, each of which is edited by itself, as a newer one may have come.
 * None for what is never edited: nobody is told anything twice.
 */
export const editedAnew = (delivery: Delivery, messages: readonly string[]): Delivery[] => {
  const { id, organisation, to, host, locale } = delivery;
  if (to.kind !== "card" && to.kind !== "dm") return [];
  const matter = to.kind === "card" ? asOfNow(delivery.matter) : personalAsOfNow(delivery.matter);
  const times = Number(ANEW.exec(id)?.[1] ?? 0) + 1;
  if (!matter || times > TIMES) return [];
  const edit = (at: string, message?: string): Delivery => ({
    ...{ id: `${withoutAnew(id)}${at}:anew${times}:edit`, organisation, to, matter, editOnly: true, level: true },
    ...defined({ host, locale, message }),
  });
  if (to.kind === "card") return [edit("")];
  return messages.map((message) => edit(`:at:${message}`, message));
};
