import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { makeTheme } from "../src/brand/theme.ts";
import { type Config, readConfig } from "../src/config.ts";
import { ensureSecret } from "../src/secret.ts";

type Env = Record<string, string>;

const appId = "6f9619ff-8b86-d011-b42d-00c04fc964ff";
const tenant = "72f988bf-86f1-41af-91ab-2d7cd011db47";
const face: Env = { PUBLIC_URL: "https://usher.example.com", USHER_SECRET: "s".repeat(32) };
const slack: Env = { ...face, SLACK_BOT_TOKEN: "xoxb-1-abc", SLACK_SIGNING_SECRET: "shh" };
const teams: Env = { ...face, TEAMS_APP_ID: appId, TEAMS_APP_PASSWORD: "pass", TEAMS_APP_TENANT_ID: tenant };

const LOGO = resolve("manifests/teams/color.png");

const config = (env: Env): Config => {
  const result = readConfig(env);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.config;
};

const problems = (env: Env): string[] => {
  const result = readConfig(env);
  return result.ok ? [] : result.problems;
};

/** The variables the problems are about. */
const blamed = (env: Env): string[] => problems(env).map((problem) => problem.split(":")[0] ?? "");

const without = (env: Env, ...names: string[]): Env =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

describe("what is configured", () => {
  it("has a default for everything", () => {
    const result = readConfig({ PATH: "/bin", HOME: "/root" });
    expect(result).toEqual({
      ok: true,
      warnings: [],
      config: {
        port: 3000,
        host: "127.0.0.1",
        publicUrl: new URL("http://127.0.0.1:3000"),
        trustedProxies: [
          { address: "127.0.0.0", prefix: 8 },
          { address: "::1", prefix: 128 },
        ],
        redis: { kind: "private", directory: resolve(".usher") },
        waitReplicas: 0,
        dataDirectory: resolve(".usher"),
        role: "all",
        secret: undefined,
        slack: undefined,
        teams: undefined,
        mail: undefined,
        plan: 1000,
        landingDomains: [],
        registrationIds: true,
        hosts: "members",
        admins: [],
        locale: "en",
        timeZone: "UTC",
        retentionDays: 90,
        theme: makeTheme("Usher", "#3d5a80"),
        logo: undefined,
        privacy: undefined,
        terms: undefined,
        contact: undefined,
        apiTokens: [],
        webhooks: [],
        logLevel: "info",
      },
    });
  });

  it("takes empty and blank values as absent, and drops white space around the others", () => {
    expect(config({ PORT: "", SLACK_BOT_TOKEN: " ", USHER_LOCALE: " fr\n" })).toEqual(config({ USHER_LOCALE: "fr" }));
  });

  it("reads Slack", () => {
    expect(config(slack)).toMatchObject({
      host: "0.0.0.0",
      publicUrl: new URL("https://usher.example.com"),
      secret: "s".repeat(32),
      slack: { botToken: "xoxb-1-abc", signingSecret: "shh", apiUrl: "https://slack.com/api/" },
      teams: undefined,
    });
    expect(config({ ...slack, SLACK_API_URL: "http://127.0.0.1:9/api" }).slack?.apiUrl).toBe("http://127.0.0.1:9/api/");
  });

  it("reads Teams, open to the app's own tenant unless others are named", () => {
    expect(config(teams)).toMatchObject({
      host: "0.0.0.0",
      teams: { kind: "registered", appId, appPassword: "pass", appType: "SingleTenant", tenantId: tenant },
    });
    expect(config(teams).teams?.allowedTenants).toEqual([tenant]);
    expect(config({ ...teams, TEAMS_ALLOWED_TENANTS: appId.toUpperCase() }).teams?.allowedTenants).toEqual([appId]);
  });

  it("C13: reads whose X-Forwarded-For is believed, and says what is no address or range", () => {
    expect(config({ TRUSTED_PROXIES: "10.0.0.5, 100.64.0.0/10,fd00::/8, ::1" }).trustedProxies).toEqual([
      { address: "10.0.0.5", prefix: 32 },
      { address: "100.64.0.0", prefix: 10 },
      { address: "fd00::", prefix: 8 },
      { address: "::1", prefix: 128 },
    ]);
    for (const wrong of [
      "proxy.example.com",
      "10.0.0.0/33",
      "10.0.0.0/0",
      "10.0.0/8",
      "fd00::/129",
      "1.2.3.4/8/9",
      "/8",
    ])
      expect(problems({ TRUSTED_PROXIES: `10.0.0.5, ${wrong}`, PORT: "x" }), wrong).toEqual([
        expect.stringMatching(/^PORT: /),
        expect.stringMatching(/^TRUSTED_PROXIES: entry 2 is not an address or a range/),
      ]);
  });

  it("reads where Redis is", () => {
    expect(config({ USHER_DATA: "/data" }).redis).toEqual({ kind: "private", directory: "/data" });
    for (const url of ["redis://localhost", "rediss://:pw@r.example.com:6380/2", "unix:///run/redis.sock"]) {
      expect(config({ REDIS_URL: url }).redis).toEqual({ kind: "url", url });
    }
    expect(config({ REDIS_CLUSTER: "a:7000, [::1]:7001" }).redis).toEqual({
      kind: "cluster",
      nodes: [
        { host: "a", port: 7000 },
        { host: "::1", port: 7001 },
      ],
    });
  });

  it("reads the site's settings", () => {
    const site = config({
      SMTP_URL: "smtps://u:p@mail.example.com",
      MAIL_FROM: '"Usher at Example" <Usher@Example.com>',
      USHER_PLAN: "10000",
      USHER_LANDING_DOMAINS: "Example.com, bücher.example",
      USHER_REGISTRATION_IDS: "off",
      USHER_HOSTS: `slack:T1:U2, teams:${tenant.toUpperCase()}:${appId}, Ann@Example.com`,
      USHER_ADMINS: "ops@example.com",
      USHER_TIMEZONE: "Europe/Paris",
      USHER_RETENTION_DAYS: "30",
      LOG_LEVEL: "debug",
    });
    expect(site).toMatchObject({
      mail: { url: "smtps://u:p@mail.example.com", from: { name: "Usher at Example", address: "usher@example.com" } },
      plan: 10_000,
      landingDomains: ["example.com", "xn--bcher-kva.example"],
      registrationIds: false,
      hosts: ["slack:T1:U2", `teams:${tenant}:${appId}`, "ann@example.com"],
      admins: ["ops@example.com"],
      timeZone: "Europe/Paris",
      retentionDays: 30,
      logLevel: "debug",
    });
    expect(config({ SMTP_URL: "smtp://m", MAIL_FROM: "u@example.com" }).mail?.from).toEqual({
      name: "",
      address: "u@example.com",
    });
  });

  it("reads how the site looks, and says what cannot be shown with the other problems", () => {
    const { theme, logo } = config({ USHER_NAME: " Acme Events ", USHER_COLOR: "#0A7D55", USHER_LOGO: LOGO });
    expect(theme).toEqual(makeTheme("Acme Events", "#0a7d55", true));
    expect(logo).toMatchObject({ type: "image/png", bytes: readFileSync(LOGO) });
    expect(
      problems({ PORT: "x", USHER_NAME: "A".repeat(41), USHER_COLOR: "red", USHER_LOGO: resolve("package.json") }),
    ).toEqual([
      expect.stringMatching(/^PORT: /),
      expect.stringMatching(/^USHER_NAME: not a name/),
      expect.stringMatching(/^USHER_COLOR: not a colour/),
      expect.stringMatching(/^USHER_LOGO: not a picture to serve/),
    ]);
    for (const wrong of ["A\nB", "\u2800", "\u200b\u200b"])
      expect(blamed({ USHER_NAME: wrong }), wrong).toEqual(["USHER_NAME"]);
    // A grey on which neither white nor dark text reaches the contrast that text needs.
    expect(problems({ USHER_COLOR: "#7b7b7b" })).toEqual([
      expect.stringMatching(/^USHER_COLOR: neither white nor dark text can be read on it/),
    ]);
  });

  it("reads what the site says of privacy and use from files of plain text, and refuses other files", () => {
    const folder = mkdtempSync(join(tmpdir(), "texts-"));
    const fileOf = (content: string | Buffer) => {
      const path = join(folder, "text");
      writeFileSync(path, content);
      return path;
    };
    expect(config({ USHER_TERMS: fileOf("\uFEFF# Terms\r\n\r\nBe kind.\n") }).terms).toBe("# Terms\r\n\r\nBe kind.");
    for (const wrong of ["", " \n", "\u0000", Buffer.from([0xff, 0xfe, 0x41, 0x00]), "x".repeat(103_000)])
      expect(problems({ USHER_PRIVACY: fileOf(wrong) })).toEqual([
        expect.stringMatching(/^USHER_PRIVACY: not a text to show/),
      ]);
    expect(blamed({ USHER_PRIVACY: folder, USHER_TERMS: join(folder, "none") })).toEqual([
      "USHER_PRIVACY",
      "USHER_TERMS",
    ]);
    rmSync(folder, { recursive: true });
  });

  it("names the operator's address: the one given, else whom mails come from", () => {
    const sent = { SMTP_URL: "smtp://m", MAIL_FROM: "u@example.com" };
    expect(config(sent).contact).toBe("u@example.com");
    expect(config({ ...sent, USHER_CONTACT: "Help@Example.com" }).contact).toBe("help@example.com");
    expect(problems({ USHER_CONTACT: "help" })).toEqual([expect.stringMatching(/^USHER_CONTACT: not an email/)]);
  });

  it("makes links to where it listens when that is a loopback host", () => {
    const href = (env: Env) => config(env).publicUrl.href;
    expect(href({ PORT: "8080" })).toBe("http://127.0.0.1:8080/");
    expect(href({ HOST: "::1" })).toBe("http://[::1]:3000/");
    expect(href({ HOST: "0.0.0.0" })).toBe("http://127.0.0.1:3000/");
    expect(href({ ...without(slack, "PUBLIC_URL"), HOST: "localhost" })).toBe("http://localhost:3000/");
  });
});

