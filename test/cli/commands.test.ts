import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createReceiver } from "../../src/conversation/receive.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { enqueue } from "../../src/delivery/enqueue.ts";
import { say } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";

const now = instant("2026-11-22T01:00:00Z");

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

/** Changes the terminal's database the way the running program would. */
async function change(work: (db: Database) => Promise<unknown>): Promise<void> {
  const db = await openDatabase(terminal.config.database.url);
  await work(db);
  await db.close();
}

function fileHolding(name: string, text: string): string {
  const path = join(terminal.folder, name);
  writeFileSync(path, text);
  return path;
}

describe("every command", () => {
  it("stands in the overview with what it does", async () => {
    const { code, out, errors } = await terminal.type(["--help"]);
    expect(code).toBe(0);
    expect(errors).toBe("");
    for (const name of ["campaign proof ID", "knowledge check FILE", "backup [FILE]", "doctor"]) {
      expect(out).toContain(`  ${name} `);
    }
  });

  it("explains itself, and no help is longer than a screen is wide", async () => {
    const { out } = await terminal.type(["--help"]);
    const names = [...out.matchAll(/^ {2}([a-z]+(?: [a-z]+){0,2})(?= |$)/gm)].map((match) => match[1] ?? "");
    expect(names.length).toBeGreaterThan(12);
    for (const name of names) {
      const { code, out: help } = await terminal.type([...name.split(" "), "--help"]);
      expect(code, name).toBe(0);
      expect(help, name).toContain(`caunoi ${name}`);
      expect(Math.max(...help.split("\n").map((line) => line.length)), name).toBeLessThan(125);
    }
  });

  it.each([
    [["nonsense"], /there is no command "nonsense"/],
    [["campaign"], /campaign needs one more word/],
    [["campaign", "fly"], /there is no command "campaign fly"/],
    [["campaign", "approve"], /ID is missing; usage: caunoi campaign approve \[--by NAME\] \[--count N\] ID/],
    [["campaign", "approve", "1", "2"], /too many words/],
    [["campaign", "list", "--loud"], /Unknown option '--loud'/],
    [["campaign", "approve", "--by"], /--by/],
    [["constructor"], /there is no command "constructor"/],
    [["uncertain", "resolve", "1"], /--as sent, or --as resend/],
    [["uncertain", "resolve", "one", "--as", "sent"], /"one" is neither/],
  ])("called as %j says in one line what is wrong and exits with 2", async (args, words) => {
    const { code, out, errors } = await terminal.type(args);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(errors).toMatch(words);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });

  it("without a word shows the overview on stderr and exits with 2", async () => {
    const { code, out, errors } = await terminal.type([]);
    expect([code, out]).toEqual([2, ""]);
    expect(errors).toContain("campaign add FILE.md");
  });

  it("refuses wrong settings with every fault, and touches nothing", async () => {
    const wrong = openTerminal({ PORT: "x", QUIET_HOURS: "y" });
    const { code, errors } = await wrong.type(["campaign", "list"]);
    expect(code).toBe(1);
    expect(errors).toMatch(/2 settings are wrong[\s\S]*PORT[\s\S]*QUIET_HOURS/);
    expect(readdirSync(wrong.folder)).toEqual([]);
    wrong.close();
  });

  it("says in one line that a database is newer than the program", async () => {
    await change((db) =>
      db.transact((tx) =>
        tx
          .insertInto("migration" as "member")
          .values({ version: 99, name: "later", applied_at: now } as never)
          .execute(),
      ),
    );
    const { code, errors } = await terminal.type(["campaign", "list"]);
    expect(code).toBe(1);
    expect(errors).toMatch(/^caunoi: This database is at version 99/);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });
});

const campaign = `---
title: Ngày Khoa học
audience: all
channels: telegram
at: "2026-11-25 08:00"
---
Mời bạn tham gia.
`;

