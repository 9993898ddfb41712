import { hostedAhead } from "../access/host-access.ts";
import { entryOf } from "../access/owned-entry.ts";
import type { Core } from "../core.ts";
import { defined } from "../model/defined.ts";
import type { WebinarCode } from "../model/ids.ts";
import { chatParts, seriesCode } from "../model/ids.ts";
import type { Links } from "../model/links.ts";
import { mineOf, wayOf } from "../model/registration.ts";
import { unreachable } from "../model/result.ts";
import type { Series, SeriesWebinars } from "../model/series.ts";
import { mayHost } from "../model/webinar.ts";
import type { CardAct } from "../notices/card-acts.ts";
import { type Command, type CommandName, HOST_COMMANDS } from "../notices/commands.ts";
import { either, type Notice, refused } from "../notices/notice.ts";
import { openIn } from "../registering/form-steps.ts";
import { fullRefusal, isFull, registrationClosed } from "../registering/register.ts";
import { filterIn, isRequestAct, makeRequestActs } from "./request-acts.ts";
import type { Named, Speaker } from "./speaker.ts";

type HostAct = "edit" | "form" | "cancel" | "call_off" | "series_edit";

/** `cohost CODE remove @people` takes cohosts back. */
const REMOVAL = /^(remove|retirer)\b/i;

const NOBODY: Named = { chats: [], addresses: [], unreadable: [] };

/**
 * What a typed command or a pressed button leads to, the same in every chat product: one use case, one notice for the
 * person alone. `open_form` asks the face to open its form, in its own way.
 */
