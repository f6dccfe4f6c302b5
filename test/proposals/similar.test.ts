import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import { comparedText, storedIndex, writeFace } from "../../src/proposals/finding/face.ts";
import { readPairs, scorePairs } from "../../src/proposals/finding/score-pairs.ts";
import { indexOf, similar } from "../../src/proposals/finding/similar.ts";
import { readRecord } from "../../src/proposals/record.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { applied, file, newMember } from "./member.ts";

const read = (name: string) =>
  readPairs(readFileSync(new URL(`../../eval/similar/${name}.jsonl`, import.meta.url), "utf8"));
const pairs = read("tuned");
const known = [...new Set(pairs.map(({ a }) => a))].map((text, index) => ({
  number: `SK-2026-${index}`,
  start: text,
  text,
}));
const index = indexOf(known);

describe("proposals that look alike", () => {
  test.each(["tuned", "held-out"])(
    "are found with precision and recall of at least 0.9 (%s)",
    async (name) => {
      const scores = await scorePairs(read(name));
      expect(scores.pairs).toBeGreaterThanOrEqual(60);
      expect(scores.recall).toBeGreaterThanOrEqual(0.9);
      expect(scores.precision).toBeGreaterThanOrEqual(0.9);
    },
  );

  test("are explained by words of the candidate itself", async () => {
    const [first] = await similar(index, "bang tai so 2 bi ket che, em han thanh gat bang sat thua");
    expect(first?.words).toContain("bang tai so 2 bi ket che");
  });

  test("are the same with and without marks", async () => {
    const [marked] = await similar(index, pairs[0]?.a ?? "");
    expect(marked).toMatchObject({ number: "SK-2026-0" });
    expect(marked?.score).toBeGreaterThan(0.99);
  });

  test.each(["", "😀", "và của là", "chè"])("“%s” is like nothing", async (text) => {
    expect(await similar(index, text)).toEqual([]);
  });
});

describe.each(databases)("the stored index on $name", ({ open }) => {
  let opened: TestDatabase;
  afterEach(() => opened.close());

  test("finds what was filed a moment ago, and never what its author marked as confidential", async () => {
    opened = await open();
    const mai = await newMember(opened.db);
    await file(mai);
    const found = await similar(storedIndex(opened.db.read), (applied[0] ?? "") + (applied[1] ?? ""));
    expect(found.map(({ number }) => number)).toEqual(["SK-2026-0001"]);

    await opened.db.transact(async (tx) => {
      const row = await tx.selectFrom("proposal").selectAll().executeTakeFirstOrThrow();
      const record = readRecord(row.answers);
      const answers = { ...record.answers, confidential: { kind: "text" as const, text: "mạch điều khiển" } };
      const source = {
        proposalId: row.id,
        number: row.number,
        memberId: row.member_id,
        filedAt: row.filed_at,
      };
      await writeFace(tx, { ...source, record: { ...record, answers } });
    });
    expect(await similar(storedIndex(opened.db.read), (applied[0] ?? "") + (applied[1] ?? ""))).toEqual([]);
    const words = await opened.db.read.selectFrom("proposal_word").selectAll().execute();
    expect(words).toEqual([]);
    const face = await opened.db.read.selectFrom("proposal_face").selectAll().executeTakeFirstOrThrow();
    expect(face.search).not.toContain("mach dieu khien");
    expect(face.search).not.toContain("cam bien");
  });

  test("answers as an index in memory does, and leaves the proposal itself out", async () => {
    opened = await open();
    const mai = await newMember(opened.db);
    for (const { a } of pairs.slice(0, 6)) {
      const [problem = "", solution = ""] = a.split(/\. (?=\S)/);
      await file(mai, [problem, `${solution}, đã áp dụng từ 15/3/2026`, "bớt công", "Lò Thị Mai, tổ 3"]);
    }
    const rows = await opened.db.read.selectFrom("proposal").selectAll().orderBy("number").execute();
    const texts = rows.map(({ number, answers }) => ({
      number,
      start: "",
      text: comparedText(readRecord(answers)),
    }));
    for (const { b } of pairs.slice(0, 6)) {
      const scores = (found: { number: string; score: number }[]) =>
        found.map(({ number, score }) => [number, score.toFixed(9)]);
      const stored = await similar(storedIndex(opened.db.read), b);
      expect(scores(stored)).toEqual(scores(await similar(indexOf(texts), b)));
      expect(stored.length).toBeGreaterThan(0);
    }
    const [first] = rows;
    const own = await similar(storedIndex(opened.db.read, first?.id), texts[0]?.text ?? "");
    expect(own.map(({ number }) => number)).not.toContain(first?.number);
  });
});