describe("what is wrong", () => {
  it("reports every problem at once, one line each, naming the variable and what to do", () => {
    const wrong: Env = {
      PORT: "eighty",
      HOST: "not a host",
      PUBLIC_URL: "http://usher.example.com",
      REDIS_URL: "http://localhost",
      REDIS_WAIT_REPLICAS: "1",
      USHER_ROLE: "boss",
      USHER_SECRET: "short",
      SLACK_BOT_TOKEN: "xoxp-1",
      SLACK_APP_TOKEN: "xapp-1",
      SLACK_API_URL: "http://slack.example.com",
      TEAMS_APP_ID: "my-app",
      TEAMS_APP_TYPE: "Single",
      TEAMS_ALLOWED_TENANTS: `${tenant},contoso`,
      TEAMS_ALLOW_ANONYMOUS: "yes",
      SMTP_URL: "mail.example.com",
      USHER_PLAN: "2000",
      USHER_LANDING_DOMAINS: "https://example.com",
      USHER_REGISTRATION_IDS: "maybe",
      USHER_HOSTS: ",",
      USHER_ADMINS: "ops@example.com,ann",
      USHER_LOCALE: "de",
      USHER_TIMEZONE: "Paris",
      USHER_RETENTION_DAYS: "0",
      LOG_LEVEL: "loud",
    };
    const said = problems(wrong);
    const extra = ["SLACK_SIGNING_SECRET", "TEAMS_APP_PASSWORD", "TEAMS_APP_TENANT_ID", "MAIL_FROM"];
    expect(blamed(wrong).toSorted()).toEqual([...Object.keys(wrong), ...extra].toSorted());
    for (const problem of said) expect(problem).toMatch(/^[A-Z_]+: [^\n]+\. (Give|Use|Copy|Leave)[^\n]+\.$/);
    expect(said).toContain("PORT: not a whole number from 1 to 65535. Give one.");
    expect(said.find((problem) => problem.startsWith("USHER_ADMINS"))).toContain("entry 2 ");
  });

  it("never repeats a value", () => {
    const secrets: Env = {
      USHER_SECRET: "PRIVATE-1",
      SLACK_BOT_TOKEN: "PRIVATE-2",
      SLACK_APP_TOKEN: "PRIVATE-3",
      SLACK_CLIENT_SECRET: "PRIVATE-4",
      TEAMS_APP_PASSWORD: "PRIVATE-5",
      REDIS_URL: "redis:PRIVATE-6",
      REDIS_CLUSTER: "PRIVATE-7",
      SMTP_URL: "PRIVATE-8",
      USHER_API_TOKENS: "PRIVATE-9",
      SLACK_SIGNING_SECERT: "PRIVATE-10",
      PORT: "PRIVATE-11",
      USHER_ROLE: "PRIVATE-12",
      USHER_HOSTS: "PRIVATE-13",
    };
    expect(JSON.stringify(readConfig(secrets))).not.toContain("PRIVATE");
  });

  it.each<[string, Env, string[]]>([
    ["a bot token without its signing secret", without(slack, "SLACK_SIGNING_SECRET"), ["SLACK_SIGNING_SECRET"]],
    ["a signing secret without a bot token", without(slack, "SLACK_BOT_TOKEN"), ["SLACK_BOT_TOKEN"]],
    ["Socket Mode", { ...slack, SLACK_APP_TOKEN: "xapp-1" }, ["SLACK_APP_TOKEN"]],
    ["OAuth", { SLACK_CLIENT_ID: "1.2", SLACK_CLIENT_SECRET: "x" }, ["SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]],
    ["waiting for replicas", { REDIS_WAIT_REPLICAS: "1" }, ["REDIS_WAIT_REPLICAS"]],
    ["one Redis and a cluster", { REDIS_URL: "redis://a", REDIS_CLUSTER: "a:1" }, ["REDIS_CLUSTER"]],
    ["a cluster node without a port", { REDIS_CLUSTER: "a:1,b" }, ["REDIS_CLUSTER"]],
    ["an app id without a password", without(teams, "TEAMS_APP_PASSWORD"), ["TEAMS_APP_PASSWORD"]],
    ["a managed identity with a password", { ...teams, TEAMS_APP_TYPE: "UserAssignedMSI" }, ["TEAMS_APP_PASSWORD"]],
    ["a single-tenant app without its tenant", without(teams, "TEAMS_APP_TENANT_ID"), ["TEAMS_APP_TENANT_ID"]],
    [
      "a multi-tenant app open to nobody in particular",
      { ...without(teams, "TEAMS_APP_TENANT_ID"), TEAMS_APP_TYPE: "MultiTenant" },
      ["TEAMS_ALLOWED_TENANTS"],
    ],
    ["a password without an app id", without(teams, "TEAMS_APP_ID", "TEAMS_APP_TENANT_ID"), ["TEAMS_APP_PASSWORD"]],
    ["allowed tenants without Teams", { TEAMS_ALLOWED_TENANTS: tenant }, ["TEAMS_ALLOWED_TENANTS"]],
    ["anonymous with an app id", { ...teams, TEAMS_ALLOW_ANONYMOUS: "1" }, ["TEAMS_ALLOW_ANONYMOUS"]],
    ["anonymous on every interface", { HOST: "0.0.0.0", TEAMS_ALLOW_ANONYMOUS: "1" }, ["TEAMS_ALLOW_ANONYMOUS"]],
    ["anonymous on a look-alike", { HOST: "127.example.com", TEAMS_ALLOW_ANONYMOUS: "1" }, ["TEAMS_ALLOW_ANONYMOUS"]],
    ["anonymous where Slack opens the host", { ...slack, TEAMS_ALLOW_ANONYMOUS: "1" }, ["TEAMS_ALLOW_ANONYMOUS"]],
    ["a mail server without a sender", { SMTP_URL: "smtp://m" }, ["MAIL_FROM"]],
    ["a sender without a mail server", { MAIL_FROM: "a@example.com" }, ["SMTP_URL"]],
    ["two senders", { SMTP_URL: "smtp://m", MAIL_FROM: "a@example.com, b@example.com" }, ["MAIL_FROM"]],
    ["a sender with a second line", { SMTP_URL: "smtp://m", MAIL_FROM: "A\nBcc: x <a@example.com>" }, ["MAIL_FROM"]],
    ["Slack without an address", without(slack, "PUBLIC_URL"), ["PUBLIC_URL"]],
    ["Teams without an address or a secret", without(teams, ...Object.keys(face)), ["PUBLIC_URL", "USHER_SECRET"]],
    ["Slack on a loopback host without a secret", { ...without(slack, "USHER_SECRET"), HOST: "::1" }, ["USHER_SECRET"]],
    ["an address with a path", { PUBLIC_URL: "https://example.com/usher" }, ["PUBLIC_URL"]],
    ["an address with a password", { PUBLIC_URL: "https://a:b@example.com" }, ["PUBLIC_URL"]],
    ["an offset for a zone", { USHER_TIMEZONE: "+02:00" }, ["USHER_TIMEZONE"]],
    ["a wildcard domain", { USHER_LANDING_DOMAINS: "*.example.com" }, ["USHER_LANDING_DOMAINS"]],
    ["a whole top-level domain", { USHER_LANDING_DOMAINS: "com" }, ["USHER_LANDING_DOMAINS"]],
    ["a Teams person without a tenant", { USHER_HOSTS: `teams:${appId}` }, ["USHER_HOSTS"]],
  ])("refuses %s", (_, env, names) => {
    expect(blamed(env)).toEqual(names);
  });
});

describe("what is let through", () => {
  it("an anonymous Teams on a loopback host, without an address or a secret", () => {
    const anonymous = config({ TEAMS_ALLOW_ANONYMOUS: "1" });
    expect(anonymous).toMatchObject({ host: "127.0.0.1", teams: { kind: "anonymous", allowedTenants: "any" } });
    expect(anonymous.secret).toBeUndefined();
    const both = config({ ...slack, HOST: "127.0.0.1", TEAMS_ALLOW_ANONYMOUS: "1", TEAMS_ALLOWED_TENANTS: tenant });
    expect(both.teams).toEqual({ kind: "anonymous", allowedTenants: [tenant] });
  });

  it("a managed identity without a password", () => {
    const managed = config({ ...without(teams, "TEAMS_APP_PASSWORD"), TEAMS_APP_TYPE: "UserAssignedMSI" });
    expect(managed.teams).toMatchObject({ appType: "UserAssignedMSI", appPassword: undefined, tenantId: tenant });
  });

  it("a misspelt name, with a warning that gives the nearest one", () => {
    const { ok, warnings } = readConfig({ USHER_TIME_ZONE: "Europe/Paris", MY_USHER_THING: "x" });
    expect({ ok, warnings }).toEqual({
      ok: true,
      warnings: ["USHER_TIME_ZONE: not a variable Usher knows, ignored. The nearest is USHER_TIMEZONE."],
    });
  });

  it("a misspelt name beside the problem it caused", () => {
    const { SLACK_SIGNING_SECRET, ...rest } = slack;
    const result = readConfig({ ...rest, SLACK_SIGNING_SECERT: SLACK_SIGNING_SECRET });
    expect(result.ok).toBe(false);
    expect(result.warnings[0]).toContain("The nearest is SLACK_SIGNING_SECRET.");
  });

  it("what this version does not use, with a warning", () => {
    const { ok, warnings } = readConfig({ USHER_API_TOKENS: "a,b", USHER_WEBHOOKS: "https://example.com" });
    expect(ok).toBe(true);
    expect(warnings).toEqual([
      "USHER_API_TOKENS: not used by this version.",
      "USHER_WEBHOOKS: not used by this version.",
    ]);
  });
});

describe("the secret", () => {
  const inside = (test: (directory: string) => void) => {
    const directory = mkdtempSync(join(tmpdir(), "usher-secret-"));
    try {
      test(directory);
    } finally {
      rmSync(directory, { recursive: true });
    }
  };

  it("is the configured one", () => {
    expect(ensureSecret({ secret: "given", dataDirectory: "/nowhere/at/all" })).toBe("given");
  });

  it("is made once, long enough, and readable by its owner only", () => {
    inside((directory) => {
      const dataDirectory = join(directory, "data");
      const made = ensureSecret({ secret: undefined, dataDirectory });
      expect(made).toMatch(/^[0-9a-f]{64}$/);
      expect(ensureSecret({ secret: undefined, dataDirectory })).toBe(made);
      expect(readFileSync(join(dataDirectory, "secret"), "utf8").trim()).toBe(made);
      expect(statSync(join(dataDirectory, "secret")).mode & 0o777).toBe(0o600);
    });
  });

  it("is refused when the kept one is too short", () => {
    inside((directory) => {
      writeFileSync(join(directory, "secret"), "short");
      expect(() => ensureSecret({ secret: undefined, dataDirectory: directory })).toThrow("fewer than 32 characters");
    });
  });
});
