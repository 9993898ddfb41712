import { z } from "zod";
import { DAY_MS } from "../../core/deliveries/retention.ts";
import type { Face } from "../../core/model/ids.ts";

// What Redis answers becomes the core's types here, once. What does not fit is a defect, and throws; but what our own
// scripts answer on the way of every request is taken as their headers say it.

const FACES: Readonly<Record<Face, Face>> = { slack: "slack", teams: "teams" };

export const FaceSchema = z.enum(FACES);

/** A text that was parsed when it was stored. */
export const text = <Brand extends string>() => z.string().transform((value) => value as Brand);

export const Count = z.coerce.number().int();

export const Json = z.string().transform((value): unknown => JSON.parse(value));

/** The day of an instant, counted from 1970. */
export const dayOf = (at: number): number => Math.floor(at / DAY_MS);

/** HGETALL inside a script answers field, value, field, value …; outside it, ioredis answers an object. */
export const fieldsOf = (flat: readonly string[]): Record<string, string> => {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] ?? ""] = flat[i + 1] ?? "";
  return fields;
};
export const Fields = z.custom<string[]>(Array.isArray).transform(fieldsOf);

/** Leaves out what is undefined: an optional setting that is absent stays absent. */
export const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
