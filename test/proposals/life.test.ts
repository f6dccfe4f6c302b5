import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/kit/id.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { setReachable } from "../../src/people/members.ts";
import { allowedIn, states, transition } from "../../src/proposals/life/transitions.ts";
import { fileTried } from "../../src/proposals/life/tried.ts";
import type { Proposal } from "../../src/proposals/record-types.ts";
import { status } from "../../src/proposals/status.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createOffice, dayMs, type Office } from "./office.ts";

describe("the life of a proposal", () => {
  test("an idea reaches recognition only as an application", () => {
    const reachable = (from: Proposal["state"], without: string): Set<string> => {
      const found = new Set<string>([from]);
      for (const state of found) {
        for (const action of allowedIn(state as Proposal["state"])) {
          const next = transition(state as Proposal["state"], action, "lý do");
          if (action !== without && next.kind === "to") found.add(next.state);
        }
      }
      return found;
    };
    expect(reachable("idea", "").has("recognized")).toBe(true);
    expect(reachable("idea", "accept").has("recognized")).toBe(false);
    expect(transition("idea", "recognize", null).kind).toBe("notFrom");
    expect(transition("trial", "accept", null).kind).toBe("notFrom");
  });

  test("nothing leaves what is recognized", () => {
    expect(allowedIn("recognized")).toEqual([]);
    expect(states.filter((state) => allowedIn(state).length === 0)).toEqual(["recognized"]);
  });

  test.each(["return", "decline", "withdraw", "reopen"] as const)("“%s” needs a reason", (action) => {
    const from = states.filter((state) => allowedIn(state).includes(action));
    expect(from.length).toBeGreaterThan(0);
    for (const state of from) {
      expect(transition(state, action, " ")).toEqual({ kind: "needsReason" });
      expect(transition(state, action, "vì trùng").kind).toBe("to");
    }
  });
});

