import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { benchApproveAll } from "./approve-all.ts";
import { benchFanOut } from "./fan-out.ts";

/** Each benchmark prints its figures; together they are kept in dist/bench.json. */
const BENCHES = [benchFanOut, benchApproveAll];

const figures = [];
for (const bench of BENCHES) {
  for (const figure of await bench()) {
    process.stdout.write(`${figure.value.toFixed(2).padStart(10)}  ${figure.name}\n`);
    figures.push(figure);
  }
}
const directory = resolve(import.meta.dirname, "../../dist");
mkdirSync(directory, { recursive: true });
writeFileSync(join(directory, "bench.json"), `${JSON.stringify(figures, undefined, 2)}\n`);
