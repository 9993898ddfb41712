import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { TeamsPerson } from "../../../src/playground/teams/people.ts";
import type { TeamsMessage } from "../../../src/playground/teams/world.ts";
import { codeIn, last, type Persona, type Seen } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

type Data = Record<string, string>;

/** The roster of Teams on a whole Usher: what a client sends twice, too late, or never would. */
describe("the roster in Teams", () => {
  let house: House;
  let face: Awaited<ReturnType<typeof makeTeamsFace>>;
  let host: Persona;

  beforeEach(async () => {
    house = await openHouse();
    face = await makeTeamsFace(house);
    host = await face.person("Hanna Host");
  });
  afterEach(() => house.stop());

  const clientOf = (person: Persona) => house.teams.as((person as Persona & { added: TeamsPerson }).added.id);
  const messageOf = (seen: Seen): TeamsMessage => {
    const { message } = seen as Seen & { message?: TeamsMessage };
    if (!message) throw new Error(`no message: ${seen.words}`);
    return message;
  };

  const scheduled = async (title = "Deep sea") => {
    const answer = await host.schedule({ title, inMinutes: 600 });
    await house.deliver();
    return codeIn(answer);
  };
  const registered = async (code: string, ...names: readonly string[]) => {
    for (const name of names) {
      const person = await face.person(name);
      await person.register(await person.type(`show ${code}`));
    }
    await house.deliver();
  };

  const every = (node: unknown): Record<string, unknown>[] => {
    const found: Record<string, unknown>[] = [];
    JSON.stringify(node, (_, value) => {
      if (typeof value?.type === "string") found.push(value);
      return value;
    });
    return found;
  };
  const opened = () => every(clientOf(host).dialog()?.card);
  /** What a button of the open list sends. */
  const dataOf = (label: string): Data => {
    const found = opened().find(({ type, title }) => type === "Action.Submit" && title === label);
    if (!found) throw new Error(`no button "${label}"`);
    return found.data as Data;
  };
  /** All rows of the open list, ticked. */
  const ticks = (): Data =>
    Object.fromEntries(
      opened().flatMap(({ id, valueOn }) => (String(id).startsWith("row.") ? [[String(id), String(valueOn)]] : [])),
    );
  const unticked = (data: Data): Data =>
    Object.fromEntries(Object.entries(data).filter(([name]) => !name.startsWith("row.")));
  /** What a dialog's submit with this data is answered. */
  const sent = async (by: Persona, data: Data): Promise<string> => {
    const { status, body } = await clientOf(by).invoke("task/submit", { data });
    expect(status).toBe(200);
    return JSON.stringify(body).replaceAll("\\\\", "");
  };

  it("P3: a page sent twice is decided once; what is decided can be decided otherwise", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee", "Bob Ray");
    await host.review(code);
    const pressed = { ...dataOf("Approve the chosen"), ...ticks() };
    const answers = await Promise.all([sent(host, pressed), sent(host, pressed)]);
    expect(await sent(host, pressed)).toContain("2 requests are approved");
    for (const answer of answers) expect(answer).toMatch(/(2 requests are approved|Approving)/);
    const log = (await host.type(`log ${code}`)).words;
    expect(log.match(/and 1 other: approved/g)).toHaveLength(1);
    const list = await host.review(code);
    expect((await list.show({ status: "approved" })).words).toContain("Ann Lee");
    expect(list.shown().labels).not.toContain("Approve the chosen");
    expect((await list.decide("rejected", "page")).words).toContain("2 requests are rejected: Deep sea");
    expect((await list.show({ status: "rejected" })).words).toContain("Ann Lee");
  });

  it("P3, S18: what changed since the page was shown is skipped, and counted so", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee", "Bob Ray");
    const card = face.channel().find(({ words }) => words.includes("Ann Lee"));
    if (!card) throw new Error("no card");
    const cora = await face.person("Cora Cohost");
    await cora.type("help");
    await host.type(`cohost ${code} @{Cora Cohost}`, { mention: [cora], inHostChannel: true });
    await house.deliver();
    const list = await host.review(code);
    expect((await cora.decide(card, "Reject")).words).toContain("Ann Lee is not accepted");
    const { words } = await list.decide("approved", ["Ann Lee", "Bob Ray"]);
    expect(words).toContain("1 request is approved: Deep sea");
    expect(words).toMatch(/Skipped: ?1 \(1 /);
  });

  it("P19: nobody else's press, no made-up request and no other webinar's bulk does anything", async () => {
    const code = await scheduled();
    const other = await scheduled("Hot springs");
    await registered(code, "Ann Lee");
    await registered(other, "Bob Ray");
    const list = await host.review(code);
    const approve: Data = { ...dataOf("Approve the chosen"), ...ticks() };
    const sam = await face.person("Sam Stranger");
    expect(await sent(sam, approve)).toContain("Only Hanna Host");
    expect(await sent(sam, { ...approve, do: "approve_all" })).toContain("Only Hanna Host");
    expect(await sent(sam, { ...approve, do: "show" })).not.toContain("Ann Lee");
    expect(
      await sent(host, { ...unticked(approve), "row.x": "x:1", "row.__proto__": "__proto__", "row.a": "AAAA:-1" }),
    ).toContain("Choose at least one request");
    expect(await sent(host, { ...approve, do: "drop" })).not.toContain("Ann Lee");
    expect(await sent(host, { ...approve, list: "{" })).not.toContain("Ann Lee");
    const ofOther = JSON.stringify({ ...JSON.parse(approve.list ?? ""), code: other });
    expect(await sent(host, { ...approve, list: ofOther })).toContain("Nobody is approved: Hot springs");
    expect((await list.show({ status: "pending" })).words).toContain("1 request waiting for approval");
    await list.decide("approved", "page");
    const undo = dataOf("Undo");
    const elsewhere = JSON.stringify({ ...JSON.parse(undo.list ?? ""), code: other });
    expect(await sent(sam, undo)).toContain("Only Hanna Host");
    expect(await sent(host, { ...undo, list: elsewhere })).not.toContain("Taking it all back");
    expect((await host.type(`show ${code}`)).words).toContain("1 of 10,000 taken");
  });

  it("P3: without a code the webinar is chosen first, and its button opens the list", async () => {
    const code = await scheduled();
    await scheduled("Hot springs");
    await registered(code, "Ann Lee");
    const choose = await host.type("requests");
    expect(choose.labels).toContain("See requests – Deep sea");
    await clientOf(host).press(messageOf(choose), "See requests – Deep sea");
    expect(JSON.stringify(clientOf(host).dialog()?.card)).toContain("Ann Lee");
    expect(last(host.chat()).words).not.toContain("Ann Lee");
  });

  it("P3: all are decided only after they were asked for once more, and an empty choice is said", async () => {
    const code = await scheduled();
    await registered(code, "Ann Lee", "Bob Ray");
    const list = await host.review(code);
    expect((await list.decide("approved", [])).words).toContain("Choose at least one request");
    const client = clientOf(host);
    // The reason is asked for once it is wanted.
    const isReasonShown = () => opened().find(({ id }) => id === "reason_part")?.isVisible;
    expect(isReasonShown()).toBe(false);
    await client.submitDialog({ reason: "Later", told: "true" }, "Reject all 2");
    expect(list.shown().labels).toEqual(expect.arrayContaining(["Yes, all", "No"]));
    await client.submitDialog({}, "No");
    expect(list.shown().words).toContain("2 requests waiting for approval");
    expect(list.shown().labels).not.toContain("Yes, all");
    expect(opened().find(({ id }) => id === "reason")?.value).toBe("Later");
    expect(isReasonShown()).toBe(true);
  });
});
