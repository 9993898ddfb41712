import { defined } from "../model/defined.ts";
import type { Mine } from "../model/registration.ts";
import { mayMoveFrom } from "../model/status.ts";
import type { Webinar } from "../model/webinar.ts";
import { codeActOf } from "./command-acts.ts";
import type { Choosing } from "./commands.ts";
import { type ActOffer, type CodeAct, codeOffer } from "./offer.ts";

/** What an item is called; its code is added where another item has the same title. */
export const nameAmong = (items: readonly { title: string; code: string }[], index: number): string => {
  const { title = "", code = "" } = items[index] ?? {};
  return items.some((item, i) => i !== index && item.title === title) ? `${title} (${code})` : title;
};

/** The offers of an item, which say on their own what they are about. None is wanted more than those of others. */
export const listed = (offers: readonly ActOffer[], name: string): ActOffer[] =>
  offers.map(({ tone, ...rest }) => ({
    ...rest,
    about: { name, say: "offer_of" },
    ...defined({ tone: tone === "danger" ? tone : undefined }),
  }));

/** Acts that only show something, or ask before they do anything. */
const QUIET: readonly CodeAct[] = ["show", "log", "cancel"];

/** Whether somebody has registered for it and not cancelled: all that is left to them is to look at it. */
export const stands = ({ registration }: Mine): boolean =>
  registration !== undefined && registration.status !== "cancelled";

/** Whether its reader was invited, or cancelled, and has to register before anything else. */
const isOpenTo = (own: Mine): boolean =>
  own.webinar.registrationRequired && !stands(own) && (own.isInvited === true || own.registration !== undefined);

/** Whether the command has no use any more, or not yet, for what its reader has of a webinar. */
const isOnlyShown = (command: Choosing, own: Mine): boolean => {
  const status = own.registration?.status;
  if (command === "leave") return status !== undefined && !mayMoveFrom("cancelled", "registrant").includes(status);
  if (command === "join") return status !== undefined && status !== "approved" && stands(own);
  return command === "register" && stands(own);
};

/** What a command that came without a code does with the webinar that is chosen; `own` is what its reader has of it. */
export const choiceOffers = (command: Choosing, { code }: Webinar, own?: Mine): ActOffer[] => {
  if (own && isOnlyShown(command, own)) return [codeOffer("show", code)];
  const wanted = command === "join" && own && isOpenTo(own) ? "register" : command;
  const act = wanted === "again" ? wanted : codeActOf(wanted, code)?.act;
  if (!act) return [];
  return [codeOffer(act, code, QUIET.includes(act) ? undefined : "primary")];
};
