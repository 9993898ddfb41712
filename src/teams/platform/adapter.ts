import { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo } from "botbuilder";
import { z } from "zod";
import type { Config } from "../../config.ts";
import { defined } from "../../core/model/defined.ts";
import type { Activity } from "./activity.ts";
import type { Connector, Member, Message } from "./connector.ts";

/** Who checks inbound tokens and signs outbound calls. */
export type BotFrameworkAuthentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;

type Client = Awaited<ReturnType<ReturnType<BotFrameworkAuthentication["createConnectorFactory"]>["create"]>>;
type BotActivity = Parameters<BotFrameworkAuthentication["authenticateRequest"]>[0];
type Reference = Parameters<CloudAdapter["continueConversationAsync"]>[1];
type PagedOptions = NonNullable<Parameters<Client["conversations"]["getConversationPagedMembers"]>[1]>;
type NewConversation = Parameters<Client["conversations"]["createConversation"]>[0];

const CALL_MS = 10_000;
const CLIENTS_MAX = 100;

/** Microsoft's own servers, with the app's identity; without an app id neither side proves anything. */
const authenticationOf = (config: NonNullable<Config["teams"]>): BotFrameworkAuthentication => {
  if (config.kind === "anonymous") return new ConfigurationBotFrameworkAuthentication({});
  const { appId, appPassword, appType, tenantId } = config;
  return new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    ...defined({ MicrosoftAppPassword: appPassword || undefined, MicrosoftAppTenantId: tenantId || undefined }),
  });
};

/** Bounds a call, with the fetching of its token: the connector client has no limit of its own. */
const within = async <Value>(call: (options: { abortSignal: AbortSignal }) => Promise<Value>): Promise<Value> => {
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error("no answer in time"), { code: "timed_out" }));
      abort.abort();
    }, CALL_MS);
  });
  try {
    return await Promise.race([call({ abortSignal: abort.signal }), late]);
  } finally {
    clearTimeout(timer);
  }
};

const text = z.string().optional().catch(undefined);
const MemberSchema = z.object({
  id: z.string(),
  name: text,
  givenName: text,
  surname: text,
  email: text,
  userPrincipalName: text,
  userRole: text,
  aadObjectId: text,
  objectId: text,
  tenantId: z.string().optional().catch(undefined),
});

/** Teams has two names for the directory's id (TeamsInfo of botbuilder 4.23.3 reads both). */
const memberOf = (found: unknown): Member | undefined => {
  const member = MemberSchema.safeParse(found).data;
  return member && { ...member, aadObjectId: member.aadObjectId ?? member.objectId };
};

/** The most of one page of a roster (Get Teams context). */
const MEMBERS_ASKED = 500;

/**
 * botbuilder behind the face: the check of who calls, and the calls of the Bot Connector. The rest of the folder knows
 * nothing of it.
 */
export const makeAdapter = (config: NonNullable<Config["teams"]>, given?: BotFrameworkAuthentication) => {
  const authentication = given ?? authenticationOf(config);
  const appId = config.kind === "registered" ? config.appId : "";
  const adapter = new CloudAdapter(authentication);
  const clients = new Map<string, Promise<Client>>();

  const makeClient = async (serviceUrl: string): Promise<Client> => {
    let client: Client | undefined;
    const at = { channelId: "msteams", serviceUrl, conversation: { id: "" } } as Reference;
    await adapter.continueConversationAsync(appId, at, async (context) => {
      client = context.turnState.get<Client>(adapter.ConnectorClientKey);
    });
    if (!client) throw new Error("no connector client");
    // Its own retries post twice when only the answer was lost (measured with 4.23.3); the worker retries instead.
    Reflect.get(client, "client").pipeline.removePolicy({ name: "defaultRetryPolicy" });
    return client;
  };

  const clientFor = (serviceUrl: string): Promise<Client> => {
    const known = clients.get(serviceUrl);
    if (known) return known;
    if (clients.size >= CLIENTS_MAX) clients.clear();
    const made = makeClient(serviceUrl);
    made.catch(() => clients.delete(serviceUrl));
    clients.set(serviceUrl, made);
    return made;
  };

  const as = (message: Message) => message as unknown as BotActivity;

  const connector: Connector = {
    send: (serviceUrl, conversationId, message) =>
      within(async (options) => {
        const client = await clientFor(serviceUrl);
        return (await client.conversations.sendToConversation(conversationId, as(message), options)).id;
      }),

    update: (serviceUrl, conversationId, messageId, message) =>
      within(async (options) => {
        const client = await clientFor(serviceUrl);
        const activity = { ...as(message), id: messageId };
        await client.conversations.updateActivity(conversationId, messageId, activity, options);
      }),

    openChat: (serviceUrl, { botId, userId, tenant }) =>
      within(async (options) => {
        const client = await clientFor(serviceUrl);
        const chat = {
          isGroup: false,
          bot: { id: botId },
          members: [{ id: userId }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        } as NewConversation;
        return (await client.conversations.createConversation(chat, options)).id;
      }),

    openThread: (serviceUrl, channelId, message) =>
      within(async (options) => {
        const client = await clientFor(serviceUrl);
        const thread = { isGroup: true, channelData: { channel: { id: channelId } }, activity: message };
        const made = await client.conversations.createConversation(thread as unknown as NewConversation, options);
        return { conversationId: made.id, messageId: made.activityId };
      }),

    member: (serviceUrl, conversationId, id) =>
      within(async (options): Promise<Member | undefined> => {
        const client = await clientFor(serviceUrl);
        const found = await client.conversations.getConversationMember(conversationId, id, options);
        return memberOf(found);
      }),

    members: (serviceUrl, teamId, cursor) =>
      within(async (options) => {
        const client = await clientFor(serviceUrl);
        const page = { pageSize: MEMBERS_ASKED, ...(cursor ? { continuationToken: cursor } : {}) };
        // Its type asks for a token, which the first page has none of.
        const asked = { ...page, ...options } as PagedOptions;
        const found = await client.conversations.getConversationPagedMembers(teamId, asked);
        const members = (found.members ?? []).flatMap((one) => memberOf(one) ?? []);
        return { members, ...defined({ next: found.continuationToken || undefined }) };
      }),

    team: (serviceUrl, teamId) =>
      within(async () => {
        let found: Awaited<ReturnType<Connector["team"]>> = { channels: [] };
        const at = { channelId: "msteams", serviceUrl, conversation: { id: teamId } } as Reference;
        await adapter.continueConversationAsync(appId, at, async (context) => {
          const [details, channels] = await Promise.all([
            TeamsInfo.getTeamDetails(context, teamId),
            TeamsInfo.getTeamChannels(context, teamId),
          ]);
          const named = channels.flatMap(({ id, name }) =>
            id ? [{ id, ...defined({ name: name || undefined }) }] : [],
          );
          found = { ...defined({ name: details.name || undefined }), channels: named };
        });
        return found;
      }),
  };

  return {
    connector,

    /** Whether Teams sent this activity, by its token (Azure Bot Service, Authentication). Never throws. */
    isAuthentic: async (activity: Activity, authorization: string): Promise<boolean> => {
      try {
        await authentication.authenticateRequest(activity as unknown as BotActivity, authorization);
        return true;
      } catch {
        // Forged, expired and malformed tokens throw half a dozen kinds of error; each means no.
        return false;
      }
    },
  };
};
