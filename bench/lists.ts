import type { Queries } from "../src/database/database.ts";
import { newId } from "../src/kit/id.ts";
import { addMs, type Instant } from "../src/kit/time.ts";
import { type DashboardStage, openStage } from "../test/dashboard/stage.ts";
import { atMost, type Figure, figure, holds, toTable } from "./figures.ts";

/**
 * `node bench/lists.ts [ROWS]`: how long the dashboard's lists take from the server with 100,000 rows behind them, the
 * 95th of forty. SQLite, in one process, after a first call of each. Ends with 1 when one takes over 200 ms.
 */
const rows = Number(process.argv[2] ?? 100_000);
const calls = 40;
const batch = 500;
const stage = await openStage();
await fill(stage);
const { cookie } = await stage.officer("lan", { name: "Lan" });
const figures: Figure[] = [];
for (const path of [
  "/members",
  "/members?page=1000",
  "/members?text=mai",
  "/cases?tab=all",
  "/cases?tab=all&settled=yes",
  "/audit",
  "/audit?about=cases",
  "/home",
  "/units",
]) {
  const { status } = await stage.get(path, cookie);
  if (status !== 200) throw new Error(`${path} answers ${status}`);
  const spans: number[] = [];
  for (let call = 0; call < calls; call++) {
    const begin = performance.now();
    await stage.get(path, cookie);
    spans.push(performance.now() - begin);
  }
  const slow = spans.sort((a, b) => a - b)[Math.floor(calls * 0.95)] ?? Number.NaN;
  figures.push(figure(`GET ${path}, 95th of ${calls}`, slow, "ms", atMost(200)));
}
await stage.close();
console.log(toTable(figures));
process.exitCode = figures.every(holds) ? 0 : 1;

/** Members who wrote, their questions (a tenth of them waits), and a log of changes: `rows` of each. */
async function fill({ db, now }: DashboardStage): Promise<void> {
  for (let from = 0; from < rows; from += batch)
    await db.transact(async (tx) => insert(tx, { from, to: Math.min(from + batch, rows), now }));
}

type Part = { readonly from: number; readonly to: number; readonly now: Instant };

async function insert(tx: Queries, { from, to, now }: Part) {
  const people = Array.from({ length: to - from }, (_, index) => {
    const number = from + index;
    return { number, id: newId<"member">(), at: addMs(now, -number * 60_000) };
  });
  const members = people.map(({ number, id, at }) => ({
    ...{ id, display_name: `Lò Thị Mai ${number}`, name_key: `lo thi mai ${number}`, created_at: at },
  }));
  await tx.insertInto("member").values(members).execute();
  const addresses = people.map(({ number, id, at }) => ({
    ...{ channel: "web-chat", external_id: `v${number}`, member_id: id, name: null, is_reachable: 1 },
    ...{ unreachable_why: null, last_inbound_at: at, created_at: at },
  }));
  await tx.insertInto("address").values(addresses).execute();
  const cases = people.map(({ number, id, at }) => {
    const isWaiting = number % 10 === 0;
    const status = isWaiting ? ("open" as const) : ("answered" as const);
    return {
      ...{
        id: newId<"case">(),
        number: number + 1,
        member_id: id,
        question: `Hỏi ${number}?`,
        nearest: "[]",
      },
      ...{ channel: "web-chat", address_id: `v${number}`, assigned_to: null, opened_at: at, status },
      ...{
        due_at: addMs(at, 3_600_000),
        answer: null,
        answered_at: isWaiting ? null : at,
        answered_by: null,
      },
      ...{ waiting_since: isWaiting ? at : null, snoozed_until: null, version: 1 },
    };
  });
  await tx.insertInto("officer_case").values(cases).execute();
  const log = people.map(({ number, at }) => ({
    ...{ officer_id: null, officer_name: "Lan", subject: `case:${number}`, detail: "{}", at },
    action: number % 5 === 0 ? "case.answered" : "faq.drafted",
  }));
  await tx.insertInto("audit").values(log).execute();
}
