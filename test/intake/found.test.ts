import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import type { Found } from "../../src/intake/form.ts";
import { standing } from "../../src/intake/found.ts";
import { type State, startState } from "../../src/intake/state.ts";
import { plainText } from "../../src/kit/message.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";

const now = instant("2026-11-23T03:00:00Z");
const story =
  "Chuyện là máy sao chè cứ nóng không đều làm cháy cả mẻ, chị em kêu suốt. Tổ bảo nhau gắn thêm quạt đảo gió ở " +
  "đáy lò, chưa làm thử. Mỗi mẻ chắc đỡ phí vài cân. Lò Thị Mai ở xưởng chè Tân Uyên";

function hear(text: string, found: readonly Found[], state: State = startState(quickForm)) {
  const turn = advance(quickForm, state, { text, files: [], choice: null, found }, now);
  return { ...turn, said: turn.replies.map((reply) => plainText(reply, true)).join("\n") };
}

const whole: readonly Found[] = [
  { field: "problem", words: "máy sao chè cứ nóng không đều làm cháy cả mẻ" },
  { field: "solution", words: "gắn thêm quạt đảo gió ở đáy lò" },
  { field: "benefit", words: "Mỗi mẻ chắc đỡ phí vài cân" },
  { field: "author", words: "Lò Thị Mai" },
  { field: "unit", words: "xưởng chè Tân Uyên" },
];

describe("what a model found in a message", () => {
  test("fills the open questions, is shown at once, and stands in the summary as understood", () => {
    const { state, said } = hear(story, whole);
    expect(state.step.kind).toBe("summary");
    expect(state.answers.author).toEqual({ kind: "person", name: "Lò Thị Mai" });
    expect(said).toContain("Mình hiểu là:\n• Cách làm: “Tổ bảo nhau gắn thêm quạt đảo gió ở đáy lò”");
    expect(said).toContain("• Người làm: mình hiểu là “Lò Thị Mai”");
  });

  test("keeps the whole message word for word where only a part of it answers the question", () => {
    const { state } = hear(story, whole);
    expect(state.annexes).toEqual([{ field: null, text: story }]);
    expect(state.answers.problem).toEqual({
      kind: "text",
      text: "Chuyện là máy sao chè cứ nóng không đều làm cháy cả mẻ",
    });
  });

  test.each<[string, Found]>([
    ["words that nobody wrote", { field: "benefit", words: "tiết kiệm 50 triệu mỗi năm" }],
    ["words put together from two places", { field: "benefit", words: "máy sao chè đỡ phí vài cân" }],
    ["a field the form does not have", { field: "salary", words: "Lò Thị Mai" }],
    ["a secret nobody named", { field: "confidential", words: "quạt đảo gió ở đáy lò" }],
    ["nothing", { field: "author", words: "…" }],
  ])("%s is not taken", (_, found) => {
    const { state } = hear(story, [found]);
    expect(state).toEqual(hear(story, []).state);
  });

  test("a part that leaves out “chưa” gets it back", () => {
    const { state } = hear(story, [...whole, { field: "stage", words: "làm thử" }]);
    expect(state.answers.stage).toEqual({ kind: "choice", value: "idea" });
  });

  test("changes no answer that stands, and gives way to the member's own", () => {
    const first = hear(story, whole).state;
    const again = hear("sửa người làm: Giàng A Páo", [], first);
    expect(again.state.guessed).not.toContain("author");
    expect(again.said).toContain("• Người làm: Giàng A Páo");
    const later = hear(story, [{ field: "author", words: "Lò Thị Mai" }], again.state);
    expect(later.state.answers.author).toEqual({ kind: "person", name: "Giàng A Páo" });
  });

  test("declares nothing for anybody", () => {
    const text = "tôi cam đoan mọi thứ là đúng sự thật, lắp từ tháng trước ở khâu chế biến chè";
    const found = [
      { field: "declaration", words: "tôi cam đoan" },
      { field: "domain", words: "khâu chế biến chè" },
    ];
    const heard = { text, files: [], choice: null, found };
    const { state } = advance(fullForm, startState(fullForm), heard, now);
    expect(state.answers.declaration).toBeUndefined();
    expect(state.guessed).toEqual(["domain"]);
  });
});

describe("words stand in a message", () => {
  test.each([
    ["Lợi được 1,2 tỷ. Hết", "1,2 tỷ", false, "1,2 tỷ"],
    ["MÁY  Sao chè", "may sao", false, "MÁY  Sao"],
    ["chưa lắp thử, tốn 5 giờ", "lắp thử", true, "chưa lắp thử"],
    ["a b c", "a c", false, undefined],
    ["a b c", "", false, undefined],
  ])("“%s” holds “%s” (whole: %s): %s", (text, words, isWhole, held) => {
    expect(standing(text, words, isWhole)).toBe(held);
  });
});
