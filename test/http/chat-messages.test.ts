import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { saidBy } from "../../src/conversation/history.ts";
import { Failure } from "../../src/kit/failure.ts";
import type { Address } from "../../src/kit/message.ts";
import { createVisitor, type Visitor } from "./visitor.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
let visitor: Visitor;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(() => {
  visitor = createVisitor(world.server);
});
afterAll(() => world.close());

const message = (text: string) => ({ id: randomUUID(), text });

/** Everything the visitor said, as the ledger has it. */
async function stored(who: Visitor) {
  const session = /caunoi_chat=([^.;]+)/.exec(who.cookie())?.[1] ?? "";
  const address: Address = { channel: "web-chat", externalId: session };
  return saidBy(world.db.read, address, 50);
}

describe("a message of the page", () => {
  test("is stored before it is confirmed, under the id the page gave it", async () => {
    const sent = message("  cong nhan sang kien nhu the nao?\n");
    const reply = await visitor.post("/chat/messages", sent);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ id: sent.id });
    const [only] = await stored(visitor);
    expect(only).toMatchObject({
      id: sent.id,
      said: { kind: "text", text: "cong nhan sang kien nhu the nao?", files: [] },
    });
  });

  test("sent again with the same id is the same message", async () => {
    const sent = message("một lần thôi");
    await visitor.post("/chat/messages", sent);
    const again = await visitor.post("/chat/messages", sent);
    expect(again.status).toBe(200);
    expect(await stored(visitor)).toHaveLength(1);
  });

  test("can be the press of a button", async () => {
    const reply = await visitor.post("/chat/messages", { id: randomUUID(), press: "17.2" });
    expect(reply.status).toBe(200);
    expect((await stored(visitor))[0]?.said).toEqual({ kind: "pressed", button: "17.2", acknowledge: null });
  });

  test("is answered 503 with a promise to send again when it cannot be stored", async () => {
    const receive = async () => {
      throw new Failure("unavailable", "disk full");
    };
    const broken = await openWorld({ receive });
    const reply = await createVisitor(broken.server).post("/chat/messages", message("x"));
    expect(reply.status).toBe(503);
    expect(reply.refusal).toEqual({
      code: "notStored",
      message: expect.stringContaining("sẽ tự gửi lại"),
    });
    expect(reply.headers["retry-after"]).toBe("3");
    expect(reply.text).not.toContain("disk");
    await broken.close();
  });

  test("loses control characters and halves of characters, keeps line breaks and accents", async () => {
    await visitor.post(
      "/chat/messages",
      `{"id":"${randomUUID()}","text":"a\\u0000b\\ud800\\nTiếng Việt\\u0007"}`,
    );
    expect((await stored(visitor))[0]?.said).toMatchObject({ text: "ab\ufffd\nTiếng Việt" });
  });
});

describe("what cannot be a message", () => {
  const id = randomUUID();
  const deep = `{"id":"${id}","text":${"[".repeat(20_000)}${"]".repeat(20_000)}}`;
  const cases: [string, string | Buffer | object, string][] = [
    ["no JSON", "xin chào", "notJson"],
    ["half a JSON", '{"id":', "notJson"],
    ["an empty body", "", "notJson"],
    ["bytes that are no UTF-8", Buffer.from([0x22, 0xff, 0xfe, 0x22]), "notJson"],
    ["a list", [], "badShape"],
    ["null", "null", "badShape"],
    ["no id", { text: "a" }, "badShape"],
    ["an id of another form", { id: "1", text: "a" }, "badShape"],
    ["a number as text", { id, text: 5 }, "badShape"],
    ["20,000 lists in each other", deep, "badShape"],
    ["a field of its own", { id, text: "a", from: "somebody" }, "badShape"],
    ["a prototype", `{"id":"${id}","text":"a","__proto__":{"x":1}}`, "badShape"],
    ["a press that leads nowhere", { id, press: "../1" }, "badShape"],
    ["a press with words", { id, press: "1.1", text: "a" }, "badShape"],
    ["nothing", { id, text: "" }, "empty"],
    ["spaces and marks nobody sees", { id, text: " \n\u200b\ufeff " }, "empty"],
    ["4,001 characters", { id, text: "a".repeat(4001) }, "tooLong"],
    ["a ticket somebody made up", { id, text: "a", files: ["abc.def"] }, "badFile"],
  ];

  test.each(cases)("%s is refused in clear words", async (_name, body, code) => {
    const reply = await visitor.post("/chat/messages", body);
    expect(reply.status).toBe(400);
    expect(reply.refusal?.code).toBe(code);
    expect(reply.refusal?.message).toMatch(/\.$/);
    expect(await stored(visitor)).toEqual([]);
  });

  test("more than 1 MB is refused with one line in two languages", async () => {
    const reply = await visitor.post("/chat/messages", message("a".repeat(1_100_000)));
    expect(reply.status).toBe(413);
    expect(reply.refusal?.message).toBe(
      "Nội dung gửi lên quá lớn (tối đa 1 MB). / The body is too large (1 MB at most).",
    );
  });

  test("another content type is refused, so that a form of another site cannot write", async () => {
    const reply = await visitor.post("/chat/messages", "text=a", { "content-type": "text/plain" });
    expect(reply.status).toBe(415);
    expect(reply.refusal?.code).toBe("wrongType");
  });
});

