import { defined } from "../model/defined.ts";
import type { PersonId, RegistrationKey } from "../model/ids.ts";
import type { Webinar } from "../model/webinar.ts";
import type { Delivery, FanOut } from "./delivery.ts";

/**
 * The one delivery that stands for a change which concerns many; the worker expands it. The same kind and `name` make
 * the same delivery.
 */
export const fanOut = (
  webinar: Pick<Webinar, "organisation" | "code">,
  what: FanOut,
  name: string,
  by: PersonId,
  notBefore?: number,
): Delivery => ({
  id: `${webinar.code}:fan:${what.kind}:${name}`,
  organisation: webinar.organisation,
  to: { kind: "everybody" },
  matter: { kind: "fan_out", code: webinar.code, what, by },
  ...defined({ notBefore }),
});

/** Settles a decision at `at`, when it can no longer be undone. The script that stores it makes its version. */
export const settlement = (
  webinar: Pick<Webinar, "organisation" | "code" | "era">,
  key: RegistrationKey,
  version: number,
  by: PersonId,
  at: number,
): Delivery => fanOut(webinar, { kind: "settle", key, version, era: webinar.era }, `${key}:${webinar.era}:%v`, by, at);
