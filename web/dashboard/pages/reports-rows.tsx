import { useState } from "react";
import { Link, useSearchParams } from "wouter";
import type { ReportRow, ReportRows } from "../../../src/dashboard/reports-shapes.ts";
import { useLook } from "../look.ts";
import { Pager } from "../parts/pager.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { sayDay, sayNumber } from "../words.ts";
import { reportTexts as words } from "./reports-texts.ts";

/** The rows behind one number of a report. */
export function ReportRowsPage() {
  const [params] = useSearchParams();
  const [page, setPage] = useState(1);
  const query = new URLSearchParams(params);
  query.set("page", String(page));
  const look = useLook<ReportRows>(`/reports/rows?${query}`, 600_000);
  const back = new URLSearchParams({ ky: params.get("period") ?? "" });
  const unit = params.get("unit");
  if (unit) back.set("don-vi", unit);
  return (
    <>
      <p>
        <Link href={`/?${back}`}>{words.back}</Link>
      </p>
      <Shown of={look}>
        {({ label, counts, value, pages, rows }) => (
          <div className="stack">
            <h1>{label}</h1>
            <p className="report-value">{words.rows(sayNumber(value), counts)}</p>
            {rows.length === 0 ? <Empty>{words.none}</Empty> : <Rows rows={rows} />}
            <Pager page={page} pages={pages} onPage={setPage} />
          </div>
        )}
      </Shown>
    </>
  );
}

function Rows({ rows }: { readonly rows: readonly ReportRow[] }) {
  return (
    <Table
      columns={[
        words.key,
        words.at,
        words.label,
        words.unitHead,
        { head: words.amount, className: "number" },
      ]}
      rows={rows.map(({ key, at, label, unit, amount, href }, index) => ({
        key: `${key} ${index}`,
        cells: [
          href === null ? (
            key
          ) : (
            <Link key="open" href={`~/admin${href}`}>
              {key}
            </Link>
          ),
          sayDay(at),
          label,
          unit,
          sayNumber(amount),
        ],
      }))}
    />
  );
}
