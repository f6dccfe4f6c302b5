import { dossierOf } from "../src/proposals/papers.ts";
import { exportRegister } from "../src/proposals/papers-register.ts";
import { bringToCouncil, decide } from "../test/papers/council.ts";
import { file, now } from "../test/papers/filed.ts";
import { openTestDatabase } from "../test/support/databases.ts";
import { atMost, type Figure, figure, holds, median, toTable } from "./figures.ts";

/**
 * `node bench/papers.ts`: how long the whole dossier of a recognized proposal takes, and a register of 10,000 rows.
 * Ends with 1 when one of them takes two seconds.
 */
const repeats = 5;
const stage = await openTestDatabase();
const number = "SK-2026-0001";
await file(stage.db, { number });
await bringToCouncil(stage.db, [number]);
await decide(stage.db, [number]);
const rules = { dataDir: "/nonexistent", publicUrl: "https://hoi.example.vn", place: "", now };

let papers = 0;
const dossiers = await timed(async () => {
  const made = await dossierOf(stage.db.read, number, { ...rules, withConfidential: true });
  papers = made.length;
});
const rows = 10_000;
await file(
  stage.db,
  ...Array.from({ length: rows - 1 }, (_, index) => ({
    number: `SK-2025-${String(index + 1).padStart(5, "0")}`,
  })),
);
const registers = await timed(() => exportRegister(stage.db.read, { ...rules, withConfidential: false }));
await stage.close();

const figures: Figure[] = [
  figure(`Dossier of ${papers} papers, first`, dossiers[0] ?? Number.NaN, "s", atMost(2)),
  figure(`Dossier of ${papers} papers, median of ${repeats}`, median(dossiers), "s", atMost(2)),
  figure(
    `Register of ${rows.toLocaleString("en")} rows, median of ${repeats}`,
    median(registers),
    "s",
    atMost(2),
  ),
];
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const seconds: number[] = [];
  for (let count = 0; count < repeats; count++) {
    const began = performance.now();
    await work();
    seconds.push((performance.now() - began) / 1000);
  }
  return seconds;
}
