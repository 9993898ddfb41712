import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, inflateSync } from "node:zlib";
import localizationSchema from "@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.Localization.schema.json" with {
  type: "json",
};
import teamsSchema from "@microsoft/app-manifest/build/json-schemas/teams/v1.25/MicrosoftTeams.schema.json" with {
  type: "json",
};
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { buildManifests, type ManifestOptions, manifestsCommand, placeholders } from "../manifests/build.ts";

const read = (name: string) => readFile(new URL(`../manifests/${name}`, import.meta.url));
const readText = async (name: string) => (await read(name)).toString("utf8");

/** Slack's own schema is in no package; these are its limits (slackapi/manifest-schema, manifest.schema.1.0.0.json). */
const httpsUrl = z.url({ protocol: /^https$/ });
const scopes = z.array(z.string().min(1)).max(255);
const SlackManifest = z.strictObject({
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140).optional(),
    long_description: z.string().min(175).max(4000).optional(),
    background_color: z
      .string()
      .regex(/^#([0-9A-Fa-f]{3}){1,2}$/)
      .optional(),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: z.string().min(1).max(80), always_online: z.boolean().optional() }),
    shortcuts: z
      .array(
        z.strictObject({
          type: z.enum(["global", "message"]),
          name: z.string().min(1).max(24),
          callback_id: z.string().min(1).max(255),
          description: z.string().min(1).max(150),
        }),
      )
      .max(10)
      .optional(),
    slash_commands: z
      .array(
        z.strictObject({
          command: z
            .string()
            .max(32)
            .regex(/^\/[a-z0-9_-]+$/),
          url: httpsUrl,
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000).optional(),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
    unfurl_domains: z.array(z.string()).max(5).optional(),
  }),
  oauth_config: z.strictObject({
    redirect_urls: z.array(httpsUrl).max(1000).optional(),
    scopes: z.strictObject({ bot: scopes, bot_optional: scopes.optional() }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: httpsUrl, bot_events: z.array(z.string().min(1)).max(100) }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: httpsUrl,
      message_menu_options_url: httpsUrl.optional(),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});
const slackManifest = async () => SlackManifest.parse(parse(await readText("slack.yaml")));

/** Slack's own commands: one of them in a manifest and Slack refuses it whole (Slack help, "built-in slash commands"). */
const reservedBySlack = new Set(
  `/active /apps /archive /away /call /canvas /collapse /dm /dnd /expand /feed /feedback /huddle /invite /invite_people
  /join /keys /kick /leave /list /me /msg /mute /open /part /people /prefs /pro /remind /remove /rename /s /search
  /send /shortcuts /shrug /star /status /topic /unarchive /who /workflow`.split(/\s+/),
);

const TeamsManifest = z.object({
  id: z.string(),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z.object({ additionalLanguages: z.array(z.object({ file: z.string() })) }),
  bots: z.tuple([
    z.object({
      botId: z.string(),
      scopes: z.array(z.string()),
      commandLists: z.array(
        z.object({
          scopes: z.array(z.string()),
          commands: z.array(z.object({ title: z.string(), description: z.string() })),
        }),
      ),
    }),
  ]),
  validDomains: z.array(z.string()),
});
const teamsManifest = async () => TeamsManifest.parse(JSON.parse(await readText("teams/manifest.json")));

/** Draft-04 schemas, used without their `$schema`: they hold no keyword that later drafts read differently. */
const schemaErrors = ({ $schema: _, ...schema }: { $schema: string }, value: unknown) => {
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  ajv.validate(schema, value);
  return ajv.errors ?? [];
};

/** Width, height, colour type, and for 8-bit RGBA the pixels, of a PNG (its specification, sections 9 and 11). */
const decodePng = (png: Buffer) => {
  expect(png.subarray(0, 8).toString("latin1")).toBe("\x89PNG\r\n\x1a\n");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  }
  const rows = inflateSync(Buffer.concat(data));
  const pixels = () =>
    Array.from({ length: height }, (_, y) => rows.subarray(y * (4 * width + 1), (y + 1) * (4 * width + 1))).flatMap(
      (row) => {
        expect(row[0], "an unfiltered row: save the icon with filter type 0").toBe(0);
        return Array.from({ length: width }, (_, x) => row.toString("hex", 1 + 4 * x, 5 + 4 * x));
      },
    );
  return { width, height, bitDepth: png[24], colourType: png[25], pixels };
};

/** The files in a zip, through its central directory as unzip reads it, each checked against its checksum. */
const unzip = (bytes: Buffer): Map<string, Buffer> => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    expect(bytes.readUInt32LE(at)).toBe(0x02014b50);
    expect(bytes.readUInt16LE(at + 10), "stored").toBe(0);
    const [nameLength, file] = [bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)];
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    expect(bytes.readUInt32LE(file)).toBe(0x04034b50);
    expect(bytes.toString("utf8", file + 30, file + 30 + nameLength)).toBe(name);
    const start = file + 30 + nameLength + bytes.readUInt16LE(file + 28);
    const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 24));
    expect(crc32(content)).toBe(bytes.readUInt32LE(at + 16));
    files.set(name, content);
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  expect(at, "the directory ends where the end record says").toBe(end);
  return files;
};

