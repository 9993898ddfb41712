import type { Hono } from "hono";
import { html } from "hono/html";
import { requestId } from "../core/ids.ts";
import type { Notice } from "../core/notice.ts";
import { registrationClosed } from "../core/register.ts";
import type { WebinarEntry } from "../core/store.ts";
import { wordsOf } from "../texts/words.ts";
import { formOf, type PageContext, sourceOf } from "./ask.ts";
import { field, type Html, told } from "./layout.ts";
import { act, buttonLink, type Desk, type Env, type PageDeps } from "./pages.ts";

/** The owner's page: their registration, or the form to make it, since the link is itself the confirmation of the address. */
export const addPersonalPage = (pages: Hono<Env>, desk: Desk, { core, links }: PageDeps): void => {
  const found = async (c: PageContext): Promise<WebinarEntry | undefined> => {
    const owner = links.readPersonal(c.req.param("token") ?? "");
    const organisation = owner && (await core.webinars.organisationOf(owner.code));
    const entry = organisation && owner && (await core.webinars.entry(organisation, owner.code, { key: owner.key }));
    return entry?.entry?.registration || entry?.entry?.invitee ? entry : undefined;
  };

  const overview = async (
    c: PageContext,
    { webinar, entry }: WebinarEntry,
    problems: Readonly<Record<string, string>>,
    given: Readonly<Record<string, string>>,
  ) => {
    const say = desk.sayTo(c);
    const registration = entry?.registration;
    const problem = problems.none ? html`<p class="wrong" role="alert">${problems.none}</p>` : "";
    const over = registrationClosed(webinar, core.clock.now());
    if (over && over.reason !== "registration_not_required") return desk.refused(c, over, webinar);
    if (registration && registration.status !== "cancelled") {
      // Not with the ID: this link and the ID are two things that the gate asks for.
      const notice: Notice = { kind: "registration", webinar, registration, again: false };
      return desk.notice(c, notice, html`${problem}${ownWays(c, { webinar, ...(entry ? { entry } : {}) }, given)}`);
    }
    const closed = registrationClosed(webinar, core.clock.now());
    if (closed) return desk.refused(c, closed, webinar);
    const person = entry?.invitee && (await core.people.get(webinar.organisation, entry.invitee.person));
    const address = registration?.address ?? entry?.invitee?.address ?? "";
    const words = wordsOf({ kind: "open_form", form: "register", webinar }, { locale: desk.localeOf(c) });
    const form = html`
      ${field({ name: "firstName", label: say("field_first_name"), value: given.firstName ?? registration?.firstName ?? person?.firstName ?? "", autocomplete: "given-name", problem: problems.firstName })}
      ${field({ name: "lastName", label: say("field_last_name"), value: given.lastName ?? registration?.lastName ?? person?.lastName ?? "", autocomplete: "family-name", problem: problems.lastName })}
      ${field({ name: "address", label: say("field_address"), value: address, type: "email", autocomplete: "email", readonly: true })}
      <input type="hidden" name="from" value="${registration?.version ?? 0}">`;
    const body = html`${told(words)}${problem}${act("register", say("register"), form)}`;
    return desk.show(c, webinar.title, body, Object.keys(problems).length > 0 ? 400 : 200);
  };

  const ownWays = (
    c: PageContext,
    { webinar, entry }: WebinarEntry,
    given: Readonly<Record<string, string>>,
  ): Html | string => {
    const say = desk.sayTo(c);
    const status = entry?.registration?.status;
    const leave = html`${act("leave", say("leave"), "", true)}`;
    if (status === "approved") {
      const id = webinar.registrationIds
        ? field({ name: "id", label: say("field_registration_id"), value: given.id ?? "", autocomplete: "off" })
        : "";
      return html`${act("join", say("join"), id)}${leave}`;
    }
    return status === "pending" ? leave : "";
  };

  pages.get("/me/:token", async (c) => {
    const mine = await found(c);
    return mine ? overview(c, mine, {}, {}) : desk.refused(c, { reason: "link_unknown" });
  });

  pages.post("/me/:token", async (c) => {
    const mine = await found(c);
    const entry = mine?.entry;
    if (!mine || !entry) return desk.refused(c, { reason: "link_unknown" });
    const { webinar } = mine;
    const { organisation, code } = webinar;
    const given = await formOf(c);
    const again = async (problems: Record<string, string>) => overview(c, (await found(c)) ?? mine, problems, given);
    const version = entry.registration?.version ?? 0;
    const of = { key: entry.key };

    switch (given.do) {
      case "register": {
        const address = entry.registration?.address ?? entry.invitee?.address;
        const id = entry.registration?.person ?? entry.invitee?.person;
        const person = id && (await core.people.get(organisation, id));
        if (!person) return desk.refused(c, { reason: "link_unknown" });
        const result = await core.register({
          ...{ organisation, code, person, address, via: "page", answers: {}, answerStays: false },
          ...{ firstName: given.firstName ?? "", lastName: given.lastName ?? "" },
          // The version that the form was made from: sent twice it is one act, and a later form is another.
          requestId: requestId("personal", "register", code, entry.key, given.from ?? ""),
        });
        if (result.ok) return again({});
        return again(
          Object.fromEntries(
            result.refusal.map((problem) => [problem.field, desk.refusalText(c, problem.refusal, webinar)]),
          ),
        );
      }
      case "leave": {
        const result = await core.leave({
          organisation,
          code,
          of,
          answerStays: false,
          requestId: requestId("personal", "leave", code, entry.key, String(version)),
        });
        return result.ok
          ? desk.notice(c, { kind: "registration", ...result.value, again: false })
          : again({ none: desk.refusalText(c, result.refusal, webinar) });
      }
      case "join": {
        const result = await core.join({
          organisation,
          code,
          joiner: { kind: "link", key: entry.key, typedId: given.id ?? "", source: sourceOf(c) },
        });
        if (!result.ok) return again({ none: desk.refusalText(c, result.refusal, webinar) });
        const link = links.toMeeting(result.value.token);
        return desk.notice(c, { kind: "admitted", webinar, link }, buttonLink(link, desk.sayTo(c)("open_meeting")));
      }
      default:
        return again({});
    }
  });
};