describe("campaign commands", () => {
  it("take a campaign from its file to its proof sheet", async () => {
    const added = await terminal.type([
      "campaign",
      "add",
      fileHolding("tin.md", campaign),
      "--by",
      "Lò Văn An",
    ]);
    expect(added.code).toBe(0);
    const id = added.out.split("\n")[0] ?? "";
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await terminal.type(["campaign", "list"])).out).toMatch(/bản nháp.*Ngày Khoa học/);
    const ending = id.slice(-8);
    const approved = await terminal.type(["campaign", "approve", ending, "--by", "Vàng Thị Mỷ"]);
    expect(approved).toMatchObject({ code: 0, errors: "" });
    expect(approved.out).toMatch(/08:00, thứ Tư 25\/11\/2026 to 0 of 0 people/);
    expect((await terminal.type(["campaign", "stop", id])).code).toBe(0);
    expect((await terminal.type(["campaign", "resume", id])).code).toBe(0);
    const proof = await terminal.type(["campaign", "proof", id]);
    expect(proof.out).toMatch(/Lò Văn An[\s\S]*Vàng Thị Mỷ/);
  });

  it("name every fault of a file with its line, and store nothing", async () => {
    const path = fileHolding("sai.md", campaign.replace("all", "nobody").replace("2026-11-25", "2020-11-25"));
    const { code, out, errors } = await terminal.type(["campaign", "add", path]);
    expect([code, out]).toEqual([1, ""]);
    expect(errors).toMatch(/sai\.md:3: audience/);
    expect(errors).toMatch(/sai\.md:5: /);
    expect((await terminal.type(["campaign", "list"])).out).not.toContain("Ngày Khoa học");
  });

  it.each([
    ["a file that is not there", "none.md", undefined, /none\.md cannot be read \(ENOENT\)/],
    ["a file that is no text", "photo.md", Buffer.from([0xff, 0xd8, 0xff]), /photo\.md is not UTF-8 text/],
  ])("say in one line that %s cannot be used", async (_, name, bytes, words) => {
    const path = join(terminal.folder, name);
    if (bytes) writeFileSync(path, bytes);
    const { code, errors } = await terminal.type(["campaign", "add", path]);
    expect(code).toBe(1);
    expect(errors).toMatch(words);
    expect(errors.trim().split("\n")).toHaveLength(1);
  });

  it("refuse what the state does not allow, in the officers' words", async () => {
    const { out } = await terminal.type(["campaign", "add", fileHolding("tin.md", campaign)]);
    const { code, errors } = await terminal.type(["campaign", "stop", out.split("\n")[0] ?? ""]);
    expect(code).toBe(1);
    expect(errors).toMatch(/chưa được duyệt/);
    expect((await terminal.type(["campaign", "approve", "abcdef12"])).errors).toMatch(/no such campaign/);
  });
});

const lesson = `---
id: noi-quy
title: Nội quy thử
kind: Nội quy
issuer: Công đoàn cơ sở
issued: 2026-01-02
---

# NỘI QUY

## 1. Giờ làm việc

1.1. Giờ làm việc buổi sáng bắt đầu lúc 7 giờ 30 phút.
`;

describe("knowledge commands", () => {
  it("take a document from its file to being published", async () => {
    const path = fileHolding("noi-quy.md", lesson);
    const checked = await terminal.type(["knowledge", "check", path]);
    expect(checked).toMatchObject({ code: 0, errors: "" });
    expect(checked.out).toContain("1.1  Giờ làm việc buổi sáng");
    expect((await terminal.type(["knowledge", "add", path])).out).toMatch(/^noi-quy v1\n/);
    expect((await terminal.type(["knowledge", "list"])).out).toMatch(/noi-quy +v1 +draft +added/);
    expect((await terminal.type(["knowledge", "publish", "noi-quy"])).code).toBe(0);
    expect((await terminal.type(["knowledge", "list"])).out).toMatch(/noi-quy +v1 +published/);
    expect((await terminal.type(["knowledge", "reindex"])).out).toMatch(/^5 documents, \d+ clauses\.\n$/);
  });

  it("list the shipped documents before anything was ever started", async () => {
    const { out } = await terminal.type(["knowledge", "list"]);
    expect(out.match(/published +shipped/g)).toHaveLength(4);
  });

  it("refuse a file that is no document, and leave everything as it was", async () => {
    const path = fileHolding("hong.md", "---\nid: hong\n---\n\nKhông có tên.\n");
    expect((await terminal.type(["knowledge", "check", path])).code).toBe(1);
    const { code, errors } = await terminal.type(["knowledge", "add", path]);
    expect(code).toBe(1);
    expect(errors).toMatch(/hong\.md:\d+: /);
    expect((await terminal.type(["knowledge", "publish", "hong"])).errors).toMatch(/no document "hong"/);
  });

  it("check changes nothing, not even a missing database", async () => {
    await terminal.type(["knowledge", "check", fileHolding("noi-quy.md", lesson)]);
    expect(existsSync(join(terminal.folder, "caunoi.db"))).toBe(false);
  });
});

