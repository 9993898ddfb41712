import { isObject } from "../../../src/playground/slack/limits.ts";
import type { SlackView } from "../../../src/playground/slack/views.ts";
import type { House } from "../../setup/house.ts";
import { ACTS, carried, type Leaked, TYPED } from "./asked.ts";

/** One way to ask, by its name; what comes back, without what differs from one press to the next. */
export interface Ask {
  readonly name: string;
  readonly ask: (of: Leaked) => Promise<unknown>;
}

const FORM = "application/x-www-form-urlencoded";

/** What each form of Slack carries along and has in its inputs: by callback id. */
const SENT: Readonly<Record<string, (of: Leaked) => { metadata: object; values: Record<string, object> }>> = {
  edit: ({ code }) => ({ metadata: { edits: { code, version: 1 }, zone: "Europe/Paris" }, values: {} }),
  register: ({ code }) => ({
    metadata: { code, form: "x", shown: [] },
    values: { firstName: { value: "Sue" }, lastName: { value: "Stranger" } },
  }),
  correct: ({ code, key }) => ({ metadata: { code, key }, values: { address: { value: "ann@example.org" } } }),
  leave: ({ code }) => ({ metadata: { code, version: 1 }, values: {} }),
  question: ({ code }) => ({ metadata: { code }, values: { label: { value: "Why?" } } }),
  series: ({ code }) => ({
    metadata: {},
    values: { title: { value: "Mine" }, webinars: { selected_options: [{ value: code }] } },
  }),
  rule: ({ code }) => ({ metadata: { code }, values: { value: { value: "x" } } }),
  decide: ({ code, key }) => ({
    metadata: { code, key, version: 1 },
    values: { decision: { selected_option: { value: "approved" } } },
  }),
  roster: ({ code }) => ({ metadata: { code, tab: "pending", mark: 0 }, values: {} }),
  ask: ({ code, key }) => ({ metadata: { code, key }, values: { text: { value: "Why?" } } }),
  answer: ({ code, key, inquiry }) => ({ metadata: { code, key, inquiry }, values: { text: { value: "So." } } }),
  message: ({ code }) => ({
    metadata: { code },
    values: { to: { selected_option: { value: "approved" } }, text: { value: "So." } },
  }),
  message_preview: ({ code }) => ({ metadata: { code, to: "approved", text: "So." }, values: {} }),
  handover: ({ code, person }) => ({
    metadata: { code },
    values: { person: { selected_option: { value: person } } },
  }),
  password: ({ code }) => ({ metadata: { code }, values: { password: { value: "sesame" } } }),
  people: ({ code }) => ({ metadata: { code, form: "invite" }, values: { addresses: { value: "ann@example.org" } } }),
};

/** What is pressed in an open form: the form, the action id, and its value. */
const PRESSED: readonly (readonly [form: string, actionId: string, value: string])[] = [
  ["rules", "rule:up", "up:r1"],
  ["rules", "no_match", "reject"],
  ["rules", "add_rule", "add"],
  ["questions", "standard:company", "required"],
  ["questions", "question:q1", "up:q1"],
  ["questions", "add_question", "add"],
  ["questions", "preview_form", "preview"],
  ["roster", "roster:approve_all", "approve_all"],
  ["roster", "roster:filter:tab", "approved"],
  ["roster", "roster:next", "next"],
];

/** The forms that something is pressed in, as they carry the code along. */
const OPENED: Readonly<Record<string, (of: Leaked) => object>> = {
  rules: ({ code }) => ({ code }),
  questions: ({ code }) => ({ code }),
  roster: ({ code }) => ({ code, tab: "pending", mark: 0 }),
};

