import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadLibrary } from "../../src/knowledge/load-library.ts";
import { addDocument, publish } from "../../src/knowledge/publish.ts";
import { meet } from "../../src/people/members.ts";
import { answer } from "../../src/questions/answer.ts";
import { recordAsked } from "../../src/questions/asked.ts";
import { shippedLibrary } from "../http/world.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

const source =
  "---\nid: quy-che\ntitle: Quy chế\nname: Quy chế\n---\n\n## I. Mục đích\n\nChăm lo đoàn viên.\n";

describe("what officers teach", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer & { cookie: string };
  let binh: MadeOfficer & { cookie: string };
  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
    binh = await stage.officer("binh", { name: "Bình" });
  });
  afterAll(() => stage.close());

  const get = async (path: string) => (await stage.get(path, lan.cookie)).body;
  const post = (path: string, body: unknown, as = lan) => stage.post(path, body, { cookie: as.cookie });

  it("everyday words are kept where a document holds their meaning, and taken back", async () => {
    const phrase = { written: "phây búc công đoàn", meaning: "trang Facebook" };
    expect((await post("/knowledge/phrases", phrase)).body).toEqual({ kind: "added" });
    expect((await post("/knowledge/phrases", phrase)).body).toEqual({ kind: "known" });
    expect((await get("/knowledge/phrases")).rows).toEqual([phrase]);
    const unknown = await post("/knowledge/phrases", { written: "x", meaning: "phi thuyền" });
    expect(unknown.body.error.fields.meaning).toMatch(/Không văn bản nào/);
    await post("/knowledge/phrases/remove", { written: phrase.written });
    expect((await get("/knowledge/phrases")).rows).toEqual([]);
    expect((await post("/knowledge/phrases/remove", { written: phrase.written })).status).toBe(404);
  });

  it("questions asked in vain are shown alike ones together, and become an answer another officer approves", async () => {
    await stage.db.transact(async (tx) => {
      const address = { channel: "web-chat", externalId: "v1" } as const;
      const { memberId } = await meet(tx, { address, name: null, at: stage.now });
      for (const question of ["Phi thuyền sao Hoả giá bao nhiêu?", "phi thuyen sao hoa gia bao nhieu"]) {
        const given = answer(shippedLibrary(), question, { now: stage.now });
        await recordAsked(tx, { memberId, inboundSeq: null, question, answer: given, now: stage.now });
      }
    });
    const [gap] = (await get("/knowledge/gaps")).gaps;
    expect(gap.count).toBe(2);
    const { number } = (await post("/faqs", { question: gap.question, answer: "Chưa có quy định." })).body;
    const own = await post(`/faqs/${number}/approve`, { version: 1 });
    expect(own.body.error.code).toBe("own");
    const words = { question: "Phi thuyền giá bao nhiêu?", answer: "<script>alert(1)</script>" };
    expect((await post(`/faqs/${number}`, { ...words, version: 1 }, binh)).status).toBe(200);
    expect((await post(`/faqs/${number}`, { ...words, version: 1 })).body.error).toMatchObject({
      code: "stale",
      found: { question: words.question, version: 2 },
    });
    // Whoever changed the words last drafted them; who answered first is still bound too.
    expect((await post(`/faqs/${number}/approve`, { version: 2 }, binh)).body.error.code).toBe("own");
    const mai = await stage.officer("mai", { name: "Mai" });
    expect((await post(`/faqs/${number}/approve`, { version: 2 }, mai)).status).toBe(200);
    expect((await post(`/faqs/${number}`, { ...words, version: 3 })).body.error.code).toBe("settled");
    expect((await post("/faqs", { question: " ", answer: "" })).body.error.fields).toEqual({
      question: expect.any(String),
      answer: expect.any(String),
    });
  });

  it("a note on a clause is not written over another officer's", async () => {
    const note = { clause: "III.2", before: "", note: "Cấp huyện đã sắp xếp lại." };
    const path = "/knowledge/documents/kh-360/note";
    expect((await post(path, note)).status).toBe(200);
    expect((await post(path, { ...note, note: "Khác" }, binh)).body.error).toMatchObject({
      code: "stale",
      found: { note: note.note },
    });
    expect((await post(path, { ...note, clause: "IX.9" })).status).toBe(404);
    expect((await post(path, { ...note, note: "x".repeat(1001) })).status).toBe(400);
    const { clauses } = await get("/knowledge/documents/kh-360");
    expect(clauses.find((one: { id: string }) => one.id === "III.2").ownNote).toBe(note.note);
    expect((await post(path, { ...note, before: note.note, note: "" })).status).toBe(200);
  });

  it("a document is given an end, its text to the letter, unless a newer version or a draft is there", async () => {
    await stage.db.transact(async (tx) => {
      await addDocument(tx, source, stage.now);
      await publish(tx, "quy-che", stage.now);
    });
    const path = "/knowledge/documents/quy-che/validity";
    const until = { version: 1, inForceFrom: "2026-01-01", inForceUntil: "2026-12-31", replacedBy: "nq-16" };
    expect((await post(path, { ...until, inForceUntil: "2025-12-31" })).body.error.fields).toEqual({
      inForceUntil: expect.stringContaining("sau ngày có hiệu lực"),
    });
    expect((await post(path, { ...until, inForceFrom: "31/12" })).status).toBe(400);
    expect((await post(path, until)).status).toBe(200);
    expect((await post(path, until)).body.error.code).toBe("stale");
    const library = await loadLibrary(stage.db.read);
    expect(library.documents.get("quy-che")).toMatchObject({
      inForceFrom: "2026-01-01",
      inForceUntil: "2026-12-31",
      replacedBy: "nq-16",
    });
    expect(library.clauses.map(({ text }) => text).join()).toContain("Chăm lo đoàn viên.");
    await stage.db.transact((tx) => addDocument(tx, `${source}\nThêm.\n`, stage.now));
    expect((await post(path, { ...until, version: 2 })).body.error.code).toBe("drafted");
  });
});
