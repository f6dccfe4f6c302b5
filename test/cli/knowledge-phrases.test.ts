import { afterEach, beforeEach, expect, it } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { instant } from "../../src/kit/time.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

it("a taught phrase is listed, used by the next question, and taken back", async () => {
  const type = (...words: string[]) => terminal.type(words);
  const question = "liên hoan cuối năm có gì";
  expect(JSON.parse((await type("ask", "--json", question)).out).kind).toBe("unknown");
  const added = await type("knowledge", "phrases", "add", "liên hoan cuối năm", "kh-360#II.3.4");
  expect([added.code, added.out]).toEqual([0, "liên hoan cuối năm → kh-360#II.3.4 is searched by now.\n"]);
  expect((await type("knowledge", "phrases")).out).toMatch(/^liên hoan cuối năm\s+kh-360#II\.3\.4\n$/);
  const answer = JSON.parse((await type("ask", "--json", question)).out);
  expect(answer.citations[0]).toMatchObject({ document: "kh-360", clause: "II.3.4" });
  expect((await type("knowledge", "phrases", "remove", "liên hoan cuối năm")).code).toBe(0);
  expect((await type("knowledge", "phrases")).out.trim()).toBe("");
});

it("what would find nothing is refused in words", async () => {
  const refused = await terminal.type(["knowledge", "phrases", "add", "gì đó", "con tàu vũ trụ"]);
  expect([refused.code, refused.out]).toEqual([1, ""]);
  expect(refused.errors).toContain('No published document holds "con tàu vũ trụ"');
  expect((await terminal.type(["knowledge", "phrases", "remove", "chưa dạy"])).errors).toContain(
    "nobody taught",
  );
  expect((await terminal.type(["knowledge", "gaps", "--limit", "0"])).code).toBe(2);
});

it("gaps put alike questions together with the nearest clause", async () => {
  await terminal.type(["knowledge", "reindex"]);
  const db = await openDatabase(terminal.config.database.url);
  const asked = ["giấy biên nhận có mẫu không", "giay bien nhan co mau ko", "thẻ đoàn viên mất thì sao"];
  await db.transact(async (tx) => {
    for (const question of asked)
      await tx
        .insertInto("asked")
        .values({
          member_id: "m",
          inbound_seq: null,
          question,
          kind: "unknown",
          cited: "[]",
          at: instant("2026-11-22T03:00:00Z"),
        })
        .execute();
  });
  await db.close();
  const { code, out } = await terminal.type(["knowledge", "gaps"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^2 × /);
  expect(out).toContain("nearest: sang-kien#3.2");
  expect(out).toContain("1 × thẻ đoàn viên mất thì sao");
});
