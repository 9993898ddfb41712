import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { textOf } from "../../../src/playground/teams/inputs.ts";
import type { TeamsTeam } from "../../../src/playground/teams/people.ts";
import type { TeamsClient } from "../../../src/playground/teams/person.ts";
import type { TeamsMessage } from "../../../src/playground/teams/world.ts";
import { codeIn } from "../../contracts/face.ts";
import { type House, openHouse } from "../../setup/house.ts";

const LINK = "https://meet.example.com/room";

describe("forms in Teams, through its own activities", () => {
  let house: House;
  let team: TeamsTeam;
  let host: TeamsClient;
  let hostId: string;

  const personIn = async (name: string, teams: readonly TeamsTeam[]): Promise<TeamsClient> => {
    const { id } = house.teams.addPerson({ name, email: `${name.toLowerCase().replace(" ", ".")}@example.com` });
    for (const one of teams) house.teams.joinTeam(one.id, id);
    if (name === "Hanna Host") hostId = id;
    const client = house.teams.as(id);
    await client.install();
    return client;
  };
  const last = (client: TeamsClient): TeamsMessage => {
    const message = client.chat().at(-1);
    if (!message) throw new Error("nothing is there");
    return message;
  };
  const words = (card: object | undefined): string => (card ? textOf({ ...card }) : "");
  const dialog = (client: TeamsClient): string => words(client.dialog()?.card) || (client.dialog()?.message ?? "");
  const hosts = () => team.channels.find(({ name }) => name === "Hosts")?.id ?? "";
  const posted = () => house.teams.channel(hosts()).filter(({ fromBot }) => fromBot);

  /** In `title` and an hour from now; the other fields as the form has them. */
  const scheduled = async (more: Record<string, string> = {}): Promise<string> => {
    const [date = "", time = ""] = new Date(house.clock.now() + 4 * 3_600_000).toISOString().split("T");
    await host.say("schedule", { channelId: hosts() });
    const asked = posted().at(-1);
    if (!asked) throw new Error("no answer");
    await host.press(asked, "Schedule a webinar");
    await host.submitDialog({ title: "Deep sea", date, time: time.slice(0, 5), link: LINK, ...more });
    await house.deliver();
    return codeIn({ words: dialog(host), labels: [] });
  };

  const opened = async (client: TeamsClient, command: string, button: string): Promise<string> => {
    await client.say(command);
    await client.press(last(client), button);
    return dialog(client);
  };

  beforeEach(async () => {
    house = await openHouse();
    team = house.teams.addTeam({ name: "Webinars", channels: ["Hosts"], members: [] });
    host = await personIn("Hanna Host", [team]);
  });
  afterEach(() => house.stop());

  it("a cohost who is in none of its teams edits it, and its channels stay", async () => {
    const cora = await personIn("Cora Cohost", []);
    const code = await scheduled({ cohosts: "cora.cohost@example.com", channels: `own,${hosts()}` });
    const form = await opened(cora, `edit ${code}`, "Edit");
    expect(form).toContain("Hanna Host");
    expect(form).toContain("Webinars › Hosts");
    await cora.submitDialog({}, "Save");
    expect(dialog(cora)).toContain("No changes:");
    await opened(cora, `edit ${code}`, "Edit");
    await cora.submitDialog({ title: "Deeper sea", channels: hosts() }, "Save");
    expect(dialog(cora)).toContain("Title: Deep sea → Deeper sea");
    expect(dialog(cora)).toContain("Host channels: 2 → 1");
    // What may come next opens in the window itself.
    await cora.submitDialog({}, "Edit the form");
    expect(dialog(cora)).toContain("Standard questions");
    // Who hosts nothing there is not shown where others meet.
    const sam = await personIn("Sam Stranger", []);
    await sam.say("schedule");
    expect(words(last(sam).card)).toContain("Host channels");
    expect(words(last(sam).card)).not.toContain("Webinars › Hosts");
  });

  it("a dialog that shows a registration keeps its acts, whose answers take the dialog's place", async () => {
    const ann = await personIn("Ann Lee", [team]);
    const code = await scheduled();
    await opened(ann, `show ${code}`, "Register");
    await ann.submitDialog({});
    expect(dialog(ann)).toContain("Request received: Deep sea");
    await ann.submitDialog({}, "Correct my name");
    expect(dialog(ann)).toContain("First name");
    await ann.submitDialog({ firstName: "Anna" });
    await ann.submitDialog({}, "Withdraw my request");
    expect(dialog(ann)).toContain("Keep");
    await ann.submitDialog({}, "Withdraw my request");
    expect(dialog(ann)).toContain("Your registration is cancelled: Deep sea");
  });

  it("several channels are chosen at once, and each gets the overview", async () => {
    const more = house.teams.addTeam({ name: "Sales", channels: ["Pipeline"], members: [] });
    const pipeline = more.channels.find(({ name }) => name === "Pipeline")?.id ?? "";
    const sally = await personIn("Sally Sells", [more]);
    await sally.say("help", { channelId: pipeline });
    house.teams.joinTeam(more.id, hostId);
    await scheduled({ channels: `${hosts()},${pipeline}` });
    for (const channel of [hosts(), pipeline])
      expect(words(house.teams.channel(channel).at(-1)?.card)).toContain("Scheduled: Deep sea");
  });

  it("S3: in the personal chat the form stands on the card, step by step, and ends as the registration", async () => {
    const code = await scheduled();
    await opened(host, `form ${code}`, "Edit the form");
    await host.submitDialog({}, "Add a question");
    await host.submitDialog({ type: "radio", label: "Lunch?", options: "Yes\nNo", required: "true" }, "Save");
    await host.submitDialog({}, "Add a question");
    const on = JSON.stringify(host.dialog()?.card).match(/\{"title":"Lunch\?","value":"(\w+)"/)?.[1] ?? "";
    await host.submitDialog({ label: "Allergies", required: "true", whenQuestion: on, whenIs: "Yes" }, "Save");
    expect(dialog(host)).toContain("2. Allergies (One line of text, required, only after Lunch?: Yes)");

    const ann = await personIn("Ann Lee", []);
    await ann.say(`register ${code}`);
    const yes = JSON.stringify(last(ann).card).match(/\{"title":"Yes","value":"(\w+)"/)?.[1] ?? "";
    // A step follows this one.
    await expect(ann.press(last(ann), "Next", {})).rejects.toThrow("Please answer this.");
    await ann.press(last(ann), "Next", { [`q-${on}`]: yes });
    const step = JSON.stringify(last(ann).card).match(/"id":"(q-\w+)"/)?.[1] ?? "";
    expect(words(last(ann).card)).toContain("A few more questions for “Deep sea”.");
    await ann.press(last(ann), "Register", { [step]: "" }, { force: true });
    expect(words(last(ann).card)).toContain("Please answer this.");
    await ann.press(last(ann), "Register", { [step]: "Nuts" });
    expect(words(last(ann).card)).toContain("Request received: Deep sea");
    await house.deliver();
    expect(words(posted().at(-1)?.card)).toMatch(/Lunch\?: Yes\nAllergies: Nuts/);
  });

  it("S27: what was chosen of the standard questions is kept by every button of the form builder", async () => {
    const cora = await personIn("Cora Cohost", []);
    const code = await scheduled({ cohosts: "cora.cohost@example.com" });
    const askedOf = (name: string) =>
      JSON.stringify(host.dialog()?.card).match(new RegExp(`"id":"s-${name}"[^[]*?"value":"(\\w+)"`))?.[1];
    await opened(host, `form ${code}`, "Edit the form");
    await opened(cora, `form ${code}`, "Edit the form");
    await cora.submitDialog({ "s-city": "shown" }, "Save");
    await host.submitDialog({ "s-company": "required" }, "Add a question");
    await host.submitDialog({ label: "Team", whenQuestion: "company", whenIs: "Acme" }, "Save");
    expect([askedOf("company"), askedOf("city")]).toEqual(["required", "shown"]);
    await host.submitDialog({ "s-phone": "shown" }, "Preview");
    expect(dialog(host)).toContain("Phone");
    await host.submitDialog({}, "Back");
    await host.submitDialog({ "s-country": "shown" }, "Edit");
    await host.submitDialog({}, "Back");
    await host.submitDialog({ "s-state": "shown" }, "Move up");
    expect(["phone", "country", "state"].map(askedOf)).toEqual(["shown", "shown", "shown"]);
    // Refused: "Team" hangs on it, and then it is not removed either.
    await host.submitDialog({ "s-company": "hidden" }, "Remove");
    expect(dialog(host)).toContain("“Team” is shown only after an answer that would no longer be there");
    expect(askedOf("company")).toBe("required");
    await host.submitDialog({ "s-state": "required" }, "Remove");
    expect(dialog(host)).toContain("0 of 50 own questions");
    expect(askedOf("state")).toBe("required");
  });

  it("all answers open beside the shared card, and only for its hosts", async () => {
    const code = await scheduled();
    await opened(host, `form ${code}`, "Edit the form");
    await host.submitDialog({}, "Add a question");
    await host.submitDialog({ label: "Team" }, "Save");
    const standard = Object.fromEntries(
      ["job_title", "company", "address_1", "address_2", "city", "state", "postal_code", "country"].map((name) => [
        `s-${name}`,
        "shown",
      ]),
    );
    await host.submitDialog(standard, "Save");
    const ann = await personIn("Ann Lee", []);
    await ann.say(`register ${code}`);
    const inputs = [...JSON.stringify(last(ann).card).matchAll(/"id":"(q-\w+)"/g)].map(([, id]) => [
      id,
      `answer to ${id}`,
    ]);
    expect(inputs).toHaveLength(9);
    await ann.press(last(ann), "Register", Object.fromEntries(inputs));
    await house.deliver();
    const card = posted().at(-1);
    if (!card) return expect.unreachable();
    const sam = await personIn("Sam Stranger", [team]);
    await sam.press(card, "All answers");
    expect(dialog(sam)).toContain("Only Hanna Host");
    await host.press(card, "All answers");
    expect(dialog(host)).toContain("Ann Lee’s answers");
    expect(dialog(host)).toContain("answer to q-job_title");
    expect(dialog(host)).toContain("Team");
    expect(words(house.teams.seenBy(hostId, card).card)).toContain("Ann Lee asks to join");
  });

  const requested = async (code: string, name: string): Promise<TeamsClient> => {
    const client = await personIn(name, []);
    await client.say(`register ${code}`);
    await client.press(last(client), "Register", {});
    await house.deliver();
    return client;
  };
  const cardOf = (name: string): TeamsMessage => {
    const card = posted().find((message) => words(message.card).includes(name));
    if (!card) throw new Error(`no card of ${name}`);
    return card;
  };

  it("section 1: without a free seat the dialog raises the cap by one, and the channel's card follows", async () => {
    const code = await scheduled({ cap: "1" });
    await requested(code, "Ann Lee");
    await host.press(cardOf("Ann Lee"), "Reject Ann Lee");
    await house.deliver();
    await requested(code, "Bob Ray");
    await host.press(cardOf("Ann Lee"), "Change decision");
    await host.submitDialog({ to: "approved" });
    expect(dialog(host)).toContain("so Ann Lee can’t have one");
    await host.submitDialog({}, "Approve and add a seat");
    expect(dialog(host)).toContain("Ann Lee is approved");
    await house.deliver();
    expect(words(cardOf("Ann Lee").card)).toContain("Ann Lee is approved");
    await host.say(`show ${code}`);
    expect(words(last(host).card)).toContain("2 of 2 taken");
  });

  it("P1: what follows without a match is saved by any button, and another host's choice is not taken back", async () => {
    const code = await scheduled();
    await opened(host, `rules ${code}`, "Edit the rules");
    await host.submitDialog({ noMatch: "reject" }, "Add a rule");
    await host.submitDialog({ value: "x" }, "Save");
    expect(JSON.stringify(host.dialog()?.card)).toContain('"seen":"reject"');
    expect(dialog(host)).toContain("1. Email contains “x”: approve");
    const rule = JSON.stringify(host.dialog()?.card).match(/"id":"rule".*?"value":"(\w+)"/)?.[1] ?? "";
    // Made from a card of before, which still shows and sends what another host has changed since.
    const stale = { form: "rules", code, nonce: "n", rule, noMatch: "hold", seen: "hold" };
    await host.invoke("task/submit", { data: { ...stale, do: "remove" } });
    await opened(host, `rules ${code}`, "Edit the rules");
    expect(dialog(host)).toContain("There is no rule yet.");
    expect(JSON.stringify(host.dialog()?.card)).toContain('"seen":"reject"');
    const again = await host.invoke("task/submit", { data: { ...stale, nonce: "m", do: "up" } });
    expect(JSON.stringify(again.body)).toContain("This rule was removed meanwhile.");
  });

  it("P19: nobody else decides or changes rules, whatever they send; a stale form says who decided", async () => {
    const code = await scheduled();
    await requested(code, "Ann Lee");
    await host.press(cardOf("Ann Lee"), "Reject with a reason");
    const [, key = ""] = JSON.stringify(host.dialog()?.card).match(/"registration":"([^"]+)"/) ?? [];
    const sam = await personIn("Sam Stranger", [team]);
    const data = { form: "decide", code, registration: key, version: "1", to: "approved", nonce: "n" };
    const submit = async (client: TeamsClient, more: object) =>
      JSON.stringify((await client.invoke("task/submit", { data: { ...data, ...more } })).body);
    expect(await submit(sam, {})).toContain("Only Hanna Host");
    for (const act of ["show", "put", "remove", "noMatch"])
      expect(await submit(sam, { form: "rules", do: act, value: "x", field: "address" })).toContain("Only Hanna Host");
    await sam.press(cardOf("Ann Lee"), "Reject with a reason");
    expect(dialog(sam)).toContain("Only Hanna Host");
    for (const made of [{ to: "offered" }, { version: "0" }, { registration: "" }])
      expect(await submit(host, made)).toContain("I can’t read that button any more");
    await host.submitDialog({ reason: "It is full." });
    await house.deliver();
    expect(await submit(host, { nonce: "later" })).toContain("That was decided already: not accepted by Hanna Host");
  });

  it("a card that others see is never taken over by what one of them asked", async () => {
    const code = await scheduled();
    const [overview] = posted().slice(-1);
    const press = (act: object) =>
      host.invoke(
        "adaptiveCard/action",
        { action: { type: "Action.Execute", verb: "x", data: act } },
        { channelId: hosts() },
      );
    for (const act of ["show", "leave", "cancel"]) {
      const answer = await press({ act, code });
      expect([act, answer.card]).toEqual([act, undefined]);
      expect(answer.text).toBeTruthy();
    }
    expect(words(last(host).card)).toContain("Cancel “Deep sea”?");
    expect(overview?.card).toBeDefined();
    await host.press(last(host), "Cancel the webinar");
    expect(words(last(host).card)).toContain("Cancelled: Deep sea");
    expect(words(last(host).card)).not.toContain("Cancel the webinar");
  });

  it("P31: Back from the preview leads to what was written", async () => {
    const code = await scheduled();
    await host.say(`invite ${code} gus@example.org`);
    await house.deliver();
    await opened(host, `message ${code}`, "Write to people");
    await host.submitDialog({ to: "silent", text: "Bring a towel." }, "Next");
    expect(dialog(host)).toContain("Preview");
    await host.submitDialog({}, "Back");
    expect(JSON.stringify(host.dialog()?.card)).toContain('"value":"Bring a towel."');
    await host.submitDialog({}, "Next");
    await host.submitDialog({}, "Send to 1 person");
    expect(dialog(host)).toContain("goes out in a minute");
  });

  it("a form that was made up says no, and shows nothing of what it asks about", async () => {
    const code = await scheduled();
    const sam = await personIn("Sam Stranger", []);
    const submit = async (data: object) => {
      const { body } = await sam.invoke("task/submit", { data });
      return JSON.stringify(body);
    };
    for (const form of ["edit", "questions"]) {
      const told = await submit({ form, code, version: "1", do: "show", title: "", nonce: "n" });
      expect(told).toContain("Only Hanna Host and the cohosts of Deep sea can do that");
      expect(told).not.toContain("Webinars › Hosts");
    }
    expect(await submit({ form: "questions", code, do: "drop" })).toContain("I can’t read that button any more");
    expect(await submit({ form: "edit", code: "ZZZZZZ" })).toContain("no webinar with the code ZZZZZZ");
    expect(await submit({ form: "register", code: "x" })).toContain("no webinar with the code x");
    expect(await submit({ form: "series", code: "ZZZZZZ" })).toContain("no series with the code ZZZZZZ");
    expect(await submit({ form: "other" })).toContain("I could not open the form here");
    for (const data of [null, 1, [], { form: "register", code, given: 1, asked: {}, shown: [], token: "x" }])
      expect(JSON.parse(await submit(data as object))).toHaveProperty("task");
  });
});
