import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { advance } from "../../src/intake/advance.ts";
import type { Form } from "../../src/intake/form.ts";
import type { State } from "../../src/intake/state.ts";
import { isFailure } from "../../src/kit/failure.ts";
import { instant } from "../../src/kit/time.ts";
import { readDraftState, writeDraftState } from "../../src/proposals/drafts.ts";
import { fullForm } from "../../src/proposals/full-form.ts";
import { quickForm } from "../../src/proposals/quick-form.ts";

const now = instant("2026-11-23T03:00:00Z");
const folder = new URL("../fixtures/drafts/", import.meta.url);
const released = readdirSync(folder).filter((file) => file.startsWith("proposal-"));

/** Answers by field, for whatever a stored draft still asks. */
const answers: Readonly<Record<string, string>> = {
  problem: "Máy sao chè nóng không đều",
  solution: "lắp cảm biến nhiệt và quạt đảo",
  stage: "chưa làm",
  first_applied: "3/2026",
  benefit: "đỡ cháy chè",
  author: "Lò Thị Mai",
  unit: "xưởng chè Tân Uyên",
  recipient: "Công ty Chè Tân Uyên",
  authors: "Lò Thị Mai",
  title: "Chống cháy chè khi sao",
  domain: "chế biến chè",
  novelty: "tự ngắt lửa khi nóng",
  declaration: "tôi cam đoan",
};

function formOf(file: string): Form {
  return file.startsWith(fullForm.id) ? fullForm : quickForm;
}

function finish(form: Form, from: State): { outcome: string; state: State } {
  let state = from;
  for (let turn = 0; turn < 30; turn++) {
    const text = state.step.kind === "ask" ? (answers[state.step.field] ?? "bỏ qua") : "tiếp tục";
    const isDone = state.step.kind === "summary";
    const next = advance(form, state, { text: isDone ? "gửi" : text, files: [], choice: null }, now);
    if (next.outcome === "confirmed") return { outcome: next.outcome, state: next.state };
    state = next.state;
  }
  return { outcome: "stuck", state };
}

describe("a stored draft", () => {
  test("of every kind of moment is among the released ones", () => {
    expect(released.length).toBeGreaterThanOrEqual(13);
  });

  test.each(released)("%s still opens and can be finished", (file) => {
    const text = readFileSync(new URL(file, folder), "utf8");
    const draft = readDraftState(formOf(file), text);
    const done = finish(formOf(file), draft.intake);
    expect(done.outcome).toBe("confirmed");
    for (const [field, answer] of Object.entries(draft.intake.answers)) {
      expect(done.state.answers[field]).toEqual(answer);
    }
    expect(done.state.annexes).toEqual(draft.intake.annexes);
    expect(done.state.files).toEqual(draft.intake.files);
  });

  test("of this version is written the way it is read", () => {
    const current = released.filter((file) => file.startsWith(`${quickForm.id}-${quickForm.version}-`));
    expect(current.length).toBeGreaterThanOrEqual(3);
    for (const file of current) {
      const text = readFileSync(new URL(file, folder), "utf8").trim();
      expect(writeDraftState(readDraftState(formOf(file), text))).toBe(text);
    }
  });

  test("of an earlier version is written so that it reads the same again", () => {
    for (const file of released) {
      const once = readDraftState(formOf(file), readFileSync(new URL(file, folder), "utf8"));
      expect(readDraftState(formOf(file), writeDraftState(once))).toEqual(once);
    }
  });

  test("that stood at a question which is read from the story now goes on with the next one", () => {
    const text = readFileSync(new URL("proposal-quick-1-asking-to-resume.json", folder), "utf8");
    expect(readDraftState(quickForm, text).intake.step).toEqual({ kind: "ask", field: "benefit" });
  });

  test("that is editing what is never asked stays there", () => {
    const text = readFileSync(new URL("proposal-quick-2-editing-the-stage.json", folder), "utf8");
    expect(readDraftState(quickForm, text).intake.step).toEqual({ kind: "ask", field: "stage" });
  });

  test("that stands at a question the form no longer has goes on with the next open one", () => {
    const stored = {
      v: 1,
      asking: null,
      intake: {
        ...JSON.parse(readFileSync(new URL("proposal-quick-1-summary.json", folder), "utf8")).intake,
      },
    };
    stored.intake.step = { kind: "ask", field: "gone" };
    const draft = readDraftState(quickForm, JSON.stringify(stored));
    expect(finish(quickForm, draft.intake).outcome).toBe("confirmed");
  });

  test.each([
    "{}",
    '{"v":2}',
    '{"v":1,"asking":null,"intake":{"v":9}}',
    '{"v":1,"asking":"tea","intake":{}}',
  ])("of an unknown shape is refused by name: %s", (text) => {
    expect(() => readDraftState(quickForm, text)).toThrow(
      expect.toSatisfy((error) => isFailure(error, "invalid")),
    );
  });
});
