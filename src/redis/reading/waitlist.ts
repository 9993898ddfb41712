import type { RegistrationKey } from "../../core/model/ids.ts";
import type { Registration } from "../../core/model/registration.ts";
import type { Webinar } from "../../core/model/webinar.ts";
import { answersOf, type Connection } from "../connect.ts";
import { keys } from "../keys.ts";
import { decodeRegistration } from "../records/registration.ts";

/** Reads some of an era's waiting list, in order. */
export const waitlistOf = async (
  redis: Connection,
  { organisation, code }: Webinar,
  era: number,
  skip: number,
  limit: number,
): Promise<Registration[]> => {
  const first = await redis.zrange(keys.waitlist(organisation, code, era), String(skip), String(skip + limit - 1));
  if (first.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const key of first) pipeline.hgetall(keys.registration(organisation, code, era, key as RegistrationKey));
  const answers = await answersOf(pipeline);
  return first.flatMap((key, i) => {
    const fields = answers[i] as Record<string, string>;
    return Object.keys(fields).length > 0 ? [decodeRegistration(key as RegistrationKey, fields)] : [];
  });
};
