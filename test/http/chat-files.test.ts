import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Address } from "../../src/kit/message.ts";
import { pixel, refusedFiles, takenFiles } from "./files.ts";
import { createVisitor, multipart, type Reply, type Visitor } from "./visitor.ts";
import { openWorld, type World } from "./world.ts";

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

function upload(who: Visitor, name: string, bytes: Buffer): Promise<Reply> {
  const { body, headers } = multipart({ name, bytes, type: "image/png" });
  return who.post("/chat/files", body, headers);
}

const ticketOf = (reply: Reply) => (reply.json as { ticket: string }).ticket;

/** Sends a picture and gives back the address under which the page shows it. */
async function sendPicture(who: Visitor): Promise<string> {
  const ticket = ticketOf(await upload(who, "anh.png", pixel));
  await who.post("/chat/messages", { id: randomUUID(), text: "", files: [ticket] });
  const { lines } = await who.history();
  const [line] = lines;
  const url = line?.kind === "said" ? line.files[0]?.url : undefined;
  if (!url) throw new Error("the picture is not in the history");
  return url;
}

describe("a file", () => {
  test.each(takenFiles)("that is %s is known by its bytes", async (_name, bytes, kind, mediaType) => {
    const reply = await upload(visitor, "tệp.bin", bytes);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ kind, mediaType, name: "tệp.bin", sizeBytes: bytes.length });
  });

  test.each(refusedFiles)("that is %s is refused, whatever its name says", async (_what, name, bytes) => {
    const reply = await upload(visitor, name, bytes);
    expect(reply.status).toBe(415);
    expect(reply.refusal?.message).toContain("Bạn gửi ảnh");
  });

  test("over 20 MB is refused", async () => {
    const reply = await upload(visitor, "to.png", Buffer.concat([pixel, Buffer.alloc(20 * 2 ** 20)]));
    expect(reply.status).toBe(413);
    expect(reply.refusal?.code).toBe("fileTooLarge");
  });

  test.each([
    ["..\\..\\windows\\hại.png", "hại.png"],
    ["../../etc/passwd", "passwd"],
    ["ảnh‮gnp.exe", "ảnhgnp.exe"],
    ["Bản vẽ máy 2.pdf", "Bản vẽ máy 2.pdf"],
  ])("named %j is kept as %j", async (given, kept) => {
    expect((await upload(visitor, given, pixel)).json).toMatchObject({ name: kept });
  });

  test.each([
    ["no multipart at all", "{}", { "content-type": "application/json" }],
    ["a body without a file", "--b\r\n--b--\r\n", { "content-type": "multipart/form-data; boundary=b" }],
    ["a torn body", "--b\r\nContent-Dispo", { "content-type": "multipart/form-data; boundary=b" }],
  ])("that is %s is asked for again", async (_what, body, headers) => {
    const reply = await visitor.post("/chat/files", body, headers);
    expect(reply.status).toBe(400);
    expect(reply.refusal?.message).toMatch(/\.$/);
  });

  test("of another session cannot be put into a message", async () => {
    const ticket = ticketOf(await upload(visitor, "anh.png", pixel));
    const thief = createVisitor(world.server);
    await thief.get("/");
    const reply = await thief.post("/chat/messages", { id: randomUUID(), text: "", files: [ticket] });
    expect(reply.refusal?.code).toBe("badFile");
  });

  test("sent from another site is refused", async () => {
    const { body, headers } = multipart({ name: "anh.png", bytes: pixel });
    const reply = await visitor.post("/chat/files", body, { ...headers, origin: "https://evil.example" });
    expect(reply.status).toBe(403);
  });

  test("that comes too fast waits a minute", async () => {
    const limits = { messagesPerSession: 9, filesPerSession: 1, postsPerAddress: 99 };
    const strict = await openWorld({ limits });
    const eager = createVisitor(strict.server);
    await eager.get("/");
    expect((await upload(eager, "a.png", pixel)).status).toBe(200);
    expect((await upload(eager, "a.png", pixel)).status).toBe(429);
    await strict.close();
  });
});

describe("a file in the conversation", () => {
  test("opens for the one who sent it, and does nothing in the browser", async () => {
    const reply = await visitor.get(await sendPicture(visitor));
    expect(reply.status).toBe(200);
    expect(reply.bytes.equals(pixel)).toBe(true);
    expect(reply.headers).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline",
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
    });
  });

  test.each([
    ["bytes=0-", 206, `bytes 0-${pixel.length - 1}/${pixel.length}`, pixel.length],
    ["bytes=0-1", 206, `bytes 0-1/${pixel.length}`, 2],
    ["bytes=10-99999", 206, `bytes 10-${pixel.length - 1}/${pixel.length}`, pixel.length - 10],
    ["bytes=99999-", 416, `bytes */${pixel.length}`, 0],
    ["bytes=5-1", 416, `bytes */${pixel.length}`, 0],
    ["lines=1-2", 200, undefined, pixel.length],
  ])("opens in the part that is asked for: %s", async (range, status, contentRange, length) => {
    const reply = await visitor.get(await sendPicture(visitor), { range });
    expect([reply.status, reply.headers["content-range"], reply.bytes.length]).toEqual([
      status,
      contentRange,
      length,
    ]);
  });

  test("opens for the one it was sent to; what is no picture is only ever saved", async () => {
    const { lines } = await visitor.history();
    expect(lines).toEqual([]);
    const session = /caunoi_chat=([^.]+)/.exec(visitor.cookie())?.[1] ?? "";
    const to: Address = { channel: "web-chat", externalId: session };
    const pdf = takenFiles[5]?.[1] ?? Buffer.of();
    const hash = await world.putBlob(pdf, "application/pdf");
    const part = { kind: "file" as const, blob: hash, mediaType: "application/pdf", name: "Biên nhận.pdf" };
    await world.send(to, { parts: [part], choices: [] });
    const [line] = (await visitor.history()).lines;
    const shown = line?.kind === "sent" ? line.parts[0] : undefined;
    if (shown?.kind !== "file" || !shown.file.url) throw new Error("no file was shown");
    expect(shown.file.name).toBe("Biên nhận.pdf");
    const reply = await visitor.get(shown.file.url);
    expect(reply.status).toBe(200);
    expect(reply.headers["content-disposition"]).toBe("attachment");
  });

  test("stays closed to everybody else, also to those who know its address", async () => {
    const url = await sendPicture(visitor);
    const thief = createVisitor(world.server);
    await thief.get("/");
    expect((await thief.get(url)).status).toBe(404);
    expect((await createVisitor(world.server).get(url)).status).toBe(404);
    expect((await visitor.get(url.replace(/key=.*/, ""))).status).toBe(404);
    expect((await visitor.get("/chat/blobs/..%2f..%2fcaunoi.db?key=x")).status).toBe(404);
  });

  test("that another session sent too opens by each one's own address only", async () => {
    const other = createVisitor(world.server);
    await other.get("/");
    const [own, foreign] = [await sendPicture(visitor), await sendPicture(other)];
    expect(own).not.toBe(foreign);
    expect((await visitor.get(foreign)).status).toBe(404);
  });
});
