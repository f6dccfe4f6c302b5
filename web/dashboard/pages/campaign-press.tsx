import { Button } from "@mantine/core";
import { useState } from "react";
import type { CampaignRecord } from "../../../src/dashboard/campaign-shapes.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { FaultBox, Shown } from "../parts/states.tsx";
import { campaignTexts as words } from "./campaigns-texts.ts";

/** The files for newspapers and the radio and television station; there are some once it is approved. */
export function PressKit({ found: { id, approvedAt } }: { readonly found: CampaignRecord }) {
  const [isOpen, setOpen] = useState(false);
  const look = useLook<{ names: string[] }>(isOpen ? `/campaigns/${id}/press` : null, 600_000);
  const { load, isBusy, fault } = useDownload();
  return (
    <section className="stack">
      <h3>{words.press}</h3>
      {approvedAt === null ? <p className="quiet">{words.noPress}</p> : null}
      {approvedAt !== null && !isOpen ? (
        <div>
          <Button size="xs" variant="default" onClick={() => setOpen(true)}>
            {words.pressShow}
          </Button>
        </div>
      ) : null}
      {isOpen ? (
        <Shown of={look}>
          {({ names }) => (
            <div className="row">
              {names.map((name) => (
                <Button
                  key={name}
                  size="xs"
                  variant="default"
                  disabled={isBusy}
                  onClick={() => void load(`/campaigns/${id}/press/${name}`)}
                >
                  {name}
                </Button>
              ))}
            </div>
          )}
        </Shown>
      ) : null}
      <FaultBox fault={fault} />
    </section>
  );
}
