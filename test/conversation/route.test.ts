import { describe, expect, test } from "vitest";
import { countRepeat, type DialogueState } from "../../src/conversation/dialogue.ts";
import { route, routeBesideOfficer } from "../../src/conversation/route.ts";
import { readYesNo } from "../../src/conversation/words.ts";
import type { Choice, FileRef, Said } from "../../src/kit/message.ts";
import { addMs, instant } from "../../src/kit/time.ts";

const fresh: DialogueState = { v: 1, draftId: null, awaiting: null, asked: null, repeat: null };
const inForm: DialogueState = { ...fresh, draftId: "d1" };
const photo: FileRef = { handle: "blob:1", kind: "photo", name: null, mediaType: null, sizeBytes: 3 };
const typed = (text: string, files: FileRef[] = []): Said => ({ kind: "text", text, files });
const nothing = { pressed: undefined, choices: [] };
const press: Said = { kind: "pressed", button: "7.0", acknowledge: null };
const pressed = (action: string) => ({
  pressed: { kind: "choice" as const, choice: { label: "x", action } },
  choices: [],
});

describe("route", () => {
  test("a plain text is a question, and belongs to the form while one is open", () => {
    expect(route(fresh, typed("sáng kiến là gì"), nothing).kind).toBe("question");
    expect(route(inForm, typed("máy hay hỏng"), nothing)).toEqual({
      kind: "form",
      text: "máy hay hỏng",
      files: [],
      choice: null,
    });
  });

  test("commands work in any dialogue, but “tiếp tục” inside a form belongs to the form", () => {
    expect(route(inForm, typed("/menu"), nothing).kind).toBe("command");
    expect(route(inForm, typed("tắt tin"), nothing).kind).toBe("command");
    expect(route(inForm, typed("tiếp tục"), nothing).kind).toBe("form");
    expect(route(inForm, typed("Huy"), nothing).kind).toBe("form");
    expect(route(inForm, typed("/huy"), nothing).kind).toBe("command");
    expect(route(inForm, typed("đúng"), nothing).kind).toBe("form");
    expect(route(fresh, typed("tiếp tục"), nothing).kind).toBe("command");
  });

  test("a button about being named is understood with a form open as well", () => {
    expect(route(inForm, press, pressed("name:yes"))).toEqual({ kind: "publicName", isYes: true });
    expect(route(fresh, press, pressed("name:no"))).toEqual({ kind: "publicName", isYes: false });
  });

  test("files go to the open form, else they get a helpful line", () => {
    expect(route(inForm, typed("", [photo]), nothing)).toEqual({
      kind: "form",
      text: "",
      files: [photo],
      choice: null,
    });
    expect(route(fresh, typed("", [photo]), nothing).kind).toBe("files");
  });

  test("a bare number picks the choice that was offered, but is an answer inside a form", () => {
    const choices: Choice[] = [
      { label: "Mục", action: "clause:kh-360#II.3.4" },
      { label: "Gửi sáng kiến", action: "/sangkien" },
    ];
    const looked = { pressed: undefined, choices };
    expect(route(fresh, typed("1"), looked)).toEqual({
      kind: "clause",
      document: "kh-360",
      clause: "II.3.4",
    });
    expect(route(fresh, typed(" 2. "), looked)).toEqual({
      kind: "command",
      command: { name: "sangkien", rest: "" },
    });
    expect(route(fresh, typed("3"), looked).kind).toBe("question");
    expect(route(inForm, typed("2"), looked).kind).toBe("form");
  });

  test("a press does what its own choice says, and nothing when it is foreign or unknown", () => {
    expect(route(fresh, press, pressed("/nhantin")).kind).toBe("command");
    expect(route(fresh, press, pressed("say:Sáng kiến là gì?"))).toEqual({
      kind: "question",
      text: "Sáng kiến là gì?",
    });
    expect(route(fresh, press, { pressed: { kind: "foreign" }, choices: [] })).toEqual({
      kind: "button",
      fault: "foreign",
    });
    expect(route(fresh, press, { pressed: { kind: "unknown" }, choices: [] })).toEqual({
      kind: "button",
      fault: "unknown",
    });
  });

  test("only an explicit yes or no answers a consent; anything else is what it is", () => {
    const waiting: DialogueState = { ...fresh, awaiting: "news-consent" };
    expect(route(waiting, typed("Đồng ý ạ"), nothing)).toEqual({
      kind: "choice",
      about: "news-consent",
      isYes: true,
    });
    expect(route(waiting, typed("khong"), nothing)).toEqual({
      kind: "choice",
      about: "news-consent",
      isYes: false,
    });
    expect(route(waiting, typed("nhận tin gì vậy"), nothing).kind).toBe("question");
    expect(route(fresh, typed("đồng ý"), nothing).kind).toBe("question");
  });

  test("what an officer should read goes into the case, a sticker is unreadable", () => {
    expect(route({ ...fresh, awaiting: "case" }, typed("Em bị nợ lương"), nothing)).toEqual({
      kind: "caseText",
      text: "Em bị nợ lương",
    });
    expect(route(fresh, { kind: "other", what: "sticker" }, nothing)).toEqual({
      kind: "unreadable",
      what: "sticker",
    });
  });
});