describe.each(databases)("officers and proposals on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
  });
  afterEach(() => opened.close());

  test("every step is kept with who, when and why, and its author is told", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    await office.act(number, "receive", { by: "Vàng A Pao" });
    office.tomorrow();
    await office.act(number, "return", { reason: "Thiếu ảnh máy sau khi lắp" });
    const found = await office.find(number);
    expect(found).toMatchObject({ state: "returned", version: 2 });
    expect(found.events.map(({ kind, by, note, from, to }) => ({ kind, by, note, from, to }))).toEqual([
      { kind: "receive", by: "Vàng A Pao", note: "vì thiếu ảnh", from: "filed", to: "received" },
      { kind: "return", by: "Cán bộ", note: "Thiếu ảnh máy sau khi lắp", from: "received", to: "returned" },
    ]);
    const letters = await office.letters(mai);
    expect(letters).toHaveLength(2);
    expect(letters[0]).not.toContain("Lý do");
    expect(letters[1]).toContain(`Hồ sơ ${number} cần bạn bổ sung.`);
    expect(letters[1]).toContain("Lý do: Thiếu ảnh máy sau khi lắp");
    await office.act(number, "resubmit");
    expect((await office.find(number)).state).toBe("received");
  });

  test("two officers at once: whoever saw an older version changes nothing", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    await office.act(number, "receive");
    const seen = (await office.find(number)).version;
    const both = await Promise.all([
      office.act(number, "accept", { version: seen, by: "Pao" }),
      office.act(number, "return", { version: seen, by: "Mỷ" }),
    ]);
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(["done", "stale"]);
    expect((await office.find(number)).version).toBe(seen + 1);
    expect(await office.letters(mai)).toHaveLength(2);
  });

  test("a step that is not allowed says what is, and leaves no trace", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    expect(await office.act(number, "accept")).toEqual({
      ...{ kind: "notFrom", number, state: "filed" },
      allowed: ["receive", "withdraw"],
    });
    expect(await office.act("SK-2026-0099", "receive")).toEqual({ kind: "missing", number: "SK-2026-0099" });
    expect(await office.find(number)).toMatchObject({ version: 0, events: [] });
    expect(await office.letters(mai)).toEqual([]);
  });

  test("nobody is told who took back the consent, or who cannot be reached", async () => {
    const [mai, pao] = [await office.author("mai"), await office.author("pao")];
    const numbers = [await office.file(mai.memberId), await office.file(pao.memberId)];
    const choice = { memberId: mai.memberId, isGiven: false, textVersion: "1", at: office.clock() };
    await opened.db.transact(async (tx) => {
      await recordConsent(tx, { ...choice, purpose: "proposal", channel: "telegram" });
      await setReachable(tx, pao.address, { isReachable: false, why: "blocked" });
    });
    for (const number of numbers) expect(await office.act(number, "receive")).toMatchObject({ kind: "done" });
    expect([...(await office.letters(mai)), ...(await office.letters(pao))]).toEqual([]);
  });

  test("an idea that was tried becomes an application under its own number, with its first day", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId, "idea", { stage: { kind: "choice", value: "idea" } });
    await office.act(number, "tryOut", { reason: null });
    const firstUse = "2026-11-02" as Proposal["reviews"][number]["due"];
    const given = {
      number,
      version: null,
      stage: "trial",
      firstUse,
      by: "Cán bộ",
      now: office.clock(),
    } as const;
    const future = { ...given, firstUse: "2026-12-02" as typeof firstUse };
    expect(await opened.db.transact((tx) => fileTried(tx, future))).toEqual({ kind: "notPast" });
    expect(await opened.db.transact((tx) => fileTried(tx, given))).toMatchObject({
      kind: "filed",
      isLate: false,
    });
    const found = await office.find(number);
    expect(found.state).toBe("filed");
    expect(found.record.answers).toMatchObject({
      stage: { value: "trial" },
      first_applied: { from: firstUse, to: firstUse },
    });
    expect((await office.letters(mai)).at(-1)).toContain(
      `Hồ sơ ${number} đã được ghi là hồ sơ đề nghị công nhận`,
    );
  });

  test("what did not say so is filed as tried when an officer knows it, day or no day", async () => {
    const { memberId } = await office.author("mai");
    const number = await office.file(memberId, "unclear", { stage: { kind: "choice", value: "idea" } });
    await office.act(number, "file", { reason: null });
    expect(await office.find(number)).toMatchObject({
      state: "filed",
      record: { answers: { stage: { value: "trial" } } },
    });
    const applied = await office.file(memberId, "unclear");
    await office.act(applied, "file", { reason: null });
    expect((await office.find(applied)).record.answers.stage).toMatchObject({ value: "applied" });
  });

  test("the status says where it is, why, until when, and what the author can do", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    const words = async () =>
      (await status(opened.db.read, mai.memberId, { number, now: office.clock() }))
        .map((one) => plainText(one))
        .join("\n");
    await office.act(number, "receive");
    await office.act(number, "return", { reason: "Thiếu ảnh" });
    expect(await words()).toContain("Trạng thái: Cần bạn bổ sung");
    expect(await words()).toContain("Lý do: Thiếu ảnh");
    await office.act(number, "resubmit");
    await office.act(number, "accept");
    expect(await words()).toContain("Hạn cơ sở quyết định: 23/02/2027.");
    office.clock.set(addMs(office.clock(), 100 * dayMs));
    expect(await words()).toContain("Đã quá hạn quyết định (23/02/2027).");
  });

  test("a coauthor who confirmed is told and may ask; one who did not is a stranger", async () => {
    const [mai, pao, my] = [
      await office.author("mai"),
      await office.author("pao"),
      await office.author("my"),
    ];
    const person = { born: null, place: "Tổ cơ điện", title: "", qualification: "", share: 50 };
    const people = [
      { ...person, name: "Lò Thị Mai" },
      { ...person, name: "Vàng A Pao" },
    ];
    const number = await office.file(mai.memberId, "filed", { authors: { kind: "people", people } });
    await confirm((await office.find(number)).id, pao.memberId);
    await office.act(number, "receive");
    expect((await office.find(number)).authors.map(({ memberId }) => memberId)).toEqual([
      mai.memberId,
      pao.memberId,
    ]);
    expect([(await office.letters(mai)).length, (await office.letters(pao)).length]).toEqual([1, 1]);
    const words = async (memberId: string) =>
      (await status(opened.db.read, memberId, { number, now: office.clock() }))
        .map((one) => plainText(one))
        .join();
    expect(await words(pao.memberId)).toContain("Cán bộ đã tiếp nhận");
    expect(await words(my.memberId)).toContain("không thấy mã");
    expect(await office.letters(my)).toEqual([]);
  });

  /** What confirming an invitation leaves behind. */
  async function confirm(proposalId: string, memberId: string): Promise<void> {
    const at = office.clock();
    const seat = { proposal_id: proposalId, seat: 1, name: "Vàng A Pao", share: 5000, code_hash: "x" };
    const answer = {
      status: "confirmed" as const,
      shown_to: memberId,
      answered_by: memberId,
      answered_at: at,
    };
    await opened.db.transact((tx) =>
      tx
        .insertInto("coauthor_invite")
        .values({ id: newId(), ...seat, ...answer, created_at: at, expires_at: at })
        .execute(),
    );
  }

  test("every message to an author stays within a phone screen", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    for (const action of ["receive", "return", "resubmit", "accept", "withdraw", "reopen"] as const)
      await office.act(number, action);
    const letters = await office.letters(mai);
    expect(letters).toHaveLength(6);
    expect(Math.max(...letters.map((letter) => letter.length))).toBeLessThan(420);
  });
});
