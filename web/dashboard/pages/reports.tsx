import { Link, Route, Switch, useSearchParams } from "wouter";
import type { ReportAnswer, ReportView } from "../../../src/dashboard/reports-shapes.ts";
import { useLook } from "../look.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { texts } from "../texts.ts";
import { sayDay, sayNumber } from "../words.ts";
import { ReportChoice, ReportFiles } from "./reports-choice.tsx";
import { ReportRowsPage } from "./reports-rows.tsx";
import { reportTexts as words } from "./reports-texts.ts";

/** Báo cáo: what was done for each task of the plan; every number opens its rows. */
export function ReportsPage() {
  return (
    <Switch>
      <Route path="/">
        <Reports />
      </Route>
      <Route path="/dong">
        <ReportRowsPage />
      </Route>
    </Switch>
  );
}

/** The quarter it is now: what is asked for most. */
function thisQuarter(): string {
  const now = new Date();
  return `${now.getFullYear()}-Q${Math.floor(now.getMonth() / 3) + 1}`;
}

function Reports() {
  const [params, setParams] = useSearchParams();
  const period = params.get("ky") ?? thisQuarter();
  const unit = params.get("don-vi") ?? "";
  const query = new URLSearchParams({ period, ...(unit === "" ? {} : { unit }) });
  const look = useLook<ReportAnswer>(`/reports?${query}`, 600_000);
  const choose = (next: { period: string; unit: string }) =>
    setParams({ ky: next.period, ...(next.unit === "" ? {} : { "don-vi": next.unit }) });
  return (
    <>
      <h1>{texts.pages.reports}</h1>
      <ReportChoice key={`${period} ${unit}`} period={period} unit={unit} onChoose={choose} />
      <Shown of={look}>
        {(answer) =>
          answer.kind === "refused" ? (
            <Empty>{answer.words}</Empty>
          ) : (
            <Whole report={answer} query={query.toString()} />
          )
        }
      </Shown>
    </>
  );
}

type Props = { readonly report: ReportView; readonly query: string };

function Whole({ report, query }: Props) {
  const { counted, before } = report;
  return (
    <div className="stack">
      <p className="quiet">
        {words.counted(sayDay(counted.from), sayDay(counted.to))};{" "}
        {words.compared(sayDay(before.from), sayDay(before.to))}. {words.steps}
      </p>
      <ReportFiles query={query} />
      <Gaps report={report} />
      <Charts report={report} query={query} />
      <Tasks report={report} query={query} />
      <Units report={report} query={query} />
    </div>
  );
}

function Gaps({ report: { gaps } }: Pick<Props, "report">) {
  return (
    <section className="sheet">
      <h2>{words.gaps}</h2>
      {gaps.length === 0 ? (
        <p>{words.noGaps}</p>
      ) : (
        <ul>
          {gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Charts({ report: { charts }, query }: Props) {
  if (charts.length === 0) return null;
  return (
    <section className="sheet">
      <h2>{words.charts}</h2>
      <div className="report-charts">
        {charts.map((title, at) => (
          <img
            key={title}
            src={`/admin/api/reports/charts/${at}?${query}`}
            alt={words.chartAlt(title)}
            width={600}
            height={320}
            loading="lazy"
          />
        ))}
      </div>
    </section>
  );
}

function Tasks({ report, query }: Props) {
  return report.groups.map(({ number, name, tasks }) => (
    <section key={number} className="sheet">
      <h2>{words.clause(name, number)}</h2>
      {tasks.map((lines) => (
        <Task key={lines.task.clause} lines={lines} report={report} query={query} />
      ))}
    </section>
  ));
}

type TaskProps = Props & { readonly lines: ReportView["groups"][number]["tasks"][number] };

/** One task: what has figures as a table, the others named in one sentence. */
function Task({ lines: { task, lines, isEmpty }, report, query }: TaskProps) {
  const told = lines.filter(({ now, before }) => now > 0 || before > 0);
  const zeros = lines.filter((line) => !told.includes(line));
  return (
    <div className="stack report-task">
      <h3>{words.clause(task.name, task.clause)}</h3>
      {isEmpty ? <p className="quiet">{`${words.noData} ${task.missing}`}</p> : null}
      {told.length > 0 ? <Lines label={task.name} lines={told} query={query} /> : null}
      {told.length > 0 && zeros.length > 0 ? (
        <p className="quiet">{words.zeros(zeros.map(({ label }) => label))}</p>
      ) : null}
      {task.clause === "II.3.3" ? <Examples report={report} /> : null}
    </div>
  );
}

type LinesProps = {
  readonly label: string;
  readonly lines: TaskProps["lines"]["lines"];
  readonly query: string;
};

function Lines({ label: name, lines, query }: LinesProps) {
  return (
    <Table
      label={name}
      columns={[words.figure, numeric(words.now), numeric(words.before), words.change]}
      rows={lines.map(({ id, label, counts, now, before, change }) => ({
        key: id,
        cells: [
          `${label} (${counts})`,
          <Opening key="now" value={now} label={label} query={`${query}&figure=${id}`} />,
          <Opening key="before" value={before} label={label} query={`${query}&figure=${id}&which=before`} />,
          change,
        ],
      }))}
    />
  );
}

function numeric(head: string) {
  return { head, className: "number" };
}

type OpeningProps = { readonly value: number; readonly label: string; readonly query: string };

/** A number as the link to its rows. */
function Opening({ value, label, query }: OpeningProps) {
  const when = query.includes("which=before") ? words.before : words.now;
  const said = sayNumber(value);
  return (
    <Link href={`/dong?${query}`} aria-label={words.opens(said, label, when)}>
      {said}
    </Link>
  );
}

function Examples({ report: { examples } }: Pick<Props, "report">) {
  if (examples.length === 0) return null;
  return (
    <>
      <h4>{words.examples}</h4>
      <ul>
        {examples.map(({ number, title, author, unit }) => (
          <li key={number}>{words.example(title, author, unit)}</li>
        ))}
      </ul>
    </>
  );
}

function Units({ report: { units, unitHeads }, query }: Props) {
  return (
    <section className="sheet">
      <h2>{words.units}</h2>
      {units.length === 0 ? (
        <Empty>{words.noUnits}</Empty>
      ) : (
        <Table
          label={words.units}
          columns={[words.unitHead, ...unitHeads.map(({ label }) => numeric(label))]}
          rows={units.map(({ code, name, values }) => ({
            key: code ?? "-",
            cells: [
              name,
              ...unitHeads.map(({ id, label }, at) => (
                <Opening
                  key={id}
                  value={values[at]?.now ?? 0}
                  label={`${label}, ${name}`}
                  query={`${query}&figure=${id}&line=${encodeURIComponent(code ?? "-")}`}
                />
              )),
            ],
          }))}
        />
      )}
    </section>
  );
}
