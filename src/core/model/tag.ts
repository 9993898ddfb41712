import { z } from "zod";

/** Says by which link or card somebody came to register (P24): `newsletter`, `invitation`. It names no person. */
export type Tag = string & z.$brand<"Tag">;

/** The query in which a link carries its tag. */
export const TAG_QUERY = "from";

const LENGTH_MAX = 40;

/** A tag as it comes from outside: letters of the Latin alphabet, digits, and signs between them, in any case. */
export const TagSchema = z
  .string()
  .max(LENGTH_MAX)
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9]+(?:[._-]+[a-z0-9]+)*$/)
  .brand<"Tag">();

/** Reads a tag; undefined for what is none, which is ignored: whoever comes by a mistyped link registers all the same. */
export const parseTag = (text: string | undefined): Tag | undefined => TagSchema.safeParse(text).data;

/** The tags of what Usher itself writes. */
export const USHERS_TAGS = {
  invitation: TagSchema.parse("invitation"),
  reminder: TagSchema.parse("reminder"),
  preview: TagSchema.parse("preview"),
  announcement: TagSchema.parse("announcement"),
  home: TagSchema.parse("home"),
} as const;

/** A link under which registrations carry a tag. */
export const tagged = (link: string, tag: Tag | undefined): string => {
  if (tag === undefined) return link;
  const url = new URL(link);
  url.searchParams.set(TAG_QUERY, tag);
  return url.href;
};
