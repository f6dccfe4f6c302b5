import type { CampaignsTables } from "./tables/campaigns.ts";
import type { ConversationTables } from "./tables/conversation.ts";
import type { DatabaseTables } from "./tables/database.ts";
import type { DeliveryTables } from "./tables/delivery.ts";
import type { KnowledgeTables } from "./tables/knowledge.ts";
import type { ParticipationTables } from "./tables/participation.ts";
import type { PeopleTables } from "./tables/people.ts";
import type { ProposalsTables } from "./tables/proposals.ts";
import type { QuestionsTables } from "./tables/questions.ts";
import type { WatchTables } from "./tables/watch.ts";

/**
 * Every table, in one file of `tables/` per room that owns them: only that room names its tables in a query
 * (the walls test reads the owner from the file's name). Types are the same in both databases: text, integers
 * below 2^53, JSON as text, instants as text, truth as 0 or 1. `seq` columns are given by the database and grow.
 */
export type Schema = DatabaseTables &
  PeopleTables &
  ConversationTables &
  DeliveryTables &
  KnowledgeTables &
  QuestionsTables &
  ProposalsTables &
  ParticipationTables &
  CampaignsTables &
  WatchTables;
