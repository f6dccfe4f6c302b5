import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { instant } from "../../src/kit/time.ts";
import { findFigure } from "../../src/reports/figures.ts";
import { countOf, frameReport } from "../../src/reports/report.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { memberId, tell } from "./federation.ts";

const now = instant("2026-11-23T03:00:00Z");
const day = (text: string) => instant(`${text}T03:00:00Z`);

describe.each(databases)("what forms brought, on $name", ({ open }) => {
  let opened: TestDatabase;

  beforeAll(async () => {
    opened = await open();
    await opened.db.transact(async (tx) => {
      await tell(tx, { units: [{ code: "CHE", name: "CĐCS Chè" }], members: ["CHE", null] });
      const form = {
        title: "Lớp",
        version: 1,
        opens_at: null,
        closes_at: null,
        secret: null,
        last_number: 0,
        created_by: "a",
      };
      const made = { created_at: day("2026-02-01"), updated_at: day("2026-02-01") };
      const forms = [
        ["f1", "event", "open"],
        ["f2", "event", "draft"],
        ["f3", "policy", "closed"],
        ["f4", "roster", "open"],
        ["f5", "plain", "open"],
        ["f6", "report", "open"],
        ["f7", "emulation", "open"],
      ] as const;
      for (const [id, service, status] of forms)
        await tx
          .insertInto("form")
          .values({ ...form, ...made, id, code: id, service, status })
          .execute();
      const answers = [
        ["f1", 0, "attended", "2026-03-01", "2026-04-01"],
        ["f1", 1, "going", "2026-03-01", "2026-03-01"],
        ["f3", 0, "filed", "2026-05-01", "2026-05-01"],
        ["f4", 0, "confirmed", "2025-12-30", "2026-01-02"],
        ["f4", 1, "waiting", "2026-01-02", "2026-01-02"],
        ["f5", 0, "filed", "2026-05-01", "2026-05-01"],
        ["f6", 0, "filed", "2026-05-01", "2026-05-01"],
        ["f6", 0, "replaced", "2026-04-01", "2026-05-01"],
        ["f7", 0, "confirmed", "2026-01-10", "2026-01-20"],
        ["f7", 1, "returned", "2026-01-10", "2026-01-20"],
        ["f7", 0, "achieved", "2025-12-10", "2026-01-20"],
      ] as const;
      for (const [index, [form_id, member, state, filed, updated]] of answers.entries())
        await tx
          .insertInto("form_answer")
          .values({
            ...{
              id: `a${index}`,
              form_id,
              version: 1,
              number: index,
              member_id: memberId(member),
              answers: "{}",
              state,
            },
            ...{ detail: "{}", filed_at: day(filed), updated_at: day(updated), updated_by: null },
          })
          .execute();
    });
  });
  afterAll(() => opened.close());

  test.each([
    ["eventsOpened", 1, null],
    ["eventSignUps", 2, 1],
    ["eventAttended", 1, 1],
    ["policyOpened", 1, null],
    ["policyComments", 1, 1],
    ["rosterConfirmed", 1, 1],
    ["unitReports", 1, 1],
    ["emulationRegistered", 1, 1],
    ["emulationAchieved", 1, 1],
  ])("%s is counted by its own step, and by the unit of who answered", async (id, all, ofUnit) => {
    const figure = findFigure(id);
    if (!figure) throw new Error(`There is no figure ${id}.`);
    const totalOf = async (unit: string | null) => {
      const framed = await frameReport(opened.db.read, { period: "2026", unit }, now);
      if (framed.kind === "refused") throw new Error(framed.words);
      return (await countOf(opened.db.read, figure, framed.frame)).total.now;
    };
    expect(await totalOf(null)).toBe(all);
    if (ofUnit !== null) expect(await totalOf("CHE")).toBe(ofUnit);
  });
});
