import { createServer } from "node:net";

/** A loopback port that nobody listens on now, and low enough that a Cluster's bus port, 10,000 above, exists. */
export const freePort = async (): Promise<number> => {
  for (;;) {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer();
      probe.listen(0, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    });
    if (port > 0 && port < 55_000) return port;
  }
};
