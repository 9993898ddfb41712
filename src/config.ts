import { resolve } from "node:path";
import { z } from "zod";
import { parseColor } from "./brand/color.ts";
import { LOGO_MAX_KB, readLogo } from "./brand/logo.ts";
import { isReadableButton, makeTheme, SITE_COLOR, SITE_NAME } from "./brand/theme.ts";
import { parseAddress } from "./core/model/ids.ts";
import { defaultHost, problemsBetween, warningsOf } from "./env-checks.ts";
import { isLoopback } from "./local.ts";
import { logLevels } from "./log.ts";
import {
  asApiUrl,
  asDomain,
  asGuid,
  asHost,
  asNetwork,
  asNode,
  asPerson,
  asPublicUrl,
  asRedisUrl,
  asSender,
  asSiteName,
  asSmtpUrl,
  asTimeZone,
  type Network,
  readTextFile,
  split,
  TEXT_FILE_MAX_KB,
  urlHost,
} from "./values.ts";

/** The environment as the code uses it: defaults filled in, lists split, addresses in lower case. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/** Each problem and warning is one line that begins with the variable's name and never repeats its value. */
export type ConfigResult =
  | { ok: true; config: Config; warnings: string[] }
  | { ok: false; problems: string[]; warnings: string[] };

/** One variable. `problem` says what is wrong, and what to do, when `parse` answers undefined. */
const one = <T>(problem: string, parse: (raw: string) => T | undefined) =>
  z.string().transform((raw, context) => {
    const value = parse(raw);
    if (value !== undefined) return value;
    context.addIssue({ code: "custom", message: problem });
    return z.NEVER;
  });

/** One variable that holds a comma-separated list; `problem` is about one entry. */
const list = <T>(problem: string, parse: (entry: string) => T | undefined) =>
  z.string().transform((raw, context) => {
    const values: T[] = [];
    for (const [index, entry] of split(raw).entries()) {
      const value = parse(entry);
      if (value === undefined) context.addIssue({ code: "custom", message: `entry ${index + 1} ${problem}` });
      else values.push(value);
    }
    if (split(raw).length === 0)
      context.addIssue({ code: "custom", message: "holds no entry. Leave it out, or fill it." });
    return values;
  });

const people = () =>
  list("is not a person. Give slack:T…:U…, teams:<tenant>:<aad id> or an address, separated by commas.", asPerson);

const oneOf = <const T extends readonly string[]>(values: T) =>
  z.enum(values, { error: `not a known choice. Give one of: ${values.join(", ")}.` });

const wholeNumber = (least: number, most: number) =>
  one(`not a whole number from ${least} to ${most}. Give one.`, (raw) => {
    const number = /^\d{1,9}$/.test(raw) ? Number(raw) : Number.NaN;
    return number >= least && number <= most ? number : undefined;
  });

const plans = [1000, 3000, 5000, 10_000, 25_000, 50_000, 100_000] as const;
const LOOPBACK: readonly Network[] = [
  { address: "127.0.0.0", prefix: 8 },
  { address: "::1", prefix: 128 },
];
const slackApi = "https://slack.com/api/";
const secret = z.string();

const TEXT_PROBLEM = `not a text to show. Give a file of plain text in UTF-8, at most ${TEXT_FILE_MAX_KB} kB.`;

