import { z } from "zod";
import { hosted, hostedAhead } from "../../access/host-access.ts";
import type { RequestId, WebinarCode } from "../../model/ids.ts";
import { type Address, chatParts, type Face, newToken, type OrganisationId, requestId } from "../../model/ids.ts";
import type { Person } from "../../model/person.ts";
import type { Refusal, RefusedRow } from "../../model/refusal.ts";
import { done, type Result, refuse } from "../../model/result.ts";
import type { Webinar } from "../../model/webinar.ts";
import type { Clock } from "../../ports/clock.ts";
import type { KeptForms } from "../../ports/drafts.ts";
import type { NamedPerson, People } from "../../ports/people.ts";
import type { Registrations } from "../../ports/registrations.ts";
import type { Webinars } from "../../ports/webinars.ts";
import { type Invited, type InviteInput, invitedSoFar } from "./invite.ts";

/** So long a list that was checked waits for the host's word. */
const CHECKED_KEPT_MS = 30 * 60_000;

/** A list as it was read: whom it names, and whom it does not. */
export interface ImportList {
  readonly people: readonly NamedPerson[];
  readonly refused: readonly RefusedRow[];
  readonly repeated: number;
}

/** Written by `check`, of what was parsed before. */
const Kept = z.object({
  people: z.array(z.custom<NamedPerson>((one) => typeof (one as { address?: Address }).address === "string")),
  refused: z.array(z.custom<RefusedRow>((one) => typeof (one as RefusedRow).text === "string")),
  repeated: z.number(),
});

interface Of {
  readonly organisation: OrganisationId;
  readonly code: WebinarCode;
  readonly by: Person;
}

interface Deps {
  readonly webinars: Webinars;
  readonly registrations: Registrations;
  readonly people: People;
  readonly keptForms: KeptForms;
  readonly invite: (input: InviteInput) => Promise<Result<Invited, Refusal>>;
  readonly clock: Clock;
}

/** The product in which a host is told how far it is. */
const faceOf = ({ chats }: Person): Face => (chats[0] ? chatParts(chats[0]).face : "slack");

/** Invites a list in two steps: it is checked and shown, then a host says so; and reports what became of it. */
export const makeImport = ({ webinars, registrations, people, keptForms, invite, clock }: Deps) => ({
  /** Keeps a list for half an hour; answers by what it is confirmed. Refuses who does not host the webinar. */
  check: async ({ organisation, code, by }: Of, list: ImportList): Promise<Result<string, Refusal>> => {
    const allowed = await hostedAhead({ webinars, people, clock }, organisation, code, by);
    if (!allowed.ok) return allowed;
    if (list.people.length === 0 && list.refused.length === 0) return refuse({ reason: "nobody_to_invite" });
    const token = newToken();
    await keptForms.keep(organisation, `import ${code} ${by.id} ${token}`, JSON.stringify(list), CHECKED_KEPT_MS);
    return done(token);
  },

  /** Invites whom the checked list names, in the background; twice is once. Refuses what is kept no more. */
  confirm: async ({ organisation, code, by }: Of, token: string): Promise<Result<Invited, Refusal>> => {
    const kept = await keptForms.read(organisation, `import ${code} ${by.id} ${token}`);
    if (kept === undefined) return refuse({ reason: "form_lost" });
    const id = requestId("import", code, by.id, token);
    const list = Kept.parse(JSON.parse(kept));
    const how = { requestId: id, face: faceOf(by), unreadable: [], inBackground: true } as const;
    return invite({ organisation, code, by, ...how, ...list });
  },

  /** How far an invitation is, with all whom it does not invite. Refuses what is kept no more. */
  report: async (
    { organisation, code, by }: Of,
    id: RequestId,
  ): Promise<Result<Invited & { readonly webinar: Webinar; readonly rows: readonly RefusedRow[] }, Refusal>> => {
    const allowed = await hosted({ webinars, people }, organisation, code, by);
    if (!allowed.ok) return allowed;
    const inviting = await registrations.inviting(organisation, code, id);
    if (!inviting) return refuse({ reason: "invitation_gone" });
    const rows = await registrations.refusedOf(organisation, code, id);
    return done({ ...invitedSoFar(allowed.value, inviting), rows });
  },
});
