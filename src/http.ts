import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Log } from "./log.ts";

type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Wraps the answer to a request, for whoever wants to observe it. */
export type Around = (req: IncomingMessage, answer: () => unknown) => unknown;

/** Who answers requests, by their path; the pages answer all that no face takes. */
export interface Routes {
  readonly slack: Listener | undefined;
  readonly teams: Listener | undefined;
  readonly pages: Listener;
}

const pathOf = (req: IncomingMessage): string => (req.url ?? "/").split("?", 1)[0] ?? "/";

/**
 * Answers a request to a face. Slack and Teams only POST: what comes otherwise is a scanner's or a browser's, and no
 * error of ours.
 */
const answerFace = (listen: Listener, req: IncomingMessage, res: ServerResponse): unknown =>
  req.method === "POST" ? listen(req, res) : res.writeHead(405, { allow: "POST" }).end();

/**
 * Makes the one node:http server for faces and pages. It cuts off clients that send slowly or nothing. A listener that
 * throws ends its own request with a bare 500, and no other.
 */
export const makeServer = (routes: Routes, log: Log, around: Around = (_, answer) => answer()): Server => {
  const listener: RequestListener = (req, res) => {
    const path = pathOf(req);
    const face = path === "/slack/events" ? routes.slack : path === "/api/messages" ? routes.teams : undefined;
    Promise.resolve()
      .then(() => around(req, () => (face ? answerFace(face, req, res) : routes.pages(req, res))))
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

/** What keeps Usher from listening, and what to do, by the system's code. */
const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken, perhaps by another Usher. Stop what listens there, or set PORT to a free one",
  EACCES: "is not for this user to listen on. Set PORT to one above 1023",
  EADDRNOTAVAIL: "is no address of this machine. Set HOST to one that is, such as 127.0.0.1",
  ENOTFOUND: "has no address. Set HOST to one of this machine, such as 127.0.0.1",
};

/** Starts to listen and answers the port; throws what to do when it cannot. */
export const listen = (server: Server, port: number, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => {
      const problem = LISTEN_PROBLEMS[error.code ?? ""];
      reject(problem ? new Error(`port ${port} on ${host} ${problem}.`, { cause: error }) : error);
    };
    server.once("error", fail);
    server.listen(port, host, () => {
      server.off("error", fail);
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : port);
    });
  });

/** Takes no new request, lets running ones finish, and cuts off the rest after `withinMs`. */
export const close = (server: Server, withinMs: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), withinMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
