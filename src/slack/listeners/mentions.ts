import { readAddressList } from "../../address-list.ts";
import type { Named } from "../../core/chat/speaker.ts";
import type { TypedText } from "../platform/typed-text.ts";

/** The people whom a command names: those it mentions, and the addresses in `rest`. */
export const namedIn = ({ mentions }: TypedText, rest: string): Named => {
  const { people, unreadable } = readAddressList(rest);
  return { people: [...mentions, ...people], unreadable };
};
