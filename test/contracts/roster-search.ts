import type { ReviewList } from "./face.ts";

/** What is typed to search the roster: a domain stands after an @. */
export const searchOf = ({ search, domain }: Parameters<ReviewList["show"]>[0]): string => {
  if (domain === undefined) return search ?? "";
  return domain.startsWith("@") ? domain : `@${domain}`;
};
