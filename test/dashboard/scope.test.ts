import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { meet } from "../../src/people/members.ts";
import { openCase } from "../../src/questions/cases.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("an officer of one unit", () => {
  let stage: DashboardStage;
  let own: MadeOfficer & { cookie: string };
  const numbers: Record<string, number> = {};

  beforeAll(async () => {
    stage = await openStage();
    const { db, now } = stage;
    const unit = (code: string, parent: string | null) => ({
      ...{
        id: `unit-${code}`,
        code,
        name: `Công đoàn ${code}`,
        level: "grassroots" as const,
        parent_id: parent,
      },
      ...{
        valid_from: null,
        valid_to: null,
        source: null,
        confirmed_by: null,
        created_at: now,
        updated_at: now,
      },
    });
    await db.transact(async (tx) => {
      for (const row of [
        unit("TINH", null),
        unit("CHE", "unit-TINH"),
        unit("TO-1", "unit-CHE"),
        unit("MO", "unit-TINH"),
      ])
        await tx.insertInto("unit").values(row).execute();
      for (const code of ["CHE", "TO-1", "MO", ""]) {
        const address = { channel: "web-chat", externalId: `v-${code}` } as const;
        const { memberId } = await meet(tx, { address, name: `Người ${code || "lạ"}`, at: now });
        const unitId = code === "" ? null : `unit-${code}`;
        await tx.updateTable("member").set({ unit_id: unitId }).where("id", "=", memberId).execute();
        const { opened } = await openCase(tx, {
          memberId,
          askedFrom: address,
          question: `Hỏi ${code}`,
          nearest: [],
          now,
        });
        numbers[code] = opened.number;
      }
    });
    own = await stage.officer("che", { role: "unit", unit: "CHE" });
  });
  afterAll(() => stage.close());

  it("sees the tree of its own units, and counts of nobody else's people", async () => {
    const { rows } = (await stage.get("/units", own.cookie)).body;
    expect(rows.map((row: { code: string }) => row.code)).toEqual(["CHE", "TO-1"]);
    const chief = await stage.officer("tinh", { name: "Tỉnh" });
    expect((await stage.get("/units", chief.cookie)).body.rows).toHaveLength(4);
  });

  it("sees the questions and members of the unit and of the units under it alone", async () => {
    const { body } = await stage.get("/cases?tab=all", own.cookie);
    expect(body.rows.map((row: { question: string }) => row.question).toSorted()).toEqual([
      "Hỏi CHE",
      "Hỏi TO-1",
    ]);
    expect(body.counts).toEqual({ mine: 0, unassigned: 2, all: 2, snoozed: 0 });
    const members = await stage.get("/members", own.cookie);
    expect(members.body.rows.map((row: { name: string }) => row.name).toSorted()).toEqual([
      "Người CHE",
      "Người TO-1",
    ]);
    expect((await stage.get("/home", own.cookie)).body).toMatchObject({
      members: 2,
      proposals: null,
      campaigns: null,
    });
    expect((await stage.get("/me", own.cookie)).body.scope).toBe("Công đoàn CHE");
  });

  it.each(["MO", ""])(
    "is told nothing of a question from elsewhere (%j), and cannot change it",
    async (code) => {
      const number = numbers[code];
      expect((await stage.get(`/cases/${number}`, own.cookie)).status).toBe(404);
      for (const [path, body] of [
        ["answer", { version: 1, answer: "x", handsBack: true }],
        ["note", { note: "x" }],
        ["assign", { version: 1, to: own.officer.id }],
        ["close", { version: 1 }],
        ["hand-back", {}],
      ] as const)
        expect((await stage.post(`/cases/${number}/${path}`, body, { cookie: own.cookie })).status).toBe(404);
    },
  );

  it("answers a question of the own unit", async () => {
    const body = { version: 1, answer: "Bạn hỏi tổ trưởng nhé.", handsBack: true };
    expect((await stage.post(`/cases/${numbers["TO-1"]}/answer`, body, { cookie: own.cookie })).status).toBe(
      200,
    );
  });
});
