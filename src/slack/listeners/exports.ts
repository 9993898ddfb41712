import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { chatId } from "../../core/model/ids.ts";
import type { Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { rosterCsv } from "../../texts/roster-csv.ts";
import type { Acting, Conversation } from "../conversation.ts";
import { sendFile } from "../platform/files.ts";

/** A file that is larger is fetched by its link: it would have to be held whole to be uploaded. */
const FILE_MAX = 4 * 1_024 * 1_024;

/**
 * Sends the roster as a file to the direct messages of the host who asked for it, beside the link that they got. Where
 * that fails, or the file is larger than 4 MB, the link remains.
 */
export const makeSendExport =
  ({ core, client, log }: Pick<Conversation, "core" | "client" | "log">) =>
  async ({ team, user }: Pick<Acting, "team" | "user">, notice: Notice | undefined, reader: Reader): Promise<void> => {
    if (notice?.kind !== "exported") return;
    const { code, title } = notice.webinar;
    const host = await core.people.byChat(SITE_ORGANISATION, chatId("slack", team, user));
    const found = host && (await core.exportRoster(SITE_ORGANISATION, code, host));
    if (!found?.ok) return;
    let text = "";
    for await (const piece of rosterCsv(found.value, reader)) {
      text += piece;
      if (text.length > FILE_MAX) return;
    }
    try {
      await sendFile(client, user, { name: `${code}.csv`, title, text });
    } catch (error) {
      log.warn({ err: error }, "slack_file_not_sent");
    }
  };
