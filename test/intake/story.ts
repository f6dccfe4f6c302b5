import { readdirSync, readFileSync } from "node:fs";
import type { Heard } from "../../src/intake/form.ts";
import { type Content, plainText } from "../../src/kit/message.ts";

/** One turn of a story: what the member does, what the bot must say in this order, what it must not say. */
type StoryTurn = {
  readonly line: number;
  readonly said: string;
  readonly expected: readonly string[];
  readonly forbidden: readonly string[];
  readonly outcome: string | null;
};

export type Story = {
  readonly name: string;
  readonly opening: readonly string[];
  readonly turns: StoryTurn[];
};

const folder = new URL("../fixtures/stories/", import.meta.url);

/**
 * Reads the stories whose file name starts with `prefix`. Lines: `Đoàn viên: …` what is typed (`\n` is a line
 * end, `[Bỏ qua]` presses that button, `(ảnh)` sends a photo), `Bot: …` words the replies hold in this order
 * (`…` is anything), `Bot không: …` words they do not hold, `Kết quả: …` the outcome. `#` starts a remark.
 */
export function readStories(prefix: string): Story[] {
  const files = readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith(".txt"));
  return files.map((file) => parseStory(file, readFileSync(new URL(file, folder), "utf8")));
}

function parseStory(name: string, text: string): Story {
  const opening: string[] = [];
  const turns: StoryTurn[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    const [, who, words = ""] = line.match(/^(Đoàn viên|Bot không|Bot|Kết quả):\s*(.*)$/) ?? [];
    const last = turns.at(-1);
    if (who === "Đoàn viên") {
      turns.push({ line: index + 1, said: words, expected: [], forbidden: [], outcome: null });
    } else if (who === "Bot" && !last) opening.push(words);
    else if (who && last) {
      const key = { Bot: "expected", "Bot không": "forbidden", "Kết quả": "outcome" }[who];
      const value =
        key === "outcome" ? words : [...(key === "forbidden" ? last.forbidden : last.expected), words];
      turns[turns.length - 1] = { ...last, [key ?? "expected"]: value };
    } else if (line.trim() !== "" && !line.startsWith("#")) {
      throw new Error(`${name}:${index + 1} is no line of a story: ${line}`);
    }
  }
  return { name: name.replace(/\.txt$/, ""), opening, turns };
}

let photos = 0;

/** What a story's line does, with the buttons that are on the screen. */
export function heardOf(said: string, screen: readonly Content[]): Heard {
  const label = said.match(/^\[(.+)\]$/)?.[1];
  if (label !== undefined) {
    const choice = screen.flatMap(({ choices }) => choices).find((each) => each.label === label);
    if (!choice) throw new Error(`There is no button “${label}” on the screen.`);
    return { text: choice.action, files: [], choice: choice.action };
  }
  const hasPhoto = said.startsWith("(ảnh)");
  const photo = {
    handle: `photo-${++photos}`,
    kind: "photo" as const,
    name: null,
    mediaType: null,
    sizeBytes: 9,
  };
  const text = said.replace(/^\(ảnh\)\s*/, "").replaceAll("\\n", "\n");
  return { text, files: hasPhoto ? [photo] : [], choice: null };
}

/** What is wrong with the replies to a turn, or undefined. */
export function faultOf(
  expected: readonly string[],
  forbidden: readonly string[],
  replies: readonly Content[],
) {
  const screen = replies.map((content) => plainText(content, true)).join("\n\n");
  const pattern = expected
    .map((words) => words.split("…").map(literally).join("[\\s\\S]*"))
    .join("[\\s\\S]*");
  if (!new RegExp(pattern).test(screen)) return `expected “${expected.join(" / ")}” in:\n${screen}`;
  const present = forbidden.find((words) => screen.includes(words));
  return present === undefined ? undefined : `did not expect “${present}” in:\n${screen}`;
}

function literally(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
