import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
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

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

/**
 * Makes an answer end its connection when `mustEnd` says so as its head is written, and always when the body was not
 * read to its end: the rest of it would stand in the way of the next request.
 */
const endAfter = (req: IncomingMessage, res: ServerResponse, mustEnd: () => boolean): void => {
  const writeHead = res.writeHead.bind(res) as (...args: unknown[]) => ServerResponse;
  res.writeHead = ((status: number, ...rest: unknown[]) => {
    if (mustEnd() || status === 413 || (hasBody(req) && !req.complete)) res.shouldKeepAlive = false;
    return writeHead(status, ...rest);
  }) as typeof res.writeHead;
};

/**
 * Answers a request to a face. Slack and Teams only POST: what comes otherwise is a scanner's or a browser's, and no
 * error of ours.
 */
const answerFace = (listen: Listener, req: IncomingMessage, res: ServerResponse): unknown =>
  req.method === "POST" ? listen(req, res) : res.writeHead(405, { allow: "POST" }).end();

/** Servers that are about to stop. */
const draining = new WeakSet<Server>();

/** More than any load balancer keeps open; one that is full refuses further connections. */
const CONNECTIONS_MAX = 2_000;

interface ServerOptions {
  readonly around?: Around | undefined;
  /** Fewer connections than in earnest, for a test. */
  readonly connectionsMax?: number;
}

/**
 * Makes the one node:http server for faces and pages. It refuses more connections than it can serve, and cuts off
 * clients that send slowly or nothing. A listener that throws ends its own request with a bare 500, and no other.
 */
export const makeServer = (
  routes: Routes,
  log: Log,
  { around = (_, answer) => answer(), connectionsMax = CONNECTIONS_MAX }: ServerOptions = {},
): Server => {
  const listener: RequestListener = (req, res) => {
    const path = pathOf(req);
    const isDraining = () => draining.has(server);
    endAfter(req, res, isDraining);
    if (isDraining() && path === "/readyz") {
      res.writeHead(503, { "content-type": "application/json" }).end('{"stopping":true}');
      return;
    }
    const face = path === "/slack/events" ? routes.slack : path === "/api/messages" ? routes.teams : undefined;
    Promise.resolve()
      .then(() => around(req, () => (face ? answerFace(face, req, res) : routes.pages(req, res))))
      .catch((error: unknown) => {
        log.error({ err: error, path: path.split("/", 2).join("/") }, "request_failed");
        if (!res.headersSent) res.writeHead(500);
        res.end();
      });
  };
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      keepAliveTimeout: 5_000,
      maxHeaderSize: 16_384,
      // How often the first two are looked at: Node's own 30 s would let a silent socket stay for 40.
      connectionsCheckingInterval: 1_000,
    },
    listener,
  );
  server.maxConnections = connectionsMax;
  return server;
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

/**
 * Prepares a stop for `forMs`: /readyz turns red, so that no new traffic is sent here, and each answer ends its
 * connection. What is asked meanwhile is still answered. A client that sends on a connection as it is closed would lose
 * that request.
 */
export const drain = async (server: Server, forMs: number): Promise<void> => {
  draining.add(server);
  if (forMs > 0) await sleep(forMs);
};

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
