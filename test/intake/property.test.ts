import { describe, expect, test } from "vitest";
import { advance, couldAnswer, remind } from "../../src/intake/advance.ts";
import type { Form, Heard } from "../../src/intake/form.ts";
import { choicesNow } from "../../src/intake/show.ts";
import { readState, type State, startState } from "../../src/intake/state.ts";
import { instant } from "../../src/kit/time.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";
import { sampleForm } from "./sample-form.ts";

const now = instant("2026-11-23T03:00:00Z");
const walks = 40;
const steps = 30;

/** A small generator with a seed, so that a failure can be run again (mulberry32). */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const moving = [
  "quay lại",
  "tiếp tục",
  "bỏ qua",
  "sửa",
  "sửa 2",
  "sửa 9",
  "xem lại",
  "giúp",
  "gửi",
  "huỷ",
  "đồng ý",
  "2",
  "99",
];
const answers = [
  "Máy sao chè nóng không đều, chè cháy",
  "áp dụng thử từ tháng trước",
  "chưa làm",
  "15/3/2026",
  "31/2",
  "12 củ",
  "30%",
  "Nguyễn Văn An, tổ cơ điện",
  "Lợi ích: đỡ tốn củi\nHọ tên: Lò Thị Mai",
  "1. một\n2. hai\n3. ba\n4. bốn",
  "sửa lợi ích: bớt 2 giờ",
  "Sáng kiến là gì?",
  "Nguyễn Văn An 60%, Lò Thị Mai 40%",
  "Nguyễn Văn An 60%\nLò Thị Mai 50%",
];
const strange = [
  "",
  "   ",
  "😀",
  "\u0000\u0007",
  "…",
  "sửa",
  "sửa :",
  "::::",
  "1.",
  "-",
  "\uD800",
  "__proto__",
  "sửa constructor",
  "constructor: x",
  "İİİİ şşşş",
  "á".repeat(5000),
  "chưa ".repeat(500),
  "<script>alert(1)</script>",
];

function anyHeard(form: Form, state: State, random: () => number): Heard {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const roll = random();
  if (roll < 0.15) {
    const action = pick(choicesNow(form, state))?.action ?? "form:send";
    return { text: action, files: [], choice: action };
  }
  const text = pick(roll < 0.45 ? moving : roll < 0.85 ? answers : strange) ?? "";
  const file = {
    handle: `f${Math.floor(random() * 9)}`,
    kind: "photo" as const,
    name: null,
    mediaType: null,
    sizeBytes: 1,
  };
  return {
    text: random() < 0.1 ? text.normalize("NFD") : text,
    files: random() < 0.1 ? [file] : [],
    choice: null,
  };
}

function walk(form: Form, seed: number, look: (before: State, heard: Heard, after: State) => void) {
  const random = chance(seed);
  let state = startState(form);
  for (let step = 0; step < steps; step++) {
    const heard = anyHeard(form, state, random);
    const turn = advance(form, state, heard, now);
    expect(turn.replies.length > 0 || turn.outcome === "confirmed").toBe(true);
    look(state, heard, turn.state);
    state = turn.state;
  }
}

describe.each([quickForm, fullForm, sampleForm])("whatever is said to the form $id", (form) => {
  test("no turn throws or ends without a word, and no answer, file or text is ever lost", () => {
    for (let seed = 1; seed <= walks; seed++) {
      walk(form, seed, (before, heard, after) => {
        const lost = Object.keys(before.answers).filter((id) => !after.answers[id]);
        expect(lost, `seed ${seed}, “${heard.text.slice(0, 40)}”`).toEqual([]);
        expect(after.files).toEqual(expect.arrayContaining([...before.files]));
        expect(after.annexes.slice(0, before.annexes.length)).toEqual(before.annexes);
      });
    }
  });

  test("moving about changes no answer", () => {
    for (let seed = 1; seed <= walks; seed++) {
      walk(form, seed, (before, heard, after) => {
        const moves = [
          "quay lại",
          "tiếp tục",
          "xem lại",
          "giúp",
          "gửi",
          "huỷ",
          "đồng ý",
          "sửa",
          "sửa 2",
          "sửa 9",
        ];
        if (moves.includes(heard.text.normalize("NFC"))) expect(after.answers).toEqual(before.answers);
      });
    }
  });

  test("the state survives JSON at every step and goes on as if it had not been stored", () => {
    for (let seed = 1; seed <= walks; seed++) {
      walk(form, seed, (_, heard, after) => {
        const stored = readState(form, JSON.parse(JSON.stringify(after)));
        expect(stored).toEqual(after);
        expect(advance(form, stored, heard, now)).toEqual(advance(form, after, heard, now));
      });
    }
  });

  test("weighing and reminding work wherever the form stands", () => {
    for (let seed = 1; seed <= walks / 5; seed++) {
      walk(form, seed, (_, heard, after) => {
        const weight = couldAnswer(form, after, heard.text, now);
        expect(weight).toBeGreaterThanOrEqual(0);
        expect(weight).toBeLessThanOrEqual(1);
        expect(remind(form, after)).toHaveLength(1);
      });
    }
  });
});
