import { hostedAhead } from "../access/host-access.ts";
import { namesOf } from "../access/names.ts";
import type { Core } from "../core.ts";
import type { RequestId, WebinarCode } from "../model/ids.ts";
import { wayOf } from "../model/registration.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { faceOf, type Named, type Speaker } from "./speaker.ts";

/** `cohost CODE remove @people` takes cohosts back. */
const REMOVAL = /^(remove|retirer)\b/i;

const namesNobody = ({ people, unreadable, rosters = [], refused = [] }: Named): boolean =>
  people.length + unreadable.length + rosters.length + refused.length === 0;

/** The form in which people are chosen: those to be invited, or new cohosts. */
const peopleForm = async (
  core: Core,
  { organisation, person }: Speaker,
  code: WebinarCode,
  form: "invite" | "cohost",
): Promise<Notice> => {
  const allowed = await hostedAhead(core, organisation, code, person);
  if (!allowed.ok) return refused(allowed.refusal);
  const webinar = allowed.value;
  if (form === "invite") return { kind: "open_form", form, webinar };
  return { kind: "open_form", form, webinar, names: await namesOf(core.people, organisation, webinar.cohosts) };
};

/** What hosts ask and do about a webinar, the same in every chat product. */
export const makeHostActs = (core: Core) => {
  const invite = async (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> => {
    const { organisation, person, requestId, chat } = speaker;
    return either(
      await core.invite({ organisation, code, requestId, by: person, face: faceOf(speaker), chat, ...named }),
      (invited) => ({ kind: "invited", ...invited }),
    );
  };

  const changeCohosts = async (
    { organisation, person, requestId, chat }: Speaker,
    code: WebinarCode,
    named: Named,
    isRemoval: boolean,
  ): Promise<Notice> =>
    either(
      await core.changeCohosts({ organisation, code, requestId, by: person, way: wayOf(chat), isRemoval, ...named }),
      (cohosted) => ({ kind: "cohosts", ...cohosted }),
    );

  return {
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

    cohost: (speaker: Speaker, code: WebinarCode, rest: string, named: (rest: string) => Named): Promise<Notice> => {
      const isRemoval = REMOVAL.test(rest);
      const who = named(rest.replace(REMOVAL, ""));
      return !isRemoval && namesNobody(who)
        ? peopleForm(core, speaker, code, "cohost")
        : changeCohosts(speaker, code, who, isRemoval);
    },

    invite: (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> =>
      namesNobody(named) ? peopleForm(core, speaker, code, "invite") : invite(speaker, code, named),

    /** Invites the members of a channel that other organisations share, once a host was told how many they are. */
    agreeToInvite: async (speaker: Speaker, code: WebinarCode, id: RequestId): Promise<Notice> => {
      const { organisation, person, requestId, chat } = speaker;
      return either(
        await core.agreeToInvite({ organisation, code, requestId, by: person, way: wayOf(chat), id }),
        (invited) => ({ kind: "invited", ...invited }),
      );
    },

    /** Invites the people whom a form named, or makes them cohosts. Refuses a form that names nobody. */
    chosen: async (speaker: Speaker, form: "invite" | "cohost", code: WebinarCode, named: Named): Promise<Notice> => {
      if (form === "invite") return invite(speaker, code, named);
      return namesNobody(named) ? refused({ reason: "no_cohosts_named" }) : changeCohosts(speaker, code, named, false);
    },

    log: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.readLog(organisation, code, person), (value) => ({ kind: "log", ...value })),

    /** Has a delivery that was given up tried again. */
    retry: async ({ organisation, person, requestId }: Speaker, code: WebinarCode, failed: string): Promise<Notice> =>
      either(await core.retryDelivery({ organisation, code, requestId, failed, by: person }), () => ({
        kind: "retried",
      })),
  };
};
