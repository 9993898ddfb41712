import type { ChatId, Face, OrganisationId } from "../model/ids.ts";

/** A channel in which a face was seen. */
export interface SeenChannel {
  readonly face: Face;
  readonly group: string;
  readonly channelId: string;
  readonly name: string;
}

/** Where a chat product reaches people and channels. What is kept is the face's own and opaque to everybody else. */
export interface References {
  get(organisation: OrganisationId, of: ChatId | `channel:${string}`): Promise<string | undefined>;
  put(organisation: OrganisationId, of: ChatId | `channel:${string}`, reference: string): Promise<void>;
  forget(organisation: OrganisationId, of: ChatId | `channel:${string}`): Promise<void>;
  seen(organisation: OrganisationId, channel: SeenChannel): Promise<void>;
  /** A hundred at most, by name. */
  channels(organisation: OrganisationId, face: Face): Promise<SeenChannel[]>;
  /** True once per name and time: for what must be done a single time, such as a welcome. */
  first(organisation: OrganisationId, name: string, withinMs: number): Promise<boolean>;
}