const environment = z.object({
  PORT: wholeNumber(1, 65_535).default(3000),
  HOST: one("not a host. Give an IP address or a host name to listen on.", asHost).optional(),
  PUBLIC_URL: one(
    "not an address people can reach. Give https://host (http only on a loopback host) without a path or a password.",
    asPublicUrl,
  ).optional(),
  TRUSTED_PROXIES: list(
    "is not an address or a range. Give such as 10.0.0.5, 10.0.0.0/8 or fd00::/8, separated by commas.",
    asNetwork,
  ).optional(),
  REDIS_URL: one(
    "not a Redis address. Give redis://host:port, rediss://host:port or unix:///path/of/socket.",
    asRedisUrl,
  ).optional(),
  REDIS_CLUSTER: list("is not a node. Give host:port,host:port.", asNode).optional(),
  REDIS_WAIT_REPLICAS: wholeNumber(0, 9).default(0),
  USHER_DATA: z.string().default(".usher"),
  USHER_ROLE: oneOf(["all", "web", "worker"]).default("all"),
  USHER_SECRET: secret
    .min(32, { error: "too short. Give at least 32 characters, e.g. from `openssl rand -hex 32`." })
    .optional(),
  SLACK_BOT_TOKEN: one("not a bot token. Give the one that begins with xoxb-.", (raw) =>
    /^xoxb-\S+$/.test(raw) ? raw : undefined,
  ).optional(),
  SLACK_SIGNING_SECRET: secret.optional(),
  SLACK_APP_TOKEN: secret.optional(),
  SLACK_CLIENT_ID: secret.optional(),
  SLACK_CLIENT_SECRET: secret.optional(),
  SLACK_API_URL: one(
    "not an API address. Give https://… (http only on a loopback host), or leave it out.",
    asApiUrl,
  ).default(slackApi),
  TEAMS_APP_ID: one("not a GUID. Give the bot's Microsoft app id.", asGuid).optional(),
  TEAMS_APP_PASSWORD: secret.optional(),
  TEAMS_APP_TYPE: oneOf(["SingleTenant", "MultiTenant", "UserAssignedMSI"]).default("SingleTenant"),
  TEAMS_APP_TENANT_ID: one("not a GUID. Give the id of the app's tenant.", asGuid).optional(),
  TEAMS_CATALOG_ID: one(
    "not a GUID. Give the id that the organisation's app catalogue shows for Usher.",
    asGuid,
  ).optional(),
  TEAMS_ALLOWED_TENANTS: list("is not a GUID. Give tenant ids, separated by commas.", asGuid).optional(),
  TEAMS_ALLOW_ANONYMOUS: z.enum(["0", "1"], { error: "neither 1 nor 0. Give 1, or leave it out." }).default("0"),
  SMTP_URL: one("not a mail server. Give smtp://host:port or smtps://host:port.", asSmtpUrl).optional(),
  MAIL_FROM: one("not a sender. Give an address, or Name <address>.", asSender).optional(),
  USHER_PLAN: one(`not a plan. Give one of: ${plans.join(", ")}.`, (raw) =>
    plans.find((plan) => `${plan}` === raw),
  ).default(1000),
  USHER_LANDING_DOMAINS: list(
    "is not a domain. Give names such as example.com, separated by commas.",
    asDomain,
  ).default([]),
  USHER_REGISTRATION_IDS: oneOf(["on", "off"]).default("on"),
  USHER_HOSTS: people().optional(),
  USHER_ADMINS: people().default([]),
  USHER_LOCALE: oneOf(["en", "fr"]).default("en"),
  USHER_TIMEZONE: one("not an IANA zone. Give one such as Europe/Paris.", asTimeZone).default("UTC"),
  USHER_RETENTION_DAYS: wholeNumber(1, 3650).default(90),
  USHER_NAME: one("not a name. Give at most 40 signs on one line.", asSiteName).default(SITE_NAME),
  USHER_COLOR: one("not a colour. Give one as #rrggbb.", parseColor)
    .refine(isReadableButton, {
      error: "neither white nor dark text can be read on it (contrast below 4.5). Give a darker or a lighter one.",
    })
    .default(SITE_COLOR),
  USHER_LOGO: one(`not a picture to serve. Give a PNG or SVG file of at most ${LOGO_MAX_KB} kB.`, readLogo).optional(),
  USHER_API_TOKENS: z.string().transform(split).default([]),
  USHER_WEBHOOKS: z.string().transform(split).default([]),
  USHER_PRIVACY: one(TEXT_PROBLEM, readTextFile).optional(),
  USHER_TERMS: one(TEXT_PROBLEM, readTextFile).optional(),
  USHER_CONTACT: one("not an email address. Give the one that people may write to.", (raw) =>
    parseAddress(raw),
  ).optional(),
  LOG_LEVEL: oneOf(logLevels).default("info"),
});

/**
 * Reads the whole environment at once. Empty values count as absent, and surrounding white space is dropped. Every
 * problem is reported, not only the first; `warnings` are things that do not stop Usher (a misspelt name, a variable
 * this version does not use). Throws nothing.
 */
export const readConfig = (env: Readonly<Record<string, string | undefined>>): ConfigResult => {
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    const trimmed = value?.trim();
    if (trimmed) given[name] = trimmed;
  }
  const warnings = warningsOf(given, Object.keys(environment.shape));
  const parsed = environment.safeParse(given);
  const problems = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  problems.push(...problemsBetween(given));
  if (!parsed.success || problems.length > 0) return { ok: false, problems, warnings };
  return { ok: true, config: toConfig(parsed.data), warnings };
};

