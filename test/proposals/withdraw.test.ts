import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { plainText } from "../../src/kit/message.ts";
import { findProposal } from "../../src/proposals/life/find.ts";
import { withdrawalAsked, withdrawOwn } from "../../src/proposals/withdraw.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ChatStage, openChat } from "./chat-stage.ts";
import { now } from "./member.ts";
import { createOffice, type Office } from "./office.ts";

describe("words that ask to take a proposal back", () => {
  test.each([
    ["rút hồ sơ SK-2026-0042", { number: "SK-2026-0042", isSure: false }],
    ["em muốn rút lại đơn ạ", { number: null, isSure: false }],
    ["rut sk 2026 42", { number: "SK-2026-0042", isSure: false }],
    ["form:withdraw:yes:SK-2026-0042", { number: "SK-2026-0042", isSure: true }],
  ])("“%s”", (text, asked) => {
    expect(withdrawalAsked(text)).toEqual(asked);
  });

  test.each(["rút", "rút đồng ý", "rút ngắn thời gian làm hồ sơ", "rút hồ sơ cần giấy tờ gì"])(
    "“%s” is about something else",
    (text) => {
      expect(withdrawalAsked(text)).toBeUndefined();
    },
  );
});

describe.each(databases)("a proposal its author takes back, on $name", ({ open }) => {
  let opened: TestDatabase;
  let office: Office;
  beforeEach(async () => {
    opened = await open();
    office = createOffice(opened.db);
  });
  afterEach(() => opened.close());

  const withdraw = async (memberId: string, number: string | null, isSure: boolean) =>
    plainText(await opened.db.transact((tx) => withdrawOwn(tx, { number, isSure, memberId, now })));

  test("is asked about first, then withdrawn with who did it, and its author gets no letter of it", async () => {
    const mai = await office.author("mai");
    const number = await office.file(mai.memberId);
    expect(await withdraw(mai.memberId, null, false)).toContain(`rút hồ sơ ${number}`);
    expect((await office.find(number)).state).toBe("filed");
    expect(await withdraw(mai.memberId, number, true)).toContain("Đã rút");
    expect(await office.find(number)).toMatchObject({ state: "withdrawn", version: 1 });
    expect((await office.find(number)).events.at(-1)?.by).toBe(`member:${mai.memberId}`);
    expect(await office.letters(mai)).toEqual([]);
    expect(await withdraw(mai.memberId, number, true)).toContain("không rút được");
  });

  test("is nobody else's to take back, nor one that was decided; of several it is asked which", async () => {
    const mai = await office.author("mai");
    const pao = await office.author("pao");
    const [one, two] = [await office.file(mai.memberId), await office.file(mai.memberId)];
    expect(await withdraw(pao.memberId, one, true)).toContain("không rút được");
    expect(await withdraw(mai.memberId, null, true)).toContain("hồ sơ nào");
    await office.recognize(one);
    expect(await withdraw(mai.memberId, one, true)).toContain("không rút được");
    expect([(await office.find(one)).state, (await office.find(two)).state]).toEqual(["recognized", "filed"]);
  });
});

describe("in a conversation", () => {
  let chat: ChatStage;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(() => chat.close());

  test("the words ask, the button takes back", async () => {
    const told = [
      "/sangkien",
      "Máy sao chè nóng không đều",
      "Lắp cảm biến, đã dùng từ 3/2026",
      "đỡ cháy chè",
    ];
    for (const text of [...told, "Lò Thị Mai, xưởng chè Tân Uyên", "đồng ý"]) await chat.say("mai", text);
    const asked = await chat.say("mai", "em muốn rút hồ sơ");
    const number = /SK-\d{4}-\d{4}/.exec(asked)?.[0] ?? "";
    expect(await chat.press("mai", "Rút hồ sơ")).toContain(`Đã rút hồ sơ ${number}`);
    expect((await findProposal(chat.db.read, number))?.state).toBe("withdrawn");
  });
});
