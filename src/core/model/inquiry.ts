import type { InquiryId, PersonId } from "./ids.ts";

/** A host's question to somebody who registered, and the answer once there is one (N9). */
export interface Inquiry {
  readonly id: InquiryId;
  readonly text: string;
  readonly by: PersonId;
  readonly at: number;
  readonly answer?: string;
  readonly answeredAt?: number;
}