const toConfig = (values: z.infer<typeof environment>) => {
  const slack =
    values.SLACK_BOT_TOKEN && values.SLACK_SIGNING_SECRET
      ? { botToken: values.SLACK_BOT_TOKEN, signingSecret: values.SLACK_SIGNING_SECRET, apiUrl: values.SLACK_API_URL }
      : undefined;
  const host = values.HOST ?? defaultHost(Boolean(slack || values.TEAMS_APP_ID));
  const dataDirectory = resolve(values.USHER_DATA);
  return {
    port: values.PORT,
    host,
    /** Scheme, host and port only. */
    publicUrl: values.PUBLIC_URL ?? new URL(`http://${urlHost(isLoopback(host) ? host : "127.0.0.1")}:${values.PORT}`),
    /** Whose X-Forwarded-For is believed, as to where requests come from. */
    trustedProxies: values.TRUSTED_PROXIES ?? LOOPBACK,
    redis: redisOf(values, dataDirectory),
    waitReplicas: values.REDIS_WAIT_REPLICAS,
    /** Absolute. */
    dataDirectory,
    role: values.USHER_ROLE,
    /** Undefined only where one may be generated: see ensureSecret. */
    secret: values.USHER_SECRET,
    slack,
    teams: teamsOf(values),
    mail: values.SMTP_URL && values.MAIL_FROM ? { url: values.SMTP_URL, from: values.MAIL_FROM } : undefined,
    plan: values.USHER_PLAN,
    landingDomains: values.USHER_LANDING_DOMAINS,
    registrationIds: values.USHER_REGISTRATION_IDS === "on",
    /** `slack:T…:U…`, `teams:<tenant>:<aad id>` or an address; "members": every full member, no guests. */
    hosts: values.USHER_HOSTS ?? ("members" as const),
    admins: values.USHER_ADMINS,
    locale: values.USHER_LOCALE,
    timeZone: values.USHER_TIMEZONE,
    retentionDays: values.USHER_RETENTION_DAYS,
    /** How pages and mails look, from USHER_NAME and USHER_COLOR. */
    theme: makeTheme(values.USHER_NAME, values.USHER_COLOR, values.USHER_LOGO !== undefined),
    /** Absent: Usher's own mark. */
    logo: values.USHER_LOGO,
    /** What /privacy and /terms say, as paragraphs, links, and lines that begin with `# `. Absent: a text of ours. */
    privacy: values.USHER_PRIVACY,
    terms: values.USHER_TERMS,
    /** Where those pages say that people may write: by default whom mails come from. */
    contact: values.USHER_CONTACT ?? values.MAIL_FROM?.address,
    apiTokens: values.USHER_API_TOKENS,
    webhooks: values.USHER_WEBHOOKS,
    logLevel: values.LOG_LEVEL,
  };
};

type RedisPlace =
  | { kind: "private"; directory: string }
  | { kind: "url"; url: string }
  | { kind: "cluster"; nodes: { host: string; port: number }[] };

const redisOf = (values: z.infer<typeof environment>, directory: string): RedisPlace => {
  if (values.REDIS_URL) return { kind: "url", url: values.REDIS_URL };
  if (values.REDIS_CLUSTER) return { kind: "cluster", nodes: values.REDIS_CLUSTER };
  return { kind: "private", directory };
};

const teamsOf = (values: z.infer<typeof environment>) => {
  const tenantId = values.TEAMS_APP_TENANT_ID;
  if (values.TEAMS_APP_ID) {
    return {
      kind: "registered" as const,
      appId: values.TEAMS_APP_ID,
      /** Undefined for a managed identity. */
      appPassword: values.TEAMS_APP_PASSWORD,
      appType: values.TEAMS_APP_TYPE,
      /** Undefined only for MultiTenant. */
      tenantId,
      allowedTenants: values.TEAMS_ALLOWED_TENANTS ?? (tenantId ? [tenantId] : []),
      /** With it Usher finds people of its tenant by address, and gives them the app, by Graph. */
      catalogId: values.TEAMS_CATALOG_ID,
    };
  }
  if (values.TEAMS_ALLOW_ANONYMOUS === "0") return undefined;
  return { kind: "anonymous" as const, allowedTenants: values.TEAMS_ALLOWED_TENANTS ?? ("any" as const) };
};
