import { z } from "zod";
import type { Address } from "../../core/model/ids.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { Member } from "../platform/connector.ts";

/** Where Microsoft's servers are; stand-ins in tests. */
export interface GraphPlaces {
  readonly login: string;
  readonly api: string;
  /** Where a bot writes to somebody of whom no activity has come (Microsoft Learn, Send proactive messages). */
  readonly service: string;
}

export const MICROSOFT: GraphPlaces = {
  login: "https://login.microsoftonline.com/",
  api: "https://graph.microsoft.com/v1.0/",
  service: "https://smba.trafficmanager.net/teams/",
};

/**
 * What the operator lets Usher do by Microsoft Graph in the site's own tenant. Every call ends within 10 s, and throws
 * what `outcomeOf` reads.
 */
export interface Graph {
  readonly tenant: string;
  readonly service: string;
  /** Somebody of the tenant by their address; undefined when nobody, or more than one, has it (`User.Read.All`). */
  byAddress(address: Address): Promise<Member | undefined>;
  /**
   * Installs the app for somebody where it is not, and answers their chat with it
   * (`TeamsAppInstallation.ReadWriteSelfForUser.All`).
   */
  chatWith(directoryId: string): Promise<string>;
}

interface Deps {
  readonly appId: string;
  readonly appPassword: string;
  readonly tenant: string;
  /** The app's id in the organisation's catalogue, which is not the one in its manifest. */
  readonly catalogId: string;
  readonly places: GraphPlaces;
  readonly clock: Clock;
}

const CALL_MS = 10_000;
/** A token is renewed so long before it ends. */
const MARGIN_MS = 300_000;

const Token = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });
const text = z.string().nullish();
const Users = z.object({
  value: z.array(
    z.object({
      id: z.string(),
      displayName: text,
      givenName: text,
      surname: text,
      mail: text,
      userPrincipalName: text,
      userType: text,
      accountEnabled: z.boolean().nullish(),
    }),
  ),
});
const Installed = z.object({ value: z.array(z.object({ id: z.string() })) });
const Chat = z.object({ id: z.string().min(1) });
const Refusal = z.object({ error: z.object({ code: z.string() }).or(z.string()) });

const SELECTED = "id,displayName,givenName,surname,mail,userPrincipalName,userType,accountEnabled";

const refusalOf = async (response: Response): Promise<Error> => {
  const told = Refusal.safeParse(await response.json().catch(() => undefined)).data?.error;
  const code = typeof told === "string" ? told : (told?.code ?? "unknown");
  return Object.assign(new Error("Graph refused"), { statusCode: response.status, code, response });
};

export const makeGraph = ({ appId, appPassword, tenant, catalogId, places, clock }: Deps): Graph => {
  let token: Promise<{ bearer: string; until: number }> | undefined;

  const askForToken = async (): Promise<{ bearer: string; until: number }> => {
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: appId,
      client_secret: appPassword,
      scope: "https://graph.microsoft.com/.default",
    });
    const at = new URL(`${encodeURIComponent(tenant)}/oauth2/v2.0/token`, places.login);
    const response = await fetch(at, { method: "POST", body, signal: AbortSignal.timeout(CALL_MS) });
    if (!response.ok) throw await refusalOf(response);
    const { access_token: bearer, expires_in: seconds } = Token.parse(await response.json());
    return { bearer, until: clock.now() + seconds * 1_000 - MARGIN_MS };
  };

  const bearer = async (): Promise<string> => {
    const known = await token?.catch(() => undefined);
    if (known && known.until > clock.now()) return known.bearer;
    token = askForToken();
    return (await token).bearer;
  };

  const call = async (path: string, query: Readonly<Record<string, string>> = {}, body?: object): Promise<Response> => {
    const url = new URL(path, places.api);
    url.search = new URLSearchParams(query).toString();
    const authorization = `Bearer ${await bearer()}`;
    const response = await fetch(url, {
      method: body ? "POST" : "GET",
      headers: { authorization, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(CALL_MS),
    });
    if (response.status === 401) token = undefined;
    return response;
  };

  const read = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    query = {},
  ): Promise<z.output<Schema>> => {
    const response = await call(path, query);
    if (!response.ok) throw await refusalOf(response);
    return schema.parse(await response.json());
  };

  const appsOf = (directoryId: string) => `users/${encodeURIComponent(directoryId)}/teamwork/installedApps`;

  const install = async (directoryId: string): Promise<void> => {
    const app = new URL(`appCatalogs/teamsApps/${catalogId}`, places.api).href;
    const response = await call(appsOf(directoryId), {}, { "teamsApp@odata.bind": app });
    // 409: somebody was quicker, or it has been there for long.
    if (!response.ok && response.status !== 409) throw await refusalOf(response);
    await response.body?.cancel();
  };

  return {
    tenant,
    service: places.service,

    byAddress: async (address) => {
      const quoted = `'${address.replaceAll("'", "''")}'`;
      const $filter = `mail eq ${quoted} or userPrincipalName eq ${quoted}`;
      const { value } = await read(Users, "users", { $filter, $select: SELECTED, $top: "2" });
      const [one, ...others] = value.filter(({ accountEnabled }) => accountEnabled !== false);
      if (!one || others.length > 0) return undefined;
      return {
        id: one.id,
        aadObjectId: one.id,
        name: one.displayName ?? undefined,
        givenName: one.givenName ?? undefined,
        surname: one.surname ?? undefined,
        email: one.mail ?? undefined,
        userPrincipalName: one.userPrincipalName ?? undefined,
        userRole: one.userType?.toLowerCase() === "guest" ? "guest" : "user",
      };
    },

    chatWith: async (directoryId) => {
      await install(directoryId);
      const ours = { $expand: "teamsApp", $filter: `teamsApp/id eq '${catalogId}'` };
      const [installed] = (await read(Installed, appsOf(directoryId), ours)).value;
      // It takes a moment until what was installed is seen: that is tried again.
      if (!installed) throw Object.assign(new Error("not installed yet"), { statusCode: 412, code: "not_yet" });
      const path = `${appsOf(directoryId)}/${encodeURIComponent(installed.id)}/chat`;
      return (await read(Chat, path)).id;
    },
  };
};
