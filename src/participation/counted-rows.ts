import type { Queries } from "../database/database.ts";
import type { Instant } from "../kit/time.ts";
import { type CountedRows, ofNobody } from "../people/counted-rows.ts";

/** What the room of forms can count. */
export type FormFigure =
  | "eventsOpened"
  | "eventSignUps"
  | "eventAttended"
  | "policyOpened"
  | "policyComments"
  | "rosterConfirmed"
  | "unitReports"
  | "emulationRegistered"
  | "emulationAchieved";

/**
 * The rows of one figure about forms and what members answered. Anonymous answers have no moment and no member, so
 * they are in no period's figures.
 */
export function formRows(queries: Queries, figure: FormFigure): CountedRows {
  switch (figure) {
    case "eventsOpened":
      return opened(queries, "event");
    case "policyOpened":
      return opened(queries, "policy");
    case "eventSignUps":
      return answers(queries, "event").select("form_answer.filed_at as at");
    case "eventAttended":
      return answers(queries, "event")
        .where("form_answer.state", "=", "attended")
        .select("form_answer.updated_at as at");
    case "policyComments":
      return answers(queries, "policy").select("form_answer.filed_at as at");
    case "rosterConfirmed":
      return answers(queries, "roster")
        .where("form_answer.state", "=", "confirmed")
        .select("form_answer.updated_at as at");
    case "unitReports":
      return answers(queries, "report")
        .where("form_answer.state", "<>", "replaced")
        .select("form_answer.filed_at as at");
    case "emulationRegistered":
      return answers(queries, "emulation")
        .where("form_answer.state", "in", ["registered", "confirmed"])
        .select("form_answer.filed_at as at");
    case "emulationAchieved":
      return answers(queries, "emulation")
        .where("form_answer.state", "=", "achieved")
        .select("form_answer.updated_at as at");
  }
}

/** Forms members could answer, by the moment they opened. */
function opened(queries: Queries, service: string) {
  return queries
    .selectFrom("form")
    .where("service", "=", service)
    .where("status", "<>", "draft")
    .select(["code as key", "title as label"])
    .select((eb) => eb.fn.coalesce("opens_at", "created_at").as("at"))
    .select([ofNobody.member_id, ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount])
    .$narrowType<{ at: Instant }>();
}

function answers(queries: Queries, service: string) {
  return queries
    .selectFrom("form_answer")
    .innerJoin("form", "form.id", "form_answer.form_id")
    .where("form.service", "=", service)
    .select(["form_answer.id as key", "form.title as label", "form_answer.member_id"])
    .select([ofNobody.unit_id, ofNobody.unit_said, ofNobody.amount]);
}