describe("beside an officer", () => {
  test("words go to the officer, whatever the bot would have made of them", () => {
    for (const text of ["sáng kiến là gì?", "1", "huỷ", "đồng ý", "gặp cán bộ", "Nguyễn Văn Nam"]) {
      expect(routeBesideOfficer(inForm, typed(text), nothing)).toMatchObject({ kind: "thread" });
    }
    const choices: Choice[] = [{ label: "Gửi sáng kiến", action: "/sangkien" }];
    expect(routeBesideOfficer(fresh, typed("1"), { pressed: undefined, choices })).toMatchObject({
      kind: "thread",
    });
    expect(routeBesideOfficer(fresh, typed("", [photo]), nothing)).toMatchObject({ kind: "thread" });
    expect(routeBesideOfficer(fresh, { kind: "other", what: "sticker" }, nothing)).toMatchObject({
      kind: "thread",
    });
  });

  test.each([
    "tắt tin",
    "tat tin",
    "xoá dữ liệu của em",
    "xem dữ liệu",
    "vì sao em nhận tin này",
    "SK-2026-0001",
  ])("%j still works", (text) => {
    expect(routeBesideOfficer(inForm, typed(text), nothing).kind).toBe("command");
  });

  test("the answer to what such a command asked counts, and buttons of the bot do", () => {
    const waiting: DialogueState = { ...fresh, awaiting: "erase" };
    expect(routeBesideOfficer(waiting, typed("đồng ý"), nothing)).toMatchObject({
      kind: "choice",
      isYes: true,
    });
    expect(routeBesideOfficer(fresh, press, pressed("/tattin")).kind).toBe("command");
  });

  test.each(["gặp bot", "menu", "/start", "gửi sáng kiến", "quay lại trợ lý"])(
    "%j asks for the bot",
    (text) => {
      expect(routeBesideOfficer(fresh, typed(text), nothing).kind).toBe("backToBot");
    },
  );
});

