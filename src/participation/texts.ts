import { type Content, say } from "../kit/message.ts";
import { type Instant, sayTime } from "../kit/time.ts";
import type { DefinedField } from "./definition.ts";

/** The version of the consent wording below; stored with every choice. Change it with the words. */
export const consentVersion = "forms-2026-11";

const open = (code: string) => `say:${code}`;

/** What members read about forms. Plain and short. */
export const texts = {
  send: "Gửi",
  howTo: "Trả lời từng câu. Lúc nào cũng viết được “bỏ qua”, “quay lại”, “sửa”, “huỷ”; hỏi ngang cũng được.",
  noHelp: "Bạn viết ngắn gọn theo ý mình, sai chính tả cũng được.",
  anonymity: {
    named: "",
    anonymous:
      "Biểu mẫu này ẩn danh: câu trả lời không ghi tên, không ghi giờ, không nối lại được với bạn. Gửi xong, lời bạn vừa nhắn ở đây cũng được xoá khỏi hệ thống. Bạn đừng viết tên mình hay chi tiết riêng vào câu trả lời.",
    choice: "Bạn chọn gửi có tên hoặc ẩn danh.",
  },
  nameQuestion: (id: string): DefinedField => ({
    ...{ id, kind: "choice", label: "Có tên hay ẩn danh", optional: false },
    ask: "Bạn muốn gửi có tên hay ẩn danh? Ẩn danh thì câu trả lời không ghi tên, không ghi giờ, không nối lại được với bạn.",
    help: "Có tên thì cán bộ trả lời lại được cho bạn. Ẩn danh thì không ai trả lời riêng được.",
    options: [
      { value: "named", label: "Có tên" },
      {
        value: "anonymous",
        label: "Ẩn danh",
        note: "Gửi xong, lời bạn vừa nhắn ở đây cũng được xoá khỏi hệ thống. Bạn đừng viết tên mình vào câu trả lời.",
      },
    ],
  }),
  clauseQuestion: {
    label: "Điều, khoản",
    ask: "Bạn góp ý cho phần nào của dự thảo? Chọn một phần để xem nội dung và góp ý.",
    help: "Mỗi lần gửi góp ý một phần. Gửi xong, bạn góp ý tiếp phần khác được.",
  },
  wholeDraft: "Cả dự thảo",

  noForm: (): Content => say("Hiện chưa có biểu mẫu nào đang mở cho bạn. Khi có, công đoàn sẽ nhắn mã."),
  list: (forms: readonly { code: string; title: string; closesAt: Instant | null }[]): Content =>
    say(
      `Các biểu mẫu đang mở:\n${forms
        .map(
          ({ code, title, closesAt }) =>
            `• ${title} (${code})${closesAt ? `, đến ${sayTime(closesAt)}` : ""}`,
        )
        .join("\n")}`,
      forms.slice(0, 10).map(({ code, title }) => ({ label: title.slice(0, 60), action: open(code) })),
    ),
  unknownCode: (code: string): Content =>
    say(`Không có biểu mẫu ${code}. Bạn xem lại mã, hoặc nhắn “biểu mẫu” để xem danh sách.`),
  notYet: (title: string, opensAt: Instant): Content =>
    say(`“${title}” chưa mở. Bạn quay lại sau ${sayTime(opensAt)} nhé.`),
  closed: (title: string): Content => say(`“${title}” đã đóng, không nhận thêm câu trả lời.`),
  closedMeanwhile: (title: string): Content =>
    say(
      `“${title}” vừa đóng nên câu trả lời này chưa gửi được. Bản nháp của bạn vẫn được giữ; nếu mở lại, bạn nhắn “tiếp tục”. Cần gửi gấp thì nhắn “gặp cán bộ”.`,
    ),
  closedAndGone: (): Content =>
    say("Biểu mẫu đã đóng. Vì có phần ẩn danh, bản nháp chưa gửi đã được xoá, không ai đọc được."),
  notForYou: (title: string): Content =>
    say(
      `“${title}” chỉ dành cho một số đoàn viên. Nếu bạn thuộc nhóm đó, nhắn “liên kết” để gắn cuộc trò chuyện này với danh sách đoàn viên, rồi thử lại.`,
    ),
  already: (title: string): Content =>
    say(`Bạn đã gửi “${title}” rồi, mỗi người gửi một lần. Cần sửa thì nhắn “gặp cán bộ”.`),
  otherKept: "Bản bạn đang khai dở trước đó được cất lại; nhắn “tiếp tục” để làm nốt sau.",
  noFiles: "Biểu mẫu này không nhận ảnh hay tệp, mình không giữ tệp vừa gửi.",
  canceledAnonymous: (): Content => say("Mình đã xoá hẳn bản nháp này cùng những lời bạn vừa nhắn cho nó."),
  noDraft: (): Content => say("Hiện không có biểu mẫu nào đang khai dở. Nhắn “biểu mẫu” để xem danh sách."),
  consent: (purpose: string) =>
    `Gửi nghĩa là bạn đồng ý để công đoàn lưu câu trả lời này cùng tên bạn. Dùng để: ${purpose} Rút lại lúc nào cũng được: nhắn “rút đồng ý”.`,
  receipt: (given: { title: string; number: string; at: Instant; thanks: string }): Content =>
    say(
      [
        `Đã nhận “${given.title}”. Mã: ${given.number}, lúc ${sayTime(given.at)}.`,
        ...(given.thanks ? [given.thanks] : []),
      ].join("\n\n"),
    ),
  anonymousReceipt: (given: { title: string; thanks: string }): Content =>
    say(
      [
        `Đã nhận “${given.title}”, không ghi tên bạn. Lời bạn vừa nhắn cho biểu mẫu này đã được xoá khỏi hệ thống; bản trên máy của bạn và của ứng dụng trò chuyện thì vẫn còn.`,
        ...(given.thanks ? [given.thanks] : []),
      ].join("\n\n"),
    ),
  moreComments: "Bạn muốn góp ý thêm phần khác không?",
  again: (code: string) => ({ label: "Góp ý phần khác", action: open(code) }),
  draftLine: (title: string) => `Bản nháp “${title}”`,
  answerLine: (title: string, number: string) => `“${title}” (${number})`,
} as const;

