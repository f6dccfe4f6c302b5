import { describe, expect, test } from "vitest";
import { clauseOfWeek, drawClauses } from "../../src/campaigns/clause-series.ts";
import { type Content, plainText, say } from "../../src/kit/message.ts";
import { addMs } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { clause, document, library, local } from "./sample.ts";

const monday = local("2026-11-23 08:00");
const weekMs = 7 * 86_400_000;
const idAt = (at: typeof monday, documents: string[] = ["kh-360"]) =>
  clauseOfWeek(library, documents, at)?.id;

/** What the series draws when this clause is the only one published. */
function drawnFrom(text: string, change: { authority?: "reported" | "summary"; note?: string } = {}) {
  const { authority = "official", note = null } = change;
  const only = createLibrary([document("d", { authority })], [clause("d", "1", { text, note })]);
  return drawClauses(only, say("{{clause}}"), monday);
}

describe("the clause of the week", () => {
  test("is the same from Monday's first minute to Sunday's last, in Việt Nam", () => {
    const first = idAt(local("2026-11-23 00:00"));
    expect(idAt(local("2026-11-29 23:59"))).toBe(first);
    expect(idAt(local("2026-11-22 23:59"))).not.toBe(first);
    expect(idAt(local("2026-11-30 00:00"))).not.toBe(first);
  });

  test("comes in reading order, one after the other, over a year end", () => {
    const begin = local("2026-12-14 08:00");
    const order = ["II.1.1", "II.1.2", "II.3.4"];
    const drawn = Array.from({ length: 6 }, (_, week) => idAt(addMs(begin, week * weekMs)) ?? "");
    const start = order.indexOf(drawn[0] ?? "");
    expect(drawn).toEqual(drawn.map((_, week) => order[(start + week) % 3]));
  });

  test("is drawn from every document when none is named", () => {
    const weeks = Array.from({ length: 4 }, (_, week) => idAt(addMs(monday, week * weekMs), []));
    expect(new Set(weeks).size).toBe(4);
  });

  test.each([
    ["a heading", clause("d", "1", { kind: "section" })],
    ["the header", clause("d", "header", { kind: "header" })],
    ["the signatures", clause("d", "footer", { kind: "footer" })],
    ["a clause of a few words", clause("d", "1", { text: "Như trên." })],
    ["one endless sentence", clause("d", "1", { text: "và ".repeat(400) })],
    ["a clause of no document", clause("lạ", "1")],
  ])("is never %s", (_, unsuitable) => {
    const only = createLibrary([document("d")], [unsuitable]);
    expect(clauseOfWeek(only, [], monday)).toBeUndefined();
  });

  test.each([
    ["is not in force yet", document("d", { inForceFrom: "2026-11-24" as never })],
    ["is no longer in force", document("d", { inForceUntil: "2026-11-22" as never })],
    ["was replaced", document("d", { replacedBy: "e" })],
  ])("is never one of a document that %s", (_, outdated) => {
    expect(clauseOfWeek(createLibrary([outdated], [clause("d", "1")]), [], monday)).toBeUndefined();
  });

  test("may be one of a document on its first and on its last day in force", () => {
    const day = "2026-11-23" as never;
    const current = createLibrary(
      [document("d", { inForceFrom: day, inForceUntil: day })],
      [clause("d", "1")],
    );
    expect(clauseOfWeek(current, [], monday)?.id).toBe("1");
  });
});

describe("drawing", () => {
  test("leaves content without a mark as it is", () => {
    const content: Content = {
      parts: [{ kind: "text", text: "Chào" }],
      choices: [{ label: "A", action: "/menu" }],
    };
    expect(drawClauses(library, content, monday)).toEqual(content);
  });

  test("puts the quotation between what stands before and after the mark", () => {
    const parts = ["Trước", "{{clause}}", "Sau"].map((text) => ({ kind: "text" as const, text }));
    const drawn = drawClauses(library, { parts, choices: [] }, monday);
    expect(drawn?.parts.map((part) => part.kind)).toEqual(["text", "quote", "text"]);
  });

  test("quotes a long clause up to the end of a sentence, in its exact words", () => {
    const text = `${"Một câu đủ dài để trích dẫn trong tin. ".repeat(40)}`;
    const quote = drawnFrom(text)?.parts.find((part) => part.kind === "quote")?.citation.quote ?? "";
    expect(quote.length).toBeLessThanOrEqual(900);
    expect(quote.endsWith("trong tin.")).toBe(true);
    expect(text.includes(quote)).toBe(true);
  });

  const long = "Một điều khoản đủ dài để có thể trích dẫn trong tin gửi đoàn viên.";
  test.each([
    ["the press", { authority: "reported" as const }, "Theo báo chí đưa tin:\n\n“"],
    ["a summary", { authority: "summary" as const }, "Theo bản tóm tắt:\n\n“"],
    ["an officer's remark", { note: "tổ chức đã sắp xếp lại" }, "\n\nLưu ý: tổ chức đã sắp xếp lại"],
  ])("says when words come from %s", (_, change, words) => {
    expect(plainText(drawnFrom(long, change) ?? say(""))).toContain(words);
  });

  test("finds nothing where nothing is published", () => {
    expect(drawClauses(createLibrary([], []), say("{{clause}}"), monday)).toBeUndefined();
  });
});