/** All ways in which somebody in Slack can ask about a webinar whose code they have. */
export const makeSlackAsks = async ({ slack }: House): Promise<readonly Ask[]> => {
  const { id } = slack.addPerson({ name: "Sue Stranger", email: "sue@example.com" });
  const client = slack.as(id);
  const user = { id, team_id: slack.teamId };
  const team = { id: slack.teamId };

  const callsSince = (from: number) =>
    slack.calls
      .slice(from)
      .filter(({ method }) => method !== "users.info")
      .map(({ method, args: { trigger_id: _t, view_id: _v, hash: _h, metadata: _m, channel: _c, ...args } }) => ({
        method,
        args,
      }));

  /** What was answered, and what was called meanwhile; where the answer is empty, something is said besides. */
  const told = async (act: () => Promise<{ status: number; body: unknown }>, isSaidBesides = false) => {
    const from = slack.calls.length;
    const { status, body } = await act();
    if (isSaidBesides) await slack.until(() => callsSince(from).length > 0);
    return { status, body, calls: callsSince(from) };
  };

  const interact = (payload: object) => {
    const body = new URLSearchParams({
      payload: JSON.stringify({ team, user, api_app_id: "A1", ...payload }),
    }).toString();
    return slack.raw(body, { "content-type": FORM, ...slack.sign(body) });
  };

  /** A form that stands open in this person's client. */
  const openView = async (): Promise<SlackView> => {
    const before = client.openView()?.id;
    await client.command("/webinar", "schedule");
    return slack.until(() => {
      const view = client.openView();
      return view && view.id !== before && view;
    });
  };

  const shown = (open: SlackView, callbackId: string, metadata: object, values: Record<string, object> = {}) => ({
    ...open,
    callback_id: callbackId,
    private_metadata: JSON.stringify(metadata),
    blocks: Object.keys(values).map((block_id) => ({ type: "input", block_id })),
    state: { values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { x: value }])) },
  });

  await client.say("help");
  const message = await slack.until(() => client.dm().find((one) => one.user === slack.botUserId));

  const press = (act: object) =>
    client.press(
      {
        ...message,
        blocks: [
          {
            type: "actions",
            block_id: "b",
            elements: [
              {
                type: "button",
                action_id: "act:x",
                text: { type: "plain_text", text: "x" },
                value: JSON.stringify(act),
              },
            ],
          },
        ],
      },
      "act:x",
    );

  return [
    ...Object.entries(TYPED).flatMap(([name, rests]) =>
      rests.flatMap((rest): Ask[] => [
        {
          name: `/webinar ${name} CODE ${rest}`.trim(),
          ask: ({ code }) => told(() => client.command("/webinar", `${name} ${code} ${rest}`.trim())),
        },
      ]),
    ),
    {
      name: "a direct message: show CODE",
      ask: ({ code }) => told(() => client.say(`show ${code}`), true),
    },
    { name: "/register CODE", ask: ({ code }) => told(() => client.command("/register", code)) },
    ...ACTS.map((one): Ask => ({ name: `press ${one.act}`, ask: (of) => told(() => press(carried(one, of)), true) })),
    ...Object.entries(SENT).map(
      ([form, sent]): Ask => ({
        name: `send ${form}`,
        ask: async (of) => {
          const open = await openView();
          const { metadata, values } = sent(of);
          return told(() => interact({ type: "view_submission", view: shown(open, form, metadata, values) }));
        },
      }),
    ),
    ...PRESSED.map(
      ([form, actionId, value]): Ask => ({
        name: `press ${actionId} in ${form}`,
        ask: async (of) => {
          const open = await openView();
          const view = shown(open, form, OPENED[form]?.(of) ?? {});
          const action = { type: "button", action_id: actionId, block_id: "b", value };
          const container = { type: "view", view_id: view.id };
          const pressed = { type: "block_actions", trigger_id: "t", container, view, actions: [action] };
          const { status, calls } = await told(() => interact(pressed));
          // What the form shows in its place; a failure would be told by a reference.
          return { status, calls: calls.filter(({ args }) => isObject(args)) };
        },
      }),
    ),
  ];
};
