import { randomUUID } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { ClauseView } from "../../src/http/chat/wire.ts";
import { type Address, type Content, say } from "../../src/kit/message.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { createVisitor, until, type Visitor } from "./visitor.ts";
import { openWorld, shippedLibrary, type World } from "./world.ts";

let world: World;
let visitor: Visitor;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  visitor = createVisitor(world.server);
  await visitor.get("/");
});
afterAll(() => world.close());

function addressOf(who: Visitor): Address {
  return { channel: "web-chat", externalId: /caunoi_chat=([^.]+)/.exec(who.cookie())?.[1] ?? "" };
}

describe("the history", () => {
  test("of a new visitor is empty", async () => {
    expect(await visitor.history()).toEqual({ lines: [], cursor: null, hasMore: false, isNew: false });
  });

  test("tells what was said and what was sent in the order it happened", async () => {
    for (const text of ["một", "hai"]) {
      await visitor.post("/chat/messages", { id: randomUUID(), text });
      await until(async () => (await visitor.history()).lines.length % 2 === 0 || undefined);
    }
    const { lines, cursor } = await visitor.history();
    expect(lines.map(({ kind }) => kind)).toEqual(["said", "sent", "said", "sent"]);
    expect(lines[0]).toMatchObject({ text: "một" });
    expect(lines[3]).toMatchObject({ parts: [{ kind: "text", text: "Bạn viết: hai" }] });
    expect(cursor).toMatch(/_\d+$/);
  });

  test("shows a pressed button by its label, and never what a button does", async () => {
    const content = say("Chọn đi", [{ label: "Gặp cán bộ", action: "/canbo" }]);
    const seq = await world.send(addressOf(visitor), content);
    await visitor.post("/chat/messages", { id: randomUUID(), press: `${seq}.0` });
    await visitor.post("/chat/messages", { id: randomUUID(), press: "999999.0" });
    const { lines } = await visitor.history();
    expect(lines[0]).toMatchObject({ choices: [{ label: "Gặp cán bộ", press: `${seq}.0` }] });
    expect(JSON.stringify(lines)).not.toContain("/canbo");
    const said = lines.filter((line) => line.kind === "said");
    expect(said.map(({ text }) => text)).toEqual(["Gặp cán bộ", null]);
  });

  test("keeps every kind of part", async () => {
    const citation = { document: "kh-360", clause: "I", label: "Kế hoạch 360, mục I", quote: "Mục đích" };
    const content: Content = {
      parts: [
        { kind: "quote", citation },
        { kind: "link", label: "Trang tin", url: "https://congdoanlaichau.org.vn" },
        { kind: "image", blob: "a".repeat(64), mediaType: "image/png", alt: "Áp phích" },
      ],
      choices: [],
    };
    await world.send(addressOf(visitor), content);
    const [line] = (await visitor.history()).lines;
    expect(line).toMatchObject({
      parts: [
        { kind: "quote", ...citation },
        { kind: "link", label: "Trang tin", url: "https://congdoanlaichau.org.vn" },
        { kind: "image", alt: "Áp phích", url: expect.stringMatching(/^\/chat\/blobs\/a{64}\?key=/) },
      ],
    });
  });

  test("gives the newest lines first and says that there are more", async () => {
    for (let n = 1; n <= 6; n++) await world.send(addressOf(visitor), say(`tin ${n}`), true);
    const reply = await visitor.get("/chat/history?limit=4");
    expect(reply.json).toMatchObject({ hasMore: true, lines: [3, 4, 5, 6].map((n) => textLine(`tin ${n}`)) });
    const all = await visitor.get("/chat/history?limit=50");
    expect(all.json).toMatchObject({ hasMore: false });
  });

  test.each(["-1", "0", "abc", "1.5", "1e99"])("with the limit %s takes the usual one", async (limit) => {
    await world.send(addressOf(visitor), say("a"), true);
    const reply = await visitor.get(`/chat/history?limit=${limit}`);
    expect(reply.json).toMatchObject({ lines: [textLine("a")] });
  });

  test("is compressed when it is long", async () => {
    await world.send(addressOf(visitor), say("dài ".repeat(2000)), true);
    const reply = await visitor.get("/chat/history", { "accept-encoding": "gzip, br" });
    expect(reply.headers["content-encoding"]).toBe("gzip");
    expect(reply.bytes.length).toBeLessThan(1000);
    expect(JSON.parse(gunzipSync(reply.bytes).toString())).toMatchObject({ isNew: false });
  });
});

