import { describe, expect, test } from "vitest";
import { readCampaign } from "../../src/campaigns/file.ts";
import { plainText } from "../../src/kit/message.ts";
import { fileOf, local, planOf, setting } from "./sample.ts";

/** The faults of a file, as `line: words`. */
function faultsOf(text: string): string[] {
  const reading = readCampaign(text, setting);
  return reading.kind === "plan" ? [] : reading.faults.map(({ line, what }) => `${line}: ${what}`);
}

const footer = "Bạn nhận tin này vì đã đăng ký nhận tin công đoàn. Nhắn “tắt tin” để dừng nhận.";

describe("a campaign file that can be used", () => {
  test("becomes a plan with every setting read", () => {
    const text = `---
# a remark for the next operator
title:  Ngày  Khoa học và Công nghệ Việt Nam
audience: all
channels: [web-chat, telegram]
outlets: []
yearly: 05-18 08:00
until: 2030-12-31
grace: 30
topic: khoa học
sources: [kh-360#II.3.4, lich#1.3]
buttons:
  - Gửi sáng kiến: /sangkien
  - Xem quy định: clause:kh-360#II.3.4
  - Hỏi thêm: "say:ngày 18/5 là ngày gì"
---
Hôm nay là **Ngày Khoa học và Công nghệ Việt Nam**.
`;
    const reading = readCampaign(text, setting);
    expect(reading).toEqual({
      kind: "plan",
      plan: {
        title: "Ngày Khoa học và Công nghệ Việt Nam",
        topic: "khoa học",
        audience: "all",
        channels: ["telegram", "web-chat"],
        schedule: {
          kind: "yearly",
          month: 5,
          day: 18,
          hour: 8,
          minute: 0,
          calendar: "solar",
          until: local("2030-12-31 23:59"),
        },
        graceMinutes: 30,
        sources: ["kh-360#II.3.4", "lich#1.3"],
        content: {
          parts: [
            { kind: "text", text: "Hôm nay là Ngày Khoa học và Công nghệ Việt Nam." },
            {
              kind: "text",
              text: `Nguồn: Văn bản kh-360, mục II.3.4; Lịch hằng năm, mục 1.3\n${footer}`,
            },
          ],
          choices: [
            { label: "Gửi sáng kiến", action: "/sangkien" },
            { label: "Xem quy định", action: "clause:kh-360#II.3.4" },
            { label: "Hỏi thêm", action: "say:ngày 18/5 là ngày gì" },
          ],
        },
      },
    });
  });

  test("needs no more than a title, an audience, a time and words", () => {
    expect(planOf()).toMatchObject({
      topic: "chung",
      channels: ["telegram", "zalo-oa", "zalo-bot", "web-chat"],
      graceMinutes: 120,
      schedule: { kind: "at", at: local("2026-11-23 08:00"), until: null },
      sources: [],
      content: { choices: [] },
    });
  });

  test.each([
    ["one channel as a word", { channels: "telegram" }, { channels: ["telegram"] }],
    [
      "all channels as a word",
      { channels: "all" },
      { channels: ["telegram", "zalo-oa", "zalo-bot", "web-chat"] },
    ],
    ["a list with commas", { channels: "zalo-oa, telegram" }, { channels: ["telegram", "zalo-oa"] }],
    ["no outlets in words", { outlets: "none" }, {}],
    [
      "a cron with spare spaces",
      { at: null, cron: '"0  8 * *  1"' },
      { schedule: { kind: "cron", cron: "0 8 * * 1", skipsHolidays: false } },
    ],
    ["a title that YAML could take for a number", { title: '"2026"' }, { title: "2026" }],
    [
      "an end with its time",
      { until: "2026-11-30 17:00" },
      { schedule: { until: local("2026-11-30 17:00") } },
    ],
  ])("may hold %s", (_, settings, expected) => {
    expect(planOf(settings)).toMatchObject(expected);
  });

  test("may come from an editor on Windows, with a byte-order mark and decomposed letters", () => {
    const text = `\uFEFF${fileOf({ title: "Tháng Công nhân".normalize("NFD") }, "Chào bạn.".normalize("NFD"))}`;
    const reading = readCampaign(text.replaceAll("\n", "\r\n"), setting);
    expect(reading).toMatchObject({
      kind: "plan",
      plan: { title: "Tháng Công nhân", content: { parts: [{ text: "Chào bạn." }, {}] } },
    });
  });
});

