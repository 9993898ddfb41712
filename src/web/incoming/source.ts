import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { Config } from "../../config.ts";

/** An IPv6 address as its eight groups in hexadecimal; a dotted end is read too. */
const groupsOf = (ip: string): string[] => {
  // URL writes every address in one way; only the longest run of zeros is still to be filled in.
  const [head = "", tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split("::");
  const groups = (part: string | undefined) => (part ? part.split(":") : []);
  const [before, after] = [groups(head), groups(tail)];
  return tail === undefined ? before : [...before, ...Array(8 - before.length - after.length).fill("0"), ...after];
};

/** An address as a socket or a proxy wrote it, without its port, brackets and zone; IPv4 in IPv6 is the IPv4. */
const addressIn = (written: string): string | undefined => {
  const text = written.trim();
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(text) ?? [];
  const bare = (bracketed ?? text.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")).replace(/%.*$/, "");
  if (isIPv4(bare)) return bare;
  if (!isIPv6(bare)) return undefined;
  const groups = groupsOf(bare);
  if (!/^0,0,0,0,0,ffff,/.test(groups.join())) return bare;
  const [high = 0, low = 0] = groups.slice(6).map((group) => Number.parseInt(group, 16));
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
};

/** Whom limits count: an IPv4 address, or the /64 of an IPv6 address, of which one customer has all. */
const networkOf = (address: string): string =>
  isIPv4(address) ? address : `${groupsOf(address).slice(0, 4).join(":")}::/64`;

/**
 * Makes the reader of where a request comes from. X-Forwarded-For is walked from its right end, where the nearest proxy
 * wrote: an entry is believed as long as a trusted proxy wrote it.
 */
export const makeSourceOf = (trusted: Config["trustedProxies"]) => {
  const proxies = new BlockList();
  for (const { address, prefix } of trusted) proxies.addSubnet(address, prefix, isIPv4(address) ? "ipv4" : "ipv6");
  const isTrusted = (address: string) => proxies.check(address, isIPv4(address) ? "ipv4" : "ipv6");

  return (remote: string | undefined, forwardedFor: string | undefined): string => {
    let source = addressIn(remote ?? "");
    if (source === undefined) return "unknown";
    for (const written of (forwardedFor ?? "").split(",").toReversed()) {
      if (!isTrusted(source)) break;
      const before = addressIn(written);
      if (before === undefined) break;
      source = before;
    }
    return networkOf(source);
  };
};
