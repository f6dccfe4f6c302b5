import type { Database } from "../../src/database/database.ts";
import { newId } from "../../src/kit/id.ts";
import { plainText } from "../../src/kit/message.ts";
import { addMs, type Clock, type Instant, instant, localTime } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { writeFace } from "../../src/proposals/finding/face.ts";
import { type Act, act, type PlainAction } from "../../src/proposals/life/act.ts";
import { draftDecision, publish } from "../../src/proposals/life/decide.ts";
import { findProposal } from "../../src/proposals/life/find.ts";
import type { ProposalRecord } from "../../src/proposals/record.ts";
import type { Proposal, ProposalState } from "../../src/proposals/record-types.ts";
import { createHandClock } from "../support/delivery-stage.ts";
import { createStagePeople, type Recipient } from "../support/stage-people.ts";

/** Monday 23/11/2026, 10:00 in Việt Nam. */
const morning = instant("2026-11-23T03:00:00Z");
export const dayMs = 24 * 60 * 60 * 1000;

/** Officers at work on proposals that members filed. */
export function createOffice(db: Database, at: Instant = morning) {
  const clock = createHandClock(at);
  const people = createStagePeople(db, clock);
  let filed = 0;
  const office = {
    db,
    clock,
    ...createActs(db, clock),
    /** A member on Telegram who agreed that proposals are kept. */
    async author(name: string): Promise<Recipient> {
      const person = await people.addPerson(name);
      const choice = { memberId: person.memberId, isGiven: true, textVersion: "1", at: clock() };
      await db.transact((tx) => recordConsent(tx, { ...choice, purpose: "proposal", channel: "telegram" }));
      return person;
    },
    /** A proposal as filing leaves it; returns its number. */
    async file(memberId: string, state: ProposalState = "filed", answers: ProposalRecord["answers"] = {}) {
      filed++;
      const number = `SK-${localTime(clock()).year}-${String(filed).padStart(4, "0")}`;
      await insertProposal(db, { memberId, number, state, answers: { ...told, ...answers }, at: clock() });
      return number;
    },
    async find(number: string): Promise<Proposal> {
      const found = await findProposal(db.read, number);
      if (!found) throw new Error(`There is no ${number}.`);
      return found;
    },
    /** What was written to a member, oldest first. */
    async letters({ memberId }: Recipient): Promise<string[]> {
      const rows = await db.read
        .selectFrom("delivery")
        .select("content")
        .where("member_id", "=", memberId)
        .orderBy("seq")
        .execute();
      return rows.map(({ content }) => plainText(JSON.parse(content ?? "")));
    },
    tomorrow: () => clock.set(addMs(clock(), dayMs)),
  };
  return office;
}

/** What an officer does to proposals, with reasons that stand for any. */
function createActs(db: Database, clock: Clock) {
  const acts = {
    act: (number: string, action: PlainAction, more: Partial<Omit<Act, "action">> = {}) =>
      db.transact((tx) =>
        act(tx, {
          number,
          action,
          version: null,
          by: "Cán bộ",
          reason: "vì thiếu ảnh",
          now: clock(),
          ...more,
        }),
      ),
    async accept(number: string) {
      await acts.act(number, "receive");
      await acts.act(number, "accept");
    },
    draft: (number: string, kind: "recognize" | "decline" = "recognize", unit = "Công ty Chè Than Uyên") =>
      db.transact((tx) =>
        draftDecision(tx, {
          ...{ number, kind, unit, version: null, by: "Cán bộ", now: clock() },
          reason: kind === "decline" ? "trùng giải pháp đã áp dụng" : "",
        }),
      ),
    publish: (numbers?: readonly string[]) =>
      db.transact((tx) => publish(tx, { ...paper, numbers, by: "Cán bộ", now: clock() })),
    async recognize(number: string) {
      await acts.accept(number);
      await acts.draft(number);
      await acts.publish([number]);
    },
  };
  return acts;
}

export type Office = ReturnType<typeof createOffice>;

export const paper = {
  paperNumber: "12/QĐ-CT",
  signedOn: "2026-11-20" as Proposal["reviews"][number]["due"],
  signer: "Trần Văn Giám",
};

const told: ProposalRecord["answers"] = {
  problem: { kind: "text", text: "Máy sao chè nóng không đều, chè bị cháy" },
  solution: { kind: "text", text: "Lắp thêm cảm biến nhiệt và quạt đảo" },
  author: { kind: "person", name: "Lò Thị Mai" },
  unit: { kind: "unit", name: "Xưởng chè Tân Uyên" },
  stage: { kind: "choice", value: "applied" },
  first_applied: { kind: "date", from: "2026-03-15", to: "2026-03-15", said: "15/3/2026" },
};

async function insertProposal(
  db: Database,
  one: {
    memberId: string;
    number: string;
    state: ProposalState;
    answers: ProposalRecord["answers"];
    at: Instant;
  },
): Promise<void> {
  const { memberId, number, state, at } = one;
  const record: ProposalRecord = {
    ...{
      v: 1,
      form: "proposal-quick",
      formVersion: 2,
      answers: one.answers,
      files: [],
      annexes: [],
      unsure: [],
    },
  };
  const id = newId<"proposal">();
  await db.transact(async (tx) => {
    const row = { id, number, member_id: memberId, draft_id: newId(), depth: "quick" as const, state };
    const moments = { filed_at: at, updated_at: at };
    await tx
      .insertInto("proposal")
      .values({ ...row, ...moments, answers: JSON.stringify(record) })
      .execute();
    await writeFace(tx, { proposalId: id, number, memberId, record, filedAt: at });
  });
}
