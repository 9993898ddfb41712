import { defined } from "../../core/model/defined.ts";
import type { Concerned } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Cursor } from "../../core/ports/registrations.ts";
import { keys } from "../keys.ts";
import { decodeWalk } from "../records/entry.ts";
import type { RunScript } from "../scripts.ts";

/**
 * Reads the next of a zset of keys by time, with what an era and the invitations say of them; `next` is absent at the
 * end.
 */
export const walkOn = async (
  run: RunScript,
  { organisation, code }: Webinar,
  era: number,
  zset: string,
  after: Cursor["after"],
  limit: number,
): Promise<{ some: Concerned[]; next?: NonNullable<Cursor["after"]> }> => {
  const answer = await run(
    "walk-3",
    [zset, keys.registrationPrefix(organisation, code, era), keys.inviteePrefix(organisation, code)],
    [after?.at ?? "", after?.key ?? "", limit],
  );
  const { more, some } = decodeWalk(answer);
  const last = some.at(-1);
  return {
    some: some.map(({ concerned }) => concerned),
    ...defined({ next: more && last ? { at: last.at, key: last.key } : undefined }),
  };
};
