import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureDrain } from "./drain.ts";
import { type Figure, holds, toTable } from "./figures.ts";
import { measureInbound } from "./inbound.ts";
import { measureLaunch } from "./launch.ts";
import { measureInstall, measureStart } from "./start.ts";

/**
 * `npm run bench -- [--repeats 5] [--messages 4000] [--seconds 30] [--people 1000000] [--no-install] [--write]`
 *
 * Prints the figures with what each has to hold and ends with 1 when one does not. `--write` puts the table
 * into docs/performance.md.
 */
const { values } = parseArgs({
  allowNegative: true,
  options: {
    repeats: { type: "string", default: "5" },
    messages: { type: "string", default: "4000" },
    seconds: { type: "string", default: "30" },
    people: { type: "string", default: "1000000" },
    install: { type: "boolean", default: true },
    write: { type: "boolean", default: false },
  },
});

const people = Number(values.people);
const repeats = Number(values.repeats);
const parts: readonly (() => Promise<readonly Figure[]>)[] = [
  () => measureInbound({ repeats, messages: Number(values.messages), pacedSeconds: Number(values.seconds) }),
  () => measureStart(repeats),
  () => measureLaunch(people),
  () => measureDrain({ rows: 30_000, seconds: 20, many: people }),
  ...(values.install ? [measureInstall] : []),
];
const figures: Figure[] = [];
for (const measure of parts) {
  const measured = await measure();
  // What is known is shown at once: the whole takes minutes.
  console.error(toTable(measured));
  figures.push(...measured);
}
const table = toTable(figures);
console.log(table);
if (values.write) writeInto(join(import.meta.dirname, "..", "docs", "performance.md"), table);
process.exit(figures.every(holds) ? 0 : 1);

/** Replaces what stands between the two marks of the document. */
function writeInto(path: string, table: string): void {
  const text = readFileSync(path, "utf8");
  const block = /(<!-- figures -->\n)[\s\S]*?(\n<!-- \/figures -->)/;
  if (!block.test(text)) throw new Error(`${path} has no place for the figures.`);
  writeFileSync(path, text.replace(block, `$1${table}$2`));
}
