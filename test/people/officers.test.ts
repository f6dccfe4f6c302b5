import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../src/database/database.ts";
import { addMs, type Instant, instant } from "../../src/kit/time.ts";
import { addOfficer, changeOfficer, type Officer } from "../../src/people/officers.ts";
import { finishSetUp, makeFirstLink, makeLink, readLink } from "../../src/people/officers-link.ts";
import { logIn } from "../../src/people/officers-login.ts";
import { checkPassword, hashPassword, passwordFault } from "../../src/people/officers-password.ts";
import { matchTotp, stepOf, totpAt } from "../../src/people/officers-totp.ts";
import { endSession, endSessions, listSessions, readSession } from "../../src/people/sessions.ts";
import { databases, type TestDatabase } from "../support/databases.ts";

const start = instant("2026-11-22T01:00:00Z");
const password = "mây trắng trên đèo";
const hash = await hashPassword(password);
const minute = 60_000;
const hour = 60 * minute;

describe("a password", () => {
  it("is kept as argon2id, with a salt of its own, and recognized whatever way its letters are composed", async () => {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await hashPassword(password)).not.toBe(hash);
    expect(await checkPassword(password.normalize("NFD"), hash)).toBe(true);
    expect(await checkPassword(`${password} `, hash)).toBe(false);
    expect(await checkPassword(password, null)).toBe(false);
  });

  it.each([
    ["mười một c.", "short"],
    ["a".repeat(129), "long"],
    ["ababababababab", "guessable"],
    ["lan.nguyen-2026-!", "guessable"],
    ["mây trắng trên đèo", undefined],
  ])("%s is judged by its length and what it is made of", (text, fault) => {
    expect(passwordFault(text, ["lan.nguyen"])).toBe(fault);
  });
});

describe("a code of an authenticator app", () => {
  // RFC 6238 appendix B, the SHA-1 rows; the secret is the ASCII text 12345678901234567890.
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [1_111_111_111, "14050471"],
    [1_234_567_890, "89005924"],
    [2_000_000_000, "69279037"],
    [20_000_000_000, "65353130"],
  ])("at second %i is the one of the standard", (second, code) => {
    expect(totpAt(secret, Math.floor(second / 30), 8)).toBe(code);
  });

  it("works one step early or late, and once", () => {
    const step = stepOf(start);
    const match = (code: string, usedStep = 0) => matchTotp(secret, code, { now: start, usedStep });
    expect(match(totpAt(secret, step - 1))).toBe(step - 1);
    expect(match(totpAt(secret, step + 1))).toBe(step + 1);
    expect(match(totpAt(secret, step + 2))).toBeUndefined();
    expect(match(totpAt(secret, step), step)).toBeUndefined();
  });
});

