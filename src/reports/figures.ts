import { campaignRows } from "../campaigns/counted-rows.ts";
import type { Queries } from "../database/database.ts";
import { deliveryRows } from "../delivery/counted-rows.ts";
import { publishedDocuments } from "../knowledge/counted-documents.ts";
import { formRows } from "../participation/counted-rows.ts";
import { type CountedRows, ofNobody, peopleRows } from "../people/counted-rows.ts";
import { proposalRows } from "../proposals/finding/counted-rows.ts";
import { questionRows } from "../questions/counted-rows.ts";

/** A figure of a report: what it is called, what it is counted in, and the rows it counts. */
export type Figure = {
  readonly id: string;
  readonly label: string;
  /** What is counted: `hồ sơ`, `lượt`, `đồng`. */
  readonly counts: string;
  /** `sum` adds up the amounts of the rows, `count` the rows. */
  readonly measure: "count" | "sum";
  /** `happened`: what falls into the period. `stands`: all there is at its end, as far back as there are rows. */
  readonly kind: "happened" | "stands";
  /** Whether its rows belong to units; one that does not is told for the whole federation alone. */
  readonly hasPlaces: boolean;
  /** Where one row can be looked at in the dashboard, before its key. */
  readonly opens?: string;
  readonly rows: (queries: Queries) => CountedRows;
};

/** What a figure is unless it says otherwise. */
type Given = Pick<Figure, "id" | "label" | "counts" | "rows"> & Partial<Figure>;

function figure(given: Given): Figure {
  return { measure: "count", kind: "happened", hasPlaces: true, ...given };
}

const proposalPage = "/sang-kien/";
const casePage = "/hop-thu/";
const campaignPage = "/truyen-thong/";

