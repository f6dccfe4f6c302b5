import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import type { Form } from "../../src/intake/form.ts";
import { readState, type State, startState } from "../../src/intake/state.ts";
import { instant } from "../../src/kit/time.ts";
import { readDraftState, writeDraftState } from "../../src/proposals/drafts.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { recordOf } from "../../src/proposals/record.ts";

const now = instant("2026-11-23T03:00:00Z");
const tell = (form: Form, state: State, text: string) =>
  advance(form, state, { text, files: [], choice: null }, now);

/** One answer each, in words that name their field. */
const answers = [
  "Việc đang vướng: máy sao chè nóng không đều",
  "Cách làm: lắp thêm cảm biến nhiệt và quạt đảo",
  "Lợi ích: mỗi mẻ bớt hỏng 5 kg chè",
  "Họ tên: Lò Thị Mai",
  "Nơi làm: xưởng chè Tân Uyên",
  "Đã làm tới đâu: áp dụng thử",
  "Ngày làm đầu tiên: 15/3/2026",
] as const;
/** What interrupts and changes no answer. */
const interruptions = [
  "quay lại",
  "giúp",
  "xem lại",
  "viết hộ em",
  "sửa",
  "tiếp tục",
  "gửi",
  "để sau",
  "",
  "99",
];

const order = fc.shuffledSubarray([...answers], { minLength: answers.length, maxLength: answers.length });
const breaks = fc.array(fc.constantFrom(...interruptions), { minLength: 14, maxLength: 14 });

/** The state as a restart, or another channel, finds it. */
function reopened(form: Form, state: State): State {
  const stored = writeDraftState({ asking: null, consentShown: null, intake: state });
  return readDraftState(form, stored).intake;
}

function fill(texts: readonly string[], between: readonly string[]): State {
  let state = startState(quickForm);
  for (const [index, text] of texts.entries()) {
    state = reopened(quickForm, tell(quickForm, state, text).state);
    for (const words of between.slice(index * 2, index * 2 + 2)) {
      state = reopened(quickForm, tell(quickForm, state, words).state);
    }
  }
  return state;
}

describe("one proposal", () => {
  test("is the same record in whatever order it is told, interrupted and restarted", () => {
    const stage = answers[5];
    const day = answers[6];
    const wanted = recordOf(quickForm, fill(answers, []));
    expect(Object.keys(wanted.answers)).toHaveLength(answers.length);
    fc.assert(
      fc.property(order, breaks, (texts, between) => {
        // The day is a question only of what was done: told before that, it is asked for again.
        const late = texts.indexOf(day) < texts.indexOf(stage) ? [...texts, day] : texts;
        expect(recordOf(quickForm, fill(late, [...between, ...between]))).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  test("never has shares that add up to anything but 100 percent", () => {
    const shares = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 5 });
    const whole = fc.integer({ min: 1, max: 99 }).map((share) => [share, 100 - share]);
    const names = ["Nguyễn Văn An", "Lò Thị Mai", "Giàng A Páo", "Vàng Thị Dở", "Tẩn Láo Tả"];
    const at = { ...startState(fullForm), step: { kind: "ask" as const, field: "authors" } };
    fc.assert(
      fc.property(fc.oneof(shares, whole), fc.boolean(), (parts, isTwice) => {
        const text = parts.map((share, index) => `${names[index]}, ${share}%`).join("\n");
        let { state } = tell(fullForm, at, text);
        if (isTwice) state = tell(fullForm, state, text).state;
        const told = state.answers.authors;
        const sum = parts.reduce((total, share) => total + share, 0);
        const isRight = sum === 100 && parts.every((share) => share > 0);
        expect(told !== undefined).toBe(isRight);
        if (told?.kind === "people") {
          expect(told.people.reduce((total, { share }) => total + (share ?? 0), 0)).toBe(100);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("takes from a model only words of the message, whatever it says", () => {
    const message =
      "Máy sao chè nóng không đều nên cháy mẻ, tổ tôi gắn thêm quạt đảo ở đáy lò, mỗi mẻ đỡ phí vài cân, chị em khen.";
    const field = fc.constantFrom(...quickForm.fields.map(({ id }) => id), "authors", "__proto__");
    const words = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "đã công nhận",
        "quạt đảo ở đáy lò",
        "mỗi mẻ",
        "Nguyễn Văn Bịa",
        "15/3/2026",
        "50 triệu",
      ),
      fc
        .tuple(fc.nat(message.length), fc.nat(60))
        .map(([from, length]) => message.slice(from, from + length)),
    );
    fc.assert(
      fc.property(fc.array(fc.record({ field, words }), { maxLength: 8 }), (found) => {
        const heard = { text: message, files: [], choice: null, found };
        const { state } = advance(quickForm, startState(quickForm), heard, now);
        expect(readState(quickForm, JSON.parse(JSON.stringify(state)))).toEqual(state);
        for (const id of state.guessed) {
          const answer = state.answers[id];
          const isName = answer?.kind === "person" || answer?.kind === "unit";
          const text = answer?.kind === "text" ? answer.text : isName ? answer.name : "";
          expect(message.toLowerCase()).toContain(text.toLowerCase());
        }
        const kept = [state.answers.problem, ...state.annexes].map((each) => JSON.stringify(each));
        expect(kept.join("\n")).toContain(message);
      }),
      { numRuns: 200 },
    );
  });
});
