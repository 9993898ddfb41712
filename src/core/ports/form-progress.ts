import type { OrganisationId } from "../model/ids.ts";

/** Where what somebody filled in waits for the next step; nobody else finds it. */
export interface FormProgress {
  keep(organisation: OrganisationId, token: string, text: string, forMs: number): Promise<void>;
  read(organisation: OrganisationId, token: string): Promise<string | undefined>;
}
