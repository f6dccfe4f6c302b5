import { parseArgs } from "node:util";
import { type DrainPart, measureDrain } from "./drain.ts";
import { holds, toTable } from "./figures.ts";

/**
 * `node bin/run.mjs bench/drain-only.ts [--rows 30000] [--seconds 60] [--many 1000000] [--only sqlite|postgresql]
 * [--part drain|pace|memory]`
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
    part: { type: "string" },
  },
});
const { rows, seconds, many, only, part } = values;
const figures = await measureDrain({
  rows: Number(rows),
  seconds: Number(seconds),
  many: Number(many),
  only,
  part: part as DrainPart | undefined,
});
console.log(toTable(figures));
process.exit(figures.every(holds) ? 0 : 1);
