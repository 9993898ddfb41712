import { z } from "zod";
import { organisationOf } from "../../core/access/organisations.ts";
import { defined } from "../../core/model/defined.ts";
import { type ChatId, chatId, type OrganisationId } from "../../core/model/ids.ts";
import { knownZone, type Locale, localeOf } from "../../core/model/person.ts";

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullish().transform((value) => value ?? undefined);
const idText = z.string().min(1).max(400);
/** A part of a chat identity: no colon and no space; the directory's GUIDs come in either case. */
const guid = z
  .string()
  .regex(/^[^:\s]{1,80}$/)
  .toLowerCase();
const Account = z.looseObject({ id: idText, name: optional(z.string()), aadObjectId: optional(guid) });
const Named = z.looseObject({ id: idText, name: optional(z.string()) });

/** What Usher reads of an activity (Microsoft Learn, Conversation basics); everything else is kept as it came. */
const ActivitySchema = z.looseObject({
  type: idText,
  id: idText,
  channelId: idText,
  serviceUrl: z.url({ protocol: /^https?$/ }).max(1_000),
  from: Account,
  recipient: Account,
  conversation: z.looseObject({ id: idText, conversationType: optional(z.string()), tenantId: optional(guid) }),
  /** The message on which somebody pressed. */
  replyToId: optional(idText),
  name: optional(z.string()),
  action: optional(z.string()),
  text: optional(z.string()),
  value: z.unknown().optional(),
  locale: optional(z.string()),
  localTimezone: optional(z.string()),
  entities: optional(z.array(z.unknown())),
  attachments: optional(z.array(z.unknown())),
  membersAdded: optional(z.array(Account)),
  membersRemoved: optional(z.array(Account)),
  channelData: optional(
    z.looseObject({
      eventType: optional(z.string()),
      tenant: optional(z.looseObject({ id: guid })),
      team: optional(Named),
      channel: optional(Named),
    }),
  ),
});

export type Activity = z.infer<typeof ActivitySchema>;

/** An activity as it came over HTTP; undefined when it is none. */
export const parseActivity = (body: unknown): Activity | undefined => ActivitySchema.safeParse(body).data;

/** The tenants an activity names. A token says nothing about them, so each must be allowed. */
export const tenantsOf = ({ conversation, channelData }: Activity): string[] =>
  [conversation.tenantId, channelData?.tenant?.id].filter((tenant) => tenant !== undefined);

/** Where something happens, and who does it. */
export interface Place {
  readonly organisation: OrganisationId;
  readonly tenant: string;
  /** Only ever taken from an authenticated activity. */
  readonly serviceUrl: string;
  readonly botId: string;
  /** The chat, or the channel's thread. */
  readonly conversationId: string;
  readonly isPersonal: boolean;
  /** The channel without its thread; absent in chats. */
  readonly channelId?: string;
  readonly teamId?: string;
  /** How this bot knows the sender (29:…). */
  readonly userId: string;
  /** Absent for senders that are in no directory, such as other bots. */
  readonly chat?: ChatId;
}

/** The place of an activity, undefined when it names no tenant; `ownTenant` is the site's. */
export const placeOf = (activity: Activity, ownTenant: string | undefined): Place | undefined => {
  const [tenant] = tenantsOf(activity);
  if (tenant === undefined) return undefined;
  const { conversation, channelData, from } = activity;
  const isChannel = conversation.conversationType === "channel" || channelData?.team !== undefined;
  return {
    organisation: organisationOf("teams", tenant, ownTenant),
    tenant,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    conversationId: conversation.id,
    isPersonal: conversation.conversationType === "personal",
    userId: from.id,
    ...defined({
      channelId: isChannel ? (conversation.id.split(";")[0] ?? conversation.id) : undefined,
      teamId: channelData?.team ? channelData.team.id : undefined,
      chat: from.aadObjectId ? chatId("teams", tenant, from.aadObjectId) : undefined,
    }),
  };
};

/** Some clients leave `text` out. */
const Mention = z.looseObject({
  type: z.literal("mention"),
  text: optional(z.string()).transform((text) => text || undefined),
  mentioned: Named,
});
const ClientInfo = z.looseObject({ type: z.literal("clientInfo"), timezone: optional(z.string()) });

/** The mentions of an activity, the bot's own left out. */
export const mentionsOf = ({ entities = [], recipient }: Activity): z.infer<typeof Mention>[] =>
  entities
    .flatMap((entity) => Mention.safeParse(entity).data ?? [])
    .filter(({ mentioned }) => mentioned.id !== recipient.id);

/** The sender's zone and language: Teams tells them with every activity and nowhere else (Get Teams context). */
export const settingsOf = (activity: Activity): { zone?: string; locale?: Locale } => {
  const told = (activity.entities ?? []).flatMap((entity) => ClientInfo.safeParse(entity).data ?? []);
  const zone = knownZone(activity.localTimezone ?? told[0]?.timezone);
  const locale = localeOf(activity.locale);
  return { ...defined({ zone, locale }) };
};
