import { type RegistrationId, showRegistrationId } from "../../../src/core/model/ids.ts";
import { broken, type Simulation } from "../simulation.ts";
import { markOf } from "../world.ts";
import { isOne } from "./known.ts";

/** What somebody sees, as one text: by their address, or in a channel. */
interface Screen {
  readonly viewer: string;
  readonly text: string;
}

const screens = ({ slack, teams, mail, world }: Simulation): Screen[] => [
  ...world.members.map(({ face, id, address }) => {
    if (face === "teams") return { viewer: address, text: JSON.stringify(teams.as(id).chat()) };
    const client = slack.as(id);
    const all = [client.dm(), client.ephemerals(), client.openView(), client.home()];
    return { viewer: address, text: JSON.stringify(all) };
  }),
  ...mail.mails.slice(-40).map(({ to, whole }) => ({ viewer: to, text: whole })),
  ...world.slackChannels.map((id) => ({ viewer: id, text: JSON.stringify(slack.workspace.messages(id)) })),
  ...world.teamsChannels.map((id) => ({
    viewer: id,
    text: JSON.stringify(teams.world.messagesIn(id).filter(({ fromBot }) => fromBot)),
  })),
];

/** What tells something of somebody: their address, and what they say of themselves where they register. */
const tracesOf = ({ world, mayKnow, mayRead }: Simulation) =>
  [...new Set([...world.members.map((one) => one.address), ...world.guests])].flatMap((address) => [
    { owner: address, trace: address, isAllowed: mayKnow },
    { owner: address, trace: markOf(world, address), isAllowed: mayRead },
  ]);

const AROUND = 120;

const around = (text: string, trace: string): string => {
  const at = text.indexOf(trace);
  return text.slice(Math.max(0, at - AROUND), at + AROUND);
};

/**
 * Nobody sees another's registration ID: not in a message, a form, a mail or a channel. And nobody but the hosts of
 * their webinars, and who named them, sees an address, or what somebody said when they registered.
 */
export const checkSeen = (simulation: Simulation): void => {
  const ids = [...simulation.state().values()].flatMap(({ addresses }) =>
    [...addresses].flatMap(([address, { id }]) =>
      id ? [{ address, shown: showRegistrationId(id as RegistrationId) }] : [],
    ),
  );
  const traces = tracesOf(simulation);
  for (const { viewer, text } of screens(simulation)) {
    for (const { address: owner, shown } of ids)
      if (!isOne(owner, viewer) && text.includes(shown))
        broken("nobody sees another's", `${viewer} sees the registration ID of ${owner}`);
    for (const { owner, trace, isAllowed } of traces)
      if (text.includes(trace) && !isOne(owner, viewer) && !isAllowed(viewer, owner))
        broken("nobody sees another's", `${viewer} sees ${trace} of ${owner}: ${around(text, trace)}`);
  }
};
