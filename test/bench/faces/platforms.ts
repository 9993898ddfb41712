import { createServer, type IncomingMessage } from "node:http";

/** The workspace, the tenant, and the people of the benchmark, each a number. */
export const TEAM = "T1";
export const TENANT = "99999999-8888-4777-8666-555555555555";
export const slackUser = (i: number): string => `U${100_000 + i}`;
export const teamsUser = (i: number): string => `29:${100_000 + i}`;
export const directoryId = (i: number): string => `00000000-0000-4000-8000-${`${100_000 + i}`.padStart(12, "0")}`;

const read = async (req: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of req) text += String(part);
  return text;
};

const slackAnswer = (method: string, form: URLSearchParams): object => {
  if (method === "auth.test") return { ok: true, team_id: TEAM, user_id: "UBOT", bot_id: "BBOT" };
  if (method !== "users.info") return { ok: true };
  const id = form.get("user") ?? "";
  const profile = { first_name: "Ann", last_name: `Lee ${id}`, email: `${id.toLowerCase()}@example.com` };
  return { ok: true, user: { id, team_id: TEAM, locale: "en-GB", tz: "Europe/Paris", profile } };
};

const memberOf = (id: string): object => ({
  id,
  name: `Ann Lee ${id.slice(3)}`,
  email: `t${id.slice(3)}@example.com`,
  aadObjectId: directoryId(Number(id.slice(3)) - 100_000),
  tenantId: TENANT,
  userRole: "user",
});

/** Answers Usher's calls as quickly as it can: Slack's profiles, Teams' rosters and posts. */
export const startPlatforms = async () => {
  const server = createServer(async (req, res) => {
    const { pathname } = new URL(req.url ?? "/", "http://localhost");
    const text = await read(req);
    const member = /\/members\/([^/]+)$/.exec(pathname)?.[1];
    const method = /^\/slack\/(.*)$/.exec(pathname)?.[1];
    const answer = method
      ? slackAnswer(method, new URLSearchParams(text))
      : member
        ? memberOf(decodeURIComponent(member))
        : { id: "1" };
    res.setHeader("content-type", "application/json");
    res.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return {
    slackApi: `${url}/slack/`,
    serviceUrl: `${url}/`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