const url = "https://webinars.example.org";
const teamsAppId = "3f2b9c1e-7a54-4d0e-9a3c-5b8f0e6d1c27";
const build = async (options: ManifestOptions) => {
  const built = await buildManifests(options);
  if (!built.ok) throw new Error(built.problem);
  const slack = built.files.get("slack.yaml")?.toString("utf8") ?? "";
  const teams = unzip(built.files.get("usher-teams.zip") ?? Buffer.alloc(0));
  const manifest: unknown = JSON.parse(teams.get("manifest.json")?.toString("utf8") ?? "");
  return { slack, teams, manifest, text: slack + JSON.stringify(manifest) };
};

describe("the Slack manifest", () => {
  it("keeps within Slack's limits", async () => {
    await slackManifest();
  });

  it("uses no name that Slack keeps for itself", async () => {
    const commands = (await slackManifest()).features.slash_commands.map(({ command }) => command);
    expect(commands.filter((command) => reservedBySlack.has(command))).toEqual([]);
    expect(new Set(commands).size).toBe(commands.length);
  });

  it("sends everything to /slack/events, people and channels as ids", async () => {
    const { features, settings } = await slackManifest();
    const urls = features.slash_commands.map((command) => command.url);
    urls.push(settings.event_subscriptions.request_url, settings.interactivity.request_url);
    expect(new Set(urls)).toEqual(new Set([`${placeholders.url}/slack/events`]));
    expect(features.slash_commands.every((command) => command.should_escape)).toBe(true);
  });

  it("says why each scope is needed", async () => {
    const text = await readText("slack.yaml");
    for (const scope of (await slackManifest()).oauth_config.scopes.bot) expect(text).toMatch(`- ${scope} # `);
  });
});

describe("the Teams manifest", () => {
  it("is valid by Microsoft's schema 1.25, and so is its French", async () => {
    expect(schemaErrors(teamsSchema, JSON.parse(await readText("teams/manifest.json")))).toEqual([]);
    expect(schemaErrors(localizationSchema, JSON.parse(await readText("teams/fr.json")))).toEqual([]);
  });

  it("lists at most 12 commands for each scope, each once", async () => {
    const [bot] = (await teamsManifest()).bots;
    expect(bot.commandLists.flatMap((list) => list.scopes)).toEqual(bot.scopes);
    for (const { commands } of bot.commandLists) {
      expect(commands.length).toBeLessThanOrEqual(12);
      expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length);
      for (const { description } of commands) expect(description.length).toBeLessThanOrEqual(128);
    }
  });

  it("describes every command in French too, and leaves the words to type as they are", async () => {
    const [bot] = (await teamsManifest()).bots;
    const french = z.record(z.string(), z.string()).parse(JSON.parse(await readText("teams/fr.json")));
    const expected = bot.commandLists.flatMap(({ commands }, list) =>
      commands.map(({ title }, command) => ({
        key: `bots[0].commandLists[${list}].commands[${command}].description`,
        title,
      })),
    );
    expect(Object.keys(french).filter((key) => key.startsWith("bots"))).toEqual(expected.map(({ key }) => key));
    const byTitle = new Map<string, string>();
    for (const { key, title } of expected) {
      const text = french[key] ?? "";
      expect(text.length).toBeLessThanOrEqual(128);
      expect(byTitle.get(title) ?? text, `${title} reads the same in both lists`).toBe(text);
      byTitle.set(title, text);
    }
  });

  it("V9: has icons of the sizes and colours that Teams asks for, with smooth edges", async () => {
    const color = decodePng(await read("teams/color.png"));
    expect(color).toMatchObject({ width: 192, height: 192, bitDepth: 8, colourType: 2 });
    const outline = decodePng(await read("teams/outline.png"));
    expect(outline).toMatchObject({ width: 32, height: 32, bitDepth: 8, colourType: 6 });
    const pixels = new Set(outline.pixels());
    for (const pixel of pixels) expect(pixel, "white, more or less transparent").toMatch(/^ffffff/);
    expect([...pixels]).toEqual(expect.arrayContaining(["ffffffff", "ffffff00"]));
    expect(pixels.size, "V9: edges have half tones").toBeGreaterThan(10);
  });
});

