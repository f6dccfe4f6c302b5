import { type Choice, type Content, say } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";

/** Kept with every choice, so that what a member agreed to can be shown later. Change it with the words. */
export const consentVersion = "proposal-2026-11";

const status = (number: string): Choice => ({ label: "Xem trạng thái", action: `/trangthai ${number}` });
const menu: Choice = { label: "Về menu", action: "/menu" };
const begin: Choice = { label: "Viết sáng kiến mới", action: "/sangkien" };

/** What this slice says to members. */
export const texts = {
  /** Data, purpose, who decides and the rights, as Luật 91/2025/QH15 Điều 9 and 11 ask. */
  consent: (): Content =>
    say(
      "Trước khi gửi, mình cần bạn đồng ý một việc.\n\n" +
        "Công đoàn sẽ lưu họ tên, nơi làm, nội dung và ảnh trong hồ sơ này để ghi nhận, xem xét và chuyển tới " +
        "đơn vị của bạn. Cán bộ công đoàn phụ trách và đơn vị của bạn được xem. Không đăng tên bạn ra ngoài; ai " +
        "viết việc gần giống chỉ thấy mã và vài chữ đầu của hồ sơ.\n\n" +
        "Bạn có thể xem lại, rút lại đồng ý hoặc xoá: viết “xem dữ liệu của tôi” hoặc “xoá dữ liệu của tôi”.\n\n" +
        "Bạn có đồng ý không? Viết “đồng ý” hoặc “không đồng ý”.",
      [
        { label: "Đồng ý", action: "form:consent:yes" },
        { label: "Không đồng ý", action: "form:consent:no" },
      ],
    ),
  consentRefused: (): Content =>
    say(
      "Mình chưa gửi hồ sơ và không chuyển cho ai. Bản nháp vẫn ở đây: đổi ý thì viết “gửi”, muốn bỏ thì viết “bỏ hồ sơ”.",
      [{ label: "Để sau", action: "form:leave" }],
    ),

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
    say(
      `BIÊN NHẬN ${number}\nĐã ghi nhận lúc ${sayTime(at)}.\n\n` +
        "Tiếp theo: cán bộ công đoàn xem hồ sơ, giúp bạn hoàn thiện đơn và chuyển tới cơ sở (đơn vị đầu tư cho " +
        "sáng kiến). Cơ sở mới là nơi nhận đơn và công nhận sáng kiến; công đoàn và kênh này chỉ ghi nhận và chuyển " +
        "(Điều 5 Điều lệ Sáng kiến).\n\n" +
        "Cơ sở xét trong 03 tháng kể từ ngày chấp nhận đơn, từ chối thì trả lời bằng văn bản, có lý do (Điều 7). " +
        "Thời hạn này chưa tính từ hôm nay.\n\n" +
        `Hỏi tiến độ: viết “${number}”.`,
      [status(number), menu],
    ),
  ideaReceipt: (number: string, at: Instant): Content =>
    say(
      `BIÊN NHẬN Ý TƯỞNG ${number}\nĐã ghi nhận lúc ${sayTime(at)}.\n\n` +
        "Đây là ý tưởng, chưa được xét công nhận là sáng kiến vì chưa làm thử (Điều 3 Điều lệ Sáng kiến).\n\n" +
        "Tiếp theo: cán bộ công đoàn xem và cùng bạn hỏi đơn vị cho làm thử. Khi đã làm thử, nhắn lại ngày bắt đầu và " +
        "kết quả; đơn vị (cơ sở) là nơi công nhận, công đoàn chỉ ghi nhận và chuyển hồ sơ (Điều 5).\n\n" +
        `Hỏi tiến độ: viết “${number}”.`,
      [status(number), menu],
    ),

  late: (said: string) =>
    `Lưu ý: cách làm này bắt đầu từ ${said}, đã quá 01 năm. Quyền yêu cầu công nhận chỉ có trong 01 năm từ ngày áp ` +
    "dụng lần đầu (khoản 2 Điều 5 Điều lệ Sáng kiến); đơn vị có thể không nhận đơn. Bạn vẫn gửi được để công đoàn ghi nhận.",
  maybeLate: (said: string) =>
    `Lưu ý: “${said}” có thể đã quá 01 năm. Quyền yêu cầu công nhận chỉ có trong 01 năm từ ngày áp dụng lần đầu ` +
    "(khoản 2 Điều 5 Điều lệ Sáng kiến). Nhớ rõ ngày thì viết “sửa ngày”.",
  soonLate: (last: string) =>
    `Lưu ý: đơn phải nộp cho đơn vị trước ngày ${last}, đủ 01 năm từ ngày áp dụng lần đầu (khoản 2 Điều 5 Điều lệ Sáng kiến).`,
  noDate:
    "Chưa có ngày làm đầu tiên: đơn chính thức cần ngày này, vì chỉ xin công nhận được trong 01 năm (khoản 2 Điều 5).",
  noBenefit: "Chưa có lợi ích: đơn chính thức cần mục này. Viết “sửa lợi ích” để thêm.",

  deepenOffer:
    "Muốn soạn luôn đơn chính thức thì viết “đơn đầy đủ”: thêm khoảng mười câu, câu nào chưa có thì bỏ qua.",
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
  statusDraft: "Bạn còn một hồ sơ chưa gửi: viết “tiếp tục” để làm tiếp.",
  statusOne: (one: { number: string; start: string; state: string; filedAt: Instant; next: string }) =>
    `${one.number} – ${one.start}\nTrạng thái: ${one.state}\nGhi nhận lúc ${sayTime(one.filedAt)}.\n\n${one.next}`,
  statusChoices: (hasDraft: boolean): Choice[] =>
    hasDraft ? [{ label: "Làm tiếp", action: "/tieptuc" }, menu] : [begin, menu],
  state: (state: string): string => states[state]?.words ?? state,
  next: (state: string): string => states[state]?.next ?? "",

  registerCounts: (filed: number, ideas: number, recognized: number) =>
    `Hồ sơ đã ghi nhận: ${filed} · Ý tưởng: ${ideas} · Sáng kiến được cơ sở công nhận: ${recognized}`,
  registerEmpty: "Chưa có hồ sơ nào.",
} as const;

const states: Readonly<Record<string, { words: string; next: string }>> = {
  idea: {
    words: "Ý tưởng đã ghi nhận, chưa làm thử",
    next: "Khi đã làm thử ở đơn vị, bạn nhắn lại ngày bắt đầu và kết quả để lập hồ sơ đề nghị công nhận.",
  },
  filed: {
    words: "Đã ghi nhận, chờ cán bộ công đoàn xem",
    next:
      "Công đoàn xem rồi chuyển tới đơn vị (cơ sở). Cơ sở xét trong 03 tháng kể từ ngày chấp nhận đơn " +
      "(Điều 7 Điều lệ Sáng kiến).",
  },
};
