import { randomInt } from "node:crypto";
import { createServer } from "node:net";

const FIRST = 11_000;
const EACH = 1_000;

/** Vitest numbers its workers: each takes ports of its own, so that two never take the same. */
const ours = FIRST + (Number(process.env.VITEST_POOL_ID ?? 0) % 10) * EACH;
let next = randomInt(EACH);

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });

/**
 * A loopback port that nobody listens on now. It lies below those that the system hands out for connections, which could
 * take it before it is used, and so does a Cluster's bus port, 10,000 above.
 */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = ours + (next % EACH);
    next += 1;
    if (await isFree(port)) return port;
  }
};
