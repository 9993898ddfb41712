import type { Delivery } from "../../deliveries/delivery.ts";
import type { OrganisationId, PersonId, RequestId, WebinarCode } from "../../model/ids.ts";
import type { Act } from "../../model/registration.ts";
import type { HostMessage, HostMessageState } from "../../model/told/host-message.ts";

/** What hosts write to many people of a webinar, or of a series, with its first webinar (P31); kept for a month. */
export interface HostMessages {
  /**
   * Stores a message with the deliveries that carry it out. `too_many`: the webinar, or one of the series, has had its
   * number of the day.
   */
  start(
    act: Act,
    message: HostMessage,
    mostADay: number,
    deliveries: readonly Delivery[],
  ): Promise<"done" | "too_many">;
  /** Takes a message back before `until`, and before anybody is told it; it then counts no more. A repeat is done too. */
  undo(
    act: Omit<Act, "requestId">,
    message: HostMessage,
    of: { readonly id: RequestId; readonly by: PersonId; readonly until: number },
    deliveries: readonly Delivery[],
  ): Promise<"done" | "too_late">;
  /** Undefined when there is none, or no longer. */
  get(organisation: OrganisationId, code: WebinarCode, id: RequestId): Promise<HostMessageState | undefined>;
  /**
   * Notes of people, each once, by which webinar of a series they are told; answers of whom it is this one, in their
   * order, and how many are noted in all.
   */
  claim(
    organisation: OrganisationId,
    of: WebinarCode,
    id: RequestId,
    by: WebinarCode,
    people: readonly PersonId[],
  ): Promise<{ readonly isTheirs: readonly boolean[]; readonly total: number }>;
  /**
   * Notes how many are told so far, and whether those are all, before they are: a message that was told cannot be taken
   * back. Answers false where it was taken back already, or is kept no more.
   */
  noteTold(
    organisation: OrganisationId,
    code: WebinarCode,
    id: RequestId,
    told: number,
    isDone: boolean,
  ): Promise<boolean>;
}
