import { readFile } from "node:fs/promises";
import { z } from "zod";
import { Failure } from "../kit/failure.ts";
import type { SheetColumn } from "../papers/sheet.ts";

/** What a column of the register can show, and as what. */
export const registerFields = {
  index: "number",
  number: "text",
  title: "text",
  authors: "text",
  unit: "text",
  recipient: "text",
  domain: "text",
  kindOfSolution: "text",
  stage: "text",
  filedOn: "date",
  firstApplied: "text",
  receivedOn: "date",
  acceptedOn: "date",
  state: "text",
  decisionNumber: "text",
  decidedOn: "date",
  signer: "text",
  rewards: "number",
  note: "text",
  investor: "text",
  problem: "text",
  solution: "text",
  novelty: "text",
  conditions: "text",
  benefit: "text",
  saving: "text",
  benefitUsers: "text",
} as const satisfies Readonly<Record<string, SheetColumn["kind"]>>;
export type RegisterField = keyof typeof registerFields;

export type RegisterColumn = {
  readonly title: string;
  readonly field: RegisterField;
  readonly width: number;
};

/** The register's columns in the order of the book units keep. */
export const registerColumns: readonly RegisterColumn[] = [
  { title: "STT", field: "index", width: 6 },
  { title: "Số hồ sơ", field: "number", width: 15 },
  { title: "Tên sáng kiến", field: "title", width: 42 },
  { title: "Tác giả, đồng tác giả (tỷ lệ đóng góp)", field: "authors", width: 30 },
  { title: "Nơi công tác", field: "unit", width: 26 },
  { title: "Cơ sở được đề nghị công nhận", field: "recipient", width: 26 },
  { title: "Lĩnh vực áp dụng", field: "domain", width: 18 },
  { title: "Ngày áp dụng lần đầu", field: "firstApplied", width: 14 },
  { title: "Ngày nộp", field: "filedOn", width: 12 },
  { title: "Ngày tiếp nhận", field: "receivedOn", width: 12 },
  { title: "Ngày chấp nhận đơn", field: "acceptedOn", width: 12 },
  { title: "Trạng thái", field: "state", width: 26 },
  { title: "Số quyết định", field: "decisionNumber", width: 16 },
  { title: "Ngày quyết định", field: "decidedOn", width: 12 },
  { title: "Người ký", field: "signer", width: 20 },
  { title: "Thù lao, tiền thưởng (đồng)", field: "rewards", width: 16 },
  { title: "Ghi chú", field: "note", width: 24 },
];

/**
 * The rows somebody carries over to the national portal (sangkien.gov.vn), in full words. Its own columns are not
 * published; an operator sets them in `portal.json`.
 */
export const portalColumns: readonly RegisterColumn[] = [
  { title: "STT", field: "index", width: 6 },
  { title: "Tên sáng kiến", field: "title", width: 42 },
  { title: "Lĩnh vực áp dụng", field: "domain", width: 20 },
  { title: "Loại giải pháp", field: "kindOfSolution", width: 20 },
  { title: "Tác giả, đồng tác giả", field: "authors", width: 30 },
  { title: "Đơn vị", field: "unit", width: 26 },
  { title: "Vấn đề cần giải quyết", field: "problem", width: 50 },
  { title: "Nội dung giải pháp", field: "solution", width: 60 },
  { title: "Tính mới", field: "novelty", width: 40 },
  { title: "Điều kiện áp dụng", field: "conditions", width: 40 },
  { title: "Hiệu quả", field: "benefit", width: 40 },
  { title: "Tiền làm lợi", field: "saving", width: 24 },
  { title: "Ngày áp dụng lần đầu", field: "firstApplied", width: 14 },
  { title: "Số quyết định công nhận", field: "decisionNumber", width: 18 },
  { title: "Ngày quyết định", field: "decidedOn", width: 12 },
];

const names = Object.keys(registerFields) as [RegisterField, ...RegisterField[]];
const columnsSchema = z
  .array(
    z.strictObject({
      title: z.string().trim().min(1).max(200),
      field: z.enum(names, { error: `field has to be one of: ${names.join(", ")}` }),
      width: z.number().min(3).max(120).default(20),
    }),
  )
  .min(1)
  .max(60);

/** The columns an operator keeps as JSON in that file, or `byDefault`; throws `Failure("invalid")` naming faults. */
export async function readColumns(
  path: string,
  byDefault: readonly RegisterColumn[],
): Promise<readonly RegisterColumn[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return byDefault;
    throw new Failure("unavailable", `${path} cannot be read.`, { cause: error });
  }
  const read = columnsSchema.safeParse(parse(text));
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path: at, message }) => `${at.join(".") || "file"}: ${message}`);
  throw new Failure(
    "invalid",
    `${path} is no list of columns like [{"title": "Tên", "field": "title", "width": 40}]: ${faults.join("; ")}.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