describe("the message of a campaign file", () => {
  const shown = (body: string) => plainText(planOf({}, body).content).replace(`\n\n${footer}`, "");

  test.each([
    ["paragraphs, with their line breaks", "Một\nhai\n\n\nba", "Một\nhai\n\nba"],
    ["headings", "## Thông báo\n\nNội dung", "Thông báo\n\nNội dung"],
    [
      "bold, italic and code",
      "**Rất** *quan* _trọng_ `SK-2026-0001` ***thật***",
      "Rất quan trọng SK-2026-0001 thật",
    ],
    ["stars and lines that mark nothing", "5 * 3 * 2 = 30, ten_tep_dai", "5 * 3 * 2 = 30, ten_tep_dai"],
    ["escaped signs", "Giá \\*tạm tính\\*", "Giá *tạm tính*"],
    ["bullets", "- một\n* hai\n1. ba", "• một\n• hai\n1. ba"],
    ["quotes", "> Lời Bác dặn", "Lời Bác dặn"],
    ["rules between paragraphs", "Một\n\n---\n\nhai", "Một\n\nhai"],
    [
      "a link in a sentence",
      "Xem [trang tin](https://congdoan.vn/a_b_c) nhé",
      "Xem trang tin (https://congdoan.vn/a_b_c) nhé",
    ],
    ["a link alone", "[Trang tin](https://congdoan.vn)", "Trang tin: https://congdoan.vn"],
  ])("shows %s", (_, body, text) => {
    expect(shown(body)).toBe(text);
  });

  test("keeps a link that stands alone as a link", () => {
    const { parts } = planOf({}, "Mời đọc:\n\n[**Trang tin**](https://congdoan.vn/1)").content;
    expect(parts[1]).toEqual({ kind: "link", label: "Trang tin", url: "https://congdoan.vn/1" });
  });

  test.each([
    ["pictures beside words", "Xem ![Ảnh](a.png) nhé", "7: a picture stands alone in its paragraph"],
    ["HTML", "<b>Xem</b>", "7: HTML cannot be shown"],
    ["remarks", "<!-- nháp -->", "7: remarks would be sent"],
    ["code blocks", "```\nx\n```", "7: code blocks"],
    ["tables", "| a | b |", "7: tables"],
    ["links to nowhere", "Xem [đây](trang-tin)", "7: `trang-tin` is no web address"],
    ["links that run a script", "[đây](javascript:alert)", "7: `javascript:alert` is no web address"],
    ["unknown places to fill", "Chào {{ten}}", "7: only `{{clause}}` is known"],
    ["a clause in the middle of a sentence", "Điều {{clause}} nói", "7: only `{{clause}}` is known"],
    ["a clause of a document nobody published", "{{clause: nq-99}}", "7: {{clause}}: no document `nq-99`"],
  ])("may not hold %s", (_, body, fault) => {
    expect(faultsOf(fileOf({ channels: "telegram" }, body)).join("\n")).toContain(fault);
  });

  test("may hold the place of a weekly clause", () => {
    expect(faultsOf(fileOf({}, "Mỗi tuần một điều\n\n{{clause}}"))).toEqual([]);
    expect(faultsOf(fileOf({}, "{{ clause: kh-360, lich }}"))).toEqual([]);
  });
});

