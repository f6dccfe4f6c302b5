import { listCampaigns } from "../campaigns/campaign.ts";
import type { Queries } from "../database/database.ts";
import { backlog } from "../delivery/ledger.ts";
import { localTime } from "../kit/time.ts";
import { listMembers } from "../people/officers-members.ts";
import { membersInScope } from "../people/officers-scope.ts";
import { countProposals } from "../proposals/finding/counts.ts";
import { listDue } from "../proposals/life/overdue.ts";
import { listUnanswered } from "../questions/asked.ts";
import { rowOf } from "./campaign-record.ts";
import type { HomeView } from "./home-shapes.ts";
import { listOf } from "./inbox-record.ts";
import { nothing } from "./read-given.ts";
import { type Right, rightsOf } from "./rights.ts";
import { type Call, look, type Route } from "./routes.ts";
import { texts } from "./texts.ts";

const most = 5;

/** Tổng quan — what waits for this officer, each figure with the rows behind it. */
export const homeRoutes: readonly Route[] = [
  look({ path: "/home", right: "home.see", query: nothing, show: home }),
];

/** Each part only for whom may see it. */
async function home(call: Call<unknown>): Promise<HomeView> {
  const { parts, caller } = call;
  const has = rightsOf(caller.officer);
  const only = async <T>(right: Right, read: (queries: Queries) => Promise<T>) =>
    has.has(right) ? read(parts.db.read) : null;
  const isScoped = caller.officer.unit !== null;
  return {
    cases: await only("cases.see", () => cases(call)),
    proposals: isScoped ? null : await only("proposals.see", (queries) => proposals(queries, call)),
    campaigns: await only("campaigns.see", campaigns),
    unanswered: await only("knowledge.see", async (queries) => (await listUnanswered(queries, 300)).length),
    members: await only("members.see", async (queries) => {
      const scope = await membersInScope(queries, caller.officer.unit);
      return (await listMembers(queries, { scope, text: "", from: 0, limit: 0 })).total;
    }),
  };
}

async function cases({ parts, caller, now }: Call<unknown>): Promise<NonNullable<HomeView["cases"]>> {
  const { rows, counts } = await listOf(parts, caller, { tab: "all", settled: "no", now });
  const overdue = rows.filter(({ isOverdue }) => isOverdue).length;
  return { ...counts, overdue, longest: rows.slice(0, most) };
}

async function proposals(
  queries: Queries,
  { now }: Call<unknown>,
): Promise<NonNullable<HomeView["proposals"]>> {
  const due = await listDue(queries, { now });
  const { year } = localTime(now);
  return {
    year,
    counts: await countProposals(queries, year),
    overdue: due.filter(({ deadline }) => deadline.standing === "overdue").length,
    due: due.slice(0, most).map(({ number, start, deadline }) => ({
      number,
      start,
      words: texts.deadlines[deadline.kind],
      due: deadline.due,
      daysLeft: deadline.daysLeft,
    })),
  };
}

async function campaigns(queries: Queries): Promise<NonNullable<HomeView["campaigns"]>> {
  const all = (await listCampaigns(queries)).map((one) => rowOf(one, one.isHeld));
  const { uncertain } = await backlog(queries);
  const next = all
    .filter(({ status, nextSlot }) => status === "scheduled" && nextSlot !== null)
    .slice(0, most);
  const of = (status: string) => all.filter((one) => one.status === status).length;
  return {
    drafts: of("draft"),
    held: all.filter(({ isHeld }) => isHeld).length,
    stopped: of("stopped"),
    uncertain,
    next,
  };
}
