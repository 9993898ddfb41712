import type { ChatId } from "../../core/model/ids.ts";

// Teams names tenants and people by UUIDs. As base64url they are short enough for a hash that Redis keeps packed.

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const PACKED = "=";

const pack = (part: string): string =>
  UUID.test(part) ? `${PACKED}${Buffer.from(part.replaceAll("-", ""), "hex").toString("base64url")}` : part;

const unpack = (part: string): string => {
  if (!part.startsWith(PACKED)) return part;
  const hex = Buffer.from(part.slice(PACKED.length), "base64url").toString("hex");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

/** A chat identity as records keep it: the same, but for UUIDs in it. */
export const encodeChat = (chat: ChatId | "page"): string =>
  chat.includes("-") ? chat.split(":").map(pack).join(":") : chat;

export const decodeChat = (text: string): ChatId | "page" =>
  (text.includes(PACKED) ? text.split(":").map(unpack).join(":") : text) as ChatId | "page";
