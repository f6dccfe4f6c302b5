import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../src/kit/log.ts";
import { instant } from "../../src/kit/time.ts";
import { type OpenLibrary, openLibrary } from "../../src/knowledge/open-library.ts";
import { addPhrase, listPhrases, removePhrase } from "../../src/knowledge/phrases.ts";
import { search } from "../../src/knowledge/retrieve.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const now = instant("2026-11-22T03:00:00Z");

describe.each(databases)("phrases officers teach, on $name", ({ open }) => {
  let test: TestDatabase;
  let library: OpenLibrary;
  beforeEach(async () => {
    test = await open();
    library = await openLibrary(test.db, { shippedFolder: "knowledge", clock: () => now, log: silentLog });
  });
  afterEach(async () => {
    await library.close();
    await test.close();
  });

  const teach = (written: string, meaning: string) =>
    test.db.transact((tx) => addPhrase(tx, library.current(), { written, meaning }, now));
  const first = (question: string) => {
    const [hit] = search(library.current(), question).hits;
    return hit && `${hit.clause.document}#${hit.clause.id}`;
  };

  it("find the clause a question belongs to, typed with marks and without", async () => {
    expect(first("liên hoan cuối năm")).not.toBe("kh-360#II.3.4");
    expect(await teach("Liên hoan cuối năm", "kh-360#II.3.4")).toEqual({ kind: "added" });
    await library.refresh();
    expect(first("liên hoan cuối năm")).toBe("kh-360#II.3.4");
    expect(first("lien hoan cuoi nam co gi")).toBe("kh-360#II.3.4");
  });

  it("stand for words of the documents", async () => {
    expect(first("cái loa phường")).not.toBe("kh-360#II.1.3");
    await teach("loa phường", "Đài phát thanh và truyền hình tỉnh");
    await library.refresh();
    expect(first("cái loa phường")).toBe("kh-360#II.1.3");
  });

  it("are refused when nothing would be found by them", async () => {
    expect(await teach("cái gì đó", "con tàu vũ trụ")).toEqual({ kind: "unknown" });
    expect(await teach("cái gì đó", "kh-360#IX.9")).toEqual({ kind: "unknown" });
    expect(await teach("???", "trang Facebook")).toEqual({ kind: "unreadable" });
    expect(await teach("dài ".repeat(200), "trang Facebook")).toEqual({ kind: "unreadable" });
    expect(await listPhrases(test.db.read)).toEqual([]);
  });

  it("are listed once each, and forgotten with all their meanings", async () => {
    await teach("phây", "trang Facebook");
    expect(await teach("PHÂY ", "trang Facebook")).toEqual({ kind: "known" });
    await teach("phây", "kh-360#II.1.3");
    expect(await listPhrases(test.db.read)).toEqual([
      { written: "phây", meaning: "kh-360#II.1.3" },
      { written: "phây", meaning: "trang Facebook" },
    ]);
    expect(await test.db.transact((tx) => removePhrase(tx, "Phây"))).toBe(2);
    expect(await test.db.transact((tx) => removePhrase(tx, "Phây"))).toBe(0);
    expect(await listPhrases(test.db.read)).toEqual([]);
  });

  it("are followed by a running library when they change and when they go", async () => {
    await teach("liên hoan cuối năm", "kh-360#II.3.4");
    await library.refresh();
    await test.db.transact((tx) => removePhrase(tx, "liên hoan cuối năm"));
    await library.refresh();
    expect(first("liên hoan cuối năm")).not.toBe("kh-360#II.3.4");
  });
});
