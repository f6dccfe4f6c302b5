import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startEngine } from "../../src/engine.ts";
import { newId } from "../../src/kit/id.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { ChannelName } from "../../src/kit/message.ts";
import { sleep, systemClock } from "../../src/kit/time.ts";
import { createLibrary } from "../../src/knowledge/library.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { createScriptedChannel } from "../support/scripted-channel.ts";

/** One program with two channels, and people who are on both. */
function openTwoChannels({ db }: TestDatabase) {
  const channels = {
    "zalo-oa": createScriptedChannel("zalo-oa"),
    telegram: createScriptedChannel("telegram"),
  };
  const engine = startEngine({
    db,
    channels: Object.values(channels),
    library: () => createLibrary([], []),
    blobs: { read: () => Promise.reject(new Error("no files here")) } as never,
    clock: systemClock,
    log: silentLog,
    burstMs: 0,
    quietHours: { fromMinute: 0, toMinute: 0 },
    loops: ["converse", "deliver"],
  });
  const isOpen = async () => {
    const waiting = db.read.selectFrom("inbound").select("seq").where("status", "=", "waiting");
    const unsent = db.read.selectFrom("delivery").select("seq").where("status", "in", ["pending", "sending"]);
    return (await waiting.executeTakeFirst()) ?? (await unsent.executeTakeFirst());
  };
  return {
    stop: () => engine.stop(),
    /** What somebody writes on a channel, and everything they are answered there. */
    async say(channel: keyof typeof channels, who: string, text: string): Promise<string> {
      const before = channels[channel].sends.length;
      const from = { externalId: who, name: who };
      const said = { kind: "text", text, files: [] } as const;
      const name: ChannelName = channel;
      await engine.receive([{ channel: name, externalId: newId(), from, said, at: systemClock() }]);
      for (let looks = 0; looks < 500 && (await isOpen()); looks++) await sleep(10);
      const sends = channels[channel].sends.slice(before).filter(({ to }) => to === who);
      return sends.map((send) => send.text).join("\n");
    },
    told: (channel: keyof typeof channels, who: string) =>
      channels[channel].sends.filter(({ to }) => to === who).map((send) => send.text),
  };
}

const codeIn = (text: string) => /LK-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)?.[0] ?? "";

describe.each(databases)("linking two chats, on $name", ({ open }) => {
  let opened: TestDatabase;
  let world: ReturnType<typeof openTwoChannels>;
  beforeAll(async () => {
    opened = await open();
    world = openTwoChannels(opened);
  });
  afterAll(async () => {
    await world.stop();
    await opened.close();
  });
  const members = async (who: string) => {
    const rows = await opened.db.read
      .selectFrom("address")
      .select("member_id")
      .where("external_id", "=", who)
      .execute();
    return rows.map((row) => row.member_id);
  };

  test("a draft begun on Zalo goes on in Telegram where it stood", async () => {
    await world.say("zalo-oa", "mai", "gửi sáng kiến");
    const asked = await world.say("zalo-oa", "mai", "Máy sàng chè hay kẹt, phải dừng nhiều lần mỗi ngày");
    const code = codeIn(await world.say("zalo-oa", "mai", "/lienket"));
    expect(code).not.toBe("");
    expect(await world.say("telegram", "mai", code.toLowerCase())).toContain(
      "Mã này của tài khoản Zalo “mai”",
    );
    const linked = await world.say("telegram", "mai", "đồng ý");
    expect(linked).toContain("Đã liên kết với tài khoản Zalo");
    const question = asked.match(/[^\n.!?]+\?/g)?.at(-1) ?? "";
    expect(question).not.toBe("");
    expect(linked).toContain(question);
    expect(new Set(await members("mai")).size).toBe(1);
    expect(world.told("zalo-oa", "mai").at(-1)).toContain("vừa được liên kết với Telegram");
    await world.say("telegram", "mai", "Em lắp thêm lưới rung trước phễu");
    const drafts = await opened.db.read.selectFrom("draft").select(["state", "member_id"]).execute();
    expect(drafts).toHaveLength(1);
    expect(drafts[0]?.state).toContain("hay kẹt");
    expect(drafts[0]?.state).toContain("lưới rung");
  });

  test("a no links nothing, and the code still works for a yes", async () => {
    const code = codeIn(await world.say("zalo-oa", "hung", "liên kết"));
    await world.say("telegram", "hung", code);
    expect(await world.say("telegram", "hung", "không")).toContain("Chưa liên kết gì cả");
    expect(new Set(await members("hung")).size).toBe(2);
    await world.say("telegram", "hung", code);
    expect(await world.say("telegram", "hung", "đồng ý")).toContain("Đã liên kết");
    expect(new Set(await members("hung")).size).toBe(1);
    expect(await world.say("telegram", "hung", code)).toContain("không đúng, đã dùng hoặc đã hết hạn");
  });

  test("one's own code, a wrong code and a code among other words link nothing", async () => {
    const code = codeIn(await world.say("zalo-oa", "sua", "lien ket"));
    expect(await world.say("zalo-oa", "sua", code)).toContain("mã của chính cuộc trò chuyện này");
    expect(await world.say("telegram", "sua", "LK-2222-2222")).toContain("không đúng");
    expect(await world.say("telegram", "sua", "/lienket abc")).toContain("không đúng");
    expect(new Set(await members("sua")).size).toBe(2);
  });

  test("both typing each other's code at once end as one member", async () => {
    const ofZalo = codeIn(await world.say("zalo-oa", "doi", "liên kết"));
    const ofTelegram = codeIn(await world.say("telegram", "doi", "liên kết"));
    await world.say("telegram", "doi", ofZalo);
    await world.say("zalo-oa", "doi", ofTelegram);
    await Promise.all([world.say("telegram", "doi", "đồng ý"), world.say("zalo-oa", "doi", "đồng ý")]);
    expect(new Set(await members("doi")).size).toBe(1);
    expect(await members("doi")).toHaveLength(2);
  });

  test("news is asked for on a channel by its name", async () => {
    expect(await world.say("telegram", "tin", "nhận tin qua Zalo")).toContain(
      "chưa trò chuyện với công đoàn qua Zalo",
    );
    const code = codeIn(await world.say("zalo-oa", "tin", "liên kết"));
    await world.say("telegram", "tin", code);
    await world.say("telegram", "tin", "đồng ý");
    const asked = await world.say("telegram", "tin", "nhan tin qua zalo");
    expect(asked).toContain("tin công đoàn sẽ gửi bạn qua Zalo");
    expect(asked).toContain("Bạn có đồng ý nhận tin");
    expect(await world.say("telegram", "tin", "đồng ý")).toContain("đồng ý nhận tin công đoàn");
    const [id = ""] = await members("tin");
    const member = opened.db.read.selectFrom("member").select("preferred_channel").where("id", "=", id);
    expect(await member.execute()).toEqual([{ preferred_channel: "zalo-oa" }]);
  });
});
