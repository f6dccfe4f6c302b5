import { Badge } from "@mantine/core";
import type { CampaignRow } from "../../../src/dashboard/campaign-shapes.ts";
import { campaignTexts as words } from "../pages/campaigns-texts.ts";

const colors = { draft: "orange", scheduled: "blue", stopped: "red", finished: "green" } as const;

export function CampaignState({ row }: { readonly row: Pick<CampaignRow, "status" | "isHeld"> }) {
  return (
    <Badge color={row.isHeld ? "red" : colors[row.status]} variant="light">
      {row.isHeld ? words.held : words.statuses[row.status]}
    </Badge>
  );
}
