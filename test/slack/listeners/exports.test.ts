import { afterEach, beforeEach, expect, it } from "vitest";
import type { SlackMessage } from "../../../src/playground/slack/workspace.ts";
import { codeIn, type Face, type Persona } from "../../contracts/face.ts";
import { makeSlackFace } from "../../contracts/slack-face.ts";
import { type House, openHouse } from "../../setup/house.ts";

let house: House;
let face: Face;
beforeEach(async () => {
  house = await openHouse();
  face = await makeSlackFace(house);
});
afterEach(() => house.stop());

const clientOf = (person: Persona) => house.slack.as((person as Persona & { id: string }).id);
const fileIn = (person: Persona): SlackMessage | undefined =>
  clientOf(person)
    .dm()
    .find(({ text }) => text?.includes(".csv"));

it("P13: in Slack the roster also comes as a file, to the direct messages of the host alone", async () => {
  const host = await face.person("Hanna Host");
  const ann = await face.person("Ann Lee");
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  await ann.register(await ann.type(`show ${code}`));
  await host.type(`export ${code}`);
  await house.slack.until(() => fileIn(host));
  expect(fileIn(host)?.text).toContain(`${code}.csv: Deep sea`);
  await ann.type(`export ${code}`);
  expect(fileIn(ann)).toBeUndefined();
});

it("P13: where Slack takes no file, the link is there all the same", async () => {
  const host = await face.person("Hanna Host");
  const code = codeIn(await host.schedule({ title: "Deep sea", inMinutes: 600 }));
  house.slack.faults.fail({ method: "files.getUploadURLExternal", error: "missing_scope", times: 1 });
  const answer = await host.type(`export ${code}`);
  expect(answer.labels).toContain("Download the CSV file");
  await house.slack.until(() => house.slack.calls.some(({ method }) => method === "files.getUploadURLExternal"));
  expect(fileIn(host)).toBeUndefined();
});
