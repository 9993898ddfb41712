import { newKey, personId, requestId } from "../../../core/model/ids.ts";
import { fullName } from "../../../core/model/person.ts";
import { AUDIENCES, type HostMessage } from "../../../core/model/told/host-message.ts";
import type { Notice } from "../../../core/notices/notice.ts";
import { type Sample, STARTS_AT } from "../sample.ts";
import type { InState } from "./in-state.ts";

const DAY = 24 * 3_600_000;
const BEFORE = STARTS_AT - 3 * DAY;

/** What a host writes to many, as they read it and as the host does. */
export const messages = ({ webinar, many, host, hostText: text, registrationAs, ...sample }: Sample): InState[] => {
  const message = { id: requestId("written"), by: personId("p1"), face: "slack", to: "approved", text } as const;
  const sent = (of: Partial<Notice & { kind: "message_sent" }>, more: Partial<HostMessage> = {}): Notice => ({
    ...({ kind: "message_sent", webinar, told: 0, isUndone: false, isDone: false, isUndoable: false } as const),
    message: { ...message, count: 600, sentAt: BEFORE, ...more },
    ...of,
  });
  const audiences = AUDIENCES.map((to, at) => ({ to, count: 600 - at * 97 }));
  const key = newKey();
  const series = { series: sample.series, webinars: many };
  const seriesTitle = sample.series.title;
  const shown = { kind: "host_message", webinar, key, text, byName: host } as const;
  const seated = { ...shown, registration: registrationAs("approved"), registrationId: sample.registrationId };
  const invitation = { kind: "invitation", webinar, key, hostName: host, isNudge: true } as const;
  const names = Array.from({ length: 5 }, (_, at) => fullName(sample.data.row(at)));
  return [
    {
      name: "message-form",
      at: BEFORE,
      notice: { kind: "open_form", form: "message", webinar, audiences, isNudgeable: true },
    },
    {
      name: "message-preview",
      at: BEFORE,
      notice: { kind: "open_form", form: "message_preview", webinar, to: "approved", text, count: 600, shown: seated },
    },
    {
      name: "nudge-preview",
      at: BEFORE,
      notice: {
        ...({ kind: "open_form", form: "message_preview", webinar, to: "silent", text: "", count: 12 } as const),
        shown: invitation,
      },
    },
    {
      name: "message-series-form",
      at: BEFORE,
      notice: { kind: "open_form", form: "message", webinar, series, audiences, isNudgeable: false },
    },
    {
      name: "message-series-preview",
      at: BEFORE,
      notice: {
        ...({
          kind: "open_form",
          form: "message_preview",
          webinar,
          series,
          to: "approved",
          text,
          count: 1_840,
        } as const),
        shown: { ...seated, seriesTitle },
      },
    },
    {
      name: "message-series-written",
      at: BEFORE,
      notice: { ...seated, seriesTitle },
    },
    {
      name: "message-series-sent",
      at: BEFORE,
      notice: sent({ isDone: true, told: 1_840 }, { series: { title: seriesTitle, webinars: [webinar.code] } }),
    },
    { name: "message-written", at: BEFORE, notice: seated },
    { name: "message-to-invitee", at: BEFORE, notice: shown },
    {
      name: "cancellations",
      at: BEFORE,
      notice: { kind: "cancellations", webinar, person: personId("p1"), count: 7, names },
    },
    { name: "coming", at: STARTS_AT - DAY, notice: { kind: "coming", webinar, person: personId("p1") } },
    { name: "message-waits", at: BEFORE, notice: sent({ isUndoable: true }) },
    { name: "message-answer", at: BEFORE, notice: sent({ isUndoable: true, isToldBesides: true }) },
    { name: "message-goes", at: BEFORE, notice: sent({ told: 230 }) },
    { name: "message-done", at: BEFORE, notice: sent({ told: 600, isDone: true }) },
    { name: "message-undone", at: BEFORE, notice: sent({ isUndone: true }) },
    { name: "nudge-done", at: BEFORE, notice: sent({ told: 12, isDone: true }, { to: "silent", text: "" } as never) },
  ];
};
