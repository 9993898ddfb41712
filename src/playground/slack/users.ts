import { knownZone } from "../../core/model/person.ts";
import type { Loose } from "./limits.ts";
import type { SlackPerson, Workspace } from "./workspace.ts";

/** Seconds east of UTC; 0 for a zone that is new since this process was built, which Slack may well know. */
function offsetOf(tz: string, at: number): number {
  const timeZone = knownZone(tz) ?? "UTC";
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const [, sign = "+", hours = "0", minutes = "0"] =
    /GMT([+-])(\d+):(\d+)/.exec(parts.find((of) => of.type === "timeZoneName")?.value ?? "") ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
}

/** Slack gives everybody a picture in each of these sizes, in pixels. */
const IMAGE_SIZES = [24, 32, 48, 72, 192, 512];
const AVATARS = "https://avatars.slack-edge.com";

/** A person in the form of `users.info`; `locale` only where it was asked for. */
export function userObject(p: SlackPerson, workspace: Workspace, withLocale: boolean): Loose {
  const [first = p.name, ...rest] = p.name.split(" ");
  const firstName = p.firstName ?? first;
  const lastName = p.lastName ?? rest.join(" ");
  return {
    id: p.id,
    team_id: p.teamId,
    name: usernameOf(p),
    deleted: p.deleted,
    real_name: p.name,
    is_bot: p.isBot,
    tz: p.tz,
    tz_label: p.tz,
    tz_offset: offsetOf(p.tz, workspace.now()),
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_app_user: false,
    is_restricted: p.restricted,
    is_ultra_restricted: false,
    updated: Math.floor(workspace.now() / 1000),
    ...(p.teamId !== workspace.teamId && { is_stranger: true }),
    ...(withLocale && { locale: p.locale }),
    profile: {
      real_name: p.name,
      real_name_normalized: p.name,
      display_name: firstName,
      team: p.teamId,
      first_name: firstName,
      last_name: lastName,
      ...(p.email !== undefined && { email: p.email }),
      ...Object.fromEntries(IMAGE_SIZES.map((size) => [`image_${size}`, p.image ?? `${AVATARS}/${p.id}-${size}.png`])),
    },
  };
}

/** The short name payloads carry. */
export const usernameOf = (p: SlackPerson): string => p.name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ".");
