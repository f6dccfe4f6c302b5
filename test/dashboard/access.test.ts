import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addMs } from "../../src/kit/time.ts";
import { listAudit } from "../../src/people/audit.ts";
import { makeFirstLink } from "../../src/people/officers-link.ts";
import { stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { password } from "./make-officer.ts";
import { type DashboardStage, openStage } from "./stage.ts";

describe("access to the dashboard", () => {
  let stage: DashboardStage;
  beforeEach(async () => {
    stage = await openStage();
  });
  afterEach(() => stage.close());

  const codeNow = (secret: string) => totpAt(secret, stepOf(stage.now));
  const cookieOf = (headers: Record<string, unknown>) => String(headers["set-cookie"]).split(";")[0] ?? "";

  it("begins with the one-time link: password, authenticator, recovery codes, a session", async () => {
    const token = (await stage.db.transact((tx) => makeFirstLink(tx, "Quản trị", stage.now))) ?? "";
    const offer = await stage.get(`/set-up/${token}`);
    expect(offer.body).toMatchObject({ name: "Quản trị", role: "admin", login: null });
    expect(offer.body.qr).toMatch(/^<svg/);
    const given = { token, name: "Lò Thị Lan", login: "Lan", password, code: codeNow(offer.body.secret) };
    const ready = await stage.post("/set-up", given, {});
    expect(ready.status).toBe(200);
    expect(ready.body.recoveryCodes).toHaveLength(10);
    expect(String(ready.headers["set-cookie"])).toMatch(
      /^caunoi_officer=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict$/,
    );
    const me = await stage.get("/me", cookieOf(ready.headers));
    expect(me.body).toMatchObject({ name: "Lò Thị Lan", role: "admin", scope: null });
    expect((await stage.get(`/set-up/${token}`)).status).toBe(404);
    expect((await stage.post("/set-up", given, {})).body.error.code).toBe("link-gone");
  });

  it.each([
    ["a short password", { password: "ngắn quá" }, "password", /ít nhất 12/],
    ["a password that holds the login", { password: "lan-lan-2026-lan" }, "password", /dễ đoán/],
    ["a login with marks", { login: "làn" }, "login", /không dấu/],
    ["an endless login", { login: "a".repeat(5000) }, "login", /không dấu/],
    ["no name", { name: "  " }, "name", /điền ô này/],
    ["an endless name", { name: "a".repeat(101) }, "name", /100 ký tự/],
    ["a name that is no text", { name: 7 }, "name", /chưa đúng dạng/],
    ["a name with a zero byte", { name: "a\u0000b" }, "name", /chưa đúng dạng/],
    ["a wrong code", { code: "000000" }, "code", /Mã chưa đúng/],
  ])("is not set up with %s, and the link still works", async (_, wrong, field, words) => {
    const token = (await stage.db.transact((tx) => makeFirstLink(tx, "Quản trị", stage.now))) ?? "";
    const { secret } = (await stage.get(`/set-up/${token}`)).body;
    const given = { token, name: "Lan", login: "lan", password, code: codeNow(secret) };
    const refused = await stage.post("/set-up", { ...given, ...wrong }, {});
    expect(refused.status).toBe(400);
    expect(refused.body.error.fields[field]).toMatch(words);
    expect((await stage.get(`/set-up/${token}`)).status).toBe(200);
  });

  it("opens by login, password and code; nothing says which of them was wrong", async () => {
    const { secret } = await stage.officer("lan");
    stage.now = addMs(stage.now, 60_000);
    const given = { login: "lan", password, code: codeNow(secret) };
    const wrong = [{ login: "lam" }, { password: "mây trắng trên đèo." }, { code: "000000" }];
    const refusals = [];
    for (const one of wrong) refusals.push((await stage.post("/login", { ...given, ...one }, {})).body);
    expect(new Set(refusals.map((body) => JSON.stringify(body))).size).toBe(1);
    const entered = await stage.post("/login", given, {});
    expect(entered.body.me.name).toBe("Cán bộ lan");
    expect((await stage.get("/me", cookieOf(entered.headers))).status).toBe(200);
  });

  it("closes for a while after guessing, whoever guesses at once", async () => {
    const { secret } = await stage.officer("lan");
    const guesses = Array.from({ length: 8 }, (_, n) =>
      stage.post("/login", { login: "lan", password: `p${n}`, code: "1" }, {}),
    );
    const statuses = (await Promise.all(guesses)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(3);
    stage.now = addMs(stage.now, 30_000);
    const right = await stage.post("/login", { login: "lan", password, code: codeNow(secret) }, {});
    expect(right.body.error.message).toMatch(/thử lại sau \d\d:\d\d/);
  });

  it("keeps no link that could still be used: a repetition of the invitation gets none", async () => {
    const { cookie } = await stage.officer("admin");
    const invited = { name: "Bình", role: "lead", unit: null, maySend: false };
    const first = await stage.post("/officers", invited, { cookie, key: "invite-key-1" });
    const again = await stage.post("/officers", invited, { cookie, key: "invite-key-1" });
    expect(first.body.link).toMatch(/set-up/);
    expect(again.body).toEqual({ officer: first.body.officer });
    const stored = await stage.db.read.selectFrom("officer_request").select("answer").execute();
    expect(JSON.stringify(stored)).not.toContain("set-up");
  });

  it("ends by logging out, by ending a session from another one, and by being locked out", async () => {
    const admin = await stage.officer("admin");
    const { officer, cookie } = await stage.officer("lan", { role: "lead" });
    const [session] = (await stage.get("/sessions", cookie)).body;
    expect(session).toMatchObject({ isThis: true, device: "Firefox" });
    expect((await stage.post(`/sessions/${session.id}/end`, {}, { cookie: admin.cookie })).status).toBe(404);
    const { name, role, unit, maySend, version } = officer;
    const change = { name, role, unit, maySend, version, isDisabled: true };
    expect((await stage.post(`/officers/${officer.id}`, change, { cookie: admin.cookie })).status).toBe(200);
    expect((await stage.get("/me", cookie)).body.error.code).toBe("session-ended");
    expect((await stage.post("/logout", {}, { cookie: admin.cookie })).status).toBe(200);
    expect((await stage.get("/me", admin.cookie)).status).toBe(401);
    const audit = await listAudit(stage.db.read, { limit: 10 });
    expect(audit.map(({ action, officerName }) => `${officerName}: ${action}`)).toEqual([
      "Cán bộ admin: session.ended",
      "Cán bộ admin: officer.changed",
    ]);
  });
});