describe("commands for what needs a decision", () => {
  const from = { externalId: "77", name: "Lò Thị Mây" };
  const message = { channel: "telegram" as const, externalId: "1", from, at: now };
  const said = { kind: "text" as const, text: "bí mật của tôi", files: [] };

  it("show a parked message without its words, and have it answered again", async () => {
    await change(async (db) => {
      await createReceiver({ db, clock: () => now, onStored: () => {} })([{ ...message, said }]);
      await db.transact((tx) =>
        tx.updateTable("inbound").set({ status: "parked", fault: "internal: no", done_at: now }).execute(),
      );
    });
    const { code, out } = await terminal.type(["inbox", "parked"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^1 +telegram +2026-11-22T01:00:00\.000Z +internal: no\n$/);
    expect(await terminal.type(["inbox", "retry", "1"])).toMatchObject({ code: 0, errors: "" });
    expect((await terminal.type(["inbox", "parked"])).out).toBe("No message is parked.\n");
    expect((await terminal.type(["inbox", "retry", "1"])).code).toBe(1);
    expect((await terminal.type(["inbox", "retry", "x; drop"])).code).toBe(1);
  });

  it("show uncertain messages and decide about one or all", async () => {
    await change((db) =>
      db.transact(async (tx) => {
        const address = { channel: "telegram" as const, externalId: "77" };
        const { memberId } = await meet(tx, { address, name: null, at: now });
        const letters = ["một", "hai", "ba"].map((text) => ({
          memberId,
          to: address,
          content: say(text),
          inboundSeq: null,
        }));
        await enqueue(tx, letters, now);
        await tx
          .updateTable("delivery")
          .set({ status: "uncertain", why: "timeout", settled_at: now })
          .execute();
      }),
    );
    expect((await terminal.type(["uncertain", "list"])).out.trim().split("\n")).toHaveLength(3);
    expect((await terminal.type(["uncertain", "resolve", "1", "--as", "sent"])).out).toBe(
      "1 counted as sent.\n",
    );
    expect((await terminal.type(["uncertain", "resolve", "1", "--as", "sent"])).code).toBe(1);
    const all = await terminal.type(["uncertain", "resolve", "all", "--as", "resend"]);
    expect(all.out).toBe("2 will be sent again.\n");
    expect((await terminal.type(["uncertain", "list"])).out).toBe("No message is uncertain.\n");
  });
});

describe("backup and restore", () => {
  it("refuse in words what they cannot do, and tell no password of a database that is away", async () => {
    const postgres = openTerminal({ DATABASE_URL: "postgres://union:s3cret@127.0.0.1:9/caunoi" });
    const backup = await postgres.type(["backup", join(postgres.folder, "x.tar.gz")]);
    expect(backup.code).toBe(1);
    expect(backup.errors).not.toContain("s3cret");
    expect(backup.errors.trim().split("\n")).toHaveLength(1);
    expect((await postgres.type(["restore", "x.tar.gz"])).errors).toContain("x.tar.gz cannot be read");
    postgres.close();
    expect((await terminal.type(["backup", join(terminal.folder, "b.tar.gz")])).errors).toMatch(
      /no database at/,
    );
  });

  it("send nothing twice: what had not left is uncertain, campaigns that fell due are stopped", async () => {
    const file = join(terminal.folder, "b.tar.gz");
    const { out } = await terminal.type(["campaign", "add", fileHolding("tin.md", campaign)]);
    const [id = ""] = out.split("\n");
    await terminal.type(["campaign", "approve", id]);
    await change((db) =>
      db.transact(async (tx) => {
        const address = { channel: "telegram" as const, externalId: "77" };
        const { memberId } = await meet(tx, { address, name: null, at: now });
        await enqueue(tx, [{ memberId, to: address, content: say("chào"), inboundSeq: null }], now);
      }),
    );
    expect((await terminal.type(["backup", file])).code).toBe(0);
    const later = openTerminal({}, "2026-11-25T01:30:00Z");
    const restored = await later.type(["restore", file]);
    expect(restored.code).toBe(0);
    expect(restored.out).toMatch(/1 messages may have been sent since: caunoi uncertain list/);
    expect(restored.out).toContain(`caunoi campaign resume ${id}`);
    expect((await later.type(["uncertain", "list"])).out).toMatch(/restored from a backup/);
    expect((await later.type(["campaign", "list"])).out).toMatch(/đang dừng/);
    later.close();
  });
});

describe("the doctor", () => {
  it("finds nothing wrong on a fresh machine, and makes no database", async () => {
    const { code, out } = await terminal.type(["doctor"]);
    expect(code).toBe(0);
    expect(out).not.toMatch(/^fault/m);
    expect(out).toMatch(/^ok +database .*first start makes it/m);
    expect(readdirSync(terminal.folder)).toEqual([]);
  });

  it("names each wrong setting on a line and exits with 1", async () => {
    const wrong = openTerminal({ PORT: "x", TELEGRAM_MODE: "webhook" });
    const { code, out } = await wrong.type(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^fault +settings +PORT is "x"/m);
    expect(out).toMatch(/^fault +settings +TELEGRAM_BOT_TOKEN is missing/m);
    wrong.close();
  });

  it("sees a data folder that is a file, a lost photo and a Telegram that does not answer", async () => {
    const hash = await new Promise<string>((found) =>
      change(async (db) => {
        const blobs = openBlobs(db, join(terminal.folder, "blobs"));
        found(await blobs.put(Buffer.from("photo"), "image/png", now));
      }),
    );
    rmSync(join(terminal.folder, "blobs"), { recursive: true });
    const lost = await terminal.type(["doctor"]);
    expect(lost.code).toBe(1);
    expect(lost.out).toMatch(new RegExp(`^fault +files .*${hash}`, "m"));
    const settings = { TELEGRAM_BOT_TOKEN: "1:abc", TELEGRAM_API_ROOT: "http://127.0.0.1:1" };
    const away = openTerminal(settings);
    const { code, out } = await away.type(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^fault +telegram /m);
    expect(out).not.toContain("1:abc");
    away.close();
  });

  it("sees a database that is damaged, and one that is newer", async () => {
    await change(async () => {});
    writeFileSync(join(terminal.folder, "caunoi.db"), "this is no database at all, but it has some length");
    rmSync(join(terminal.folder, "caunoi.db-wal"), { force: true });
    const { code, out } = await terminal.type(["doctor"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^fault +database /m);
  });

  it("warns about what waits for a decision, without failing", async () => {
    mkdirSync(terminal.folder, { recursive: true });
    await change(async (db) => {
      const from = { externalId: "77", name: null };
      const said = { kind: "text" as const, text: "xin chào", files: [] };
      const hello = { channel: "telegram" as const, externalId: "1", from, said, at: now };
      await createReceiver({ db, clock: () => instant("2026-11-22T00:00:00Z"), onStored: () => {} })([hello]);
    });
    const { code, out } = await terminal.type(["doctor"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^warn +inbox +1 messages wait for an answer, the oldest since 2026-11-22T00/m);
  });
});
