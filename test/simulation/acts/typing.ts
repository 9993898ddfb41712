import { COMMANDS, type CommandName } from "../../../src/core/notices/commands.ts";
import type { Random } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { Member } from "../world.ts";

const TEXTS = [
  "Deep sea",
  "x",
  "ΩΩ “quotes” & <b>bold</b> *stars* _under_ |pipes|",
  "‮right to left",
  "Eine sehr lange Antwort ".repeat(30),
  "https://evil.example/x",
  "  ",
  "=1+1",
];

/** What moves registrations is done more often than what only shows something. */
const MOVING =
  /"(approve|reject|change|undo|raise|register|leave|leave_now|claim|pass|bulk_approve|bulk_reject|bulk_undo|edit_answers|ask|answer|decline|always|add_raise|registrant)"/;

/** Picks one by what it carries. */
export const pickPressable = <Value>(
  list: readonly Value[],
  carried: (of: Value) => unknown,
  random: Random,
): Value => {
  const moving = list.filter((one) => MOVING.test(JSON.stringify(carried(one) ?? "").replaceAll("\\", "")));
  return random.pick(moving.length > 0 && random.chance(0.7) ? moving : list);
};

/** Somebody of these; the first, who hosts, more often than the others. */
export const anyOf = (members: readonly Member[], random: Random): Member =>
  random.chance(0.35) && members[0] ? members[0] : random.pick(members);

/** A code that is there, mostly. */
export const anyCode = (simulation: Simulation, random: Random): string => {
  const all = [...simulation.state().values()];
  const ahead = all.filter(({ endsAt, state }) => state !== "cancelled" && endsAt > simulation.time.now());
  const codes = (ahead.length > 0 && random.chance(0.9) ? ahead : all).map(({ code }) => code);
  if (codes.length === 0 || random.chance(0.03)) return "ABCDEF";
  const code = random.pick(codes);
  return random.chance(0.05) ? `*${code.toLowerCase()}*.` : code;
};

/** Who comes by the pages. Whoever was erased does not come again, or there would be something to find of them. */
export const anyGuest = ({ world, isErased }: Simulation, random: Random): string => {
  const left = world.guests.filter((one) => !isErased(one));
  return random.pick(left.length > 0 ? left : ["nobody@example.org"]);
};

/** Somebody's address, or one that nobody has. */
export const anyAddress = ({ world, isErased }: Simulation, random: Random): string => {
  const all = [...world.members.map(({ address }) => address), ...world.guests].filter((one) => !isErased(one));
  return random.chance(0.06) ? "not an address" : random.pick(all.length > 0 ? all : ["nobody@example.org"]);
};

/** What somebody types into the form by which they register: their own, which few may see. */
const anyOwnText = (random: Random, mark: string): string =>
  `${random.pick(["Gil", "Gwen", "Zoë", "<b>Bo</b>", "*x*"])} ${mark}`;

/** What somebody types into a field, which its name may tell something of. `mark` is on all that is their own. */
export const anyText = (simulation: Simulation, random: Random, name: string, mark?: string): string => {
  if (mark !== undefined) return anyOwnText(random, mark);
  if (random.chance(0.08)) return random.pick(TEXTS);
  if (/confirm|typed|code/i.test(name)) return anyCode(simulation, random);
  if (/mail|address|invite|people|emails/i.test(name)) return anyAddress(simulation, random);
  if (/landing/i.test(name)) return random.pick(["", "https://example.com/thanks", "https://evil.example/"]);
  if (/link|url/i.test(name)) return "https://meet.example.com/room";
  if (/cap|minutes|duration|max/i.test(name)) return random.pick(["1", "2", "3", "45", "0", "many"]);
  return random.pick(TEXTS);
};

const TAKES_PEOPLE: readonly CommandName[] = ["invite", "cohost", "speaker", "add", "handover"];

/** A mention of somebody of the same product, as it is typed. */
const mentionOf = (of: Member): string => (of.face === "slack" ? `<@${of.id}|${of.id}>` : `@{${of.name}}`);

/** A command as somebody types it; the people it mentions come with it. */
export const anyCommand = (
  simulation: Simulation,
  random: Random,
  by: Member,
): { text: string; mentions: Member[] } => {
  const often: CommandName[] = [
    "register",
    "register",
    "register",
    "register",
    "register",
    "invite",
    "announce",
    "leave",
    "join",
  ];
  const word = random.chance(0.6) ? random.pick(often) : random.pick(COMMANDS);
  if (random.chance(0.03)) return { text: random.pick(["hello", "aprove", "", "/webinar"]), mentions: [] };
  const mentions: Member[] = [];
  const parts: string[] = [word];
  if (random.chance(0.93)) parts.push(anyCode(simulation, random));
  if (TAKES_PEOPLE.includes(word))
    for (let i = random.below(3); i >= 0; i -= 1) {
      const others = simulation.world.members.filter(
        ({ face, address }) => face === by.face && !simulation.isErased(address),
      );
      if (random.chance(0.6) && others.length > 0) {
        const other = random.pick(others);
        mentions.push(other);
        parts.push(mentionOf(other));
      } else parts.push(anyAddress(simulation, random));
    }
  if (word === "invite" && random.chance(0.2))
    parts.push(by.face === "slack" ? `<#${random.pick(simulation.world.slackChannels)}|all>` : "channel");
  if (word === "announce" && by.face === "slack" && random.chance(0.9))
    parts.push(`<#${random.pick(simulation.world.slackChannels)}|all>`);
  if (word === "rules" && random.chance(0.5)) parts.push("test", anyAddress(simulation, random));
  if ((word === "roster" || word === "requests") && random.chance(0.3))
    parts.push(random.pick(["pending", "sea.example", "waitlisted", "nonsense"]));
  if (word === "cohost" && random.chance(0.3)) parts.splice(2, 0, "remove");
  return { text: parts.join(" "), mentions };
};

/** A date within some days of the present, in the person's calendar. */
export const anyDate = (simulation: Simulation, random: Random): string =>
  new Date(simulation.time.now() + random.pick([-1, 0, 0, 1, 1, 2, 9]) * 86_400_000).toISOString().slice(0, 10);

export const anyTime = (random: Random): string =>
  `${String(random.below(24)).padStart(2, "0")}:${random.pick(["00", "15", "30"])}`;

/** A link to a page of a webinar, as people paste them. */
export const linkTo = (code: string, random: Random): string =>
  `https://usher.example.com/w/${code}${random.pick(["", "", "/register", "/join", "?from=poster"])}`;
