import type { Database } from "../../src/database/database.ts";
import type { CalendarDate } from "../../src/kit/time.ts";
import { closeScoring, referToCouncil, score } from "../../src/proposals/council/score.ts";
import { formCouncil } from "../../src/proposals/council/seats.ts";
import { act } from "../../src/proposals/life/act.ts";
import { draftDecision, publish } from "../../src/proposals/life/decide.ts";
import { assignReviewer, giveOpinion } from "../../src/proposals/life/reviews.ts";
import { recordReward } from "../../src/proposals/life/rewards.ts";
import { now } from "./filed.ts";

const by = "Cán bộ Sáng";
const unit = "Công ty Cổ phần Chè Than Uyên";
const seats = [
  { name: "Hoàng Thị Thảo", unit: "Ban Giám đốc", title: "Phó Giám đốc", role: "chair" },
  { name: "Vàng A Páo", unit: "Phòng Kỹ thuật", title: "Trưởng phòng", role: "secretary" },
  { name: "Giàng Thị Mỷ", unit: "Xưởng 2", title: "Tổ trưởng", role: "member" },
];

/** Takes filed proposals to a council that has them open, each with one review. */
export async function bringToCouncil(db: Database, numbers: readonly string[]): Promise<void> {
  const council = {
    name: "Hội đồng sáng kiến Chè Than Uyên",
    unit,
    basis: "Quyết định 15/QĐ-CTY",
    members: seats,
  };
  const formed = await db.transact((tx) =>
    formCouncil(tx, { ...council, excludesSameUnit: false }, { by, now }),
  );
  if (formed.kind !== "formed") throw new Error(`The council was not formed: ${JSON.stringify(formed)}`);
  for (const number of numbers) {
    for (const action of ["receive", "accept"] as const)
      await done(db.transact((tx) => act(tx, { number, version: null, action, by, reason: null, now })));
    const review = { number, reviewer: "Phan Văn Sáng", by, now };
    await db.transact((tx) => assignReviewer(tx, { ...review, due: "2026-12-10" as CalendarDate }));
    await db.transact((tx) => giveOpinion(tx, { ...review, opinion: "Dễ làm, chạy ổn định." }));
    await done(
      db.transact((tx) =>
        referToCouncil(tx, { number, councilId: formed.council.id, version: null, by, now }),
      ),
    );
    for (const [index, { name }] of seats.entries()) {
      const points = { novelty: 34 + index, applied: 25, benefit: 26 };
      await db.transact((tx) =>
        score(tx, { number, member: name, points, comment: "Nên nhân rộng.", by, now }),
      );
    }
  }
}

/** Ends the scoring, decides and publishes on one paper; what is recognized is rewarded. */
export async function decide(
  db: Database,
  numbers: readonly string[],
  kind: "recognize" | "decline" = "recognize",
): Promise<void> {
  for (const number of numbers) {
    await db.transact((tx) => closeScoring(tx, { number, by, now }));
    const reason = kind === "decline" ? "Trùng với quy trình bắt buộc." : "";
    const draft = { number, version: null, kind, reason, unit, by, now };
    const drafted = await db.transact((tx) => draftDecision(tx, draft));
    if (drafted.kind !== "drafted") throw new Error(`No decision was drafted: ${JSON.stringify(drafted)}`);
  }
  const paper = {
    paperNumber: "27/QĐ-CTY",
    signedOn: "2026-11-20" as CalendarDate,
    signer: "Đặng Quốc Khánh",
  };
  const published = await db.transact((tx) => publish(tx, { ...paper, by, now }));
  if (published.kind !== "published") throw new Error(`Nothing was published: ${JSON.stringify(published)}`);
  if (kind === "decline") return;
  const money = {
    amount: 12_000_000,
    paidOn: "2026-11-22" as CalendarDate,
    basis: "Quy chế 2026",
    base: null,
  };
  for (const number of numbers)
    await db.transact((tx) =>
      recordReward(tx, {
        ...{ number, kind: "reward", ...money, yearOfUse: null, isAgreed: true, minimumWage: null, by, now },
      }),
    );
}

async function done(acting: Promise<{ kind: string }>): Promise<void> {
  const acted = await acting;
  if (acted.kind !== "done") throw new Error(`The step was refused: ${JSON.stringify(acted)}`);
}
