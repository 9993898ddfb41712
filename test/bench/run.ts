import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { benchApproveAll } from "./approve-all.ts";
import { benchDeliveries } from "./deliveries.ts";
import { benchFaces } from "./faces/faces.ts";
import { benchFanOut } from "./fan-out.ts";
import { benchInviting } from "./inviting.ts";
import type { Figure } from "./measure.ts";
import { benchMemory } from "./memory.ts";
import { benchPeople } from "./people.ts";
import { benchRegister } from "./register.ts";
import { benchReport } from "./report.ts";
import { benchRoster } from "./roster.ts";
import { benchStrangers } from "./strangers.ts";

/** All that there is, or those named: `npm run bench -- faces`. */
const BENCHES = {
  faces: benchFaces,
  register: benchRegister,
  "fan-out": benchFanOut,
  "approve-all": benchApproveAll,
  deliveries: benchDeliveries,
  memory: benchMemory,
  people: benchPeople,
  inviting: benchInviting,
  roster: benchRoster,
  report: benchReport,
  strangers: benchStrangers,
};

/** Each benchmark prints its figures, a long one as they come; together they are kept in dist/bench.json. */
const named = process.argv.slice(2);
const figures: Figure[] = [];
const report = (figure: Figure): void => {
  process.stdout.write(`${figure.value.toFixed(2).padStart(10)}  ${figure.name}\n`);
  figures.push(figure);
};
for (const [name, bench] of Object.entries(BENCHES)) {
  if (named.length > 0 && !named.includes(name)) continue;
  for (const figure of await bench(report)) report(figure);
}
const directory = resolve(import.meta.dirname, "../../dist");
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "bench.json"), `${JSON.stringify(figures, undefined, 2)}\n`);
