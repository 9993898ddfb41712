import type { IncomingMessage } from "node:http";

const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]"];
/** What proxies and tunnels add. */
const CARRIED = ["forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/** Whether an address names this machine and nothing else. */
export const isLoopbackHost = (hostname: string): boolean => LOOPBACK_NAMES.includes(hostname) || hostname === "::1";

/**
 * Whether a request was made on this machine, to this machine, as far as it can tell: neither a proxy nor a tunnel
 * brought it, and it does not name another host (DNS rebinding).
 */
export const isLocalRequest = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1|(::ffff:)?127\.)/.test(socket.remoteAddress ?? "") &&
  LOOPBACK_NAMES.includes((headers.host ?? "").replace(/:\d+$/, "")) &&
  CARRIED.every((name) => headers[name] === undefined);
