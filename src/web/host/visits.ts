import { hosted } from "../../core/access/host-access.ts";
import type { OrganisationId, WebinarCode } from "../../core/model/ids.ts";
import type { Person } from "../../core/model/person.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { buttonLink } from "../elements.ts";
import { type PageContext, readIn } from "../incoming/request.ts";
import type { PageDeps, Responses } from "../responses.ts";

/** A host on one of their own pages about a webinar. */
export interface HostVisit {
  readonly webinar: Webinar;
  readonly host: Person;
  /** The address of the first of their pages; the others stand below it. */
  readonly home: string;
}

type Answer = Response | Promise<Response>;

/**
 * Lets a page be seen by hosts alone, with the link that chat gave them: it is signed, good for 12 hours, for one host
 * and one webinar, and their rights are checked anew at each request. All others read why, and what to do next.
 */
export const makeVisited =
  ({ core, links }: Pick<PageDeps, "core" | "links">, respond: Responses) =>
  (answer: (c: PageContext, visit: HostVisit) => Answer) => {
    /** A new link comes by chat alone; the webinar's page is open to everybody, where it is anybody's (P43). */
    const tooOld = async (c: PageContext, organisation: OrganisationId, code: WebinarCode) => {
      const webinar = await core.webinars.get(organisation, code);
      const isOpen = webinar && webinar.visibility !== "invited_only";
      const page = isOpen ? buttonLink(links.about(code), respond.translator(c)("mail_about"), true) : "";
      return respond.refusal(c, { reason: "host_link_old", code }, webinar, page);
    };

    return async (c: PageContext): Promise<Response> => {
      const token = c.req.param("token") ?? "";
      const link = links.readHost(token);
      const organisation = link && (await core.webinars.organisationOf(link.code));
      if (!link || !organisation) return respond.refusal(c, { reason: "link_unknown" });
      const host = await core.people.get(organisation, link.host);
      readIn(c, host?.locale);
      if (link.until <= core.clock.now()) return tooOld(c, organisation, link.code);
      if (!host) return respond.refusal(c, { reason: "link_unknown" });
      const allowed = await hosted(core, organisation, link.code, host);
      if (!allowed.ok) return respond.refusal(c, allowed.refusal);
      return answer(c, { webinar: allowed.value, host, home: `/host/${token}` });
    };
  };
