import type { Webinar } from "../../src/core/model/webinar.ts";
import { rosterCsv } from "../../src/texts/roster-csv.ts";
import { ORGANISATION, type Store } from "../setup/store.ts";
import type { Figure } from "./measure.ts";

const MB = 1024 * 1024;
/** So much memory more an export may take. */
const LIMIT_MB = 64;
const LOOKED_EVERY = 50;

/** What the process holds in use, without what waits to be collected where that can be asked for (`--expose-gc`). */
const heldMb = (): number => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / MB;
};

/** Exports a webinar's roster as a reader would take it: how much memory that held at most, and how much it sent. */
export const exportFigures = async (store: Store, { code, host: id }: Webinar): Promise<Figure[]> => {
  const host = await store.people.get(ORGANISATION, id);
  const exported = host && (await store.core.exportRoster(ORGANISATION, code, host));
  if (!exported?.ok) throw new Error("nothing to export");
  const before = heldMb();
  let [most, bytes, pieces, lines] = [before, 0, 0, 0];
  const began = performance.now();
  for await (const piece of rosterCsv(exported.value, { locale: "en" })) {
    bytes += Buffer.byteLength(piece);
    lines += piece.split("\r\n").length - 1;
    pieces += 1;
    if (pieces % LOOKED_EVERY === 0) most = Math.max(most, heldMb());
  }
  return [
    { name: `export of ${lines - 1} people: memory more at most / ${LIMIT_MB} MB`, value: (most - before) / LIMIT_MB },
    { name: "export: MB sent", value: bytes / MB },
    { name: "export: people a millisecond", value: (lines - 1) / (performance.now() - began) },
  ];
};
