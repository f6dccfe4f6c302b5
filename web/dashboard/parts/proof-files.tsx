import { Button } from "@mantine/core";
import { useDownload } from "../download.ts";
import { campaignTexts as words } from "../pages/campaigns-texts.ts";
import { FaultBox } from "./states.tsx";

/** The proof sheet of a campaign to keep: as Excel, and as a Word file to sign. */
export function ProofFiles({ id }: { readonly id: string }) {
  const { load, isBusy, fault } = useDownload();
  return (
    <div className="row">
      {(["xlsx", "docx"] as const).map((form) => (
        <Button
          key={form}
          size="xs"
          variant="default"
          disabled={isBusy}
          onClick={() => void load(`/campaigns/${id}/proof/${form}`)}
        >
          {words.proofFile[form]}
        </Button>
      ))}
      <FaultBox fault={fault} />
    </div>
  );
}
