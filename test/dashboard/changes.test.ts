import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { listAudit } from "../../src/people/audit.ts";
import { meet } from "../../src/people/members.ts";
import { openCase } from "../../src/questions/cases.ts";
import type { MadeOfficer } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("a change in the dashboard", () => {
  let stage: DashboardStage;
  let lan: MadeOfficer & { cookie: string };
  let binh: MadeOfficer & { cookie: string };
  let visitors = 0;
  beforeAll(async () => {
    stage = await openStage();
    lan = await stage.officer("lan", { name: "Lan" });
    binh = await stage.officer("binh", { name: "Bình" });
  });
  afterAll(() => stage.close());

  const hostile = `<img src=x onerror="alert(1)">{{clause}}'; DROP TABLE audit; --`;
  const newCase = (question = "Lương tháng 13?") =>
    stage.db.transact(async (tx) => {
      const address = { channel: "web-chat", externalId: `v${++visitors}` } as const;
      const { memberId } = await meet(tx, { address, name: hostile, at: stage.now });
      return (await openCase(tx, { memberId, askedFrom: address, question, nearest: [], now: stage.now }))
        .opened;
    });
  const post = (path: string, body: unknown, more: { as?: typeof lan; key?: string } = {}) =>
    stage.post(path, body, { cookie: (more.as ?? lan).cookie, ...(more.key ? { key: more.key } : {}) });
  const actions = async () => (await listAudit(stage.db.read, { limit: 1000 })).map(({ action }) => action);
  const waiting = async () => (await stage.get("/channels", lan.cookie)).body.backlog.pending;

  it("is made once, however often its button is pressed, and stands once in the audit", async () => {
    const { number, version } = await newCase();
    const [before, letters] = [(await actions()).length, await waiting()];
    const body = { version, answer: "Theo thoả ước của đơn vị bạn.", handsBack: true };
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(`/cases/${number}/answer`, body, { key: "same-key-1" })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const after = await actions();
    expect(after.slice(0, after.length - before)).toEqual(["case.answered"]);
    expect((await waiting()) - letters).toBe(1);
    expect((await post(`/cases/${number}/close`, { version }, { key: "same-key-1" })).body.error.code).toBe(
      "key-reused",
    );
  });

  it("on top of an older version is refused in words, with how it is now, and leaves no trace", async () => {
    const { number, version } = await newCase();
    await post(`/cases/${number}/assign`, { version, to: binh.officer.id }, { as: binh });
    const before = await actions();
    const stale = await post(
      `/cases/${number}/answer`,
      { version, answer: "Trả lời", handsBack: true },
      { as: binh },
    );
    expect(stale).toMatchObject({
      status: 409,
      body: { error: { code: "stale", found: { assignedTo: "Bình" } } },
    });
    expect(stale.body.error.message).toMatch(/vừa có thay đổi/);
    const taken = await post(`/cases/${number}/answer`, {
      version: version + 1,
      answer: "Trả lời",
      handsBack: true,
    });
    expect(taken.body.error.message).toMatch(/do Bình phụ trách/);
    expect(await actions()).toEqual(before);
  });

  const long = "a".repeat(10_000);
  it.each([
    ["/officers", { name: long, role: "lead", unit: null, maySend: false }, "name", /100 ký tự/],
    ["/officers", { name: "A", role: "king", unit: null, maySend: false }, "role", /mục có sẵn/],
    ["/officers", { name: "A", role: "unit", unit: null, maySend: false }, "unit", /gắn với một đơn vị/],
    ["/officers", { name: "A", role: "lead", unit: "???", maySend: false }, "unit", /Không có đơn vị/],
    ["/officers", { name: "A", role: "lead", unit: null, maySend: "yes" }, "maySend", /chưa đúng dạng/],
    ["/cases/1/note", { note: long }, "note", /2000 ký tự/],
    ["/cases/1/answer", { version: 1, answer: "  \n ", handsBack: true }, "answer", /điền ô này/],
    ["/cases/1/answer", { version: "x", answer: "a", handsBack: true }, "version", /số/],
    ["/knowledge/documents", { source: 3 }, "source", /chưa đúng dạng/],
    [
      "/decisions/publish",
      { numbers: ["SK-2026-0001"], paperNumber: "1", signedOn: "hôm qua", signer: "A" },
      "signedOn",
      /dạng/,
    ],
  ])("of %s with %o is refused under its field, and changes nothing", async (path, body, field, words) => {
    const before = await actions();
    const { status, body: answer } = await post(path, body);
    expect([status, answer.error.code]).toEqual([400, "invalid"]);
    expect(answer.error.fields[field]).toMatch(words);
    expect(await actions()).toEqual(before);
  });

  it.each(["[1,2", '"text"', "null", "[]"])(
    "with the body %s is refused without a trace of the inside",
    async (payload) => {
      const headers = {
        cookie: lan.cookie,
        "x-request-key": "key-body-1",
        "content-type": "application/json",
      };
      const response = await stage.app.inject({
        method: "POST",
        url: "/admin/api/officers",
        headers,
        payload,
      });
      expect(response.statusCode).toBe(400);
      expect(response.json().error.message).toMatch(/Bạn/);
    },
  );

  it("keeps hostile words as words: in names, questions, notes and answers", async () => {
    const { number } = await newCase(hostile);
    await post(`/cases/${number}/note`, { note: hostile });
    const { body } = await stage.get(`/cases/${number}`, lan.cookie);
    expect([body.question, body.memberName]).toEqual([hostile, hostile]);
    expect(body.thread.find((line: { kind: string }) => line.kind === "note")).toMatchObject({
      text: hostile,
      by: "Lan",
    });
    stage.now = addMs(stage.now, 1000);
    const added = await post("/officers", {
      name: hostile.slice(0, 90),
      role: "viewer",
      unit: null,
      maySend: false,
    });
    expect(added.body.officer.name).toBe(hostile.slice(0, 90));
  });

  it("to a document may begin with a PDF: it is read, with a description proposed, and nothing is kept", async () => {
    const path = join(import.meta.dirname, "..", "fixtures", "documents", "ke-hoach-360-chromium.pdf");
    const base64 = readFileSync(path).toString("base64");
    const before = await actions();
    const { body } = await post("/knowledge/read", { name: "ke-hoach.pdf", base64 });
    expect(body.kind).toBe("read");
    expect(body.source).toMatch(/^---\n[\s\S]*Kế hoạch/);
    const broken = await post("/knowledge/read", {
      name: "x.pdf",
      base64: Buffer.from("%PDF-1.7 hỏng").toString("base64"),
    });
    expect(broken.body.kind).toBe("refused");
    expect(await actions()).toEqual(before);
  });

  it("to a document is a draft with its faults named, and answers take it up when it is published", async () => {
    const refused = await post("/knowledge/documents", { source: "không có mô tả" });
    expect(refused.body.error.code).toBe("document-refused");
    expect(refused.body.error.found.faults[0]).toMatchObject({ isError: true });
    const source =
      "---\nid: quy-che\ntitle: Quy chế phối hợp\nname: Quy chế phối hợp\n---\n\n## I. Mục đích\n\nPhối hợp chăm lo đoàn viên.\n";
    const added = await post("/knowledge/documents", { source });
    expect(added.body).toMatchObject({ id: "quy-che", version: 1 });
    const listed = async () =>
      (await stage.get("/knowledge", lan.cookie)).body.documents.find(
        ({ id }: { id: string }) => id === "quy-che",
      );
    expect(await listed()).toMatchObject({ status: "draft" });
    expect((await post("/knowledge/documents/quy-che/publish", {})).status).toBe(200);
    expect(await listed()).toMatchObject({ status: "published" });
    expect((await post("/knowledge/documents/quy-che/withdraw", {})).status).toBe(200);
    expect(await listed()).toBeUndefined();
  });
});
