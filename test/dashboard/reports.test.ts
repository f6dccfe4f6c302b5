import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { tell } from "../reports/federation.ts";
import { type DashboardStage, openStage } from "./stage.ts";

type Line = { id: string; now: number; before: number };
type Task = { lines: Line[] };

describe("reports in the dashboard", () => {
  let stage: DashboardStage;
  let lead: string;
  let own: string;

  beforeAll(async () => {
    stage = await openStage();
    stage.now = instant("2026-11-23T01:00:00Z");
    await stage.db.transact((tx) =>
      tell(tx, {
        units: [
          { code: "TINH", name: "LĐLĐ tỉnh", level: "province" },
          { code: "CHE", name: "CĐCS Chè", parent: "TINH" },
          { code: "TO", name: "Tổ sao chè", parent: "CHE" },
          { code: "MO", name: "CĐCS Mỏ", parent: "TINH" },
        ],
        members: ["CHE", "TO", "MO", null],
        proposals: [0, 1, 1, 2, 3].map((member) => ({
          ...{ member, state: "filed", filedAt: "2026-10-05T03:00:00Z", title: "Máy sao chè" },
        })),
        asked: [{ member: 2, at: "2026-10-06T03:00:00Z", kind: "answer" }],
      }),
    );
    lead = (await stage.officer("truong", { role: "lead" })).cookie;
    own = (await stage.officer("che", { role: "unit", unit: "CHE" })).cookie;
  });
  afterAll(() => stage.close());

  const see = async (query: string, cookie = lead) => (await stage.get(`/reports?${query}`, cookie)).body;
  const filed = ({ groups }: { groups: { tasks: Task[] }[] }) =>
    groups.flatMap(({ tasks }) => tasks.flatMap(({ lines }) => lines)).find(({ id }) => id === "filed");

  it("show every number with its rows, also of one unit and of what has none", async () => {
    const report = await see("period=2026-Q4");
    expect(filed(report)).toMatchObject({ now: 5, before: 0, change: "tăng 5" });
    const rows = (await stage.get("/reports/rows?period=2026-Q4&figure=filed", lead)).body;
    expect([rows.value, rows.total, rows.rows.length]).toEqual([5, 5, 5]);
    expect(rows.rows[0]).toMatchObject({
      href: expect.stringMatching(/^\/sang-kien\/SK-/),
      label: "Máy sao chè",
    });
    for (const { code, values } of report.units) {
      const line = `/reports/rows?period=2026-Q4&figure=filed&line=${code ?? "-"}`;
      expect([code, (await stage.get(line, lead)).body.value]).toEqual([code, values[1].now]);
    }
    expect(report.units.map(({ code }: { code: string | null }) => code)).toEqual(["CHE", "MO", null]);
  });

  it("give an officer of a unit that unit and those under it, and nothing else", async () => {
    const report = await see("period=2026-Q4", own);
    expect([report.unit.code, filed(report)?.now]).toEqual(["CHE", 3]);
    expect(filed(await see("period=2026-Q4&unit=TO", own))?.now).toBe(2);
    for (const unit of ["MO", "TINH"])
      expect(await see(`period=2026-Q4&unit=${unit}`, own)).toMatchObject({ kind: "refused" });
    for (const line of ["MO", "TINH", "-"]) {
      const path = `/reports/rows?period=2026-Q4&figure=filed&line=${line}`;
      expect((await stage.get(path, own)).status).toBe(404);
    }
    expect((await stage.get("/reports/rows?period=2026-Q4&figure=filed&unit=MO", own)).status).toBe(404);
    expect((await stage.get("/reports/rows?period=2026-Q4&figure=launched", own)).status).toBe(404);
    expect((await stage.get("/reports/excel?period=2026-Q4&unit=MO", own)).status).toBe(404);
  });

  it("refuse a period or unit that cannot be, in words", async () => {
    expect((await see("period=2031")).words).toContain("chưa tới");
    expect((await see("period=2026-03-02..2026-01-01")).words).toContain("đứng trước");
    expect((await see("period=2026&unit=sao hoả")).words).toContain("Không có đơn vị");
    expect((await stage.get("/reports/rows?period=2026&figure=toString", lead)).status).toBe(404);
  });

  it("come as Word, as Excel and as pictures", async () => {
    for (const form of ["word?place=Lai%20Châu&", "excel?"]) {
      const answer = await stage.get(`/reports/${form}period=2026-Q4`, lead);
      expect(answer.status).toBe(200);
      expect(answer.headers["content-disposition"]).toMatch(/filename="bao-cao-2026-Q4\.(docx|xlsx)"/);
    }
    const { charts } = await see("period=2026-Q4");
    expect(charts).toHaveLength(3);
    expect((await stage.get("/reports/charts/0?period=2026-Q4", lead)).headers["content-type"]).toBe(
      "image/png",
    );
    expect((await stage.get("/reports/charts/9?period=2026-Q4", lead)).status).toBe(404);
  });
});
