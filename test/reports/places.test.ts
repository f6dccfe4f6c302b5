import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CalendarDate } from "../../src/kit/time.ts";
import { loadUnits, type Units } from "../../src/people/units.ts";
import { placesOn, type Scope } from "../../src/reports/places.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { tell } from "./federation.ts";

const ended = { to: "2025-06-30" } as const;

describe("where rows belong on a day", () => {
  let opened: TestDatabase;
  let units: Units;
  beforeAll(async () => {
    opened = await openTestDatabase();
    await opened.db.transact((tx) =>
      tell(tx, {
        units: [
          { code: "TINH", name: "LĐLĐ tỉnh" },
          { code: "H1", name: "LĐLĐ huyện Một", parent: "TINH", ...ended, successors: ["X1"] },
          { code: "H2", name: "LĐLĐ huyện Hai", parent: "TINH", ...ended, successors: ["X1", "X2"] },
          { code: "H3", name: "LĐLĐ huyện Ba", parent: "TINH", ...ended },
          { code: "H0", name: "LĐLĐ huyện xưa", parent: "TINH", to: "2010-12-31", successors: ["H1"] },
          { code: "H4", name: "LĐLĐ huyện Bốn", parent: "TINH", ...ended, successors: ["TINH"] },
          {
            code: "X1",
            name: "Công đoàn xã Một",
            parent: "TINH",
            from: "2025-07-01",
            oldNames: ["CĐ thị trấn"],
          },
          { code: "X2", name: "Công đoàn xã Hai", parent: "TINH", from: "2025-07-01" },
          { code: "A", name: "CĐCS Trùng Tên", parent: "H1" },
          { code: "B", name: "CĐCS Trùng Tên", parent: "H4" },
        ],
      }),
    );
    units = await loadUnits(opened.db.read);
  });
  afterAll(() => opened.close());

  const on = (day: string) => placesOn(units, day as CalendarDate);
  const under = (code: string): Scope => ({ kind: "under", code });

  it.each([
    ["a unit that is there stays itself", "X1", "X1"],
    ["one successor takes over", "H1", "X1"],
    ["a successor that ended hands on", "H0", "X1"],
    ["several successors: the unit above them all", "H2", "TINH"],
    ["no successor: its own name stays", "H3", "H3"],
    ["taken over by its own parent", "H4", "TINH"],
  ])("after the reorganization %s", (_, code, expected) => {
    expect(on("2026-01-01").unitOf({ unitId: `unit-${code}`, said: null })).toBe(expected);
  });

  it("before the reorganization everybody is who they were", () => {
    for (const code of ["H1", "H2", "H3"])
      expect(on("2025-06-30").unitOf({ unitId: `unit-${code}`, said: null })).toBe(code);
    expect(on("2025-06-30").unitOf({ unitId: "unit-H0", said: null })).toBe("H1");
  });

  it.each([
    ["ldld huyen mot", "X1"],
    ["CĐ Thị trấn", "X1"],
    ["x2", "X2"],
    ["CĐCS Trùng Tên", "X2"],
    ["xã", "X2"],
    ["", "X2"],
  ])("what was written (%j) goes before the list when it means one unit", (said, expected) => {
    expect(on("2026-01-01").unitOf({ unitId: "unit-X2", said })).toBe(expected);
  });

  it("a unit under one that ended lies under who took over, and nobody twice", () => {
    const places = on("2026-01-01");
    expect(places.isIn("A", under("X1"))).toBe(true);
    expect(places.isIn("B", under("X1"))).toBe(false);
    expect(places.lineOf("A", under("TINH"))).toBe("X1");
    expect(places.lineOf("B", under("TINH"))).toBe("B");
    expect(places.below({ kind: "all" }).map(({ code }) => code)).toEqual(["B", "X2", "X1"]);
    expect(places.isIn(null, { kind: "unknown" })).toBe(true);
    expect(places.isIn(null, under("TINH"))).toBe(false);
  });
});
