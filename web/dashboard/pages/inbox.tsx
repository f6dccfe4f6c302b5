import { Badge } from "@mantine/core";
import { Link, Route, useLocation, useRoute, useSearch } from "wouter";
import type { CaseList, CaseRow } from "../../../src/dashboard/inbox-shapes.ts";
import { useLook } from "../look.ts";
import { ShortcutHelp, useShortcut } from "../parts/shortcuts.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { Waiting } from "../parts/waiting.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayTime } from "../words.ts";
import { CasePane } from "./inbox-case.tsx";
import { inboxTexts as words } from "./inbox-texts.ts";

const every = 10_000;
type Tab = keyof typeof words.tabs;

/** Hộp thư: the list, the conversation, and who asks, side by side; on a phone one after the other. */
export function InboxPage() {
  const [tab, setTab] = useView("muc", ["mine", "unassigned", "all"]);
  const [settled, setSettled] = useView("xong", ["no", "snoozed", "yes"]);
  const list = useLook<CaseList>(`/cases?tab=${tab}&settled=${settled}`, every);
  const [isOpen] = useRoute("/:number");
  const counts = list.value?.counts;
  return (
    <div className={isOpen ? "panes open" : "panes"}>
      <section className="pane-list" aria-label={words.listLabel}>
        <div className="row apart">
          <h1>{texts.pages.inbox}</h1>
          <ShortcutHelp />
        </div>
        <Tabs
          label={words.listLabel}
          value={tab}
          onChange={setTab}
          tabs={(["mine", "unassigned", "all"] as const).map((name) => ({
            value: name,
            label: words.tabs[name],
            count: counts?.[name],
          }))}
        />
        <div className="row">
          {(["no", "snoozed", "yes"] as const).map((one) => (
            <button
              key={one}
              type="button"
              className={settled === one ? "chip on" : "chip"}
              aria-pressed={settled === one}
              onClick={() => setSettled(one)}
            >
              {settledWords(one, counts?.snoozed ?? 0)}
            </button>
          ))}
        </div>
        <Shown of={list}>{({ rows }) => <Cases rows={rows} tab={tab} settled={settled} />}</Shown>
      </section>
      <Route path="/:number">
        {({ number }) => <CasePane key={number} number={Number(number)} onChanged={list.reload} />}
      </Route>
      {isOpen ? null : <div className="pane-none">{words.pick}</div>}
    </div>
  );
}

/** Where a case is opened: beside the same list. */
function useHref(): (number: number) => string {
  const search = useSearch();
  return (number) => `/${number}${search === "" ? "" : `?${search}`}`;
}

const emptyWords = { mine: words.emptyMine, unassigned: words.emptyUnassigned, all: words.emptyAll } as const;

const emptyRest = { yes: words.emptySettled, snoozed: words.emptySnoozed } as const;
type Settled = "no" | "snoozed" | "yes";

type CasesProps = { readonly rows: readonly CaseRow[]; readonly tab: Tab; readonly settled: Settled };

function settledWords(one: Settled, snoozed: number): string {
  return one === "no" ? words.waiting : one === "yes" ? words.settled : words.snoozedTab(snoozed);
}

function Cases({ rows, tab, settled }: CasesProps) {
  const [location, go] = useLocation();
  const hrefOf = useHref();
  const step = (by: number) => {
    const at = rows.findIndex(({ number }) => location === `/${number}`);
    const next = rows[at < 0 ? 0 : at + by];
    if (next) go(hrefOf(next.number));
  };
  useShortcut("j", () => step(1));
  useShortcut("k", () => step(-1));
  if (rows.length === 0) return <Empty>{settled === "no" ? emptyWords[tab] : emptyRest[settled]}</Empty>;
  // Up and down walk through the list as they do in a mail program.
  const walk = (event: React.KeyboardEvent, index: number) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const links = event.currentTarget.closest("ul")?.querySelectorAll<HTMLElement>("a");
    const next = step === 0 ? undefined : links?.[index + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
    go(hrefOf(rows[index + step]?.number ?? 0));
  };
  return (
    <ul className="case-list">
      {rows.map((row, index) => (
        <CaseItem key={row.number} row={row} onKeyDown={(event) => walk(event, index)} />
      ))}
    </ul>
  );
}

function CaseItem({ row, onKeyDown }: { row: CaseRow; onKeyDown: (event: React.KeyboardEvent) => void }) {
  const [location] = useLocation();
  const hrefOf = useHref();
  const isHere = location === `/${row.number}`;
  const isWaiting = row.status === "open" || row.status === "assigned";
  return (
    <li>
      <Link
        href={hrefOf(row.number)}
        className={isHere ? "case-item here" : "case-item"}
        aria-current={isHere ? "true" : undefined}
        onKeyDown={onKeyDown}
      >
        <span className="row apart">
          <span className="strong">{row.memberName ?? words.stranger}</span>
          <span className="quiet">{words.number(row.number)}</span>
        </span>
        <span className="case-question">{row.question}</span>
        <span className="row apart">
          {row.snoozedUntil ? (
            <span className="quiet">{words.snoozedUntil(sayTime(row.snoozedUntil))}</span>
          ) : isWaiting ? (
            <Waiting row={row} />
          ) : (
            <Badge color="gray" variant="light">
              {words.statuses[row.status]}
            </Badge>
          )}
          <span className="quiet">{row.assignedTo ?? words.nobody}</span>
        </span>
      </Link>
    </li>
  );
}
