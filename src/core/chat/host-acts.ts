import { hostedAhead } from "../access/host-access.ts";
import type { Core } from "../core.ts";
import { chatParts, type WebinarCode } from "../model/ids.ts";
import { wayOf } from "../model/registration.ts";
import { either, type Notice } from "../notices/notice.ts";
import type { Named, Speaker } from "./speaker.ts";

/** `cohost CODE remove @people` takes cohosts back. */
const REMOVAL = /^(remove|retirer)\b/i;

/** What hosts ask and do about a webinar, the same in every chat product. */
export const makeHostActs = (core: Core) => ({
  edit: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await hostedAhead(core, organisation, code, person), (webinar) => ({
      kind: "open_form",
      form: "edit",
      webinar,
    })),

  /** The form builder. */
  questions: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await core.formBuilder.open(organisation, code, person), (owner) => ({
      kind: "open_form",
      form: "questions",
      owner,
    })),

  /** Asks once more before a webinar is cancelled. */
  confirmCancel: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await hostedAhead(core, organisation, code, person), (webinar) => ({ kind: "confirm_cancel", webinar })),

  cancel: async ({ organisation, person, requestId, chat }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await core.cancelWebinar({ organisation, code, requestId, by: person, way: wayOf(chat) }), (webinar) => ({
      kind: "cancelled",
      webinar,
    })),

  cohost: async (
    { organisation, person, requestId, chat }: Speaker,
    code: WebinarCode,
    rest: string,
    named: (rest: string) => Named,
  ): Promise<Notice> => {
    const isRemoval = REMOVAL.test(rest);
    const who = named(rest.replace(REMOVAL, ""));
    return either(
      await core.changeCohosts({ organisation, code, requestId, by: person, way: wayOf(chat), isRemoval, ...who }),
      (cohosted) => ({ kind: "cohosts", ...cohosted }),
    );
  },

  invite: async (
    { organisation, person, requestId, chat }: Speaker,
    code: WebinarCode,
    named: Named,
  ): Promise<Notice> => {
    const { face } = chatParts(chat);
    return either(await core.invite({ organisation, code, requestId, by: person, face, ...named }), (invited) => ({
      kind: "invited",
      ...invited,
    }));
  },

  log: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await core.readLog(organisation, code, person), (value) => ({ kind: "log", ...value })),

  /** Has a delivery that was given up tried again. */
  retry: async ({ organisation, person, requestId }: Speaker, code: WebinarCode, failed: string): Promise<Notice> =>
    either(await core.retryDelivery({ organisation, code, requestId, failed, by: person }), () => ({
      kind: "retried",
    })),
});
