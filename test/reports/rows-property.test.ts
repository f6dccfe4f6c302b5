import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Queries } from "../../src/database/database.ts";
import { instant, localDate } from "../../src/kit/time.ts";
import { openFigure } from "../../src/reports/count.ts";
import { figures, findFigure } from "../../src/reports/figures.ts";
import { planTasks } from "../../src/reports/plan-tasks.ts";
import { countOf, type Frame, frameReport, makeReport } from "../../src/reports/report.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type Told, type ToldUnit, tell } from "./federation.ts";

const now = instant("2026-11-23T03:00:00Z");

/** The province, a district that ended and was split, one that was taken over whole, and who is there today. */
const units: readonly ToldUnit[] = [
  { code: "TINH", name: "LĐLĐ tỉnh", level: "province" },
  {
    code: "HUYEN-A",
    name: "LĐLĐ huyện A",
    level: "upper",
    parent: "TINH",
    to: "2025-06-30",
    successors: ["XA-1"],
  },
  {
    code: "HUYEN-B",
    name: "LĐLĐ huyện B",
    level: "upper",
    parent: "TINH",
    to: "2025-06-30",
    successors: ["XA-1", "XA-2"],
  },
  { code: "XA-1", name: "Công đoàn xã Một", level: "commune", parent: "TINH", from: "2025-07-01" },
  {
    code: "XA-2",
    name: "Công đoàn xã Hai",
    level: "commune",
    parent: "TINH",
    from: "2025-07-01",
    oldNames: ["CĐ xã Cũ"],
  },
  { code: "CS-1", name: "CĐCS Một", parent: "XA-1" },
  { code: "CS-0", name: "CĐCS Không", parent: "HUYEN-A", to: "2024-12-31" },
];
const homes = [null, ...units.map(({ code }) => code)];
const said = ["", "LĐLĐ huyện A", "công đoàn xã hai", "cd xa cu", "CĐCS MỘT", "nơi nào đó"];

/** Where each home counts in a report of 2026, written down by hand. */
const today: Readonly<Record<string, string>> = { "HUYEN-A": "XA-1", "HUYEN-B": "TINH", "CS-0": "CS-0" };
const named: Readonly<Record<string, string>> = {
  "LĐLĐ huyện A": "XA-1",
  "công đoàn xã hai": "XA-2",
  "cd xa cu": "XA-2",
  "CĐCS MỘT": "CS-1",
};
const under: Readonly<Record<string, readonly string[]>> = {
  TINH: ["TINH", "XA-1", "XA-2", "CS-1", "CS-0"],
  "XA-1": ["XA-1", "CS-1", "CS-0"],
  "XA-2": ["XA-2"],
  "CS-1": ["CS-1"],
};

