import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";

/** Where a Redis server answers. */
export type ServerAddress = { path: string } | { host: string; port: number };

/** Sends one command on a connection of its own; answers the reply's first line, e.g. `+PONG` or `-LOADING …`. */
const ask = (address: ServerAddress, word: string): Promise<string> =>
  new Promise((settle, fail) => {
    const socket = connect(address);
    let reply = "";
    socket.setTimeout(2000, () => socket.destroy(new Error("The Redis server does not answer.")));
    socket.setEncoding("utf8");
    socket.on("connect", () => socket.write(`${word}\r\n`));
    socket.on("data", (chunk: string) => {
      reply += chunk;
      if (reply.includes("\r\n")) socket.end();
    });
    socket.on("error", fail);
    socket.on("close", () => settle(reply.split("\r\n")[0] ?? ""));
  });

/** The `code` of a system error. */
export const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? error.code : undefined);

/** `silent` accepts a connection and says nothing; `nobody` means that nothing listens there. */
type State = "ready" | "loading" | "silent" | "nobody";

/** What a server at this address does now. Throws when that cannot be known. */
export const stateOf = async (address: ServerAddress): Promise<State> => {
  try {
    const reply = await ask(address, "PING");
    if (reply === "") return "silent";
    return reply.startsWith("-LOADING") ? "loading" : "ready";
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ECONNREFUSED") return "nobody";
    if (code === undefined || code === "ECONNRESET" || code === "EPIPE" || code === "EAGAIN") return "silent";
    throw error;
  }
};

/** Settles when the server has loaded its data, however long that takes. Throws when it says nothing for 30 s. */
export const untilLoaded = async (address: ServerAddress, log: Log, signal?: AbortSignal): Promise<void> => {
  let since = Date.now();
  let told = false;
  while (!signal?.aborted) {
    const state = await stateOf(address);
    if (state === "ready") return;
    if (state === "loading") {
      since = Date.now();
      if (!told) log.info({}, "redis_loading");
      told = true;
    }
    if (Date.now() - since > 30_000) throw new Error("The Redis server did not answer for 30 s.");
    await sleep(20);
  }
};

/** Ends a server in order: it writes out its append-only file first. Throws when it is still there after 30 s. */
export const shutDown = async (address: ServerAddress): Promise<void> => {
  const until = Date.now() + 30_000;
  let reply = "";
  while ((await stateOf(address)) !== "nobody") {
    if (Date.now() > until) throw new Error(`The Redis server did not stop within 30 s (${reply || "no answer"}).`);
    // The server answers a SHUTDOWN only when it cannot; else it just closes the connection.
    reply = await ask(address, "SHUTDOWN").catch(() => "");
    await sleep(20);
  }
};
