import { z } from "zod";
import type { Activity } from "./activity.ts";

const DOWNLOAD_INFO = "application/vnd.microsoft.teams.file.download.info";
const DOWNLOAD_MS = 8_000;
/** Where files of the personal chat are (Microsoft Learn, Send and receive files through a bot). */
const STORES = [".sharepoint.com", ".sharepoint.us", ".sharepoint.cn"];

const Attached = z.object({
  contentType: z.literal(DOWNLOAD_INFO),
  content: z.looseObject({ downloadUrl: z.url().max(4_000) }),
});

/** The address of the file that was sent with a message; undefined when there is none. */
export const fileIn = ({ attachments = [] }: Activity): string | undefined => {
  const [first] = attachments.flatMap((one) => Attached.safeParse(one).data ?? []);
  return first?.content.downloadUrl;
};

/** Files are fetched from SharePoint alone, or from where this very activity came (a local client). */
const isTrusted = (address: string, { serviceUrl }: Activity): boolean => {
  const { origin, protocol, hostname } = new URL(address);
  if (origin === new URL(serviceUrl).origin) return true;
  return protocol === "https:" && STORES.some((store) => hostname.endsWith(store));
};

/**
 * Downloads a file; its address carries the right to it. Undefined when it has more than `max` bytes; throws when it does
 * not come, and when it is kept elsewhere.
 */
export const readFile = async (address: string, activity: Activity, max: number): Promise<Uint8Array | undefined> => {
  if (!isTrusted(address, activity)) throw new Error("a file that is kept elsewhere");
  const answer = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(DOWNLOAD_MS) });
  if (!answer.ok || !answer.body) throw new Error(`a file was answered with ${answer.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.length;
    if (size > max) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};
