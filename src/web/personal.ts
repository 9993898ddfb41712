import type { Hono } from "hono";
import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { InquirySchema, requestId } from "../core/model/ids.ts";
import type { Person } from "../core/model/person.ts";
import { answersIn, type Entry } from "../core/model/registration.ts";
import { isOver, type Webinar } from "../core/model/webinar.ts";
import type { Notice } from "../core/notices/notice.ts";
import { type RegisterProblem, registrationClosed } from "../core/registering/register.ts";
import { labelOf } from "../texts/settings.ts";
import { wordsOf } from "../texts/words.ts";
import { act, alertOf, buttonLink, factList, field, type Html, told } from "./elements.ts";
import { inquiryForms } from "./inquiry-forms.ts";
import { firstPage, type PageStep, pageAfter, wholeForm } from "./page-steps.ts";
import { type PageContext, type Posted, postedOf, sourceOf } from "./request.ts";
import type { Desk, Env, PageDeps } from "./responses.ts";
import { stepForm } from "./step-form.ts";

/** Whose page it is, of which webinar, and what is stored about them. */
interface Own {
  readonly webinar: Webinar;
  readonly entry: Entry;
  readonly person: Person | undefined;
}

/** What the page says besides: something that was refused, and what was typed. */
interface Besides {
  readonly problem?: string;
  readonly typedId?: string;
  /** The step of the form to show; the first, where there is none. */
  readonly step?: PageStep;
  readonly problems?: readonly RegisterProblem[];
}

