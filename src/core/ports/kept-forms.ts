import type { OrganisationId } from "../model/ids.ts";

/** What somebody answered on a form's earlier steps, under a token that only they have. */
export interface KeptForms {
  /** Keeps a text for `forMs`, in place of an earlier one. */
  keep(organisation: OrganisationId, token: string, text: string, forMs: number): Promise<void>;
  /** Undefined when there is none, or no longer. */
  read(organisation: OrganisationId, token: string): Promise<string | undefined>;
}
