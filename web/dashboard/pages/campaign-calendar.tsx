import { Badge, Button } from "@mantine/core";
import { Link, useSearchParams } from "wouter";
import type { CalendarRow, ReadyRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { Empty, Shown } from "../parts/states.tsx";
import { sayDay, sayTime } from "../words.ts";
import { Sections } from "./campaign-sections.tsx";
import { beginTexts as words } from "./campaign-write-texts.ts";

const zoned = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });
const clock = new Intl.DateTimeFormat("vi-VN", {
  timeZone: "Asia/Ho_Chi_Minh",
  hour: "2-digit",
  minute: "2-digit",
});
const dayOf = (at: string) => zoned.format(new Date(at));
const mostInCell = 3;

type Stretch = { readonly year: number; readonly month: number };

/** The month or the year as it was and will be, and the union's year to begin from. */
export function CalendarPage() {
  const [{ year, month }, show] = useStretch();
  const look = useLook<{ rows: CalendarRow[] }>(`/campaign-calendar?year=${year}&month=${month}`, 60_000);
  const name = month === 0 ? words.yearOf(year) : words.monthOf(month, year);
  return (
    <>
      <h1>{words.calendar}</h1>
      <Sections here="calendar" />
      <div className="row apart">
        <h2 aria-live="polite">{name}</h2>
        <div className="row">
          <Button size="xs" variant="default" onClick={() => show(moved({ year, month }, -1))}>
            {words.before}
          </Button>
          <Button size="xs" variant="default" onClick={() => show(thisMonth())}>
            {words.today}
          </Button>
          <Button size="xs" variant="default" onClick={() => show(moved({ year, month }, 1))}>
            {words.after}
          </Button>
          <Button
            size="xs"
            variant="default"
            onClick={() => show(month === 0 ? { year, month: thisMonth().month } : { year, month: 0 })}
          >
            {month === 0 ? words.spans.month : words.spans.year}
          </Button>
        </div>
      </div>
      <Shown of={look}>
        {({ rows }) =>
          month === 0 ? (
            <Year rows={rows} />
          ) : (
            <>
              <div className="only-wide table-wrap">
                <Month rows={rows} year={year} month={month} name={name} />
              </div>
              <div className="only-phone">
                <Agenda rows={rows} />
              </div>
            </>
          )
        }
      </Shown>
      <Ready />
    </>
  );
}

function thisMonth(): Stretch {
  const [year = 0, month = 0] = zoned.format(new Date()).split("-").map(Number);
  return { year, month };
}

function moved({ year, month }: Stretch, by: 1 | -1): Stretch {
  if (month === 0) return { year: year + by, month };
  const next = month + by;
  if (next === 0) return { year: year - 1, month: 12 };
  return next === 13 ? { year: year + 1, month: 1 } : { year, month: next };
}

/** Which stretch is shown stands in the address: `?thang=2026-12` or `?thang=2026`. */
function useStretch(): readonly [Stretch, (next: Stretch) => void] {
  const [params, setParams] = useSearchParams();
  const match = /^(2[01]\d\d)(?:-(0[1-9]|1[0-2]))?$/.exec(params.get("thang") ?? "");
  const shown = match ? { year: Number(match[1]), month: Number(match[2] ?? 0) } : thisMonth();
  const set = ({ year, month }: Stretch) =>
    setParams(
      (old) => {
        old.set("thang", month === 0 ? String(year) : `${year}-${String(month).padStart(2, "0")}`);
        return old;
      },
      { replace: true },
    );
  return [shown, set];
}

type MonthProps = { readonly rows: readonly CalendarRow[]; readonly name: string } & Stretch;

