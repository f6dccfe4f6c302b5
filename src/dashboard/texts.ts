import { type Instant, sayTime } from "../kit/time.ts";
import { passwordLength } from "../people/officers-password.ts";

/** What officers read when something cannot be done: what is wrong, and what to do next. */
export const texts = {
  unreadable: "Yêu cầu không đọc được. Bạn tải lại trang rồi thử lại.",
  otherSite: "Yêu cầu đến từ trang khác nên không được nhận. Bạn mở lại bảng điều hành rồi thử lại.",
  sessionEnded: "Phiên làm việc đã hết hạn. Bạn đăng nhập lại để tiếp tục; những gì đã nhập vẫn còn.",
  forbidden: "Tài khoản của bạn không có quyền làm việc này. Bạn nhờ quản trị cấp quyền.",
  missing: "Không tìm thấy mục này. Có thể nó đã được xoá hoặc đường dẫn bị sai.",
  badFields: "Có ô chưa đúng. Bạn xem dòng chữ đỏ dưới từng ô rồi sửa.",
  keyReused: "Yêu cầu này trùng mã với một việc khác. Bạn tải lại trang rồi làm lại.",
  internal: "Máy chủ gặp lỗi nên chưa lưu gì. Bạn thử lại sau ít phút.",
  busy: "Máy chủ đang bận nên chưa lưu gì. Bạn thử lại sau ít phút.",

  required: "Bạn điền ô này.",
  tooShort: (least: number) => `Cần ít nhất ${least} ký tự.`,
  tooLong: (most: number) => `Nhiều nhất ${most} ký tự; bạn rút ngắn lại.`,
  notANumber: "Bạn điền một số.",
  outOfRange: (least: number | undefined, most: number | undefined) =>
    least === undefined ? `Số lớn nhất là ${most}.` : `Số nhỏ nhất là ${least}.`,
  notAChoice: "Bạn chọn một trong các mục có sẵn.",
  wrongForm: "Giá trị chưa đúng dạng.",

  wrongLogin:
    "Tên đăng nhập, mật khẩu hoặc mã xác thực chưa đúng. Mỗi mã chỉ dùng một lần; bạn chờ mã mới trên điện thoại rồi thử lại.",
  loginBusy: "Có quá nhiều lượt đăng nhập cùng lúc. Bạn thử lại sau một phút.",
  loginWait: (until: Instant) => `Đã thử sai nhiều lần. Bạn thử lại sau ${sayTime(until)}.`,
  linkGone:
    "Liên kết này đã dùng rồi, đã quá 3 ngày hoặc không đúng. Bạn nhờ quản trị cấp liên kết mới, hoặc chạy `npx caunoi officer add TÊN` trên máy chủ.",
  wrongCode: "Mã chưa đúng. Bạn xem đồng hồ điện thoại có đúng giờ không, rồi nhập mã đang hiện.",
  loginTaken: "Tên đăng nhập này đã có người dùng. Bạn chọn tên khác.",
  loginForm: "Chỉ dùng chữ thường không dấu a–z, số, dấu chấm, gạch; 3 đến 40 ký tự, bắt đầu bằng chữ.",
  password: {
    short: `Mật khẩu cần ít nhất ${passwordLength.least} ký tự. Một câu ngắn dễ nhớ là tốt nhất.`,
    long: `Mật khẩu dài nhất ${passwordLength.most} ký tự.`,
    guessable: "Mật khẩu này dễ đoán: chứa tên của bạn hoặc chỉ lặp vài ký tự. Bạn chọn câu khác.",
  },

  officerStale: "Cán bộ này vừa được người khác sửa. Bạn xem lại bản mới bên dưới rồi sửa tiếp.",
  lastAdmin: "Đây là quản trị duy nhất còn đăng nhập được. Bạn thêm một quản trị khác trước đã.",
  unitNeeded: "Cán bộ cơ sở cần gắn với một đơn vị. Bạn chọn đơn vị.",
  noSuchUnit: "Không có đơn vị này. Bạn chọn lại trong danh sách.",

  noOwnChat: "Bạn chưa nối kênh chat nào. Bạn lấy mã rồi nhắn mã đó cho trợ lý, sau đó thử lại.",
  testMessage: (name: string, organization: string) =>
    `Tin thử: chào ${name}, trợ lý của ${organization} gửi được tin cho bạn.`,

  caseSettled: (status: "answered" | "closed") =>
    status === "answered"
      ? "Câu hỏi này vừa được người khác trả lời. Câu bạn viết vẫn còn trong ô; chưa gửi gì đi."
      : "Câu hỏi này vừa được người khác đóng. Câu bạn viết vẫn còn trong ô; chưa gửi gì đi.",
  caseStale: "Câu hỏi này vừa có thay đổi. Bạn xem lại rồi gửi; câu bạn viết vẫn còn trong ô.",
  snoozePast: "Bạn chọn một lúc sau bây giờ, trong vòng 90 ngày.",
  snoozedTo: (until: Instant) => `Tạm gác đến ${sayTime(until)}`,
  cannedExists: "Đã có câu mẫu tên này. Bạn chọn tên khác.",
  cannedStale: "Câu mẫu này vừa được người khác sửa. Bạn xem lại bản mới rồi sửa tiếp.",
  caseTaken: (name: string) => `Câu hỏi này đang do ${name} phụ trách. Bạn nhận về mình trước khi trả lời.`,
  noSuchOfficer: "Cán bộ này không nhận được câu hỏi. Bạn chọn người khác.",
  assignedTo: (name: string) => `Giao cho ${name}`,
  caseEvents: {
    opened: "Chuyển cho cán bộ",
    assigned: "Nhận trả lời",
    released: "Trả về danh sách chung",
    note: "Ghi chú",
    answered: "Đã trả lời",
    closed: "Đã đóng",
    reopened: "Mở lại",
    snoozed: "Tạm gác",
    woken: "Đưa lại vào hộp thư",
    told: "Đã báo cho đoàn viên",
  },
  file: (name: string) => `[tệp] ${name}`,
  unspoken: {
    pressed: "[bấm một nút]",
    reachable: "[mở hoặc chặn nhận tin]",
    officerSpoke: "[cán bộ nhắn bằng ứng dụng khác]",
    introduced: "[cho biết tên]",
    withdrawn: "[rút cho phép dùng dữ liệu]",
    other: "[tin không đọc được: nhãn dán, vị trí …]",
  },
  /** What became of a message, told beside it; one that was sent needs no words. */
  fates: {
    pending: "đang chờ gửi",
    sending: "đang gửi",
    held: "chờ người nhận nhắn lại",
    sent: "",
    refused: "không gửi được",
    uncertain: "chưa rõ đã tới",
    canceled: "không gửi nữa",
  },
  noAddress: "Người hỏi không còn địa chỉ nào để nhận câu trả lời. Bạn đóng câu hỏi này.",

  campaignStale:
    "Đợt tin này vừa được người khác sửa. Bạn tải lại để xem bản mới; những gì bạn viết vẫn còn trong ô.",
  campaignPast: "Giờ gửi đã qua hoặc không đúng. Bạn chọn một giờ sau bây giờ.",
  notUncertain: "Dòng này đã được người khác xử lý.",

  proposalStale:
    "Hồ sơ này vừa được người khác cập nhật. Bạn xem lại rồi làm tiếp; những gì bạn viết vẫn còn trong ô.",
  proposalMerged: (into: string) => `Hồ sơ này đã gộp vào ${into}. Bạn mở ${into} để làm tiếp.`,
  proposalNotFrom: (state: string, allowed: string) =>
    `Hồ sơ đang ở bước “${state}” nên chưa làm được việc này. Có thể: ${allowed}.`,
  proposalNeedsReason: "Bạn ghi lý do; tác giả sẽ đọc được.",
  stillScoring: "Hội đồng chưa chốt chấm điểm. Bạn chờ hội đồng chốt rồi soạn quyết định.",
  noUnit: "Bạn ghi tên đơn vị (cơ sở) ra quyết định.",
  nothingToPublish: "Chưa có quyết định nháp nào để công bố.",
  manyUnits: (units: string) =>
    `Các quyết định nháp thuộc nhiều đơn vị (${units}). Mỗi văn bản chỉ của một đơn vị.`,
  scoringClosed: "Hội đồng đã chốt chấm điểm; phiếu không sửa được nữa.",
  conflicted: (why: string) => `Thành viên này không chấm hồ sơ này vì xung đột lợi ích: ${why}.`,
  badPoints: "Bạn cho điểm đủ các tiêu chí, mỗi tiêu chí từ 0 đến điểm tối đa.",
  noQuorum: (counted: number, needed: number) =>
    `Mới có ${counted} phiếu hợp lệ, cần ít nhất ${needed}. Bạn nhắc các thành viên còn lại chấm rồi chốt.`,
  pastDue: "Hạn đã qua. Bạn chọn hôm nay hoặc một ngày sau.",
  reviewerIsAuthor: "Người này là tác giả nên không thẩm định được. Bạn chọn người khác.",
  noSeat:
    "Bạn không có tên trong hội đồng xét hồ sơ này. Người phụ trách kiểm tra tên trong danh sách hội đồng.",
  stepRefusals: {
    noCouncil: "Không có hội đồng này. Bạn chọn lại trong danh sách.",
    notBeforeCouncil: "Hồ sơ chưa được đưa ra hội đồng.",
    noSuchMember: "Hội đồng không có thành viên này.",
    notNamesake: "Chỉ bỏ được xung đột do trùng tên với tác giả.",
    itself: "Không gộp một hồ sơ vào chính nó. Bạn chọn hồ sơ khác.",
    decided: "Hồ sơ đã có quyết định nên không gộp được nữa.",
    notMerged: "Hồ sơ này không gộp vào hồ sơ nào.",
    notInReview: "Chỉ giao thẩm định khi đơn đã được chấp nhận và đang xét.",
    noSuchReviewer: "Người này không có việc thẩm định nào đang mở ở hồ sơ này.",
  },
  councilFaulty: (why: string) => `Hội đồng chưa lập được: ${why}.`,
  councilTooSmall:
    "Hội đồng cần ít nhất hai người. Chỉ có một người thì soạn quyết định luôn, không qua hội đồng.",
  councilTwice: "Một người có tên hai lần. Bạn bỏ bớt một dòng.",
  councilChairs: "Chỉ một người là chủ tịch. Bạn sửa lại vai trò.",
  councilWarnings: {
    fewMembers: "Hội đồng hai người dễ không ngã ngũ; nên có người thứ ba.",
    evenMembers: "Số thành viên chẵn nên có thể ngang điểm.",
    noChair: "Chưa có ai là chủ tịch hội đồng.",
    noBasis: "Chưa ghi quyết định thành lập hội đồng.",
  },
  firstUseFuture: "Ngày áp dụng không thể sau hôm nay.",
  rewardNotRecognized: "Chỉ ghi tiền cho sáng kiến đã được công nhận.",
  rewardFaulty: "Bạn xem lại ô này.",
  rewardWarnings: {
    belowMinimum: (minimum: string) =>
      `Thấp hơn mức tối thiểu theo luật (${minimum} đ) khi không có thoả thuận.`,
    minimumUnknown: "Chưa tính được mức tối thiểu theo luật: cần tiền lợi hoặc lương tối thiểu.",
    late: (due: string) => `Trả muộn: hạn là ${due}.`,
    beyondThreeYears: "Đã quá ba năm kể từ khi công nhận; luật không đặt mức tối thiểu nữa.",
  },
  listRefused: "Danh sách có dòng sai nên chưa nạp gì. Bạn sửa trong tệp rồi chọn lại.",
  proofName: "bang-chung-gui-tin",
  registerName: "so-dang-ky-sang-kien",
  noDraft: "Không có quyết định nháp nào để bỏ.",
  proposalEvents: {
    "drafted-recognize": "soạn quyết định công nhận",
    "drafted-decline": "soạn quyết định không công nhận",
    "draft-dropped": "bỏ quyết định nháp",
    "merged-into": "gộp vào hồ sơ khác",
    "merged-from": "nhận hồ sơ được gộp vào",
    unmerged: "tách ra xét riêng",
    "unmerged-from": "tách một hồ sơ ra",
    assigned: "giao thẩm định",
    reviewed: "có ý kiến thẩm định",
    scored: "có phiếu chấm",
    closed: "hội đồng chốt chấm",
    minutes: "sửa kết luận biên bản",
    "conflict-declared": "khai xung đột lợi ích",
    "conflict-cleared": "bỏ xung đột lợi ích",
  } as Readonly<Record<string, string>>,
  headings: {
    ideas: "Ý tưởng",
    unclear: "Chưa rõ đã làm thử",
    filed: "Đã nộp, chưa chấp nhận",
    valid: "Đơn đang xét",
    recognized: "Được công nhận",
    declined: "Không công nhận",
    withdrawn: "Đã rút",
  },
  deadlines: {
    receive: "Tiếp nhận",
    check: "Kiểm tra hồ sơ",
    complete: "Tác giả bổ sung",
    review: "Thẩm định",
    apply: "Nộp đơn (1 năm từ khi áp dụng)",
    decide: "Quyết định công nhận",
  },
  faqRefusals: {
    unanswered: "Câu hỏi này chưa có câu trả lời để đưa vào giải đáp.",
    exists: "Câu hỏi này đã có bản giải đáp.",
    stale: "Giải đáp này vừa được người khác sửa. Bạn tải lại rồi xem bản mới.",
    settled: "Giải đáp này đã công bố hoặc đã gỡ.",
    own: "Bạn là người trả lời hoặc soạn giải đáp này nên cần một cán bộ khác duyệt.",
  },
  charts: {
    answered: "trả lời được",
    unanswered: "chưa trả lời được",
    weekFrom: (day: string) => `Tuần từ ${day}`,
    faqs: "Giải đáp của cán bộ",
    spans: ["Trong 4 giờ", "Trong 1 ngày", "Trong 2 ngày", "Lâu hơn"],
    outcomes: {
      sent: "Đã gửi",
      pending: "Đang chờ",
      held: "Chờ nhắn lại",
      refused: "Không gửi được",
      uncertain: "Chưa rõ đã tới",
      canceled: "Không gửi nữa",
    },
  },
  phraseUnknown:
    "Không văn bản nào có những chữ này. Bạn ghi đúng cụm chữ trong văn bản, hoặc mã điều khoản như kh-360#II.3.4.",
  phraseUnreadable: "Bạn ghi bằng chữ, tối đa 300 ký tự.",
  badDay: "Bạn ghi ngày theo mẫu 2026-05-18.",
  untilBeforeFrom: "Ngày hết hiệu lực phải sau ngày có hiệu lực.",
  noteStale: "Lưu ý này vừa được người khác sửa. Bạn xem bản mới rồi sửa tiếp; chữ bạn viết vẫn còn trong ô.",
  documentStale: "Văn bản này vừa có bản mới. Bạn tải lại trang rồi sửa tiếp.",
  documentDrafted: "Văn bản này đang có bản nháp chờ công bố. Bạn công bố bản nháp trước.",
  documentRefused: "Tài liệu chưa dùng được. Bạn xem các lỗi bên dưới, sửa tệp rồi tải lên lại.",
} as const;
