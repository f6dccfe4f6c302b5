import type { Database } from "../../src/database/database.ts";
import { addMs, systemClock } from "../../src/kit/time.ts";
import { meet } from "../../src/people/members.ts";
import { recordAsked } from "../../src/questions/asked.ts";
import { openCase } from "../../src/questions/cases.ts";
import { createOffice } from "../proposals/office.ts";

/** A word that stands in everything of the other unit and nowhere else. */
export const secret = "bímậtcủađơnvịkia";

export type Unit = { readonly code: string; readonly name: string };
/** One unit's name begins with the other's: what names the longer one does not name the shorter. */
export const own: Unit = { code: "CHE", name: "Công đoàn Chè Tân Uyên" };
export const other: Unit = { code: "CHE-2", name: "Công đoàn Chè Tân Uyên 2" };

/** What of a unit can be asked for by an id. */
export type Ids = {
  readonly memberId: string;
  readonly caseNumber: string;
  readonly proposalNumber: string;
};

/** Two units beside each other, each with a member who asked, was handed over, and filed a proposal. */
export async function settle(db: Database): Promise<{ own: Ids; other: Ids }> {
  const now = systemClock();
  const office = createOffice(db, addMs(now, -1000));
  await db.transact(async (tx) => {
    for (const { code, name } of [own, other]) {
      const row = { id: `unit-${code}`, code, name, level: "grassroots" as const, parent_id: null };
      const rest = { valid_from: null, valid_to: null, source: null, confirmed_by: null };
      await tx
        .insertInto("unit")
        .values({ ...row, ...rest, created_at: now, updated_at: now })
        .execute();
    }
  });
  const one = async (unit: Unit, word: string): Promise<Ids> => {
    const address = { channel: "web-chat", externalId: `chat-${unit.code}` } as const;
    const { memberId, caseNumber } = await db.transact(async (tx) => {
      const met = await meet(tx, { address, name: `Lò Văn ${word}`, at: now });
      const set = { unit_id: `unit-${unit.code}` };
      await tx.updateTable("member").set(set).where("id", "=", met.memberId).execute();
      const question = `Tôi bị nợ lương, ${word}?`;
      const asked = { memberId: met.memberId, question, now };
      const { opened } = await openCase(tx, { ...asked, askedFrom: address, nearest: [] });
      const answer = { kind: "unknown", text: "", citations: [] } as const;
      await recordAsked(tx, { ...asked, inboundSeq: null, answer: { ...answer, question } as never });
      return { memberId: met.memberId, caseNumber: String(opened.number) };
    });
    const proposalNumber = await office.file(memberId, "filed", {
      problem: { kind: "text", text: `Máy sao chè nóng không đều, chè bị cháy ${word}` },
      author: { kind: "person", name: `Lò Văn ${word}` },
      unit: { kind: "unit", name: unit.name },
    });
    return { memberId, caseNumber, proposalNumber };
  };
  return { own: await one(own, "cuanha"), other: await one(other, secret) };
}
