import { Badge } from "@mantine/core";
import type { FormRow } from "../../../src/dashboard/forms-shapes.ts";
import { formTexts as words } from "./forms-page-texts.ts";

const colors = { draft: "orange", open: "green", closed: "gray", waiting: "blue", over: "gray" } as const;

/** How a form stands, with its own times: one that is opened may wait for its day. */
export function FormState({ row }: { readonly row: Pick<FormRow, "status" | "isTaking" | "isEarly"> }) {
  const off = row.isEarly ? "waiting" : "over";
  const state = row.status === "open" && !row.isTaking ? off : row.status;
  return (
    <Badge color={colors[state]} variant="light">
      {words.status[state]}
    </Badge>
  );
}
