/**
 * Biểu mẫu có sẵn — definitions to start from, one for each service, with what only an officer knows left to fill in.
 * They are read like any file of an officer's.
 */
export type ReadyForm = { readonly id: string; readonly name: string; readonly definition: object };

const stance = {
  ...{ id: "stance", kind: "choice", label: "Ý kiến", ask: "Ý kiến của bạn về phần này?" },
  options: [
    { value: "agree", label: "Đồng ý như dự thảo" },
    { value: "change", label: "Đề nghị sửa" },
    { value: "remove", label: "Đề nghị bỏ" },
    { value: "other", label: "Ý kiến khác" },
  ],
};

/** Góp ý xây dựng chính sách (Kế hoạch 360/KH-LĐLĐ, mục II.2.3). */
const policy: ReadyForm = {
  id: "policy",
  name: "Góp ý dự thảo chính sách",
  definition: {
    ...{ code: "BM-GOPY", title: "Góp ý dự thảo", purpose: "tổng hợp góp ý gửi người soạn dự thảo." },
    intro: "Bạn đọc từng phần của dự thảo và cho ý kiến.",
    ...{ times: "many", names: "choice" },
    fields: [
      stance,
      {
        ...{ id: "comment", kind: "text", label: "Nội dung góp ý", max: 4000 },
        ask: "Bạn muốn sửa thế nào, hoặc bỏ vì sao?",
        help: "Viết câu bạn muốn thay vào, hoặc điều bạn thấy chưa ổn.",
        when: { field: "stance", is: ["change", "remove", "other"] },
      },
      {
        ...{ id: "reason", kind: "text", label: "Lý do", ask: "Lý do của bạn?", optional: true, max: 4000 },
        when: { field: "stance", is: ["change", "remove", "other"] },
      },
    ],
    service: {
      kind: "policy",
      clauses: [
        { id: "d1", label: "Điều 1. Phạm vi", text: "Chép nội dung điều 1 của dự thảo vào đây." },
        { id: "d2", label: "Điều 2. Đối tượng", text: "Chép nội dung điều 2 của dự thảo vào đây." },
      ],
    },
  },
};

/** Tập huấn, bồi dưỡng (Kế hoạch 360/KH-LĐLĐ, mục II.2.2 và II.3.2). */
const event: ReadyForm = {
  id: "event",
  name: "Lớp tập huấn, sự kiện",
  definition: {
    ...{ code: "BM-TAPHUAN", title: "Lớp tập huấn", purpose: "giữ chỗ, nhắc lịch và xác nhận tham gia." },
    ...{ times: "once", names: "named" },
    fields: [
      {
        ...{ id: "meal", kind: "choice", label: "Ăn trưa", ask: "Bạn có ăn trưa tại lớp không?" },
        options: [
          { value: "yes", label: "Có" },
          { value: "no", label: "Không" },
        ],
      },
      {
        id: "need",
        kind: "text",
        label: "Mong muốn",
        ask: "Bạn muốn học kỹ phần nào?",
        optional: true,
        max: 1000,
      },
    ],
    service: {
      ...{ kind: "event", place: "Hội trường Liên đoàn Lao động tỉnh", seats: 50, remindHours: [24, 2] },
      ...{ starts: "2027-01-15 08:00", ends: "2027-01-15 17:00" },
    },
  },
};

/** Cập nhật cơ sở dữ liệu công nhân, công đoàn (Kế hoạch 360/KH-LĐLĐ, mục II.2.4). */
const roster: ReadyForm = {
  id: "roster",
  name: "Cập nhật thông tin đoàn viên",
  definition: {
    ...{ code: "BM-THONGTIN", title: "Cập nhật thông tin đoàn viên", times: "many", names: "named" },
    purpose: "sửa danh sách đoàn viên và cập nhật cơ sở dữ liệu công nhân, công đoàn.",
    intro: "Đây là thông tin đơn vị đang ghi về bạn. Chỗ nào sai hoặc thiếu, bạn sửa lại.",
    who: { state: "active" },
    fields: [
      { id: "full_name", kind: "person", label: "Họ và tên", ask: "Họ và tên đầy đủ của bạn?" },
      { id: "unit", kind: "unit", label: "Đơn vị", ask: "Bạn sinh hoạt ở công đoàn cơ sở nào?" },
      {
        ...{ id: "position", kind: "text", label: "Chức vụ", ask: "Chức vụ, công việc hiện nay?" },
        ...{ optional: true, max: 100 },
      },
      {
        ...{ id: "phone", kind: "text", label: "Số điện thoại", optional: true, max: 20 },
        ask: "Số điện thoại của bạn? Không muốn cho thì “bỏ qua”.",
      },
      {
        ...{ id: "joined_on", kind: "date", label: "Ngày vào công đoàn", mustBePast: true, optional: true },
        ask: "Bạn vào công đoàn từ ngày nào?",
      },
      {
        ...{
          id: "education",
          kind: "choice",
          label: "Trình độ",
          ask: "Trình độ chuyên môn cao nhất?",
          optional: true,
        },
        options: [
          { value: "none", label: "Chưa qua đào tạo" },
          { value: "vocational", label: "Sơ cấp, trung cấp nghề" },
          { value: "college", label: "Cao đẳng" },
          { value: "university", label: "Đại học trở lên" },
        ],
      },
      {
        id: "job",
        kind: "text",
        label: "Nghề, công việc",
        ask: "Công việc bạn đang làm?",
        optional: true,
        max: 200,
      },
    ],
    service: {
      kind: "roster",
      corrects: {
        ...{
          full_name: "full_name",
          unit: "unit",
          position: "position",
          phone: "phone",
          joined_on: "joined_on",
        },
      },
      columns: [
        { title: "Mã đoàn viên", from: "roster.code" },
        { title: "Họ và tên", from: "roster.full_name" },
        { title: "Mã đơn vị", from: "roster.unit_code" },
        { title: "Đơn vị", from: "roster.unit" },
        { title: "Chức vụ", from: "roster.position" },
        { title: "Ngày vào công đoàn", from: "roster.joined_on" },
        { title: "Trình độ", from: "answer.education" },
        { title: "Nghề, công việc", from: "answer.job" },
      ],
    },
  },
};

