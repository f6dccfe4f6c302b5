import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { UncertainRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Icon } from "../parts/icons.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayTime } from "../words.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

/** Messages that may or may not have arrived: an officer decides about each. */
export function Doubts() {
  const look = useLook<{ rows: UncertainRow[] }>("/uncertain");
  const maySend = useRight("campaigns.send");
  const [asked, setAsked] = useState<UncertainRow>();
  const { make, isBusy, fault } = useChange();
  const decide = async (row: UncertainRow, as: "sent" | "resend") => {
    await make(`/uncertain/${row.seq}`, { as }, words.resolved);
    setAsked(undefined);
    look.reload();
  };
  return (
    <div className="stack">
      <Link href="/" className="back">
        <Icon name="back" size={18} /> {texts.back}
      </Link>
      <h1>{words.doubts}</h1>
      <p>{words.doubtsBody}</p>
      <FaultBox fault={fault} />
      <Shown of={look}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.noDoubts}</Empty>
          ) : (
            <DoubtTable
              rows={rows}
              maySend={maySend}
              isBusy={isBusy}
              onSent={(row) => void decide(row, "sent")}
              onResend={setAsked}
            />
          )
        }
      </Shown>
      {asked ? (
        <Confirm
          title={words.resend}
          yes={words.resend}
          isBusy={isBusy}
          onNo={() => setAsked(undefined)}
          onYes={() => void decide(asked, "resend")}
        >
          {words.resendAsk}
        </Confirm>
      ) : null}
    </div>
  );
}

type TableProps = {
  readonly rows: readonly UncertainRow[];
  readonly maySend: boolean;
  readonly isBusy: boolean;
  readonly onSent: (row: UncertainRow) => void;
  readonly onResend: (row: UncertainRow) => void;
};

function DoubtTable({ rows, maySend, isBusy, onSent, onResend }: TableProps) {
  return (
    <Table
      columns={[words.member, words.channel, words.why, words.since, words.what]}
      rows={rows.map((row) => ({
        key: row.seq,
        cells: [
          row.name ?? words.stranger,
          texts.channels[row.channel as keyof typeof texts.channels] ?? row.channel,
          row.why,
          row.since ? sayTime(row.since) : texts.none,
          maySend ? (
            <div key="what" className="row">
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onSent(row)}>
                {words.asSent}
              </Button>
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onResend(row)}>
                {words.resend}
              </Button>
            </div>
          ) : null,
        ],
      }))}
    />
  );
}
