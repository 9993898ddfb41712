import type { CardAct } from "./acts.ts";
import type { Command, CommandName } from "./commands.ts";
import type { Core } from "./core.ts";
import type { Address, ChatId, OrganisationId, RequestId, WebinarCode } from "./ids.ts";
import { chatParts } from "./ids.ts";
import type { Links } from "./links.ts";
import type { Notice } from "./notice.ts";
import { entryOf } from "./own.ts";
import type { Person } from "./person.ts";
import type { Refusal } from "./refusal.ts";
import { registrationClosed } from "./register.ts";
import { type Result, unreachable } from "./result.ts";
import { mayHost } from "./webinar.ts";

/** Somebody who types or presses in a chat product. */
export interface Speaker {
  readonly organisation: OrganisationId;
  readonly person: Person;
  readonly chat: ChatId;
  readonly requestId: RequestId;
  /** The answer is a message that stays in the person's chat, so that no direct message has to say it again. */
  readonly answerStays: boolean;
}

/** Whom an `invite` names, as the chat product marks them. */
export interface Named {
  readonly chats: readonly ChatId[];
  readonly addresses: readonly Address[];
  readonly unreadable: readonly string[];
}

const refused = (refusal: Refusal): Notice => ({ kind: "refused", refusal });

const either = <Value>(result: Result<Value, Refusal>, say: (value: Value) => Notice): Notice =>
  result.ok ? say(result.value) : refused(result.refusal);

/**
 * What a typed command or a pressed button leads to, the same in every chat product: one use case, one notice for the
 * person alone. `open_form` asks the face to open its form, in its own way.
 */
export const makeConverse = (core: Core, links: Links) => {
  const choose = async (speaker: Speaker, command: CommandName): Promise<Notice> => {
    const { organisation, person } = speaker;
    if (command === "invite") return refused({ reason: "code_needed", command });
    const isMine = command === "join" || command === "leave" || command === "resend";
    const webinars = isMine
      ? (await core.ask.mine(organisation, person.id)).map(({ webinar }) => webinar)
      : await core.ask.upcoming(organisation);
    return { kind: "choose", command, webinars };
  };

  const withCode = async (
    speaker: Speaker,
    name: CommandName,
    code: WebinarCode,
    named: () => Named,
  ): Promise<Notice> => {
    const { organisation, person, requestId } = speaker;
    switch (name) {
      case "show":
        return either(await core.ask.show(organisation, code, person), (notice) => notice);
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
          await core.join({ organisation, code, joiner: { kind: "chat", person } }),
          ({ webinar, token }) => ({ kind: "admitted", webinar, link: links.toMeeting(token) }),
        );
      case "leave":
        return either(
          await core.leave({ organisation, code, requestId, of: person, answerStays: speaker.answerStays }),
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

  /** The registration form, or why there is none: what is there already (P10), or what is in the way. */
  const form = async ({ organisation, person }: Speaker, code: WebinarCode): Promise<Notice> => {
    const found = await entryOf(core.webinars, organisation, code, person);
    if (!found) return refused({ reason: "unknown_webinar", typed: code });
    const { webinar, entry } = found;
    if (!person.address) return refused({ reason: "address_missing", page: links.register(code) });
    const registration = entry?.registration;
    const closed = registrationClosed(webinar, core.clock.now());
    if (closed && closed.reason !== "registration_not_required") return refused(closed);
    if (registration && registration.status !== "cancelled") {
      const id = webinar.registrationIds && entry.registrationId ? { registrationId: entry.registrationId } : {};
      return { kind: "registration", webinar, registration, again: true, ...id };
    }
    if (closed) return refused(closed);
    if (webinar.seatsHeld >= webinar.cap)
      return refused({ reason: "webinar_full", title: webinar.title, cap: webinar.cap });
    return { kind: "open_form", form: "register", webinar };
  };

  return {
    /** A typed command. `named` reads the people that the rest of it names; only `invite` asks. */
    command: async (speaker: Speaker, command: Command, named: () => Named): Promise<Notice> => {
      if (command.kind === "unknown") {
        const { typed, nearest } = command;
        return { kind: "unknown_command", typed, ...(nearest ? { nearest } : {}) };
      }
      const { name, code, typedCode } = command;
      if (name === "schedule" || name === "list" || name === "my" || name === "help") return plain(speaker, name);
      if (code) return withCode(speaker, name, code, named);
      return typedCode === undefined ? choose(speaker, name) : refused({ reason: "unknown_webinar", typed: typedCode });
    },

    /** A pressed button. */
    press: async (speaker: Speaker, act: CardAct): Promise<Notice> => {
      const { organisation, person, requestId } = speaker;
      switch (act.act) {
        case "approve":
        case "reject":
          return either(
            await core.decide({
              ...{ organisation, code: act.code, key: act.registration, version: act.version },
              ...{ decision: act.act, by: person, requestId },
            }),
            (decided) => ({
              kind: "request",
              ...decided,
            }),
          );
        case "schedule":
          return plain(speaker, "schedule");
        case "retry":
          return either(await core.retry({ organisation, code: act.code, failed: act.failed, by: person }), () => ({
            kind: "retried",
          }));
        case "register":
        case "show":
        case "join":
        case "leave":
        case "resend":
          return withCode(speaker, act.act, act.code, () => ({ chats: [], addresses: [], unreadable: [] }));
        default:
          return unreachable(act);
      }
    },
  };
};

export type Converse = ReturnType<typeof makeConverse>;
