import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { close, listen, makeServer } from "../src/http.ts";
import { makeLog } from "../src/log.ts";
import { freePort } from "./setup/port.ts";

describe("the server", () => {
  it("A10: more connections than it can serve are refused, and one that ends makes room", async () => {
    const answer = (_: unknown, res: { end(text: string): unknown }) => res.end("here");
    const server = makeServer({ slack: undefined, teams: undefined, pages: answer }, makeLog({ level: "silent" }), {
      connectionsMax: 3,
    });
    const port = await listen(server, await freePort(), "127.0.0.1");
    const open = (): Promise<{ socket: Socket; heard: string }> =>
      new Promise((resolve) => {
        const socket = connect(port, "127.0.0.1");
        socket.on("error", () => undefined).on("close", () => resolve({ socket, heard: "" }));
        socket.on("data", (data) => resolve({ socket, heard: String(data) }));
        socket.write("GET / HTTP/1.1\r\nhost: x\r\n\r\n");
      });
    const first = [await open(), await open(), await open()];
    expect(first.map(({ heard }) => heard.includes("here"))).toEqual([true, true, true]);
    expect((await open()).heard).toBe("");
    const ended = new Promise((resolve) => first[0]?.socket.on("close", resolve));
    first[0]?.socket.destroy();
    await ended;
    await expect.poll(async () => (await open()).heard).toContain("here");
    await close(server, 100);
  });

  it("A10: Usher's own takes 2,000", () => {
    const pages = () => undefined;
    const server = makeServer({ slack: undefined, teams: undefined, pages }, makeLog({ level: "silent" }));
    expect(server.maxConnections).toBe(2_000);
  });
});
