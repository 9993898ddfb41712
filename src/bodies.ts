import type { IncomingMessage } from "node:http";

/** All bodies together that are being read: nobody has proved anything before the end of theirs. */
const TOGETHER_MAX = 16 * 1_024 * 1_024;

interface Reading {
  size: number;
  readonly socket: IncomingMessage["socket"];
}

/** Reads a body to its end. Undefined when it is longer than `max` bytes. Throws when its connection is cut. */
export type ReadBody = (req: IncomingMessage, max: number) => Promise<Buffer | undefined>;

/**
 * Makes the reader of bodies that faces and pages share. When those that are being read come to more than `togetherMax`
 * bytes, the connection of the oldest is cut: who means it sends at once, and whoever holds back the end of a body holds
 * up nobody else.
 */
export const makeReadBody = (togetherMax = TOGETHER_MAX): ReadBody => {
  const readings = new Set<Reading>();
  let together = 0;
  const end = (reading: Reading): void => {
    if (readings.delete(reading)) together -= reading.size;
  };
  const add = (reading: Reading, bytes: number): void => {
    if (!readings.has(reading)) return;
    reading.size += bytes;
    together += bytes;
    for (const oldest of readings) {
      if (together <= togetherMax) return;
      end(oldest);
      oldest.socket.destroy();
    }
  };

  return (req, max) =>
    new Promise((resolve, reject) => {
      if (Number(req.headers["content-length"] ?? 0) > max) return resolve(undefined);
      const reading: Reading = { size: 0, socket: req.socket };
      readings.add(reading);
      const chunks: Buffer[] = [];
      const take = (chunk: Buffer): void => {
        add(reading, chunk.length);
        if (reading.size <= max) return void chunks.push(chunk);
        end(reading);
        req.off("data", take).pause();
        resolve(undefined);
      };
      req.on("data", take);
      req.once("end", () => {
        end(reading);
        resolve(Buffer.concat(chunks));
      });
      req.once("error", reject);
      req.once("close", () => {
        end(reading);
        if (!req.complete) reject(new Error("the connection was cut"));
      });
    });
};
