import { Button } from "@mantine/core";
import { useState } from "react";
import type { UncertainList, UncertainRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Confirm } from "../parts/confirm.tsx";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayNumber, sayTime } from "../words.ts";
import { Sections } from "./campaign-sections.tsx";
import { campaignTexts as words } from "./campaigns-texts.ts";

type As = "sent" | "resend";
type RunDoubts = UncertainList["runs"][number];
/** What is asked about before it is done: one message, or all of a launch. */
type Asked = { readonly as: As; readonly path: string; readonly body: object; readonly words: string };

/** Messages that may or may not have arrived: an officer decides about each, or about all of a launch. */
export function Doubts() {
  const look = useLook<UncertainList>("/uncertain");
  const maySend = useRight("campaigns.send");
  const [asked, setAsked] = useState<Asked>();
  const { make, isBusy, fault } = useChange();
  const decide = async (path: string, body: object) => {
    await make(path, body, words.resolved);
    setAsked(undefined);
    look.reload();
  };
  const one = (row: UncertainRow, as: As) => {
    const path = `/uncertain/${row.seq}`;
    if (as === "sent") void decide(path, { as });
    else setAsked({ as, path, body: { as }, words: words.resendAsk });
  };
  const all = ({ runId, count }: RunDoubts, as: As) => {
    const body = { as, runId, seen: count };
    setAsked({ as, path: "/uncertain", body, words: words.allAsk(sayNumber(count)) });
  };
  return (
    <div className="stack">
      <h1>{words.doubts}</h1>
      <Sections here="doubts" />
      <p>{words.doubtsBody}</p>
      <FaultBox fault={fault} />
      <Shown of={look}>
        {(list) =>
          list.total === 0 ? (
            <Empty>{words.noDoubts}</Empty>
          ) : (
            <>
              <RunTable list={list} maySend={maySend} isBusy={isBusy} onAll={all} />
              <DoubtTable list={list} maySend={maySend} isBusy={isBusy} onOne={one} />
            </>
          )
        }
      </Shown>
      {asked ? (
        <Confirm
          title={asked.as === "sent" ? words.asSent : words.again}
          yes={asked.as === "sent" ? words.asSent : words.again}
          isBusy={isBusy}
          onNo={() => setAsked(undefined)}
          onYes={() => void decide(asked.path, asked.body)}
        >
          {asked.words}
        </Confirm>
      ) : null}
    </div>
  );
}

type TableProps = { readonly list: UncertainList; readonly maySend: boolean; readonly isBusy: boolean };

/** Each launch with its doubts, to decide about all of them at once. Answers belong to no launch. */
function RunTable({
  list,
  maySend,
  isBusy,
  onAll,
}: TableProps & { onAll: (run: RunDoubts, as: As) => void }) {
  return (
    <section className="stack">
      {list.runs.map((run) => (
        <div key={run.runId ?? ""} className="sheet row apart">
          <span className="strong">{words.ofRun(run.title ?? words.answers, sayNumber(run.count))}</span>
          {maySend && run.runId !== null ? (
            <div className="row">
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onAll(run, "sent")}>
                {words.allAsSent(sayNumber(run.count))}
              </Button>
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onAll(run, "resend")}>
                {words.allAgain(sayNumber(run.count))}
              </Button>
            </div>
          ) : null}
        </div>
      ))}
    </section>
  );
}

function DoubtTable({
  list,
  maySend,
  isBusy,
  onOne,
}: TableProps & { onOne: (row: UncertainRow, as: As) => void }) {
  const { rows, total } = list;
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
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onOne(row, "sent")}>
                {words.asSent}
              </Button>
              <Button size="xs" variant="default" disabled={isBusy} onClick={() => onOne(row, "resend")}>
                {words.again}
              </Button>
            </div>
          ) : null,
        ],
      }))}
    >
      {rows.length < total ? (
        <p className="quiet">{words.shownOf(sayNumber(rows.length), sayNumber(total))}</p>
      ) : null}
    </Table>
  );
}