/** Every figure there is. A new source of rows is one more entry here, and its id in `plan-tasks.ts`. */
export const figures: readonly Figure[] = [
  ...[
    {
      ...{ id: "drafts", label: "Bản nháp đang khai, chưa nộp", counts: "bản nháp" },
      rows: (queries: Queries) => proposalRows(queries, "drafts"),
    },
    ...(
      [
        ["ideas", "Ý tưởng gửi tới, chưa áp dụng"],
        ["unclear", "Đề xuất chưa rõ đã áp dụng hay chưa"],
        ["filed", "Đơn đề nghị công nhận đã nộp"],
        ["accepted", "Đơn hợp lệ, được chấp nhận"],
        ["scored", "Đơn hội đồng đã chấm xong"],
        ["recognized", "Sáng kiến được công nhận"],
        ["declined", "Đơn không được công nhận"],
        ["honoured", "Sáng kiến được biểu dương, tôn vinh"],
      ] as const
    ).map(([id, label]) => ({
      ...{ id, label, counts: "hồ sơ", opens: proposalPage },
      rows: (queries: Queries) => proposalRows(queries, id),
    })),
    {
      ...{ id: "undecided", label: "Đơn hợp lệ đang xét, chưa có quyết định", counts: "hồ sơ" },
      ...{ kind: "stands" as const, opens: proposalPage },
      rows: (queries: Queries) => proposalRows(queries, "undecided"),
    },
    {
      ...{ id: "rewards", label: "Lượt chi thù lao, tiền thưởng, chuyển giao", counts: "lượt" },
      opens: proposalPage,
      rows: (queries: Queries) => proposalRows(queries, "rewards"),
    },
    {
      ...{ id: "rewardMoney", label: "Số tiền đã chi cho tác giả", counts: "đồng" },
      ...{ measure: "sum" as const, opens: proposalPage },
      rows: (queries: Queries) => proposalRows(queries, "rewards"),
    },
  ].map(figure),
  ...(
    [
      ["asked", "Câu hỏi về văn bản đã hỏi trợ lý", "lượt"],
      ["askedOfPlan", "Câu hỏi được trả lời từ Nghị quyết 16, Kế hoạch 360", "lượt"],
      ["answered", "Câu hỏi có câu trả lời kèm trích dẫn", "lượt"],
      ["notFound", "Câu hỏi không có trong văn bản", "lượt"],
      ["casesOpened", "Phiếu hỏi cán bộ mở mới", "phiếu"],
      ["casesAnswered", "Phiếu cán bộ đã trả lời", "phiếu"],
      ["casesLate", "Phiếu trả lời quá hạn", "phiếu"],
    ] as const
  ).map(([id, label, counts]) =>
    figure({
      ...{ id, label, counts, rows: (queries) => questionRows(queries, id) },
      ...(id.startsWith("cases") ? { opens: casePage } : {}),
    }),
  ),
  figure({
    ...{
      id: "casesWaiting",
      label: "Phiếu còn chờ trả lời",
      counts: "phiếu",
      kind: "stands",
      opens: casePage,
    },
    rows: (queries) => questionRows(queries, "casesWaiting"),
  }),
  figure({
    ...{ id: "faqPublished", label: "Giải đáp được đăng", counts: "giải đáp", hasPlaces: false },
    rows: (queries) => questionRows(queries, "published"),
  }),
  ...(
    [
      ["launched", "Đợt tin tuyên truyền đã gửi", "đợt"],
      ["launchedOfPlan", "Đợt tin dẫn Nghị quyết 16, Kế hoạch 360", "đợt"],
      ["publications", "Bài đăng trên trang tin, Facebook, bản tin báo chí", "bài"],
      ["quizzes", "Cuộc thi tìm hiểu, thăm dò đã mở", "cuộc"],
    ] as const
  ).map(([id, label, counts]) =>
    figure({
      ...{ id, label, counts, hasPlaces: false, rows: (queries) => campaignRows(queries, id) },
      ...(id.startsWith("launched") ? { opens: campaignPage } : {}),
    }),
  ),
  figure({
    ...{ id: "quizPlayed", label: "Lượt dự thi tìm hiểu, thăm dò đã làm xong", counts: "lượt" },
    rows: (queries) => campaignRows(queries, "quizPlayed"),
  }),
  ...(
    [
      ["sent", "Tin tuyên truyền đã gửi tới đoàn viên"],
      ["refused", "Tin không gửi được"],
      ["uncertain", "Tin chưa rõ đã tới"],
    ] as const
  ).map(([id, label]) => figure({ id, label, counts: "tin", rows: (queries) => deliveryRows(queries, id) })),
  ...(
    [
      ["firstContacts", "Người liên hệ lần đầu", "người", "happened"],
      ["linked", "Đoàn viên nối danh sách với trò chuyện", "người", "happened"],
      ["corrections", "Yêu cầu sửa thông tin đã giải quyết", "yêu cầu", "happened"],
      ["roster", "Đoàn viên đang sinh hoạt trong danh sách", "người", "stands"],
      ["subscribers", "Người đang đồng ý nhận tin", "người", "stands"],
      ["officers", "Cán bộ đang được phân công trên hệ thống", "người", "stands"],
    ] as const
  ).map(([id, label, counts, kind]) =>
    figure({ id, label, counts, kind, rows: (queries) => peopleRows(queries, id) }),
  ),
  ...(
    [
      ["eventsOpened", "Lớp tập huấn, sự kiện đã mở đăng ký", "lớp", false],
      ["eventSignUps", "Lượt đăng ký lớp tập huấn, sự kiện", "lượt", true],
      ["eventAttended", "Lượt tham dự lớp tập huấn, sự kiện", "lượt", true],
      ["policyOpened", "Dự thảo chính sách lấy ý kiến", "dự thảo", false],
      ["policyComments", "Lượt góp ý dự thảo chính sách có nêu tên", "lượt", true],
      ["rosterConfirmed", "Thông tin đoàn viên tự cập nhật, cán bộ đã xác nhận", "lượt", true],
      ["unitReports", "Báo cáo định kỳ đơn vị đã gửi", "báo cáo", true],
      ["emulationRegistered", "Lượt đăng ký thi đua", "lượt", true],
      ["emulationAchieved", "Lượt đạt danh hiệu thi đua", "lượt", true],
    ] as const
  ).map(([id, label, counts, hasPlaces]) =>
    figure({ id, label, counts, hasPlaces, rows: (queries) => formRows(queries, id) }),
  ),
  figure({
    ...{ id: "documents", label: "Văn bản được đăng để tra cứu", counts: "văn bản", hasPlaces: false },
    rows: (queries) =>
      publishedDocuments(queries).select([
        ...[ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount],
      ]),
  }),
];

const byId = new Map(figures.map((each) => [each.id, each]));

/** A figure by its id. */
export function findFigure(id: string): Figure | undefined {
  return byId.get(id);
}
