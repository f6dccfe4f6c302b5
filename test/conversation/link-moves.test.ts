import { sql } from "kysely";
import { expect, test } from "vitest";
import { openTestDatabase } from "../support/databases.ts";

/**
 * Where the program keeps a member's id, and what linking two chats does about it. A new table with a member in it
 * fails here until its room's `moveMember` moves it (and `turns/link.ts` calls that), or it is named as one that
 * stays.
 */
const moved = [
  "address.member_id",
  "asked.member_id",
  "consent.member_id",
  "consent_event.member_id",
  "council_member.member_id",
  "coauthor_invite.answered_by",
  "coauthor_invite.shown_to",
  "data_request.member_id",
  "delivery.member_id",
  "draft.member_id",
  "faq_told.member_id",
  "form_answer.member_id",
  "form_chase.member_id",
  "form_draft.member_id",
  "link_code.member_id",
  "link_miss.member_id",
  "member_tag.member_id",
  "officer_case.member_id",
  "proposal.member_id",
  "quiz_answer.member_id",
  "quiz_attempt.member_id",
  "roster.member_id",
];
/** The dialogue of the chat that was linked ends; its open draft goes on in the other. */
const ended = ["dialogue.member_id"];

test("every column that holds a member is moved when two chats are linked", async () => {
  const { db, close } = await openTestDatabase();
  const { rows } = await sql<{ place: string }>`
    SELECT m.name || '.' || c.name AS place FROM sqlite_master m JOIN pragma_table_info(m.name) c
    WHERE m.type = 'table' AND (c.name LIKE '%member_id' OR c.name IN ('shown_to', 'answered_by'))
      AND c.name <> 'council_member_id' AND m.name NOT IN ('faq')`.execute(db.read);
  const places = rows.map(({ place }) => place).filter((place) => place !== "officer_case.answered_by");
  expect(places.toSorted()).toEqual([...moved, ...ended].toSorted());
  await close();
});
