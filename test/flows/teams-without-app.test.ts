import { afterEach, describe, expect, it } from "vitest";
import { codeIn } from "../contracts/face.ts";
import { makeTeamsFace } from "../contracts/teams-face.ts";
import { APP_PASSWORD, type House, openHouse } from "../setup/house.ts";

const CATALOG_ID = "77777777-6666-4555-8444-333333333333";
const GRANTED = { catalogId: CATALOG_ID, secret: APP_PASSWORD, readsUsers: true, installs: true };

let house: House;
afterEach(() => house.stop());

/** A host with a webinar, and Ann of the same tenant, to whom the app never came. */
const withAnn = async (grants?: Partial<typeof GRANTED>) => {
  house = await openHouse(grants ? { env: { TEAMS_CATALOG_ID: CATALOG_ID }, grants: { ...GRANTED, ...grants } } : {});
  const face = await makeTeamsFace(house);
  const host = await face.person("Hanna Host");
  const ann = house.teams.addPerson({ name: "Ann Lee", email: "ann@example.com", installed: false, locale: "fr-FR" });
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  await house.deliver();
  const chat = () =>
    house.teams
      .as(ann.id)
      .chat()
      .map((message) => JSON.stringify(message.card));
  const overview = () => face.channel().find(({ words }) => words.includes("Scheduled: "))?.words ?? "";
  const mails = () => house.mail.inbox("ann@example.com");
  const calls = (method: string) =>
    house.teams.calls.filter((call) => call.path.startsWith("graph/") && call.method === method);
  return { face, host, ann, code, chat, overview, mails, calls };
};

describe("people of the tenant who have not got Usher in Teams", () => {
  it("S5: are found by address and given it, and then they are told in chat and by mail, without a welcome", async () => {
    const { host, code, chat, overview, mails, calls } = await withAnn({});
    await host.type(`invite ${code} ann@example.com`);
    await house.deliver();
    expect(chat()).toEqual([expect.stringContaining("Deep sea")]);
    expect(chat()[0]).toContain("invited");
    expect(mails()).toHaveLength(1);
    expect(overview()).not.toContain("no Usher");
    // The next message needs no more of Graph.
    const before = calls("POST").length;
    const asked = house.teams.calls.length;
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(house.teams.calls.length).toBeGreaterThan(asked);
    expect(chat()).toHaveLength(2);
    expect(calls("POST")).toHaveLength(before);
  });

  it("N2: stay reached by mail where installing is not granted, and the overview says how many", async () => {
    const { host, ann, code, chat, overview, mails } = await withAnn({ installs: false });
    await host.type(`invite ${code} ann@example.com`);
    await house.deliver();
    expect(chat()).toEqual([]);
    expect(mails()).toHaveLength(1);
    expect(overview()).toContain("1 person without the app gets email only");
    // As soon as they have it, they are written to, and counted no more.
    await house.teams.as(ann.id).install();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(chat().at(-1)).toContain("Deep sea");
    expect(overview()).not.toContain("no Usher");
  });

  it("S5: are guests by their address where Graph may not be read, or nothing was granted", async () => {
    for (const grants of [{ readsUsers: false }, undefined]) {
      const { host, code, chat, mails, calls } = await withAnn(grants);
      await host.type(`invite ${code} ann@example.com`);
      await house.deliver();
      expect(chat()).toEqual([]);
      expect(mails()).toHaveLength(1);
      expect(calls("POST")).toEqual([]);
      if (grants) await house.stop();
    }
  });

  it("S5: are welcomed with what they are invited to when they add it themselves, and with the help where that is nothing", async () => {
    const { host, ann, code, chat } = await withAnn();
    await host.type(`invite ${code} ann@example.com`);
    await house.deliver();
    await house.teams.as(ann.id).install();
    expect(chat()).toEqual([expect.stringMatching(/Vos inscriptions[\s\S]*Deep sea[\s\S]*M’inscrire/)]);
    const bob = house.teams.addPerson({ name: "Bob Ray", email: "bob@example.com", installed: false });
    await house.teams.as(bob.id).install();
    const [card] = house.teams.as(bob.id).chat();
    expect(JSON.stringify(card)).toContain("What Usher can do");
  });

  it("S5: are not given it again once they took it away", async () => {
    const { host, ann, code, chat, calls } = await withAnn({});
    await host.type(`invite ${code} ann@example.com`);
    await house.deliver();
    await house.teams.as(ann.id).uninstall();
    await host.press(await host.type(`cancel ${code}`), "Cancel the webinar");
    await house.deliver();
    expect(chat()).toHaveLength(1);
    expect(calls("POST")).toHaveLength(1);
    expect(house.teams.isInstalled(ann.id)).toBe(false);
  });
});
