import { describe, expect, test } from "vitest";
import type { QuizId } from "../../../src/campaigns/quiz/quiz.ts";
import { readQuiz } from "../../../src/campaigns/quiz/quiz-file.ts";
import { local, setting } from "../sample.ts";
import { quizFile } from "./quizzes.ts";

const id = "01987654-0000-7000-8000-000000000001" as QuizId;
const read = (text: string) => readQuiz(text, setting, id);
const faultsOf = (text: string) => {
  const reading = read(text);
  return reading.kind === "faulty" ? reading.faults : [];
};

describe("a quiz file", () => {
  test("is a campaign that invites, with its questions behind the first button", () => {
    const reading = read(quizFile());
    if (reading.kind !== "quiz") throw new Error(JSON.stringify(reading.faults));
    const { plan, quiz } = reading;
    expect(plan.content.choices).toEqual([{ label: "Bắt đầu làm bài", action: `quiz:${id}` }]);
    expect(plan.sources).toEqual(["kh-360#II.1.1", "kh-360#II.3.4"]);
    expect(plan.schedule).toMatchObject({ kind: "at", until: local("2026-11-30 20:00") });
    expect(JSON.stringify(plan.content)).not.toContain("Ai tuyên truyền");
    expect(quiz).toMatchObject({
      ...{ kind: "quiz", explains: "at-once", ties: "time", unitsBy: "total" },
      ...{ opensAt: local("2026-11-23 08:00"), closesAt: local("2026-11-30 20:00") },
    });
    expect(quiz.questions).toEqual([
      {
        text: "Ai tuyên truyền Nghị quyết?",
        source: "kh-360#II.1.1",
        options: ["Công đoàn", "Báo chí", "Nhà trường"],
        right: 0,
      },
      {
        text: "Tuyên truyền\ntới ai?",
        source: "kh-360#II.3.4",
        options: ["Học sinh", "Đoàn viên"],
        right: 1,
      },
    ]);
  });

  test("a poll has one question and no right option", () => {
    const poll = quizFile({ kind: "poll" }, "## Bạn thích học gì?\n- [ ] An toàn\n- [ ] Số hoá\n");
    expect(read(poll)).toMatchObject({
      kind: "quiz",
      quiz: { kind: "poll", questions: [{ source: null, right: null }] },
    });
    expect(faultsOf(quizFile({ kind: "poll" })).map(({ what }) => what)).toEqual(
      expect.arrayContaining([
        expect.stringContaining("2 questions"),
        expect.stringContaining("no right option"),
      ]),
    );
  });

  test.each([
    ["no right option", "## A?\nNguồn: kh-360#II.1.1\n- [ ] một\n- [ ] hai\n", 8, /0 right options/],
    ["two right options", "## A?\nNguồn: kh-360#II.1.1\n- [x] một\n- [x] hai\n", 8, /2 right options/],
    ["one option", "## A?\nNguồn: kh-360#II.1.1\n- [x] một\n", 8, /1 options/],
    ["two options that are one", "## A?\nNguồn: kh-360#II.1.1\n- [x] Một.\n- [ ] một\n", 8, /the same/],
    ["no source", "## A?\n- [x] một\n- [ ] hai\n", 8, /source is missing/],
    ["a source nobody published", "## A?\nNguồn: kh-9#I\n- [x] một\n- [ ] hai\n", 8, /no published clause/],
    [
      "an option without its box",
      "## A?\nNguồn: kh-360#II.1.1\n- một\n- [x] hai\n- [ ] ba",
      10,
      /is written/,
    ],
    ["a question twice", `${"## A?\nNguồn: kh-360#II.1.1\n- [x] một\n- [ ] hai\n".repeat(2)}`, 12, /twice/],
    [
      "an option too long",
      `## A?\nNguồn: kh-360#II.1.1\n- [x] ${"a".repeat(101)}\n- [ ] hai`,
      8,
      /longer than 100/,
    ],
    ["no question", "", 8, /0 questions/],
  ])("with %s is refused with its line", (_, questions, line, words) => {
    const faults = faultsOf(quizFile({}, questions));
    expect(faults).toHaveLength(1);
    expect(faults[0]?.line).toBe(line);
    expect(faults[0]?.what).toMatch(words);
  });

  test.each([
    ["without an end", { closes: null }, /`closes` is missing/],
    ["that ends before it begins", { closes: "2026-11-23 07:00" }, /before/],
    ["that comes again and again", { at: null, cron: '"0 8 * * 1"' }, /sent once/],
    ["of an unknown kind", { kind: "test" }, /write quiz or poll/],
    ["with a setting nobody knows", { color: "red" }, /not known/],
  ])("%s is refused", (_, settings, words) => {
    expect(
      faultsOf(quizFile(settings))
        .map(({ what }) => what)
        .join("\n"),
    ).toMatch(words);
  });

  test("what is no file of this kind is refused in words", () => {
    for (const text of ["", "xin chào", "---\n---\n", "---\n: [\n---\n## A?"]) {
      expect(faultsOf(text).length).toBeGreaterThan(0);
    }
  });
});