describe("the words that always work", () => {
  const states: DialogueState[] = [
    fresh,
    inForm,
    { ...fresh, awaiting: "news-consent" },
    { ...fresh, awaiting: "erase" },
    { ...fresh, awaiting: "case" },
  ];
  test.each([
    ["menu", "menu"],
    ["Gặp cán bộ", "canbo"],
    ["gap can bo", "canbo"],
    ["cho minh gap can bo voi", "canbo"],
    ["tắt tin", "tattin"],
    ["tat tin", "tattin"],
    ["xem dữ liệu của tôi", "dulieu"],
    ["xem du lieu cua em", "dulieu"],
    ["xoá dữ liệu của tôi", "xoadulieu"],
    ["xóa dữ liệu của mình nhé", "xoadulieu"],
    ["vì sao tôi nhận tin này?", "visao"],
    ["vi sao em lai nhan duoc tin nay", "visao"],
    ["tại sao mình nhận được tin này ạ", "visao"],
    ["SK-2026-0042", "trangthai"],
    ["sk 2026 42", "trangthai"],
  ])("%j is %s in every dialogue", (text, name) => {
    for (const state of states) {
      expect(route(state, typed(text), nothing)).toMatchObject({ kind: "command", command: { name } });
    }
  });

  test.each([
    ["huỷ", "huy"],
    ["huy", "huy"],
    ["thoát", "huy"],
    ["dừng", "huy"],
    ["quay lại", "quaylai"],
    ["quay lai", "quaylai"],
  ])("%j leaves what the bot asked, and inside a form belongs to the form", (text, name) => {
    for (const state of states) {
      const to = route(state, typed(text), nothing);
      if (state.draftId !== null && state.awaiting === null) expect(to).toMatchObject({ kind: "form", text });
      else expect(to).toMatchObject({ kind: "command", command: { name } });
    }
  });

  test.each(["phiếu số 12 tới đâu rồi ạ", "phieu 12", "cho em hỏi phiếu hỏi số 12 trả lời chưa"])(
    "%j asks how a case stands, beside an officer too",
    (text) => {
      for (const state of states) {
        expect(route(state, typed(text), nothing)).toEqual({ kind: "caseStatus", number: 12 });
        expect(routeBesideOfficer(state, typed(text), nothing)).toEqual({ kind: "caseStatus", number: 12 });
      }
      expect(route(fresh, typed("phiếu 12 cổ phần của công đoàn là gì"), nothing).kind).toBe("question");
    },
  );

  test("what an officer should read is taken in the middle of a form, and taken back there", () => {
    const asking: DialogueState = { ...inForm, awaiting: "case" };
    expect(route(asking, typed("Em bị nợ lương"), nothing)).toEqual({
      kind: "caseText",
      text: "Em bị nợ lương",
    });
    for (const text of ["huỷ", "quay lại", "thôi"]) {
      expect(route(asking, typed(text), nothing)).toMatchObject({ kind: "command" });
    }
    expect(route(asking, typed("", [photo]), nothing).kind).toBe("form");
  });

  test("“thôi” opens no case", () => {
    expect(route({ ...fresh, awaiting: "case" }, typed("thôi"), nothing)).toMatchObject({ kind: "command" });
  });
});

describe("yes and no", () => {
  test.each(["đồng ý", "Dong y.", "ok", "Vâng", "có ạ", "dc"])("%j is yes", (text) => {
    expect(readYesNo(text)).toBe(true);
  });
  test.each(["không", "ko", "thôi", "không đồng ý"])("%j is no", (text) => {
    expect(readYesNo(text)).toBe(false);
  });
  test.each(["", "đồng ý là gì", "có mất tiền không", "👍"])("%j is neither", (text) => {
    expect(readYesNo(text)).toBeUndefined();
  });
});

describe("the loop guard", () => {
  const start = instant("2026-11-22T02:00:00Z");
  const say = (state: DialogueState, text: string, at: number) =>
    countRepeat(state, { text, now: addMs(start, at) });

  test("closes at the 20th equal message within five minutes, with one line", () => {
    let state = fresh;
    const closed: boolean[] = [];
    for (let count = 1; count <= 22; count++) {
      const guard = say(state, "alo", count * 1000);
      closed.push(guard.isLoop);
      if (count === 20) expect(guard.isFirst).toBe(true);
      if (count === 21) expect(guard.isFirst).toBe(false);
      state = { ...state, repeat: guard.repeat };
    }
    expect(closed.indexOf(true)).toBe(19);
  });

  test("opens again with other words, or after five minutes", () => {
    const closed = { ...fresh, repeat: { ...say(fresh, "alo", 0).repeat, count: 25 } } as DialogueState;
    expect(say(closed, "chào", 1000).isLoop).toBe(false);
    expect(say(closed, "alo", 1000).isLoop).toBe(true);
    expect(say(closed, "alo", 6 * 60_000).isLoop).toBe(false);
  });
});
