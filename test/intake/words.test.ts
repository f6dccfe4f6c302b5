import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import { gather } from "../../src/intake/gather.ts";
import { choicesNow, sayAnswer, shorten } from "../../src/intake/show.ts";
import { type State, startState } from "../../src/intake/state.ts";
import { commandIn, commandOfAction, fieldNamed } from "../../src/intake/words.ts";
import { instant } from "../../src/kit/time.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { sampleForm } from "./sample-form.ts";

const now = instant("2026-11-23T03:00:00Z");
const start = startState(quickForm);

function after(texts: readonly string[]): State {
  return texts.reduce(
    (state, text) => advance(quickForm, state, { text, files: [], choice: null }, now).state,
    start,
  );
}

const summary = after([
  "Máy sao chè nóng",
  "lắp cảm biến nhiệt, đã áp dụng từ tháng 3/2026",
  "đỡ cháy",
  "Lò Thị Mai, tổ 3",
]);
const atName = after(["Máy sao chè nóng", "lắp cảm biến nhiệt", "đỡ cháy"]);

describe("a command in words", () => {
  test.each([
    ["đồng ý", "send"],
    ["ĐỒNG Ý!", "send"],
    ["dong y", "send"],
    ["ok gửi luôn nhé", "send"],
    ["em đồng ý ạ", "send"],
    ["gửi đi bạn", "send"],
    ["nộp", "send"],
    ["bỏ qua", "skip"],
    ["cho em bỏ qua câu này ạ", "skip"],
    ["ko co", "skip"],
    ["quay lại", "back"],
    ["lùi", "back"],
    ["huỷ", "leave"],
    ["hủy", "leave"],
    ["/huy", "leave"],
    ["dừng", "leave"],
    ["thôi để sau", "leave"],
    ["mai làm tiếp nhé", "leave"],
    ["bỏ hồ sơ", "discard"],
    ["tiếp tục", "goOn"],
    ["/tieptuc", "goOn"],
    ["viết hộ em", "writeForMe"],
    ["ví dụ", "help"],
    ["xem lại", "review"],
    ["sửa", "which"],
    ["em muốn sửa", "which"],
  ])("“%s” is %s, also decomposed", (text, kind) => {
    expect(commandIn(quickForm, start, text)?.kind).toBe(kind);
    expect(commandIn(quickForm, start, text.normalize("NFD"))?.kind).toBe(kind);
  });

  test.each([
    "đúng",
    "dùng",
    "không đồng ý",
    "đừng gửi",
    "Gửi hàng chậm vì kho ở xa",
    "Bỏ qua bước cân nên hay sai",
    "Sửa lại máy bơm bị hỏng",
    "sửa màu sơn: xanh",
    "Tiếp tục dùng máy cũ thì cháy",
    "hết hàng",
    "",
  ])("“%s” is no command inside a form", (text) => {
    expect(commandIn(quickForm, start, text)).toBeUndefined();
  });

  test("“Huy” is a name where a name is asked for, and leaving elsewhere", () => {
    expect(commandIn(quickForm, start, "Huy")?.kind).toBe("leave");
    expect(commandIn(quickForm, atName, "Huy")).toBeUndefined();
    expect(commandIn(quickForm, atName, "huỷ")?.kind).toBe("leave");
    expect(commandIn(quickForm, atName, "/huy")?.kind).toBe("leave");
  });

  test.each([
    ["sửa 2", "solution", null],
    ["sua 3", "benefit", null],
    ["Sửa lợi ích", "benefit", null],
    ["sửa mục lợi ích", "benefit", null],
    ["sửa lại nơi làm", "unit", null],
    ["đổi tên", "author", null],
    ["sửa lợi ích: đỡ 2 giờ", "benefit", "đỡ 2 giờ"],
    ["sửa lợi ích thành đỡ 2 giờ", "benefit", "đỡ 2 giờ"],
    ["sửa 2: lắp thêm quạt", "solution", "lắp thêm quạt"],
  ])("“%s” edits %s", (text, field, value) => {
    expect(commandIn(quickForm, summary, text)).toMatchObject({ kind: "edit", field: { id: field }, value });
  });

  test("a number no field has is told so everywhere, a name only where nothing else can be meant", () => {
    expect(commandIn(quickForm, start, "sửa 99")?.kind).toBe("noSuchField");
    expect(commandIn(quickForm, summary, "sửa màu sắc")?.kind).toBe("noSuchField");
    expect(commandIn(quickForm, start, "sửa màu sắc")).toBeUndefined();
  });

  test("fields are counted as the summary lists them", () => {
    expect(fieldNamed(quickForm, summary, "7")?.id).toBe("first_applied");
    expect(fieldNamed(quickForm, atName, "7")).toBeUndefined();
  });

  test("the first four lines of the summary are the four questions", () => {
    const ids = ["1", "2", "3", "4"].map((place) => fieldNamed(quickForm, summary, place)?.id);
    expect(ids).toEqual(["problem", "solution", "benefit", "author"]);
  });

  test("a name may mean a field that does not apply yet", () => {
    expect(fieldNamed(quickForm, atName, "ngày")?.id).toBe("first_applied");
  });
});

