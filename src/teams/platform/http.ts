import type { IncomingMessage, ServerResponse } from "node:http";
import type { ReadBody } from "../../bodies.ts";

/** More than any activity that Teams sends; a bigger one is not read to its end. */
const BODY_MAX = 128 * 1024;

/** The body as JSON, or the status that refuses it: 413 for too much of it, 400 for what is no JSON or is cut. */
export const readJson = async (
  readBody: ReadBody,
  request: IncomingMessage,
): Promise<{ json: unknown } | { status: 400 | 413 }> => {
  const body = await readBody(request, BODY_MAX).catch(() => "cut" as const);
  if (body === "cut") return { status: 400 };
  if (!body) return { status: 413 };
  try {
    return { json: JSON.parse(body.toString("utf8")) };
  } catch {
    return { status: 400 };
  }
};

/** Answers with a status, and JSON when there is a body; after a body that was not read, the connection ends. */
export const answerWith = (response: ServerResponse, status: number, body?: object): void => {
  response.statusCode = status;
  if (status === 413) response.setHeader("connection", "close");
  if (body !== undefined) response.setHeader("content-type", "application/json; charset=utf-8");
  response.end(body === undefined ? undefined : JSON.stringify(body));
};
