import type { FormName } from "../../../src/teams/forms/registry.ts";
import type { House } from "../../setup/house.ts";
import { ACTS, carried, type Leaked, TYPED } from "./asked.ts";
import type { Ask } from "./slack-asks.ts";

const list = (code: string) => JSON.stringify({ code, tab: "pending" });

/** What is sent by each form of Teams. A new form does not compile until it says so here. */
const SENT: Readonly<Record<FormName, ((of: Leaked) => readonly object[]) | null>> = {
  schedule: null,
  edit: ({ code }) => [{ code, version: "1", nonce: "n", zone: "Europe/Paris", title: "Mine" }],
  register: ({ code }) =>
    [{}, { isEdit: "true" }].map((more) => ({
      code,
      first: "true",
      firstName: "Sue",
      formId: "x",
      nonce: "n",
      ...more,
    })),
  leave: ({ code }) => [{ code, version: "1" }],
  correct: ({ code, key }) => [{ code, registration: key, address: "ann@example.org", nonce: "n" }],
  questions: ({ code }) =>
    ["show", "edit", "add", "preview", "put", "up", "standard"].map((act) => ({ code, do: act })),
  series: ({ code }) => [
    { title: "Mine", webinars: code, nonce: "n" },
    { title: "Mine", code, version: "1", nonce: "n" },
  ],
  rules: ({ code }) => ["show", "add", "put", "up", "noMatch"].map((act) => ({ code, do: act })),
  decide: ({ code, key }) => [{ code, registration: key, version: "1", to: "approved", nonce: "n" }],
  roster: ({ code, key }) =>
    [
      ...["show", "approve_all", "sure_approve", "next", "undo", "back"].map((act) => ({ do: act })),
      { do: "details", key },
    ].map((sent) => ({ ...sent, list: list(code), nonce: "n" })),
  ask: ({ code, key }) => [{ code, registration: key, text: "Why?", nonce: "n" }],
  answer: ({ code, key, inquiry }) => [{ code, registration: key, inquiry, text: "So.", nonce: "n" }],
  password: ({ code }) => [{ code, password: "sesame" }],
  invite: ({ code }) => [{ code, addresses: "ann@example.org", nonce: "n" }],
  message: ({ code }) => [{ code, to: "approved", text: "So.", nonce: "n" }],
  message_preview: ({ code }) => [{ code, to: "approved", text: "So.", nonce: "n" }],
  announce: ({ code }) => [{ code, channel: "19:a@thread.tacv2", nonce: "n" }],
  handover: ({ code, person }) => [{ code, person, nonce: "n" }],
  add: ({ code }) => [{ code, addresses: "ann@example.org", nonce: "n" }],
  speaker: ({ code }) => [{ code, addresses: "ann@example.org", nonce: "n" }],
  cohost: ({ code }) => [{ code, addresses: "ann@example.org", nonce: "n" }],
};

const INLINE = ["register", "password"] as const;

/** All ways in which somebody in Teams can ask about a webinar whose code they have. */
export const makeTeamsAsks = async ({ teams }: House): Promise<readonly Ask[]> => {
  const client = teams.as(teams.addPerson({ name: "Sue Stranger", email: "sue@example.com" }).id);
  await client.install();
  await client.say("help");

  const told = async (act: () => ReturnType<typeof client.say>) => {
    const { status, body, sent } = await act();
    return { status, body, sent: sent.map(({ card, text }) => ({ card, text })) };
  };

  const execute = (verb: string, data: object) =>
    client.invoke("adaptiveCard/action", { action: { type: "Action.Execute", verb, data } });

  return [
    ...Object.entries(TYPED).flatMap(([name, rests]) =>
      rests.map(
        (rest): Ask => ({
          name: `${name} CODE ${rest}`.trim(),
          ask: ({ code }) => told(() => client.say(`${name} ${code} ${rest}`.trim())),
        }),
      ),
    ),
    ...ACTS.flatMap((one): Ask[] => [
      { name: `press ${one.act}`, ask: (of) => told(() => execute(one.act, carried(one, of))) },
      {
        name: `open ${one.act}`,
        ask: (of) => told(() => client.invoke("task/fetch", { data: carried(one, of) })),
      },
    ]),
    ...Object.entries(SENT).flatMap(([form, sent]) =>
      (sent?.({ code: "", key: "", inquiry: "", address: "", person: "" }) ?? []).map(
        (_, n): Ask => ({
          name: `send ${form} ${n}`,
          ask: (of) => told(() => client.invoke("task/submit", { data: { form, ...sent?.(of)[n] } })),
        }),
      ),
    ),
    ...INLINE.map(
      (form): Ask => ({
        name: `send ${form} on a card`,
        ask: (of) => told(() => execute(`${form}_inline`, { form, ...SENT[form]?.(of)[0] })),
      }),
    ),
  ];
};
