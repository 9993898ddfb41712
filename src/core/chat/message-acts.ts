import type { Core } from "../core.ts";
import type { MessageFields, Previewed } from "../hosting/messages/messages.ts";
import { defined } from "../model/defined.ts";
import { newKey, type RequestId, type WebinarCode } from "../model/ids.ts";
import { fullName } from "../model/person.ts";
import { isAfterwards } from "../model/told/host-message.ts";
import { registrationLike } from "../notices/mail/own-words.ts";
import { either, type Notice } from "../notices/notice.ts";
import { faceOf, type Speaker } from "./speaker.ts";

/** What hosts write to many people of a webinar (P31), the same in every chat product. */
export const makeMessageActs = (core: Core) => {
  const askedBy = (speaker: Speaker, code: WebinarCode) => {
    const { organisation, person: by, requestId } = speaker;
    return { organisation, code, by, requestId, face: faceOf(speaker) };
  };

  /** What one of them will read, with the buttons that they will have. */
  const shownTo = ({ webinar, series, to, text }: Previewed, { person }: Speaker): Notice => {
    const [key, name] = [newKey(), fullName(person)];
    if (text === "") return { kind: "invitation", webinar, key, hostName: name, isNudge: true };
    const status = isAfterwards(to) ? "approved" : to;
    const registration = status === "silent" ? undefined : registrationLike(status, webinar, person, core.clock.now());
    const seriesTitle = series?.series.title;
    return { kind: "host_message", webinar, key, text, byName: name, ...defined({ registration, seriesTitle }) };
  };

  return {
    open: async (speaker: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.messages.open(askedBy(speaker, code)), (writable) => ({
        ...({ kind: "open_form", form: "message" } as const),
        ...writable,
      })),

    preview: async (speaker: Speaker, code: WebinarCode, fields: MessageFields): Promise<Notice> =>
      either(await core.messages.preview(askedBy(speaker, code), fields), (previewed) => ({
        ...({ kind: "open_form", form: "message_preview" } as const),
        ...previewed,
        shown: shownTo(previewed, speaker),
      })),

    send: async (speaker: Speaker, code: WebinarCode, fields: MessageFields): Promise<Notice> =>
      either(await core.messages.send(askedBy(speaker, code), fields), (told) => ({
        ...({ kind: "message_sent", isToldBesides: true } as const),
        ...told,
      })),

    undo: async (speaker: Speaker, code: WebinarCode, id: RequestId): Promise<Notice> =>
      either(await core.messages.undo({ ...askedBy(speaker, code), id }), (told) => ({
        kind: "message_sent",
        ...told,
      })),
  };
};
