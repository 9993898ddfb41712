import { hosted, hostedAhead } from "../access/host-access.ts";
import type { Core } from "../core.ts";
import type { HandedOver } from "../hosting/people/handover.ts";
import { type PersonId, type RequestId, readCode, type WebinarCode } from "../model/ids.ts";
import { HOST_LINK_MS, type Links } from "../model/links.ts";
import { fullName, type Person } from "../model/person.ts";
import type { Refusal } from "../model/refusal.ts";
import { wayOf } from "../model/registration.ts";
import { type Result, unreachable } from "../model/result.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { noticeOfRegistering } from "../notices/registered.ts";
import type { OpenedToAdd } from "../registering/adding.ts";
import { changesOf } from "./people-changes.ts";
import { faceOf, type Named, type Speaker } from "./speaker.ts";

/** `cohost CODE remove @people` takes cohosts back; `speaker` does likewise. */
const REMOVAL = /^(remove|retirer)\b/i;

const namesNobody = ({ people, unreadable, memberLists = [], refused = [] }: Named): boolean =>
  people.length + unreadable.length + memberLists.length + refused.length === 0;

/** The forms in which people are chosen: those to be invited, whom a host registers, new cohosts, or speakers. */
export type PeopleForm = "invite" | "add" | "cohost" | "speaker";

/** Opens such a form. */
const peopleForm = async (
  core: Core,
  links: Links,
  { organisation, person }: Speaker,
  code: WebinarCode,
  form: PeopleForm,
): Promise<Notice> => {
  const allowed = await hostedAhead(core, organisation, code, person);
  if (!allowed.ok) return refused(allowed.refusal);
  const webinar = allowed.value;
  const page = () => `${links.host(code, person.id, core.clock.now() + HOST_LINK_MS)}/invite`;
  if (form === "invite") return { kind: "open_form", form, webinar, page: page() };
  if (form === "add") return { kind: "open_form", form, webinar };
  const ids = form === "cohost" ? webinar.cohosts : webinar.speakers;
  const people = (await core.people.getMany(organisation, ids)).filter((one) => one !== undefined);
  return { kind: "open_form", form, webinar, people };
};

