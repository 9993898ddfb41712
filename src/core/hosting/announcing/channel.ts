import { type ChatId, chatParts, type OrganisationId, type RequestId } from "../../model/ids.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Series } from "../../model/series.ts";
import type { Announced } from "../../model/told/announced.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Actor, Directory, ListAccess, MemberList } from "../../ports/people.ts";
import { memberListsOf } from "../inviting/member-lists.ts";

/** Who announces something, and where. */
export interface AnnounceIn {
  readonly organisation: OrganisationId;
  readonly requestId: RequestId;
  readonly by: Actor;
  /** The account by which they act: it has to be in the channel. */
  readonly chat: ChatId;
  readonly channel: MemberList;
  /** They were told who else sees a channel that other organisations share. */
  readonly isAgreed: boolean;
}

/** What became of it. */
export interface Announcing {
  /** Of a series that one of its webinars which is the soonest. */
  readonly webinar: Webinar;
  /** The series that is announced, in place of the webinar. */
  readonly series?: AnnouncedSeries;
  readonly channel: Announced;
  /** `asked`: other organisations are in the channel too. `again`: it was announced there already. */
  readonly became: "announced" | "again" | "asked" | "withdrawn";
}

/** What of a series tells about its announcement. */
export type AnnouncedSeries = Omit<Series, "form" | "version">;

export interface OpenedChannel {
  readonly channel: Announced;
  /** Other organisations are in it too. */
  readonly isShared: boolean;
}

/** The channel as its product names it; refuses one that they are not in, or that could not be asked. */
export const makeOpenChannel = (directories: readonly Directory[]) => {
  const accessTo = async ({ organisation, channel, chat }: AnnounceIn): Promise<ListAccess> =>
    (await memberListsOf(directories, channel)?.access(organisation, channel, chat)) ?? { kind: "closed" };

  return async (input: AnnounceIn): Promise<Result<OpenedChannel, Refusal>> => {
    const { face, group, id: channelId } = input.channel;
    if (face !== chatParts(input.chat).face) return refuse({ reason: "announce_not_there" });
    const access = await accessTo(input);
    switch (access.kind) {
      case "open":
        return done({ channel: { face, group, channelId, name: access.name }, isShared: access.isShared });
      case "closed":
        return refuse({ reason: "announce_not_there" });
      case "unknown":
        return refuse({ reason: "announce_not_asked" });
    }
  };
};
