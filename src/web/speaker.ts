import type { Hono } from "hono";
import { html } from "hono/html";
import type { PersonId } from "../core/model/ids.ts";
import type { Person } from "../core/model/person.ts";
import { isOver, type Webinar } from "../core/model/webinar.ts";
import { alertText, buttonFormAs } from "./elements.ts";
import { type Env, type PageContext, type PostedForm, readIn, readPosted } from "./incoming/request.ts";
import { findWebinar } from "./lookup.ts";
import { joinForm, joinScript, wayOn } from "./personal/join-form.ts";
import { makePersonalView } from "./personal-view.ts";
import type { PageDeps, Responses } from "./responses.ts";

/** A speaker who came by their link, and where they speak. */
interface Speaker {
  readonly webinar: Webinar;
  readonly id: PersonId;
  readonly person: Person | undefined;
}

/**
 * Adds the personal page of speakers who are in no chat product (P34): they come in from it at any time. It has the
 * address of other personal pages; whoever speaks no longer finds nothing there.
 */
export const addSpeakerPage = (pages: Hono<Env>, respond: Responses, { core, links }: PageDeps): void => {
  const view = makePersonalView({ core, links }, respond);

  const speakerOf = async (c: PageContext, { code, person: id }: { code: string; person: PersonId }) => {
    const webinar = await findWebinar(core, code, { id });
    if (!webinar?.speakers.includes(id)) return view.showNothing(c, webinar, true);
    const person = await core.people.get(webinar.organisation, id);
    readIn(c, person?.locale);
    return { webinar, id, person };
  };

  const show = (c: PageContext, { webinar, person }: Speaker, problem?: string) => {
    const t = respond.translator(c);
    const erase = html`<div class="meta split">${buttonFormAs("plain", "erase", t("page_erase"))}</div>`;
    const over = isOver(webinar, core.clock.now());
    if (over) return respond.refusal(c, over, webinar, erase);
    const notice = { kind: "speaking", webinar, hostName: "", isGuest: true } as const;
    const after = html`${alertText(problem)}${joinForm({ webinar, reader: respond.readerOf(c, person?.zone) }, t)}${erase}${joinScript(c)}`;
    return respond.notice(c, notice, after, { status: problem ? 400 : 200, zone: person?.zone });
  };

  const join = async (c: PageContext, speaker: Speaker, posted: PostedForm) => {
    const { webinar, id } = speaker;
    const { organisation, code } = webinar;
    const result = await core.join({ organisation, code, joiner: { kind: "speaker", person: id } });
    if (!result.ok) return show(c, speaker, respond.refusalText(c, result.refusal, webinar));
    const link = links.toMeeting(result.value.token);
    return respond.notice(c, { kind: "admitted", webinar, link }, wayOn(c, link, posted, respond.translator(c)));
  };

  const erase = async (c: PageContext, { webinar, id }: Speaker) => {
    const result = await core.erase.speaker(webinar.organisation, id);
    return result.ok ? view.showErased(c) : view.askToErase(c, respond.refusalText(c, result.refusal, webinar));
  };

  pages.get("/me/:token", async (c, next) => {
    const link = links.readSpeaking(c.req.param("token"));
    if (!link) return next();
    const found = await speakerOf(c, link);
    return "webinar" in found ? show(c, found) : found;
  });

  pages.post("/me/:token", async (c, next) => {
    const link = links.readSpeaking(c.req.param("token"));
    if (!link) return next();
    const found = await speakerOf(c, link);
    if (!("webinar" in found)) return found;
    const posted = await readPosted(c);
    switch (posted.fields.do) {
      case "join":
        return join(c, found, posted);
      case "erase":
        return view.askToErase(c);
      case "erase_now":
        return erase(c, found);
      default:
        return show(c, found);
    }
  });
};
