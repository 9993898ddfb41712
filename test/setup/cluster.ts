import { Redis } from "ioredis";
import { freePort } from "./port.ts";
import { startThrowawayRedis } from "./redis.ts";

const SLOTS = 16_384;

/** Three primaries on loopback ports, the slots shared out between them. Fails where they cannot be started. */
export const startCluster = async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  const servers = await Promise.all(
    ports.map((port, i) =>
      startThrowawayRedis({
        port,
        args: [
          "--cluster-enabled",
          "yes",
          "--cluster-config-file",
          `nodes-${i}.conf`,
          "--cluster-port",
          "0",
          "--cluster-announce-ip",
          "127.0.0.1",
        ].filter((_, at) => at !== 4 && at !== 5),
      }),
    ),
  );
  const nodes = ports.map((port) => ({ host: "127.0.0.1", port }));
  const clients = ports.map((port) => new Redis({ host: "127.0.0.1", port }));
  const share = Math.ceil(SLOTS / clients.length);
  await Promise.all(
    clients.map((client, i) => client.cluster("ADDSLOTSRANGE", i * share, Math.min((i + 1) * share, SLOTS) - 1)),
  );
  for (const port of ports.slice(1)) await clients[0]?.cluster("MEET", "127.0.0.1", port);
  const isWhole = async (client: Redis) => {
    const info = String(await client.cluster("INFO"));
    return info.includes("cluster_state:ok") && info.includes("cluster_known_nodes:3");
  };
  const deadline = Date.now() + 30_000;
  while (!(await Promise.all(clients.map(isWhole))).every(Boolean)) {
    if (Date.now() > deadline) throw new Error("the cluster did not come together in 30 s");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  for (const client of clients) client.disconnect();
  return {
    nodes,
    stop: async () => {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
};
