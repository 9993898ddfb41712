import { defined } from "../../core/model/defined.ts";
import type { Concerned } from "../../core/model/registration.ts";
import type { Status } from "../../core/model/status.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import type { Cursor } from "../../core/ports/registrations.ts";
import { keys } from "../keys.ts";
import { decodeInvitees, decodeRegistrations } from "../records/entry.ts";
import type { RunScript } from "../scripts.ts";

/** Some of those whom a webinar knows; `next` is absent at the end. */
interface Some {
  readonly some: Concerned[];
  readonly next?: NonNullable<Cursor["after"]>;
}

type Found = { more: boolean; some: { at: number; concerned: Concerned }[] };

const onward = ({ more, some }: Found): Some => {
  const last = some.at(-1);
  return {
    some: some.map(({ concerned }) => concerned),
    ...defined({ next: more && last ? { at: last.at, key: last.concerned.key } : undefined }),
  };
};

/** Reads the next registrations of an era in the order in which they came, all or those with one status. */
export const walkRegistrations = async (
  run: RunScript,
  { organisation, code }: Webinar,
  era: number,
  after: Cursor["after"],
  limit: number,
  status?: Status,
): Promise<Some> => {
  const answer = await run(
    "walk-registrations-2",
    [keys.eraPrefix(organisation, code, era), keys.inviteePrefix(organisation, code)],
    [after?.at ?? "", after?.key ?? "", limit, status ?? ""],
  );
  return onward(decodeRegistrations(answer));
};

/** Reads the next invitees in the order in which they were invited, with what an era says of them. */
export const walkInvitees = async (
  run: RunScript,
  { organisation, code }: Webinar,
  era: number,
  after: Cursor["after"],
  limit: number,
): Promise<Some> => {
  const answer = await run(
    "walk-invitees-3",
    [
      keys.invited(organisation, code),
      keys.registrationPrefix(organisation, code, era),
      keys.inviteePrefix(organisation, code),
    ],
    [after?.at ?? "", after?.key ?? "", limit],
  );
  return onward(decodeInvitees(answer));
};
