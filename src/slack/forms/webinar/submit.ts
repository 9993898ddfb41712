import type { ModalView } from "@slack/types";
import { hosted } from "../../../core/access/host-access.ts";
import { seen } from "../../../core/access/visible.ts";
import { deletionAsked, wholeRefusal } from "../../../core/hosting/form-problems.ts";
import { planOf } from "../../../core/hosting/repeating/plan.ts";
import type { WebinarProblem } from "../../../core/hosting/settings.ts";
import { defined } from "../../../core/model/defined.ts";
import { chatParts } from "../../../core/model/ids.ts";
import { HOST_LINK_MS } from "../../../core/model/links.ts";
import { wordedWith } from "../../../core/notices/mail/own-words.ts";
import { refused } from "../../../core/notices/notice.ts";
import type { Conversation } from "../../conversation.ts";
import { failedWith } from "../../platform/client.ts";
import { CHOSEN } from "../../platform/inputs.ts";
import type { FormAnswer, Modals, Problem, Turn } from "../modals.ts";
import { type FilledWebinar, inviteesIn, namedPeopleIn, readWebinar } from "./fields.ts";
import type { WebinarForm } from "./form.ts";
import { SEE_WORDS } from "./told.ts";
import {
  againForm,
  blockOf,
  EDIT_VIEW,
  editForm,
  MORE,
  readWebinarMetadata,
  SCHEDULE_VIEW,
  type WebinarMetadata,
  webinarView,
} from "./view.ts";
import { wordsPreview } from "./words-preview.ts";

const problemOf = ({ field, refusal }: WebinarProblem): Problem => ({
  field: blockOf(field, refusal),
  refusal,
});

