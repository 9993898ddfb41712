import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SITE_ORGANISATION } from "../../../src/core/access/organisations.ts";
import type { RegistrationKey, WebinarCode } from "../../../src/core/model/ids.ts";
import { makeLinks } from "../../../src/core/model/links.ts";
import { addPersonalPage } from "../../../src/web/personal.ts";
import type { AddPages } from "../../../src/web/responses.ts";
import { addSpeakerPage } from "../../../src/web/speaker.ts";
import { addWebinarPages } from "../../../src/web/webinar.ts";
import { codeIn, last, registrationIdIn } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse, SECRET } from "../../setup/house.ts";
import { everybody } from "../../setup/people.ts";
import { type Leaked, WITHOUT_CODE, withoutCode } from "./asked.ts";
import { type Ask, makeSlackAsks } from "./slack-asks.ts";
import { makeTeamsAsks } from "./teams-asks.ts";

const UNKNOWN = "ZZZZZZ";
const SAID = /There is no (webinar|series) with the code CODE/;
/** What is said before the webinar is looked for: how the rest of the command is written. */
const BEFORE = /nonsense|test$/;

describe("a webinar for those alone who are invited, asked for by a stranger", () => {
  let house: House;
  let leaked: Leaked;
  let id: string;

  beforeAll(async () => {
    house = await openHouse();
    const face = await makeSlackFace(house);
    const host = await face.person("Hanna Host");
    const code = codeIn(
      await host.schedule({ title: "Deep sea", inMinutes: 10, visibility: "invited_only", policy: "manual" }),
    );
    const ann = await face.person("Ann Lee");
    await ann.type("help");
    await host.type(`invite ${code} ${ann.address}`);
    await house.deliver();
    id = registrationIdIn(last(ann.chat()));
    await ann.register(last(ann.chat()));
    await house.deliver();
    const card = face.channel().find(({ words }) => words.includes("Ann Lee asks"));
    if (!card) throw new Error("no card");
    await host.ask(card, "Which team?");
    await house.deliver();
    const carriedBy = (pattern: RegExp) => pattern.exec(JSON.stringify(house.slack.calls))?.[1] ?? "";
    leaked = {
      code,
      key: carriedBy(/registration\\*":\\*"([2-9A-HJ-NP-Z]{16})/),
      inquiry: carriedBy(/inquiry\\*":\\*"([2-9A-HJ-NP-Z]{8})/),
      address: ann.address,
      person: (await everybody(house.redis, SITE_ORGANISATION))[0]?.id ?? "",
    };
    expect([leaked.key, leaked.inquiry]).not.toContain("");
  });
  afterAll(() => house.stop());

  /** How often Redis read from a connection while this was done: once for each trip. */
  const tripsOf = async (act: () => Promise<unknown>): Promise<number> => {
    const reads = async () =>
      Number(/total_reads_processed:(\d+)/.exec(await house.redis.info("stats"))?.[1] ?? Number.NaN);
    const before = await reads();
    await act();
    return (await reads()) - before;
  };

  /** What is answered about the hidden webinar and about an unknown code, and how many trips each took. */
  const answers = async (ask: Ask) => {
    const found: { answer: string; trips: number }[] = [];
    for (const of of [leaked, { ...leaked, code: UNKNOWN }]) {
      let answer = "";
      const trips = await tripsOf(async () => {
        answer = withoutCode(await ask.ask(of), of);
      });
      found.push({ answer, trips });
    }
    return { hidden: found[0], unknown: found[1], text: found[0]?.answer ?? "" };
  };

  const takesNoCode = (name: string) => WITHOUT_CODE.some((one) => name.split(" ").includes(one));

  for (const [product, makeAsks] of [
    ["Slack", makeSlackAsks],
    ["Teams", makeTeamsAsks],
  ] as const)
    it(`P43: ${product}: commands, buttons and forms answer as about an unknown code, after as many trips`, async () => {
      const asks = await makeAsks(house);
      expect(asks.length).toBeGreaterThan(60);
      // The first time, the process learns the webinar, and the chat product is asked about the person.
      for (const ask of asks.slice(0, 3)) await ask.ask(leaked);
      for (const ask of asks) {
        const { hidden, unknown, text } = await answers(ask);
        expect(hidden, ask.name).toEqual(unknown);
        expect(text, ask.name).not.toMatch(/Deep sea|Hanna|Ann Lee/);
        if (!BEFORE.test(ask.name) && !takesNoCode(ask.name)) expect(text, ask.name).toMatch(SAID);
      }
    }, 300_000);

  /** The pages that there are, by method and path. */
  const pages = (): string[] => {
    const found: string[] = [];
    const note = (method: string) => (path: string) => found.push(`${method} ${path}`);
    const recorder = { get: note("GET"), post: note("POST") };
    const deps = { secret: SECRET, publicUrl: new URL("https://usher.example.com"), core: {}, links: {} };
    for (const add of [addWebinarPages, addSpeakerPage, addPersonalPage] as AddPages[])
      add(recorder as never, {} as never, deps as never);
    return found;
  };

  /** What is asked of each page, and posted to it. */
  const visits: Readonly<Record<string, (of: Leaked) => readonly [path: string, fields?: Record<string, string>][]>> = {
    "GET /w/:code": ({ code }) => [[`/w/${code}`]],
    "GET /w/:code/event.ics": ({ code }) => [[`/w/${code}/event.ics`]],
    "GET /s/:code": ({ code }) => [[`/s/${code}`]],
    "GET /w/:code/register": ({ code }) => [[`/w/${code}/register`], [`/w/${code}/register?draft=x`]],
    "POST /w/:code/register": ({ code, address }) => [
      [`/w/${code}/register`, { firstName: "Sue", lastName: "Stranger", address }],
      [`/w/${code}/register?draft=x`, {}],
    ],
    "GET /w/:code/join": ({ code }) => [[`/w/${code}/join`]],
    "POST /w/:code/join": ({ code, address }) => [
      // The right ID too; and often enough for a gate that counts to lock.
      [`/w/${code}/join`, { address, id }],
      ...Array.from({ length: 7 }, (): [string, Record<string, string>] => [
        `/w/${code}/join`,
        { address, id: "wrong" },
      ]),
      [`/w/${code}/join`, { address, lost: "1" }],
    ],
    "GET /j/:token": ({ code }) => [[`/j/${code}.nothing`]],
    // Signed with another secret.
    "GET /me/:token/event.ics": (of) => [[`${personalPath(of)}/event.ics`]],
    "GET /me/:token": (of) => [[personalPath(of)]],
    "POST /me/:token": (of) => [[personalPath(of), { do: "join" }]],
  };
  const personalPath = ({ code, key }: Leaked): string =>
    new URL(
      makeLinks(new URL("https://usher.example.com"), "another secret").personal(
        code as WebinarCode,
        key as RegistrationKey,
      ),
    ).pathname;

  const visit = async ([path, fields]: readonly [string, Record<string, string>?]) => {
    const answer = await fetch(new URL(path, house.url), {
      redirect: "manual",
      headers: { origin: house.url },
      ...(fields ? { method: "POST", body: new URLSearchParams(fields) } : {}),
    });
    // Each answer allows its own styles.
    const plain = (text: string) => text.replaceAll(/nonce[-=][^;\s>]*/g, "nonce");
    const headers = [...answer.headers].filter(([name]) => name !== "date").map((header) => plain(header.join(": ")));
    // The foot leads to the same address in another language.
    const html = plain(await answer.text()).replaceAll(new URL(path, house.url).pathname, "/here");
    return { status: answer.status, headers, html };
  };

  it("P43: every page shows what an unknown code shows, with as many trips to the store", async () => {
    expect([...new Set(pages())].sort()).toEqual(Object.keys(visits).sort());
    for (const [page, of] of Object.entries(visits))
      for (const n of of(leaked).keys()) {
        const { hidden, unknown } = await answers({ name: page, ask: (about) => visit(of(about)[n] ?? [""]) });
        expect(hidden, page).toEqual(unknown);
      }
    expect(house.mail.inbox(leaked.address).filter(({ mail }) => /confirm/i.test(mail.subject ?? ""))).toEqual([]);
  });
});
