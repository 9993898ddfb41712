import { COMMANDS } from "../core/notices/commands.ts";
import { translatorFor } from "../texts/translate.ts";

/** What the playground itself says, as against Usher and the stand-ins. */
export const problems = {
  foreign: "Only the playground's own page may do that.",
  unread: "The playground could not read that request.",
  gone: "That message is no longer there.",
  noForm: "No form is open.",
  nobody: "There is nobody like that in the playground.",
  crowded: "A crowd is on its way already. Wait until it is through.",
  unknownCode: "There is no webinar with that code.",
  unbuilt: "The page could not be built.",
  status: (product: string, status: number) =>
    `${product} would say that something went wrong: Usher answered with status ${status}.`,
};

const t = translatorFor("en");
/** What help says of a command, in its first form. */
const usageOf = (name: (typeof COMMANDS)[number]): string => t(`help_${name}`).split("\n")[0] ?? name;

/** What can be typed to the bot, each word with its use. */
export const typedWords = COMMANDS.map((word) => ({ word, usage: usageOf(word) }));

export const slackCommands = [
  { command: "/webinar", words: typedWords },
  { command: "/register", words: [{ word: "CODE", usage: usageOf("register").replace(/^register /, "") }] },
];

interface Step {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly face: "slack" | "teams";
}

/** The guided tour. `code` is that of the webinar it is about, once there is one. */
export const tourSteps = (code = "CODE") =>
  [
    {
      id: "schedule",
      face: "slack",
      title: "Schedule a webinar",
      text: "In Slack, as Hanna Berg, type /webinar schedule in #webinar-hosts. Fill in a title, a start and a meeting link, then press Schedule.",
    },
    {
      id: "invite",
      face: "slack",
      title: "Invite three people",
      text: `Still as Hanna, type /webinar invite ${code} ann.lee@example.com tim.okoro@example.com gus@guest.example – Ann is in Slack and Teams, Tim in Teams, Gus gets a mail.`,
    },
    {
      id: "register",
      face: "slack",
      title: "Ann registers",
      text: "Switch the Slack pane to Ann Lee. Her direct messages hold the invitation: press Register. One press is enough, as the form asks nothing more.",
    },
    {
      id: "approve",
      face: "slack",
      title: "Approve Ann",
      text: "Switch back to Hanna Berg. A card in #webinar-hosts asks for Ann: press Approve.",
    },
    {
      id: "told",
      face: "slack",
      title: "See what changed",
      text: "The card now says who decided, and for a minute Undo takes it back. Move the clock on with +1 min: then Ann's direct messages hold her approval and her registration ID.",
    },
    {
      id: "register-teams",
      face: "teams",
      title: "Tim registers in Teams",
      text: "In the Teams pane, as Tim Okoro, open the chat with Usher, press Register on the invitation.",
    },
    {
      id: "approve-teams",
      face: "slack",
      title: "Approve Tim",
      text: "Tim's request is in #webinar-hosts as well: one webinar, both products. As Hanna, press Approve, and move the clock on by a minute.",
    },
    {
      id: "join",
      face: "slack",
      title: "Join",
      text: "The doors open 15 minutes before the start: the button beside the clock moves it there. Then, as Ann, press Join under her approval.",
    },
  ] as const satisfies readonly Step[];

/** What the playground's pages are called. */
export const titles = { playground: "Usher playground", messages: "Usher playground: messages" };
