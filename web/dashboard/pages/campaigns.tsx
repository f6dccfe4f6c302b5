import { Button } from "@mantine/core";
import { Link, Route, Switch } from "wouter";
import type { CampaignRow } from "../../../src/dashboard/campaign-shapes.ts";
import { useLook } from "../look.ts";
import { useRight } from "../me.ts";
import { CampaignState } from "../parts/campaign-state.tsx";
import { Empty, Shown } from "../parts/states.tsx";
import { Table } from "../parts/table.tsx";
import { Tabs } from "../parts/tabs.tsx";
import { texts } from "../texts.ts";
import { useView } from "../view.ts";
import { sayDay, sayTime } from "../words.ts";
import { CampaignPage } from "./campaign.tsx";
import { Doubts } from "./campaign-doubts.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { campaignTexts as words } from "./campaigns-texts.ts";

/** Truyền thông: what was written, what waits for approval, what is on its way. */
export function CampaignsPage() {
  return (
    <Switch>
      <Route path="/">
        <Campaigns />
      </Route>
      <Route path="/moi">
        <CampaignForm />
      </Route>
      <Route path="/chua-ro">
        <Doubts />
      </Route>
      <Route path="/:id">{({ id }) => <CampaignPage key={id} id={id} />}</Route>
    </Switch>
  );
}

const views = ["all", "draft", "held", "scheduled", "stopped", "finished"] as const;

function Campaigns() {
  const mayDraft = useRight("campaigns.draft");
  const [view, setView] = useView("muc", views);
  const [kind, setKind] = useView("kieu", ["list", "calendar"]);
  const list = useLook<{ rows: CampaignRow[] }>("/campaigns");
  return (
    <>
      <div className="row apart">
        <h1>{texts.pages.campaigns}</h1>
        <div className="row">
          <Link href="/chua-ro">{words.doubts}</Link>
          {mayDraft ? (
            <Button component={Link} href="/moi">
              {words.new}
            </Button>
          ) : null}
        </div>
      </div>
      <Tabs
        label={words.viewLabel}
        value={view}
        onChange={setView}
        tabs={views.map((value) => ({
          value,
          label: words.views[value],
          count: list.value?.rows.filter((row) => isIn(value, row)).length,
        }))}
      />
      <div className="row">
        {(["list", "calendar"] as const).map((one) => (
          <button
            key={one}
            type="button"
            className={kind === one ? "chip on" : "chip"}
            aria-pressed={kind === one}
            onClick={() => setKind(one)}
          >
            {words.kinds[one]}
          </button>
        ))}
      </div>
      <Shown of={list}>
        {({ rows }) => {
          const shown = rows.filter((row) => isIn(view, row));
          if (shown.length === 0) return <Empty>{rows.length === 0 ? words.empty : words.emptyView}</Empty>;
          return kind === "list" ? <CampaignTable rows={shown} /> : <CampaignCalendar rows={shown} />;
        }}
      </Shown>
    </>
  );
}

function isIn(view: (typeof views)[number], { status, isHeld }: CampaignRow): boolean {
  return view === "all" || (view === "held" ? isHeld : status === view);
}

function CampaignTable({ rows }: { readonly rows: readonly CampaignRow[] }) {
  return (
    <Table
      columns={[words.title, words.status, words.when, words.channels, words.approvedBy]}
      rows={rows.map((row) => ({
        key: row.id,
        cells: [
          <Link key="title" href={`/${row.id}`}>
            {row.title}
          </Link>,
          <CampaignState key="state" row={row} />,
          row.when,
          row.channels.map((channel) => texts.channels[channel]).join(", "),
          row.approvedBy ?? texts.none,
        ],
      }))}
    />
  );
}

/** What is due, day by day. */
function CampaignCalendar({ rows }: { readonly rows: readonly CampaignRow[] }) {
  const due = rows.flatMap((row) => (row.nextSlot ? [{ row, at: row.nextSlot }] : []));
  if (due.length === 0) return <Empty>{words.emptyCalendar}</Empty>;
  const days = Map.groupBy(
    due.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at)),
    ({ at }) => sayDay(at),
  );
  return (
    <ol className="timeline">
      {[...days].map(([day, all]) => (
        <li key={day}>
          <h2>{day}</h2>
          {all.map(({ row, at }) => (
            <p key={row.id}>
              <span className="quiet">{sayTime(at)}</span> <Link href={`/${row.id}`}>{row.title}</Link>
            </p>
          ))}
        </li>
      ))}
    </ol>
  );
}
