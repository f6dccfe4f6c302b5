import type { Database } from "../../src/database/database.ts";
import type { Answers } from "../../src/intake/answer.ts";
import { newId } from "../../src/kit/id.ts";
import { type Instant, instant } from "../../src/kit/time.ts";

export const now = instant("2026-11-23T03:00:00Z");

const people = [
  {
    name: "Lò Thị Mai",
    born: "15/3/1985",
    place: "Tổ cơ điện",
    title: "Tổ trưởng",
    qualification: "Trung cấp",
    share: 60,
  },
  {
    name: "Nguyễn Văn Trường",
    born: null,
    place: "Phòng Kỹ thuật",
    title: "Kỹ sư",
    qualification: "Đại học",
    share: 40,
  },
];

/** The answers of a full application. */
export const fullAnswers: Answers = {
  author: { kind: "person", name: "Lò Thị Mai" },
  unit: { kind: "unit", name: "Công ty Cổ phần Chè Than Uyên" },
  recipient: { kind: "unit", name: "Công ty Cổ phần Chè Than Uyên" },
  authors: { kind: "people", people },
  title: { kind: "text", text: "Lắp cảm biến nhiệt cho máy sao chè số 2" },
  domain: { kind: "text", text: "Chế biến chè" },
  solutionKind: { kind: "choice", value: "technical" },
  stage: { kind: "choice", value: "applied" },
  first_applied: { kind: "date", from: "2026-03-01", to: "2026-03-31", said: "3/2026" },
  problem: { kind: "text", text: "Máy sao nóng không đều." },
  solution: { kind: "text", text: "Lắp ba cảm biến nhiệt loại K." },
  novelty: { kind: "text", text: "Trước chỉnh lửa bằng tay." },
  benefit: { kind: "text", text: "Mỗi mẻ bớt hỏng 5 kg." },
  saving: { kind: "money", dong: 12_000_000, per: "year", said: "12 triệu mỗi năm" },
};

export type Filed = {
  readonly number: string;
  readonly state?: string;
  readonly answers?: Answers;
  readonly annexes?: readonly { field: string | null; text: string }[];
  readonly filedAt?: Instant;
};

/** Puts proposals of one member into the database as filing leaves them. */
export async function file(db: Database, ...filed: readonly Filed[]): Promise<void> {
  const member = newId<"member">();
  await db.transact(async (tx) => {
    await tx.insertInto("member").values({ id: member, display_name: null, created_at: now }).execute();
    for (let start = 0; start < filed.length; start += 50) {
      const rows = filed.slice(start, start + 50).map((one) => rowOf(one, member));
      await tx.insertInto("proposal").values(rows).execute();
    }
  });
}

function rowOf(
  { number, state = "filed", answers = fullAnswers, annexes = [], filedAt = now }: Filed,
  member: string,
) {
  const files = [
    { handle: "blob:1", kind: "photo", name: null, mediaType: "image/png", caption: "Máy sao sau khi lắp" },
  ];
  const record = { v: 1, form: "proposal-full", formVersion: 1, answers, files, annexes, unsure: [] };
  return {
    ...{ id: newId<"proposal">(), number, state, member_id: member, draft_id: newId<"draft">() },
    ...{ depth: "full" as const, answers: JSON.stringify(record), filed_at: filedAt, updated_at: filedAt },
  };
}
