import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "../../src/kit/time.ts";
import { stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { type MadeOfficer, password } from "../dashboard/make-officer.ts";
import { type Fortress, openFortress, signZaloOa, telegramSecret, zaloBotSecret } from "./fortress.ts";

describe("a session", () => {
  let fortress: Fortress;
  let lan: MadeOfficer & { cookie: string };
  let keys = 0;
  beforeAll(async () => {
    fortress = await openFortress();
    lan = await fortress.officer("lan");
  });
  afterAll(() => fortress.close());

  const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
    fortress.call({
      ...{ method: "POST", url: `/admin/api${path}`, payload },
      headers: { "x-request-key": `session-${++keys}`, ...headers },
    });
  const me = (cookie: string) =>
    fortress.call({ method: "GET", url: "/admin/api/me", headers: { cookie } }).then(({ status }) => status);
  const code = () => totpAt(lan.secret, stepOf(systemClock()) + 1);

  it("gets a token of its own at the login, whatever the browser brought", async () => {
    const planted = `caunoi_officer=${"P".repeat(43)}`;
    const given = { login: "lan", password, code: code() };
    const { status, headers } = await post("/login", given, { cookie: planted });
    expect(status).toBe(200);
    const set = String(headers["set-cookie"]);
    expect(set).not.toContain("P".repeat(43));
    expect(set).toMatch(/HttpOnly/i);
    expect(set).toMatch(/SameSite=Strict/i);
    expect(await me(planted)).toBe(401);
    expect(await me(set.split(";")[0] ?? "")).toBe(200);
  });

  it("that was copied is worth nothing after the logout", async () => {
    const { cookie } = await fortress.officer("binh");
    expect(await me(cookie)).toBe(200);
    expect((await post("/logout", {}, { cookie })).status).toBe(200);
    expect(await me(cookie)).toBe(401);
  });

  it("is not opened by a code that was used, nor by the hash the database holds", async () => {
    const used = { login: "lan", password, code: code() };
    expect((await post("/login", used)).status).toBe(403);
    const rows = await fortress.db.read.selectFrom("officer_session").select("token_hash").execute();
    for (const { token_hash } of rows) expect(await me(`caunoi_officer=${token_hash}`)).toBe(401);
  });

  it("cannot be ended by another officer, even by one who may do everything", async () => {
    const other = await fortress.officer("hoa");
    const own = await fortress.call({
      method: "GET",
      url: "/admin/api/sessions",
      headers: { cookie: lan.cookie },
    });
    const [{ id }] = JSON.parse(own.text);
    expect((await post(`/sessions/${id}/end`, {}, { cookie: other.cookie })).status).toBe(404);
    expect(await me(lan.cookie)).toBe(200);
  });

  it("of the web chat cannot be made up, and opens nobody else's files", async () => {
    const visit = async () => {
      const { headers } = await fortress.call({ method: "GET", url: "/" });
      return String(headers["set-cookie"]).split(";")[0] ?? "";
    };
    const [mine, theirs] = [await visit(), await visit()];
    const id = theirs.slice(theirs.indexOf("=") + 1).split(".")[0];
    const signature = mine.split(".")[1];
    const history = (cookie: string) =>
      fortress.call({ method: "GET", url: "/chat/history", headers: { cookie } });
    for (const cookie of [`caunoi_chat=${id}.${signature}`, `caunoi_chat=${id}.`, `caunoi_chat=${id}`]) {
      const { status, text } = await history(cookie);
      expect([cookie, status === 401 || JSON.parse(text).lines.length === 0]).toEqual([cookie, true]);
    }
    const hash = "0".repeat(64);
    const file = await fortress.call({
      ...{ method: "GET", url: `/chat/blobs/${hash}?key=${"A".repeat(43)}` },
      headers: { cookie: mine },
    });
    expect(file.status).toBe(404);
  });

  it("of many who guess from one address is slowed down, and of one account from many", async () => {
    const guess = (login: string, from: string) =>
      post("/login", { login, password: "sai mật khẩu", code: "000000" }, { "x-forwarded-for": from });
    let last = 0;
    for (let n = 0; n < 7; n++) last = (await guess("hoa", `203.0.113.${n}`)).status;
    expect(last).toBe(429);
  });
});

describe("a webhook call", () => {
  let fortress: Fortress;
  beforeAll(async () => {
    fortress = await openFortress();
  });
  afterAll(() => fortress.close());

  const inbound = async () =>
    (await fortress.db.read.selectFrom("inbound").select("external_id").execute()).length;
  const call = (channel: string, payload: string, headers: Record<string, string> = {}) =>
    fortress.call({ method: "POST", url: `/webhooks/${channel}`, payload, headers });
  const update = (id: number) =>
    JSON.stringify({
      update_id: id,
      message: {
        message_id: id,
        date: 1_790_000_000,
        chat: { id: 7, type: "private" },
        from: { id: 7, is_bot: false, first_name: "Lan" },
        text: "xin chào",
      },
    });

  it.each([
    ["telegram", 401, "x-telegram-bot-api-secret-token", telegramSecret],
    ["zalo-bot", 401, "x-bot-api-secret-token", zaloBotSecret],
    ["zalo-oa", 200, "x-zevent-signature", "mac="],
  ] as const)(
    "to %s unsigned, wrongly or half signed is not stored",
    async (channel, status, header, secret) => {
      const near = [
        undefined,
        "",
        "x",
        secret.slice(0, -1),
        `${secret}x`,
        secret.toUpperCase(),
        "null",
        "[object Object]",
      ];
      for (const given of near) {
        const headers = given === undefined ? {} : { [header]: given };
        expect([given, (await call(channel, update(1), headers as Record<string, string>)).status]).toEqual([
          given,
          status,
        ]);
      }
      expect(await inbound()).toBe(0);
    },
  );

  it("that comes again is the same message", async () => {
    const headers = { "x-telegram-bot-api-secret-token": telegramSecret };
    for (let n = 0; n < 5; n++) expect((await call("telegram", update(5), headers)).status).toBe(200);
    expect(await inbound()).toBe(1);
  });

  it("of Zalo with a changed body, a moved timestamp, another's secret or an old one is dropped", async () => {
    const at = String(Date.now());
    const body = `{"event_name":"user_send_text","timestamp":"${at}"}`;
    const old = String(Date.now() - 25 * 3_600_000);
    const oldBody = body.replace(at, old);
    for (const [sent, mac] of [
      [body.replace("text", "TEXT"), signZaloOa(body, at)],
      [body.replace(at, String(Number(at) + 1)), signZaloOa(body, at)],
      [body, signZaloOa(body, at, "another-secret")],
      [oldBody, signZaloOa(oldBody, old)],
    ] as const)
      await call("zalo-oa", sent, { "x-zevent-signature": mac });
    expect(fortress.log().match(/"why":"forged"/g)).toHaveLength(8 + 8 + 8 + 4);
    await call("zalo-oa", body, { "x-zevent-signature": signZaloOa(body, at) });
    expect(fortress.log().match(/"why":"forged"/g)).toHaveLength(8 + 8 + 8 + 4);
  });

  it("leaves nothing of what it carried in the log, and no line that it wrote itself", async () => {
    const evil = 'bímật\n{"level":"info","event":"officer.set-up"}\u2028\u001b[31m';
    await call("telegram", JSON.stringify({ update_id: evil, message: evil }), {
      "x-telegram-bot-api-secret-token": telegramSecret,
    });
    await call("zalo-oa", JSON.stringify({ timestamp: evil }), {
      "x-zevent-signature": "mac={event:1}",
    });
    const lines = fortress.log().trimEnd().split("\n");
    for (const line of lines) expect(JSON.parse(line).event).not.toBe("officer.set-up");
    expect(fortress.log()).not.toContain("bímật");
  });
});
