import { describe, expect, test } from "vitest";
import { advance, couldAnswer, remind } from "../../src/intake/advance.ts";
import { activeFields, type Form, type Heard } from "../../src/intake/form.ts";
import { type State, startState } from "../../src/intake/state.ts";
import { namesOf } from "../../src/intake/words.ts";
import { type FileRef, plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { sampleForm } from "./sample-form.ts";

const now = instant("2026-11-23T03:00:00Z");

function typed(text: string, files: readonly FileRef[] = []): Heard {
  return { text, files, choice: null };
}

function pressed(choice: string): Heard {
  return { text: choice, files: [], choice };
}

function photo(handle: string): FileRef {
  return { handle, kind: "photo", name: null, mediaType: "image/jpeg", sizeBytes: 10 };
}

function talk(form: Form, texts: readonly (string | Heard)[], from = startState(form)) {
  let state: State = from;
  let screen = "";
  let outcome = "going";
  for (const text of texts) {
    const turn = advance(form, state, typeof text === "string" ? typed(text) : text, now);
    state = turn.state;
    outcome = turn.outcome;
    screen = turn.replies.map((reply) => plainText(reply)).join("\n");
  }
  return { state, screen, outcome };
}

const complete = ["Máy sao chè nóng không đều", "lắp cảm biến nhiệt", "đỡ cháy chè", "Lò Thị Mai, tổ 3"];

describe("every kind of field", () => {
  test("is read into what it means", () => {
    const { state } = talk(sampleForm, [
      "sửa máy",
      "đã có, từ 15/3/2026",
      "12 củ",
      "30%",
      "nguyễn văn an, tổ 3",
    ]);
    expect(state.answers).toEqual({
      what: { kind: "text", text: "sửa máy" },
      kind: { kind: "choice", value: "old" },
      day: { kind: "date", from: "2026-03-15", to: "2026-03-15", said: "đã có, từ 15/3/2026" },
      gain: { kind: "money", dong: 12_000_000, per: null, said: "12 củ" },
      share: { kind: "percent", percent: 30, said: "30%" },
      who: { kind: "person", name: "Nguyễn Văn An" },
      where: { kind: "unit", name: "tổ 3" },
    });
    expect(state.step).toEqual({ kind: "ask", field: "photos" });
  });

  test("a number answers a share, and picks a button elsewhere", () => {
    const before = talk(sampleForm, ["sửa máy", "1", "bỏ qua"]);
    expect(before.state.answers.kind).toEqual({ kind: "choice", value: "new" });
    expect(before.state.step).toEqual({ kind: "ask", field: "share" });
    expect(talk(sampleForm, ["1"], before.state).state.answers.share).toMatchObject({ percent: 1 });
  });

  test("a question about files is settled by a file, or by “xong” once there is one", () => {
    const { state } = talk(sampleForm, ["sửa máy", "mới", "bỏ qua", "30", "Lò Thị Mai, tổ 3"]);
    expect(talk(sampleForm, ["xong"], state).state.step).toEqual({ kind: "ask", field: "photos" });
    const sent = advance(sampleForm, state, typed("", [photo("a"), photo("b")]), now);
    expect(sent.state.answers.photos).toEqual({ kind: "files", count: 2 });
    expect(sent.state.step).toEqual({ kind: "summary" });
  });
});

describe("buttons", () => {
  test("an old choice button changes its own answer and leaves the question standing", () => {
    const { state, screen } = talk(quickForm, [
      ...complete.slice(0, 2),
      pressed("form:choose:stage=applied"),
      pressed("form:choose:stage=idea"),
    ]);
    expect(state.answers.stage).toEqual({ kind: "choice", value: "idea" });
    expect(screen).toContain("lợi ích gì?");
  });

  test("an old “bỏ qua” or “quay lại” does nothing to another question", () => {
    const { state } = talk(quickForm, complete.slice(0, 3));
    for (const old of ["form:skip:first_applied", "form:back:solution"]) {
      expect(talk(quickForm, [pressed(old)], state).state).toEqual(state);
    }
  });

  test("an old “gửi hồ sơ” sends nothing that was not shown in a summary", () => {
    const { state } = talk(quickForm, [...complete, "sửa 2"]);
    const turn = talk(quickForm, [pressed("form:send")], state);
    expect(turn.outcome).toBe("going");
    expect(turn.screen).toContain("Bạn xem lại");
    expect(talk(quickForm, [pressed("form:send")], turn.state).outcome).toBe("confirmed");
  });

  test.each(["form:", "form:choose:stage=nonsense", "form:edit:nothing", "form:consent:yes", "form:x:y=z"])(
    "an action that means nothing here (%s) repeats the question",
    (action) => {
      const { state } = talk(quickForm, complete.slice(0, 1));
      const turn = talk(quickForm, [pressed(action)], state);
      expect(turn.state).toEqual(state);
      expect(turn.screen).toContain("Câu 2/4");
    },
  );

  test("a button that types for the person is read like typing", () => {
    expect(talk(quickForm, [...complete, pressed("say:đồng ý")]).outcome).toBe("confirmed");
  });
});

describe("long and strange messages", () => {
  test("20,000 characters are kept word for word, and the person is asked for a summary of them", () => {
    const long = "Máy sao chè bị cháy. ".repeat(1000).trim();
    const { state, screen } = talk(quickForm, [long]);
    expect(state.annexes).toEqual([{ field: "problem", text: long }]);
    expect(screen).toContain(`dài ${long.length} ký tự`);
    expect(screen).toContain("giữ nguyên văn");
    expect(state.step).toEqual({ kind: "ask", field: "problem" });
  });

  test("fifty pages and two hundred pictures in one message are kept as far as they fit, and the rest is named", () => {
    const page = "Máy sao chè nóng không đều, phải đảo bằng tay suốt ca. ".repeat(60);
    const files = Array.from({ length: 200 }, (_, index) => ({
      ...{
        handle: `blob:${index}`,
        kind: "photo" as const,
        name: null,
        mediaType: "image/jpeg",
        sizeBytes: 9,
      },
    }));
    const text = page.repeat(50).trim();
    const turn = advance(quickForm, startState(quickForm), { text, files, choice: null }, now);
    expect(turn.state.files).toHaveLength(quickForm.mostFiles);
    expect(
      [...turn.state.annexes, ...turn.state.files].some((kept) => JSON.stringify(kept).includes(text)),
    ).toBe(true);
    const said = turn.replies.map((reply) => plainText(reply)).join("\n");
    expect(said).toContain("còn 180 tệp chưa được lưu");
    expect(said.length).toBeLessThan(1_500);
  });

  test("the same long text sent twice is kept once", () => {
    const long = "Máy sao chè bị cháy. ".repeat(1000).trim();
    expect(talk(quickForm, [long, long]).state.annexes).toHaveLength(1);
  });

  test("decomposed letters and invisible characters are stored composed and clean", () => {
    const { state } = talk(quickForm, ["M\u200Báy sao chè nóng".normalize("NFD")]);
    expect(state.answers.problem).toEqual({ kind: "text", text: "Máy sao chè nóng".normalize("NFC") });
  });

  test("commands are understood decomposed and without marks", () => {
    expect(talk(quickForm, [...complete, "đồng ý".normalize("NFD")]).outcome).toBe("confirmed");
    expect(talk(quickForm, ["huỷ".normalize("NFD")]).outcome).toBe("paused");
    expect(talk(quickForm, ["hủy"]).outcome).toBe("paused");
  });

  test("an empty message is answered with what to do", () => {
    expect(talk(quickForm, ["   "]).screen).toContain("Bạn viết bằng chữ nhé.");
  });

  test("files beyond the form's limit are named, not dropped in silence", () => {
    const files = ["a", "b", "c", "d", "e"].map(photo);
    const turn = advance(sampleForm, startState(sampleForm), typed("", files), now);
    expect(turn.state.files.map(({ handle }) => handle)).toEqual(["a", "b", "c"]);
    expect(turn.replies.map((reply) => plainText(reply)).join()).toContain("còn 2 tệp chưa được lưu");
  });
});

describe("several answers in one message", () => {
  test("what a piece says beyond its field yields to the piece that names the other field", () => {
    const { state } = talk(quickForm, ["Họ tên: Lò Thị Mai, tổ 3\nĐơn vị: Công ty Chè Than Uyên"]);
    expect(state.answers.unit).toEqual({ kind: "unit", name: "Công ty Chè Than Uyên" });
  });

  test("words before the first name answer the question that stands", () => {
    const { state } = talk(quickForm, ["Máy sao chè nóng không đều\nĐã làm: lắp cảm biến nhiệt"]);
    expect(state.answers.problem).toEqual({ kind: "text", text: "Máy sao chè nóng không đều" });
    expect(state.answers.solution).toEqual({ kind: "text", text: "lắp cảm biến nhiệt" });
  });

  test("the first piece that cannot be read is asked for, the others are kept", () => {
    const { state, screen } = talk(quickForm, ["Họ tên: 0912345678\nLợi ích: đỡ tốn củi"]);
    expect(state.answers).toHaveProperty("benefit");
    expect(state.step).toEqual({ kind: "ask", field: "author" });
    expect(screen).toContain("Bạn viết đủ họ và tên");
  });

  test("a time or an address with a colon is no name of a field", () => {
    const text = "Máy hay dừng lúc 10:30, xem https://vi.dụ/máy: hỏng suốt";
    expect(talk(quickForm, [text]).state.answers.problem).toEqual({ kind: "text", text });
  });
});

describe("a message in the middle of a form", () => {
  const atStage = talk(sampleForm, ["sửa máy"]).state;
  const atProblem = startState(quickForm);

  test.each([
    ["huỷ", atStage, 1],
    ["sửa 1", atStage, 1],
    ["đã có rồi", atStage, 1],
    ["2", atStage, 1],
    ["Kế hoạch 360 ban hành khi nào?", atStage, 0],
    ["cho em hỏi đoàn phí bao nhiêu", atStage, 0],
    ["hôm nay trời đẹp", atStage, 0.2],
    ["Máy bơm hay cháy", atProblem, 0.9],
    ["Sáng kiến là gì?", atProblem, 0.5],
    ["co sk duoc thuong bao nhieu a", atProblem, 0.5],
    ["nộp ở đây có tính là nộp chính thức ko", atProblem, 0.5],
    ["Khói nhiều mà không biết làm sao cho đỡ", atProblem, 0.9],
    ["Không có ai trông máy nên hay cháy", atProblem, 0.9],
  ] as const)("“%s” is weighed as an answer", (text, state, expected) => {
    const form = state.form === sampleForm.id ? sampleForm : quickForm;
    expect(couldAnswer(form, state, text, now)).toBe(expected);
  });

  test("the form says where it stood once the question is answered", () => {
    const [reply] = remind(quickForm, talk(quickForm, complete.slice(0, 2)).state);
    expect(reply && plainText(reply)).toMatch(/Ta tiếp tục hồ sơ sáng kiến nhé\.[\s\S]*Câu 3\/4/);
  });
});

describe("words that cannot be read", () => {
  const atKind = talk(sampleForm, ["sửa máy"]).state;

  test("are refused once with a hint; a closed question is then left open and the words are kept", () => {
    const once = talk(sampleForm, ["giảm 25 phút"], atKind);
    expect(once.screen).toContain("Bạn chọn một trong các câu trả lời");
    const twice = talk(sampleForm, ["bớt 25 phút"], once.state);
    expect(twice.state.annexes).toEqual([{ field: "kind", text: "bớt 25 phút" }]);
    expect(twice.state.step).toEqual({ kind: "ask", field: "gain" });
    expect(twice.screen).toContain("giữ nguyên văn");
  });

  test("keep an answer that stood before", () => {
    const { state } = talk(sampleForm, ["mới", "sửa loại", "hehe", "hihi"], atKind);
    expect(state.answers.kind).toEqual({ kind: "choice", value: "new" });
    expect(state.step).toEqual({ kind: "ask", field: "gain" });
  });

  test("are taken as said by an open question and marked, until they are told better", () => {
    const { state } = talk(sampleForm, ["mới", "bỏ qua", "30", "Huy", "Huy"], atKind);
    expect(state.answers.who).toEqual({ kind: "person", name: "Huy" });
    expect(state.unsure).toEqual(["who"]);
    expect(talk(sampleForm, ["sửa họ tên: Trần Quang Huy"], state).state.unsure).toEqual([]);
  });

  test("too long a text sent twice answers by its beginning and is kept whole", () => {
    const long = "Máy sao chè bị cháy. ".repeat(200).trim();
    const { state } = talk(quickForm, [long, long]);
    expect(state.answers.problem).toMatchObject({
      kind: "text",
      text: expect.stringMatching(/^Máy sao chè/),
    });
    expect(state.annexes).toEqual([{ field: "problem", text: long }]);
    expect(state.step).toEqual({ kind: "ask", field: "solution" });
  });

  test("count as refused only where they were said", () => {
    const { state } = talk(sampleForm, ["hehe", "sửa 1", "sửa máy sàng", "hehe"], atKind);
    expect(state.step).toEqual({ kind: "ask", field: "kind" });
  });

  test("that ask something are never taken for an answer", () => {
    const { state } = talk(sampleForm, ["ai xem hồ sơ này?", "ai xem hồ sơ này?"], atKind);
    expect(state.step).toEqual({ kind: "ask", field: "kind" });
    expect(state.annexes).toEqual([]);
  });
});

describe("a field that is read from the story", () => {
  const told = ["Máy sao chè nóng", "lắp cảm biến, đã dùng thử từ tháng 3", "đỡ cháy", "Lò Thị Mai, tổ 3"];

  test("follows the story until somebody answers it", () => {
    const read = talk(quickForm, told);
    expect(read.state.taken).toEqual(["stage", "first_applied"]);
    const again = talk(quickForm, ["sửa cách làm: muốn lắp cảm biến"], read.state);
    expect(again.state.answers.stage).toEqual({ kind: "choice", value: "idea" });
    const said = talk(quickForm, ["sửa tình trạng: đã áp dụng", `sửa cách làm: ${told[1]}`], again.state);
    expect(said.state.answers.stage).toEqual({ kind: "choice", value: "applied" });
    expect(said.state.taken).toEqual(["first_applied"]);
  });

  test("keeps what was read when the story no longer says it", () => {
    const { state } = talk(quickForm, [...told, "sửa cách làm: lắp cảm biến nhiệt"]);
    expect(state.answers.stage).toEqual({ kind: "choice", value: "trial" });
  });

  test("a tap at the summary lets the date be read as well", () => {
    const { state } = talk(quickForm, [
      told[0] ?? "",
      "từ tháng 3, lắp cảm biến",
      told[2] ?? "",
      told[3] ?? "",
    ]);
    expect(state.answers).not.toHaveProperty("first_applied");
    const tapped = talk(quickForm, [pressed("form:choose:stage=applied")], state);
    expect(tapped.state.answers.first_applied).toMatchObject({ from: "2026-03-01" });
    expect(tapped.state.step).toEqual({ kind: "summary" });
  });
});

describe("pictures", () => {
  test("words that only describe a picture are kept with it", () => {
    const { state } = talk(quickForm, [
      typed("ảnh máy sau khi lắp", [photo("a")]),
      typed("Máy sao chè nóng không đều", [photo("b")]),
    ]);
    expect(state.files.map(({ handle, caption }) => [handle, caption])).toEqual([
      ["a", "ảnh máy sau khi lắp"],
      ["b", null],
    ]);
    expect(state.answers.problem).toEqual({ kind: "text", text: "Máy sao chè nóng không đều" });
  });

  test("words that a closed question cannot read describe the picture instead of being refused", () => {
    const { state, screen } = talk(sampleForm, ["sửa máy", typed("chỗ hàn", [photo("a")])]);
    expect(state.files[0]?.caption).toBe("chỗ hàn");
    expect(state.hinted).toBeNull();
    expect(screen).not.toContain("Bạn chọn một trong");
  });

  test("the same picture sent again is named as known", () => {
    const { state, screen } = talk(quickForm, [typed("", [photo("a")]), typed("", [photo("a")])]);
    expect(state.files).toHaveLength(1);
    expect(screen).toContain("mình có rồi");
  });
});

describe("a shipped form", () => {
  test.each([quickForm, fullForm, sampleForm])("$id is plain data and survives JSON", (form) => {
    expect(JSON.parse(JSON.stringify(form))).toEqual(form);
  });

  test.each([quickForm, fullForm])("$id calls no two fields by the same name", (form) => {
    const names = form.fields.flatMap(namesOf);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each([quickForm, fullForm])("$id gives an example for everything it asks in words", (form) => {
    const open = form.fields.filter(({ kind }) => kind !== "choice");
    expect(
      open.filter(({ help, ask }) => !/Ví dụ|viết như/i.test(`${help} ${ask}`)).map(({ id }) => id),
    ).toEqual([]);
  });

  test("fits one phone screen at its opening and its summary", () => {
    expect(quickForm.intro.length).toBeLessThan(500);
    expect(talk(quickForm, complete).screen.length).toBeLessThan(900);
  });

  test("asks the date only of what was really done", () => {
    const ids = (value: string) =>
      activeFields(quickForm, { stage: { kind: "choice", value } }).map(({ id }) => id);
    expect(ids("trial")).toContain("first_applied");
    expect(ids("idea")).not.toContain("first_applied");
  });
});