/** What hosts ask and do about a webinar, the same in every chat product. */
export const makeHostActs = (core: Core, links: Links) => {
  const pageOf = ({ id }: Person, code: WebinarCode): string => links.host(code, id, core.clock.now() + HOST_LINK_MS);

  const invite = async (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> => {
    const { organisation, person, requestId, chat } = speaker;
    return either(
      await core.invite({ organisation, code, requestId, by: person, face: faceOf(speaker), chat, ...named }),
      (invited) => ({
        kind: "invited",
        ...invited,
        ...(invited.refused > 0 ? { file: `${pageOf(person, code)}/invite/${requestId}/refused.csv` } : {}),
      }),
    );
  };

  const toAdd = (opened: OpenedToAdd): Notice => ({ kind: "open_form", form: "register", ...opened });

  /** The registration form for the one person who is named. */
  const add = async ({ organisation, person: by }: Speaker, code: WebinarCode, named: Named): Promise<Notice> =>
    either(await core.adding.choose({ organisation, code, by, ...named }), toAdd);

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

  const handoverOf = ({ organisation, person, requestId, chat }: Speaker, code: WebinarCode) => ({
    organisation,
    code,
    requestId,
    by: person,
    way: wayOf(chat),
  });

  const told = ({ person }: Speaker, result: Result<HandedOver, Refusal>): Notice =>
    either(result, (of) => ({ kind: "handover", ...of, isYours: of.webinar.host === person.id }));

  const changeSpeakers = async (
    { organisation, person, requestId, chat }: Speaker,
    code: WebinarCode,
    named: Named,
    isRemoval: boolean,
  ): Promise<Notice> =>
    either(
      await core.changeSpeakers({ organisation, code, requestId, by: person, way: wayOf(chat), isRemoval, ...named }),
      (changed) => ({ kind: "speakers", ...changed }),
    );

  /** Asks a cohost once more whether they want to be none any more. */
  const askToStepDown = async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await hostedAhead(core, organisation, code, person), (webinar) =>
      webinar.cohosts.includes(person.id)
        ? { kind: "step_down", webinar }
        : refused({ reason: "only_a_cohost", title: webinar.title, code }),
    );

  /** The form of a new webinar, as this one was (P33). */
  const again = async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
    either(await core.scheduleAgain(organisation, code, person), (like) => ({
      kind: "open_form",
      form: "schedule",
      like,
    }));

  return {
    edit: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await hosted(core, organisation, code, person), (webinar) =>
        webinar.state === "cancelled"
          ? refused({ reason: "webinar_cancelled", title: webinar.title })
          : { kind: "open_form", form: "edit", webinar },
      ),

    again,

    /** The same, with the code in what was typed after it. */
    againTyped: async (speaker: Speaker, rest: string): Promise<Notice> => {
      const typed = (rest.split(" ")[0] ?? "").slice(0, 40);
      const code = readCode(typed);
      if (code) return again(speaker, code);
      return refused({ reason: "unknown_webinar", typed });
    },

    /** The form builder. */
    questions: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.formBuilder.open(organisation, code, person), (owner) => ({
        kind: "open_form",
        form: "questions",
        owner,
      })),

    /** Asks once more before a webinar is cancelled, and says who will be told. */
    confirmCancel: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
      const found = await hostedAhead(core, organisation, code, person);
      if (!found.ok) return refused(found.refusal);
      const { silent } = await core.roster.counts(found.value);
      return { kind: "confirm_cancel", webinar: found.value, silent };
    },

    cancel: async ({ organisation, person, requestId, chat }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.cancelWebinar({ organisation, code, requestId, by: person, way: wayOf(chat) }), (webinar) => ({
        kind: "cancelled",
        webinar,
      })),

    cohost: (speaker: Speaker, code: WebinarCode, rest: string, named: (rest: string) => Named): Promise<Notice> => {
      const isRemoval = REMOVAL.test(rest);
      const who = named(rest.replace(REMOVAL, ""));
      return !isRemoval && namesNobody(who)
        ? peopleForm(core, links, speaker, code, "cohost")
        : changeCohosts(speaker, code, who, isRemoval);
    },

    speaker: (speaker: Speaker, code: WebinarCode, rest: string, named: (rest: string) => Named): Promise<Notice> => {
      const isRemoval = REMOVAL.test(rest);
      const who = named(rest.replace(REMOVAL, ""));
      return !isRemoval && namesNobody(who)
        ? peopleForm(core, links, speaker, code, "speaker")
        : changeSpeakers(speaker, code, who, isRemoval);
    },

    /** Asks once more before who is named gets it; without a name its host chooses, and a cohost takes it over (P44). */
    handOver: async (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> => {
      const act = handoverOf(speaker, code);
      if (!namesNobody(named))
        return either(await core.handover.named({ ...act, ...named }), ({ webinar, to }) => {
          const isYours = to.id === speaker.person.id;
          return { kind: "confirm_handover", webinar, to: to.id, toName: fullName(to), isYours };
        });
      const choices = await core.handover.choices(act);
      if (!choices.ok) return refused(choices.refusal);
      return choices.value
        ? { kind: "open_form", form: "handover", ...choices.value }
        : told(speaker, await core.handover.takeOver(act));
    },

    /** Takes back that its reader is a cohost, once they were asked. */
    stepDown: async (speaker: Speaker, { act, code }: CardAct & { code: WebinarCode }): Promise<Notice> => {
      if (act === "step_down") return askToStepDown(speaker, code);
      const { organisation, person, chat, requestId } = speaker;
      // Sent again it is answered as the first time, though they host it no more by then.
      if (!(await core.webinars.isDone(organisation, requestId))) {
        const named = { people: [{ by: "chat" as const, chat, name: fullName(person) }], unreadable: [] };
        const changed = await changeCohosts(speaker, code, named, true);
        if (changed.kind === "refused") return changed;
      }
      const webinar = await core.webinars.get(organisation, code);
      return webinar
        ? { kind: "step_down", webinar, isDone: true }
        : refused({ reason: "unknown_webinar", typed: code });
    },

    handOverTo: async (speaker: Speaker, code: WebinarCode, to: PersonId): Promise<Notice> =>
      told(speaker, await core.handover.chosen({ ...handoverOf(speaker, code), to })),

    invite: (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> =>
      namesNobody(named) ? peopleForm(core, links, speaker, code, "invite") : invite(speaker, code, named),

    /** Invites the members of a channel that other organisations share, once a host was told how many they are. */
    agreeToInvite: async (speaker: Speaker, code: WebinarCode, id: RequestId): Promise<Notice> => {
      const { organisation, person, requestId, chat } = speaker;
      return either(
        await core.agreeToInvite({ organisation, code, requestId, by: person, way: wayOf(chat), id }),
        (invited) => ({ kind: "invited", ...invited }),
      );
    },

    add: (speaker: Speaker, code: WebinarCode, named: Named): Promise<Notice> =>
      namesNobody(named) ? peopleForm(core, links, speaker, code, "add") : add(speaker, code, named),

    /** The registration form for somebody whom a button names. */
    addPerson: async ({ organisation, person: by }: Speaker, code: WebinarCode, whom: PersonId): Promise<Notice> =>
      either(await core.adding.open({ organisation, code, by, whom }), toAdd),

    /** Registers somebody as their form was filled in, with one more seat. */
    addRaising: async (speaker: Speaker, { code, person: whom, token }: CardAct & { act: "add_raise" }) => {
      const { organisation, person, chat: via, requestId } = speaker;
      const result = await core.adding.raise({ organisation, person, via, requestId, code, token, whom });
      if (!result.ok) return refused(result.refusal);
      const { value } = result;
      return value.kind === "next" || value.kind === "wrong"
        ? refused({ reason: "form_lost" })
        : noticeOfRegistering(value, speaker);
    },

    /** Does with the people whom a form named what it was opened for. Refuses a form that names nobody. */
    chosen: async (speaker: Speaker, form: PeopleForm, code: WebinarCode, named: Named): Promise<Notice> => {
      switch (form) {
        case "invite":
          return invite(speaker, code, named);
        case "add":
          return add(speaker, code, named);
        case "cohost":
        case "speaker": {
          if (namesNobody(named) && !named.shown?.length)
            return refused({ reason: form === "cohost" ? "no_cohosts_named" : "no_speakers_named" });
          const changes = await changesOf(core.people, speaker.organisation, named);
          return form === "cohost"
            ? changeCohosts(speaker, code, changes, false)
            : changeSpeakers(speaker, code, changes, false);
        }
        default:
          return unreachable(form);
      }
    },

    /** Where the host finds everybody of a webinar, as a file and as a page; the links are theirs, for 12 hours. */
    exported: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await hosted(core, organisation, code, person), (webinar) => {
        const page = pageOf(person, code);
        return { kind: "exported", webinar, page, file: `${page}/export.csv` };
      }),

    /** A webinar in numbers, and where the host finds all of them. */
    report: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.readReport(organisation, code, person), (report) => ({
        kind: "report",
        ...report,
        page: `${pageOf(person, code)}/report`,
      })),

    /** Where the host finds those whom an invitation did not reach, as a file. */
    refusedOf: async ({ organisation, person }: Speaker, code: WebinarCode, id: RequestId): Promise<Notice> =>
      either(await core.imports.report({ organisation, code, by: person }, id), ({ webinar }) => {
        const page = `${pageOf(person, code)}/invite/${id}`;
        return { kind: "exported", webinar, page, file: `${page}/refused.csv`, refusedOf: id };
      }),

    log: async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.readLog(organisation, code, person), (value) => ({ kind: "log", ...value })),

    /** Has a delivery that was given up tried again. */
    retry: async ({ organisation, person, requestId }: Speaker, code: WebinarCode, failed: string): Promise<Notice> =>
      either(await core.retryDelivery({ organisation, code, requestId, failed, by: person }), (webinar) => ({
        kind: "retried",
        webinar,
      })),

    /** Has all messages to people about a webinar tried again that were given up. */
    retryFailed: async ({ organisation, person, requestId }: Speaker, code: WebinarCode): Promise<Notice> =>
      either(await core.retryFailed({ organisation, code, requestId, by: person }), (webinar) => ({
        kind: "retried",
        webinar,
      })),
  };
};
