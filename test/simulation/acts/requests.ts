import { type RequestId, requestId } from "../../../src/core/model/ids.ts";
import type { Random } from "../random.ts";

/** The id of a request that nobody made before. */
export const freshRequest = (random: Random): RequestId =>
  requestId("simulation", String(random.below(1_000_000_000)), String(random.below(1_000_000_000)));
