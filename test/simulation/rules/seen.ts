import { parseAddress, type RegistrationId, showRegistrationId } from "../../../src/core/model/ids.ts";
import { broken, type Simulation } from "../simulation.ts";
import { markOf } from "../world.ts";

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
const tracesOf = ({ world }: Simulation): { address: string; traces: string[] }[] =>
  [...new Set([...world.members.map((one) => one.address), ...world.guests])].map((address) => ({
    address,
    traces: [address, markOf(world, address)],
  }));

/** Whether both are one address, which may have been typed otherwise than it is kept. */
const isOne = (owner: string, viewer: string): boolean => owner === viewer || parseAddress(owner) === viewer;

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
  const people = tracesOf(simulation);
  for (const { viewer, text } of screens(simulation)) {
    for (const { address: owner, shown } of ids)
      if (!isOne(owner, viewer) && text.includes(shown))
        broken("nobody sees another's", `${viewer} sees the registration ID of ${owner}`);
    for (const { address: owner, traces } of people) {
      const trace = traces.find((one) => text.includes(one));
      if (trace !== undefined && !isOne(owner, viewer) && !simulation.mayKnow(viewer, owner))
        broken("nobody sees another's", `${viewer} sees ${trace} of ${owner}: ${around(text, trace)}`);
    }
  }
};
