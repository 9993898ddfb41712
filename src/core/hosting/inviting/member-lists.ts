import { defined } from "../../model/defined.ts";
import type { ChatId, OrganisationId } from "../../model/ids.ts";
import type { Refusal } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Directory, MemberList, MemberLists } from "../../ports/people.ts";
import { INVITEES_MAX } from "./parts.ts";

interface Opened {
  readonly memberLists: readonly MemberList[];
  /** One of them is shared with other organisations. */
  readonly isShared: boolean;
}

/** The channels and user groups of this one's product; undefined where the site does not have it. */
export const memberListsOf = (
  directories: readonly Directory[],
  { face }: Pick<MemberList, "face">,
): MemberLists | undefined =>
  directories.flatMap(({ memberLists }) => (memberLists?.face === face ? [memberLists] : []))[0];

/**
 * Asks whether an account may have the members of these channels and groups invited. Refuses channels that it is not in,
 * what could not be asked just now, and more than one act invites.
 */
export const makeOpenLists =
  ({ directories }: { readonly directories: readonly Directory[] }) =>
  async (
    organisation: OrganisationId,
    memberLists: readonly MemberList[],
    by: ChatId | undefined,
  ): Promise<Result<Opened, Refusal>> => {
    // A face says so where no channel is meant: what was typed stands in none.
    if (memberLists.some(({ id }) => id === "")) return refuse({ reason: "no_channel_here" });
    const answers = await Promise.all(
      memberLists.map(async (memberList) => {
        const access = by && (await memberListsOf(directories, memberList)?.access(organisation, memberList, by));
        return { memberList, access: access ?? ({ kind: "closed" } as const) };
      }),
    );
    const named = (kind: "closed" | "unknown") =>
      answers.flatMap(({ memberList, access }) => (access.kind === kind ? [`#${memberList.name}`] : []));
    const [closed, unknown] = [named("closed"), named("unknown")];
    if (closed.length > 0) return refuse({ reason: "not_in_channel", names: closed });
    if (unknown.length > 0) return refuse({ reason: "people_not_asked", names: unknown });
    const open = answers.flatMap(({ memberList, access }) => (access.kind === "open" ? [{ memberList, access }] : []));
    const count = open.reduce((sum, { access }) => sum + (access.count ?? 0), 0);
    if (count > INVITEES_MAX) return refuse({ reason: "too_many_invitees", max: INVITEES_MAX, count });
    return done({
      memberLists: open.map(({ memberList, access: { name, via } }) => ({ ...memberList, name, ...defined({ via }) })),
      isShared: open.some(({ access }) => access.isShared),
    });
  };