/** Which scope each Web API method of the Slack face needs (docs.slack.dev, methods); those of views and auth.test need none. */
const SCOPES: Record<string, string[]> = {
  "auth.test": [],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
  // A post to a person's id goes to their direct messages, which nothing has to open first (chat:write scope; im:write is
  // for conversations.open); one to a public channel needs no invitation of the bot.
  "chat.postMessage": ["chat:write", "chat:write.public"],
  "chat.update": ["chat:write"],
  "chat.getPermalink": [],
  "conversations.open": ["im:write"],
  "conversations.history": ["im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.members": ["channels:read", "groups:read"],
  "users.conversations": ["channels:read", "groups:read"],
  "usergroups.list": ["usergroups:read"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "files.info": ["files:read"],
  "pins.add": ["pins:write"],
  // The app is told of links only with the first (link_shared event).
  "chat.unfurl": ["links:read", "links:write"],
  "users.info": ["users:read", "users:read.email"],
  "users.lookupByEmail": ["users:read.email"],
};

describe("the Slack manifest and the Slack face", () => {
  const source = () =>
    readdirSync(new URL("../src/slack", import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => readFileSync(new URL(`../src/slack/${file}`, import.meta.url), "utf8"))
      .join("\n");

  it("E9: name the same scopes, events and commands", async () => {
    const { oauth_config, settings, features } = await slackManifest();
    const text = source();
    const methods = [...text.matchAll(/\bclient\s*\.(\w+)\s*\.(\w+)\(/g)].map(
      ([, family, method]) => `${family}.${method}`,
    );
    const views = [...text.matchAll(/client\.views\s*\.(\w+)/g)].map(([, method]) => `views.${method}`);
    const used = new Set([...methods, ...views].flatMap((method) => SCOPES[method] ?? [`nobody knows ${method}`]));
    // Commands and the bot's own direct messages come without a method being called.
    expect(new Set(oauth_config.scopes.bot)).toEqual(new Set([...used, "commands", "im:history"]));
    expect(text).toContain('app.event("message"');
    expect(settings.event_subscriptions.bot_events).toEqual([
      "app_home_opened",
      "user_change",
      "link_shared",
      "message.im",
    ]);
    const [, heard = ""] = /app\.command\(\/\^\\\/\(([\w|]+)\)/.exec(text) ?? [];
    expect(features.slash_commands.map(({ command }) => command.slice(1))).toEqual(heard.split("|"));
  });
});

describe("npm run manifests", () => {
  it("fills in the address and the app id, and leaves no placeholder", async () => {
    const { slack, teams, manifest, text } = await build({ url, teamsAppId });
    for (const placeholder of Object.values(placeholders)) expect(text).not.toContain(placeholder);
    const { features } = SlackManifest.parse(parse(slack));
    expect(features.slash_commands[0]?.url).toBe(`${url}/slack/events`);
    expect(schemaErrors(teamsSchema, manifest)).toEqual([]);
    const { id, bots, validDomains, icons, localizationInfo } = TeamsManifest.parse(manifest);
    expect([id, bots[0].botId, validDomains]).toEqual([teamsAppId, teamsAppId, ["webinars.example.org"]]);
    const named = [icons.color, icons.outline, ...localizationInfo.additionalLanguages.map(({ file }) => file)];
    expect([...teams.keys()]).toEqual(["manifest.json", ...named]);
    expect([...teams.keys()]).toEqual(["manifest.json", "color.png", "outline.png", "fr.json"]);
    expect(teams.get("color.png")).toEqual(await read("teams/color.png"));
  });

  it("takes an address with a trailing slash, a port or a path", async () => {
    expect(await build({ url: `${url}/`, teamsAppId })).toEqual(await build({ url, teamsAppId }));
    const { slack, manifest } = await build({ url: "https://example.org:8443/$&/", teamsAppId });
    const { settings } = SlackManifest.parse(parse(slack));
    expect(settings.interactivity.request_url).toBe("https://example.org:8443/$&/slack/events");
    expect(TeamsManifest.parse(manifest).validDomains).toEqual(["example.org:8443"]);
  });

  it.each([
    "http://webinars.example.org",
    "webinars.example.org",
    `${url}?a=1`,
    `${url}#a`,
    "https://a:b@example.org",
    "",
  ])("refuses %j as the address", async (bad) => {
    const built = await buildManifests({ url: bad });
    expect(built).toEqual({ ok: false, problem: expect.stringMatching(/^--url must be .+ https address.+$/) });
  });

  it.each(["", "usher", `${teamsAppId}0`, placeholders.appId])("refuses %j as the app id", async (bad) => {
    const built = await buildManifests({ url, teamsAppId: bad });
    expect(built).toEqual({ ok: false, problem: expect.stringMatching(/^--teams-app-id must be .+ GUID.+$/) });
  });

  it("writes both files and says what is still missing; refused, it writes nothing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "usher-manifests-"));
    try {
      for (const args of [
        [],
        ["--url", "http://x.example.org"],
        ["--url", url, "--teams-app-id", "x"],
        ["--port", "1"],
      ]) {
        const { ok, text } = await manifestsCommand(args, folder);
        expect([ok, text.split("\n").length]).toEqual([false, 1]);
      }
      expect(await readdir(folder)).toEqual([]);
      const without = await manifestsCommand(["--url", url], folder);
      expect([without.ok, without.text]).toEqual([true, expect.stringContaining("--teams-app-id")]);
      const withId = await manifestsCommand(["--url", url, "--teams-app-id", teamsAppId], folder);
      expect([withId.ok, withId.text]).toEqual([true, expect.not.stringContaining("--teams-app-id")]);
      expect((await readdir(folder)).sort()).toEqual(["slack.yaml", "usher-teams.zip"]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
