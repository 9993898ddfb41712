import type { KnownBlock, ModalView, PlainTextElement } from "@slack/types";
import { NAME_MAX } from "../core/form.ts";
import type { Notice } from "../core/notice.ts";
import type { Person } from "../core/person.ts";
import { DESCRIPTION_MAX, DURATION_MAX_MINUTES, type ScheduleField, TITLE_MAX } from "../core/schedule.ts";
import { capLimit, type Site, type Webinar } from "../core/webinar.ts";
import type { Reader } from "../delivery/outcome.ts";
import { sayIn } from "../texts/say.ts";
import { wordsOf } from "../texts/words.ts";
import { cutTo, escapeMrkdwn } from "./escape.ts";

export const SCHEDULE_VIEW = "schedule";
export const REGISTER_VIEW = "register";

const plain = (text: string): PlainTextElement => ({ type: "plain_text", text });
const title = (text: string): PlainTextElement => plain(cutTo(text, 24));
const hint = (text: string) => ({ hint: plain(text) });

/** The schedule form. `channelId` is the channel where it was asked for; left empty, requests go to the host's own chat. */
export const scheduleView = (site: Site, reader: Reader, channelId: string | undefined): ModalView => {
  const say = sayIn(reader.locale);
  const max = capLimit(site.plan);
  const options = {
    required: {
      text: plain(say("option_registration")),
      description: plain(say("option_registration_hint")),
      value: "required",
    },
    ids: { text: plain(say("option_ids")), description: plain(say("option_ids_hint")), value: "ids" },
  };
  const offered = site.registrationIds ? [options.required, options.ids] : [options.required];
  const kinds = [
    { text: plain(say("kind_webinar")), value: "webinar" },
    { text: plain(say("kind_meeting")), value: "meeting" },
  ];
  const [webinarKind] = kinds;
  return {
    type: "modal",
    callback_id: SCHEDULE_VIEW,
    title: title(say("schedule")),
    submit: title(say("save")),
    close: title(say("close")),
    blocks: [
      {
        type: "input",
        block_id: "title",
        label: plain(say("field_title")),
        element: { type: "plain_text_input", action_id: "value", max_length: TITLE_MAX },
      },
      {
        type: "input",
        block_id: "start",
        label: plain(say("field_start")),
        element: { type: "datetimepicker", action_id: "value" },
      },
      {
        type: "input",
        block_id: "duration",
        label: plain(say("field_duration")),
        element: {
          type: "number_input",
          action_id: "value",
          is_decimal_allowed: false,
          initial_value: "60",
          min_value: "1",
          max_value: String(DURATION_MAX_MINUTES),
        },
      },
      {
        type: "input",
        block_id: "link",
        label: plain(say("field_link")),
        ...hint(say("field_link_hint")),
        element: { type: "url_text_input", action_id: "value" },
      },
      {
        type: "input",
        block_id: "channel",
        optional: true,
        label: plain(say("field_channel")),
        ...hint(say("field_channel_hint")),
        element: {
          type: "conversations_select",
          action_id: "value",
          filter: { include: ["public", "private"] },
          ...(channelId ? { initial_conversation: channelId } : {}),
        },
      },
      {
        type: "input",
        block_id: "cap",
        optional: true,
        label: plain(say("field_cap")),
        ...hint(say("field_cap_hint", { max })),
        element: { type: "number_input", action_id: "value", is_decimal_allowed: false },
      },
      {
        type: "input",
        block_id: "kind",
        label: plain(say("field_kind")),
        element: {
          type: "static_select",
          action_id: "value",
          options: kinds,
          ...(webinarKind ? { initial_option: webinarKind } : {}),
        },
      },
      {
        type: "input",
        block_id: "options",
        optional: true,
        label: plain(say("field_options")),
        element: { type: "checkboxes", action_id: "value", options: offered, initial_options: offered },
      },
      {
        type: "input",
        block_id: "description",
        optional: true,
        label: plain(say("field_description")),
        element: { type: "plain_text_input", action_id: "value", multiline: true, max_length: DESCRIPTION_MAX },
      },
    ],
  };
};

/** In which input a problem of the core's is shown. */
export const BLOCK_OF: Readonly<Record<ScheduleField, string>> = {
  title: "title",
  description: "description",
  start: "start",
  duration: "duration",
  cap: "cap",
  link: "link",
  ids: "options",
  channel: "channel",
  none: "title",
};

/** The registration form: names from the profile to correct, the address as the profile has it. */
export const registerView = (webinar: Webinar, person: Person, reader: Reader): ModalView => {
  const say = sayIn(reader.locale);
  const words = wordsOf({ kind: "open_form", form: "register", webinar }, reader);
  const name = (block: "firstName" | "lastName", label: string): KnownBlock => ({
    type: "input",
    block_id: block,
    label: plain(label),
    element: {
      type: "plain_text_input",
      action_id: "value",
      max_length: NAME_MAX,
      ...(person[block] === "" ? {} : { initial_value: cutTo(person[block], NAME_MAX) }),
    },
  });
  return {
    type: "modal",
    callback_id: REGISTER_VIEW,
    private_metadata: JSON.stringify({ code: webinar.code }),
    title: title(say("register")),
    submit: title(say("register")),
    close: title(say("close")),
    blocks: [
      {
        type: "section",
        text: {
          type: "mrkdwn",
          text: `*${escapeMrkdwn(webinar.title)}*\n${words.facts.map(({ value }) => escapeMrkdwn(value)).join("\n")}`,
        },
      },
      name("firstName", say("field_first_name")),
      name("lastName", say("field_last_name")),
      {
        type: "context",
        elements: [{ type: "plain_text", text: say("address_of_profile", { address: person.address ?? "" }) }],
      },
    ],
  };
};

/** What a form turns into when it is done. Without buttons: a press in a form has no conversation to answer in. */
export const noticeView = (notice: Notice, reader: Reader, blocks: KnownBlock[]): ModalView => {
  const say = sayIn(reader.locale);
  const heading = notice.kind === "registration" || notice.kind === "open_form" ? say("register") : "Usher";
  return {
    type: "modal",
    callback_id: "notice",
    title: title(heading),
    close: title(say("close")),
    blocks: blocks.filter(({ type }) => type !== "actions"),
  };
};
