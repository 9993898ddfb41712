import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { makeSourceOf } from "../../../src/web/incoming/source.ts";

const sourceOf = (proxies?: string) => {
  const read = readConfig(proxies === undefined ? {} : { TRUSTED_PROXIES: proxies });
  if (!read.ok) throw new Error(read.problems.join());
  return makeSourceOf(read.config.trustedProxies);
};

describe("where a request comes from", () => {
  it("A6: an IPv4 address, however it is written, or an IPv6 /64", () => {
    const of = sourceOf();
    for (const [written, source] of [
      ["203.0.113.9", "203.0.113.9"],
      ["::ffff:203.0.113.9", "203.0.113.9"],
      ["::ffff:cb00:7109", "203.0.113.9"],
      ["2001:db8::1", "2001:db8:0:0::/64"],
      ["2001:DB8:0:0:ffff::1", "2001:db8:0:0::/64"],
      ["2001:db8:0:1::1", "2001:db8:0:1::/64"],
      ["fe80::1%eth0", "fe80:0:0:0::/64"],
      ["64:ff9b::203.0.113.9", "64:ff9b:0:0::/64"],
      ["::2", "0:0:0:0::/64"],
    ] as const)
      expect(of(written, undefined), written).toBe(source);
    expect(of(undefined, "203.0.113.9")).toBe("unknown");
  });

  it("C13: by default this machine alone is believed, and never a private range", () => {
    const of = sourceOf();
    for (const local of ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])
      expect(of(local, "203.0.113.9")).toBe("203.0.113.9");
    for (const other of ["10.1.2.3", "192.168.0.7", "172.16.0.1", "100.64.0.1", "198.51.100.4"])
      expect(of(other, "203.0.113.9")).toBe(other);
    expect(of("fd00::1", "203.0.113.9")).toBe("fd00:0:0:0::/64");
    expect(of("127.0.0.1", "203.0.113.9, 10.1.2.3")).toBe("10.1.2.3");
  });

  it("C13: X-Forwarded-For is believed from its right end, as far as trusted proxies wrote it", () => {
    const of = sourceOf("127.0.0.1, 10.0.0.0/8, 100.64.0.0/10, 198.51.100.4, fd00::/8");
    for (const proxies of ["10.1.2.3", "100.64.9.9", "198.51.100.4", "[fd00::1]:443", "10.1.1.1:80 ,fd00::2", ""]) {
      const tail = proxies === "" ? "" : `, ${proxies}`;
      expect(of("127.0.0.1", `9.9.9.9, 203.0.113.1${tail}`), proxies).toBe("203.0.113.1");
      expect(of("::ffff:10.0.0.1", `9.9.9.9, 203.0.113.1:4711${tail}`), proxies).toBe("203.0.113.1");
      expect(of("203.0.113.5", `9.9.9.9${tail}`), proxies).toBe("203.0.113.5");
    }
    expect(of("10.0.0.1", "10.0.0.2, 10.0.0.3")).toBe("10.0.0.2");
    expect(of("10.0.0.1", "203.0.113.1, unknown")).toBe("10.0.0.1");
    expect(of("10.0.0.1", undefined)).toBe("10.0.0.1");
    expect(of("10.0.0.1", "203.0.113.1, , 10.0.0.2")).toBe("10.0.0.2");
  });
});
