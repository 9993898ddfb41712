import type { OrganisationId } from "../model/ids.ts";

/** Keeps what somebody filled in on earlier steps of a form; only who has the token finds it. */
export interface KeptForms {
  keep(organisation: OrganisationId, token: string, text: string, forMs: number): Promise<void>;
  read(organisation: OrganisationId, token: string): Promise<string | undefined>;
}
