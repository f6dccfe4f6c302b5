import { parseArgs } from "node:util";
import { measureDrain } from "./drain.ts";
import { holds, toTable } from "./figures.ts";

/**
 * `node bin/run.mjs bench/drain-only.ts [--rows 30000] [--seconds 60] [--many 1000000] [--only sqlite|postgresql]`
 *
 * The sending loop alone: the drain against a bare `fetch` loop, paces, replies meanwhile, memory. Ends with 1 when a
 * figure does not hold.
 */
const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "30000" },
    seconds: { type: "string", default: "60" },
    many: { type: "string", default: "1000000" },
    only: { type: "string" },
  },
});
const { rows, seconds, many, only } = values;
const figures = await measureDrain({
  rows: Number(rows),
  seconds: Number(seconds),
  many: Number(many),
  only,
});
console.log(toTable(figures));
process.exit(figures.every(holds) ? 0 : 1);
