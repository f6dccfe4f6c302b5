import { Badge } from "@mantine/core";
import type { CaseRow } from "../../../src/dashboard/inbox-shapes.ts";
import { inboxTexts as words } from "../pages/inbox-texts.ts";
import { saySpan } from "../words.ts";

/** How long somebody waits: in words, and in a color that is not needed to read it. */
export function Waiting({ row }: { readonly row: CaseRow }) {
  const span = saySpan(row.waitedMs);
  return (
    <Badge color={row.isOverdue ? "red" : "blue"} variant="light" className="soft-badge">
      {row.isOverdue ? words.overdue(span) : words.waited(span)}
    </Badge>
  );
}
