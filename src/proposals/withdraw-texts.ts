import { type Choice, type Content, say } from "../kit/message.ts";

const look = (number: string): Choice => ({ label: "Xem trạng thái", action: `/trangthai ${number}` });
const mine: Choice = { label: "Hồ sơ của tôi", action: "/trangthai" };
const menu: Choice = { label: "Về menu", action: "/menu" };
const officer: Choice = { label: "Gặp cán bộ", action: "/canbo" };

/** What is said around taking a filed proposal back. */
export const withdrawTexts = {
  sure: (number: string, title: string): Content =>
    say(
      `Bạn muốn rút hồ sơ ${number} – ${title}?\nRút rồi thì không ai xét nữa; mã vẫn giữ, muốn mở lại thì nhờ cán bộ.`,
      [
        { label: "Rút hồ sơ", action: `form:withdraw:yes:${number}` },
        { label: "Không rút", action: `/trangthai ${number}` },
      ],
    ),
  which: (numbers: readonly string[]): Content =>
    say(
      "Bạn muốn rút hồ sơ nào?",
      numbers.map((number) => ({ label: number, action: `form:withdraw:ask:${number}` })),
    ),
  done: (number: string): Content =>
    say(`Đã rút hồ sơ ${number}. Muốn mở lại thì bấm “Gặp cán bộ”.`, [officer, menu]),
  none: (): Content =>
    say(
      "Bạn không có hồ sơ nào rút được: hồ sơ đã có quyết định hoặc đã rút thì không rút nữa. Bản nháp chưa gửi thì viết “bỏ hồ sơ” khi đang làm.",
      [mine, officer],
    ),
  not: (number: string): Content =>
    say(
      `Mình không rút được ${number}: đó không phải là hồ sơ bạn nộp, hoặc đã có quyết định, đã rút, đã gộp.`,
      [look(number), officer],
    ),
  reason: "Tác giả rút qua tin nhắn",
} as const;
