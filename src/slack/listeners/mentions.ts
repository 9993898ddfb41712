import { readAddressList } from "../../address-list.ts";
import type { Named } from "../../core/chat/speaker.ts";
import type { TypedText } from "../platform/typed-text.ts";

/** The people, channels and user groups that a command names: those it mentions, and the addresses in `rest`. */
export const namedIn = ({ mentions, memberLists }: TypedText, rest: string): Named => {
  const names = memberLists.map(({ kind, name }) => `${kind === "channel" ? "#" : "@"}${name}`);
  const words = rest
    .split(" ")
    .filter((word) => !names.includes(word.replace(/[,;]+$/, "")))
    .join(" ");
  const { people, unreadable } = readAddressList(words);
  return { people: [...mentions, ...people], unreadable, ...(memberLists.length > 0 ? { memberLists } : {}) };
};
