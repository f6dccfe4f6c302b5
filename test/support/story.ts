import { readFileSync } from "node:fs";
import { fold } from "../../src/kit/vietnamese.ts";

/** One reply of the bot as the person sees it. */
export type SeenReply = { readonly text: string; readonly buttons: readonly string[] };

/** Somebody who talks to the program through some channel. */
export type Teller = {
  say(text: string): Promise<void> | void;
  press(label: string): Promise<void> | void;
  /** Sends a picture, with words under it when given. */
  photo(caption?: string): Promise<void> | void;
  nextReply(): Promise<SeenReply>;
};

/** Things that happen around a conversation, by their name in the story: `(khởi động lại)`. */
export type Happenings = Readonly<Record<string, () => Promise<void>>>;

/**
 * Tells a story from a text file and checks every reply.
 *
 * `Đoàn viên: words` says them, `Đoàn viên: [nút] label` presses a button, `Đoàn viên: [ảnh] words` sends a
 * picture. `Bot: a | b && c` wants the next reply to hold (a or b) and c, compared without marks and case;
 * `!a` wants it not to; `[label]` wants a button. `(name)` lets something happen. `#` starts a comment.
 * Rejects with file, line, what was wanted and what came.
 */
export async function tellStory(path: string, teller: Teller, happenings: Happenings = {}): Promise<void> {
  const lines = readFileSync(path, "utf8").split("\n");
  for (const [index, line] of lines.entries()) {
    try {
      await tellLine(line.trim(), teller, happenings);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${path}:${index + 1}: ${line}\n${why}`, { cause: error });
    }
  }
}

async function tellLine(line: string, teller: Teller, happenings: Happenings): Promise<void> {
  if (line === "" || line.startsWith("#")) return;
  const happening = /^\((.+)\)$/.exec(line)?.[1];
  if (happening !== undefined) {
    const happen = happenings[happening];
    if (!happen) throw new Error(`Nothing is known to happen by the name “${happening}”.`);
    return happen();
  }
  const [, who, words = ""] = /^(Đoàn viên|Bot):\s*(.*)$/.exec(line) ?? [];
  if (who === "Đoàn viên") return act(words, teller);
  if (who !== "Bot") throw new Error("A line starts with “Đoàn viên:”, “Bot:”, “(” or “#”.");
  check(words, await teller.nextReply());
}

async function act(words: string, teller: Teller): Promise<void> {
  const [, act, rest = ""] = /^\[(nút|ảnh)\]\s*(.*)$/.exec(words) ?? [];
  if (act === "nút") return teller.press(rest);
  if (act === "ảnh") return teller.photo(rest === "" ? undefined : rest);
  return teller.say(words);
}

function check(wanted: string, reply: SeenReply): void {
  const seen = `${fold(reply.text)}\n${reply.buttons.map((label) => `[${fold(label)}]`).join("\n")}`;
  for (const part of wanted.split("&&").map((each) => each.trim())) {
    const isForbidden = part.startsWith("!");
    const options = part.replace(/^!/, "").split("|");
    const isThere = options.some((option) => seen.includes(fold(option.trim())));
    if (isThere === isForbidden) {
      throw new Error(`Wanted: ${part}\nCame: ${reply.text}\nButtons: ${reply.buttons.join(" · ")}`);
    }
  }
}
