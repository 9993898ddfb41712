import { createHmac } from "node:crypto";
import { parseAddress } from "../../../src/core/model/ids.ts";
import type { Webinar } from "../../../src/core/model/webinar.ts";
import { withIds } from "../../../src/playground/slack/ids.ts";
import { stateOf } from "../../../src/playground/slack/inputs.ts";
import { fits, registerView } from "../../../src/slack/forms/register/view.ts";
import type { Store } from "../../setup/store.ts";
import { requestOf } from "./load.ts";
import { directoryId, slackUser, TEAM, TENANT, teamsUser } from "./platforms.ts";

export const SIGNING_SECRET = "a signing secret of the benchmark";

const slackRequest = (fields: Readonly<Record<string, string>>): Buffer => {
  const body = new URLSearchParams(fields).toString();
  const at = `${Math.floor(Date.now() / 1_000)}`;
  const hash = createHmac("sha256", SIGNING_SECRET).update(`v0:${at}:${body}`).digest("hex");
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": at,
    "x-slack-signature": `v0=${hash}`,
  };
  return requestOf("/slack/events", headers, body);
};

/** Slack's requests of the people with these numbers: each types `help`, and sends the registration form. */
export const slackRequests = (store: Store, webinar: Webinar) => {
  const { form } = webinar;
  const viewFor = (i: number) => {
    const address = `${slackUser(i).toLowerCase()}@example.com`;
    const person = {
      id: "p",
      firstName: "Ann",
      lastName: `Lee ${i}`,
      fullMember: true,
      address: parseAddress(address),
    };
    const step = store.core.formSteps.firstStep({ kind: "webinar", webinar, form }, person as never, fits);
    const view = registerView({ step, address, now: Date.now() }, { locale: "en", zone: "Europe/Paris" });
    const blocks = withIds(view.blocks);
    const id = `V${100_000 + i}`;
    return {
      id,
      team_id: TEAM,
      app_id: "A1",
      bot_id: "B1",
      app_installed_team_id: TEAM,
      ...view,
      blocks,
      state: { values: stateOf(blocks, {}) },
      hash: `1700000000.${i}`,
      external_id: "",
      clear_on_close: false,
      notify_on_close: false,
      root_view_id: id,
      previous_view_id: null,
    };
  };
  const userOf = (i: number) => ({ id: slackUser(i), username: `ann${i}`, name: `ann${i}`, team_id: TEAM });
  return {
    help: (i: number): Buffer =>
      slackRequest({
        command: "/webinar",
        text: "help",
        team_id: TEAM,
        user_id: slackUser(i),
        channel_id: "D1",
        api_app_id: "A1",
        trigger_id: `${i}.1`,
        response_url: "http://127.0.0.1/none",
      }),
    register: (i: number): Buffer =>
      slackRequest({
        payload: JSON.stringify({
          type: "view_submission",
          team: { id: TEAM, domain: "bench" },
          user: userOf(i),
          api_app_id: "A1",
          token: "deprecated",
          trigger_id: `${i}.2`,
          view: viewFor(i),
          response_urls: [],
          is_enterprise_install: false,
          enterprise: null,
        }),
      }),
  };
};

/** The same of Teams. */
export const teamsRequests = (webinar: Webinar, serviceUrl: string) => {
  const { code, form } = webinar;
  const activityOf = (i: number, more: object): Buffer => {
    const now = new Date().toISOString();
    const activity = {
      timestamp: now,
      localTimestamp: now,
      localTimezone: "Europe/Paris",
      locale: "en-GB",
      channelId: "msteams",
      serviceUrl,
      from: { id: teamsUser(i), name: `Ann Lee ${i}`, aadObjectId: directoryId(i) },
      recipient: { id: "28:bot", name: "Usher" },
      conversation: { conversationType: "personal", tenantId: TENANT, id: `a:${i}` },
      channelData: { tenant: { id: TENANT } },
      entities: [{ type: "clientInfo", locale: "en-GB", country: "GB", platform: "Web", timezone: "Europe/Paris" }],
      ...more,
    };
    return requestOf("/api/messages", { "content-type": "application/json; charset=utf-8" }, JSON.stringify(activity));
  };
  return {
    help: (i: number): Buffer => activityOf(i, { type: "message", id: `m${i}`, text: "help" }),
    register: (i: number): Buffer => {
      const data = {
        form: "register",
        code,
        formId: form.id,
        nonce: `nonce${i}`,
        first: "true",
        asked: "",
        shown: "",
        firstName: "Ann",
        lastName: `Lee ${i}`,
      };
      const value = { data, context: { theme: "default" }, tabContext: {} };
      return activityOf(i, { type: "invoke", name: "task/submit", id: `f:${i}`, value });
    },
  };
};
