import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Program, startProgram } from "../support/program.ts";
import { type Teller, tellStory } from "../support/story.ts";
import { startTelegramServer, type TelegramServer } from "../support/telegram-server.ts";
import type { Person } from "../support/telegram-server-person.ts";

const stories = join(import.meta.dirname, "..", "fixtures", "journeys");
const answer = "Mức theo vùng nêu tại Nghị định 293/2025/NĐ-CP; bạn xem bảng ở phòng công đoàn.";

let platform: TelegramServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await platform?.close();
});

const tellerOf = (person: Person): Teller => ({
  say: (text) => (text.startsWith("/start") ? person.start() : person.send(text)),
  press: (label) => person.press(label),
  photo: () => Promise.reject(new Error("No picture belongs into this story.")),
  nextReply: () => person.nextReply(20_000),
});

/** A command an officer types, which has to work. */
async function officer(running: Program, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await running.command(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout;
}

async function untilListed(running: Program, wanted: RegExp): Promise<void> {
  for (let looks = 0; looks < 30; looks++) {
    if (wanted.test(await officer(running, "case", "list", "--mine", "--by", "Hoa"))) return;
  }
  throw new Error(`The officer's list never showed ${wanted}.`);
}

describe("an officer answers what the documents do not", () => {
  test("the bot is silent beside the officer, and the answer serves who asks next", {
    timeout: 120_000,
  }, async () => {
    platform = await startTelegramServer();
    const settings = { TELEGRAM_BOT_TOKEN: platform.token, TELEGRAM_API_ROOT: platform.url };
    const running = await startProgram(settings);
    program = running;
    const waiting = platform.person({ first_name: "Tú" });
    const reply = (words: string) => officer(running, "case", "answer", "1", words, "--by", "Hoa");

    await tellStory(join(stories, "officer.txt"), tellerOf(platform.person({ first_name: "Lan" })), {
      "đoàn viên khác hỏi cùng câu": async () => {
        waiting.start();
        await waiting.nextReply(20_000);
        waiting.send("mức lương tối thiểu vùng 2026 bao nhiêu");
        await waiting.nextReply(20_000);
        await waiting.press("Gặp cán bộ");
        expect((await waiting.nextReply(20_000)).text).toContain("phiếu số 2");
      },
      "cán bộ trả lời": async () => void (await reply(answer)),
      "cán bộ thấy tin mới": () => untilListed(running, /^1 .* Hoa +assigned/m),
      "cán bộ trả lại cho trợ lý": async () => void (await officer(running, "case", "handback", "1")),
      "cán bộ trả lời lần nữa": async () => void (await reply("Vùng 3 cũng ở bảng đó em nhé.")),
    });

    const question = "Lương tối thiểu vùng 2026 là bao nhiêu?\nMức lương tối thiểu vùng 2026 là bao nhiêu?";
    const words = ["--question", question, "--answer", answer];
    await officer(running, "case", "faq", "1", "--by", "Hoa", ...words);
    const approved = await officer(running, "faq", "approve", "1", "--by", "Mai");
    expect(approved).toContain("1 who asked the same and waited are told");
    const told = await waiting.nextReply(20_000);
    expect(told.text).toContain("phiếu số 2");
    expect(told.text).toContain("Giải đáp của Liên đoàn Lao động tỉnh Lai Châu");

    await tellStory(join(stories, "officer-second.txt"), tellerOf(platform.person({ first_name: "Sơn" })));
    expect(waiting.replies().filter(({ text }) => text.includes("Nghị định 293"))).toHaveLength(1);
  });
});
