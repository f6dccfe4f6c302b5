/** A task of the plan, and the figures that show what was done for it. */
export type PlanTask = {
  /** As clauses are called: `II.1.1`. */
  readonly clause: string;
  /** What it asks, in few words. */
  readonly name: string;
  readonly figures: readonly string[];
  /** Where the figures would come from, said when there are none. */
  readonly missing: string;
};

export type PlanGroup = {
  readonly number: string;
  readonly name: string;
  readonly tasks: readonly PlanTask[];
};

const byHand = "Cơ quan báo cáo tự bổ sung từ sổ theo dõi, hồ sơ giấy.";

/**
 * Kế hoạch 360/KH-LĐLĐ, tasks II.1.1 to III.2, in its own order. Each figure stands under the one task it shows
 * best, so that nothing is counted twice in a report.
 */
export const planGroups: readonly PlanGroup[] = [
  {
    number: "II.1",
    name: "Tăng cường tuyên truyền, nâng cao nhận thức, trách nhiệm",
    tasks: [
      {
        clause: "II.1.1",
        name: "Nghiên cứu, quán triệt, tuyên truyền Nghị quyết 16/NQ-BCH",
        figures: ["launchedOfPlan", "askedOfPlan", "documents"],
        missing:
          "Số liệu có khi gửi đợt tin dẫn Nghị quyết 16, Kế hoạch 360 hoặc có câu hỏi về hai văn bản này.",
      },
      {
        clause: "II.1.2",
        name: "Nâng cao chất lượng tuyên truyền về khoa học, công nghệ và đổi mới sáng tạo",
        figures: ["launched", "sent", "refused", "uncertain", "quizzes", "quizPlayed"],
        missing: "Số liệu có khi gửi đợt tin hoặc mở cuộc thi tìm hiểu.",
      },
      {
        clause: "II.1.3",
        name: "Ứng dụng công nghệ số trong tuyên truyền; phát huy các kênh truyền thông của công đoàn",
        figures: [
          "publications",
          "asked",
          "answered",
          "notFound",
          "faqPublished",
          "firstContacts",
          "subscribers",
        ],
        missing: "Số liệu có khi đăng bài lên trang tin, Facebook, báo chí hoặc có người hỏi trợ lý.",
      },
      {
        clause: "II.1.4",
        name: "Khen thưởng, kỷ luật, kỷ cương trong nghiên cứu khoa học và đổi mới sáng tạo",
        figures: ["rewards", "rewardMoney"],
        missing: "Số liệu có khi ghi nhận thù lao, tiền thưởng của sáng kiến.",
      },
    ],
  },
  {
    number: "II.2",
    name: "Đổi mới tổ chức, quản lý, tham gia chính sách",
    tasks: [
      {
        clause: "II.2.1",
        name: "Nâng cao năng lực đội ngũ; phân công cán bộ theo dõi",
        figures: ["officers"],
        missing: "Số liệu có khi cán bộ có tài khoản trên hệ thống.",
      },
      {
        clause: "II.2.2",
        name: "Cử cán bộ tham gia đào tạo, bồi dưỡng, tập huấn",
        figures: ["eventAttended"],
        missing: "Số liệu có khi ghi nhận người tham dự lớp tập huấn, sự kiện mở trên hệ thống.",
      },
      {
        clause: "II.2.3",
        name: "Tham gia góp ý xây dựng chính sách",
        figures: ["policyOpened", "policyComments"],
        missing: "Số liệu có khi mở lấy ý kiến dự thảo chính sách.",
      },
      {
        clause: "II.2.4",
        name: "Cập nhật cơ sở dữ liệu về công nhân, công đoàn; sử dụng nền tảng số",
        figures: ["roster", "linked", "corrections", "rosterConfirmed"],
        missing: "Số liệu có khi nhập danh sách đoàn viên.",
      },
    ],
  },
  {
    number: "II.3",
    name: "Thúc đẩy sự tham gia của các cấp công đoàn và người lao động",
    tasks: [
      {
        clause: "II.3.1",
        name: "Khuyến khích cán bộ, đoàn viên, người lao động tham gia đổi mới sáng tạo",
        figures: ["drafts", "ideas", "unclear"],
        missing: "Số liệu có khi đoàn viên khai ý tưởng, sáng kiến.",
      },
      {
        clause: "II.3.2",
        name: "Phối hợp tổ chức đào tạo, bồi dưỡng, tập huấn về khoa học, công nghệ",
        figures: ["eventsOpened", "eventSignUps"],
        missing: "Số liệu có khi mở đăng ký lớp tập huấn, sự kiện trên hệ thống.",
      },
      {
        clause: "II.3.3",
        name: "Đẩy mạnh thi đua “Lao động giỏi – Lao động sáng tạo”, “Tham mưu giỏi – Phục vụ tốt”; phát huy sáng kiến",
        figures: [
          "filed",
          "accepted",
          "scored",
          "recognized",
          "declined",
          "undecided",
          "emulationRegistered",
          "emulationAchieved",
        ],
        missing: "Số liệu có khi đoàn viên nộp đơn đề nghị công nhận sáng kiến.",
      },
      {
        clause: "II.3.4",
        name: "Biểu dương, tôn vinh, khen thưởng dịp Tháng Công nhân, ngày 18/5",
        figures: ["honoured"],
        missing: "Số liệu có khi công bố danh sách của một đợt biểu dương.",
      },
    ],
  },
  {
    number: "II.4",
    name: "Tăng cường nguồn lực tài chính",
    tasks: [
      {
        clause: "II.4.1",
        name: "Ưu tiên đầu tư đề tài nghiên cứu; xã hội hóa nguồn lực",
        figures: [],
        missing: byHand,
      },
      {
        clause: "II.4.2",
        name: "Kiểm tra, giám sát nhiệm vụ khoa học công nghệ và thanh toán, quyết toán",
        figures: [],
        missing: byHand,
      },
      {
        clause: "II.4.3",
        name: "Bảo đảm kinh phí; cơ chế nâng cao thu nhập cho cán bộ nghiên cứu",
        figures: [],
        missing: byHand,
      },
    ],
  },
  {
    number: "III",
    name: "Tổ chức thực hiện",
    tasks: [
      {
        clause: "III.1",
        name: "Liên đoàn Lao động tỉnh chỉ đạo, hướng dẫn, theo dõi",
        figures: ["casesOpened", "casesAnswered", "casesLate", "casesWaiting"],
        missing: "Số liệu có khi đoàn viên gửi câu hỏi cho cán bộ.",
      },
      {
        clause: "III.2",
        name: "Công đoàn các cấp cụ thể hóa, đôn đốc, báo cáo kết quả",
        figures: ["unitReports"],
        missing: "Số liệu có khi đơn vị gửi báo cáo định kỳ qua hệ thống.",
      },
    ],
  },
];

/** Every task of the plan. */
export const planTasks: readonly PlanTask[] = planGroups.flatMap(({ tasks }) => tasks);
