import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Log } from "./log.ts";

type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Runs the answer to a request, to see what happens in it. */
export type Around = (req: IncomingMessage, answer: () => unknown) => unknown;

/** Whose a request is, by its path; what no face takes is the pages'. */
export interface Routes {
  readonly slack: Listener | undefined;
  readonly teams: Listener | undefined;
  readonly pages: Listener;
}

const pathOf = (req: IncomingMessage): string => (req.url ?? "/").split("?", 1)[0] ?? "/";

/**
 * One node:http server for everything. A client that sends slowly, or says nothing, is cut off; a listener that throws
 * ends its own request with a bare 500 and nobody else's.
 */
export const makeServer = (routes: Routes, log: Log, around: Around = (_, answer) => answer()): Server => {
  const listener: RequestListener = (req, res) => {
    const path = pathOf(req);
    const listen = path === "/slack/events" ? routes.slack : path === "/api/messages" ? routes.teams : routes.pages;
    Promise.resolve()
      .then(() => around(req, () => (listen ?? routes.pages)(req, res)))
      .catch((error: unknown) => {
        log.error({ err: error, path: path.split("/", 2).join("/") }, "request_failed");
        if (!res.headersSent) res.writeHead(500);
        res.end();
      });
  };
  return createServer(
    { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 5_000, maxHeaderSize: 16_384 },
    listener,
  );
};

/** Listens; throws when the port is taken. */
export const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/** Takes no new request, finishes those that run, and cuts what has not ended after `withinMs`. */
export const close = (server: Server, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
