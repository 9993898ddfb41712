import { connect } from "node:net";

/** One HTTP request as its bytes, made beforehand: what sends it takes hardly any time from what is measured. */
export const requestOf = (path: string, headers: Readonly<Record<string, string>>, body: string): Buffer => {
  const lines = Object.entries({ host: "127.0.0.1", ...headers, "content-length": `${Buffer.byteLength(body)}` });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n${body}`);
};

/** Whether an answer is whole. */
const isWhole = (answer: string): boolean => {
  const head = answer.indexOf("\r\n\r\n");
  if (head < 0) return false;
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, head))?.[1];
  const body = answer.slice(head + 4);
  return length === undefined ? body.endsWith("0\r\n\r\n") : Buffer.byteLength(body) >= Number(length);
};

/**
 * Sends all requests to a server on this machine, `together` at a time, each connection one after another, and answers
 * how long it took in seconds. Throws when an answer is not 200, or does not say what `says` expects.
 */
export const sendAll = async (
  port: number,
  requests: readonly Buffer[],
  { together = 16, says = "" }: { together?: number; says?: string } = {},
): Promise<number> => {
  let next = 0;
  const lane = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      socket.setNoDelay(true);
      let answer = "";
      const send = () => {
        const request = requests[next];
        next += 1;
        answer = "";
        if (request) socket.write(request);
        else socket.end(resolve);
      };
      socket.setEncoding("utf8");
      socket.once("connect", send);
      socket.on("data", (part: string) => {
        answer += part;
        if (!isWhole(answer)) return;
        if (answer.startsWith("HTTP/1.1 200") && answer.includes(says)) send();
        else socket.destroy(new Error(`answered: ${answer}`));
      });
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("a connection was closed")));
    });
  const began = performance.now();
  await Promise.all(Array.from({ length: together }, lane));
  return (performance.now() - began) / 1_000;
};
