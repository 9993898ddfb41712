import type { Act } from "./act.ts";
import { CROWD_ACTS } from "./crowd.ts";
import { FAULTS } from "./faults.ts";
import { FEED_ACTS } from "./feeds.ts";
import { HOST_ACTS } from "./hosts.ts";
import { HOUR_ACTS } from "./hours.ts";
import { INVITATION_ACTS } from "./invitations.ts";
import { LEADING_ACTS } from "./leading.ts";
import { OPERATOR_ACTS } from "./operator.ts";
import { PAGE_ACTS } from "./pages.ts";
import { REACHING_ACTS } from "./reaching.ts";
import { SLACK_ACTS } from "./slack.ts";
import { TEAMS_ACTS } from "./teams.ts";

/** All that people and hosts, the operator, processes and platforms do. A new feature that is none of these adds a row. */
export const ACTS: readonly Act[] = [
  ...SLACK_ACTS,
  ...TEAMS_ACTS,
  ...PAGE_ACTS,
  ...HOST_ACTS,
  ...REACHING_ACTS,
  ...INVITATION_ACTS,
  ...LEADING_ACTS,
  ...FEED_ACTS,
  ...HOUR_ACTS,
  ...CROWD_ACTS,
  ...OPERATOR_ACTS,
];

export { FAULTS };
