import type { FastifyInstance } from "fastify";
import { accessRoutes } from "./access.ts";
import { campaignBeginRoutes } from "./campaign-begin.ts";
import { campaignProofRoutes } from "./campaign-proof.ts";
import { campaignWriteRoutes } from "./campaign-write.ts";
import { campaignRoutes } from "./campaigns.ts";
import { cannedRoutes } from "./canned.ts";
import { chartRoutes } from "./charts.ts";
import { workChartRoutes } from "./charts-work.ts";
import { councilRoutes } from "./councils.ts";
import { firstStepRoutes } from "./first-steps.ts";
import { formRoutes } from "./forms.ts";
import { formAnswerRoutes } from "./forms-answers.ts";
import { formInviteRoutes } from "./forms-invite.ts";
import { formRollupRoutes } from "./forms-rollup.ts";
import { healthRoutes } from "./health.ts";
import { homeRoutes } from "./home.ts";
import { honourRoutes } from "./honours.ts";
import { inboxRoutes } from "./inbox.ts";
import { knowledgeRoutes } from "./knowledge.ts";
import { knowledgeOfficeRoutes } from "./knowledge-office.ts";
import { mountLive } from "./live.ts";
import { memberRoutes } from "./members.ts";
import { apiRoot, mountRoutes } from "./mount.ts";
import { officerRoutes } from "./officers.ts";
import { ownChatRoutes } from "./own-chats.ts";
import { proposalPaperRoutes } from "./proposal-papers.ts";
import { proposalWorkRoutes } from "./proposal-work.ts";
import { proposalRoutes } from "./proposals.ts";
import { publicationRoutes } from "./publications.ts";
import { quizRoutes } from "./quizzes.ts";
import { reportRoutes } from "./reports.ts";
import { rosterRoutes } from "./roster.ts";
import type { DashboardParts, Route } from "./routes.ts";
import { unitRoutes } from "./units.ts";

/** Every route of the officers' API with the right it needs: the one place that says who may do what. */
export const dashboardRoutes: readonly Route[] = [
  ...accessRoutes,
  ...firstStepRoutes,
  ...ownChatRoutes,
  ...homeRoutes,
  ...healthRoutes,
  ...chartRoutes,
  ...workChartRoutes,
  ...inboxRoutes,
  ...cannedRoutes,
  ...proposalRoutes,
  ...councilRoutes,
  ...proposalWorkRoutes,
  ...proposalPaperRoutes,
  ...campaignRoutes,
  ...campaignWriteRoutes,
  ...campaignBeginRoutes,
  ...campaignProofRoutes,
  ...publicationRoutes,
  ...quizRoutes,
  ...knowledgeRoutes,
  ...knowledgeOfficeRoutes,
  ...reportRoutes,
  ...honourRoutes,
  ...formRoutes,
  ...formAnswerRoutes,
  ...formInviteRoutes,
  ...formRollupRoutes,
  ...memberRoutes,
  ...rosterRoutes,
  ...unitRoutes,
  ...officerRoutes,
];

/** Puts the officers' API below `/admin/api` of the program's server. */
export async function mountDashboard(app: FastifyInstance, parts: DashboardParts): Promise<void> {
  await app.register(
    async (scope) => {
      mountRoutes(scope, dashboardRoutes, parts);
      mountLive(scope, parts);
    },
    { prefix: apiRoot },
  );
}
