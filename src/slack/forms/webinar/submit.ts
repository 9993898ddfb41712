import { fieldsOf, type WebinarProblem } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { chatParts } from "../../../core/model/ids.ts";
import type { Webinar } from "../../../core/model/webinar.ts";
import type { Talk } from "../../conversation.ts";
import { failedWith } from "../../platform/client.ts";
import type { Filler, FormAnswer, Forms, FormTrouble } from "../modals.ts";
import type { WebinarForm } from "./essentials.ts";
import { channelsOf, cohostsOf, crewFieldsOf, readWebinar } from "./fields.ts";
import { blockOf, EDIT_VIEW, MORE, readWebinarMetadata, SCHEDULE_VIEW, webinarView } from "./view.ts";

type Core = Talk["core"];

/** A webinar as its edit form shows it: its times on the clocks of `zone`, its people as this team's Slack names them. */
export const editForm = async (core: Core, webinar: Webinar, zone: string, team: string): Promise<WebinarForm> => ({
  fields: fieldsOf(webinar, zone, core.zones, core.site.plan),
  channels: channelsOf(webinar),
  cohosts: cohostsOf(await core.people.getMany(webinar.organisation, webinar.cohosts), team),
  isExpanded: true,
  edits: { code: webinar.code, version: webinar.version },
});

const troubleOf = ({ field, refusal }: WebinarProblem): FormTrouble => ({
  block: field === "none" ? undefined : blockOf(field, refusal),
  refusal,
});

/** The form of a webinar: its essentials and the rest, sent in to schedule or to change one. */
export const listenToWebinarForms = (forms: Forms, talk: Talk): void => {
  const { core, client } = talk;

  const readForm = ({ view }: Filler) => {
    const metadata = readWebinarMetadata(view.metadata);
    return { metadata, filled: readWebinar(view.values, core.site, metadata.zone) };
  };

  /** The form again with what is wrong: beside its inputs, or on top where that concerns something not shown. */
  const again = (problems: readonly WebinarProblem[], filler: Filler, form: WebinarForm): FormAnswer => {
    const whole = problems.find(({ field }) => field === "none");
    if (whole) return { view: talk.noticeView({ kind: "refused", refusal: whole.refusal }, filler.reader) };
    const { errors, notes, sentences } = forms.placed(problems.map(troubleOf), filler);
    if (notes.length === 0) return { errors };
    return { view: webinarView({ ...form, isExpanded: true, notes: sentences }, core.site, filler.reader) };
  };

  forms.pressed(new RegExp(`^${MORE}$`), async (press) => {
    const { metadata, filled } = readForm(press);
    const form: WebinarForm = { ...filled, mark: metadata.mark, isExpanded: true };
    const view = webinarView(form, core.site, press.reader);
    await client.views.update({ view_id: press.view.id, hash: press.view.hash, view }).catch((error: unknown) => {
      // Pressed twice: the first press has shown them.
      if (!failedWith(error, "hash_conflict")) throw error;
    });
  });

  forms.submitted(SCHEDULE_VIEW, async (filler) => {
    const { speaker, reader, view } = filler;
    const { organisation, person, chat } = speaker;
    const { metadata, filled } = readForm(filler);
    const { group: team, user } = chatParts(chat);
    const result = await core.schedule({
      organisation,
      // One form schedules one webinar, whatever is corrected in it after a lost answer.
      requestId: talk.requestId("view", view.id),
      by: person,
      fields: filled.fields,
      crew: crewFieldsOf(filled, { team, user }, undefined),
    });
    if (!result.ok) return again(result.refusal, filler, { ...filled, mark: metadata.mark });
    const { plan } = core.site;
    return { view: talk.noticeView({ kind: "scheduled", webinar: result.value, plan }, reader) };
  });

  forms.submitted(EDIT_VIEW, async (filler) => {
    const { speaker, reader } = filler;
    const { organisation, person, chat, requestId } = speaker;
    const { metadata, filled } = readForm(filler);
    const { edits, zone, mark, count } = metadata;
    if (!edits) throw new Error("an edit form without a webinar");
    const { group: team, user } = chatParts(chat);
    const before = await core.webinars.get(organisation, edits.code);
    const result = await core.edit({
      organisation,
      code: edits.code,
      requestId,
      by: person,
      version: edits.version,
      fields: filled.fields,
      crew: crewFieldsOf(filled, { team, user }, before),
      confirm: { typed: filled.confirm, count: count ?? 0 },
    });
    const { plan } = core.site;
    if (result.ok) return { view: talk.noticeView({ kind: "edited", ...result.value, plan }, reader) };

    const { problems, merged } = result.refusal;
    if (merged) {
      const form = await editForm(core, merged, zone, team);
      const notes = problems.map(({ refusal }) => talk.sentence(refusal, reader));
      return { view: webinarView({ ...form, mark: String(merged.version), notes }, core.site, reader) };
    }
    const title = before?.title ?? filled.fields.title;
    const form = (deletes: number | undefined): WebinarForm => ({
      ...filled,
      mark,
      edits,
      ...defined({ deletes: deletes === undefined ? undefined : { count: deletes, title } }),
    });
    const asked = problems.flatMap(({ refusal }) => (refusal.reason === "confirm_deletion" ? [refusal.count] : []))[0];
    if (asked !== undefined && asked !== count) return { view: webinarView(form(asked), core.site, reader) };
    return again(problems, filler, form(count));
  });
};
