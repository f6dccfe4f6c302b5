import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TemplateHandler } from "easy-template-x";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CampaignId } from "../../src/campaigns/campaign.ts";
import { launchCampaign } from "../../src/campaigns/launch.ts";
import { publishDue } from "../../src/campaigns/publish.ts";
import { createPressKit } from "../../src/campaigns/publish-press.ts";
import { openBlobs } from "../../src/database/blobs.ts";
import type { Database } from "../../src/database/database.ts";
import { openDatabase } from "../../src/database/open.ts";
import { silentLog } from "../../src/kit/log.ts";
import type { say } from "../../src/kit/message.ts";
import { createPortalFeed } from "../../src/outlets/portal-feed.ts";
import { library, local } from "../campaigns/sample.ts";
import { createStagePeople } from "../support/stage-people.ts";
import { openTerminal, type Terminal } from "../support/terminal.ts";
import { png } from "./sample.ts";

let terminal: Terminal;
beforeEach(() => {
  terminal = openTerminal();
});
afterEach(() => terminal.close());

const due = local("2026-11-23 08:00");
const body = "Ngày 18/5, LĐLĐ tỉnh mời 1.250 đoàn viên.\n\n![Tổ cơ khí](anh/to.png)\n\nHãy gửi sáng kiến.";

/** Adds a campaign file, with a picture beside it. */
async function add(settings = "outlets: [portal-feed, press-kit]", words = body) {
  const path = join(terminal.folder, "tin.md");
  mkdirSync(join(terminal.folder, "anh"), { recursive: true });
  writeFileSync(join(terminal.folder, "anh", "to.png"), png);
  writeFileSync(
    path,
    `---\ntitle: Ngày hội\naudience: all\nat: 2026-11-23 08:00\n${settings}\n---\n${words}\n`,
  );
  const ran = await terminal.type(["campaign", "add", path, "--by", "Anh Minh"]);
  return { ...ran, id: ran.out.split("\n")[0] as CampaignId };
}

/** Works on the commands' database as the server would. */
async function asServer<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase(terminal.config.database.url);
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

async function launch(id: CampaignId) {
  await asServer(async (db) => {
    await createStagePeople(db, () => due).addSubscriber("an");
    await launchCampaign(db, id, { now: due, library });
    const loadBlob = openBlobs(db, join(terminal.folder, "blobs")).read;
    const kit = createPressKit({ folder: join(terminal.folder, "press"), loadBlob, clock: () => due });
    const parts = { db, clock: () => due, log: silentLog, publicUrl: "http://localhost" };
    await publishDue({ ...parts, outlets: [createPortalFeed(), kit] }, new AbortController().signal);
  });
}

const docx = (path: string) => new TemplateHandler().getText(readFileSync(path));

