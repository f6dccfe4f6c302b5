import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLog, silentLog } from "../../src/kit/log.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import { fingerprint, loadLibrary } from "../../src/knowledge/load-library.ts";
import { setNote } from "../../src/knowledge/notes.ts";
import { openLibrary } from "../../src/knowledge/open-library.ts";
import { addDocument, importShipped, listDocuments, publish, withdraw } from "../../src/knowledge/publish.ts";
import { search } from "../../src/knowledge/retrieve.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const shipped = join(import.meta.dirname, "..", "..", "knowledge");
const noon = instant("2026-11-23T05:00:00Z");
const leave = `---
id: nghi-phep
title: Quy định nghỉ phép
kind: Quy định
---

## 1. Nghỉ phép năm

1.1. Người lao động báo nghỉ phép trước ba ngày làm việc.
`;

describe.each(databases)("publishing on $name", ({ open }) => {
  let database: TestDatabase;
  let folder: string;

  beforeEach(async () => {
    database = await open();
    folder = mkdtempSync(join(tmpdir(), "caunoi-knowledge-"));
    cpSync(shipped, folder, { recursive: true });
  });
  afterEach(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const take = (now: Instant = noon) => database.db.transact((tx) => importShipped(tx, folder, now));
  const rewrite = (file: string, change: (text: string) => string) =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
  const versions = () => listDocuments(database.db.read);

  test("shipped files are published at the first start and left alone at the second", async () => {
    expect((await take()).map(({ kind }) => kind)).toEqual(["imported", "imported", "imported", "imported"]);
    expect((await take()).map(({ kind }) => kind)).toEqual([
      "unchanged",
      "unchanged",
      "unchanged",
      "unchanged",
    ]);
    const listed = await versions();
    expect(listed.map(({ id, version, status }) => [id, version, status])).toEqual([
      ["kh-360", 1, "published"],
      ["lich", 1, "published"],
      ["nq-16", 1, "published"],
      ["sang-kien", 1, "published"],
    ]);
  });

  test("a changed file becomes the next version and the one before retires", async () => {
    await take();
    rewrite("lich-hang-nam.md", (text) => `${text}\n1.5. Ngày 20/10 là ngày Phụ nữ Việt Nam.\n`);
    expect((await take()).filter(({ kind }) => kind === "imported")).toEqual([
      { kind: "imported", file: "lich-hang-nam.md", document: "lich", version: 2 },
    ]);
    const library = await loadLibrary(database.db.read);
    expect(library.clause("lich", "1.5")?.text).toBe("Ngày 20/10 là ngày Phụ nữ Việt Nam.");
    expect((await versions()).filter(({ id }) => id === "lich").map(({ version }) => version)).toEqual([2]);
  });

  test("a broken file changes nothing and names its faults", async () => {
    await take();
    rewrite("ke-hoach-360.md", (text) => text.replace("id: kh-360", "id: KH 360"));
    const [refused] = (await take()).filter(({ kind }) => kind === "refused");
    expect(refused).toMatchObject({ file: "ke-hoach-360.md", faults: [{ line: 2, severity: "error" }] });
    const library = await loadLibrary(database.db.read);
    expect(library.clause("kh-360", "II.3.4")?.text).toContain("Tháng Công nhân");
  });

  test("two files with one id are not both taken", async () => {
    cpSync(join(folder, "lich-hang-nam.md"), join(folder, "lich-khac.md"));
    expect((await take()).filter(({ kind }) => kind === "refused")).toMatchObject([{ file: "lich-khac.md" }]);
    expect((await versions()).filter(({ id }) => id === "lich")).toHaveLength(1);
  });

  test("an added file is quoted only once it is published", async () => {
    const added = await database.db.transact((tx) => addDocument(tx, leave, noon));
    expect(added).toMatchObject({ kind: "drafted", version: 1, faults: [] });
    expect((await loadLibrary(database.db.read)).documents.size).toBe(0);
    expect(await database.db.transact((tx) => publish(tx, "nghi-phep", noon))).toEqual({
      kind: "published",
      document: "nghi-phep",
      version: 1,
    });
    const library = await loadLibrary(database.db.read);
    expect(search(library, "bao nghi phep truoc may ngay").hits[0]?.clause.id).toBe("1.1");
    await database.db.transact((tx) => withdraw(tx, "nghi-phep"));
    expect((await loadLibrary(database.db.read)).documents.size).toBe(0);
  });

  test("the same file added twice is one draft, a corrected one replaces it", async () => {
    const add = (source: string) => database.db.transact((tx) => addDocument(tx, source, noon));
    await add(leave);
    expect(await add(leave)).toMatchObject({ kind: "unchanged", version: 1 });
    expect(await add(leave.replace("ba ngày", "năm ngày"))).toMatchObject({ kind: "drafted", version: 2 });
    expect(await versions()).toMatchObject([
      { id: "nghi-phep", version: 2, status: "draft", origin: "added" },
    ]);
  });

  test("a garbled scan is refused as a whole", async () => {
    const garbled = leave.replace(
      "1.1. Người",
      `1.1. ${"nghién ciru khoa hec cdng nghé ".repeat(10)}\n\n1.2. Người`,
    );
    const added = await database.db.transact((tx) => addDocument(tx, garbled, noon));
    expect(added.kind).toBe("refused");
    expect(await versions()).toEqual([]);
  });

  test("publishing what does not exist says so", async () => {
    expect(await database.db.transact((tx) => publish(tx, "nothing", noon))).toEqual({
      kind: "missing",
      document: "nothing",
    });
  });

  test("a new shipped file waits when officers publish their own version of the document", async () => {
    await take();
    const own = readFileSync(join(folder, "lich-hang-nam.md"), "utf8").replace(
      "Quốc tế Lao động",
      "Quốc tế Lao động (nghỉ)",
    );
    await database.db.transact(async (tx) => {
      await addDocument(tx, own, noon);
      await publish(tx, "lich", noon);
    });
    rewrite("lich-hang-nam.md", (text) => `${text}\n1.5. Ngày 20/10 là ngày Phụ nữ Việt Nam.\n`);
    expect(await take()).toContainEqual({
      kind: "waiting",
      file: "lich-hang-nam.md",
      document: "lich",
      version: 3,
    });
    const library = await loadLibrary(database.db.read);
    expect(library.clause("lich", "1.1")?.text).toContain("(nghỉ)");
    expect(library.clause("lich", "1.5")).toBeUndefined();
  });

  test("an officer's note outlives a new version and is never set back to the shipped one", async () => {
    await take();
    const note = async () => (await loadLibrary(database.db.read)).clause("kh-360", "III.2/3")?.note;
    expect(await note()).toContain("sắp xếp lại");
    await database.db.transact((tx) =>
      setNote(tx, { document: "kh-360", clause: "III.2" }, "Hỏi LĐLĐ tỉnh.", noon),
    );
    rewrite("ke-hoach-360.md", (text) => text.replace("vướng mắc liên hệ", "vướng mắc thì liên hệ"));
    await take();
    expect(await note()).toBe("Hỏi LĐLĐ tỉnh.");
    await database.db.transact((tx) => setNote(tx, { document: "kh-360", clause: "III.2" }, " ", noon));
    await take();
    expect(await note()).toBeNull();
  });

  test("the fingerprint changes with what is published and with notes, and with nothing else", async () => {
    await take();
    const first = await fingerprint(database.db.read);
    await database.db.transact((tx) => addDocument(tx, leave, noon));
    expect(await fingerprint(database.db.read)).toBe(first);
    await database.db.transact((tx) => publish(tx, "nghi-phep", noon));
    const second = await fingerprint(database.db.read);
    expect(second).not.toBe(first);
    const later = addMs(noon, 1000);
    await database.db.transact((tx) => setNote(tx, { document: "lich", clause: "1.1" }, "Nghỉ bù.", later));
    expect(await fingerprint(database.db.read)).not.toBe(second);
  });

  test("a running library answers from the old text until the new one is indexed", async () => {
    const library = await openLibrary(database.db, {
      shippedFolder: folder,
      clock: () => noon,
      log: silentLog,
    });
    try {
      const before = library.current();
      await database.db.transact(async (tx) => {
        await addDocument(tx, leave, noon);
        await publish(tx, "nghi-phep", noon);
      });
      expect(library.current()).toBe(before);
      await library.refresh();
      expect(library.current().documents.has("nghi-phep")).toBe(true);
      expect(before.documents.has("nghi-phep")).toBe(false);
    } finally {
      await library.close();
    }
  });

  test("a refused shipped file is logged without its text and does not stop the start", async () => {
    rewrite("lich-hang-nam.md", () => "không có phần mô tả");
    const lines: string[] = [];
    const log = createLog("info", { write: (line: string) => void lines.push(line) });
    const library = await openLibrary(database.db, { shippedFolder: folder, clock: () => noon, log });
    await library.close();
    expect(library.current().documents.size).toBe(3);
    expect(lines.filter((line) => line.includes("knowledge.refused"))).toHaveLength(1);
    expect(lines.join("")).not.toContain("không có phần");
  });
});
