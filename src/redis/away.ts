import { StoreAway } from "../core/ports/store-away.ts";

const NAMES = /^(MaxRetriesPerRequestError|ClusterAllFailedError|AbortError)$/;
const CODES = ["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "EAI_AGAIN"];
/** ioredis and Redis give these no name or code of their own: only the text tells. */
const MESSAGES =
  /^(Command timed out|Connection is closed|OOM |MISCONF|READONLY|LOADING|NOREPLICAS|CLUSTERDOWN|TRYAGAIN|MASTERDOWN|BUSY|Too many Cluster redirections|None of startup nodes|Cluster isn't ready|Stream isn't writeable)/;

const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return NAMES.test(error.name) || CODES.includes(code) || MESSAGES.test(error.message);
};

/** `StoreAway` for an error that says that Redis cannot be reached or does not write, else the error itself. */
const translated = (error: unknown): unknown => (isAway(error) ? new StoreAway(error) : error);

/** The same store, whose methods throw `StoreAway` when Redis cannot be reached or does not write. */
export const translating = <Store extends object>(store: Store): Store =>
  Object.fromEntries(
    Object.entries(store).map(([name, member]) => [
      name,
      typeof member === "function"
        ? (...args: unknown[]) =>
            Promise.resolve(member(...args)).catch((error: unknown) => {
              throw translated(error);
            })
        : member,
    ]),
  ) as Store;
