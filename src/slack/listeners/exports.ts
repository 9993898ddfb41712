import { SITE_ORGANISATION } from "../../core/access/organisations.ts";
import { chatId, type RequestId, type WebinarCode } from "../../core/model/ids.ts";
import type { Person, Reader } from "../../core/model/person.ts";
import type { Notice } from "../../core/notices/notice.ts";
import { refusedCsv } from "../../texts/refused-csv.ts";
import { rosterCsv } from "../../texts/roster-csv.ts";
import type { Acting, Conversation } from "../conversation.ts";
import { sendFile } from "../platform/files.ts";

/** A file that is larger is fetched by its link: it would have to be held whole to be uploaded. */
const FILE_MAX = 4 * 1_024 * 1_024;

/**
 * Sends the roster, or those whom an invitation did not reach, as a file to the direct messages of the host who asked for
 * it, beside the link that they got. Where that fails, or the file is larger than 4 MB, the link remains.
 */
export const makeSendExport = ({ core, client, log }: Pick<Conversation, "core" | "client" | "log">) => {
  const refusedText = async (code: WebinarCode, by: Person, id: RequestId, { locale }: Reader) => {
    const found = await core.imports.report({ organisation: SITE_ORGANISATION, code, by }, id);
    return found.ok ? refusedCsv(found.value.rows, locale) : undefined;
  };

  const rosterText = async (code: WebinarCode, by: Person, reader: Reader) => {
    const found = await core.exportRoster(SITE_ORGANISATION, code, by);
    if (!found.ok) return undefined;
    let text = "";
    for await (const piece of rosterCsv(found.value, reader)) {
      text += piece;
      if (text.length > FILE_MAX) return undefined;
    }
    return text;
  };

  return async (
    { team, user }: Pick<Acting, "team" | "user">,
    notice: Notice | undefined,
    reader: Reader,
  ): Promise<void> => {
    if (notice?.kind !== "exported") return;
    const { webinar, refusedOf } = notice;
    const { code, title } = webinar;
    const host = await core.people.byChat(SITE_ORGANISATION, chatId("slack", team, user));
    if (!host) return;
    const text = await (refusedOf ? refusedText(code, host, refusedOf, reader) : rosterText(code, host, reader));
    if (text === undefined) return;
    try {
      await sendFile(client, user, { name: refusedOf ? `${code}-refused.csv` : `${code}.csv`, title, text });
    } catch (error) {
      log.warn({ err: error }, "slack_file_not_sent");
    }
  };
};
