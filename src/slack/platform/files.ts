import type { WebClient } from "@slack/web-api";

/** So long a file may take to come: Slack waits three seconds for the answer. */
const DOWNLOAD_MS = 1_500;

/** Reads what came until it is more than `max` bytes. */
const bounded = async (body: ReadableStream<Uint8Array>, max: number): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > max) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Downloads a file that somebody put into a form (docs.slack.dev, Working with files). Undefined when it has more than
 * `max` bytes; throws when Slack does not give it.
 */
export const readFile = async (client: WebClient, id: string, max: number): Promise<Uint8Array | undefined> => {
  const { file } = await client.files.info({ file: id });
  const url = file?.url_private_download ?? file?.url_private;
  if (!url) throw new Error("a file without an address");
  if ((file?.size ?? 0) > max) return undefined;
  const answer = await fetch(url, {
    headers: { authorization: `Bearer ${client.token}` },
    // A page to sign in would be in its place.
    redirect: "error",
    signal: AbortSignal.timeout(DOWNLOAD_MS),
  });
  if (!answer.ok || !answer.body) throw new Error(`a file was answered with ${answer.status}`);
  return bounded(answer.body, max);
};

/** So long a file may take to go: nobody waits for it. */
const UPLOAD_MS = 20_000;

interface NewFile {
  readonly name: string;
  readonly title: string;
  readonly text: string;
}

/**
 * Sends a file to somebody's direct messages, in the three steps that Slack wants (docs.slack.dev, Working with files).
 * Throws when one of them fails; then there is no file.
 */
export const sendFile = async (client: WebClient, user: string, { name, title, text }: NewFile): Promise<void> => {
  const bytes = Buffer.from(text);
  const { channel } = await client.conversations.open({ users: user });
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: bytes.length,
  });
  if (!channel?.id || !url || !id) throw new Error("no place for a file");
  const answer = await fetch(url, { method: "POST", body: bytes, signal: AbortSignal.timeout(UPLOAD_MS) });
  if (!answer.ok) throw new Error(`a file was answered with ${answer.status}`);
  await client.files.completeUploadExternal({ files: [{ id, title }], channel_id: channel.id });
};
