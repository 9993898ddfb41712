import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type House, openHouse } from "../../setup/house.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

/** Slack's requests as they come over HTTP. */
describe("the receiver of Slack's requests", () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
  });
  afterEach(() => house.stop());

  const send = (body: string, headers: Record<string, string> = {}) =>
    house.slack.raw(body, { ...FORM, ...house.slack.sign(body), ...headers });
  const payload = (of: object) => send(new URLSearchParams({ payload: JSON.stringify(of) }).toString());
  const user = { id: "U1", team_id: "T1" };

  it("answers Slack's check of the certificate, which is not signed, and does nothing else that stands in it", async () => {
    const command = "command=%2Fwebinar&text=help&team_id=T1&user_id=U1&channel_id=D1&trigger_id=1";
    const checked = await house.slack.raw(`ssl_check=1&${command}`, FORM);
    expect([checked.status, checked.body]).toEqual([200, ""]);
    expect((await house.slack.raw(command, FORM)).status).toBe(401);
  });

  it("answers the check of the address with its challenge, only when it is signed", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "a challenge" });
    const json = { "content-type": "application/json" };
    expect((await send(body, json)).body).toEqual({ challenge: "a challenge" });
    expect((await house.slack.raw(body, json)).status).toBe(401);
  });

  it("answers what nobody takes at once: unknown forms, buttons, kinds of request", async () => {
    const view = { id: "V1", callback_id: "nobody's", private_metadata: "", state: { values: {} }, blocks: [] };
    const action = { type: "button", action_id: "nobody's:1", block_id: "b", value: "1" };
    const asked = [
      await payload({ type: "view_submission", team: { id: "T1" }, user, view }),
      await payload({ type: "block_actions", team: { id: "T1" }, user, trigger_id: "1", actions: [action], view }),
      await payload({ type: "nobody's" }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(Math.max(...asked.map(({ elapsedMs }) => elapsedMs))).toBeLessThan(2_500);
  });

  it("refuses a payload that is no object", async () => {
    for (const text of ["null", "[]", "3", "{"]) expect((await send(`payload=${text}`)).status, text).toBe(400);
  });
});
