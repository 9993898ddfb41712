import { scanKeys, scanMembers } from "../personal-data/scan.ts";
import type { Part } from "./step.ts";

/** So many webinars are looked at in one piece. */
const PIECE = 200;

/**
 * The lists of webinars by start, of all and of what each person hosts: cancelled ones stand under the negative of theirs
 * in layout 2. It reads the webinars in their new places.
 */
export const PLACES: Part = {
  name: "places in lists",
  async *convert({ redis, run }) {
    for (const pattern of ["{p??}o:*:webinars", "{p??}o:*:hosting:*"])
      for await (const lists of scanKeys(redis, pattern))
        for (const list of lists) {
          const [, prefix = ""] = /^(\{p\d\d\}o:.+:)(?:webinars|hosting:[^:]+)$/.exec(list) ?? [];
          for await (const codes of scanMembers(redis, list))
            for (let from = 0; from < codes.length; from += PIECE) {
              const moved = await run("convert-places-2", [list, `${prefix}w:`], codes.slice(from, from + PIECE));
              if (moved !== 0) yield "";
            }
        }
  },
};
