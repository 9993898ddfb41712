import type { Hono } from "hono";
import { html } from "hono/html";
import { defined } from "../core/model/defined.ts";
import { type Address, InquirySchema, newToken, parseAddress, readCode, requestId } from "../core/model/ids.ts";
import type { Refusal } from "../core/model/refusal.ts";
import { type Entry, mineOf } from "../core/model/registration.ts";
import { isRequest, mayMoveFrom } from "../core/model/status.ts";
import { isOver } from "../core/model/webinar.ts";
import { registrationClosed } from "../core/registering/register-refusals.ts";
import { buttonLink, heading } from "./elements.ts";
import {
  type Env,
  type PageContext,
  type PostedForm,
  readIn,
  readPosted,
  sourceOf,
  tagOf,
} from "./incoming/request.ts";
import { findWebinar } from "./lookup.ts";
import { type FilledIn, pageAfter, wholeForm } from "./page-steps.ts";
import { makeEditPage } from "./personal/edit-answers.ts";
import { entryFile } from "./personal/entry-file.ts";
import { wayOn } from "./personal/join-form.ts";
import { makeRegistrationsPage } from "./personal/registrations.ts";
import { makeSettingsPage } from "./personal/settings.ts";
import { ENTRY_FILE } from "./personal/ticket.ts";
import { type LinkOwner, makePersonalView, mayGiveOther } from "./personal-view.ts";
import type { PageDeps, Responses } from "./responses.ts";

/** The address of the link's owner. */
const addressOf = ({ registration, invitee }: Entry): Address | undefined => registration?.address ?? invitee?.address;

/** The address that was typed, where the invitation is not locked to its own (P11); else that one. */
const addressIn = (
  { webinar, entry }: LinkOwner,
  { fields }: PostedForm,
): { address?: Address | undefined; problem?: Refusal } => {
  const typed = mayGiveOther(webinar, entry) ? fields.address : undefined;
  if (typed === undefined) return { address: addressOf(entry) };
  const address = parseAddress(typed);
  return address ? { address } : { problem: { reason: "address_invalid", typed } };
};

const NOTHING_YET = { firstName: "", lastName: "", address: "", given: {} };

/**
 * Adds the personal page of everybody who was invited or has registered. The link itself confirms the address, so
 * registering there needs no second mail.
 */
