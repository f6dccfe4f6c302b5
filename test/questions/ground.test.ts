import { describe, expect, test } from "vitest";
import { type Answer, answer } from "../../src/questions/answer.ts";
import { findGroundFaults, type Grounded } from "../../src/questions/ground.ts";
import { goldLines, shippedLibrary } from "./gold.ts";

const library = shippedLibrary();
const kindsOf = (grounded: Grounded) => findGroundFaults(library, grounded).map(({ kind }) => kind);
const answers = goldLines("questions")
  .map(({ q }) => answer(library, q))
  .filter(({ citations }) => citations.length > 0);

test("every answer to the gold questions passes its own guard", () => {
  expect(answers.length).toBeGreaterThan(200);
  for (const given of answers) expect(findGroundFaults(library, given)).toEqual([]);
});

describe("a mutated answer is refused", () => {
  /** Every answer of the gold questions, changed in one place; those the change does not touch are left out. */
  const mutated = (change: (given: Answer) => Grounded) =>
    answers
      .map((given) => ({ before: given, after: change(given) }))
      .filter(({ before, after }) => before.text !== after.text || before.citations !== after.citations);

  test("when a digit in its text changes", () => {
    const all = mutated((given) => ({
      ...given,
      text: given.text.replace(/(\d)(?!.*\d)/s, (digit) => String((Number(digit) + 1) % 10)),
    }));
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ after }) => kindsOf(after).length === 0)).toEqual([]);
  });

  test("when a word of its quote changes, in the text or in the citation", () => {
    const spoil = (text: string) => text.replace(/(?<=“.{4,}?\s)(\p{L}{3,})(?=\s)/su, "không");
    const texts = mutated((given) => ({ ...given, text: spoil(given.text) }));
    expect(texts.length).toBeGreaterThan(100);
    expect(texts.filter(({ after }) => kindsOf(after).length === 0)).toEqual([]);
    const quotes = mutated((given) => ({
      ...given,
      citations: given.citations.map((one) => ({ ...one, quote: `${one.quote} ngay` })),
    }));
    expect(quotes.filter(({ after }) => !kindsOf(after).includes("quote-not-in-text"))).toEqual([]);
  });

  test("when it cites another clause", () => {
    const all = mutated((given) => ({
      ...given,
      citations: given.citations.map((one) => ({ ...one, document: "lich", clause: "1.1" })),
    })).filter(({ before }) =>
      before.citations.every(({ document, clause }) => `${document}#${clause}` !== "lich#1.1"),
    );
    expect(all.filter(({ after }) => kindsOf(after).length === 0)).toEqual([]);
  });

  test("when a claim nobody made is added", () => {
    const claim = "Công ty được phép trừ lương người không có sáng kiến.";
    const all = mutated((given) => ({ ...given, text: `${given.text}\n${claim}` }));
    expect(all.filter(({ after }) => !kindsOf(after).includes("uncarried-sentence"))).toEqual([]);
  });
});

describe("a composed answer", () => {
  const clause = library.clause("nq-16", "3.7");
  const citation = {
    document: "nq-16",
    clause: "3.7",
    label: "Nghị quyết 16/NQ-BCH, mục 3.7",
    quote: "Đến năm 2028 có ít nhất 900 người có trình độ tiến sĩ",
  };
  const compose = (text: string, change: Partial<typeof citation> = {}) => ({
    text,
    citations: [{ ...citation, ...change }],
  });

  test("passes when the cited clause carries it", () => {
    expect(clause?.label).toBe(citation.label);
    expect(kindsOf(compose("Đến năm 2028, hệ thống Công đoàn Việt Nam có ít nhất 900 tiến sĩ."))).toEqual([]);
    expect(kindsOf(compose("Mục này viết: “ít nhất 900 người có trình độ tiến sĩ”."))).toEqual([]);
  });

  test.each([
    ["a number from elsewhere", compose("Đến năm 2028 có ít nhất 25 tiến sĩ."), "foreign-figure"],
    ["a year from elsewhere", compose("Đến năm 2030 có ít nhất 900 tiến sĩ."), "foreign-figure"],
    ["a document from elsewhere", compose("Nghị định 99/2024/NĐ-CP nêu 900 tiến sĩ."), "foreign-figure"],
    ["a quote that is not there", compose("Viết rằng “chín trăm người đều được thưởng”."), "foreign-quote"],
    ["a clause that does not exist", compose("Có ít nhất 900 tiến sĩ.", { clause: "9.9" }), "unknown-clause"],
    ["a label of its own", compose("Có ít nhất 900 tiến sĩ.", { label: "Luật Công đoàn" }), "wrong-label"],
    ["a quote of one word", compose("Có ít nhất 900 tiến sĩ.", { quote: "có" }), "quote-too-short"],
    ["a quote that never ends", compose("Viết: “công ty được trừ lương mọi người"), "uncarried-sentence"],
    ["no citation", { text: "Có ít nhất 900 tiến sĩ.", citations: [] }, "no-citation"],
  ] as const)("is refused with %s", (_, grounded, kind) => {
    expect(kindsOf(grounded)).toContain(kind);
  });

  test("is compared whatever Unicode form and spacing it comes in", () => {
    const loose = citation.quote.normalize("NFD").replace(/ /g, "  ");
    expect(kindsOf(compose("Có ít nhất 900 tiến sĩ.", { quote: loose }))).toEqual([]);
  });
});
