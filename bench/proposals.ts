import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Database, Queries } from "../src/database/database.ts";
import { openDatabase } from "../src/database/open.ts";
import { newId } from "../src/kit/id.ts";
import { addMs, type Instant, instant } from "../src/kit/time.ts";
import { countProposals } from "../src/proposals/finding/counts.ts";
import { storedIndex, writeFace } from "../src/proposals/finding/face.ts";
import { listProposals, registerRows } from "../src/proposals/finding/list.ts";
import { readPairs } from "../src/proposals/finding/score-pairs.ts";
import { similar } from "../src/proposals/finding/similar.ts";
import { listDue } from "../src/proposals/life/overdue.ts";
import { states } from "../src/proposals/life/transitions.ts";
import type { ProposalRecord } from "../src/proposals/record.ts";
import { rowText } from "../src/proposals/register.ts";
import { type Chance, createChance } from "./chance.ts";
import { atMost, type Figure, figure, holds, median, percentile, toTable } from "./figures.ts";

/**
 * Measures lists, register, search and similarity over many proposals of ten years.
 * `node bench/proposals.ts [--proposals 10000] [--database postgres://…]`; SQLite in a passing file when no database
 * is named, which has to be an empty one. Ends with 1 when a figure does not hold.
 */
const { values } = parseArgs({
  options: { proposals: { type: "string", default: "10000" }, database: { type: "string" } },
});
const count = Number(values.proposals);
const now = instant("2026-11-22T03:00:00Z");
const dayMs = 24 * 60 * 60 * 1000;
const units = Array.from({ length: 40 }, (_, n) => `Đơn vị số ${n + 1}, tỉnh Lai Châu`);
const fields = ["Chế biến chè", "Vận hành thủy điện", "Khám chữa bệnh", "Dạy học", "Quản lý kho"];

const sentences = ["tuned", "held-out"]
  .flatMap((name) =>
    readPairs(readFileSync(join(import.meta.dirname, `../eval/similar/${name}.jsonl`), "utf8")),
  )
  .flatMap(({ a, b }) => [a, b])
  .flatMap((text) => text.split(/[.,] /));

const folder = mkdtempSync(join(tmpdir(), "caunoi-bench-"));
const url = values.database ?? `file:${join(folder, "caunoi.db")}`;
const db = await openDatabase(url);
try {
  const filing = await seconds(() => fill(db));
  const figures = [
    figure(`${count} proposals: filed in`, filing, "s"),
    ...(await measure(db)),
    ...registerFigures(url),
  ];
  console.log(toTable(figures));
  process.exitCode = figures.every(holds) ? 0 : 1;
} finally {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Files proposals whose texts are pieced together from real ones, so that common words are common. */
async function fill(database: Database): Promise<void> {
  const chance = createChance(11);
  const memberId = newId<"member">();
  for (let from = 0; from < count; from += 200) {
    await database.transact(async (tx) => {
      for (let n = from; n < Math.min(count, from + 200); n++) await fileOne(tx, { n, memberId, chance });
    });
  }
}

async function fileOne(
  tx: Queries,
  { n, memberId, chance }: { n: number; memberId: string; chance: Chance },
): Promise<void> {
  const id = newId<"proposal">();
  const filedAt = addMs(now, -chance.between(0, 3650) * dayMs);
  const number = `SK-${filedAt.slice(0, 4)}-${String(n + 1).padStart(5, "0")}`;
  const record = recordOf(chance);
  const row = { id, number, member_id: memberId, draft_id: newId(), depth: "full" as const };
  await tx
    .insertInto("proposal")
    .values({ ...row, ...standing(chance, filedAt), answers: JSON.stringify(record) })
    .execute();
  await writeFace(tx, { proposalId: id, number, memberId, record, filedAt });
}

function standing(chance: Chance, filedAt: Instant) {
  const moments = { filed_at: filedAt, updated_at: filedAt, received_at: filedAt, accepted_at: filedAt };
  return { state: chance.pick(states), ...moments };
}

function recordOf(chance: Chance): ProposalRecord {
  const told = (pieces: number) => ({
    kind: "text" as const,
    text: Array.from({ length: pieces }, () => chance.pick(sentences)).join(", "),
  });
  const answers: ProposalRecord["answers"] = {
    title: told(1),
    problem: told(3),
    solution: told(5),
    benefit: told(2),
    novelty: told(2),
    domain: { kind: "text", text: chance.pick(fields) },
    unit: { kind: "unit", name: chance.pick(units) },
    author: { kind: "person", name: `Người thứ ${chance.between(1, 5000)}` },
    first_applied: { kind: "date", from: "2026-03-15", to: "2026-03-15", said: "15/3/2026" },
  };
  return { v: 1, form: "proposal-full", formVersion: 1, answers, files: [], annexes: [], unsure: [] };
}

async function measure({ read }: Database): Promise<Figure[]> {
  const page = { page: 1, size: 50 };
  const filtered = { ...page, state: "filed" as const, unit: "don vi so 1", text: "che bang tai" };
  const timed: [string, () => Promise<unknown>][] = [
    ["first page", () => listProposals(read, page)],
    ["last page", () => listProposals(read, { ...page, page: Math.ceil(count / 50) })],
    ["filtered by state, unit and words", () => listProposals(read, filtered)],
    ["every row of the register", () => writeRegister(read)],
    ["figures", () => countProposals(read)],
    ["clocks that are over", () => listDue(read, { now })],
  ];
  const figures: Figure[] = [];
  for (const [what, work] of timed)
    figures.push(figure(`${count}: ${what}`, await seconds(work), "s", atMost(2)));
  const times: number[] = [];
  for (const text of sentences.slice(0, 200)) {
    const candidate = `${text}, ${sentences[times.length * 2] ?? ""}`;
    times.push((await seconds(() => similar(storedIndex(read), candidate))) * 1000);
  }
  times.sort((a, b) => a - b);
  return [
    ...figures,
    figure(`${count}: similar ones, median`, median(times), "ms", atMost(50)),
    figure(`${count}: similar ones, 99 in 100`, percentile(times, 0.99), "ms", atMost(200)),
    figure(
      `${count}: memory at most, filing included`,
      process.resourceUsage().maxRSS / 1024,
      "MB",
      atMost(300),
    ),
  ];
}

/** The register as Excel, in a process of its own that is as thrifty as the server (`bin/run.mjs`). */
function registerFigures(database: string): Figure[] {
  const flags = ["--max-semi-space-size=8", "--heap-growing-percent=30"];
  const script = join(import.meta.dirname, "register-worker.ts");
  const env = { ...process.env, MALLOC_ARENA_MAX: "1" };
  const said = execFileSync(process.execPath, [...flags, script, database], { encoding: "utf8", env });
  const { seconds: took, megabytes } = JSON.parse(said) as { seconds: number; megabytes: number };
  return [
    figure(`${count}: the register as Excel`, took, "s", atMost(2)),
    figure(`${count}: memory at most for it`, megabytes, "MB", atMost(300)),
  ];
}

async function writeRegister(read: Queries): Promise<number> {
  let length = 0;
  for await (const row of registerRows(read)) length += rowText(row).length;
  return length;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
