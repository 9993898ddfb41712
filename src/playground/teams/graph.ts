import { type ConnectorAnswer, refusal } from "./connector.ts";
import type { TeamsPerson } from "./people.ts";
import type { World } from "./world.ts";

/** What an administrator granted the app in Microsoft Graph. */
export interface Grants {
  /** The app's id in the organisation's catalogue. */
  readonly catalogId: string;
  readonly secret: string;
  /** `User.Read.All`. */
  readonly readsUsers: boolean;
  /** `TeamsAppInstallation.ReadWriteSelfForUser.All`. */
  readonly installs: boolean;
}

export interface GraphRequest {
  readonly method: string;
  /** Below `/graph/`, decoded: ["users", id, "teamwork", "installedApps"]. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly bearer: string;
}

interface GraphDeps {
  readonly world: World;
  readonly appId: string;
  readonly grants: Grants;
  readonly people: () => readonly TeamsPerson[];
  /** Teams reports the app's coming to somebody, after Graph has answered. */
  readonly installed: (person: TeamsPerson) => void;
}

const TOKEN = "graph-token";
const FORBIDDEN = refusal(403, "Forbidden", "Missing role permissions on the request.");
const NOBODY = refusal(404, "Request_ResourceNotFound", "The resource does not exist.");

const asUser = ({ aadObjectId, name, email, upn, guest }: TeamsPerson) => {
  const [givenName = "", ...rest] = name.split(" ");
  const known = { id: aadObjectId, displayName: name, givenName, surname: rest.join(" ") };
  return { ...known, mail: email ?? null, userPrincipalName: upn, userType: guest ? "Guest" : "Member" };
};

/**
 * Microsoft's token server and the few requests of Graph v1.0 that Usher makes (Microsoft Learn, OAuth 2.0 client
 * credentials; List users; Install app for user; Get chat between user and app).
 */
export const makeGraphStandIn = ({ world, appId, grants, people, installed }: GraphDeps) => {
  const users = (query: URLSearchParams): ConnectorAnswer => {
    if (!grants.readsUsers) return FORBIDDEN;
    const asked = /^mail eq '(.+)' or userPrincipalName eq '\1'$/.exec(query.get("$filter") ?? "")?.[1];
    if (asked === undefined) return refusal(400, "Request_UnsupportedQuery", "The filter is not played.");
    const address = asked.replaceAll("''", "'").toLowerCase();
    const isMeant = ({ email, upn }: TeamsPerson) => [email, upn].some((one) => one?.toLowerCase() === address);
    return { status: 200, body: { value: people().filter(isMeant).map(asUser) } };
  };

  const appsOf = (person: TeamsPerson) => (world.isInstalled(person.id) ? [{ id: `installed-${person.id}` }] : []);

  const install = (person: TeamsPerson, body: unknown): ConnectorAnswer => {
    const bound = (body as Record<string, unknown> | undefined)?.["teamsApp@odata.bind"];
    if (!String(bound).endsWith(`/appCatalogs/teamsApps/${grants.catalogId}`)) return NOBODY;
    if (world.isInstalled(person.id)) return refusal(409, "Conflict", "App already installed.");
    world.setInstalled(person.id, true);
    installed(person);
    return { status: 201 };
  };

  const apps = (person: TeamsPerson, { method, path, query, body }: GraphRequest): ConnectorAnswer => {
    if (!grants.installs) return FORBIDDEN;
    const [, , , , id, last] = path;
    if (method === "POST" && id === undefined) return install(person, body);
    const isOurs = query.get("$filter") === `teamsApp/id eq '${grants.catalogId}'`;
    if (id === undefined) return { status: 200, body: { value: isOurs ? appsOf(person) : [] } };
    const isThere = last === "chat" && appsOf(person).some((one) => one.id === id);
    return isThere ? { status: 200, body: { id: world.chatOf(person.id), chatType: "oneOnOne" } } : NOBODY;
  };

  return {
    token: (tenant: string, form: URLSearchParams): ConnectorAnswer => {
      const isOurs =
        tenant === world.tenantId &&
        form.get("grant_type") === "client_credentials" &&
        form.get("client_id") === appId &&
        form.get("client_secret") === grants.secret &&
        form.get("scope") === "https://graph.microsoft.com/.default";
      if (!isOurs) return { status: 401, body: { error: "invalid_client" } };
      return { status: 200, body: { token_type: "Bearer", expires_in: 3_599, access_token: TOKEN } };
    },

    answer: (request: GraphRequest): ConnectorAnswer => {
      if (request.bearer !== TOKEN) return refusal(401, "InvalidAuthenticationToken", "Access token is missing.");
      const [first, id, part, of] = request.path;
      if (first !== "users") return NOBODY;
      if (id === undefined) return users(request.query);
      const person = people().find(({ aadObjectId }) => aadObjectId === id);
      if (!person || part !== "teamwork" || of !== "installedApps") return NOBODY;
      return apps(person, request);
    },
  };
};
