import { nearestTo } from "./core/notices/nearest.ts";
import { isLoopback } from "./local.ts";

/** The variables that are set, by name. */
export type Given = Readonly<Record<string, string>>;

/** Where Usher listens by default: everywhere with a face, else on this machine only. */
export const defaultHost = (hasFace: boolean) => (hasFace ? "0.0.0.0" : "127.0.0.1");

const hasFace = (given: Given) => Boolean(given.SLACK_BOT_TOKEN || given.SLACK_SIGNING_SECRET || given.TEAMS_APP_ID);

const isOnLoopback = (given: Given) => isLoopback(given.HOST ?? defaultHost(hasFace(given)));

/** That `name` is set without `other`, which it needs. */
const missing = (given: Given, name: string, other: string, todo: string): string[] =>
  given[name] && !given[other] ? [`${other}: missing, and ${name} needs it. ${todo}`] : [];

const slackProblems = (given: Given): string[] => [
  ...["SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET"]
    .filter((name) => given[name])
    .map((name) => `${name}: not available in this version. Use SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET.`),
  ...missing(given, "SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "Copy it from the Slack app's Basic Information page."),
  ...missing(
    given,
    "SLACK_SIGNING_SECRET",
    "SLACK_BOT_TOKEN",
    "Copy it from the Slack app's OAuth & Permissions page.",
  ),
];

const redisProblems = (given: Given): string[] => {
  const problems: string[] = [];
  if (given.REDIS_URL && given.REDIS_CLUSTER)
    problems.push("REDIS_CLUSTER: set along with REDIS_URL. Keep one of them.");
  if (/^[1-9]$/.test(given.REDIS_WAIT_REPLICAS ?? ""))
    problems.push("REDIS_WAIT_REPLICAS: not available in this version. Leave it out, or give 0.");
  return problems;
};

const teamsAppProblems = (given: Given): string[] => {
  const problems: string[] = [];
  const type = given.TEAMS_APP_TYPE ?? "SingleTenant";
  const isManaged = type === "UserAssignedMSI";
  if (given.TEAMS_CATALOG_ID && (isManaged || !given.TEAMS_APP_TENANT_ID))
    problems.push(
      "TEAMS_CATALOG_ID: needs an app with a password and TEAMS_APP_TENANT_ID, by which Graph knows it. Leave it out, or give them.",
    );
  if (isManaged && given.TEAMS_APP_PASSWORD)
    problems.push("TEAMS_APP_PASSWORD: set for a managed identity, which has none. Leave it out.");
  if (!isManaged && !given.TEAMS_APP_PASSWORD)
    problems.push("TEAMS_APP_PASSWORD: missing, and TEAMS_APP_ID needs it. Give the app's client secret.");
  if (type !== "MultiTenant" && !given.TEAMS_APP_TENANT_ID)
    problems.push(
      "TEAMS_APP_TENANT_ID: missing, and the app's type needs it. Give the tenant the app is registered in.",
    );
  else if (!given.TEAMS_APP_TENANT_ID && !given.TEAMS_ALLOWED_TENANTS)
    problems.push(
      "TEAMS_ALLOWED_TENANTS: missing, and a MultiTenant app needs it. Give the tenants that may use Usher.",
    );
  return problems;
};

/** Variables that mean something only with an app id. */
const teamsOrphans = (given: Given): string[] => {
  const names = ["TEAMS_APP_PASSWORD", "TEAMS_APP_TYPE", "TEAMS_APP_TENANT_ID", "TEAMS_CATALOG_ID"];
  if (given.TEAMS_ALLOW_ANONYMOUS !== "1") names.push("TEAMS_ALLOWED_TENANTS");
  return names
    .filter((name) => given[name])
    .map((name) => `${name}: set without TEAMS_APP_ID. Set that too, or leave this out.`);
};

const teamsProblems = (given: Given): string[] => {
  const problems = given.TEAMS_APP_ID ? teamsAppProblems(given) : teamsOrphans(given);
  if (given.TEAMS_ALLOW_ANONYMOUS !== "1") return problems;
  if (given.TEAMS_APP_ID)
    problems.push("TEAMS_ALLOW_ANONYMOUS: set along with TEAMS_APP_ID. Leave it out: the token check must stay on.");
  else if (!isOnLoopback(given))
    problems.push(
      "TEAMS_ALLOW_ANONYMOUS: refused unless HOST is a loopback address. Set HOST=127.0.0.1, or leave it out.",
    );
  return problems;
};

const mailProblems = (given: Given): string[] => [
  ...missing(given, "SMTP_URL", "MAIL_FROM", "Give the address mails are sent from."),
  ...missing(
    given,
    "MAIL_FROM",
    "SMTP_URL",
    "Give the mail server, or leave both out to keep mail in the outbox page.",
  ),
];

const faceProblems = (given: Given): string[] => {
  const problems: string[] = [];
  if (!hasFace(given)) return problems;
  if (!given.PUBLIC_URL && !isOnLoopback(given))
    problems.push(
      "PUBLIC_URL: missing, and people must be able to follow links. Give the https address that leads here.",
    );
  if (!given.USHER_SECRET)
    problems.push(
      "USHER_SECRET: missing. Give at least 32 characters, e.g. from `openssl rand -hex 32`, and keep them.",
    );
  return problems;
};

/**
 * What one variable demands of another, a line for each problem. It reads what was given, not what was parsed, so that
 * it also speaks when a single value is wrong.
 */
export const problemsBetween = (given: Given): string[] => [
  ...slackProblems(given),
  ...redisProblems(given),
  ...teamsProblems(given),
  ...mailProblems(given),
  ...faceProblems(given),
];

/** What does not stop Usher: a misspelt name, a variable that this version does not use. */
export const warningsOf = (given: Given, known: readonly string[]): string[] => [
  ...Object.keys(given)
    .filter((name) => /^(USHER|SLACK|TEAMS)_/.test(name) && !known.includes(name))
    .map((name) => {
      const nearest = nearestTo(name, known)?.word ?? known[0];
      return `${name}: not a variable Usher knows, ignored. The nearest is ${nearest}.`;
    }),
  ...["USHER_API_TOKENS", "USHER_WEBHOOKS"]
    .filter((name) => given[name])
    .map((name) => `${name}: not used by this version.`),
];
