import { readFileSync, statSync } from "node:fs";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { parseAddress } from "./core/model/ids.ts";
import { isLoopback } from "./local.ts";

/** Readers of single values of the environment. Each answers undefined for what it refuses. */

export function split(raw: string): string[] {
  return raw
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

export function urlHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

function asUrl(raw: string): URL | undefined {
  return URL.canParse(raw) ? new URL(raw) : undefined;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function asGuid(raw: string): string | undefined {
  return guid.test(raw.toLowerCase()) ? raw.toLowerCase() : undefined;
}

export function asHost(raw: string): string | undefined {
  return isIP(raw) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(raw) ? raw : undefined;
}

/** An https address, or http on a loopback host; without credentials and query. */
function asHttpUrl(raw: string): URL | undefined {
  const url = asUrl(raw);
  if (!url || url.username || url.password || url.search || url.hash) return undefined;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)) ? url : undefined;
}

export function asPublicUrl(raw: string): URL | undefined {
  const url = asHttpUrl(raw);
  return url?.pathname === "/" ? url : undefined;
}

export function asApiUrl(raw: string): string | undefined {
  return asHttpUrl(raw)?.href.replace(/\/*$/, "/");
}

/** An address and how many of its leading bits name a network. */
export interface Network {
  readonly address: string;
  readonly prefix: number;
}

/** One address, or a range of them by its prefix. */
export function asNetwork(entry: string): Network | undefined {
  const [address = "", bits, ...more] = entry.split("/");
  const widest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (widest === 0 || more.length > 0 || address.includes("%")) return undefined;
  if (bits === undefined) return { address, prefix: widest };
  const prefix = /^\d{1,3}$/.test(bits) ? Number(bits) : 0;
  return prefix >= 1 && prefix <= widest ? { address, prefix } : undefined;
}

export function asRedisUrl(raw: string): string | undefined {
  const url = asUrl(raw);
  if (url?.protocol === "unix:") return url.host === "" && url.pathname.length > 1 ? raw : undefined;
  if (url?.protocol !== "redis:" && url?.protocol !== "rediss:") return undefined;
  return url.hostname !== "" && /^(\/\d*)?$/.test(url.pathname) ? raw : undefined;
}

export function asNode(entry: string): { host: string; port: number } | undefined {
  const url = asUrl(`redis://${entry}`);
  if (!url?.hostname || !url.port || url.username || url.pathname.length > 1) return undefined;
  return { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) };
}

export function asSmtpUrl(raw: string): string | undefined {
  const url = asUrl(raw);
  return (url?.protocol === "smtp:" || url?.protocol === "smtps:") && url.hostname ? raw : undefined;
}

export function asDomain(entry: string): string | undefined {
  const domain = domainToASCII(entry).toLowerCase();
  return /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain) ? domain : undefined;
}

export function asSender(raw: string): { name: string; address: string } | undefined {
  const [, name = "", inner] = /^"?([^"<>\p{Cc}]*?)"?\s*<([^<>]+)>$/u.exec(raw) ?? [];
  const address = parseAddress(inner ?? raw);
  return address ? { name, address } : undefined;
}

const SITE_NAME_MAX = 40;

/** A name that can be seen, on one line. */
export function asSiteName(raw: string): string | undefined {
  return /[\p{L}\p{N}]/u.test(raw) && [...raw].length <= SITE_NAME_MAX && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(raw)
    ? raw
    : undefined;
}

/** More than the longest terms that anybody reads. */
export const TEXT_FILE_MAX_KB = 100;

/** The text in a file, in UTF-8. */
export function readTextFile(path: string): string | undefined {
  try {
    if (statSync(path).size > TEXT_FILE_MAX_KB * 1_024) return undefined;
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)).trim();
    return text === "" || /\p{Cc}/u.test(text.replaceAll(/[\t\r\n\f]/g, "")) ? undefined : text;
  } catch {
    return undefined;
  }
}

export function asPerson(entry: string): string | undefined {
  if (/^slack:[TE][A-Z0-9]+:[UW][A-Z0-9]+$/.test(entry)) return entry;
  const [kind, tenant = "", person = "", ...rest] = entry.toLowerCase().split(":");
  if (kind === "teams" && rest.length === 0)
    return guid.test(tenant) && guid.test(person) ? entry.toLowerCase() : undefined;
  return parseAddress(entry);
}

export function asTimeZone(raw: string): string | undefined {
  // Intl also takes offsets such as +01:00, which have no summer time.
  if (!/^[A-Za-z]/.test(raw)) return undefined;
  try {
    new Intl.DateTimeFormat("en", { timeZone: raw });
    return raw;
  } catch {
    return undefined;
  }
}
