import { mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { shutDown } from "../src/redis/server/control.ts";
import { freePort } from "./setup/port.ts";
import { ready, spawnUsher, type UsherProcess, until } from "./setup/process.ts";

describe("npm start", () => {
  const started: UsherProcess[] = [];
  const directories: string[] = [];
  afterEach(async () => {
    for (const usher of started.splice(0)) {
      usher.child.kill("SIGTERM");
      await usher.ended;
    }
    for (const directory of directories.splice(0)) {
      // The Redis of an Usher that was killed is stopped by nobody else.
      await shutDown({ path: join(directory, "redis.sock") });
      rmSync(directory, { recursive: true, force: true });
    }
  });

  const start = async (env: Record<string, string> = {}, program: "sources" | "built" = "built") => {
    const port = await freePort();
    const directory = mkdtempSync(join(tmpdir(), "usher-"));
    directories.push(directory);
    const usher = spawnUsher({ PORT: String(port), USHER_DATA: directory, ...env }, program);
    started.push(usher);
    return { usher, url: `http://127.0.0.1:${port}`, directory, port };
  };

  it("a wrong environment: every problem in one message, exit 78, nobody listens", async () => {
    const { usher, url } = await start({
      PORT: "99999",
      SLACK_BOT_TOKEN: "xoxb-secret-token",
      USHER_PLAN: "7",
      USHER_TIMEZONE: "Mars/Base",
    });
    expect(await usher.ended).toBe(78);
    for (const name of ["PORT", "SLACK_SIGNING_SECRET", "USHER_PLAN", "USHER_TIMEZONE"])
      expect(usher.output()).toContain(name);
    expect(usher.output()).not.toContain("secret-token");
    await expect(fetch(url)).rejects.toThrow();
  });

  it("nothing configured: a private Redis and the playground, on loopback only, ready, and stopped in order", async () => {
    const { usher, url } = await start({}, "sources");
    await ready(usher, url);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ reachable: true, writable: true, durable: true });
    expect((await fetch(`${url}/outbox`)).status).toBe(200);
    expect((await fetch(`${url}/outbox`, { headers: { "x-real-ip": "203.0.113.9" } })).status).toBe(404);
    expect((await fetch(`${url}/outbox`, { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
    expect((await fetch(`${url}/playground`)).status).toBe(200);
    expect((await fetch(`${url}/playground`, { headers: { "x-forwarded-for": "203.0.113.9" } })).status).toBe(404);
    await until(() => usher.output().includes(`${url}/playground`), 10_000, usher.output);
    usher.child.kill("SIGTERM");
    expect(await usher.ended).toBe(0);
  });

  it("killed, it finds its private Redis again, with the same secret", async () => {
    const first = await start();
    await ready(first.usher, first.url);
    first.usher.child.kill("SIGKILL");
    await first.usher.ended;
    const second = spawnUsher({ PORT: String(first.port), USHER_DATA: first.directory }, "built");
    started.push(second);
    await ready(second, first.url);
    expect(second.output()).toContain("redis_found");
  });

  it("A9: an error that nothing catches is logged without its message, and the process lives", async () => {
    const fault = `process.on("SIGUSR2", () => {
      Promise.reject(new TypeError("ann@example.com"));
      setTimeout(() => { throw new RangeError("ann@example.com"); });
    });`;
    const { usher, url } = await start({
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(fault)}`,
      LOG_LEVEL: "error",
    });
    await ready(usher, url);
    usher.child.kill("SIGUSR2");
    for (const type of ["TypeError", "RangeError"])
      await until(() => usher.output().includes(`"type":"${type}"`), 5_000, usher.output);
    expect(usher.output()).not.toContain("ann@");
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  const linesOf = (usher: UsherProcess) =>
    usher
      .output()
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("{"));

  it("A20: started twice in one folder, the second ends at the taken port, and the first goes on with its Redis", async () => {
    const first = await start();
    await ready(first.usher, first.url);
    const second = spawnUsher({ PORT: String(first.port), USHER_DATA: first.directory }, "built");
    started.push(second);
    expect(await second.ended).toBe(1);
    expect(await (await fetch(`${first.url}/readyz`)).json()).toMatchObject({ reachable: true, writable: true });
  });

  it("C18: a port that is taken: one line says what to do, and the Usher that has it goes on", async () => {
    const first = await start();
    await ready(first.usher, first.url);
    const second = spawnUsher({ PORT: String(first.port), USHER_DATA: first.directory }, "built");
    started.push(second);
    expect(await second.ended).toBe(1);
    expect(linesOf(second)).toEqual([
      `Usher cannot start: port ${first.port} on 127.0.0.1 is taken, perhaps by another Usher. Stop what listens there, or set PORT to a free one.`,
    ]);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
  });

  it("C18: Redis down, and a data folder that cannot be made: one line says what to do", async () => {
    const away = await start({ REDIS_URL: `redis://:secret-word@127.0.0.1:${await freePort()}` });
    expect(await away.usher.ended).toBe(1);
    expect(linesOf(away.usher)).toEqual([
      "Usher cannot start: Redis cannot be reached (ECONNREFUSED). Start it, or correct REDIS_URL.",
    ]);
    expect(away.usher.output()).not.toContain("secret-word");
    const folder = await start({ USHER_DATA: "/dev/null/usher" });
    expect(await folder.usher.ended).toBe(1);
    expect(linesOf(folder.usher)).toEqual([
      "Usher cannot start: /dev/null/usher cannot be made (ENOTDIR). Set USHER_DATA to a folder of yours.",
    ]);
  });

  it("A19: SIGTERM under load: /readyz is red first, connections end with their answers, and no request is cut", async () => {
    const { usher, url, port } = await start({ TEAMS_ALLOW_ANONYMOUS: "1" });
    await ready(usher, url);
    const agent = new Agent({ keepAlive: true, maxSockets: 20 });
    const ask = (path: string) =>
      new Promise<{ status: number; connection: string }>((resolve, reject) => {
        const asked = request({ port, host: "127.0.0.1", path, agent }, (answer) => {
          answer
            .resume()
            .on("end", () => resolve({ status: answer.statusCode ?? 0, connection: answer.headers.connection ?? "" }));
        });
        asked.on("error", reject).end();
      });
    const readiness: { status: number; connection: string }[] = [];
    const cut: string[] = [];
    let answered = 0;
    let isOver = false;
    const load = Array.from({ length: 20 }, async () => {
      while (!isOver)
        await ask("/healthz").then(
          () => {
            answered += 1;
          },
          (error: NodeJS.ErrnoException) => {
            cut.push(error.code ?? error.message);
          },
        );
    });
    await until(() => answered > 200, 5_000, usher.output);
    usher.child.kill("SIGTERM");
    await until(
      async () => {
        const answer = await ask("/readyz");
        readiness.push(answer);
        return answer.status === 503;
      },
      2_000,
      () => JSON.stringify(readiness),
    );
    expect(readiness.at(-1)?.connection).toBe("close");
    expect(await ask("/healthz")).toEqual({ status: 200, connection: "close" });
    // As a load balancer does: some time after /readyz turned red it sends nothing more here.
    setTimeout(() => {
      isOver = true;
    }, 1_000);
    await Promise.all(load);
    expect(await usher.ended).toBe(0);
    expect(cut).toEqual([]);
  });

  it("the anonymous Teams face starts on loopback only", async () => {
    const open = await start({ TEAMS_ALLOW_ANONYMOUS: "1", HOST: "0.0.0.0", PUBLIC_URL: "https://usher.example.com" });
    expect(await open.usher.ended).toBe(78);
    expect(open.usher.output()).toContain("TEAMS_ALLOW_ANONYMOUS");
    const local = await start({ TEAMS_ALLOW_ANONYMOUS: "1" });
    await ready(local.usher, local.url);
    expect((await fetch(`${local.url}/playground`)).status).toBe(404);
    expect((await fetch(`${local.url}/api/messages`, { method: "POST", body: "{}" })).status).toBe(400);
    // A web page in somebody's browser, a proxy, and answers that would go elsewhere: not from here.
    const activity = {
      type: "message",
      id: "1",
      channelId: "msteams",
      serviceUrl: "http://127.0.0.1:1",
      text: "my",
      from: { id: "29:x", aadObjectId: "x" },
      recipient: { id: "28:y" },
      conversation: { id: "a:z", tenantId: "t" },
    };
    const post = (headers: Record<string, string>, more = {}) =>
      fetch(`${local.url}/api/messages`, {
        method: "POST",
        headers,
        body: JSON.stringify({ ...activity, ...more }),
      }).then(({ status }) => status);
    const json = { "content-type": "application/json" };
    expect(await post({ ...json, origin: "https://evil.example" })).toBe(401);
    expect(await post({ "content-type": "text/plain" })).toBe(401);
    expect(await post({ ...json, "x-forwarded-for": "203.0.113.9" })).toBe(401);
    expect(await post(json, { serviceUrl: "https://evil.example" })).toBe(401);
    expect(await post(json)).toBe(200);
  });

  it("a Teams bot without an app id does not start", async () => {
    const { usher } = await start({
      TEAMS_APP_PASSWORD: "secret of the tests",
      TEAMS_APP_TENANT_ID: "99999999-8888-4777-8666-555555555555",
    });
    expect(await usher.ended).toBe(78);
    expect(usher.output()).toContain("TEAMS_APP_ID");
  });
});