/** Takes the form of a webinar, which schedules or changes one, and its button *More settings*. */
export const listenToWebinarForms = (modals: Modals, conversation: Conversation): void => {
  const { core, client, links } = conversation;

  type Read = { readonly metadata: WebinarMetadata; readonly filled: FilledWebinar };

  /** The webinar that a form changes, or that it schedules again, as a form shows it; undefined where it is gone. */
  const standing = async (
    { edits, like, zone }: WebinarMetadata,
    { organisation, person, chat }: Turn["speaker"],
  ): Promise<WebinarForm | undefined> => {
    const { group: team } = chatParts(chat);
    if (edits) {
      const found = seen(person, await core.webinars.get(organisation, edits.code));
      return found && editForm(core, found, zone, team);
    }
    const again = like && (await core.scheduleAgain(organisation, like.code, person));
    return again?.ok ? againForm(core, again.value, zone, team) : undefined;
  };

  /** What was filled in. What the form does not show is as it stands now: so others' changes of it stay. */
  const readForm = async ({ view, speaker }: Turn): Promise<Read> => {
    const metadata = readWebinarMetadata(view.metadata);
    const read = (unshown?: WebinarForm) => readWebinar(view.values, core.site, metadata.zone, unshown);
    const filled = read();
    return { metadata, filled: filled.isExpanded ? filled : read(await standing(metadata, speaker)) };
  };

  /** The form again with what is wrong: beside its inputs, or on top where it is about something that is not shown. */
  const shownAgain = (problems: readonly WebinarProblem[], turn: Turn, form: WebinarForm): FormAnswer => {
    const whole = wholeRefusal(problems);
    if (whole) return { view: conversation.noticeView(refused(whole), turn.reader) };
    const { errors, notes, sentences } = modals.placed(problems.map(problemOf), turn);
    if (notes.length === 0) return { errors };
    return { view: webinarView({ ...form, isExpanded: true, notes: sentences }, core.site, turn.reader) };
  };

  modals.pressed(MORE, async (press) => {
    const read = await readForm(press);
    const view = webinarView({ ...shownBy(read, press), isExpanded: true }, core.site, press.reader);
    await client.views.update({ view_id: press.view.id, hash: press.view.hash, view }).catch((error: unknown) => {
      // Pressed twice: the first press has shown them.
      if (!failedWith(error, "hash_conflict")) throw error;
    });
  });

  modals.pressed(SEE_WORDS, async (press) => {
    const { metadata, filled } = await readForm(press);
    const { organisation, person } = press.speaker;
    const { edits } = metadata;
    if (!edits) throw new Error("nobody sees the words of a webinar that is not there yet");
    const found = await hosted(core, organisation, edits.code, person);
    const push = (view: ModalView) => client.views.push({ trigger_id: press.triggerId, view });
    if (!found.ok) return push(conversation.noticeView(refused(found.refusal), press.reader, true));
    const webinar = found.value;
    const now = core.clock.now();
    const messages = wordedWith(filled.fields.texts, webinar, person, now);
    const link = links.preview(webinar.code, person.id, now + HOST_LINK_MS);
    return push(wordsPreview(messages, link, press.reader, links));
  });

  /** The dates of what is repeated, as far as they can be told from what is chosen so far. */
  const planned = ({ fields, repeat }: FilledWebinar): Pick<WebinarForm, "plan"> => {
    const { zones, clock } = core;
    const plan = repeat.unit ? planOf(fields, repeat, { zones, now: clock.now() }) : undefined;
    return plan?.ok ? { plan: plan.value } : {};
  };

  /** The form as it was shown, with what is filled in by now. */
  const shownBy = ({ metadata, filled }: Read, turn: Turn, isPast = metadata.isPast): WebinarForm => {
    const { mark, edits, count, like, timesAsked } = metadata;
    const sentence = () => conversation.sentence({ reason: "start_in_the_past", now: core.clock.now() }, turn.reader);
    return {
      ...{ ...filled, mark, edits, like, ...planned(filled) },
      ...defined({
        timesAsked,
        deletes: count === undefined ? undefined : { count, title: filled.fields.title },
        startNote: isPast ? sentence() : undefined,
      }),
    };
  };

  /** Whether a start was chosen that is over; the start that a webinar has may be. */
  const isPast = async ({ metadata, filled }: Read, turn: Turn): Promise<boolean> => {
    const { start, zone } = filled.fields;
    const at = core.zones.instantOf(start, zone);
    if (typeof at !== "number" || at > core.clock.now()) return false;
    const { edits } = metadata;
    const before = edits && seen(turn.speaker.person, await core.webinars.get(turn.speaker.organisation, edits.code));
    const stood = before && core.zones.wallOf(before.startsAt, zone);
    return stood?.date !== start.date || stood.time !== start.time;
  };

  // A past start is said as soon as it is chosen: Slack's own client holds the form back for what is missing. So are the
  // dates of what is repeated.
  modals.pressed(CHOSEN, async (press) => {
    const read = await readForm(press);
    const { metadata, filled } = read;
    const past = await isPast(read, press);
    const { edits, unit } = metadata;
    const isRepeated = !edits && (filled.repeat.unit ?? unit) !== undefined;
    if (past === (metadata.isPast ?? false) && !isRepeated) return;
    const view = webinarView(shownBy(read, press, past), core.site, press.reader);
    await client.views.update({ view_id: press.view.id, hash: press.view.hash, view }).catch((error: unknown) => {
      if (!failedWith(error, "hash_conflict")) throw error;
    });
  });

  modals.submitted(SCHEDULE_VIEW, async (turn) => {
    const { speaker, reader, view } = turn;
    const { organisation, person, chat } = speaker;
    const { metadata, filled } = await readForm(turn);
    const { group: team, user } = chatParts(chat);
    const { like, mark, shown } = metadata;
    const again = like && (await core.scheduleAgain(organisation, like.code, person));
    const input = {
      organisation,
      // One form schedules one webinar, or one set of them, whatever is corrected in it after a lost answer.
      requestId: conversation.requestId("view", view.id),
      by: person,
      fields: filled.fields,
      named: namedPeopleIn(filled, { team, user }, again?.ok ? again.value : undefined),
      invitees: await inviteesIn(filled, team),
      like: like?.code,
    };
    if (filled.repeat.unit) {
      const repeated = await core.repeat({ ...input, repeat: filled.repeat, shown });
      if (repeated.ok) return { view: conversation.noticeView({ kind: "repeated", ...repeated.value }, reader) };
      const { plan, problems } = repeated.refusal;
      if (!plan) return shownAgain(problems, turn, { ...filled, mark, like });
      const notes = problems.map(({ refusal }) => conversation.sentence(refusal, reader));
      return { view: webinarView({ ...filled, mark, like, plan, notes }, core.site, reader) };
    }
    const result = await core.schedule(input);
    if (!result.ok) return shownAgain(result.refusal, turn, { ...filled, mark, like });
    const { code } = result.value;
    const own = [code, person.id, core.clock.now() + HOST_LINK_MS] as const;
    const scheduled = {
      ...({ kind: "scheduled", webinar: result.value, plan: core.site.plan } as const),
      preview: links.preview(...own),
      page: links.share(...own),
    };
    return { view: conversation.noticeView(scheduled, reader) };
  });

  modals.submitted(EDIT_VIEW, async (turn) => {
    const { speaker, reader } = turn;
    const { organisation, person, chat, requestId } = speaker;
    const { metadata, filled } = await readForm(turn);
    const { edits, zone, mark, count, timesAsked = false } = metadata;
    if (!edits) throw new Error("an edit form without a webinar");
    const { group: team, user } = chatParts(chat);
    const before = seen(person, await core.webinars.get(organisation, edits.code));
    const result = await core.edit({
      organisation,
      code: edits.code,
      requestId,
      by: person,
      version: edits.version,
      fields: filled.fields,
      named: namedPeopleIn(filled, { team, user }, before),
      confirm: { typed: filled.confirm, count: count ?? 0 },
      timesAsked,
    });
    const { plan } = core.site;
    if (result.ok) return { view: conversation.noticeView({ kind: "edited", ...result.value, plan }, reader) };

    const { problems, merged, timesAsked: asks = false } = result.refusal;
    if (merged) {
      const form = await editForm(core, merged, zone, team);
      const notes = problems.map(({ refusal }) => conversation.sentence(refusal, reader));
      // What others changed, and times that follow the start, may stand among all settings.
      const shown = { ...form, isExpanded: true, mark: `${merged.version}${asks ? "t" : ""}`, notes, timesAsked: asks };
      return { view: webinarView(shown, core.site, reader) };
    }
    const title = before?.title ?? filled.fields.title;
    const form = (deletes: number | undefined): WebinarForm => ({
      ...filled,
      mark,
      edits,
      timesAsked,
      ...defined({ deletes: deletes === undefined ? undefined : { count: deletes, title } }),
    });
    const asked = deletionAsked(problems);
    if (asked !== undefined && asked !== count) return { view: webinarView(form(asked), core.site, reader) };
    return shownAgain(problems, turn, form(count));
  });
};