/** The owner's page: their registration, or the form to make it, since the link is itself the confirmation of the address. */
export const addPersonalPage = (pages: Hono<Env>, desk: Desk, { core, links }: PageDeps): void => {
  const found = async (c: PageContext): Promise<Own | undefined> => {
    const owner = links.readPersonal(c.req.param("token") ?? "");
    const organisation = owner && (await core.webinars.organisationOf(owner.code));
    const stored =
      organisation && owner && (await core.registrations.entry(organisation, owner.code, { key: owner.key }));
    if (!stored?.entry) return undefined;
    const { webinar, entry } = stored;
    const id = entry.registration?.person ?? entry.invitee?.person;
    return id && { webinar, entry, person: await core.people.get(webinar.organisation, id) };
  };

  /** A link of ours behind which nothing is left still says whose webinar it was. */
  const nothing = async (c: PageContext) => {
    const owner = links.readPersonal(c.req.param("token") ?? "");
    const webinar = owner && (await desk.webinarOf(owner.code));
    const about = webinar ? buttonLink(links.about(webinar.code), webinar.title, true) : "";
    return desk.refused(c, { reason: "link_unknown" }, webinar || undefined, about);
  };

  const answers = (c: PageContext, { webinar, entry }: Own): Html | string => {
    const say = desk.sayTo(c);
    const given = answersIn(webinar, entry).map(({ question, answer }) => ({
      label: labelOf(question, say),
      value: answer.join(", "),
    }));
    return given.length > 0 ? html`<h2>${say("page_answers")}</h2>${factList(given)}` : "";
  };

  const ownWays = (c: PageContext, { webinar, entry }: Own, typedId = ""): Html | string => {
    const say = desk.sayTo(c);
    const status = entry.registration?.status;
    const leave = html`${act("leave", say("leave"), "", true)}`;
    if (status === "approved") {
      const id = webinar.registrationIds
        ? field({ name: "id", label: say("field_registration_id"), value: typedId, autocomplete: "off" })
        : "";
      // S16: who comes late shows the webinar's password besides.
      const password = entry.registration?.isLate
        ? field({ name: "password", label: say("field_password"), value: "", autocomplete: "off" })
        : "";
      return html`${act("join", say("join"), html`${id}${password}`)}${leave}`;
    }
    if (status === "offered") return html`${act("claim", say("claim"))}${act("leave", say("pass"), "", true)}`;
    return status === "pending" || status === "waitlisted" ? leave : "";
  };

  const form = (c: PageContext, { webinar, entry, person }: Own, { problem, step, problems = [] }: Besides) => {
    const { registration, invitee } = entry;
    const known = registration ?? person;
    const target = { kind: "webinar", webinar, form: webinar.form } as const;
    const words = wordsOf(
      { kind: "open_form", form: "register", target },
      { locale: desk.localeOf(c), ...defined({ zone: person?.zone ? person.zone : undefined }) },
    );
    const names = { firstName: known?.firstName ?? "", lastName: known?.lastName ?? "" };
    const fields = stepForm({
      step: step ?? firstPage(webinar.form, { ...names, address: "", given: {} }),
      problems: { ...defined({ none: problem || undefined }), ...desk.problemTexts(c, problems, webinar) },
      say: desk.sayTo(c),
      also: { do: "register", from: String(registration?.version ?? 0) },
      ownAddress: registration?.address ?? invitee?.address ?? "",
    });
    const body = html`${told(words)}${desk.fullNote(c, webinar)}${fields}`;
    return desk.show(c, webinar.title, body, problem || problems.length > 0 ? 400 : 200);
  };

  const overview = async (c: PageContext, own: Own, besides: Besides) => {
    const { webinar, entry, person } = own;
    const now = core.clock.now();
    const over = isOver(webinar, now);
    if (over) return desk.refused(c, over, webinar);
    const { registration } = entry;
    if (registration && registration.status !== "cancelled") {
      // Not with the ID: this link and the ID are two things that the gate asks for.
      const position = entry.position ? { position: entry.position } : {};
      const notice: Notice = { kind: "registration", webinar, registration, again: false, ...position };
      const asked = inquiryForms(await core.inquiries.unanswered(webinar, entry.key), desk.sayTo(c));
      const after = html`${asked}${answers(c, own)}${alertOf(besides.problem)}${ownWays(c, own, besides.typedId)}`;
      return desk.notice(c, notice, after, { zone: person?.zone });
    }
    const closed = registrationClosed(webinar, now);
    if (!closed) return form(c, own, besides);
    const join = webinar.registrationRequired ? "" : buttonLink(links.gate(webinar.code), desk.sayTo(c)("join"));
    return desk.refused(c, closed, webinar, join);
  };

  const register = async (c: PageContext, own: Own, posted: Posted) => {
    const { webinar, entry, person } = own;
    const { organisation, code } = webinar;
    const address = entry.registration?.address ?? entry.invitee?.address;
    if (!person) return nothing(c);
    const { registration } = entry;
    // Whoever is registered already is shown that, whatever the form asks by now.
    const isThere = registration && registration.status !== "cancelled";
    const next = isThere ? undefined : pageAfter(webinar.form, posted);
    if (next?.kind === "show") return overview(c, own, { step: next.step, problems: next.problems });
    const { firstName, lastName, given } = next?.filled ?? { firstName: "", lastName: "", given: {} };
    const result = await core.register({
      organisation,
      code,
      person,
      address,
      via: "page",
      given,
      answerStays: false,
      firstName,
      lastName,
      // The version that the form was made from: sent twice it is one act, and a later form is another.
      requestId: requestId("personal", "register", code, entry.key, posted.fields.from ?? ""),
    });
    if (result.ok) {
      const landing = result.value.again ? undefined : desk.toLanding(c, webinar);
      const now = landing ? undefined : await found(c);
      return landing ?? overview(c, now ?? own, {});
    }
    const now = (await found(c)) ?? own;
    const filled = { firstName, lastName, address: "", given };
    return overview(c, now, { step: wholeForm(now.webinar.form, filled), problems: result.refusal });
  };

  pages.get("/me/:token", async (c) => {
    const own = await found(c);
    return own ? overview(c, own, {}) : nothing(c);
  });

  pages.post("/me/:token", async (c) => {
    const own = await found(c);
    if (!own) return nothing(c);
    const { webinar, entry, person } = own;
    const { organisation, code } = webinar;
    const posted = await postedOf(c);
    const { fields } = posted;
    const zone = person?.zone;
    const refused = async (problem: string) =>
      overview(c, (await found(c)) ?? own, { problem, typedId: fields.id ?? "" });

    switch (fields.do) {
      case "register":
        return register(c, own, posted);
      case "claim":
      case "leave": {
        const name = fields.do;
        const act = {
          ...({ organisation, code, of: { key: entry.key }, way: "page", answerStays: false } as const),
          requestId: requestId("personal", name, code, entry.key, String(entry.registration?.version ?? 0)),
        };
        const result = await (name === "claim" ? core.waitlist.claim(act) : core.leave(act));
        return result.ok
          ? desk.notice(c, { kind: "registration", ...result.value, again: false }, "", { zone })
          : refused(desk.refusalText(c, result.refusal, webinar));
      }
      case "answer": {
        const inquiry = InquirySchema.safeParse(fields.inquiry).data;
        if (!inquiry) return overview(c, own, {});
        const result = await core.inquiries.answer({
          ...({ organisation, code, key: entry.key, inquiry, of: "owner", way: "page" } as const),
          text: fields.text ?? "",
          requestId: requestId("personal", "answer", code, entry.key, inquiry, fields.text ?? ""),
        });
        return result.ok
          ? desk.notice(c, { kind: "answer_sent", ...result.value }, "", { zone })
          : refused(desk.refusalText(c, result.refusal, webinar));
      }
      case "join": {
        const typedId = fields.id ?? "";
        const { password = "" } = fields;
        const joiner = { kind: "link", key: entry.key, typedId, source: sourceOf(c), password } as const;
        const result = await core.join({ organisation, code, joiner });
        if (!result.ok) return refused(desk.refusalText(c, result.refusal, webinar));
        const link = links.toMeeting(result.value.token);
        return desk.notice(c, { kind: "admitted", webinar, link }, buttonLink(link, desk.sayTo(c)("open_meeting")));
      }
      default:
        return overview(c, own, {});
    }
  });
};
