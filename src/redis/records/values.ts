import { z } from "zod";

/** What Redis answers becomes the core's types here, once; what does not fit is a defect and throws. */

export const text = <Brand extends string>() => z.string().transform((value) => value as Brand);

/** HGETALL inside a script answers field, value, field, value …; outside it, ioredis answers an object. */
export const Fields = z.array(z.string()).transform((flat) => {
  const fields: Record<string, string> = {};
  for (let i = 0; i < flat.length; i += 2) fields[flat[i] ?? ""] = flat[i + 1] ?? "";
  return fields;
});

export const Json = z.string().transform((value): unknown => JSON.parse(value));

export const Count = z.coerce.number().int();

/** Optional settings that are absent stay absent. */
export const present = <Fields extends object>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
