import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Queries } from "../../src/database/database.ts";
import { moveMember as moveDeliveries } from "../../src/delivery/move-member.ts";
import { newId } from "../../src/kit/id.ts";
import { addMs } from "../../src/kit/time.ts";
import { hasConsent, recordConsent } from "../../src/people/consent.ts";
import { addressesOf } from "../../src/people/members.ts";
import { holdMembers, moveMember } from "../../src/people/merge-members.ts";
import { moveMember as moveProposals } from "../../src/proposals/move-member.ts";
import { openCase } from "../../src/questions/cases.ts";
import { moveMember as moveQuestions } from "../../src/questions/move-member.ts";
import { openTestDatabase, type TestDatabase } from "../support/databases.ts";
import { createStage, noon, type Stage } from "../support/delivery-stage.ts";

let opened: TestDatabase;
let stage: Stage;
beforeAll(async () => {
  opened = await openTestDatabase();
  stage = createStage(opened);
});
afterAll(() => opened.close());

/** What one of the two chats does, or a campaign that goes out. */
const act = fc.oneof(
  fc.record({
    kind: fc.constant("choose" as const),
    who: fc.integer({ min: 0, max: 1 }),
    isGiven: fc.boolean(),
  }),
  fc.record({
    kind: fc.constantFrom("draft" as const, "case" as const, "reply" as const),
    who: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({ kind: fc.constant("campaign" as const) }),
  fc.record({
    kind: fc.constant("settle" as const),
    status: fc.constantFrom("sent" as const, "refused" as const, "uncertain" as const),
  }),
);

const counted = ["draft", "officer_case", "delivery", "consent_event", "address"] as const;
const countRows = async (queries: Queries) => {
  const counts: Record<string, number> = {};
  for (const table of counted)
    counts[table] = (await queries.selectFrom(table).select("member_id").execute()).length;
  return counts;
};

async function clear(): Promise<void> {
  await opened.db.transact(async (tx) => {
    for (const table of ["draft", "case_event", "officer_case", "member_merge"] as const)
      await tx.deleteFrom(table).execute();
  });
  await stage.clear();
}

test("whatever two chats did, linking them loses nothing, and no campaign reaches the person twice from then on", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      await clear();
      const people = [await stage.addPerson("one"), await stage.addPerson("two", "telegram")] as const;
      let last: boolean | undefined;
      for (const [step, one] of acts.entries()) {
        const at = addMs(noon, step * 1000);
        const person = "who" in one ? people[one.who as 0 | 1] : people[0];
        const { memberId } = person;
        await opened.db.transact(async (tx) => {
          if (one.kind === "choose") {
            last = one.isGiven;
            const choice = { memberId, purpose: "news", isGiven: one.isGiven, textVersion: "1" } as const;
            await recordConsent(tx, { ...choice, channel: "telegram", at });
          }
          if (one.kind === "draft") await insertDraft(tx, memberId);
          if (one.kind === "case")
            await openCase(tx, { memberId, question: `Hỏi ${step}`, nearest: [], now: at });
          if (one.kind === "settle") {
            const pending = tx.selectFrom("delivery").select("seq").where("status", "=", "pending").limit(1);
            await tx
              .updateTable("delivery")
              .set({ status: one.status, settled_at: at })
              .where("seq", "in", pending)
              .execute();
          }
        });
        if (one.kind === "reply") await stage.write(person, "Trả lời");
        if (one.kind === "campaign") await stage.launch(`run ${step}`);
      }
      const before = await countRows(opened.db.read);
      const [from, to] = [people[0].memberId, people[1].memberId];
      await opened.db.transact(async (tx) => {
        expect(await holdMembers(tx, { from, to })).toBe(true);
        const addresses = await addressesOf(tx, from);
        await moveMember(tx, { from, to, channel: "telegram", now: noon });
        await moveDeliveries(tx, { from, to, addresses, now: noon });
        await moveProposals(tx, from, to);
        await moveQuestions(tx, from, to);
      });
      expect(await countRows(opened.db.read)).toEqual(before);
      expect(await hasConsent(opened.db.read, to, "news")).toBe(last ?? false);
      for (const table of ["draft", "officer_case", "consent_event", "address"] as const) {
        const left = await opened.db.read
          .selectFrom(table)
          .select("member_id")
          .where("member_id", "=", from)
          .execute();
        expect(left).toEqual([]);
      }
      await expectOneRowARun(from, to);
    }),
    { numRuns: 60 },
  );
}, 30_000);

/** Whatever stays under the old id is a twin of a row of the person's own, and does not leave any more. */
async function expectOneRowARun(from: string, to: string): Promise<void> {
  const rows = await stage.rows();
  const left = rows.filter((row) => row.member_id === from);
  const runs = new Set(rows.filter((row) => row.member_id === to).map((row) => row.run_id));
  for (const row of left) {
    expect(row.status).not.toBe("pending");
    expect(row.run_id !== null && runs.has(row.run_id)).toBe(true);
  }
}

function insertDraft(tx: Queries, memberId: string) {
  const at = { created_at: noon, updated_at: noon };
  const draft = { id: newId(), member_id: memberId, form: "proposal-quick", form_version: 1, state: "{}" };
  return tx
    .insertInto("draft")
    .values({ ...draft, status: "open", ...at })
    .execute();
}