describe("a campaign file with pictures and outlets", () => {
  test("becomes a draft whose picture is kept and sent as one", async () => {
    const { id, code } = await add();
    expect(code).toBe(0);
    const { content, bytes } = await asServer(async (db) => {
      const row = await db.read
        .selectFrom("campaign")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const parts = (JSON.parse(row.content) as ReturnType<typeof say>).parts;
      const picture = parts.find((part) => part.kind === "image");
      const blobs = openBlobs(db, join(terminal.folder, "blobs"));
      return { content: parts, bytes: picture && Buffer.from(await blobs.read(picture.blob)) };
    });
    expect(content).toMatchObject([
      { kind: "text" },
      { kind: "image", mediaType: "image/png", alt: "Tổ cơ khí" },
      {},
      {},
    ]);
    expect(bytes).toEqual(png);
  });

  test.each([
    ["a picture that is not there", "![a](b.png)", "`b.png` there is no such file beside the campaign file"],
    ["a picture without words", "![](anh/to.png)", "a picture needs words for who cannot see it"],
    ["a file that only looks like a picture", "![a](tin.md)", "`tin.md` is no JPEG or PNG picture"],
    ["a picture from elsewhere", "![a](../x.png)", "`../x.png` is no file name"],
    ["a picture of another machine", "![a](https://a.vn/x.png)", "is no file name"],
    ["six pictures", Array(6).fill("![a](anh/to.png)").join("\n\n"), "more than 5 pictures"],
  ])("with %s is refused with its line", async (_, words, fault) => {
    const { code, errors } = await add("", words);
    expect([code, errors]).toEqual([1, expect.stringContaining(fault)]);
    expect(errors).toMatch(/tin\.md:\d+: /);
  });

  test.each([
    [
      "[facebook-page, portal-feed]",
      "`facebook-page` is not set up: set FACEBOOK_PAGE_ID and FACEBOOK_PAGE_TOKEN",
    ],
    ["[facebook-page]", "`facebook-page` needs `portal-feed` beside it"],
    ["[radio]", "`radio` is no outlet: write portal-feed, facebook-page, press-kit or none"],
  ])("naming the outlets %s is told why not", async (outlets, fault) => {
    expect(await add(`outlets: ${outlets}`)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(fault),
    });
  });

  test.each([
    ['embargo: "2026-11-23 08:00"', "embargo: ends before the sending begins"],
    ['embargo: "2026-12-23 08:00"', "embargo: is longer than six days"],
    ['embargo: "2026-11-24 08:00"\nuntil: 2026-11-23', "embargo: ends after `until`"],
    ["embargo: mai", "embargo: `mai` is no local time"],
  ])("with `%s` is told why not", async (settings, fault) => {
    expect(await add(settings)).toMatchObject({ code: 1, errors: expect.stringContaining(fault) });
  });

  test("cannot go to Facebook from a machine nobody else can reach", async () => {
    terminal.close();
    terminal = openTerminal({ FACEBOOK_PAGE_ID: "777", FACEBOOK_PAGE_TOKEN: "t" });
    const { code, errors } = await add("outlets: [facebook-page, portal-feed]");
    expect([code, errors]).toEqual([1, expect.stringContaining("set PUBLIC_URL")]);
  });
});

describe("the press kit", () => {
  test("is written for an approved campaign before its launch, with the embargo on it", async () => {
    const { id } = await add();
    const folder = join(terminal.folder, "bao");
    const press = () =>
      terminal.type(["campaign", "press", id, folder, "--contact", "Chị Hoa, 0213 3876 543"]);
    expect(await press()).toMatchObject({ code: 1, errors: expect.stringContaining("campaign approve") });
    await terminal.type(["campaign", "approve", id, "--by", "Chị Hoa"]);
    expect(await press()).toMatchObject({ code: 0 });
    expect(readdirSync(folder).toSorted()).toEqual([
      "anh-1.png",
      "ban-tin-gui-bao.docx",
      "chu-thich-anh.txt",
      "kich-ban-phat-thanh-truyen-hinh.docx",
    ]);
    expect(readFileSync(join(folder, "chu-thich-anh.txt"), "utf8")).toBe("anh-1.png: Tổ cơ khí\r\n");
    const release = await docx(join(folder, "ban-tin-gui-bao.docx"));
    for (const words of [
      "CHỈ ĐĂNG, PHÁT TỪ 08:00, thứ Hai 23/11/2026",
      "Liên hệ: Chị Hoa, 0213 3876 543",
      "mời 1.250 đoàn viên",
    ])
      expect(release).toContain(words);
    expect(release).not.toContain("tắt tin");
    const script = await docx(join(folder, "kich-ban-phat-thanh-truyen-hinh.docx"));
    for (const words of [
      "Chuyên mục “Lao động và Công đoàn”",
      "(180 âm tiết một phút)",
      "Ngày mười tám tháng năm, Liên đoàn Lao động tỉnh mời một nghìn hai trăm năm mươi đoàn viên.",
    ])
      expect(script).toContain(words);
  });

  test("lies ready after the launch, and is written again with a correction", async () => {
    const { id } = await add();
    await terminal.type(["campaign", "approve", id, "--by", "Chị Hoa"]);
    await launch(id);
    const ready = join(terminal.folder, "press", "ngay-hoi", "ban-tin-gui-bao.docx");
    expect(await docx(ready)).not.toContain("CHỈ ĐĂNG");
    await terminal.type(["campaign", "correct", id, "--note", "Số đúng là 1.300.", "--by", "Chị Hoa"]);
    const folder = join(terminal.folder, "bao");
    await terminal.type(["campaign", "press", id, folder]);
    expect(await docx(join(folder, "ban-tin-gui-bao.docx"))).toContain(
      "Đính chính ngày 22/11/2026: Số đúng là 1.300.",
    );
  });
});

