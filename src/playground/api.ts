import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context, Hono } from "hono";
import { z } from "zod";
import { SITE_ORGANISATION } from "../core/access/organisations.ts";
import { parseCode } from "../core/model/ids.ts";
import { type Env, isLocal } from "../web/incoming/request.ts";
import type { AddPages } from "../web/responses.ts";
import { Act, perform } from "./acts.ts";
import { makeAssets, PAGE_POLICY, shellOf } from "./assets.ts";
import type { Changes } from "./changes.ts";
import type { Crowd } from "./crowd.ts";
import { DATA_NAMES } from "./gallery/data-sets.ts";
import { makePagesOf } from "./gallery/pages.ts";
import { LOCALES, picturesOf, SURFACES } from "./gallery/pictures.ts";
import type { Inspector } from "./inspector.ts";
import type { Site } from "./site.ts";
import { stateOf } from "./state.ts";
import { problems, titles } from "./words.ts";

const BEAT_MS = 15_000;
const LONGEST_MOVE_MS = 400 * 24 * 3_600_000;

const Move = z.object({ advanceMs: z.number().int().positive().max(LONGEST_MOVE_MS) });
const Asked = z.object({
  surface: z.enum(SURFACES),
  language: z.enum(LOCALES),
  data: z.enum(DATA_NAMES),
  find: z.string().max(200).default(""),
});
const Crowding = z.object({ code: z.string().max(20), count: z.number().int().min(1).max(1_000) });

interface Deps {
  readonly site: Site;
  readonly changes: Changes;
  readonly inspector: Inspector;
  readonly crowd: Crowd;
  readonly clock: { now(): number; offsetMs(): number; advance(ms: number): Promise<void> };
  readonly tour: (core: Parameters<AddPages>[2]["core"]) => Promise<unknown>;
  /** Open event streams; each is ended when the playground stops. */
  readonly streams: Set<() => void>;
}

type C = Context<Env>;

/** The playground's page and what it asks: for whoever sits at this machine, and changed by that page only. */
export const addPlayground =
  ({ site, changes, inspector, crowd, clock, tour, streams }: Deps): AddPages =>
  (pages: Hono<Env>, _desk, { core, outbox, links }) => {
    const assets = makeAssets();
    const sitePages = makePagesOf({ core, links, channelId: site.slackChannels[0]?.id ?? "" });

    const isOurs = (c: C): boolean =>
      c.req.header("origin") === `http://${c.req.header("host")}` &&
      (c.req.header("content-type") ?? "").startsWith("application/json");

    pages.use("/playground/*", async (c, next) => {
      if (!isLocal(c)) return c.notFound();
      if (c.req.method === "POST" && !isOurs(c)) return c.json({ ok: false, problem: problems.foreign }, 403);
      c.header("Cache-Control", "no-store");
      return next();
    });

    const post = <T>(path: string, shape: z.ZodType<T>, answer: (of: T) => Promise<object> | object) =>
      pages.post(`/playground/${path}`, async (c) => {
        const parsed = shape.safeParse(await c.req.json().catch(() => undefined));
        if (!parsed.success) return c.json({ ok: false, problem: problems.unread }, 400);
        return c.json(await answer(parsed.data));
      });

    const file = (path: string, type: string, read: () => Promise<string>) =>
      pages.get(`/playground/${path}`, async (c) => {
        try {
          return c.body(await read(), 200, { "content-type": `${type}; charset=utf-8` });
        } catch (error) {
          return c.text(`${problems.unbuilt}\n${error instanceof Error ? error.message : ""}`, 500);
        }
      });

    // Sent past the pages' own policy, which lets no script through.
    const shell = (c: C, title: string, script: "app" | "messages") => {
      c.env.outgoing
        .writeHead(200, {
          "content-type": "text/html; charset=utf-8",
          "content-security-policy": PAGE_POLICY,
          "cache-control": "no-store",
          "referrer-policy": "no-referrer",
          "x-content-type-options": "nosniff",
          "x-frame-options": "DENY",
        })
        .end(shellOf(title, script));
      return RESPONSE_ALREADY_SENT;
    };
    pages.get("/playground", (c) => shell(c, titles.playground, "app"));
    pages.get("/playground/messages", (c) => shell(c, titles.messages, "messages"));
    pages.get("/playground/messages/pictures", (c) => {
      const asked = Asked.safeParse(c.req.query());
      if (!asked.success) return c.json({ ok: false, problem: problems.unread }, 400);
      const { surface, language, data, find } = asked.data;
      return c.json({ pictures: picturesOf(surface, language, data, find) });
    });
    file("app.js", "text/javascript", assets.script);
    file("messages.js", "text/javascript", assets.messages);
    file("style.css", "text/css", assets.style);
    file("adaptivecards.js", "text/javascript", assets.adaptiveCards);

    pages.get("/playground/state", async (c) => {
      // Taken first: a change while the rest is read makes a newer one.
      const head = { version: changes.version(), now: clock.now(), offsetMs: clock.offsetMs() };
      const { slack, teams } = c.req.query();
      return c.json({ ...head, ...(await stateOf({ site, slack, teams, outbox })), crowd: crowd.progress() });
    });

    pages.get("/playground/changes", (c) => {
      const { outgoing } = c.env;
      outgoing.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      const tell = (version: number) => outgoing.write(`data: ${JSON.stringify({ version })}\n\n`);
      const forget = changes.hear(tell);
      const beat = setInterval(() => outgoing.write(": still here\n\n"), BEAT_MS);
      const end = () => {
        forget();
        clearInterval(beat);
        streams.delete(end);
        outgoing.end();
      };
      streams.add(end);
      outgoing.on("close", end);
      tell(changes.version());
      return RESPONSE_ALREADY_SENT;
    });

    pages.get("/playground/inspector", (c) => {
      const after = Number(c.req.query("after") ?? 0);
      return c.json({ entries: inspector.after(Number.isFinite(after) ? after : 0) });
    });

    pages.get("/playground/tour", async (c) => c.json({ steps: await tour(core) }));

    post("act", Act, async (act) => {
      const done = await perform(site, act);
      changes.happened();
      return done;
    });

    post("messages/pages", z.object({ language: z.enum(LOCALES) }), async ({ language }) => ({
      ok: true,
      pages: await sitePages(language),
    }));

    post("clock", Move, async ({ advanceMs }) => {
      await clock.advance(advanceMs);
      return { ok: true, now: clock.now() };
    });

    post("crowd", Crowding, async ({ code: typed, count }) => {
      const code = parseCode(typed);
      const webinar = code && (await core.webinars.get(SITE_ORGANISATION, code));
      if (!webinar) return { ok: false, problem: problems.unknownCode };
      if (!crowd.start(core, webinar.code, count)) return { ok: false, problem: problems.crowded };
      changes.happened();
      return { ok: true, of: count };
    });
  };