/** What officers read about a definition that cannot be used, by rule. */
export const faultWords: Readonly<Record<string, string>> = {
  code: "Mã bắt đầu bằng BM-, sau đó 2–16 chữ không dấu hoặc số. Ví dụ: BM-ANCA.",
  fieldId: "Tên riêng của câu hỏi chỉ gồm chữ thường không dấu, số và gạch dưới.",
  moment: "Viết ngày giờ như 2026-12-01 08:00.",
  controlSigns: "Có ký tự lạ, xoá đi và viết lại.",
  twice: "Bị trùng, mỗi mục chỉ có một.",
  whenUnknown: "Điều kiện phải dựa trên một câu chọn đứng trước và các lựa chọn có thật của nó.",
  minAboveMax: "Số nhỏ nhất lớn hơn số lớn nhất.",
  noFilesAllowed: "Có câu hỏi gửi tệp thì phải cho gửi ít nhất 1 tệp.",
  filesNameSomebody: "Biểu mẫu ẩn danh không nhận tệp: ảnh có thể cho biết ai chụp.",
  closesBeforeOpens: "Ngày đóng phải sau ngày mở.",
  mustBeNamed: "Loại biểu mẫu này phải có tên người gửi.",
  mustBeNamedOnce: "Sự kiện phải có tên người gửi và mỗi người một lần.",
  mustBeNamedMany: "Loại biểu mẫu này phải có tên người gửi và được gửi nhiều lần.",
  emulationFields: "Đăng ký thi đua cần câu phase (lựa chọn register, result) và câu title (danh hiệu).",
  period: "Viết kỳ đầu như 2026-11 (tháng) hoặc 2026-Q4 (quý).",
  fieldUnknown: "Không có câu hỏi nào mang tên riêng này.",
  columnSource: "Cột lấy từ roster.<cột> hoặc answer.<câu hỏi>.",
  eventTimes: "Sự kiện cần giờ bắt đầu và giờ kết thúc, kết thúc sau bắt đầu.",
  too_small: "Còn thiếu hoặc quá ngắn.",
  too_big: "Dài quá hoặc nhiều quá.",
  invalid_type: "Chưa điền, hoặc điền sai kiểu.",
  invalid_value: "Không có lựa chọn này.",
  invalid_union: "Sai dạng.",
  unrecognized_keys: "Có mục không dùng được.",
};

/** The same for operators of the command line. */
export const faultWordsEnglish: Readonly<Record<string, string>> = {
  code: "begin with BM-, then 2 to 16 letters or digits: BM-ANCA",
  fieldId: "use small letters, digits and _ only",
  moment: "write a moment as 2026-12-01 08:00",
  controlSigns: "holds control characters",
  twice: "stands twice",
  whenUnknown: "`when` names no choice field before it, or an option it does not have",
  minAboveMax: "min is above max",
  noFilesAllowed: "a field asks for files, so mostFiles has to be 1 or more",
  filesNameSomebody: "an anonymous form takes no files: a photo tells who took it",
  closesBeforeOpens: "lies before `opens`",
  mustBeNamed: "this service needs names: named",
  mustBeNamedOnce: "an event needs names: named and times: once",
  mustBeNamedMany: "this service needs names: named and times: many",
  emulationFields: "needs choice fields `phase` (options register, result) and `title`",
  period: "write the first period as 2026-11, or 2026-Q4 for quarters",
  fieldUnknown: "names no field of the form",
  columnSource: "take a column from roster.<column> or answer.<field>",
  eventTimes: "an event needs `starts` and `ends`, in this order",
  too_small: "is missing or too short",
  too_big: "is too long or too many",
  invalid_type: "is missing or of a wrong type",
  invalid_value: "is none of the choices",
  invalid_union: "has a wrong form",
  unrecognized_keys: "has keys that are not known",
};
