import type { Config } from "../../config.ts";

/** The tenant that makes one organisation with the site's workspace; undefined when any tenant is let in. */
export const ownTenantOf = (config: NonNullable<Config["teams"]>): string | undefined =>
  (config.kind === "registered" ? config.tenantId : undefined) ??
  (config.allowedTenants === "any" ? undefined : config.allowedTenants[0]);