const moment = fc
  .date({ min: new Date("2025-10-01T00:00:00Z"), max: new Date("2026-11-23T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString());
const member = fc.nat({ max: 9 });
const states = "idea trial unclear filed received inReview council recognized declined withdrawn".split(" ");
const proposal = fc
  .record({ member, filedAt: moment, unit: fc.constantFrom(...said), state: fc.constantFrom(...states) })
  .chain((one) =>
    fc
      .record({ acceptedAt: fc.option(moment, { nil: undefined }), on: moment, reward: fc.nat(9_000_000) })
      .map(({ acceptedAt, on, reward }) => {
        const isDecided = one.state === "recognized" || one.state === "declined";
        return {
          ...one,
          ...(acceptedAt ? { acceptedAt } : {}),
          ...(isDecided
            ? { decidedOn: localDate(instant(on)), reward: one.state === "recognized" ? reward : 0 }
            : {}),
        };
      }),
  );
const past = fc.record({
  members: fc.array(fc.constantFrom(...homes), { minLength: 10, maxLength: 10 }),
  proposals: fc.array(proposal, { maxLength: 40 }),
  asked: fc.array(
    fc.record({
      member,
      at: moment,
      kind: fc.constantFrom("answer", "partial", "unknown", "smalltalk"),
      cited: fc.constantFrom("kh-360#I/1", "lich#1.1"),
    }),
    { maxLength: 40 },
  ),
  cases: fc.array(fc.record({ member, at: moment, answeredAt: moment, dueAt: moment }), { maxLength: 10 }),
  sent: fc.array(fc.record({ member, at: moment, status: fc.constantFrom("sent", "refused", "uncertain") }), {
    maxLength: 40,
  }),
});
const period = fc.constantFrom("2026", "2026-H1", "2026-Q4", "2026-11", "2026-02-10..2026-07-03");
const unit = fc.constantFrom(null, "TINH", "XA-1", "XA-2", "CS-1");

class Undone extends Error {}

describe.each(databases)("every number, on $name", ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  /** Runs `work` over a past of its own, and takes it back. */
  async function over(told: Told, work: (tx: Queries) => Promise<void>): Promise<void> {
    const done = opened.db.transact(async (tx) => {
      await tell(tx, { units, ...told });
      await work(tx);
      throw new Undone();
    });
    await done.catch((error: unknown) => {
      if (!(error instanceof Undone)) throw error;
    });
  }
  const frameOf = async (tx: Queries, given: { period: string; unit: string | null }): Promise<Frame> => {
    const framed = await frameReport(tx, given, now);
    if (framed.kind === "refused") throw new Error(framed.words);
    return framed.frame;
  };

  test("is the count or sum of the rows it opens: now, before, and of every unit", async () => {
    await fc.assert(
      fc.asyncProperty(past, period, unit, (told, name, code) =>
        over(told, async (tx) => {
          const frame = await frameOf(tx, { period: name, unit: code });
          const report = await makeReport(tx, frame, now);
          const all = { places: frame.places, skip: 0, limit: 1000 };
          for (const { figure, total, months, lines } of report.figures.values()) {
            const value = async (span: Frame["period"], scope: Frame["scope"]) => {
              const { rows, count, sum } = await openFigure(tx, figure, { ...all, period: span, scope });
              expect(rows).toHaveLength(count);
              expect(sum).toBe(rows.reduce((total, { amount }) => total + amount, 0));
              return figure.measure === "sum" ? sum : count;
            };
            expect([figure.id, await value(frame.counted, frame.scope)]).toEqual([figure.id, total.now]);
            expect([figure.id, await value(frame.before, frame.scope)]).toEqual([figure.id, total.before]);
            const linesNow = [...lines.values()].reduce((sum, { now: each }) => sum + each, 0);
            expect(linesNow).toBe(total.now);
            if (figure.kind === "happened") expect(months.reduce((a, b) => a + b, 0)).toBe(total.now);
            if (figure.id !== "filed" && figure.id !== "asked") continue;
            for (const [line, pair] of lines) {
              const isBase = line !== null && line === frame.places.baseOf(frame.scope);
              const scope =
                line === null
                  ? ({ kind: "unknown" } as const)
                  : { kind: isBase ? ("at" as const) : ("under" as const), code: line };
              expect([line, await value(frame.counted, scope)]).toEqual([line, pair.now]);
            }
          }
        }),
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  test("is what somebody counts by hand who knows where every unit went", async () => {
    await fc.assert(
      fc.asyncProperty(past, fc.constantFrom(null, "TINH", "XA-1", "XA-2", "CS-1"), (told, code) =>
        over(told, async (tx) => {
          const frame = await frameOf(tx, { period: "2026", unit: code });
          const homeOf = (index: number, text: string) => {
            const home = told.members[index] ?? null;
            return named[text] ?? (home === null ? null : (today[home] ?? home));
          };
          const isIn = (home: string | null) =>
            code === null || (home !== null && (under[code] ?? []).includes(home));
          const inYear = (at: string) => localDate(instant(at)).startsWith("2026");
          const totalOf = async (id: string) => {
            const figure = findFigure(id);
            if (!figure) throw new Error(`There is no figure ${id}.`);
            return (await countOf(tx, figure, frame)).total.now;
          };
          const own = told.proposals.filter((one) => isIn(homeOf(one.member, one.unit)));
          expect(await totalOf("ideas")).toBe(
            own.filter((one) => ["idea", "trial"].includes(one.state) && inYear(one.filedAt)).length,
          );
          const steps = ["filed", "received", "inReview", "council", "recognized", "declined"];
          expect(await totalOf("filed")).toBe(
            own.filter((one) => steps.includes(one.state) && inYear(one.filedAt)).length,
          );
          expect(await totalOf("recognized")).toBe(
            own.filter((one) => one.state === "recognized" && one.decidedOn?.startsWith("2026")).length,
          );
          const paid = own.filter((one) => one.decidedOn?.startsWith("2026")).map(({ reward = 0 }) => reward);
          expect(await totalOf("rewardMoney")).toBe(paid.reduce((a, b) => a + b, 0));
          const asked = told.asked.filter(
            (one) => one.kind !== "smalltalk" && inYear(one.at) && isIn(homeOf(one.member, "")),
          );
          expect(await totalOf("asked")).toBe(asked.length);
        }),
      ),
      { numRuns: 20 },
    );
  }, 60_000);
});

test("every figure a task names exists, every figure stands under one task, and the tasks are the plan's", () => {
  const used = planTasks.flatMap(({ figures: own }) => own);
  expect(new Set(used).size).toBe(used.length);
  expect(used.toSorted()).toEqual(figures.map(({ id }) => id).toSorted());
  expect(planTasks.map(({ clause }) => clause).join(" ")).toBe(
    "II.1.1 II.1.2 II.1.3 II.1.4 II.2.1 II.2.2 II.2.3 II.2.4 II.3.1 II.3.2 II.3.3 II.3.4 II.4.1 II.4.2 II.4.3 III.1 III.2",
  );
});
