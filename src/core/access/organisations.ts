import { type Face, type OrganisationId, organisationId } from "../model/ids.ts";

/** The organisation of a site's own workspace and tenant. */
export const SITE_ORGANISATION = organisationId("site");

/**
 * The organisation whose webinars somebody sees. The site's own workspace and tenant make one; each further tenant that
 * the operator allows is an organisation of its own. Nothing crosses from one to another.
 */
export const organisationOf = (face: Face, group: string, ownGroup: string | undefined): OrganisationId =>
  ownGroup === undefined || ownGroup === group ? SITE_ORGANISATION : organisationId(`${face}-${group}`);
