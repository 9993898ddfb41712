import type { ChatId, Face, OrganisationId } from "../model/ids.ts";

/** A channel in which a face was seen. */
export interface SeenChannel {
  readonly face: Face;
  readonly group: string;
  readonly channelId: string;
  readonly name: string;
}

/** Whom or what a reference reaches. */
export type ReferenceName = ChatId | `channel:${string}`;

/** Where a chat product reaches people and channels. A reference is its face's own; nobody else reads it. */
export interface References {
  get(organisation: OrganisationId, of: ReferenceName): Promise<string | undefined>;
  put(organisation: OrganisationId, of: ReferenceName, reference: string): Promise<void>;
  forget(organisation: OrganisationId, of: ReferenceName): Promise<void>;
  /** Remembers a channel in which a face was seen. */
  seen(organisation: OrganisationId, channel: SeenChannel): Promise<void>;
  /** The channels in which a face was seen, by name; at most a hundred. */
  channels(organisation: OrganisationId, face: Face): Promise<SeenChannel[]>;
  /** True for the first call with a name within that time: for what is done a single time, such as a welcome. */
  first(organisation: OrganisationId, name: string, withinMs: number): Promise<boolean>;
}
