import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "../test/support/postgres.ts";
import { createEmptyDatabase } from "./empty-database.ts";
import { atMost, type Figure, figure } from "./figures.ts";
import type { LaunchResult } from "./launch-worker.ts";

const worker = join(import.meta.dirname, "launch-worker.ts");
const thousands = (people: number) => new Intl.NumberFormat("en-US").format(people);

/**
 * How long a launch to 10^3 … `largest` people takes until all of them stand in the ledger, on both databases with
 * durable commits: each size in a fresh process over an empty database. Bounds are those of the largest size.
 */
export async function measureLaunch(largest: number): Promise<Figure[]> {
  const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((size) => size <= largest);
  const server = await startPostgres({ durable: true });
  const folder = mkdtempSync(join(tmpdir(), "caunoi-launch-"));
  try {
    const figures: Figure[] = [];
    for (const size of sizes) {
      figures.push(...toFigures("SQLite", size, await launch(`file:${join(folder, `${size}.db`)}`, size)));
      const url = await createEmptyDatabase(server.url, `launch_${size}`);
      figures.push(...toFigures("PostgreSQL", size, await launch(url, size)));
    }
    return figures;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function toFigures(database: string, size: number, result: LaunchResult): Figure[] {
  const what = `Launch to ${thousands(size)} people, ${database}`;
  const isMillion = size === 1_000_000;
  return [
    figure(what, result.seconds, "s", isMillion ? atMost(30) : undefined),
    figure(`${what}: memory above idle`, result.memoryMb, "MB", isMillion ? atMost(150) : undefined),
    figure(
      `${what}: longest wait of another transaction`,
      result.longestWaitMs,
      "ms",
      isMillion ? atMost(1000) : undefined,
    ),
  ];
}

async function launch(url: string, people: number): Promise<LaunchResult> {
  const child = spawn(process.execPath, ["--expose-gc", worker, url, String(people)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`The launch to ${people} people ended with ${code}.`);
  return JSON.parse(output) as LaunchResult;
}
