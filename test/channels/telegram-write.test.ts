import { describe, expect, test } from "vitest";
import { toKeyboard, toPieces } from "../../src/channels/telegram-write.ts";
import type { Content, Part } from "../../src/kit/message.ts";
import { countCharacters, visibleText } from "../support/telegram-server-format.ts";

const text = (words: string): Part => ({ kind: "text", text: words });
const quote = (words: string, label = "Kế hoạch 360, mục I"): Part => ({
  kind: "quote",
  citation: { document: "kh-360", clause: "I", label, quote: words },
});
const link = (label: string, url: string): Part => ({ kind: "link", label, url });
const image: Part = { kind: "image", blob: "b", mediaType: "image/png", alt: "ảnh" };
const pieces = (...parts: Part[]) => toPieces({ parts, choices: [] } satisfies Content);
const htmlOf = (...parts: Part[]) =>
  pieces(...parts).map((piece) => (piece.kind === "document" ? piece.name : (piece.words?.html ?? "")));

describe("content as Telegram HTML", () => {
  test("texts, quotes and links next to each other share one message", () => {
    expect(
      htmlOf(text("Xin chào"), quote("Ai cũng được thưởng"), link("Đọc thêm", "https://example.org/a")),
    ).toEqual([
      "Xin chào\n\n<blockquote>Ai cũng được thưởng</blockquote>\n— Kế hoạch 360, mục I\n\n" +
        '<a href="https://example.org/a">Đọc thêm</a>',
    ]);
  });

  test("nothing a person wrote becomes a tag or an attribute", () => {
    const evil = `</blockquote><a href="x">&amp;"'`;
    const [html = ""] = htmlOf(text(evil), quote(evil, evil), link(evil, `https://e.org/?q="><b>&x=1`));
    expect(html.match(/<\/?[a-z]+/g)).toEqual(["<blockquote", "</blockquote", "<a", "</a"]);
    expect(visibleText(html)).toBe(`${evil}\n\n${evil}\n— ${evil}\n\n${evil}`);
    expect(html).toContain('href="https://e.org/?q=&quot;&gt;&lt;b&gt;&amp;x=1"');
  });

  test.each(["javascript:alert(1)", "tel:+84123", "example.org", "https://a b"])(
    "an address Telegram would drop (%s) is shown as it is",
    (url) => {
      expect(htmlOf(link("Gọi", url))).toEqual([`Gọi: ${url}`]);
    },
  );

  test("a link without words shows its address, a quote without words its source", () => {
    expect(htmlOf(link(" ", "https://e.org"), quote(""))).toEqual([
      '<a href="https://e.org">https://e.org</a>\n\nKế hoạch 360, mục I',
    ]);
  });

  test("images Telegram makes no photos of go as documents", () => {
    const gif: Part = { kind: "image", blob: "g", mediaType: "image/svg+xml", alt: "Sơ đồ" };
    expect(pieces(gif)).toEqual([{ kind: "document", blob: "g", name: "Sơ đồ" }]);
  });

  test("only the words right behind an image become its caption", () => {
    expect(pieces(text("trước"), image, text("sau"), image).map((piece) => piece.kind)).toEqual([
      "text",
      "photo",
      "photo",
    ]);
    expect(htmlOf(text("trước"), image, text("sau"), image)).toEqual(["trước", "sau", ""]);
  });
});

describe("messages longer than Telegram allows", () => {
  const sentence = (index: number) => `Đoàn viên số ${index} đề nghị <b>& hỏi về 👷‍♀️ chế độ.`;
  const many = (count: number) => Array.from({ length: count }, (_, index) => sentence(index)).join(" ");

  test.each([
    ["one endless paragraph", [text(many(300))]],
    ["a quote longer than a message", [quote(many(300))]],
    ["characters that grow when escaped", [text("&<>".repeat(4000))]],
    ["one endless word of emoji", [text("👷‍♀️".repeat(3000))]],
    [
      "many parts together",
      Array.from({ length: 60 }, (_, index) => (index % 2 ? text(many(4)) : quote(many(4)))),
    ],
  ])("%s: every piece is whole HTML within the limits and nothing is lost", (_what, parts) => {
    const htmls = htmlOf(...parts);
    expect(htmls.length).toBeGreaterThan(1);
    for (const html of htmls) {
      expect(countCharacters(visibleText(html))).toBeLessThanOrEqual(4096);
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(32_768);
      expect(html.isWellFormed()).toBe(true);
    }
    const letters = (words: string) => words.replace(/\s|— Kế hoạch 360, mục I/g, "");
    const written = parts.map((part) =>
      part.kind === "text" ? part.text : part.kind === "quote" ? part.citation.quote : "",
    );
    expect(letters(htmls.map(visibleText).join(""))).toBe(letters(written.join("")));
  });

  test("words that fit a message but no caption follow their image", () => {
    const kinds = (length: number) => pieces(image, text("x".repeat(length))).map((piece) => piece.kind);
    expect(kinds(1024)).toEqual(["photo"]);
    expect(kinds(1025)).toEqual(["photo", "text"]);
  });

  test("two texts share a message up to the last character, the blank line counted", () => {
    expect(htmlOf(text("x".repeat(4000)), text("y".repeat(94)))).toHaveLength(1);
    expect(htmlOf(text("x".repeat(4000)), text("y".repeat(95)))).toHaveLength(2);
  });

  test.each([3_800, 3_835, 3_836, 4_090, 4_096])(
    "a quote of %i characters and its source keep to the limit",
    (length) => {
      for (const html of htmlOf(quote("q".repeat(length), "Nguồn ".repeat(60)))) {
        expect(visibleText(html).length).toBeLessThanOrEqual(4096);
      }
    },
  );

  test("a long quote is a quote in every piece and names its source once, at the end", () => {
    const htmls = htmlOf(quote(many(300)));
    for (const html of htmls) expect(html).toMatch(/^<blockquote>.*<\/blockquote>/s);
    expect(htmls.map((html) => html.includes("— Kế hoạch 360"))).toEqual([
      ...htmls.slice(1).map(() => false),
      true,
    ]);
  });
});

describe("buttons", () => {
  const labelsOf = (labels: string[]) =>
    toKeyboard(
      labels.map((label) => ({ label, action: "/menu" })),
      41,
    )?.inline_keyboard.map((row) => row.map((button) => button.text));

  test("short labels stand in twos, long ones alone", () => {
    expect(labelsOf(["Có", "Không", "Gặp cán bộ công đoàn cơ sở", "Sửa", "Gửi", "Bỏ"])).toEqual([
      ["Có", "Không"],
      ["Gặp cán bộ công đoàn cơ sở"],
      ["Sửa", "Gửi"],
      ["Bỏ"],
    ]);
  });

  test("what a button carries fits Telegram's 64 bytes for any ledger row", () => {
    const choices = Array.from({ length: 100 }, () => ({ label: "x", action: "/y" }));
    const buttons = toKeyboard(choices, Number.MAX_SAFE_INTEGER)?.inline_keyboard.flat() ?? [];
    const longest = Math.max(
      ...buttons.map((button) => Buffer.byteLength("callback_data" in button ? button.callback_data : "")),
    );
    expect(longest).toBeLessThanOrEqual(64);
    expect(buttons.at(-1)).toMatchObject({ callback_data: "9007199254740991.99" });
  });

  test("without choices there is no keyboard", () => {
    expect(toKeyboard([], 1)).toBeUndefined();
  });
});