export const addPersonalPage = (pages: Hono<Env>, respond: Responses, { core, links }: PageDeps): void => {
  const view = makePersonalView({ core, links }, respond);
  const others = makeRegistrationsPage(respond, { core, links });
  const settings = makeSettingsPage(respond, { core, links });
  const edits = makeEditPage(respond, { core, links }, view);

  const findOwner = async (c: PageContext): Promise<LinkOwner | undefined> => {
    const link = links.readPersonal(c.req.param("token") ?? "");
    const organisation = link && (await core.webinars.organisationOf(link.code));
    const stored = organisation && link && (await core.registrations.entry(organisation, link.code, { key: link.key }));
    if (!stored?.entry) return undefined;
    const { webinar, entry } = stored;
    const id = entry.registration?.person ?? entry.invitee?.person;
    const person = id && (await core.people.get(webinar.organisation, id));
    readIn(c, person?.locale, person?.zone);
    return id && { webinar, entry, person };
  };

  const showNothing = async (c: PageContext) => {
    const token = c.req.param("token") ?? "";
    // Of a link that was cut when it was copied, the code still says which webinar it is about.
    const [code = ""] = token.split(".");
    return view.showNothing(c, await findWebinar(core, code), links.readPersonal(token) !== undefined);
  };

  /** The page as it is now, with what was refused. */
  const showProblem = async (c: PageContext, owner: LinkOwner, problem: string, typedId = "", isEarly = false) =>
    view.show(c, (await findOwner(c)) ?? owner, { problem, typedId, isEarly });

  /** A guest is written to in the language in which they act here; chat says it of everybody else. */
  const keepLanguage = async (c: PageContext, { webinar, person }: LinkOwner): Promise<void> => {
    const locale = respond.localeOf(c);
    if (person && person.chats.length === 0 && person.locale !== locale)
      await core.people.keepSettings(webinar.organisation, person.id, { locale });
  };

  /** Sends the owner's ID and link again, to their own address and chat (P20). */
  const resend = async (c: PageContext, owner: LinkOwner) => {
    const { webinar, entry, person } = owner;
    const { organisation, code } = webinar;
    const result = await core.resend({
      ...{ organisation, code, of: { key: entry.key } },
      requestId: requestId("personal", "resend", newToken()),
    });
    if (!result.ok) return showProblem(c, owner, respond.refusalText(c, result.refusal, webinar));
    const t = respond.translator(c);
    const isWaiting = entry.registration !== undefined && isRequest(entry.registration.status);
    const back = buttonLink(links.personal(code, entry.key), t(isWaiting ? "my_request" : "my_registration"), true);
    if (person && person.chats.length > 0) return respond.notice(c, { kind: "resent", webinar }, back);
    const title = t("page_resent");
    return respond.page(c, title, html`${heading(title)}${back}`);
  };

  /** Keeps what was filled in for another address than the invitation's as a draft, which a mail to it confirms. */
  const confirmOther = async (c: PageContext, owner: LinkOwner, address: Address, filled: FilledIn) => {
    const { organisation, code } = owner.webinar;
    const { firstName, lastName, given } = filled;
    const invitation = owner.entry.key;
    const from = { source: sourceOf(c), locale: respond.localeOf(c), invitation, ...defined({ tag: tagOf(c) }) };
    const result = await core.saveDraft({ organisation, code, address, ...from, firstName, lastName, given });
    const back = buttonLink(links.personal(code, owner.entry.key), respond.translator(c)("back"), true);
    if (result.ok) return respond.checkMail(c, address, back);
    const step = wholeForm(owner.webinar.form, filled);
    return view.show(c, owner, { step, problems: result.refusal });
  };

  const register = async (c: PageContext, owner: LinkOwner, posted: PostedForm) => {
    const { webinar, entry, person } = owner;
    const { organisation, code } = webinar;
    const { registration } = entry;
    if (!person) return showNothing(c);
    // Whoever is registered already is shown that, whatever the form asks by now.
    const isRegistered = registration && registration.status !== "cancelled";
    const { address, problem } = addressIn(owner, posted);
    const next = isRegistered ? undefined : pageAfter(webinar.form, posted, problem);
    if (next?.kind === "show") return view.show(c, owner, { step: next.step, problems: next.problems });
    const { firstName, lastName, given } = next?.filled ?? NOTHING_YET;
    if (next && address && address !== addressOf(entry)) return confirmOther(c, owner, address, next.filled);
    // Begun first and not waited for: the registration takes no longer for it, and what tells of it finds it stored.
    const kept = keepLanguage(c, owner).catch(() => undefined);
    const result = await core.register({
      organisation,
      code,
      person,
      address: addressOf(entry),
      via: "page",
      given,
      answerStays: false,
      firstName,
      lastName,
      // Named by the version that the form was made from: sent twice it is one act, and a later form is another.
      requestId: requestId("personal", "register", code, entry.key, posted.fields.from ?? ""),
      ...defined({ tag: tagOf(c) }),
    });
    await kept;
    if (result.ok) {
      const landing = result.value.again ? undefined : respond.landingPage(c, webinar, result.value.registration);
      return landing ?? view.show(c, (await findOwner(c)) ?? owner);
    }
    const current = (await findOwner(c)) ?? owner;
    const step = wholeForm(current.webinar.form, { firstName, lastName, address: address ?? "", given });
    return view.show(c, current, { step, problems: result.refusal });
  };

  /** Asks before anything is lost. */
  const askToLeave = async (c: PageContext, owner: LinkOwner) => {
    const { organisation, code } = owner.webinar;
    const asked = await core.askToLeave({ organisation, code, of: { key: owner.entry.key } });
    return asked.ok
      ? view.askToLeave(c, owner, asked.value.registration)
      : showProblem(c, owner, respond.refusalText(c, asked.refusal, owner.webinar));
  };

  const decline = async (c: PageContext, owner: LinkOwner) => {
    const { webinar, entry, person } = owner;
    const { organisation, code } = webinar;
    const result = await core.decline({
      ...({ organisation, code, of: { key: entry.key }, way: "page" } as const),
      requestId: requestId("personal", "decline", newToken()),
    });
    if (!result.ok) return showProblem(c, owner, respond.refusalText(c, result.refusal, webinar));
    const { registration, ...found } = result.value;
    if (registration) return view.show(c, { ...owner, ...found });
    const label = respond.translator(c)(webinar.registrationRequired ? "register" : "join");
    const after = buttonLink(links.personal(code, entry.key), label, true);
    return respond.notice(c, { kind: "declined", ...mineOf(found), key: entry.key }, after, { zone: person?.zone });
  };

  /** Claims an offered seat or passes it on, or leaves. */
  const changeRegistration = async (c: PageContext, owner: LinkOwner, name: "claim" | "pass" | "leave") => {
    const { webinar, entry, person } = owner;
    const { organisation, code } = webinar;
    const act = {
      ...({ organisation, code, of: { key: entry.key }, way: "page", answerStays: false } as const),
      requestId: requestId("personal", name, code, entry.key, String(entry.registration?.version ?? 0)),
    };
    const result = await (name === "claim"
      ? core.waitlist.claim(act)
      : core.leave({ ...act, ...(name === "pass" ? { passes: true } : {}) }));
    if (!result.ok) return showProblem(c, owner, respond.refusalText(c, result.refusal, webinar));
    const { webinar: now, registration } = result.value;
    // Somebody who left may think better of it: their own page has the form again.
    const isOpen = registration.status === "cancelled" && !registrationClosed(now, core.clock.now());
    const label = respond.translator(c)("page_register_again");
    const after = isOpen ? buttonLink(links.personal(code, entry.key), label, true) : "";
    return respond.notice(c, { kind: "registration", ...result.value, again: false }, after, { zone: person?.zone });
  };

  const answerInquiry = async (c: PageContext, owner: LinkOwner, { fields }: PostedForm) => {
    const { webinar, entry, person } = owner;
    const { organisation, code } = webinar;
    const { text = "" } = fields;
    const inquiry = InquirySchema.safeParse(fields.inquiry).data;
    if (!inquiry) return view.show(c, owner);
    const result = await core.inquiries.answer({
      ...({ organisation, code, key: entry.key, inquiry, of: "owner", way: "page" } as const),
      text,
      requestId: requestId("personal", "answer", code, entry.key, inquiry, text),
    });
    if (!result.ok) return showProblem(c, owner, respond.refusalText(c, result.refusal, webinar));
    return respond.notice(c, { kind: "answer_sent", ...result.value }, "", { zone: person?.zone });
  };

  const join = async (c: PageContext, owner: LinkOwner, posted: PostedForm) => {
    const { webinar, entry } = owner;
    const { id: typedId = "", password = "" } = posted.fields;
    const joiner = { kind: "link", key: entry.key, typedId, source: sourceOf(c), password } as const;
    const result = await core.join({ organisation: webinar.organisation, code: webinar.code, joiner });
    if (!result.ok) {
      // Here no address is typed: the link says whose registration it is (S8: one answer for every wrong ID).
      const [t, { reason }] = [respond.translator(c), result.refusal];
      const isEarly = reason === "not_open_yet";
      // The form below says when the doors open.
      const early = t(
        webinar.registrationIds && webinar.registrationRequired ? "page_join_early_id" : "page_join_early",
      );
      const wrong = t(readCode(typedId) ? "page_id_is_code" : "page_wrong_id");
      const said = isEarly ? early : reason === "not_recognised" ? wrong : undefined;
      return showProblem(c, owner, said ?? respond.refusalText(c, result.refusal, webinar), typedId, isEarly);
    }
    const link = links.toMeeting(result.value.token);
    return respond.notice(c, { kind: "admitted", webinar, link }, wayOn(c, link, posted, respond.translator(c)));
  };

  const erase = async (c: PageContext, { webinar, entry }: LinkOwner) => {
    const result = await core.erase.owner(webinar.organisation, webinar.code, entry.key);
    return result.ok ? view.showErased(c) : view.askToErase(c, respond.refusalText(c, result.refusal, webinar));
  };

  pages.get("/me/:token", async (c) => {
    const owner = await findOwner(c);
    if (!owner) return showNothing(c);
    if (c.req.query("list") !== undefined) return others.show(c, owner);
    if (c.req.query("settings") !== undefined) return settings.show(c, owner);
    const { registration, invitee } = owner.entry;
    if (c.req.query("decline") === undefined || isOver(owner.webinar, core.clock.now())) return view.show(c, owner);
    // Who registered since they were invited declines by cancelling.
    if (registration && mayMoveFrom("cancelled", "registrant").includes(registration.status))
      return askToLeave(c, owner);
    const mayDecline = invitee && invitee.declinedAt === undefined && !registration;
    return mayDecline ? view.askToDecline(c, owner) : view.show(c, owner);
  });

  pages.get(`/me/:token/${ENTRY_FILE}`, async (c) => {
    const owner = await findOwner(c);
    return (owner && entryFile(c, owner, { links, now: core.clock.now() })) ?? showNothing(c);
  });

  pages.post("/me/:token", async (c) => {
    const owner = await findOwner(c);
    if (!owner) return showNothing(c);
    const posted = await readPosted(c);
    switch (posted.fields.do) {
      case "register":
        return register(c, owner, posted);
      case "leave":
        return askToLeave(c, owner);
      case "edit":
        return edits.open(c, owner);
      case "edit_now":
        return edits.send(c, owner, posted);
      case "decline":
        return decline(c, owner);
      case "claim":
        return changeRegistration(c, owner, "claim");
      case "pass":
        return changeRegistration(c, owner, "pass");
      case "leave_now":
        return changeRegistration(c, owner, "leave");
      case "answer":
        return answerInquiry(c, owner, posted);
      case "resend":
        return resend(c, owner);
      case "join":
        return join(c, owner, posted);
      case "settings":
        return settings.keep(c, owner, posted);
      case "feed":
        return settings.keepFeed(c, owner, true);
      case "feed_off":
        return settings.keepFeed(c, owner, false);
      case "erase":
        return view.askToErase(c);
      case "erase_now":
        return erase(c, owner);
      default:
        return view.show(c, owner);
    }
  });
};
