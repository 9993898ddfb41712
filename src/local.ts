import type { IncomingMessage } from "node:http";
import { isIPv4 } from "node:net";

/** Headers that proxies and tunnels add. */
const PROXY_HEADERS = ["forwarded", "via", "x-real-ip", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];

/** Whether a host names this machine and nothing else. An IPv6 address may stand in brackets. */
export const isLoopback = (host: string): boolean => {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, "");
  return bare === "localhost" || bare === "::1" || (isIPv4(bare) && bare.startsWith("127."));
};

/**
 * Whether a request was made on this machine, to this machine, as far as it can tell: neither a proxy nor a tunnel
 * brought it, and it does not name another host (DNS rebinding).
 */
export const isLocalRequest = ({ socket, headers }: IncomingMessage): boolean =>
  /^(::1|(::ffff:)?127\.)/.test(socket.remoteAddress ?? "") &&
  isLoopback((headers.host ?? "").replace(/:\d+$/, "")) &&
  PROXY_HEADERS.every((name) => headers[name] === undefined);
