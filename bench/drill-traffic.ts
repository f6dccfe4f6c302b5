import { sleep } from "../src/kit/time.ts";
import type { TelegramServer } from "../test/support/telegram-server.ts";
import type { Person } from "../test/support/telegram-server-person.ts";
import type { Chance } from "./chance.ts";

/** First ids of those who write and of those who only receive: beyond 32 bits, as real ones are. */
const firstAsker = 5_100_000_000;
const firstRecipient = 5_200_000_000;

const questions = [
  "muc thuong sang kien la bao nhieu",
  "Nghị quyết 16 đặt ra chỉ tiêu gì",
  "ke hoach 360 giao viec gi cho cong doan co so",
  "sáng kiến phải nộp trong thời hạn nào",
  "ai xet cong nhan sang kien",
  "xin chào",
  "/menu",
  "/trangthai",
  "con gà có trước hay quả trứng có trước",
  "gặp cán bộ thế nào",
];

/** The people of a drill: some write, and some of those are among the recipients of the campaign. */
export type Crowd = {
  readonly askers: readonly Person[];
  /** Telegram ids of everybody the campaign goes to. */
  readonly recipients: readonly string[];
};

/** Adds everybody to the platform; recipients have opened the chat before, so that they can be written to. */
export function gatherCrowd(
  server: TelegramServer,
  { askers, recipients }: { askers: number; recipients: number },
): Crowd {
  const writing = Array.from({ length: askers }, (_, n) => server.person({ id: firstAsker + n }));
  const alsoWriting = writing.slice(0, Math.min(Math.floor(askers / 2), recipients));
  const silent = Array.from({ length: recipients - alsoWriting.length }, (_, n) =>
    server.person({ id: firstRecipient + n }),
  );
  const receiving = [...alsoWriting, ...silent];
  for (const { id } of receiving) {
    const chat = server.world.chats.get(id);
    if (chat) chat.isStarted = true;
  }
  return { askers: writing, recipients: receiving.map(({ id }) => String(id)) };
}

/** Lets people write `count` messages, up to `gapMs` apart. */
export async function write(
  crowd: Crowd,
  traffic: { count: number; chance: Chance; signal: AbortSignal; gapMs?: number },
): Promise<void> {
  const { gapMs = 6 } = traffic;
  for (let n = 0; n < traffic.count; n++) {
    const asker = traffic.chance.pick(crowd.askers);
    asker.send(traffic.chance.pick(questions));
    await sleep(traffic.chance.between(0, gapMs), traffic.signal);
  }
}
