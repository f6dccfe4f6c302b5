import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Program, startProgram } from "../support/program.ts";
import { type SeenReply, type Teller, tellStory } from "../support/story.ts";
import { type BotPerson, startZaloBotServer, type ZaloBotServer } from "../support/zalo-server-bot.ts";

const fixtures = join(import.meta.dirname, "..", "fixtures");
const story = join(fixtures, "journeys", "zalo-bot.txt");
const photo = readFileSync(join(fixtures, "photo.png"));

let platform: ZaloBotServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await platform?.close();
});

describe.each([
  ["polling", {}],
  ["webhook", { ZALO_BOT_MODE: "webhook", ZALO_BOT_WEBHOOK_SECRET: "loopback_secret_0123" }],
])("a stranger on Zalo Bot by %s", (mode, settings) => {
  test("asks, picks by number after a restart, and begins a proposal with a picture", {
    timeout: 90_000,
  }, async () => {
    platform = await startZaloBotServer();
    const running = await startProgram({
      ZALO_BOT_TOKEN: platform.token,
      ZALO_BOT_API_ROOT: platform.url,
      ...settings,
    });
    program = running;
    if (mode === "webhook") platform.sendWebhookTo(`${running.url}/webhooks/zalo-bot`);
    const person = platform.person("Nam");
    await tellStory(story, tellerOf(person), {
      "khởi động lại": async () => {
        expect(await running.stop()).toBe(0);
        await running.restart();
      },
    });
    const doctor = await running.command("doctor");
    expect(doctor.stdout).toContain("Zalo knows the bot as bot.CauNoi.");
  });
});

/** A person who reads numbered choices as buttons and presses them by writing the number. */
function tellerOf(person: BotPerson): Teller {
  let latest: SeenReply = { text: "", buttons: [] };
  return {
    say: (text) => person.send(text),
    press(label) {
      const index = latest.buttons.indexOf(label);
      if (index < 0) throw new Error(`No choice “${label}” in: ${latest.text}`);
      person.send(String(index + 1));
    },
    photo: (caption) => person.sendPhoto(photo, caption),
    async nextReply() {
      const text = await person.nextReply(20_000);
      latest = { text, buttons: [...text.matchAll(/^\d+\. (.+)$/gm)].map(([, label = ""]) => label) };
      return latest;
    },
  };
}
