import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { addMs, type Instant } from "../../src/kit/time.ts";
import { answerInvite, showInvite } from "../../src/proposals/coauthors/answer.ts";
import { newCode, readCode } from "../../src/proposals/coauthors/code.ts";
import { answersOf, inviteAgain, knownAuthors } from "../../src/proposals/coauthors/invite.ts";
import { readRecord } from "../../src/proposals/record.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { fileTogether, type Member, newMember, now } from "./member.ts";

const dayMs = 24 * 60 * 60 * 1000;
const codes = (text: string) => text.match(/DTG-\w{4}-\w{4}/g) ?? [];

describe("a co-author's code", () => {
  test.each([
    ["dtg 7k4m29qx", "DTG-7K4M-29QX"],
    ["Mã của em là DTG-7K4M-29QX ạ", "DTG-7K4M-29QX"],
    ["/start DTG7K4M29QX", "DTG-7K4M-29QX"],
    ["dtg_7k4m_29qx", "DTG-7K4M-29QX"],
    ["DTG-7K4M-29QXY", undefined],
    ["DTG-7K4M", undefined],
    ["ABDTG-7K4M-29QX", undefined],
    ["DTG-0O1I-29QX", undefined],
  ])("“%s” is %s", (text, code) => {
    expect(readCode(text)).toBe(code);
  });

  test("is read as it is given out", () => {
    for (let n = 0; n < 200; n++) {
      const code = newCode();
      expect(readCode(code.toLowerCase())).toBe(code);
    }
  });
});

describe.each(databases)("co-authors on $name", ({ open }) => {
  let opened: TestDatabase;
  let mai: Member;
  let pao: Member;
  beforeEach(async () => {
    opened = await open();
    mai = await newMember(opened.db);
    pao = await newMember(opened.db);
    await fileTogether(mai);
  });
  afterEach(() => opened.close());

  const show = (code: string, member: Member, at: Instant = now) =>
    opened.db.transact((tx) => showInvite(tx, { code, memberId: member.id, now: at }));
  const answer = async (member: Member, isYes: boolean, inviteId: string | null = null) =>
    plainText(
      await opened.db.transact((tx) => answerInvite(tx, { inviteId, memberId: member.id, isYes, now })),
    );
  const filed = async () => {
    const row = await opened.db.read.selectFrom("proposal").selectAll().executeTakeFirstOrThrow();
    return { proposalId: row.id, memberId: row.member_id, record: readRecord(row.answers) };
  };

  test("get a code each from the filer, and confirm with their name and share before them", async () => {
    const [code = "", ...others] = codes(mai.text);
    expect(others).toEqual([]);
    expect(mai.text).toContain(`Giàng A Páo (40%): ${code}`);
    const shown = await show(code, pao);
    expect(shown.isAsked).toBe(true);
    expect(plainText(shown.content, true)).toMatch(/Lò Thị Mai ghi bạn.*Chống cháy chè.*Giàng A Páo.*40%/s);
    expect(await answer(pao, true)).toContain("Đã ghi nhận bạn là đồng tác giả của hồ sơ SK-2026-0001");
    const authors = await knownAuthors(opened.db.read, await filed());
    expect(authors.map(({ memberId }) => memberId)).toEqual([mai.id, pao.id]);
    const events = await opened.db.read.selectFrom("proposal_event").select("kind").orderBy("seq").execute();
    expect(events.at(-1)?.kind).toBe("coauthorConfirmed");
  });

  test("may say no, and can be asked again", async () => {
    const [code = ""] = codes(mai.text);
    await show(code, pao);
    expect(await answer(pao, false)).toContain("không xác nhận");
    const { proposalId } = await filed();
    expect((await answersOf(opened.db.read, proposalId)).declined).toEqual([
      { seat: 1, name: "Giàng A Páo" },
    ]);
    const given = { number: "SK-2026-0001", memberId: mai.id, now };
    const [again = ""] = codes(plainText(await opened.db.transact((tx) => inviteAgain(tx, given))));
    expect((await show(code, pao)).isAsked).toBe(false);
    expect((await show(again, pao)).isAsked).toBe(true);
    await answer(pao, true);
    expect(plainText(await opened.db.transact((tx) => inviteAgain(tx, given)))).toContain(
      "không có đồng tác giả",
    );
  });

  test("cannot use a code that is too old, answered, made up or the filer's own", async () => {
    const [code = ""] = codes(mai.text);
    expect((await show(code, pao, addMs(now, 15 * dayMs))).isAsked).toBe(false);
    expect((await show(code, mai)).isAsked).toBe(false);
    expect((await show("DTG-2222-2222", pao)).isAsked).toBe(false);
    await show(code, pao);
    await answer(pao, true);
    const vang = await newMember(opened.db);
    expect(plainText((await show(code, vang)).content)).toContain("đã được trả lời");
  });

  test("answer only what was shown to themselves", async () => {
    const [code = ""] = codes(mai.text);
    await show(code, pao);
    const invite = await opened.db.read.selectFrom("coauthor_invite").select("id").executeTakeFirstOrThrow();
    const vang = await newMember(opened.db);
    expect(await answer(vang, true, invite.id)).toContain("Chưa có lời mời");
    expect(await answer(pao, true, invite.id)).toContain("Đã ghi nhận");
    expect(await answer(pao, false, invite.id)).toContain("Chưa có lời mời");
  });

  test("are never stored with their code", async () => {
    const [code = ""] = codes(mai.text);
    const rows = await opened.db.read.selectFrom("coauthor_invite").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code.slice(4, 8));
  });
});
