import { Button } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { RunFigures, UnitRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { sayNumber, sayTime } from "../words.ts";
import { campaignTexts as words } from "./campaigns-texts.ts";

/** What became of each launch: the figures of the proof sheet, which always add up to the plan. */
export function Runs({ id, runs }: { readonly id: string; readonly runs: readonly RunFigures[] }) {
  if (runs.length === 0) return <Empty>{words.noRun}</Empty>;
  return (
    <>
      {runs.map((run) => (
        <Run key={run.id} run={run} />
      ))}
      <Units id={id} />
    </>
  );
}

const parts = ["planned", "sent", "waiting", "held", "refused", "uncertain", "canceled"] as const;
const names = { ...words, held: words.heldRows } as const;

function Run({ run }: { readonly run: RunFigures }) {
  return (
    <section className="stack" aria-label={words.run(sayTime(run.slot))}>
      <h3>
        {words.run(sayTime(run.slot))}: {run.statusWords}
      </h3>
      {run.why ? <p className="fate">{run.why}</p> : null}
      <Bar run={run} />
      <dl className="facts">
        {parts.map((part) => (
          <Figure key={part} name={names[part]} value={run[part]} />
        ))}
        {run.unaccounted === 0 ? null : <Figure name={words.mismatch} value={run.unaccounted} />}
      </dl>
      {run.reasons.length > 0 ? (
        <Table
          columns={[words.whyNot, { head: words.count, className: "number" }]}
          rows={run.reasons.map(({ words: why, count }) => ({ key: why, cells: [why, sayNumber(count)] }))}
        />
      ) : null}
      {run.uncertain > 0 ? (
        <p>
          <Link href="/chua-ro">{words.toDoubts}</Link>
        </p>
      ) : null}
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="number">{sayNumber(value)}</dd>
    </>
  );
}

function Bar({ run }: { readonly run: RunFigures }) {
  const share = (part: number) => ({ width: `${run.planned === 0 ? 0 : (part / run.planned) * 100}%` });
  return (
    <div className="bar" role="img" aria-label={words.barLabel(sayNumber(run.sent), sayNumber(run.planned))}>
      <span className="sent" style={share(run.sent)} />
      <span className="refused" style={share(run.refused)} />
      <span className="uncertain" style={share(run.uncertain)} />
    </div>
  );
}

/** The newest launch by unit; every row of it is read, so only when somebody asks. */
function Units({ id }: { readonly id: string }) {
  const [isOpen, setOpen] = useState(false);
  const look = useLook<{ rows: UnitRow[] }>(isOpen ? `/campaigns/${id}/units` : null, 60_000);
  if (!isOpen)
    return (
      <div>
        <Button size="xs" variant="default" onClick={() => setOpen(true)}>
          {words.showUnits}
        </Button>
      </div>
    );
  const number = (head: string) => ({ head, className: "number" });
  const heads = [words.planned, words.sent, words.refused, words.uncertain, words.waiting];
  return (
    <section className="stack">
      <h3>{words.units}</h3>
      <Shown of={look}>
        {({ rows }) => (
          <Table
            columns={[words.unit, ...heads.map(number)]}
            rows={rows.map((row) => ({
              key: row.unit ?? "",
              cells: [
                row.unit ?? words.noUnit,
                ...[row.planned, row.sent, row.refused, row.uncertain, row.waiting].map(sayNumber),
              ],
            }))}
          />
        )}
      </Shown>
    </section>
  );
}
