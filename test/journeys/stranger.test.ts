import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open.ts";
import { addMs, localTime, systemClock } from "../../src/kit/time.ts";
import { type Program, startProgram } from "../support/program.ts";
import { tellStory } from "../support/story.ts";
import { startTelegramServer, type TelegramServer } from "../support/telegram-server.ts";

const story = join(import.meta.dirname, "..", "fixtures", "journeys", "stranger.txt");
const photo = readFileSync(join(import.meta.dirname, "..", "fixtures", "photo.png"));

let platform: TelegramServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await platform?.close();
});

describe("a stranger on Telegram", () => {
  test("asks, proposes, subscribes, receives at the minute, and leaves", { timeout: 150_000 }, async () => {
    platform = await startTelegramServer();
    program = await startProgram({
      TELEGRAM_BOT_TOKEN: platform.token,
      TELEGRAM_API_ROOT: platform.url,
      QUIET_HOURS: "00:00-00:00",
    });
    const person = platform.person({ first_name: "Nam <b>Tổ 3</b>" });
    const running = program;
    await tellStory(
      story,
      {
        say: (text) => (text.startsWith("/start") ? person.start() : person.send(text)),
        press: (label) => person.press(label),
        photo: (caption) => person.sendPhoto(photo, caption),
        nextReply: () => person.nextReply(90_000),
      },
      {
        "khởi động lại": async () => {
          expect(await running.stop()).toBe(0);
          await running.restart();
        },
        "tin đến giờ": () => sendCampaignNextMinute(running),
      },
    );
    await checkLedger(running, person.replies().length);
  });
});

async function sendCampaignNextMinute(running: Program): Promise<void> {
  const due = localTime(addMs(systemClock(), 60_000));
  const two = (value: number) => String(value).padStart(2, "0");
  const at = `${due.year}-${two(due.month)}-${two(due.day)} ${two(due.hour)}:${two(due.minute)}`;
  const file = join(running.dataDir, "tin.md");
  writeFileSync(
    file,
    `---\ntitle: Ngày 18/5\naudience: all\nchannels: [telegram]\ntopic: lich\nat: "${at}"\n---\nNgày Khoa học và Công nghệ Việt Nam 18/5.\n`,
  );
  const added = await running.command("campaign", "add", file);
  expect(added.stderr).toBe("");
  const id = /[0-9a-f-]{36}/.exec(added.stdout)?.[0] ?? "";
  const approved = await running.command("campaign", "approve", id, "--by", "Trần Thị Hoa");
  expect(approved.stderr).toBe("");
  expect(approved.code).toBe(0);
}

/** Everything that was said is done, everything that came back is in the ledger, once. */
async function checkLedger(running: Program, received: number): Promise<void> {
  expect(await running.stop()).toBe(0);
  const db = await openDatabase(`file:${join(running.dataDir, "caunoi.db")}`);
  try {
    const open = await db.read.selectFrom("inbound").select("seq").where("status", "!=", "done").execute();
    expect(open).toEqual([]);
    const sent = await db.read.selectFrom("delivery").select(["status", "run_id"]).execute();
    expect(sent.filter((row) => row.status !== "sent")).toEqual([]);
    expect(sent).toHaveLength(received);
    expect(sent.filter((row) => row.run_id !== null)).toHaveLength(1);
    const proposal = await db.read.selectFrom("proposal").selectAll().executeTakeFirstOrThrow();
    expect(proposal.number).toMatch(/^SK-\d{4}-0001$/);
    const blobs = await db.read.selectFrom("blob").selectAll().execute();
    expect(blobs).toHaveLength(1);
    expect(proposal.answers).toContain(blobs[0]?.hash);
    const consents = await db.read.selectFrom("consent_event").select(["purpose", "is_given"]).execute();
    expect(consents.map((row) => ({ ...row }))).toEqual([
      { purpose: "proposal", is_given: 1 },
      { purpose: "news", is_given: 1 },
      { purpose: "news", is_given: 0 },
    ]);
  } finally {
    await db.close();
  }
}