describe("a button's action", () => {
  test.each(choicesNow(quickForm, summary).map(({ action }) => action))(
    "%s of the summary is understood",
    (action) => {
      expect(commandOfAction(quickForm, summary, action)).toBeDefined();
    },
  );

  test.each(["/menu", "say:gửi", "form:skip:benefit", "form:unknown", ""])(
    "“%s” is nothing at the name",
    (action) => {
      expect(commandOfAction(quickForm, atName, action)).toBeUndefined();
    },
  );

  test("the opening has none, so that no number picks one by accident", () => {
    expect(choicesNow(quickForm, start)).toEqual([]);
  });
});

describe("a message that answers several fields", () => {
  const split = (text: string, state = start) =>
    gather(quickForm, state, text, now)?.map(({ field, text: piece }) => [field?.id ?? null, piece]);

  test("is split at names before colons, whatever stands around them", () => {
    expect(split("- Vấn đề: kẹt chè\n- Lợi ích： bớt dừng máy, HỌ TÊN: Lò Thị Mai")).toEqual([
      ["problem", "kẹt chè"],
      ["benefit", "bớt dừng máy"],
      ["author", "Lò Thị Mai"],
    ]);
  });

  test("joins a name that comes twice", () => {
    expect(split("Lợi ích: đỡ củi\nKết quả: đỡ khói")).toEqual([["benefit", "đỡ củi\nđỡ khói"]]);
  });

  test("is split at numbers only as a first message with just the numbers of the opening", () => {
    const four = "1. kẹt chè\n2) hàn thanh gạt\n3/ bớt dừng\n4: Lò Thị Mai";
    expect(split(four)?.map(([id]) => id)).toEqual(["problem", "solution", "benefit", "author"]);
    expect(split(four, atName)).toBeUndefined();
    expect(split("1. kẹt chè\n2. hàn thanh gạt")).toBeUndefined();
    expect(split("1. a\n3. b\n2. c\n4. d")).toBeUndefined();
  });
});

describe("an answer in words", () => {
  test("is short enough to read, cut between words and never inside a letter", () => {
    expect(shorten("một hai ba", 160)).toBe("một hai ba");
    expect(shorten("một hai  ba\nbốn", 10)).toBe("một hai…");
    expect(shorten("😀".repeat(10), 6)).toBe("😀😀…");
  });

  test.each([
    [{ kind: "money", dong: 12_000_000, per: "month", said: "" }, "12.000.000 đồng/tháng"],
    [{ kind: "percent", percent: 33.3, said: "" }, "33,3%"],
    [{ kind: "date", from: "2026-03-01", to: "2026-03-31", said: "" }, "tháng 3/2026"],
    [{ kind: "choice", value: "new" }, "Mới"],
    [{ kind: "choice", value: "gone" }, "gone"],
    [{ kind: "files", count: 2 }, "2"],
  ] as const)("%o reads “%s”", (answer, expected) => {
    const field = sampleForm.fields.find(({ id }) => id === "kind");
    expect(field && sayAnswer(field, answer)).toBe(expected);
  });
});
