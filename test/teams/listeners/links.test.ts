import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { codeIn, type Persona } from "../../contracts/face.ts";
import { makeTeamsFace } from "../../contracts/teams-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

describe("links to webinars in Teams", () => {
  let house: House;
  let host: Persona;
  let link: string;

  const OTHER = "33333333-3333-4333-8333-333333333333";

  beforeEach(async () => {
    const own = "99999999-8888-4777-8666-555555555555";
    house = await openHouse({ env: { TEAMS_ALLOWED_TENANTS: `${own},${OTHER}` } });
    host = await (await makeTeamsFace(house)).person("Hanna Host");
    link = `${house.url}/w/${codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }))}`;
    await house.deliver();
  });
  afterEach(() => house.stop());

  const asked = async (name: string, value: unknown, more: object = {}) => {
    const person = house.teams.addPerson({ name: "Ann Lee" });
    const { body } = await house.teams.as(person.id).activity({ type: "invoke", name, value, ...more });
    return (body as { composeExtension: { attachments: unknown[] } }).composeExtension.attachments;
  };
  const QUERY = "composeExtension/queryLink";

  it("N19: answers a card of version 1.3 with what the composer shows, and whose only button opens the page", async () => {
    const [found] = await asked(QUERY, { url: link });
    expect(found).toMatchObject({
      content: { version: "1.3", actions: [{ type: "Action.OpenUrl", url: `${link}?from=preview` }] },
      preview: { content: { title: "Deep sea" } },
    });
  });

  it("N19: who has not got the app is shown nothing, and a query that is none has no answer either", async () => {
    expect(await asked("composeExtension/anonymousQueryLink", { url: link })).toEqual([]);
    for (const value of [undefined, {}, { url: 7 }, { url: "x".repeat(4_000) }])
      expect(await asked(QUERY, value)).toEqual([]);
  });

  it("N19: another organisation's people see nothing of it", async () => {
    const elsewhere = {
      conversation: { conversationType: "personal", tenantId: OTHER, id: "a:elsewhere" },
      channelData: { tenant: { id: OTHER } },
    };
    expect(await asked(QUERY, { url: link }, elsewhere)).toEqual([]);
  });
});
