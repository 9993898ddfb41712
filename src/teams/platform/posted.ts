import { z } from "zod";

/** A message's conversation and its own id: an update needs both. */
const MessageIdSchema = z.tuple([z.string(), z.string()]);

/** Reads where a message stands, as `send.ts` names it; undefined for what is no such name. */
export const parseMessageId = (text: string): [conversationId: string, id: string] | undefined => {
  try {
    return MessageIdSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};
