import { afterEach, beforeEach, expect, it } from "vitest";
import type { Face, Persona } from "../../contracts/face.ts";
import { codeIn } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

let house: House;
let face: Face;
beforeEach(async () => {
  house = await openHouse();
  face = await makeSlackFace(house);
});
afterEach(() => house.stop());

it("N15: Slack tells that an account was deactivated, and the roster shows it at once; other changes mean nothing", async () => {
  const host = await face.person("Hanna Host");
  const ann = await face.person("Ann Lee");
  const { id } = ann as Persona & { id: string };
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  await ann.register(await ann.type(`show ${code}`));
  const changed = (deleted: boolean) =>
    house.slack.as(id).event({ type: "user_change", user: { id, team_id: house.slack.teamId, deleted } });
  await changed(false);
  // Told, but not so: whoever could send this would need the signing secret, and Slack is asked all the same.
  await changed(true);
  await house.deliver();
  expect((await host.roster(code)).shown().words).not.toContain("account deactivated");
  await face.deactivate(ann);
  await house.deliver();
  expect((await host.roster(code)).shown().words).toContain("account deactivated");
});
