import type { Face } from "../ids.ts";
import { parseTag, type Tag, USHERS_TAGS } from "../tag.ts";

/** A channel of a webinar's readers in which it was announced (P28), by the name that it had then. */
export interface Announced {
  readonly face: Face;
  /** Slack's team, Teams' tenant. */
  readonly group: string;
  readonly channelId: string;
  readonly name: string;
  /** When it was announced there; those of before do not say. */
  readonly at?: number;
}

/** An announcement that was withdrawn, as the report marks it. */
export type WithdrawnAnnouncement = Pick<Announced, "face" | "name"> & { readonly at: number; readonly until: number };

/** What registrations carry that begin on the announcement in a channel (P24): its name, as far as a tag can have it. */
export const channelTag = ({ name }: Pick<Announced, "name">): Tag => {
  const words =
    name
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  return parseTag(words.join("-").slice(0, 40).replace(/-$/, "")) ?? USHERS_TAGS.announcement;
};
