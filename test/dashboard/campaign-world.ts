import type { CampaignForm } from "../../src/dashboard/campaign-shapes.ts";
import type { Database } from "../../src/database/database.ts";
import type { ChannelName } from "../../src/kit/message.ts";
import type { Instant } from "../../src/kit/time.ts";
import { recordConsent } from "../../src/people/consent.ts";
import { meet } from "../../src/people/members.ts";

/** A form that can be sent as it stands; the stage's clock is the morning of 23 November 2026. */
export const goodForm: CampaignForm = {
  title: "Ngày hội",
  topic: "chung",
  blocks: [{ kind: "text", text: "Mời dự ngày hội lúc 5 < 6 giờ." }],
  buttons: [],
  sources: [],
  audience: "all",
  channels: ["web-chat"],
  outlets: [],
  time: { kind: "once", at: "2026-11-24T09:00" },
  until: "",
  embargo: "",
  graceMinutes: 120,
  dailyCap: 1,
  quiz: null,
};

export const goodQuiz = {
  kind: "quiz",
  closes: "2026-11-30T20:00",
  explains: "at-once",
  ties: "time",
  unitsBy: "total",
  questions: [
    {
      text: "Sáng kiến gửi về đâu?",
      source: "kh-360#II.3.4",
      options: ["Công đoàn cơ sở", "Tòa soạn báo"],
      right: 0,
    },
  ],
} as const;

/** A PNG of one dot. */
export const dot = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

/** Somebody who agreed to receive news. */
export async function subscriber(
  db: Database,
  { name, channel = "web-chat", at }: { name: string; channel?: ChannelName; at: Instant },
): Promise<string> {
  const address = { channel, externalId: `at-${name}` };
  return db.transact(async (tx) => {
    const { memberId } = await meet(tx, { address, name, at });
    const consent = { purpose: "news", isGiven: true, textVersion: "1", channel } as const;
    await recordConsent(tx, { ...consent, memberId, at });
    return memberId;
  });
}
