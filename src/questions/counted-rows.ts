import { sql } from "kysely";
import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type CountedRows, ofNobody } from "../people/counted-rows.ts";

/** What the room of questions can count. */
export type QuestionFigure =
  | "asked"
  | "askedOfPlan"
  | "answered"
  | "notFound"
  | "casesOpened"
  | "casesAnswered"
  | "casesLate"
  | "casesWaiting"
  | "published";

/** Clauses of these documents are what the plan wants people to know. */
const planDocuments = ["kh-360", "nq-16"];

/** The rows of one figure about questions. Nobody's words are in them: a question is known by its number alone. */
export function questionRows(queries: Queries, figure: QuestionFigure): CountedRows {
  switch (figure) {
    case "asked":
      return asked(queries).where("kind", "in", ["answer", "partial", "unknown"]);
    case "askedOfPlan":
      return asked(queries)
        .where("kind", "in", ["answer", "partial"])
        .where((eb) => eb.or(planDocuments.map((id) => eb("cited", "like", `%"${id}#%`))));
    case "answered":
      return asked(queries).where("kind", "=", "answer");
    case "notFound":
      return asked(queries).where("kind", "=", "unknown");
    case "casesOpened":
      return cases(queries).select("opened_at as at");
    case "casesWaiting":
      return cases(queries).where("status", "in", ["open", "assigned"]).select("opened_at as at");
    case "casesAnswered":
      return answeredCases(queries);
    case "casesLate":
      return answeredCases(queries).whereRef("answered_at", ">", "due_at");
    case "published":
      return queries
        .selectFrom("faq_event")
        .innerJoin("faq", "faq.seq", "faq_event.faq_seq")
        .where("faq_event.kind", "=", "approved")
        .select([numberAs("faq.seq"), "faq_event.at", words("Giải đáp được đăng")])
        .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
  }
}

function asked(queries: Queries) {
  return queries
    .selectFrom("asked")
    .select([numberAs("asked.seq"), "at", "member_id"])
    .select(
      sql<string>`CASE kind WHEN 'answer' THEN 'Trả lời có trích dẫn' WHEN 'partial' THEN 'Trả lời một phần'
        ELSE 'Không có trong văn bản' END`.as("label"),
    )
    .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
}

function cases(queries: Queries) {
  return queries
    .selectFrom("officer_case")
    .select([numberAs("officer_case.number"), "member_id", words("Phiếu hỏi cán bộ")])
    .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
}

function answeredCases(queries: Queries) {
  return cases(queries)
    .where("answered_at", "is not", null)
    .select("answered_at as at")
    .$narrowType<{ at: Instant }>();
}

function numberAs(column: "asked.seq" | "officer_case.number" | "faq.seq") {
  return sql<string>`CAST(${sql.ref(column)} AS TEXT)`.as("key");
}

function words(text: string) {
  return sql<string>`CAST(${text} AS TEXT)`.as("label");
}