const textLine = (text: string) => ({ kind: "sent", parts: [{ kind: "text", text }] });

describe("a clause behind a citation", () => {
  const open = async (path: string) => {
    const reply = await visitor.get(`/chat/clauses/${path}`);
    return { status: reply.status, view: reply.json as ClauseView };
  };

  test("opens with its words, where it stands, and how far it may be trusted", async () => {
    const { status, view } = await open("kh-360/II.3.4");
    expect(status).toBe(200);
    expect(view).toMatchObject({
      label: "Kế hoạch 360/KH-LĐLĐ, mục II.3.4",
      authority: "official",
      issued: "2022-07-22",
      path: ["II. NHIỆM VỤ, GIẢI PHÁP THỰC HIỆN", expect.stringMatching(/^3\. Thúc đẩy/)],
      previous: { clause: "II.3.3" },
      next: { clause: "II.4.1" },
    });
    expect(view.title).toContain("Liên đoàn Lao động tỉnh Lai Châu");
    expect(view.provenance).toContain("OCR");
    expect(view.blocks[0]?.mark).toBe("3.4");
    expect(view.blocks[0]?.text).toMatch(/^Hàng năm, vào dịp Tháng Công nhân/);
  });

  test("that is a section opens with everything under it", async () => {
    const { view } = await open("kh-360/II.3");
    expect(view.blocks.map(({ mark }) => mark)).toEqual(["3", "3.1", "3.2", "3.3", "3.4"]);
    expect(view.blocks.map(({ depth }) => depth)).toEqual([0, 1, 1, 1, 1]);
    expect(view.next?.clause).toBe("II.4.1");
  });

  test.each(["kh-360/III.1/2", "kh-360/III.1%2F2"])("with a slash in its id opens as %s", async (path) => {
    expect((await open(path)).view.clause).toBe("III.1/2");
  });

  test("at either end has no neighbor there", async () => {
    expect((await open("kh-360/header")).view.previous).toBeNull();
    expect((await open("kh-360/footer")).view.next).toBeNull();
  });

  test("known from the press says so", async () => {
    expect((await open("nq-16/header")).view.authority).toBe("reported");
  });

  test("carries officers' remarks, its own and those above it", async () => {
    const shipped = shippedLibrary();
    const notes: Record<string, string> = { III: "Tổ chức đã sắp xếp lại.", "III.2": "Xem danh bạ mới." };
    const clauses = shipped.clauses.map((clause) => ({ ...clause, note: notes[clause.id] ?? null }));
    const noted = await openWorld({ library: () => createLibrary([...shipped.documents.values()], clauses) });
    const reply = await createVisitor(noted.server).get("/chat/clauses/kh-360/III.2");
    expect(reply.json).toMatchObject({ notes: ["Tổ chức đã sắp xếp lại.", "Xem danh bạ mới."] });
    await noted.close();
  });

  test.each(["kh-360/IX.9", "kh-999/I", "kh-360/", "..%2f..%2fetc/passwd", "__proto__/constructor"])(
    "that is not published (%s) is not shown",
    async (path) => {
      const reply = await visitor.get(`/chat/clauses/${path}`);
      expect(reply.status).toBe(404);
      expect(reply.refusal?.message).toMatch(/điều khoản này/);
    },
  );
});