/** Báo cáo định kỳ của các cấp (Kế hoạch 360/KH-LĐLĐ, mục II.1.1 và III.2). */
const report: ReadyForm = {
  id: "report",
  name: "Báo cáo định kỳ của đơn vị",
  definition: {
    ...{
      code: "BM-BAOCAO",
      title: "Báo cáo thực hiện Nghị quyết 16",
      times: "many",
      names: "named",
      mostFiles: 5,
    },
    purpose: "tổng hợp báo cáo của các đơn vị.",
    who: { role: "Chủ tịch công đoàn cơ sở" },
    fields: [
      { id: "members", kind: "number", label: "Số đoàn viên", ask: "Đơn vị có bao nhiêu đoàn viên?" },
      {
        id: "sessions",
        kind: "number",
        label: "Số buổi tuyên truyền",
        ask: "Trong kỳ có mấy buổi tuyên truyền?",
      },
      { id: "reached", kind: "number", label: "Lượt người dự", ask: "Tất cả bao nhiêu lượt người dự?" },
      { id: "ideas", kind: "number", label: "Sáng kiến đã nộp", ask: "Đơn vị nộp mấy sáng kiến?" },
      {
        id: "money",
        kind: "money",
        label: "Tiền làm lợi",
        ask: "Các sáng kiến làm lợi bao nhiêu tiền?",
        optional: true,
      },
      {
        id: "trouble",
        kind: "text",
        label: "Vướng mắc",
        ask: "Có vướng mắc, đề xuất gì không?",
        optional: true,
      },
    ],
    service: {
      ...{ kind: "report", every: "month", from: "2026-11", levels: ["grassroots"] },
      ...{ dueDay: 5, chaseDays: [-2, 1, 4] },
    },
  },
};

const onResult = { when: { field: "phase", is: ["result"] } };

/** Phong trào thi đua (Kế hoạch 360/KH-LĐLĐ, mục II.3.3). */
const emulation: ReadyForm = {
  id: "emulation",
  name: "Đăng ký thi đua",
  definition: {
    ...{ code: "BM-THIDUA", title: "Đăng ký thi đua", times: "many", names: "named", mostFiles: 10 },
    purpose: "theo dõi phong trào thi đua và xét khen thưởng.",
    intro: "Đầu năm bạn đăng ký danh hiệu; cuối năm gửi kết quả bằng chính biểu mẫu này.",
    who: { state: "active" },
    fields: [
      {
        ...{ id: "phase", kind: "choice", label: "Việc", ask: "Bạn muốn đăng ký hay gửi kết quả cuối năm?" },
        options: [
          { value: "register", label: "Đăng ký" },
          { value: "result", label: "Gửi kết quả" },
        ],
      },
      {
        ...{ id: "title", kind: "choice", label: "Danh hiệu", ask: "Danh hiệu nào?" },
        options: [
          { value: "work", label: "Lao động giỏi – Lao động sáng tạo" },
          { value: "advice", label: "Tham mưu giỏi – Phục vụ tốt" },
        ],
      },
      {
        ...{
          id: "goal",
          kind: "text",
          label: "Nội dung đăng ký",
          ask: "Năm nay bạn phấn đấu việc gì?",
          max: 3000,
        },
        when: { field: "phase", is: ["register"] },
      },
      {
        ...{
          id: "done",
          kind: "text",
          label: "Kết quả",
          ask: "Bạn đã làm được gì? Có số liệu thì ghi số.",
          max: 4000,
        },
        ...onResult,
      },
      {
        ...{
          id: "gain",
          kind: "money",
          label: "Giá trị làm lợi",
          ask: "Làm lợi bao nhiêu tiền?",
          optional: true,
        },
        ...onResult,
      },
      {
        ...{ id: "proof", kind: "files", label: "Minh chứng", optional: true, ...onResult },
        ask: "Gửi ảnh hoặc tệp minh chứng, xong viết “xong”.",
      },
    ],
    service: { kind: "emulation", year: 2027 },
  },
};

const survey: ReadyForm = {
  id: "survey",
  name: "Khảo sát, lấy ý kiến",
  definition: {
    ...{ code: "BM-KHAOSAT", title: "Khảo sát ý kiến đoàn viên", names: "anonymous", times: "once" },
    purpose: "tổng hợp ý kiến gửi Ban Chấp hành công đoàn.",
    fields: [
      {
        ...{ id: "content", kind: "choice", label: "Mức hài lòng", ask: "Bạn hài lòng tới đâu?" },
        options: [
          { value: "high", label: "Hài lòng" },
          { value: "middle", label: "Bình thường" },
          { value: "low", label: "Chưa hài lòng" },
        ],
      },
      { id: "why", kind: "text", label: "Ý kiến thêm", ask: "Bạn muốn nói thêm điều gì?", optional: true },
    ],
  },
};

export const readyForms: readonly ReadyForm[] = [survey, roster, event, policy, report, emulation];