describe("a campaign file with faults", () => {
  test("names all of them at once, by line", () => {
    const text = `---
title: ""
audience: everybody
channels: [telegram, sms]
outlets: [facebook]
at: 2026-11-20 08:00
cron: 0 8 * * 1
topics: khoa học
grace: -5
sources: [kh-360#II.9.9]
buttons:
  - Bấm: /xoa
---

<b>x</b>
`;
    expect(faultsOf(text)).toEqual([
      "2: title: write one line of text",
      "3: audience: at character 1: `everybody` is no condition: write one of all, unit, role, tag, topic, channel, state, wrote, answered; write `all` for everyone who agreed to receive news, or a rule as `unit CDCS-CHE and not tag quiz`",
      "4: channels: `sms` is no channel: write telegram, zalo-oa, zalo-bot, web-chat or all",
      "5: outlets: `facebook` is no outlet: write portal-feed, facebook-page, press-kit or none",
      "6: 08:00, thứ Sáu 20/11/2026 is past (now: 15:00, Chủ nhật 22/11/2026): write a later time",
      "7: `cron` beside `at`: write exactly one of at, cron and yearly",
      "8: `topics` is not known: use title, audience, channels, outlets, at, cron, yearly, until, embargo, grace, topic, buttons, sources, holidays, cap",
      "9: grace: write 0 or more minutes",
      "10: sources: `kh-360#II.9.9` is no published clause: write document#clause as kh-360#II.3.4",
      "11: buttons: `/xoa` does nothing: write a command as /sangkien, clause:kh-360#II.3.4 or say:…",
      "15: HTML cannot be shown in a chat: write plain text",
    ]);
  });

  test.each([
    ["no front matter", "Chào bạn", "1: the file must begin with `---`"],
    ["a front matter that never ends", "---\ntitle: x\n", "1: the file must begin with `---`"],
    ["no title", fileOf({ title: null }), "1: `title` is missing: write `title:"],
    ["no audience", fileOf({ audience: null }), "1: `audience` is missing: write `audience: all`"],
    ["no time", fileOf({ at: null }), "1: the time is missing: write exactly one of at, cron and yearly"],
    ["no words", fileOf({}, ""), "6: the message is empty"],
    [
      "a moment that does not exist",
      fileOf({ at: "2026-02-30 08:00" }),
      "4: at: `2026-02-30 08:00` is no local time",
    ],
    ["a day no year has", fileOf({ at: null, yearly: "02-30 08:00" }), "4: yearly: `02-30 08:00` is no day"],
    [
      "a cron of six fields",
      fileOf({ at: null, cron: "0 0 8 * * 1" }),
      "4: cron: `0 0 8 * * 1` write five fields",
    ],
    ["a cron every minute", fileOf({ at: null, cron: '"* * * * *"' }), "comes more often than once an hour"],
    [
      "a cron without quotes that begins with a star",
      fileOf({ at: null, cron: "* 8 * * *" }),
      "4: cannot be read as YAML",
    ],
    [
      "an end before the beginning",
      fileOf({ until: "2026-11-22" }),
      "5: until: lies before the first sending",
    ],
    ["an end that is no day", fileOf({ until: "cuối năm" }), "5: until: `cuối năm` is no day"],
    ["a grace in words", fileOf({ grace: "2 giờ" }), "5: grace: write whole minutes"],
    [
      "holidays to skip and no series",
      fileOf({ holidays: "skip" }),
      "5: holidays: only a cron series can skip them",
    ],
    [
      "holidays in other words",
      fileOf({ at: null, cron: "0 8 * * 1", holidays: "no" }),
      "5: holidays: write send or skip",
    ],
    [
      "a series that would only come on holidays",
      fileOf({ at: null, cron: "0 8 2 9 *", holidays: "skip" }),
      "5: holidays: every sending would fall on one",
    ],
    ["a setting twice", fileOf({ title: "a\ntitle: b" }), "3: cannot be read as YAML"],
    ["an empty list of channels", fileOf({ channels: "[]" }), "5: channels: name at least one channel"],
    ["a terminal as a channel", fileOf({ channels: "terminal" }), "5: channels: `terminal` is no channel"],
    [
      "a button with a web address",
      fileOf({ buttons: "\n  - Đọc: https://a.vn" }),
      "`https://a.vn` does nothing",
    ],
    [
      "a button to no clause",
      fileOf({ buttons: "\n  - Đọc: clause:kh-360#X" }),
      "`clause:kh-360#X` names no published clause",
    ],
    [
      "buttons that are no list",
      fileOf({ buttons: "/sangkien" }),
      "5: buttons: write a list of `- label: action`",
    ],
    [
      "too many buttons",
      fileOf({ buttons: "\n  - A: /menu".repeat(7) }),
      "5: buttons: 7 buttons: use at most 6",
    ],
    [
      "a label as long as a sentence",
      fileOf({ buttons: `\n  - ${"dài ".repeat(11)}: /menu` }),
      "is longer than 40 characters",
    ],
  ])("with %s says so", (_, text, fault) => {
    expect(faultsOf(text).join("\n")).toContain(fault);
  });

  test("is measured against every channel it names, with its footer", () => {
    const tooLong = "a".repeat(1990);
    expect(faultsOf(fileOf({ channels: "telegram" }, tooLong))).toEqual([]);
    const [fault, ...others] = faultsOf(fileOf({ channels: "telegram, zalo-oa" }, tooLong));
    expect(fault).toBe("7: 71 characters too long for zalo-oa (2000): shorten the message");
    expect(others).toEqual([]);
  });

  test("is read from bytes, and refused when they are no UTF-8 text or far too many", () => {
    const bytes = new TextEncoder().encode(fileOf({ title: "Tháng Công nhân" }));
    expect(readCampaign(bytes, setting)).toMatchObject({ kind: "plan", plan: { title: "Tháng Công nhân" } });
    const wrong = { kind: "faulty", faults: [{ line: 1, what: expect.stringContaining("not UTF-8 text") }] };
    expect(readCampaign(Uint8Array.of(...bytes, 0xff), setting)).toEqual(wrong);
    expect(readCampaign(Uint8Array.of(...bytes, 0), setting)).toEqual(wrong);
    expect(readCampaign(Buffer.from(fileOf({ title: "Tháng" }), "utf16le"), setting)).toEqual(wrong);
    const huge = { kind: "faulty", faults: [{ what: expect.stringContaining("longer than") }] };
    expect(readCampaign(new Uint8Array(10_000_000), setting)).toMatchObject(huge);
  });

  test("is refused however its front matter is broken, and never throws", () => {
    for (const front of [
      "",
      "- a\n- b",
      "just words",
      "a: [",
      "? x",
      "title: !!binary x",
      "&a a: *b",
      "title: {}",
    ]) {
      expect(readCampaign(`---\n${front}\n---\nx`, setting).kind).toBe("faulty");
    }
  });
});