function Month({ rows, year, month, name }: MonthProps) {
  const byDay = Map.groupBy(rows, ({ at }) => dayOf(at));
  return (
    <table className="month" aria-label={name}>
      <thead>
        <tr>
          {words.weekdays.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr key={week[0]}>
            {week.map((day) => (
              <Day
                key={day}
                day={day}
                isOther={Number(day.slice(5, 7)) !== month}
                rows={byDay.get(day) ?? []}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Day({ day, isOther, rows }: { day: string; isOther: boolean; rows: readonly CalendarRow[] }) {
  const isToday = day === zoned.format(new Date());
  return (
    <td className={isOther ? "other" : undefined} aria-current={isToday ? "date" : undefined}>
      <span className={isToday ? "day today" : "day"}>{Number(day.slice(8))}</span>
      {rows.slice(0, mostInCell).map((row) => (
        <Entry key={`${row.campaignId} ${row.at} ${row.state}`} row={row} />
      ))}
      {rows.length > mostInCell ? <span className="quiet">+{rows.length - mostInCell}</span> : null}
    </td>
  );
}

function Entry({ row }: { readonly row: CalendarRow }) {
  return (
    <Link className={`entry ${row.state}`} href={`/${row.campaignId}`}>
      {clock.format(new Date(row.at))} {row.title}
      {row.times > 1 ? ` (${words.times(row.times)})` : ""}
      <span className="quiet"> · {words.states[row.state]}</span>
    </Link>
  );
}

/** The days of a month in weeks from Monday on, filled up with the days around it. */
function weeksOf(year: number, month: number): string[][] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weeks = Math.ceil((before + days) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (_one, day) =>
      new Date(Date.UTC(year, month - 1, 1 - before + week * 7 + day)).toISOString().slice(0, 10),
    ),
  );
}

function Agenda({ rows }: { readonly rows: readonly CalendarRow[] }) {
  if (rows.length === 0) return <Empty>{words.emptyMonth}</Empty>;
  return (
    <ol className="agenda">
      {[...Map.groupBy(rows, ({ at }) => dayOf(at))].map(([day, own]) => (
        <li key={day}>
          <h3>{own[0] ? sayTime(own[0].at).split(", ")[1] : day}</h3>
          {own.map((row) => (
            <Entry key={`${row.campaignId} ${row.at} ${row.state}`} row={row} />
          ))}
        </li>
      ))}
    </ol>
  );
}

/** Twelve months: single days by their date, a series once with how often it comes. */
function Year({ rows }: { readonly rows: readonly CalendarRow[] }) {
  if (rows.length === 0) return <Empty>{words.emptyYear}</Empty>;
  return (
    <ol className="agenda">
      {[...Map.groupBy(rows, ({ at }) => dayOf(at).slice(0, 7))].map(([month, own]) => (
        <li key={month}>
          <h3>{words.monthOf(Number(month.slice(5)), Number(month.slice(0, 4)))}</h3>
          {[...Map.groupBy(own, ({ campaignId }) => campaignId).values()].map((days) => {
            const [first] = days;
            if (!first) return null;
            return (
              <Link key={first.campaignId} className={`entry ${first.state}`} href={`/${first.campaignId}`}>
                {days.length > 1 ? words.times(days.length) : sayDay(first.at)} · {first.title}
                <span className="quiet">
                  {" "}
                  · {words.kinds[first.kind]}, {words.states[first.state]}
                </span>
              </Link>
            );
          })}
        </li>
      ))}
    </ol>
  );
}

/** The union's year as it comes with the program. */
function Ready() {
  const mayDraft = useRight("campaigns.draft");
  const look = useLook<{ rows: ReadyRow[] }>("/campaign-ready", 600_000);
  return (
    <section className="stack">
      <h2>{words.ready}</h2>
      <p className="quiet">{words.readyBody}</p>
      <Shown of={look}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Empty>{words.noReady}</Empty>
          ) : (
            <ul className="agenda">
              {rows.map((row) => (
                <li key={row.name} className="row apart">
                  <div>
                    <p className="strong">{row.title}</p>
                    <p className="quiet">{row.when}</p>
                  </div>
                  {row.isAdded ? (
                    <Badge color="green" variant="light">
                      {words.added}
                    </Badge>
                  ) : mayDraft ? (
                    <Button
                      component={Link}
                      size="xs"
                      variant="default"
                      href={`/moi?ready=${row.name}`}
                      aria-label={words.fromReady(row.title)}
                    >
                      {words.use}
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }
      </Shown>
    </section>
  );
}