export const makeConverse = (core: Core, links: Links) => {
  const requestActs = makeRequestActs(core);

  const choose = async (speaker: Speaker, command: CommandName): Promise<Notice> => {
    const { organisation, person } = speaker;
    if (command === "invite") return refused({ reason: "code_needed", command });
    const isMine = command === "join" || command === "leave" || command === "resend";
    const isHosts = HOST_COMMANDS.includes(command);
    const webinars = isMine
      ? (await core.ask.mine(organisation, person.id)).map(({ webinar }) => webinar)
      : isHosts
        ? await core.ask.hosted(organisation, person.id)
        : await core.ask.upcoming(organisation);
    return { kind: "choose", command, webinars };
  };

  const isHost = ({ person }: Speaker, { host }: Series) => host === person.id;

  const seriesOne = (speaker: Speaker, found: SeriesWebinars): Notice => ({
    kind: "series_one",
    ...found,
    isMine: isHost(speaker, found.series),
  });

  const allSeries = async (speaker: Speaker): Promise<Notice> => {
    const entries = await core.series.list(speaker.organisation);
    const mine = entries.filter(({ series }) => isHost(speaker, series)).map(({ series }) => series.code);
    return { kind: "series", entries, mine, mayHost: mayHost(core.site, speaker.person) };
  };

  /** What a host asks of one webinar, or of one series. */
  const ofHost = async (speaker: Speaker, name: HostAct, code: WebinarCode): Promise<Notice> => {
    const { organisation, person, requestId } = speaker;
    switch (name) {
      case "edit":
        return either(await hostedAhead(core, organisation, code, person), (webinar) => ({
          kind: "open_form",
          form: "edit",
          webinar,
        }));
      case "form":
        return either(await core.formBuilder.open(organisation, code, person), (owner) => ({
          kind: "open_form",
          form: "questions",
          owner,
        }));
      case "cancel":
        return either(await hostedAhead(core, organisation, code, person), (webinar) => ({
          kind: "confirm_cancel",
          webinar,
        }));
      case "call_off":
        return either(
          await core.cancelWebinar({ organisation, code, requestId, by: person, way: wayOf(speaker.chat) }),
          (webinar) => ({
            kind: "cancelled",
            webinar,
          }),
        );
      case "series_edit": {
        const own = await core.series.forHost(organisation, seriesCode(code), person);
        if (!own.ok) return refused(own.refusal);
        const found = await core.series.withWebinars(organisation, own.value.code);
        return found
          ? { kind: "open_form", form: "series", series: found }
          : refused({ reason: "unknown_series", typed: code });
      }
      default:
        return unreachable(name);
    }
  };

  const cohost = async (speaker: Speaker, code: WebinarCode, rest: string, named: Named): Promise<Notice> => {
    const { organisation, person, requestId } = speaker;
    const isRemoval = REMOVAL.test(rest);
    const unreadable = isRemoval ? named.unreadable.filter((word) => !REMOVAL.test(word)) : named.unreadable;
    return either(
      await core.changeCohosts({
        organisation,
        code,
        requestId,
        by: person,
        way: wayOf(speaker.chat),
        isRemoval,
        ...named,
        unreadable,
      }),
      (cohosted) => ({ kind: "cohosts", ...cohosted }),
    );
  };

  const show = async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
    const { organisation, person } = speaker;
    const shown = await core.ask.show(organisation, code, person);
    if (shown.ok) return shown.value;
    const series = await core.series.withWebinars(organisation, seriesCode(code));
    return series ? seriesOne(speaker, series) : refused(shown.refusal);
  };

  const withCode = async (
    speaker: Speaker,
    name: CommandName,
    code: WebinarCode,
    rest: string,
    named: () => Named,
  ): Promise<Notice> => {
    const { organisation, person, requestId } = speaker;
    switch (name) {
      case "show":
        return show(speaker, code);
      case "series": {
        const found = await core.series.withWebinars(organisation, seriesCode(code));
        return found ? seriesOne(speaker, found) : refused({ reason: "unknown_series", typed: code });
      }
      case "edit":
      case "cancel":
      case "form":
        return ofHost(speaker, name, code);
      case "rules":
        return requestActs.rules(speaker, code, rest, () => named().addresses);
      case "requests": {
        const filter = filterIn(rest);
        return filter.ok ? requestActs.review(speaker, code, filter.value) : refused(filter.refusal);
      }
      case "log":
        return either(await core.readLog(organisation, code, person), (value) => ({ kind: "log", ...value }));
      case "cohost":
        return cohost(speaker, code, rest, named());
      case "register":
        return form(speaker, code);
      case "invite":
        return either(
          await core.invite({
            organisation,
            code,
            requestId,
            by: person,
            face: chatParts(speaker.chat).face,
            ...named(),
          }),
          (invited) => ({ kind: "invited", ...invited }),
        );
      case "join":
        return either(
          await core.join({ organisation, code, joiner: { kind: "chat", person, password: rest } }),
          ({ webinar, token }) => ({ kind: "admitted", webinar, link: links.toMeeting(token) }),
        );
      case "leave":
        return either(
          await core.leave({
            organisation,
            code,
            requestId,
            of: person,
            way: wayOf(speaker.chat),
            answerStays: speaker.answerStays,
          }),
          ({ webinar, registration }) => ({
            kind: "registration",
            webinar,
            registration,
            again: false,
          }),
        );
      case "resend":
        return either(await core.resend({ organisation, code, requestId, of: person }), (webinar) => ({
          kind: "resent",
          webinar,
        }));
      case "schedule":
      case "list":
      case "my":
      case "help":
        return plain(speaker, name);
      default:
        return unreachable(name);
    }
  };

  const plain = async (
    { organisation, person }: Speaker,
    name: "schedule" | "list" | "my" | "help",
  ): Promise<Notice> => {
    switch (name) {
      case "schedule":
        return mayHost(core.site, person)
          ? { kind: "open_form", form: "schedule" }
          : refused({ reason: "may_not_schedule" });
      case "list":
        return { kind: "webinars", webinars: await core.ask.upcoming(organisation) };
      case "my":
        return { kind: "mine", entries: await core.ask.mine(organisation, person.id) };
      case "help":
        return { kind: "help", mayHost: mayHost(core.site, person) };
      default:
        return unreachable(name);
    }
  };

  /** The registration form of a series' webinars, or why there is none. */
  const seriesForm = (code: WebinarCode, { person }: Speaker, found: SeriesWebinars): Notice => {
    const { series } = found;
    if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
    if (openIn(found, core.clock.now()).length === 0) return refused({ reason: "series_empty", title: series.title });
    return { kind: "open_form", form: "register", target: { kind: "series", ...found, form: series.form } };
  };

  /** The registration form, or why there is none: what is there already (P10), or what is in the way. */
  const form = async (speaker: Speaker, code: WebinarCode): Promise<Notice> => {
    const { organisation, person, chat } = speaker;
    const found = await entryOf(core, organisation, code, person);
    if (!found) {
      const series = await core.series.withWebinars(organisation, seriesCode(code));
      return series ? seriesForm(code, speaker, series) : refused({ reason: "unknown_webinar", typed: code });
    }
    const { webinar, entry } = found;
    if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
    const registration = entry?.registration;
    const closed = registrationClosed(webinar, core.clock.now());
    const isOver = closed?.reason === "webinar_cancelled" || closed?.reason === "webinar_ended";
    if (isOver) return refused(closed);
    if (registration && registration.status !== "cancelled") {
      const id = webinar.registrationIds && entry.registrationId ? { registrationId: entry.registrationId } : {};
      const position = entry.position ? { position: entry.position } : {};
      return { kind: "registration", webinar, registration, again: true, ...id, ...position };
    }
    if (closed) return refused(closed);
    if (isFull(webinar) && !webinar.waitlist) {
      await core.tellFull(webinar, person.address, chat);
      return refused(fullRefusal(webinar));
    }
    return { kind: "open_form", form: "register", target: { kind: "webinar", webinar, form: webinar.form } };
  };

  return {
    /** A typed command. `named` reads the people that the rest of it names; only `invite` and `cohost` ask. */
    command: async (speaker: Speaker, command: Command, named: () => Named): Promise<Notice> => {
      if (command.kind === "unknown") {
        const { typed, nearest } = command;
        return { kind: "unknown_command", typed, ...defined({ nearest }) };
      }
      const { name, code, typedCode, rest } = command;
      if (name === "schedule" || name === "list" || name === "my" || name === "help") return plain(speaker, name);
      if (code) return withCode(speaker, name, code, rest, named);
      if (typedCode !== undefined)
        return refused({ reason: name === "series" ? "unknown_series" : "unknown_webinar", typed: typedCode });
      return name === "series" ? allSeries(speaker) : choose(speaker, name);
    },

    /** A pressed button. */
    press: async (speaker: Speaker, act: CardAct): Promise<Notice> => {
      const { organisation, person, requestId } = speaker;
      if (isRequestAct(act)) return requestActs.press(speaker, act);
      switch (act.act) {
        case "schedule":
          return plain(speaker, "schedule");
        case "series_new":
          return mayHost(core.site, person)
            ? { kind: "open_form", form: "series" }
            : refused({ reason: "may_not_schedule" });
        case "answer":
          return either(
            await core.inquiries.find({
              organisation,
              code: act.code,
              key: act.registration,
              inquiry: act.inquiry,
              of: person.id,
            }),
            (value) =>
              value.inquiry.answer === undefined
                ? { kind: "open_form", form: "answer", ...value }
                : refused({ reason: "answered_already", title: value.webinar.title }),
          );
        case "retry":
          return either(
            await core.retryDelivery({ organisation, code: act.code, failed: act.failed, by: person }),
            () => ({
              kind: "retried",
            }),
          );
        case "edit":
        case "form":
        case "cancel":
        case "call_off":
        case "series_edit":
          return ofHost(speaker, act.act, act.code);
        case "claim":
          return either(
            await core.waitlist.claim({
              organisation,
              code: act.code,
              requestId,
              of: person,
              way: wayOf(speaker.chat),
              answerStays: speaker.answerStays,
            }),
            (claimed) => ({
              kind: "registration",
              ...mineOf(claimed),
              registration: claimed.registration,
              again: false,
            }),
          );
        case "pass":
          return withCode(speaker, "leave", act.code, "", () => NOBODY);
        case "register":
        case "show":
        case "join":
        case "leave":
        case "resend":
          return withCode(speaker, act.act, act.code, "", () => NOBODY);
        default:
          return unreachable(act);
      }
    },
  };
};

export type Converse = ReturnType<typeof makeConverse>;
