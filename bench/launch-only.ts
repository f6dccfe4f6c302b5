import { parseArgs } from "node:util";
import { holds, toTable } from "./figures.ts";
import { measureLaunch } from "./launch.ts";

/**
 * `node bin/run.mjs bench/launch-only.ts [--many 1000000]`
 *
 * Launches alone, on both databases: time, memory above idle, how long others wait. Ends with 1 when a figure does not hold.
 */
const { values } = parseArgs({ options: { many: { type: "string", default: "1000000" } } });
const figures = await measureLaunch(Number(values.many));
console.log(toTable(figures));
process.exit(figures.every(holds) ? 0 : 1);
