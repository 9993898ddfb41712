import type { App, BlockButtonAction, RespondFn } from "@slack/bolt";
import type { ModalView } from "@slack/types";
import { parseAct } from "../core/acts.ts";
import type { Notice } from "../core/notice.ts";
import type { Refusal } from "../core/refusal.ts";
import type { HostChannel } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { sayRefusal } from "../texts/refusals.ts";
import { wordsOf } from "../texts/words.ts";
import { ACT } from "./blocks.ts";
import { readMetadata, readRegister, readSchedule } from "./filled.ts";
import type { Talk } from "./talk.ts";
import { BLOCK_OF, noticeView, REGISTER_VIEW, SCHEDULE_VIEW } from "./views.ts";

/** What a submitted form leads to: words in its place or, while it is still open, the problems beside their fields. */
interface FormAnswer {
  readonly notice: Notice;
  readonly reader: Reader;
  readonly errors?: Record<string, string>;
}

/** Buttons on cards and messages, and forms when they are sent in. */
export const listenToActions = (app: App, talk: Talk): void => {
  const press = async (body: BlockButtonAction, ack: () => Promise<void>, respond: RespondFn): Promise<void> => {
    const [action] = body.actions;
    const act = parseAct(parsed(action?.value));
    const actor = {
      team: body.user.team_id ?? body.team?.id ?? "",
      user: body.user.id,
      requestParts: ["press", body.trigger_id],
      answerStays: false,
    };
    const answer = async (): Promise<{ notice: Notice | undefined; reader: Reader }> => {
      const speaker = await talk.speaker(actor);
      const reader = talk.readerOf(speaker?.person);
      if (!speaker) return { notice: { kind: "refused", refusal: { reason: "profile_unread" } }, reader };
      if (!act) return { notice: { kind: "refused", refusal: { reason: "unknown_button" } }, reader };
      const notice = await talk.converse.press(speaker, act);
      const channelId = body.channel?.id.startsWith("D") ? undefined : body.channel?.id;
      return { notice: await talk.opened(notice, speaker, { triggerId: body.trigger_id, channelId }), reader };
    };
    const say = async ({ notice, reader }: { notice: Notice | undefined; reader: Reader }) => {
      if (!notice) return;
      // A decision shows on the card itself at once, however many updates wait in the channel's lane; the lane's own
      // update follows and has the last word. The card is the channel's, so it is in the site's language.
      if (notice.kind === "request")
        await respond({ replace_original: true, ...talk.message(notice, talk.readerOf(undefined)) });
      else await respond({ response_type: "ephemeral", replace_original: false, ...talk.message(notice, reader) });
    };
    const failed = (error: unknown) => ({ notice: talk.failure(error), reader: talk.readerOf(undefined) });
    const first = await talk.answers.inTime(answer(), failed, say);
    // Acknowledged only now: were this process killed before it stored the act, Slack would say that the press failed.
    await ack();
    await say(first ?? { notice: { kind: "working" }, reader: talk.readerOf(undefined) });
  };

  app.action<BlockButtonAction>(
    { type: "block_actions", action_id: new RegExp(`^${ACT}:`) },
    async ({ ack, body, respond }) => {
      await press(body, () => ack(), respond);
    },
  );

  // A link's button opens the link; Slack still wants to hear that the press arrived.
  app.action("link", async ({ ack }) => {
    await ack();
  });

  /** `firstBlock` shows what concerns the form as a whole, so that what was typed stays. */
  const submitted = (
    callbackId: string,
    firstBlock: string,
    answer: (of: {
      team: string;
      user: string;
      viewId: string;
      metadata: string;
      values: unknown;
    }) => Promise<FormAnswer>,
  ): void => {
    app.view(callbackId, async ({ ack, body, view }) => {
      const work = Promise.resolve().then(() =>
        answer({
          team: body.user.team_id ?? body.team?.id ?? "",
          user: body.user.id,
          viewId: view.id,
          metadata: view.private_metadata,
          values: view.state.values,
        }),
      );
      const failed = (error: unknown): FormAnswer => {
        const notice = talk.failure(error);
        const reader = talk.readerOf(undefined);
        return { notice, reader, errors: { [firstBlock]: wordsOf(notice, reader).lines.join(" ") } };
      };
      const shown = (of: { notice: Notice; reader: Reader }): ModalView =>
        noticeView(of.notice, of.reader, talk.message(of.notice, of.reader).blocks);
      const first = await talk.answers.inTime(work, failed, (late) =>
        talk.client.views.update({ view_id: view.id, view: shown(late) }),
      );
      if (first?.errors) await ack({ response_action: "errors", errors: first.errors });
      else
        await ack({
          response_action: "update",
          view: shown(first ?? { notice: { kind: "working" }, reader: talk.readerOf(undefined) }),
        });
    });
  };

  submitted(REGISTER_VIEW, "firstName", async ({ team, user, viewId, metadata, values }) => {
    const speaker = await talk.speaker({ team, user, requestParts: ["view", viewId], answerStays: false });
    const reader = talk.readerOf(speaker?.person);
    if (!speaker) return { notice: { kind: "refused", refusal: { reason: "profile_unread" } }, reader };
    const { organisation, person, chat, requestId } = speaker;
    const result = await talk.core.register({
      ...{ organisation, requestId, person, address: person.address, via: chat },
      ...{ code: readMetadata(metadata), ...readRegister(values), answers: {}, answerStays: false },
    });
    if (result.ok) return { notice: talk.registration(result.value), reader };
    return problems(result.refusal, (field) => field, reader);
  });

  submitted(SCHEDULE_VIEW, "title", async ({ team, user, viewId, values }) => {
    const speaker = await talk.speaker({ team, user, requestParts: ["view", viewId], answerStays: false });
    const reader = talk.readerOf(speaker?.person);
    if (!speaker) return { notice: { kind: "refused", refusal: { reason: "profile_unread" } }, reader };
    const { organisation, person, requestId } = speaker;
    const { channelId, ...filled } = readSchedule(values);
    const hostChannel: HostChannel = { face: "slack", group: team, channelId: channelId ?? user };
    const result = await talk.core.schedule({
      ...{ organisation, requestId, by: person, hostChannels: [hostChannel] },
      ...{ ...filled, zone: person.zone ?? talk.timeZone },
    });
    if (result.ok) return { notice: { kind: "scheduled", webinar: result.value }, reader };
    return problems(result.refusal, (field) => BLOCK_OF[field], reader);
  });

  const problems = <Field extends string>(
    found: readonly { field: Field | "none"; refusal: Refusal }[],
    blockOf: (field: Field) => string,
    reader: Reader,
  ): FormAnswer => {
    const whole = found.find(({ field }) => field === "none") ?? found[0];
    if (!whole) throw new Error("a form was refused without a problem");
    const notice: Notice = { kind: "refused", refusal: whole.refusal };
    if (whole.field === "none") return { notice, reader };
    const zone = reader.zone ?? talk.timeZone;
    const errors = found.map(({ field, refusal }) => [
      blockOf(field as Field),
      sayRefusal(refusal, reader.locale, zone),
    ]);
    return { notice, reader, errors: Object.fromEntries(errors) };
  };
};

const parsed = (value: string | undefined): unknown => {
  try {
    return JSON.parse(value ?? "");
  } catch {
    return undefined;
  }
};