describe("what was published", () => {
  beforeEach(async () => {
    const { id } = await add();
    await terminal.type(["campaign", "approve", id, "--by", "Chị Hoa"]);
    await launch(id);
  });
  const lastId = () =>
    asServer(async (db) => (await db.read.selectFrom("campaign").select("id").executeTakeFirstOrThrow()).id);

  test("is listed in words", async () => {
    const { out } = await terminal.type(["campaign", "publications", await lastId()]);
    expect(out).toContain("Ngày hội (/tin/ngay-hoi)");
    expect(out).toContain("trang tin của công đoàn (portal-feed): đã đăng");
    const decided = await terminal.type([
      "campaign",
      "publications",
      await lastId(),
      "--again",
      "portal-feed",
    ]);
    expect(decided).toMatchObject({ code: 1, errors: expect.stringContaining("nothing to publish again") });
  });

  test("is corrected, and everyone who got it can be told by a campaign of its own", async () => {
    const id = await lastId();
    await asServer(async (db) => {
      await createStagePeople(db, () => due).addSubscriber("binh");
    });
    const args = ["campaign", "correct", id, "--note", "Số đúng là 1.300.", "--message", "2026-11-24 08:00"];
    const { out, code } = await terminal.type([...args, "--by", "Chị Hoa"]);
    expect([code, out]).toEqual([0, expect.stringContaining("Corrected: /tin/ngay-hoi")]);
    const draft = /approve (\S+)/.exec(out)?.[1] ?? "";
    const approved = await terminal.type(["campaign", "approve", draft, "--by", "Anh Minh"]);
    // Two people take news; the rule names the one who got what is corrected.
    expect(approved.out).toContain("to 1 of 1 people");
    const row = await asServer((db) =>
      db.read.selectFrom("campaign").selectAll().where("id", "=", draft).executeTakeFirstOrThrow(),
    );
    expect(row).toMatchObject({ title: "Đính chính: Ngày hội", daily_cap: 0, status: "scheduled" });
    expect(row.content).toContain("Số đúng là 1.300.");
  });

  test.each([
    ["without words", ["correct"], "Say what readers are told"],
    ["of words as long as an article", ["correct", "--note", "a".repeat(1001)], "longer than 1000"],
    ["with a message in the past", ["correct", "--note", "a", "--message", "2026-01-01 08:00"], "is past"],
    ["of another article", ["withdraw", "--note", "a", "--slug", "khac"], "has no article khac"],
  ])("takes no decision %s", async (_, [command = "", ...rest], fault) => {
    const ran = await terminal.type(["campaign", command, await lastId(), ...rest]);
    expect(ran).toMatchObject({ code: 1, errors: expect.stringContaining(fault) });
    const count = await asServer((db) => db.read.selectFrom("article_correction").selectAll().execute());
    expect(count).toEqual([]);
  });

  test("is withdrawn", async () => {
    const id = await lastId();
    const { out } = await terminal.type(["campaign", "withdraw", id, "--note", "Sai.", "--by", "Chị Hoa"]);
    expect(out).toBe("Withdrawn: /tin/ngay-hoi\n");
    expect((await terminal.type(["campaign", "publications", id])).out).toContain("(portal-feed): đã rút");
    expect(await terminal.type(["campaign", "press", id, join(terminal.folder, "x")])).toMatchObject({
      code: 1,
    });
  });
});
