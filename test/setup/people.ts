import { createHash } from "node:crypto";
import type { OrganisationId } from "../../src/core/model/ids.ts";
import type { Person } from "../../src/core/model/person.ts";
import type { Connection } from "../../src/redis/connect.ts";
import { keys } from "../../src/redis/keys.ts";
import { scanKeys } from "../../src/redis/personal-data/scan.ts";
import { decodePerson, type FoundBy, identityOf } from "../../src/redis/records/person.ts";

/** Where the index of people has an account or an address, as scripts/shared/people.lua says. */
export const placeInIndex = (organisation: OrganisationId, by: FoundBy): { bucket: string; field: string } => {
  const sha = createHash("sha1").update(identityOf(by)).digest("hex");
  return { bucket: `${keys.peopleIndex(organisation)}${sha.slice(0, 3)}`, field: sha.slice(3, 23) };
};

/** Everybody whom an organisation knows. */
export const everybody = async (redis: Connection, organisation: OrganisationId): Promise<Person[]> => {
  const prefix = keys.personPrefix(organisation);
  const found: Person[] = [];
  for await (const some of scanKeys(redis, `${prefix}*`))
    for (const key of some)
      found.push(decodePerson(key.slice(prefix.length) as Person["id"], await redis.hgetall(key)));
  return found;
};
