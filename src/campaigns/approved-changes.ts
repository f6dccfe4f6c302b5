import type { Queries } from "../database/database.ts";
import { plainText } from "../kit/message.ts";
import type { Instant } from "../kit/time.ts";
import { sayTime } from "../kit/time.ts";
import { outletWords } from "../outlets/texts.ts";
import { audienceRule, sayRule } from "../people/audience-rule.ts";
import { type CampaignId, defaultDailyCap } from "./campaign.ts";
import type { Plan } from "./file.ts";
import { sayWhen } from "./texts.ts";

/** One thing that is not as it was approved, in words. */
export type PlanChange = { readonly field: string; readonly before: string; readonly after: string };

export type LastApproval = {
  readonly by: string;
  readonly at: Instant;
  readonly changes: readonly PlanChange[];
};

/** How an approval came about. `operator`: on the command line, where no officer could approve. */
export type ApprovalWay = "dashboard" | "chat" | "operator";

/** Keeps the plan with its approval, so that the next one can be shown what has changed. */
export async function recordApproval(
  tx: Queries,
  campaign: Plan & { readonly id: CampaignId; readonly fingerprint: string },
  given: { by: string; officerId: string | null; way: ApprovalWay; reached: number; at: Instant },
): Promise<void> {
  const { id, fingerprint } = campaign;
  const row = {
    by_whom: given.by,
    officer_id: given.officerId,
    way: given.way,
    reached: given.reached,
    at: given.at,
  };
  const plan = JSON.stringify(planIn(campaign));
  await tx
    .insertInto("campaign_approval")
    .values({ campaign_id: id, fingerprint, plan, ...row })
    .execute();
}

/** The newest approval of a campaign and what `now` is different from it; undefined when it never had one. */
export async function changesSinceApproval(
  queries: Queries,
  id: CampaignId,
  now: Plan,
): Promise<LastApproval | undefined> {
  const row = await queries
    .selectFrom("campaign_approval")
    .select(["plan", "by_whom", "at"])
    .where("campaign_id", "=", id)
    .orderBy("seq", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!row) return undefined;
  const stored = JSON.parse(row.plan) as Plan;
  const before = { ...stored, audience: audienceRule.parse(stored.audience) };
  return { by: row.by_whom, at: row.at, changes: comparePlans(before, now) };
}

/** Every field in which two plans differ, in the order officers read them. Pure. */
function comparePlans(before: Plan, after: Plan): PlanChange[] {
  return fields.flatMap(({ field, say }) => {
    const [old, young] = [say(before), say(after)];
    return old === young ? [] : [{ field, before: old, after: young }];
  });
}

const fields: readonly { field: string; say: (plan: Plan) => string }[] = [
  { field: "tiêu đề", say: ({ title }) => title },
  { field: "nội dung", say: ({ content }) => plainText({ ...content, choices: [] }) },
  {
    field: "nút bấm",
    say: ({ content }) => content.choices.map(({ label, action }) => `${label} (${action})`).join("; "),
  },
  { field: "người nhận", say: ({ audience }) => sayRule(audience) },
  { field: "kênh", say: ({ channels }) => channels.join(", ") },
  { field: "nơi đăng", say: ({ outlets = [] }) => outlets.map((name) => outletWords[name]).join(", ") },
  { field: "chưa công bố trước", say: ({ embargo }) => (embargo ? sayTime(embargo) : "") },
  { field: "giờ gửi", say: ({ schedule }) => sayWhen(schedule) },
  { field: "chủ đề", say: ({ topic }) => topic },
  { field: "nguồn", say: ({ sources }) => sources.join(", ") },
  { field: "số tin tối đa trong ngày", say: ({ dailyCap }) => sayCap(dailyCap) },
  { field: "được trễ (phút)", say: ({ graceMinutes }) => String(graceMinutes) },
];

function planIn(campaign: Plan): Plan {
  const { title, topic, content, audience, channels, schedule, graceMinutes, sources } = campaign;
  const { dailyCap, outlets, embargo } = campaign;
  return {
    ...{ title, topic, content, audience, channels, schedule, graceMinutes, sources },
    ...(dailyCap === undefined ? {} : { dailyCap }),
    ...(outlets === undefined ? {} : { outlets }),
    ...(embargo === undefined ? {} : { embargo }),
  };
}

/** What is left out is the usual one: writing it down changes nothing for anybody. */
function sayCap(dailyCap = defaultDailyCap): string {
  return dailyCap === 0 ? "không giới hạn" : String(dailyCap);
}
