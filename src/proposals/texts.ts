import { type Choice, type Content, say } from "../kit/message.ts";
import { type Instant, sayDate, sayTime } from "../kit/time.ts";
import type { Counts } from "./finding/counts.ts";
import { lifeTexts } from "./life/texts.ts";
import { readState } from "./life/transitions.ts";

/** Kept with every choice, so that what a member agreed to can be shown later. Change it with the words. */
export const consentVersion = "proposal-2026-11-22";
/** The words of the separate question that drafts of the first form version ended with. */
export const questionConsentVersion = "proposal-2026-11";

const status = (number: string): Choice => ({ label: "Xem trạng thái", action: `/trangthai ${number}` });
const menu: Choice = { label: "Về menu", action: "/menu" };
const begin: Choice = { label: "Viết sáng kiến mới", action: "/sangkien" };

/** What this slice says to members. */
export const texts = {
  /** Data, purpose, who sees it and the rights, as Luật 91/2025/QH15 Điều 9 and 11 ask. */
  consent:
    "Công đoàn lưu họ tên, nơi làm, nội dung, ảnh để ghi nhận, xem xét, chuyển tới đơn vị bạn; chỉ cán bộ phụ trách và " +
    "đơn vị xem, người khác chỉ thấy mã, vài chữ đầu. Xem, rút lại, xoá: viết “xem dữ liệu của tôi”, “xoá dữ liệu của tôi”.\n" +
    "Viết “đồng ý” hoặc “gửi” là bạn đồng ý và gửi hồ sơ.",
  agreeAndSend: "Đồng ý và gửi",
  consentRefused:
    "Mình chưa gửi hồ sơ và không chuyển cho ai. Bản nháp vẫn ở đây: đổi ý thì viết “đồng ý”, muốn bỏ thì viết “bỏ hồ sơ”.",

  resume: (title: string, since: string): Content =>
    say(
      `Bạn có một hồ sơ chưa gửi, viết từ ngày ${since}${title === "" ? "" : `: “${title}”`}.\nBạn làm tiếp hay viết hồ sơ mới? Hồ sơ cũ vẫn được giữ.`,
      [
        { label: "Làm tiếp", action: "form:resume:old" },
        { label: "Viết hồ sơ mới", action: "form:resume:new" },
      ],
    ),
  noDraft: (): Content => say("Bạn không có hồ sơ nào đang viết dở.", [begin, menu]),
  paused: (): Content =>
    say("Mình đã cất bản nháp của bạn, chưa gửi đi đâu. Lúc nào muốn làm tiếp, viết “tiếp tục”.", [
      { label: "Làm tiếp", action: "/tieptuc" },
    ]),
  closed: (): Content => say("Hồ sơ đó đã đóng, nút này không còn dùng được.", [begin, menu]),
  alreadyFiled: (number: string): Content =>
    say(`Hồ sơ này đã gửi rồi, mã ${number}.`, [status(number), menu]),

  receipt: (number: string, at: Instant): Content =>
    receipt(
      `BIÊN NHẬN ${number}`,
      at,
      "Đây chưa phải là công nhận sáng kiến.\n\n" +
        "Tiếp theo: cán bộ công đoàn xem, giúp bạn hoàn thiện đơn và chuyển tới cơ sở (đơn vị đầu tư cho sáng kiến). " +
        "Cơ sở mới là nơi công nhận, trong 03 tháng kể từ ngày chấp nhận đơn; từ chối thì có văn bản nêu lý do " +
        "(Điều 5, Điều 7 Điều lệ Sáng kiến).",
      number,
    ),
  ideaReceipt: (number: string, at: Instant): Content =>
    receipt(
      `BIÊN NHẬN Ý TƯỞNG ${number}`,
      at,
      "Đây là ý tưởng, chưa được xét công nhận là sáng kiến vì chưa làm thử (Điều 3 Điều lệ Sáng kiến).\n\n" +
        "Tiếp theo: cán bộ công đoàn xem và cùng bạn hỏi đơn vị cho làm thử ở một chỗ. Khi đã làm thử, nhắn: " +
        `“${number} đã làm thử từ 15/3/2026”, hồ sơ giữ nguyên mã.`,
      number,
    ),
  unclearReceipt: (number: string, at: Instant): Content =>
    receipt(
      `BIÊN NHẬN ${number}`,
      at,
      "Chưa rõ đã làm thử hay chưa, cán bộ sẽ hỏi lại bạn.\n\n" +
        "Việc đã làm hoặc làm thử thì được lập đơn đề nghị cơ sở (đơn vị của bạn) công nhận; việc chưa làm là ý tưởng " +
        "(Điều 3, Điều 5 Điều lệ Sáng kiến).",
      number,
    ),

  late: (said: string) =>
    `Lưu ý: làm từ ${said} là đã quá 01 năm, đơn vị có thể không nhận đơn (khoản 2 Điều 5 Điều lệ Sáng kiến). Bạn vẫn ` +
    "gửi được để công đoàn ghi nhận.",
  maybeLate: (said: string) =>
    `Lưu ý: “${said}” có thể đã quá 01 năm, hạn để xin công nhận (khoản 2 Điều 5 Điều lệ Sáng kiến). Nhớ rõ ngày thì ` +
    "viết “sửa ngày”.",
  soonLate: (last: string) =>
    `Lưu ý: đơn phải nộp cho đơn vị trước ngày ${last}, đủ 01 năm từ ngày làm đầu tiên (khoản 2 Điều 5 Điều lệ Sáng kiến).`,
  noDate: "Nhớ ngày làm đầu tiên thì viết “sửa ngày”: chỉ xin công nhận được trong 01 năm (khoản 2 Điều 5).",
  missing: (labels: readonly string[]) =>
    `Còn thiếu: ${labels.join(", ")}. Viết như “sửa ${labels[0]?.toLowerCase()}”; để trống vẫn gửi được, cán bộ sẽ hỏi lại.`,
  noBenefit:
    "Hồ sơ chưa nói được lợi gì. Sáng kiến phải mang lại lợi ích mới được công nhận: viết “sửa lợi ích”, chưa có số thì tả bằng lời.",
  isIdea:
    "Đây là ý tưởng: chưa làm thử thì chưa được công nhận là sáng kiến (Điều 3 Điều lệ Sáng kiến). Vẫn gửi được; nên bàn " +
    "với tổ cho làm thử ở một chỗ.",

  receiptFile: (number: string, blob: string, mediaType: string): Content => ({
    parts: [
      {
        kind: "text",
        text: `Biên nhận ${number} để in hoặc nộp cho đơn vị. Đây chưa phải là công nhận sáng kiến.`,
      },
      { kind: "file", blob, mediaType, name: `Bien-nhan-${number}.docx` },
    ],
    choices: [status(number), menu],
  }),
  receiptElsewhere: (number: string): Content =>
    say(
      `Kênh này chưa gửi được tệp. Bạn lấy biên nhận ${number} trên Telegram hoặc trang web của công đoàn (viết “liên kết” để nối hai kênh), hoặc nhờ cán bộ in giúp.`,
      [status(number), menu],
    ),
  receiptNone: (number: string): Content =>
    say(`Mình không lấy được biên nhận ${number}. Bạn kiểm tra lại mã hồ sơ của bạn, hoặc thử lại sau.`, [
      { label: "Hồ sơ của tôi", action: "/trangthai" },
      menu,
    ]),

  triedWhen: (number: string) =>
    `Bắt đầu làm thử ${number} từ khi nào? Bạn nhắn cả ngày, như “${number} đã làm thử từ 15/3/2026”; nhớ tháng thôi cũng được.`,
  triedWhich: (numbers: readonly string[]): Content =>
    say(
      `Bạn có ${numbers.length} ý tưởng: ${numbers.join(", ")}. Bạn nhắn cả mã, như “${numbers[0]} đã làm thử từ 15/3/2026”.`,
    ),
  triedNot: (number: string): Content =>
    say(`${number} không phải là ý tưởng đang chờ làm thử của bạn.`, [status(number), menu]),
  triedFiled: (number: string, since: string, isLate: boolean): Content =>
    say(
      `Đã ghi: ${number} làm từ ${since}. Từ nay đây là hồ sơ đề nghị công nhận, vẫn mã ${number}; cán bộ sẽ xem và hỏi thêm về kết quả.` +
        (isLate ? `\n\n${texts.late(since)}` : ""),
      [status(number), menu],
    ),

  unitRemark: (name: string) =>
    `Trong danh sách của công đoàn có “${name}”. Đúng nơi bạn làm thì chọn nút cuối; không thì cứ để như bạn viết.`,
  unitChoice: ({ name, code }: { name: string; code: string }): Choice => ({
    label: `Đúng: ${name}`.slice(0, 60),
    action: `form:unit:${code}`,
  }),
  unitTaken: (name: string) => `Đã ghi nơi làm là ${name}; lời bạn viết vẫn giữ nguyên.`,

  deepen: { label: "Viết đơn đầy đủ", action: "form:deepen" } satisfies Choice,

  similarTitle: "Có hồ sơ gần giống đã gửi trước (bạn vẫn gửi được):",
  similarLine: (found: { number: string; start: string; words: readonly string[] }) =>
    `• ${found.number}: “${found.start}” – cùng nói về: ${found.words.join(", ")}`,

  statusNone: (): Content =>
    say("Bạn chưa gửi hồ sơ sáng kiến nào ở đây.", [{ label: "Viết sáng kiến", action: "/sangkien" }, menu]),
  statusUnknown: (number: string): Content =>
    say(`Mình không thấy mã ${number} trong các hồ sơ của bạn. Bạn kiểm tra lại mã giúp.`, [
      { label: "Hồ sơ của tôi", action: "/trangthai" },
      menu,
    ]),
  statusTitle: "Hồ sơ bạn đã gửi:",
  statusLine: (number: string, start: string, state: string) => `• ${number} – ${start}\n  ${state}`,
  statusMore: (count: number) => `… và ${count} hồ sơ cũ hơn. Viết mã để xem từng hồ sơ.`,
  statusDraft: "Bạn còn một hồ sơ đang viết dở, chưa gửi: viết “tiếp tục” để làm tiếp.",
  statusOne: (one: { number: string; start: string; state: string; filedAt: Instant; next: string }) =>
    `${one.number} – ${one.start}\nTrạng thái: ${one.state}\nGhi nhận lúc ${sayTime(one.filedAt)}.\n\n${one.next}`,
  statusChoices: (hasDraft: boolean): Choice[] =>
    hasDraft ? [{ label: "Làm tiếp", action: "/tieptuc" }, menu] : [begin, menu],
  state: (state: string): string => lifeTexts.stateWords(readState(state)),

  ownDraft: "Bản nháp",
  ownLine: (number: string, start: string, at: Instant) => `${number} – ${start}, đã ghi nhận ${sayDate(at)}`,

  registerCounts: (count: Counts) =>
    `Hồ sơ đã ghi nhận, chưa xét: ${count.filed} · Hợp lệ, đang xét: ${count.valid} · Chưa rõ đã làm thử hay chưa: ` +
    `${count.unclear} · Ý tưởng: ${count.ideas} · Sáng kiến được cơ sở công nhận: ${count.recognized} · Không được công ` +
    `nhận: ${count.declined} · Đã rút: ${count.withdrawn} · Gộp vào hồ sơ khác: ${count.merged} · Bản nháp chưa gửi: ${count.drafts}`,
  registerEmpty: "Chưa có hồ sơ nào.",
} as const;

/** What every receipt says: number, moment, what the receipt is and what comes next, how to ask. */
function receipt(title: string, at: Instant, words: string, number: string): Content {
  const text = `${title}\nĐã ghi nhận lúc ${sayTime(at)}.\n\n${words}\n\nHỏi tiến độ: viết “${number}”.`;
  const paper = { label: "Tải biên nhận", action: `say:biên nhận ${number}` };
  return say(text, [status(number), paper, menu]);
}
