import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TemplateHandler } from "easy-template-x";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../src/cli/run.ts";
import { readConfig } from "../../src/config.ts";
import { openDatabase } from "../../src/database/open.ts";
import { type Instant, instant } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { openRequest } from "../../src/people/data-requests.ts";
import { meet } from "../../src/people/members.ts";

const monday = instant("2026-11-23T03:00:00Z");
let folder: string;
let now: Instant;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "caunoi-data-"));
  now = monday;
  const db = await openDatabase(`file:${join(folder, "caunoi.db")}`);
  await db.transact(async (tx) => {
    const address = { channel: "zalo-bot", externalId: "z1" } as const;
    const { memberId } = await meet(tx, { address, name: "Lan", at: monday });
    const choice = {
      memberId,
      purpose: "news",
      isGiven: true,
      textVersion: "v1",
      channel: "zalo-bot",
    } as const;
    await recordConsent(tx, { ...choice, at: monday });
    await openRequest(tx, { memberId, kind: "copy", askedFrom: address, now: monday });
  });
  await db.close();
});
afterEach(() => rmSync(folder, { recursive: true }));

async function caunoi(...args: string[]) {
  let out = "";
  let err = "";
  const code = await run(args, {
    write: (text) => {
      out += text;
    },
    complain: (text) => {
      err += text;
    },
    input: process.stdin,
    config: () => readConfig({ DATA_DIR: folder, TELEGRAM_BOT_TOKEN: "1:abc", RETENTION: "messages=77" }),
    clock: () => now,
  });
  return { code, out, err };
}
const inFolder = (name: string) => join(folder, name);

test("an officer lists, exports and settles a request; an overdue one is told by the exit code", async () => {
  expect(await caunoi("data", "list")).toMatchObject({ code: 0, out: expect.stringContaining("2026-12-03") });
  now = instant("2026-12-04T03:00:00Z");
  expect(await caunoi("data", "list")).toMatchObject({ code: 1, out: expect.stringContaining("OVERDUE") });
  expect(await caunoi("data", "extend", "1", "nghỉ lễ")).toMatchObject({ code: 0 });
  expect(await caunoi("data", "extend", "1", "nữa")).toMatchObject({ code: 1 });
  expect(await caunoi("data", "list")).toMatchObject({ code: 0 });
  expect(await caunoi("data", "export", "1", inFolder("lan.json"))).toMatchObject({ code: 0 });
  expect(readFileSync(inFolder("lan.json"), "utf8")).toContain("Lan");
  expect(await caunoi("data", "export", "1", inFolder("lan.json"))).toMatchObject({ code: 1 });
  expect(await caunoi("data", "done", "1", "--by", "hoa")).toMatchObject({ code: 0 });
  expect(await caunoi("data", "refuse", "1", "muộn")).toMatchObject({ code: 1 });
  expect((await caunoi("data", "show", "1")).out).toMatch(
    /received[\s\S]*acknowledged[\s\S]*extended[\s\S]*done +hoa/,
  );
  expect(await caunoi("data", "done", "9")).toMatchObject({ code: 1 });
});

test("a breach has 72 hours, and being late is told by the exit code", async () => {
  expect(await caunoi("data", "breach", "add", "Mất máy")).toMatchObject({ code: 1 });
  const added = await caunoi("data", "breach", "add", "Mất máy", "--kinds", "tên", "--people", "4");
  expect(added).toMatchObject({ code: 0, out: expect.stringContaining("2026-11-26T03:00:00.000Z") });
  expect(await caunoi("data", "breach", "list")).toMatchObject({ code: 0 });
  now = instant("2026-11-26T03:00:01Z");
  expect(await caunoi("data", "breach", "list")).toMatchObject({ code: 1 });
  expect(await caunoi("data", "breach", "close", "1", "Khoá máy")).toMatchObject({ code: 0 });
  expect(await caunoi("data", "breach", "list")).toMatchObject({ code: 0 });
});

test("the record, the assessment and the register of consents are written from the settings", async () => {
  for (const kind of ["record", "dpia"]) {
    const file = inFolder(`${kind}.docx`);
    expect(await caunoi("data", kind, file, "--controller", "LĐLĐ tỉnh")).toMatchObject({ code: 0 });
    const words = await new TemplateHandler().getText(readFileSync(file));
    for (const told of ["LĐLĐ tỉnh", "Telegram (nền tảng ở nước ngoài)", "77 ngày", "Tin nhắn gửi đến"])
      expect(words).toContain(told);
  }
  expect(await caunoi("data", "consents", inFolder("c.csv"))).toMatchObject({ code: 0 });
  expect(readFileSync(inFolder("c.csv"), "utf8")).toMatch(/,news,yes,v1,zalo-bot,2026-11-23T03:00:00.000Z\n/);
  expect(await caunoi("data", "retention", "--dry-run")).toMatchObject({ code: 0 });
});
