import { Button, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { RollupRow, RollupTable } from "../../../src/dashboard/forms-shapes.ts";
import { useDownload } from "../download.ts";
import { useLook } from "../look.ts";
import { Empty, FaultBox, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayNumber } from "../words.ts";
import { formTexts as words } from "./forms-page-texts.ts";

type Asked = { readonly from?: string; readonly to?: string; readonly unit?: string };

/** Reports added up along the units, from the whole down to one; who is late stands below. */
export function Rollup({ id }: { readonly id: string }) {
  const [asked, setAsked] = useState<Asked>({});
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== "")).toString();
  const look = useLook<RollupTable>(`/forms/${id}/rollup?${query}`, 30_000);
  const { load, isBusy, fault } = useDownload();
  return (
    <div className="stack">
      <div className="row">
        <Button
          size="xs"
          variant="default"
          loading={isBusy}
          onClick={() => void load(`/forms/${id}/rollup-xlsx?${query}`)}
        >
          {words.excel}
        </Button>
        <FaultBox fault={fault} />
      </div>
      <Shown of={look}>
        {(table) =>
          table.periods.length === 0 ? (
            <Empty>{words.noPeriod}</Empty>
          ) : (
            <>
              <Periods table={table} onChange={(change) => setAsked({ ...asked, ...change })} />
              <Units table={table} onUnit={(unit) => setAsked({ ...asked, unit })} />
              <Late table={table} />
            </>
          )
        }
      </Shown>
    </div>
  );
}

function Periods({ table, onChange }: { table: RollupTable; onChange: (change: Asked) => void }) {
  const data = table.periods.toReversed().map(({ value, label }) => ({ value, label }));
  return (
    <div className="row">
      <NativeSelect
        label={words.periodFrom}
        value={table.from}
        data={data}
        onChange={({ currentTarget: { value } }) =>
          onChange({ from: value, to: value > table.to ? value : table.to })
        }
      />
      <NativeSelect
        label={words.periodTo}
        value={table.to}
        data={data}
        onChange={({ currentTarget: { value } }) =>
          onChange({ to: value, from: value < table.from ? value : table.from })
        }
      />
    </div>
  );
}

function Units({ table, onUnit }: { table: RollupTable; onUnit: (code: string) => void }) {
  const { unit, up, total, rows, columns } = table;
  const cells = (row: Pick<RollupRow, "expected" | "reported" | "late" | "figures">) => [
    words.ofExpected(sayNumber(row.reported), sayNumber(row.expected)),
    sayNumber(row.late),
    ...columns.map(({ id }) => (row.figures[id] === undefined ? texts.none : sayNumber(row.figures[id]))),
  ];
  return (
    <>
      <div className="row apart">
        <h2>{unit?.name ?? words.allUnits}</h2>
        {up === null ? null : (
          <Button size="xs" variant="default" onClick={() => onUnit(up)}>
            {words.higher}
          </Button>
        )}
      </div>
      <Table
        label={unit?.name ?? words.allUnits}
        columns={[words.unit, words.reported, words.lateCount, ...columns.map(({ label }) => label)]}
        rows={[
          ...rows.map((row) => ({
            key: row.code,
            cells: [
              row.hasBelow ? (
                <button key="name" type="button" className="chip" onClick={() => onUnit(row.code)}>
                  {row.name}
                </button>
              ) : (
                row.name
              ),
              ...cells(row),
            ],
          })),
          { key: "total", className: "strong", cells: [unit?.name ?? words.allUnits, ...cells(total)] },
        ]}
      />
    </>
  );
}

function Late({ table: { late, lateMore } }: { readonly table: RollupTable }) {
  return (
    <section className="sheet stack">
      <h2>{words.lateUnits}</h2>
      {late.length === 0 ? <p className="quiet">{words.noneLate}</p> : null}
      <ul>
        {late.map(({ code, name, period }) => (
          <li key={`${code} ${period}`}>
            {name} ({code}), {period}
          </li>
        ))}
      </ul>
      {lateMore > 0 ? <p className="quiet">{words.lateMore(sayNumber(lateMore))}</p> : null}
    </section>
  );
}
