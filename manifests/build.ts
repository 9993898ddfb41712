/**
 * `npm run manifests -- --url https://…`: the Slack manifest and the Teams app package of one deployment. The files
 * beside this one are valid as they stand; only the address and the bot's app id are filled in.
 */
import { realpathSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { withFrenchSpaces } from "../src/texts/french-spacing.ts";

/** What stands in the files for the address and for the app id until a deployment's own are filled in. */
export const placeholders = {
  url: "https://usher.example.com",
  host: "usher.example.com",
  appId: "00000000-0000-0000-0000-000000000000",
} as const;

/** `url` is where people reach Usher; `teamsAppId` is the app id of the Teams bot, a GUID. */
export type ManifestOptions = { url: string; teamsAppId?: string | undefined };

/** The files by name, or one line that says what to do. */
type Manifests = { ok: true; files: ReadonlyMap<string, Buffer> } | { ok: false; problem: string };

const usage = "npm run manifests -- --url https://webinars.example.org [--teams-app-id GUID]";
const source = (name: string) => readFile(new URL(name, import.meta.url));

/** An https address without its trailing slash; undefined when it is not one that a path can be appended to. */
const parseAddress = (text: string): { url: string; host: string } | undefined => {
  if (!URL.canParse(text)) return undefined;
  const { protocol, username, password, search, hash, host, origin, pathname } = new URL(text);
  if (protocol !== "https:" || username || password || search || hash) return undefined;
  return { url: origin + pathname.replace(/\/+$/, ""), host };
};

/** A file of French texts, with the spaces that French wants. Its names and addresses have none to change. */
const inFrench = (file: Buffer): Buffer => Buffer.from(withFrenchSpaces(file.toString("utf8")));

const isAppId = (text: string): boolean =>
  /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) && text !== placeholders.appId;

/**
 * The Slack manifest (`slack.yaml`) and the Teams app package (`usher-teams.zip`) for one address. Without an app id
 * the package keeps the placeholder: fit to look at, not to upload. The same options give the same bytes.
 */
export const buildManifests = async ({ url, teamsAppId }: ManifestOptions): Promise<Manifests> => {
  const address = parseAddress(url);
  if (!address) {
    const problem = "--url must be a plain https address (Slack and Teams call no other): https://webinars.example.org";
    return { ok: false, problem };
  }
  if (teamsAppId !== undefined && !isAppId(teamsAppId)) {
    const problem =
      "--teams-app-id must be the bot's app id from Azure, a GUID: 8 hex digits, then 4-4-4-12 with hyphens";
    return { ok: false, problem };
  }
  // Replacers are functions, for a string would give a `$` in the address a meaning.
  const fill = (file: Buffer) =>
    Buffer.from(
      file
        .toString("utf8")
        .replaceAll(placeholders.url, () => address.url)
        .replaceAll(placeholders.host, () => address.host)
        .replaceAll(placeholders.appId, () => teamsAppId?.toLowerCase() ?? placeholders.appId),
    );
  const teamsPackage = zip([
    { name: "manifest.json", content: fill(await source("teams/manifest.json")) },
    { name: "color.png", content: await source("teams/color.png") },
    { name: "outline.png", content: await source("teams/outline.png") },
    { name: "fr.json", content: inFrench(await source("teams/fr.json")) },
  ]);
  const slack = fill(await source("slack.yaml"));
  return {
    ok: true,
    files: new Map([
      ["slack.yaml", slack],
      ["usher-teams.zip", teamsPackage],
    ]),
  };
};

const u16 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(2 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt16LE(value, 2 * i);
  return bytes;
};

const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [i, value] of values.entries()) bytes.writeUInt32LE(value, 4 * i);
  return bytes;
};

/** A zip of a few small files, stored uncompressed and dated 1980-01-01 (PKWARE APPNOTE 4.3). Names are ASCII. */
const zip = (entries: readonly { name: string; content: Buffer }[]): Buffer => {
  const [version, flags, stored, midnight, newYear1980, none] = [10, 0, 0, 0, 0x21, 0];
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const about = Buffer.concat([
      u16(version, flags, stored, midnight, newYear1980),
      u32(crc32(content), content.length, content.length),
      u16(name.length, none),
    ]);
    const file = Buffer.concat([u32(0x04034b50), about, Buffer.from(name), content]);
    files.push(file);
    directory.push(u32(0x02014b50), u16(version), about, u16(none, none, none), u32(none, offset), Buffer.from(name));
    offset += file.length;
  }
  const index = Buffer.concat(directory);
  const end = [u32(0x06054b50), u16(none, none, entries.length, entries.length), u32(index.length, offset), u16(none)];
  return Buffer.concat([...files, index, ...end]);
};

/** The command: writes the files into `folder` and says what to do with them, or what was wrong with `args`. */
export const manifestsCommand = async (args: readonly string[], folder: string) => {
  let options: { url?: string | undefined; "teams-app-id"?: string | undefined };
  try {
    const known = { url: { type: "string" }, "teams-app-id": { type: "string" } } as const;
    options = parseArgs({ args: [...args], options: known }).values;
  } catch {
    return { ok: false, text: `Usage: ${usage}` };
  }
  const { url, "teams-app-id": teamsAppId } = options;
  if (url === undefined) return { ok: false, text: `Say where people reach Usher: ${usage}` };

  const built = await buildManifests({ url, teamsAppId });
  if (!built.ok) return { ok: false, text: built.problem };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of built.files) await writeFile(join(folder, name), content);

  const lines = [
    `Wrote ${[...built.files.keys()].map((name) => relative(process.cwd(), join(folder, name))).join(" and ")}.`,
    'Slack: at https://api.slack.com/apps choose "Create New App", "From a manifest", and paste slack.yaml.',
    'Teams: in the Teams admin center choose "Manage apps", "Upload new app", and take usher-teams.zip.',
  ];
  if (teamsAppId === undefined) {
    lines.push("The Teams package has no bot yet: before uploading it, run this again with --teams-app-id GUID.");
  }
  return { ok: true, text: lines.join("\n") };
};

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  const { ok, text } = await manifestsCommand(
    process.argv.slice(2),
    fileURLToPath(new URL("../dist/manifests", import.meta.url)),
  );
  (ok ? process.stdout : process.stderr).write(`${text}\n`);
  if (!ok) process.exitCode = 1;
}