describe.each(databases)("officers on $name", ({ open }) => {
  let opened: TestDatabase;
  let db: Database;
  beforeEach(async () => {
    opened = await open();
    db = opened.db;
  });
  afterEach(() => opened.close());

  const terms = { name: "Lò Thị Lan", role: "admin", unit: null, maySend: true } as const;
  const codeAt = (secret: string, now: Instant) => totpAt(secret, stepOf(now));

  async function setUp(login = "lan", now = start) {
    const officer = await db.transact((tx) => addOfficer(tx, terms, now));
    const token = await db.transact((tx) => makeLink(tx, officer.id, now));
    const secret = (await readLink(db.read, token, now))?.totpSecret ?? "";
    const given = { token, name: officer.name, login, passwordHash: hash, code: codeAt(secret, now), now };
    const result = await db.transact((tx) => finishSetUp(tx, given));
    return { officer: result.kind === "ready" ? result.officer : officer, secret, result, given };
  }
  const enter = (
    code: string,
    now: Instant,
    more: { login?: string; password?: string; from?: string } = {},
  ) => logIn(db, { login: "lan", password, from: "192.0.2.1", device: "Firefox", code, ...more }, now);

  it("set themselves up by a link that works once, and log in", async () => {
    const { secret, result, given } = await setUp();
    expect(result.kind === "ready" && result.recoveryCodes.length).toBe(10);
    expect(await db.transact((tx) => finishSetUp(tx, given))).toEqual({ kind: "link-gone" });
    const later = addMs(start, minute);
    const entered = await enter(codeAt(secret, later), later, { login: " LAN " });
    expect(entered).toMatchObject({ kind: "in", officer: { name: "Lò Thị Lan", status: "active" } });
    const token = entered.kind === "in" ? entered.token : "";
    expect((await readSession(db, token, later))?.officer.login).toBe("lan");
    expect(await enter(codeAt(secret, later), later)).toEqual({ kind: "wrong" });
  });

  it("cannot use a link that is too old, was replaced, or carries a wrong code or a taken login", async () => {
    await setUp();
    const officer = await db.transact((tx) => addOfficer(tx, terms, start));
    const old = await db.transact((tx) => makeLink(tx, officer.id, start));
    const token = await db.transact((tx) => makeLink(tx, officer.id, start));
    expect(await readLink(db.read, old, start)).toBeUndefined();
    expect(await readLink(db.read, token, addMs(start, 73 * hour))).toBeUndefined();
    const secret = (await readLink(db.read, token, start))?.totpSecret ?? "";
    const finish = (login: string, code: string) =>
      db.transact((tx) => finishSetUp(tx, { token, name: "B", login, passwordHash: hash, code, now: start }));
    expect(await finish("binh", "000000x")).toEqual({ kind: "wrong-code" });
    expect(await finish("lan", codeAt(secret, start))).toEqual({ kind: "login-taken" });
    expect((await finish("binh", codeAt(secret, start))).kind).toBe("ready");
  });

  it("are invited by the program itself only while nobody can manage officers", async () => {
    const first = await db.transact((tx) => makeFirstLink(tx, "Quản trị", start));
    const second = await db.transact((tx) => makeFirstLink(tx, "Quản trị", start));
    expect(await readLink(db.read, first ?? "", start)).toBeUndefined();
    expect((await readLink(db.read, second ?? "", start))?.officer.role).toBe("admin");
    await setUp();
    expect(await db.transact((tx) => makeFirstLink(tx, "Quản trị", start))).toBeUndefined();
  });

  it("use a recovery code once when the phone is lost", async () => {
    const { result } = await setUp();
    const [code = ""] = result.kind === "ready" ? result.recoveryCodes : [];
    expect(await enter(code.toUpperCase(), start)).toMatchObject({ kind: "in", codesLeft: 9 });
    expect(await enter(code, start)).toEqual({ kind: "wrong" });
  });

  it("wait after five failures, twice as long after the next, and the wait outlives everything but time", async () => {
    const { secret } = await setUp();
    for (let i = 0; i < 5; i++) expect((await enter("000000x", start)).kind).toBe("wrong");
    expect(await enter(codeAt(secret, addMs(start, 30_000)), addMs(start, 30_000))).toEqual({
      kind: "wait",
      until: addMs(start, minute),
    });
    const after = addMs(start, 2 * minute);
    expect((await enter("000000x", after)).kind).toBe("wrong");
    expect(await enter("1", after)).toEqual({ kind: "wait", until: addMs(after, 2 * minute) });
    const free = addMs(after, 3 * minute);
    expect((await enter(codeAt(secret, free), free)).kind).toBe("in");
    expect((await enter("000000x", free)).kind).toBe("wrong");
  });

  it("are slowed down by address when many accounts are tried from it", async () => {
    for (let i = 0; i < 30; i++) await enter("1", start, { login: `x${i}`, password: "" });
    expect((await enter("1", start, { login: "fresh" })).kind).toBe("wait");
    expect((await enter("1", start, { login: "fresh", from: "192.0.2.2" })).kind).toBe("wrong");
  });

  it("lose a session that was not used for an hour, and any session after twelve", async () => {
    const { result } = await setUp();
    const codes = result.kind === "ready" ? result.recoveryCodes : [];
    const open = async (code = "") => {
      const entered = await enter(code, start);
      return entered.kind === "in" ? entered.token : "";
    };
    const [idle, busy] = [await open(codes[0]), await open(codes[1])];
    for (let i = 1; i < 24; i++) {
      expect(await readSession(db, busy, addMs(start, i * 30 * minute))).toBeDefined();
    }
    expect(await readSession(db, idle, addMs(start, 61 * minute))).toBeUndefined();
    expect(await readSession(db, busy, addMs(start, 12 * hour))).toBeUndefined();
  });

  it("see their sessions, end one of them, and lose all when they are locked out", async () => {
    const { officer, result } = await setUp();
    const codes = result.kind === "ready" ? result.recoveryCodes : [];
    for (const code of codes.slice(0, 3)) await enter(code, start);
    const sessions = await listSessions(db.read, officer.id, start);
    expect(sessions.map(({ device }) => device)).toEqual(["Firefox", "Firefox", "Firefox"]);
    const [one] = sessions;
    expect(await db.transact((tx) => endSession(tx, "somebody-else", one?.id ?? ""))).toBe(false);
    expect(await db.transact((tx) => endSession(tx, officer.id, one?.id ?? ""))).toBe(true);
    expect(await listSessions(db.read, officer.id, start)).toHaveLength(2);
    await db.transact((tx) => endSessions(tx, officer.id));
    expect(await listSessions(db.read, officer.id, start)).toEqual([]);
  });

  const change = (officer: Officer, more: { version?: number; isDisabled?: boolean; role?: "viewer" }) =>
    db.transact((tx) =>
      changeOfficer(tx, { ...officer, version: officer.version, isDisabled: false, now: start, ...more }),
    );

  it("are changed on top of what was read only, and never so that nobody manages officers", async () => {
    const { officer } = await setUp();
    expect(await change(officer, { version: 1 })).toMatchObject({ kind: "stale", found: { version: 2 } });
    expect(await change(officer, { role: "viewer" })).toEqual({ kind: "last-admin" });
  });

  it("who are locked out have no session and cannot log in", async () => {
    await setUp("first");
    const { officer, result } = await setUp("lan");
    const codes = result.kind === "ready" ? result.recoveryCodes : [];
    const entered = await enter(codes[0] ?? "", start);
    expect(await change(officer, { isDisabled: true })).toMatchObject({ officer: { status: "disabled" } });
    expect(await readSession(db, entered.kind === "in" ? entered.token : "", start)).toBeUndefined();
    expect((await enter(codes[1] ?? "", start)).kind).toBe("wrong");
  });
});