describe("where a message comes from", () => {
  test.each([
    ["another site by its fetch metadata", { "sec-fetch-site": "cross-site" }],
    ["a neighbor under the same domain", { "sec-fetch-site": "same-site" }],
    ["another origin", { origin: "https://evil.example" }],
    ["a page without an origin", { origin: "null" }],
  ])("%s is refused", async (_name, headers) => {
    const reply = await visitor.post("/chat/messages", message("a"), headers);
    expect(reply.status).toBe(403);
    expect(reply.refusal?.code).toBe("otherSite");
  });

  test.each([
    ["our own page", { "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:8080" }],
    [
      "our own page under the name it was opened by",
      { origin: "http://chat.local:99", host: "chat.local:99" },
    ],
    ["a program that says nothing", {}],
  ])("%s is heard", async (_name, headers) => {
    expect((await visitor.post("/chat/messages", message("a"), headers)).status).toBe(200);
  });
});

describe("a session", () => {
  test("is one cookie that scripts cannot read and other sites cannot use", async () => {
    const reply = await visitor.get("/");
    const cookie = reply.headers["set-cookie"] ?? "";
    expect(cookie).toMatch(/^caunoi_chat=[0-9a-f-]{36}\.[\w-]{43}; /);
    expect(cookie).toContain("HttpOnly");
    expect(cookie).toContain("SameSite=Lax");
    expect(cookie).not.toContain("Secure");
  });

  test("lasts over calls", async () => {
    await visitor.get("/");
    const before = visitor.cookie();
    await visitor.post("/chat/messages", message("một"));
    await visitor.post("/chat/messages", message("hai"));
    expect(visitor.cookie()).toBe(before);
    expect(await stored(visitor)).toHaveLength(2);
  });

  test("with a changed id or signature is nobody's", async () => {
    await visitor.post("/chat/messages", message("bí mật"));
    const [id, signature] = visitor.cookie().replace("caunoi_chat=", "").split(".");
    for (const forged of [
      `${randomUUID()}.${signature}`,
      `${id}.${"A".repeat(43)}`,
      `${id}.`,
      `${id}`,
      ".",
    ]) {
      const stranger = createVisitor(world.server);
      const reply = await stranger.get("/chat/history", { cookie: `caunoi_chat=${forged}` });
      expect(reply.json).toMatchObject({ lines: [], isNew: true });
    }
  });

  test("inside another site's frame over TLS gets a cookie of its own, partitioned by that site", async () => {
    const secure = await openWorld({ config: { publicUrl: "https://chat.example.vn" } });
    const guest = createVisitor(secure.server);
    const framed = (await guest.get("/?embed=1")).headers["set-cookie"] ?? "";
    expect(framed).toMatch(/^caunoi_embed=.*SameSite=None/);
    expect(framed).toContain("Secure");
    expect(framed).toContain("Partitioned");
    const plain = (await createVisitor(secure.server).get("/")).headers["set-cookie"] ?? "";
    expect(plain).toMatch(/^caunoi_chat=.*SameSite=Lax/);
    expect(plain).toContain("Secure");
    await secure.close();
  });

  test("ends in this browser when the person leaves", async () => {
    await visitor.post("/chat/messages", message("máy chung"));
    expect((await visitor.post("/chat/leave", {})).status).toBe(204);
    expect((await visitor.get("/chat/history")).json).toMatchObject({ lines: [], isNew: true });
  });
});

describe("too many messages", () => {
  const limits = { messagesPerSession: 3, filesPerSession: 2, postsPerAddress: 5 };

  test("of one conversation wait a minute, told in Vietnamese what to do", async () => {
    const strict = await openWorld({ limits });
    const eager = createVisitor(strict.server);
    await eager.get("/");
    for (let n = 0; n < 3; n++) expect((await eager.post("/chat/messages", message("a"))).status).toBe(200);
    const reply = await eager.post("/chat/messages", message("a"));
    expect(reply.status).toBe(429);
    expect(reply.refusal).toEqual({ code: "tooMany", message: expect.stringContaining("Chờ một phút") });
    expect(Number(reply.headers["retry-after"])).toBeGreaterThan(0);
    const calm = createVisitor(strict.server);
    expect((await calm.post("/chat/messages", message("a"))).status).toBe(200);
    await strict.close();
  });

  test("from behind a proxy count for the person, not for the proxy", async () => {
    const strict = await openWorld({ limits });
    const statuses = [];
    for (let n = 0; n < 7; n++) {
      const from = { "x-forwarded-for": `203.0.113.${n}` };
      statuses.push((await createVisitor(strict.server).post("/chat/messages", message("a"), from)).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200]);
    await strict.close();
  });

  test("from one address wait too, however many conversations it starts", async () => {
    const strict = await openWorld({ limits });
    const statuses = [];
    for (let n = 0; n < 7; n++) {
      const newcomer = createVisitor(strict.server);
      await newcomer.get("/");
      statuses.push((await newcomer.post("/chat/messages", message("a"))).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    await strict.close();
  });
});
