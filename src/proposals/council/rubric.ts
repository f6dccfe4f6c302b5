import { z } from "zod";
import type { Criterion } from "../record-types.ts";

/**
 * Where a scoring sheet starts: the conditions of Điều 3 Điều lệ Sáng kiến (Nghị định 13/2012/NĐ-CP), with
 * weights that no law sets. The unit's own criteria replace them.
 */
export const defaultRubric: readonly Criterion[] = [
  {
    id: "novelty",
    label: "Tính mới trong phạm vi cơ sở",
    weight: 40,
    help: "Không trùng giải pháp đã nộp, đã áp dụng hay đã thành quy trình bắt buộc ở cơ sở.",
  },
  {
    id: "applied",
    label: "Đã áp dụng hoặc áp dụng thử, có thể nhân rộng",
    weight: 30,
    help: "Đã làm ở đâu, từ khi nào, nơi khác trong cơ sở làm theo được không.",
  },
  {
    id: "benefit",
    label: "Lợi ích thiết thực",
    weight: 30,
    help: "Bớt công, bớt tiền, an toàn hơn, phục vụ tốt hơn; có số liệu thì ghi.",
  },
];

const criterion = z.object({
  id: z.string().regex(/^[a-z][a-zA-Z0-9-]{0,39}$/, "id has to be a short word of plain letters"),
  label: z.string().trim().min(2).max(200),
  weight: z.number().positive().max(100),
  help: z.string().max(500).default(""),
});
const rubric = z.array(criterion).min(1).max(20);

/**
 * Reads criteria somebody gave as JSON; `why` says in English what to mend. Ids are unique and the weights add up
 * to 100, so that totals of different councils can be set beside each other.
 */
export function readRubric(
  given: unknown,
): { kind: "read"; rubric: readonly Criterion[] } | { kind: "faulty"; why: string } {
  const read = rubric.safeParse(given);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { kind: "faulty", why: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong shape"}` };
  }
  const ids = new Set(read.data.map(({ id }) => id));
  if (ids.size < read.data.length) return { kind: "faulty", why: "two criteria have the same id" };
  const sum = read.data.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum - 100) > 1e-6)
    return { kind: "faulty", why: `the weights add up to ${sum}, they have to add up to 100` };
  return { kind: "read", rubric: read.data };
}

/** What is wrong with points given by criterion id, or undefined when they are a whole sheet. */
export function pointsFault(
  criteria: readonly Criterion[],
  points: Readonly<Record<string, number>>,
):
  | { kind: "unknown"; id: string }
  | { kind: "absent"; id: string }
  | { kind: "outOfRange"; id: string; most: number }
  | undefined {
  const unknown = Object.keys(points).find((id) => !criteria.some((each) => each.id === id));
  if (unknown !== undefined) return { kind: "unknown", id: unknown };
  for (const { id, weight } of criteria) {
    const given = points[id];
    if (given === undefined) return { kind: "absent", id };
    if (!Number.isFinite(given) || given < 0 || given > weight)
      return { kind: "outOfRange", id, most: weight };
  }
  return undefined;
}
