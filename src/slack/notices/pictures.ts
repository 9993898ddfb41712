import type { WebClient } from "@slack/web-api";
import { type ChatId, chatParts, type OrganisationId } from "../../core/model/ids.ts";
import { fullName } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { isDecided } from "../../core/notices/request-offers.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { People } from "../../core/ports/people.ts";
import type { Translate } from "../../texts/translate.ts";
import type { Picture } from "./layouts/shown.ts";

/** A card does not wait longer for a picture. */
const WAIT_MS = 1_500;
const KEPT_MS = 3_600_000;
/** Who has none, or could not be asked about, is asked about again after so long. */
const MISSING_KEPT_MS = 300_000;
const KEPT_MAX = 500;

/** Slack's own pictures of people; any other address in a profile is not shown. */
const AVATARS = "https://avatars.slack-edge.com/";
const isAvatar = (url: string | undefined): url is string =>
  url?.startsWith(AVATARS) === true && url.length <= 500 && URL.canParse(url);

interface Deps {
  readonly client: Pick<WebClient, "users">;
  readonly people: Pick<People, "get">;
  readonly ownTeam: () => Promise<string>;
  readonly clock: Clock;
}

const within = async <Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

/**
 * The pictures of those who ask to join, for their cards: of members of the bot's own workspace alone, and only as long
 * as this process lives. Without one the card is the same; looking one up never fails, and never takes long.
 */
export const makePictures = ({ client, people, ownTeam, clock }: Deps) => {
  const known = new Map<ChatId, { url: string | undefined; until: number }>();

  const keep = (chat: ChatId, url: string | undefined): string | undefined => {
    const [oldest] = known.keys();
    if (known.size >= KEPT_MAX && oldest) known.delete(oldest);
    known.set(chat, { url, until: clock.now() + (url ? KEPT_MS : MISSING_KEPT_MS) });
    return url;
  };

  const ask = async (chat: ChatId, team: string): Promise<string | undefined> => {
    const { user } = await client.users.info({ user: chatParts(chat).user });
    if (user?.team_id !== team || user.deleted || user.is_stranger) return undefined;
    return [user.profile?.image_192, user.profile?.image_72].find(isAvatar);
  };

  const urlOf = async (chat: ChatId, team: string): Promise<string | undefined> => {
    const found = known.get(chat);
    if (found && found.until > clock.now()) return found.url;
    return keep(chat, await within(ask(chat, team), WAIT_MS).catch(() => undefined));
  };

  /** The picture for a notice in a host channel; undefined where it shows none. */
  return async (organisation: OrganisationId, notice: Notice, t: Translate): Promise<Picture | undefined> => {
    if (notice.kind !== "request" || isDecided(notice.registration.status)) return undefined;
    const find = async (): Promise<string | undefined> => {
      const [person, team] = await Promise.all([people.get(organisation, notice.registration.person), ownTeam()]);
      const chat = person?.chats.find((one) => chatParts(one).face === "slack" && chatParts(one).group === team);
      return chat ? urlOf(chat, team) : undefined;
    };
    const url = await find().catch(() => undefined);
    return url ? { url, alt: t("picture_of", { name: fullName(notice.registration) }) } : undefined;
  };
};

export type Pictures = ReturnType<typeof makePictures>;
