import { afterEach, describe, expect, test } from "vitest";
import { until } from "../http/visitor.ts";
import { type Program, startProgram } from "../support/program.ts";
import { startTelegramServer, type TelegramServer } from "../support/telegram-server.ts";
import { visitProgram } from "../support/web-visitor.ts";

let platform: TelegramServer | undefined;
let program: Program | undefined;
afterEach(async () => {
  await program?.remove();
  await platform?.close();
});

const quick =
  "1. máy sao chè nóng không đều, chè bị cháy\n" +
  "2. lắp thêm cảm biến nhiệt và quạt đảo, đã áp dụng từ tháng trước\n" +
  "3. mỗi mẻ bớt hỏng 5 kg chè\n" +
  "4. Lò Thị Mai, xưởng chè Tân Uyên";
const rest =
  "Kính gửi: Công ty Chè Tân Uyên\nTác giả và tỷ lệ đóng góp: Lò Thị Mai, 50%\nGiàng A Páo, 30%\nVàng Thị Dở, 20%\n" +
  "Tên sáng kiến: Chống cháy chè khi sao\nChủ đầu tư: Công ty Chè Tân Uyên\nLĩnh vực: chế biến chè\n" +
  "Loại: kỹ thuật\nĐiểm mới: cảm biến tự ngắt lửa\nĐiều kiện: một thợ điện\nTiền làm lợi: 12 triệu mỗi năm\n" +
  "Ý kiến nơi áp dụng: xưởng khen\nCam đoan: tôi cam đoan";

describe("a proposal of three", () => {
  test("is filed on Telegram, confirmed on the web and by the link, and its status counts", {
    timeout: 60_000,
  }, async () => {
    platform = await startTelegramServer();
    program = await startProgram({
      TELEGRAM_BOT_TOKEN: platform.token,
      TELEGRAM_API_ROOT: platform.url,
      BURST_MS: "0",
    });
    const mai = platform.person({ first_name: "Mai" });
    const tell = async (text: string): Promise<string> => {
      mai.send(text);
      return (await mai.nextReply(15_000)).text;
    };
    mai.start();
    await mai.nextReply(15_000);
    await tell("/sangkien");
    for (const text of [quick, "đơn đầy đủ", rest]) await tell(text);
    for (let turn = 0; turn < 4 && !mai.replies().at(-1)?.text.includes("Bạn xem lại"); turn++) {
      await tell("bỏ qua");
    }
    expect(await tell("đồng ý")).toContain("BIÊN NHẬN SK-");
    const invitation = (await mai.nextReply(15_000)).text;
    const codes = invitation.match(/DTG-\w{4}-\w{4}/g) ?? [];
    const links = invitation.match(/https:\/\/t\.me\/\w+\?start=DTG\w{8}/g) ?? [];
    expect([codes.length, links.length]).toEqual([2, 2]);

    const pao = visitProgram(program.url);
    await pao.ask(`mã của em là ${codes[0]}`, "Giàng A Páo");
    await pao.ask("đồng ý", "Đã ghi nhận bạn là đồng tác giả");
    expect((await mai.nextReply(15_000)).text).toContain("Giàng A Páo đã xác nhận");
    const number = /SK-\d{4}-\d{4}/.exec(invitation)?.[0] ?? "";
    expect(await tell(number)).toContain("Đồng tác giả: 1/2 đã xác nhận.");

    const do_ = platform.person({ first_name: "Dở" });
    do_.start(new URL(links[1] ?? "").searchParams.get("start") ?? "");
    const asked = await until(
      async () => do_.replies().find(({ text }) => text.includes("Vàng Thị Dở")),
      15_000,
    );
    expect(asked.text).toContain("20%");
    do_.press("Không đúng");
    expect((await mai.nextReply(15_000)).text).toContain("Vàng Thị Dở không xác nhận");
    expect(await tell(number)).toContain("Đồng tác giả: 1/2 đã xác nhận, 1 không xác nhận.");
    expect(program.output()).not.toMatch(/DTG|Vàng Thị|cảm biến/);
  });
});
