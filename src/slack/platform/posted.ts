import type { MessageMetadata } from "@slack/types";
import { WebAPIPlatformError, type WebClient } from "@slack/web-api";
import { z } from "zod";
import { isTransient } from "./client.ts";

/** A message is found again by its channel and Slack's timestamp. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
}

export const encodeMessage = ({ channel, ts }: Posted): string => `${channel} ${ts}`;
export const decodeMessage = (messageId: string): Posted => {
  const [channel = "", ts = ""] = messageId.split(" ");
  return { channel, ts };
};

const EVENT = "usher_delivery";

/** Names the delivery that a message carries out. Other apps can read it: it holds ids alone. */
export const metadataOf = (delivery: string): MessageMetadata => ({ event_type: EVENT, event_payload: { delivery } });

const Metadata = z.object({ event_type: z.literal(EVENT), event_payload: z.object({ delivery: z.string() }) });
const Carrying = z.object({ metadata: Metadata });

/** The delivery that a message carries out; undefined for a message that says none. */
export const deliveryOf = (message: unknown): string | undefined =>
  Carrying.safeParse(message).data?.metadata.event_payload.delivery;

/** The newest messages of one page: what is looked for was posted within the last two hours. */
const LOOK_AT = 100;

/**
 * Looks for the message that carries out a delivery in somebody's direct messages (im:history). Undefined where there
 * is none, and where the app may not look. Throws where Slack cannot say.
 */
export const postedFor = async (client: WebClient, place: string, delivery: string): Promise<Posted | undefined> => {
  try {
    const channel = place.startsWith("D") ? place : (await client.conversations.open({ users: place })).channel?.id;
    if (channel === undefined) return undefined;
    const options = { channel, limit: LOOK_AT, include_all_metadata: true };
    const { messages = [] } = await client.conversations.history(options);
    const ts = messages.find((message) => deliveryOf(message) === delivery)?.ts;
    return ts === undefined ? undefined : { channel, ts };
  } catch (error) {
    if (error instanceof WebAPIPlatformError && !isTransient(error)) return undefined;
    throw error;
  }
};
