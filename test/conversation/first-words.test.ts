import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newId } from "../../src/kit/id.ts";
import type { Inbound } from "../../src/kit/message.ts";
import { databases, type TestDatabase } from "../support/databases.ts";
import { type ConversationStage, openConversation } from "./conversation-stage.ts";

const picture = readFileSync(join(import.meta.dirname, "..", "fixtures", "photo.png"));
const [sqlite] = databases;
const story =
  "em la Lo Thi Mai, cong ty che Than Uyen. May sao che hay bi ket la, em lap them cai phieu gat tu sat vun, lam tu thang 3, moi ca do mat 30 phut don may";

describe("the first words of somebody", () => {
  let opened: TestDatabase;
  let stage: ConversationStage;
  beforeEach(async () => {
    if (!sqlite) throw new Error("no database");
    opened = await sqlite.open();
    stage = await openConversation(opened);
    const download = async () => ({ bytes: picture, mediaType: "image/png" });
    Object.assign(stage.channel, { download });
  });
  afterEach(async () => {
    await stage.close();
    await opened.close();
  });

  const hear = async (...messages: Inbound[]) => {
    await stage.engine.receive(messages);
    await stage.settled();
    return stage.textsTo("lan");
  };
  const withPhoto = (text: string): Inbound => {
    const files = [
      { handle: "a", kind: "photo", name: "a.jpg", mediaType: "image/jpeg", sizeBytes: null } as const,
    ];
    return { ...stage.said("lan", text, newId()), said: { kind: "text", text, files } };
  };

  test.each(["xin chào", "chao em", "hello"])(
    "%s is greeted once, by a machine that says so",
    async (words) => {
      const texts = await hear(stage.said("lan", words));
      expect(texts).toHaveLength(1);
      expect(texts[0]).toContain("không phải người thật");
      expect(await hear(stage.said("lan", words))).toHaveLength(2);
    },
  );

  test("a story with a photo is kept as a draft, and the way out is told", async () => {
    const texts = (await hear(withPhoto(story))).join("\n");
    expect(texts).toContain("bản nháp sáng kiến, chưa gửi");
    const [draft] = await opened.db.read.selectFrom("draft").selectAll().execute();
    expect(JSON.stringify(draft)).toContain("phieu gat");
    expect((await hear(stage.said("lan", "huỷ"))).at(-1)).not.toContain("không có hồ sơ");
  });

  test.each([story, "em có ý tưởng làm giàn phơi chè bằng năng lượng mặt trời cho đỡ tốn củi lúc trời mưa"])(
    "a story without a photo is offered the way to tell it: %s",
    async (told) => {
      expect((await hear(stage.said("lan", told))).at(-1)).toContain("Gửi sáng kiến");
      expect(await opened.db.read.selectFrom("draft").select("id").execute()).toEqual([]);
    },
  );

  test("an idea told with a photo is kept, and one told to an open form belongs to it", async () => {
    await hear(withPhoto("em có ý tưởng làm giàn phơi chè bằng năng lượng mặt trời cho đỡ tốn củi"));
    const drafts = () => opened.db.read.selectFrom("draft").selectAll().execute();
    expect(JSON.stringify(await drafts())).toContain("giàn phơi");
    await hear(stage.said("lan", "em mới nghĩ ra cái quạt hút hơi ẩm chạy bằng pin"));
    expect(JSON.stringify(await drafts())).toContain("quạt hút");
  });

  test("a question under a photo is answered, a mere photo is asked about", async () => {
    expect((await hear(withPhoto("khen thưởng lúc nào?"))).join("\n")).toContain("Tháng Công nhân");
    expect((await hear(withPhoto("máy sao chè"))).at(-1)).toContain("bấm “Gửi sáng kiến”");
  });

  test.each(["đồng ý", "không", "xác nhận"])("%s to nothing finds no clause", async (words) => {
    expect((await hear(stage.said("lan", words))).at(-1)).toContain("không có việc gì chờ bạn");
  });
});
